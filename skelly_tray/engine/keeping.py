"""Keeps on disk what was made of the configuration: revisions, their verdicts, the last good one.

A disk that does not take it stops no change. What cannot be kept is one issue; it is tried again, and the issue goes
with the last of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from skelly_tray.config.home import Home
from skelly_tray.config.last_good import LastGood, write_last_good
from skelly_tray.config.revisions import PENDING, Revision, Revisions
from skelly_tray.config.texts import Texts
from skelly_tray.engine.ports import IssueSink

_logger = logging.getLogger(__name__)

ISSUE = "config.keeping"
TITLE = "What was made of the configuration cannot be kept on disk"
RETRY_EVERY = 30.0
"""Seconds between two tries to keep what could not be kept."""

_Verdict = tuple[str, str]
"""And why."""

_UNREAD = "The history of changes cannot be read, and none is added to it"
_CHANGE = "The last change is missing in the history, so nothing leads back to before it"
_VERDICT = "What came of a change cannot be written into the history"
_GOOD = "The last good configuration is not kept as it is now; a start that needs it would use an older one"


class Keeping:
    """Used by one transaction at a time. Nothing raises for what the disk does; all of it waits for the disk in a
    thread. pending: revisions of changes that are on trial, oldest first."""

    def __init__(self, home: Home, wall: Callable[[], float], issues: IssueSink) -> None:
        self.pending: list[int] = []
        self._home = home
        self._wall = wall
        self._issues = issues
        self._revisions = Revisions(home)
        self._good: LastGood | None = None
        self._verdicts: dict[int, _Verdict] = {}
        self._missed: tuple[Texts, Texts, str, str, float] | None = None
        self._missed_verdict: _Verdict | None = None
        self._why: dict[str, str] = {}

    @property
    def owes(self) -> bool:
        """Is there something that could not be kept?"""
        return bool(self._why)

    async def known(self) -> tuple[Revision, ...]:
        """All revisions at a start, oldest first, of which some may be pending; none when they cannot be read."""
        found = await self._read()
        self.pending = [one.rev for one in found if one.verdict == PENDING]
        return found

    async def add(self, before: Texts, after: Texts, by: str, why: str) -> int | None:
        """A change that is on trial from now on; its revision. None when it could not be kept."""
        self._missed, self._missed_verdict = (before, after, by, why, self._wall()), None
        return await self._add()

    async def judge(self, verdict: str, why: str = "") -> list[int]:
        """What came of those that were on trial; which they were."""
        judged, self.pending = self.pending, []
        self._verdicts |= dict.fromkeys(judged, (verdict, why))
        if self._missed is not None:
            self._missed_verdict = verdict, why
        await self._mark()
        return judged

    async def keep(self, good: LastGood) -> None:
        """The last good configuration."""
        self._good = good
        await self._keep()

    async def again(self) -> None:
        """Try what could not be kept."""
        if _UNREAD in self._why:
            await self._read()
        if self._missed is not None:
            await self._add()
        await self._mark()
        await self._keep()

    # ---- inner workings

    async def _read(self) -> tuple[Revision, ...]:
        try:
            found = await asyncio.to_thread(self._revisions.list)
        except OSError as error:
            self._failed(_UNREAD, error)
            return ()
        self._kept(_UNREAD)
        return found

    async def _add(self) -> int | None:
        assert self._missed is not None
        before, after, by, why, at = self._missed
        try:
            add = partial(self._revisions.add, before, after, by=by, why=why, at=at)
            found = await asyncio.to_thread(add)
        except OSError as error:
            self._failed(_CHANGE, error)
            return None
        if self._missed_verdict is None:
            self.pending.append(found)
        else:
            self._verdicts[found] = self._missed_verdict
        self._missed = self._missed_verdict = None
        self._kept(_CHANGE, _UNREAD)
        return found

    async def _mark(self) -> None:
        try:
            for revision, (verdict, why) in list(self._verdicts.items()):
                await asyncio.to_thread(self._revisions.mark, revision, verdict, why)
                del self._verdicts[revision]
        except OSError as error:
            self._failed(_VERDICT, error)
        else:
            self._kept(_VERDICT)

    async def _keep(self) -> None:
        if self._good is None:
            return
        try:
            await asyncio.to_thread(write_last_good, self._home, self._good)
        except OSError as error:
            self._failed(_GOOD, error)
        else:
            self._good = None
            self._kept(_GOOD)

    def _failed(self, what: str, error: OSError) -> None:
        why = error.strerror or str(error)
        if self._why.get(what) != why:
            _logger.error("%s: %s", what, why)
        self._why[what] = why
        self._tell()

    def _kept(self, *what: str) -> None:
        for one in what:
            self._why.pop(one, None)
        self._tell()

    def _tell(self) -> None:
        lines = [f"{what}: {why}." for what, why in self._why.items()]
        if lines:
            lines.append(
                f"It is tried again every {RETRY_EVERY:g} s; look for room and rights in {self._home.state}."
            )
        self._issues(ISSUE, TITLE if self._why else "", "\n".join(lines))
