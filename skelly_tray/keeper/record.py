"""One row of the keeper's table: everything it knows of one spawn, as plain values that survive an upgrade."""

from __future__ import annotations

from enum import StrEnum

from skelly_tray.keeper.wire import Message


class Phase(StrEnum):
    """STARTING until the exec, then RUNNING; STOPPING while a grace runs; SWEEPING while leftovers are
    killed; GONE when nothing of the tree is left."""

    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    SWEEPING = "sweeping"
    GONE = "gone"


class Spawn:
    """Mutable, owned by the keeper's loop. All times are `time.monotonic` seconds, None when not set.

    stop_at: when a running grace ends. due: when the undertaker looks at it again by itself.
    acknowledged: its exit was dealt with, so that the row may go with the last process.
    kill_since: the first KILL of a sweep. throttle: percent of one core, 0 when it is not throttled. A descriptor of
    -1 is closed.
    backlog: output read while unclaimed, (wall time, stream, text). fields: unread notify fields.
    """

    __slots__ = (
        "acknowledged",
        "backlog",
        "code",
        "digest",
        "due",
        "err_fd",
        "exited_at",
        "failure",
        "fields",
        "grace",
        "id",
        "key",
        "kill_pause",
        "kill_since",
        "leftovers",
        "module",
        "note",
        "notify_fd",
        "notify_path",
        "out_fd",
        "phase",
        "pid",
        "reaped",
        "signal",
        "signalled",
        "started_at",
        "status_fd",
        "stop_at",
        "stop_rank",
        "stop_signal",
        "stuck_said",
        "throttle",
    )

    def __init__(self, spawn_id: int, key: str, module: str, digest: str, stop_signal: int) -> None:
        self.id = spawn_id
        self.key = key
        self.module = module
        self.digest = digest
        self.stop_signal = stop_signal
        self.grace = 10.0
        self.stop_rank = 0
        self.pid = -1
        self.started_at = 0.0
        self.phase = Phase.STARTING
        self.note = ""
        self.reaped = False
        self.acknowledged = False
        self.code: int | None = None
        self.signal: int | None = None
        self.exited_at: float | None = None
        self.failure: tuple[str, str] | None = None
        self.out_fd = self.err_fd = self.notify_fd = self.status_fd = -1
        self.notify_path = ""
        self.stop_at: float | None = None
        self.due: float | None = None
        self.kill_since: float | None = None
        self.kill_pause = 0.0
        self.throttle = 0.0
        self.stuck_said = False
        self.signalled: set[int] = set()
        self.leftovers: set[int] = set()
        self.backlog: list[tuple[float, str, str]] = []
        self.fields: dict[str, str] = {}

    @property
    def gone(self) -> bool:
        return self.phase is Phase.GONE

    @property
    def starting(self) -> bool:
        """Forked, and the exec has neither succeeded nor failed as far as we know."""
        return self.status_fd >= 0

    def descriptors(self) -> dict[str, int]:
        """The open descriptors that a claimant gets duplicates of, by name."""
        named = {"out": self.out_fd, "err": self.err_fd, "notify": self.notify_fd}
        return {name: fd for name, fd in named.items() if fd >= 0}

    def row(self) -> Message:
        """This spawn as `claim` answers it."""
        return {
            "id": self.id,
            "key": self.key,
            "module": self.module,
            "digest": self.digest,
            "pid": self.pid,
            "started_at": self.started_at,
            "note": self.note,
            "code": self.code,
            "signal": self.signal,
            "exited_at": self.exited_at,
            "gone": self.gone,
        }


class Table:
    """All spawns by id and by idempotency key; a key stays known after its row was acknowledged."""

    __slots__ = ("_keys", "_rows")

    _REMEMBERED_KEYS = 1000

    def __init__(self) -> None:
        self._rows: dict[int, Spawn] = {}
        self._keys: dict[str, int] = {}

    def add(self, spawn: Spawn) -> None:
        self._rows[spawn.id] = spawn
        self._keys[spawn.key] = spawn.id
        if len(self._keys) > max(self._REMEMBERED_KEYS, 2 * len(self._rows)):
            self._forget_oldest_key()

    def _forget_oldest_key(self) -> None:
        for key, spawn_id in self._keys.items():
            if spawn_id not in self._rows:
                del self._keys[key]
                return

    def remove(self, spawn: Spawn) -> None:
        self._rows.pop(spawn.id, None)

    def get(self, spawn_id: int) -> Spawn | None:
        return self._rows.get(spawn_id)

    def id_of_key(self, key: str) -> int | None:
        """The spawn that was made for this key, whether its row is still here or not."""
        return self._keys.get(key)

    def all(self) -> list[Spawn]:
        return list(self._rows.values())

    def live(self) -> list[Spawn]:
        """Everything of which a process may be left."""
        return [spawn for spawn in self._rows.values() if not spawn.gone]

    def of_pid(self, pid: int) -> Spawn | None:
        """The spawn whose leader has this pid and has not been reaped."""
        for spawn in self._rows.values():
            if spawn.pid == pid and not spawn.reaped:
                return spawn
        return None
