"""Translation between the engine's values and the keeper's frames."""

from __future__ import annotations

from typing import Any

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.engine.ports import LaunchRequest, Outcome, SpawnRecord
from skelly_tray.engine.sandbox_port import as_told
from skelly_tray.keeper.wire import Message, WireError


def request(launch: LaunchRequest) -> Message:
    """The `spawn` frame of a launch request."""
    return {
        "op": "spawn",
        "key": launch.key,
        "module": launch.module,
        "digest": launch.digest,
        "argv": list(launch.argv),
        "environment": dict(launch.environment),
        "working_dir": launch.working_dir,
        "user": launch.user,
        "group": launch.group,
        "stop_signal": launch.stop_signal,
        "grace": launch.grace,
        "stop_rank": launch.stop_rank,
        "notify": launch.notify,
        "pipes": dict(launch.pipes),
        "cgroups": list(launch.cgroups),
        "nofile": launch.nofile or 0,
        "new_privileges": not launch.sandbox.no_new_privs,
        "sandbox": as_told(launch.sandbox),
    }


def outcome(message: Message) -> Outcome:
    """Exit code or signal of an `exited` frame. Raises WireError if it has neither."""
    code, signal = message.get("code"), message.get("signal")
    if isinstance(code, int):
        return Outcome(code=code)
    if isinstance(signal, int):
        return Outcome(signal=signal)
    raise WireError("an exit without code or signal")


def row(entry: dict[str, Any]) -> SpawnRecord:
    """One row of the table that `claimed` carries."""
    ended = entry["exited_at"] is not None
    return SpawnRecord(
        key=entry["key"],
        module=ModuleId(entry["module"]),
        incarnation=entry["id"],
        pid=entry["pid"],
        started_at=entry["started_at"],
        digest=entry["digest"],
        note=entry["note"].encode("latin-1"),
        outcome=outcome(entry) if ended else None,
        exited_at=entry["exited_at"],
        gone=entry["gone"],
    )
