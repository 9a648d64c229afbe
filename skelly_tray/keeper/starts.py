"""Starts: from a `spawn` frame to `spawned` or `spawn_failed`, never twice for one idempotency key."""

from __future__ import annotations

import selectors
from collections.abc import Callable

from skelly_tray.keeper import launch, wire
from skelly_tray.keeper.claims import Claims
from skelly_tray.keeper.drain import Drain, take_backlog
from skelly_tray.keeper.ids import SpawnIds
from skelly_tray.keeper.record import Spawn, Table
from skelly_tray.keeper.wire import Message


class Starts:
    """Makes spawns and watches them until their exec is decided; hands their streams to the claimant."""

    __slots__ = ("_claims", "_drain", "_ids", "_launcher", "_say", "_selector", "_table")

    def __init__(
        self,
        table: Table,
        launcher: launch.Launcher,
        ids: SpawnIds,
        selector: selectors.BaseSelector,
        drain: Drain,
        claims: Claims,
        say: Callable[[str], None],
    ) -> None:
        self._table = table
        self._launcher = launcher
        self._ids = ids
        self._selector = selector
        self._drain = drain
        self._claims = claims
        self._say = say

    def spawn(self, message: Message) -> None:
        """Start what the frame asks for, or answer as before if it was asked for before."""
        key = wire.text(message, "key")
        known = self._table.id_of_key(key)
        if known is not None:
            self._repeat(key, known)
            return
        try:
            spawn = self._launcher.launch(self._ids.take(), message)
        except launch.LaunchError as failure:
            self.fail(key, None, failure.stage, failure.message)
        except wire.WireError as error:
            self.fail(key, None, "request", str(error))
        except OSError as error:
            self.fail(key, None, "keeper", f"no spawn id: {error}")
        else:
            self._table.add(spawn)
            self.watch(spawn)

    def fail(self, key: str, spawn_id: int | None, stage: str, error: str) -> bool:
        """Say why there is no process; False when nobody is there to hear it."""
        self._say(f"{key}: {stage}: {error}")
        return self._claims.report(
            {"ev": "spawn_failed", "key": key, "id": spawn_id, "stage": stage, "error": error}
        )

    def watch(self, spawn: Spawn) -> None:
        """Wait for the exec, or for the report of what failed before it."""
        self._selector.register(spawn.status_fd, selectors.EVENT_READ, lambda _mask: self.decide(spawn))

    def decide(self, spawn: Spawn) -> None:
        """Read the status pipe, if it is still open; a successful exec is told with the streams."""
        fd = spawn.status_fd
        if fd < 0 or not launch.settle(spawn, self._say):
            return
        self._selector.unregister(fd)
        if spawn.failure is None:
            self.hand_over(spawn)
            self._tell_spawned(spawn)
            if self._claims.holder is None:
                self._drain.watch(spawn)

    def hand_over(self, spawn: Spawn) -> None:
        """Duplicates of the open descriptors, and what was read while nobody claimed it."""
        if self._claims.holder is None:
            return
        named = spawn.descriptors()
        backlog = take_backlog(spawn)
        if not named and not backlog:
            return
        message: Message = {"ev": "streams", "id": spawn.id, "module": spawn.module, "names": list(named)}
        self._claims.report({**message, "backlog": backlog}, tuple(named.values()))

    def _repeat(self, key: str, spawn_id: int) -> None:
        spawn = self._table.get(spawn_id)
        if spawn is None:
            self.fail(key, spawn_id, "key", "this start was asked for before, and is over")
        elif not spawn.starting:
            self._tell_spawned(spawn)

    def _tell_spawned(self, spawn: Spawn) -> None:
        message: Message = {"ev": "spawned", "key": spawn.key, "id": spawn.id, "pid": spawn.pid}
        self._claims.report({**message, "at": spawn.started_at})
