"""`Processes` on Linux and macOS: a claim on the keeper, requests as frames, its answers as facts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import skelly_tray
from skelly_tray.adapters.processes import starting
from skelly_tray.adapters.processes.link import Link
from skelly_tray.adapters.processes.messages import outcome, request, row
from skelly_tray.adapters.processes.notifications import NotifyReaders
from skelly_tray.config.home import Home
from skelly_tray.domain.descriptor import ModuleId
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
_MEMBERS_INTERVAL = 0.9
_HOPS_BEFORE_FACTS = 5


class KeeperProcesses:
    """One orchestrator's claim on the keeper of `home`; reopened by `open` after `keeper_lost`."""

    def __init__(self, home: Home, sink: OutputSink, orphan_grace: float) -> None:
        self._home = home
        self._sink = sink
        self._orphan_grace = orphan_grace
        self._facts: ProcessFacts | None = None
        self._link: Link | None = None
        self._notify: NotifyReaders | None = None
        self._answer: asyncio.Future[Message] | None = None
        self._held: list[Message] | None = None
        self._attached: set[int] = set()
        self._keeper_pid: int | None = None
        self._child_pid = 0
        self._members: dict[int, frozenset[int]] = {}
        self._members_asked_at = 0.0

    @property
    def keeper_pid(self) -> int | None:
        return self._keeper_pid

    async def open(self, facts: ProcessFacts) -> list[SpawnRecord]:
        """Start or claim the keeper; its table. Output is attached before, facts come after the return.

        Raises KeeperUnavailable.
        """
        loop = asyncio.get_running_loop()
        self._facts = facts
        self._notify = NotifyReaders(loop, self._notified)
        kernel.become_subreaper()
        starting.raise_own_limit()
        try:
            async with asyncio.timeout(OPEN_TIMEOUT) as limit:
                claimed = await self._claimed(limit)
                while not await self._upgraded(claimed):
                    claimed = await self._claimed(limit)
        except TimeoutError:
            self._drop_link()
            raise KeeperUnavailable(f"the keeper of {self._home.run} does not answer") from None
        starting.reap_abandoned(starting.home_mark(self._home))
        self._release_soon(loop, _HOPS_BEFORE_FACTS)
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

    def freeze(self, incarnation: int, duration: float) -> None:
        """STOP the whole tree for so many seconds; the keeper CONTs it, whatever becomes of us."""
        self._send({"op": "freeze", "id": incarnation, "ms": duration * 1000})

    def members(self) -> Mapping[int, frozenset[int]]:
        """The strays as of the last answer; asks for a newer one, at most about once a second."""
        if self._link is not None:
            now = asyncio.get_running_loop().time()
            if now - self._members_asked_at >= _MEMBERS_INTERVAL:
                self._members_asked_at = now
                self._send({"op": "members"})
        return self._members

    async def close(self, *, keep_modules: bool = False) -> None:
        """End the keeper after it has stopped everything, or leave it holding everything."""
        if self._link is None:
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
        check = await asyncio.create_subprocess_exec(*starting.keeper_program(), "--check")
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

    # -- what the keeper says ------------------------------------------------------------------

    def _arrived(self, message: Message, fds: list[int]) -> None:
        match message["ev"]:
            case "claimed":
                self._held = []
                self._answered(message)
            case "busy" | "closed" | "reexeced" | "reexec_failed":
                self._answered(message)
            case "streams":
                self._attach(message, fds)
            case _ if self._held is not None:
                self._held.append(message)
            case _:
                self._deliver(message)

    def _deliver(self, message: Message) -> None:
        facts = self._facts
        assert facts is not None
        match message["ev"]:
            case "spawned":
                key, pid = wire.text(message, "key"), wire.integer(message, "pid")
                facts.spawned(key, wire.integer(message, "id"), pid, wire.number(message, "at"))
            case "spawn_failed":
                failed = message.get("id")
                known = failed if isinstance(failed, int) else None
                stage, error = wire.text(message, "stage"), wire.text(message, "error")
                facts.spawn_failed(wire.text(message, "key"), known, stage, error)
            case "exited":
                self._exited(message, facts)
            case "gone":
                incarnation = wire.integer(message, "id")
                self._detach(incarnation)
                facts.gone(incarnation, wire.integer(message, "leftovers"))
            case "notified":
                facts.notified(wire.integer(message, "id"), wire.text_map(message, "fields"))
            case "lost":
                facts.keeper_lost()
            case "members":
                self._note_members(message)
            case _:
                return  # a later keeper may say more than we know

    def _exited(self, message: Message, facts: ProcessFacts) -> None:
        incarnation = wire.integer(message, "id")
        if self._notify is not None:
            self._notify.read(incarnation)  # what it said before it ended comes before its end
        facts.exited(incarnation, outcome(message), wire.number(message, "at"))

    def _attach(self, message: Message, fds: list[int]) -> None:
        streams = dict(zip(wire.texts(message, "names"), fds, strict=True))
        incarnation = wire.integer(message, "id")
        notify = streams.pop("notify", None)
        if notify is not None and self._notify is not None:
            self._notify.add(incarnation, notify)
        backlog = message.get("backlog")
        assert isinstance(backlog, list)
        lines = [(float(wall), str(stream), str(text)) for wall, stream, text in backlog]
        self._sink.attach(ModuleId(wire.text(message, "module")), incarnation, streams, lines)
        self._attached.add(incarnation)
        if not streams:
            self._detach(incarnation)

    def _detach(self, incarnation: int) -> None:
        if self._notify is not None:
            self._notify.remove(incarnation)
        if incarnation in self._attached:
            self._attached.discard(incarnation)
            self._sink.detach(incarnation)

    def _note_members(self, message: Message) -> None:
        trees = message.get("trees")
        if isinstance(trees, dict):
            self._members = {int(key): frozenset(pids) for key, pids in trees.items()}

    def _notified(self, incarnation: int, fields: Mapping[str, str]) -> None:
        if self._held is not None:
            self._held.append({"ev": "notified", "id": incarnation, "fields": dict(fields)})
        elif self._facts is not None:
            self._facts.notified(incarnation, fields)

    # -- beginnings and ends -------------------------------------------------------------------

    def _release_soon(self, loop: asyncio.AbstractEventLoop, hops: int) -> None:
        """Facts that came with the claim wait until the caller of `open` has seen the table."""
        if hops > 0:
            loop.call_soon(self._release_soon, loop, hops - 1)
            return
        held, self._held = self._held or [], None
        for message in held:
            self._deliver(message)

    def _lost(self) -> None:
        asked = self._answer is not None and not self._answer.done()
        self._drop_link()
        if self._child_pid and starting.reap(self._child_pid):
            self._child_pid = 0
        if asked:
            self._answered({"ev": "lost"})
        elif self._held is not None:
            self._held.append({"ev": "lost"})  # `open` is about to return: said after it
        elif self._facts is not None:
            self._facts.keeper_lost()

    def _drop_link(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
        for incarnation in list(self._attached):
            self._detach(incarnation)
        self._keeper_pid = None
        self._members = {}

    def _send(self, message: Message) -> None:
        if self._link is not None:
            self._link.send(message)

    def _refuse_spawn(self, request_: LaunchRequest, why: str) -> None:
        facts = self._facts
        if facts is not None:
            loop = asyncio.get_running_loop()
            loop.call_soon(facts.spawn_failed, request_.key, None, "keeper", why)
