"""`Processes` on Linux and macOS: a claim on the keeper, requests as frames, its answers as facts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import skelly_tray
from skelly_tray import reentry
from skelly_tray.adapters.processes import starting
from skelly_tray.adapters.processes.delivery import Delivery
from skelly_tray.adapters.processes.link import Link
from skelly_tray.adapters.processes.messages import request, row
from skelly_tray.config.home import Home
from skelly_tray.engine.ports import (
    KeeperUnavailable,
    LaunchRequest,
    OutputSink,
    ProcessFacts,
    SpawnRecord,
)
from skelly_tray.keeper import kernel, wire
from skelly_tray.keeper.wire import MAX_NOTE, Message

OPEN_TIMEOUT = 30.0
"""Seconds for starting or claiming a keeper, since it last said that it is busy with a sweep."""

_BUSY_PAUSE = 0.05
_MEMBERS_INTERVAL = 2.9
_ANSWERS = frozenset({"claimed", "busy", "closed", "reexeced", "reexec_failed"})


class KeeperProcesses:
    """One orchestrator's claim on the keeper of `home`; reopened by `open` after `keeper_lost`."""

    def __init__(self, home: Home, sink: OutputSink, orphan_grace: float) -> None:
        self._home = home
        self._sink = sink
        self._orphan_grace = orphan_grace
        self._link: Link | None = None
        self._delivery: Delivery | None = None
        self._answer: asyncio.Future[Message] | None = None
        self._keeper_pid: int | None = None
        self._taken_over = False
        self._child_pid = 0
        self._members_asked_at = 0.0

    @property
    def keeper_pid(self) -> int | None:
        return self._keeper_pid

    @property
    def taken_over(self) -> bool:
        return self._taken_over

    async def open(self, facts: ProcessFacts) -> list[SpawnRecord]:
        """Start or claim the keeper; its table. Output is attached before, facts come after the return.

        Raises KeeperUnavailable.
        """
        self._taken_over = True
        delivery = self._delivery = Delivery(asyncio.get_running_loop(), self._sink, facts)
        kernel.become_subreaper()
        starting.raise_own_limit()
        starting.write_no_core_file()
        try:
            async with asyncio.timeout(OPEN_TIMEOUT) as limit:
                claimed = await self._claimed(limit)
                while not await self._upgraded(claimed):
                    claimed = await self._claimed(limit)
        except TimeoutError:
            self._drop_link()
            raise KeeperUnavailable(f"the keeper of {self._home.run} does not answer") from None
        except asyncio.CancelledError:
            self._drop_link()  # else `close` would wait for the answer that whoever cancelled did not want to await
            raise
        starting.reap_abandoned(starting.home_mark(self._home))
        delivery.release_soon()
        table = claimed.get("table")
        assert isinstance(table, list)
        return [row(entry) for entry in table]

    def spawn(self, request_: LaunchRequest) -> None:
        """Ask for a process; answered by `spawned` or `spawn_failed`."""
        if self._link is None:
            self._refuse_spawn(request_, "the keeper is not there")
            return
        try:
            self._link.send(request(request_))
        except ValueError as error:
            self._refuse_spawn(request_, str(error))

    def stop(self, incarnation: int, stop_signal: str, grace: float) -> None:
        self._send({"op": "stop", "id": incarnation, "signal": stop_signal, "grace": grace})

    def kill(self, incarnation: int) -> None:
        self._send({"op": "kill", "id": incarnation})

    def note(self, incarnation: int, note: bytes) -> None:
        """Raises ValueError for more than 4 KiB."""
        if len(note) > MAX_NOTE:
            raise ValueError(f"a note of {len(note)} bytes: at most {MAX_NOTE} are kept")
        self._send({"op": "note", "id": incarnation, "note": note.decode("latin-1")})

    def acknowledge(self, incarnation: int) -> None:
        self._send({"op": "ack", "id": incarnation})

    def throttle(self, incarnation: int, percent: float | None) -> None:
        self._send({"op": "throttle", "id": incarnation, "percent": percent or 0.0})

    def set_orphan_grace(self, seconds: float) -> None:
        self._orphan_grace = seconds
        self._send({"op": "orphan_grace", "seconds": seconds})

    def places_missing(self) -> bool:
        """Whether somebody who looks for our keeper would not find it. Looks at the disk."""
        return self._link is not None and not starting.can_be_found(self._home)

    def listen_again(self) -> None:
        """Have the keeper make anew what was removed of its lock and its socket."""
        self._send({"op": "places"})

    def members(self) -> Mapping[int, frozenset[int]]:
        """The strays as of the last answer; asks for a newer one, at most every third second."""
        if self._link is not None:
            now = asyncio.get_running_loop().time()
            if now - self._members_asked_at >= _MEMBERS_INTERVAL:
                self._members_asked_at = now
                self._send({"op": "members"})
        return {} if self._delivery is None else self._delivery.members

    async def close(self, *, keep_modules: bool = False, told: bool = True) -> None:
        """End the keeper after it has stopped everything, or leave it holding everything; of an end that it is not told
        it learns by the connection, and waits for the next core as long as `orphan_grace` lets it."""
        if self._link is None:
            return
        if not told:
            self._drop_link()
            return
        answer = self._expect()
        self._send({"op": "close", "hold": keep_modules})
        try:
            await answer
        finally:
            self._drop_link()
        if self._child_pid and not keep_modules and await starting.reaped(self._child_pid):
            self._child_pid = 0

    # -- the claim -----------------------------------------------------------------------------

    async def _claimed(self, limit: asyncio.Timeout) -> Message:
        """Connect or start, and claim until it is granted."""
        while True:
            if self._link is None and not self._connect():
                self._taken_over = False
                self._child_pid = await starting.start_keeper(self._home) or self._child_pid
                continue
            answer = self._expect()
            self._send({"op": "claim", "protocol": wire.PROTOCOL, "orphan_grace": self._orphan_grace})
            message = await answer
            if message["ev"] == "claimed":
                self._keeper_pid = wire.integer(message, "pid")
                return message
            if message["ev"] == "busy":  # it is alive, and its modules may have long graces
                limit.reschedule(asyncio.get_running_loop().time() + OPEN_TIMEOUT)
            await asyncio.sleep(_BUSY_PAUSE)

    def _connect(self) -> bool:
        sock = starting.connect(self._home)
        if sock is not None:
            self._link = Link(asyncio.get_running_loop(), sock, self._arrived, self._lost)
        return sock is not None

    async def _upgraded(self, claimed: Message) -> bool:
        """A keeper of another version becomes ours, with its modules; if it cannot, it goes on as it is.

        False: it was lost on the way, and the claim with it.
        """
        if claimed.get("program") == skelly_tray.__version__:
            return True
        check = await asyncio.create_subprocess_exec(*reentry.keeper_program(), "--check")
        if await check.wait() != 0:
            return True
        answer = self._expect()
        argv = starting.keeper_command(self._home)
        self._send({"op": "reexec", "argv": argv, "program": skelly_tray.__version__})
        return (await answer)["ev"] != "lost"

    def _expect(self) -> asyncio.Future[Message]:
        self._answer = asyncio.get_running_loop().create_future()
        return self._answer

    def _answered(self, message: Message) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(message)

    # -- the connection ------------------------------------------------------------------------

    def _arrived(self, message: Message, fds: list[int]) -> None:
        if message["ev"] in _ANSWERS:
            self._answered(message)
        elif self._delivery is not None:
            self._delivery.receive(message, fds)

    def _lost(self) -> None:
        asked = self._answer is not None and not self._answer.done()
        self._drop_link()
        if self._child_pid and starting.reap(self._child_pid):
            self._child_pid = 0
        if asked:
            self._answered({"ev": "lost"})
        elif self._delivery is not None:
            self._delivery.receive({"ev": "lost"}, [])

    def _drop_link(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
        if self._delivery is not None:
            self._delivery.detach_all()
        self._keeper_pid = None

    def _send(self, message: Message) -> None:
        if self._link is not None:
            self._link.send(message)

    def _refuse_spawn(self, request_: LaunchRequest, why: str) -> None:
        refused: Message = {"ev": "spawn_failed", "key": request_.key, "stage": "keeper", "error": why}
        if self._delivery is not None:
            asyncio.get_running_loop().call_soon(self._delivery.receive, refused, [])
