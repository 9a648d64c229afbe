"""Changes of the configuration, one at a time: considered, written if they are ours, applied, on trial, kept.

What is on disk is compared by content, so a change is applied once whoever tells of it. The last good configuration
stays the one before the first candidate until one has been committed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from skelly_tray.config.diff import diff
from skelly_tray.config.edits import Edit, RefusedEditError
from skelly_tray.config.last_good import LastGood, parts_of, still_aside, taking
from skelly_tray.config.load import build
from skelly_tray.config.revisions import COMMITTED, REJECTED, ROLLED_BACK
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.undo import unfinished
from skelly_tray.config.writing import PATIENCE, one_at_a_time, settled, write_texts
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.events import ConfigJudged, Event
from skelly_tray.engine.candidate import Candidate, InEffect, consider, differing
from skelly_tray.engine.configuration import Configuration, join
from skelly_tray.engine.keeping import RETRY_EVERY, Keeping
from skelly_tray.engine.notices import Notices
from skelly_tray.engine.ports import IssueSink
from skelly_tray.engine.world import World

_logger = logging.getLogger(__name__)

Memory = Mapping[ModuleId, Mapping[str, object]]
Report = dict[str, Any]

MOST_TRIES = 20
"""That a change of ours is made anew because a file was saved meanwhile."""


class MovingFilesError(OSError):
    """The files on disk do not stay as they are for as long as a change takes."""


class Transactions:
    """words: what is remembered of the user's word, for modules that come (back). applied: told of each configuration
    that takes effect, before the engine is."""

    def __init__(
        self,
        world: World,
        configuration: Configuration,
        post: Callable[[Event], None],
        words: Callable[[], Memory],
        issues: IssueSink,
        applied: Callable[[Configuration], None] = lambda configuration: None,
    ) -> None:
        self._world = world
        self._post = post
        self._words = words
        self._notices = Notices(post, issues)
        self._applied = applied
        self._keeping = Keeping(world.home, world.clock.wall, issues)
        self._lock = asyncio.Lock()
        self._previewing = asyncio.Lock()
        """However many are asked for, a change waits for one of them at most."""
        kept = configuration.kept
        self._now = InEffect(configuration, configuration.texts, configuration.on_disk, kept.set_aside)
        self._good = configuration.texts
        self._trial_id = 0

    @property
    def texts_in_effect(self) -> Texts:
        """What the configuration that runs was made of."""
        return self._now.texts

    async def begin(
        self,
        memory: Memory,
        restart: tuple[float | None, bool],
        on_trial: tuple[ModuleId, ...] | None = None,
    ) -> None:
        """Tell the engine what was read before the start. memory, restart, on_trial: of an earlier supervisor.

        What is in effect at a start is the last good configuration; unless it was on trial when the earlier one ended:
        then the trial begins anew, and the last good one stays the one before it."""
        configuration = self._now.configuration
        at, under_way = restart
        loaded = replace(configuration.event(memory), restarted_at=at, restarting=under_way)
        window = configuration.loaded.orchestrator.config_trial
        self._notices.recall(await self._keeping.known())
        tried = await asyncio.to_thread(self._interrupted, on_trial) if window > 0 else ()
        if tried:
            self._good = configuration.kept.texts
            self._trial_id += 1
            loaded = replace(loaded, trial=window, trial_id=self._trial_id, on_trial=tried)
        self._post(loaded)
        self._tell()
        if not tried and (configuration.texts.files or configuration.texts.overrides):
            await self._committed("adopted by another start")

    def _interrupted(self, on_trial: tuple[ModuleId, ...] | None) -> tuple[ModuleId, ...]:
        """The modules whose trial has to begin anew; none, if nothing was on trial. Where nobody remembers them, they
        are those that are another than in the last good configuration."""
        configuration = self._now.configuration
        good = configuration.kept.texts
        if (
            not good.files
            or not (self._keeping.pending or on_trial)
            or not differing(good, configuration.texts)
        ):
            return ()
        if on_trial is not None:
            return on_trial
        before = join(build(self._world.home, good), None, self._world.arrange).descriptors
        return tuple(m for m, d in configuration.descriptors.items() if before.get(m, d) != d)

    async def change(self, edit: Edit, *, by: str, why: str, on_trial: bool = True) -> Report:
        """Make an edit of ours: on disk when this returns without errors. Refusals of it are errors in the report.
        on_trial: it is taken back if it makes a module unhealthy; not so where there is nothing to go back to."""
        async with self._lock:
            for _ in range(MOST_TRIES):
                disk = await asyncio.to_thread(self._look)
                if disk != self._now.seen:
                    await self._take(disk, "file", "a file was saved")
                try:
                    wanted = await asyncio.to_thread(edit, disk)
                except RefusedEditError as refused:
                    return self._report(errors=list(map(str, refused.errors)))
                if wanted == disk:
                    return self._report()
                candidate = await asyncio.to_thread(self._consider, wanted)
                if candidate.errors:
                    return self._refuse(candidate, by, why)
                try:
                    await asyncio.to_thread(self._write, disk, wanted)
                except MovingFilesError:
                    continue
                except (OSError, ValueError) as error:
                    return self._report(errors=[f"it could not be stored: {_reason(error)}"])
                # What waits for this answer may go away: what is on disk is applied all the same.
                return await asyncio.shield(self._apply(candidate, wanted, by, why, on_trial=on_trial))
            return self._report(errors=["the files are changed all the time; nothing was stored"])

    async def preview(self, edit: Edit) -> Report:
        """What `change` would report of that edit, and `lines`: the difference to what runs. Nothing is done."""
        async with self._previewing:
            async with self._lock:
                disk = await asyncio.to_thread(self._look)
                try:
                    wanted = await asyncio.to_thread(edit, disk)
                except RefusedEditError as refused:
                    return {**self._report(errors=list(map(str, refused.errors))), "lines": []}
                candidate = await asyncio.to_thread(self._consider, wanted)
                runs, before = self._now.texts, self._now.configuration
            lines = await asyncio.to_thread(diff, runs, wanted)  # no change waits for that
        window = candidate.configuration.loaded.orchestrator.config_trial
        told = self._told(before, before if candidate.errors else candidate.configuration, window)
        errors = list(candidate.errors)
        return {"errors": errors, "applied": False, "revision": None, **told, "lines": lines}

    async def files_changed(self) -> Report:
        """Somebody may have saved a file. Nothing is done when the disk is as it was when we looked last."""
        async with self._lock:
            disk = await asyncio.to_thread(self._look)
            if disk == self._now.seen:
                return self._report()
            return await self._take(disk, "file", "a file was saved")

    async def commit(self, trial_id: int) -> None:
        """The trial is over, and the candidate is the last good configuration now; unless another has replaced it."""
        async with self._lock:
            if trial_id == self._trial_id:
                await self._committed()

    async def keep_again(self) -> None:
        """Runs until it is cancelled: what the disk did not take is tried again."""
        while True:
            await asyncio.sleep(RETRY_EVERY)
            if self._keeping.owes:
                async with self._lock:
                    await self._keeping.again()

    async def roll_back(self, trial_id: int, module: str, why: str) -> None:
        """The candidate made a module unhealthy: the last good configuration is in effect again. What the user wrote
        stays on disk, and is not tried again until it is changed."""
        async with self._lock:
            if trial_id != self._trial_id:
                return
            names = differing(self._good, self._now.texts)
            parts = parts_of(self._now.seen)
            aside = {n: parts.get(n) for n in names}
            former = taking(self._now.texts, self._good, names)
            cause = f"{module}: {why}"
            self._notices.know(aside, cause)
            self._now = replace(self._now, texts=former, set_aside={**self._now.set_aside, **aside})
            candidate = await asyncio.to_thread(self._consider, self._now.seen)
            self._put(candidate, self._now.seen, cause=cause)
            revisions = await self._keeping.judge(ROLLED_BACK, cause)
            await self._keep()
            self._judged("orchestrator", f"rolled back: {cause}", names, ROLLED_BACK, revisions[-1:])

    # ---- inner workings

    async def _take(self, disk: Texts, by: str, why: str) -> Report:
        candidate = await asyncio.to_thread(self._consider, disk)
        if candidate.errors:
            self._put(candidate, disk)
            return self._refuse(candidate, by, why)
        return await self._apply(candidate, disk, by, why)

    def _look(self) -> Texts:
        """What is on disk, without the half of a change that the disk refused to take back."""
        if unfinished(self._world.home):
            for told in settled(self._world.home):
                _logger.warning("%s", told)
        return read_texts(self._world.home, expected=True)

    def _consider(self, disk: Texts) -> Candidate:
        return consider(self._world.home, disk, self._now, self._world.arrange)

    def _write(self, disk: Texts, wanted: Texts) -> None:
        with one_at_a_time(self._world.home, PATIENCE):
            if read_texts(self._world.home, expected=True) != disk:
                raise MovingFilesError
            write_texts(self._world.home, disk, wanted)

    async def _apply(
        self, candidate: Candidate, disk: Texts, by: str, why: str, *, on_trial: bool = True
    ) -> Report:
        before = self._now
        revision = await self._keeping.add(before.texts, candidate.texts, by, why)
        self._judged(by, why, candidate.changed, "applied", [] if revision is None else [revision])
        window = candidate.configuration.loaded.orchestrator.config_trial if on_trial else 0.0
        self._trial_id += 1
        self._put(candidate, disk, trial=window)
        if window <= 0:
            await self._committed()
        return self._report(revision=revision, before=before.configuration, trial=window)

    def _put(self, candidate: Candidate, disk: Texts, *, trial: float | None = None, cause: str = "") -> None:
        before = self._now
        aside = still_aside(disk, before.set_aside, saved=bool(candidate.changed))
        self._now = InEffect(candidate.configuration, candidate.texts, disk, aside)
        self._applied(candidate.configuration)
        loaded = candidate.configuration.event(self._words())
        self._post(replace(loaded, trial=trial, trial_id=self._trial_id, cause=cause))
        self._tell()

    def _tell(self) -> None:
        self._notices.tell(self._now.configuration, self._now.texts.overrides, self._now.set_aside)

    def _refuse(self, candidate: Candidate, by: str, why: str) -> Report:
        self._judged(by, f"{why}: {candidate.errors[0]}", candidate.changed, REJECTED, [])
        return self._report(errors=list(candidate.errors))

    def _judged(
        self, by: str, why: str, files: Sequence[str], verdict: str, revisions: Sequence[int]
    ) -> None:
        revision = revisions[-1] if revisions else None
        self._post(
            ConfigJudged(why, {"by": by, "revision": revision, "files": list(files), "verdict": verdict})
        )

    async def _committed(self, why: str = "") -> None:
        self._good = self._now.texts
        await self._keep()
        await self._keeping.judge(COMMITTED, why)

    async def _keep(self) -> None:
        await self._keeping.keep(LastGood(self._good, self._now.set_aside))

    def _report(
        self,
        *,
        errors: Sequence[str] = (),
        revision: int | None = None,
        before: Configuration | None = None,
        trial: float = 0.0,
    ) -> Report:
        """before: what was in effect before a change was applied. Warnings are those that the change brings."""
        told = self._told(before or self._now.configuration, self._now.configuration, trial)
        return {"errors": list(errors), "applied": before is not None, "revision": revision, **told}

    def _told(self, before: Configuration, now: Configuration, trial: float) -> Report:
        """How another configuration differs."""
        old, new, known = before.descriptors, now.descriptors, before.loaded.warnings
        changed = sorted(str(m) for m in {*old, *new} if old.get(m) != new.get(m))
        restarts = [m for m in changed if m in old and m in new and _restarts(old, new, ModuleId(m))]
        return {
            "warnings": [str(warning) for warning in now.loaded.warnings if warning not in known],
            "changed": changed,
            "restarts": restarts,
            "trial_s": trial if changed else 0.0,
        }


def _restarts(old: Mapping[ModuleId, Any], new: Mapping[ModuleId, Any], module: ModuleId) -> bool:
    return bool(old[module].digest != new[module].digest)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
