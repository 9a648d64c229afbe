"""What an earlier supervisor left, in the domain's terms: the keeper's table, and the memory file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.events import Adoptee
from skelly_tray.engine.ports import SpawnRecord


def adoptee(record: SpawnRecord) -> Adoptee:
    """A row of the keeper's table; a note that is no JSON object counts as none."""
    try:
        note = json.loads(record.note) if record.note else {}
    except ValueError:
        note = {}
    return Adoptee(
        module=record.module,
        incarnation=record.incarnation,
        pid=record.pid,
        started_at=record.started_at,
        digest=record.digest,
        note=note if isinstance(note, dict) else {},
        outcome=record.outcome,
        exited_at=record.exited_at,
        gone=record.outcome is not None and record.gone,
    )


def memory_by_module(remembered: Mapping[str, Any], *, fresh: bool) -> dict[ModuleId, dict[str, object]]:
    """The memory by module. After a start from nothing (`fresh`) only the user's word still counts."""
    modules = remembered.get("modules")
    if not isinstance(modules, Mapping):
        return {}
    kept = {ModuleId(str(m)): dict(v) for m, v in modules.items() if isinstance(v, Mapping)}
    return {m: {"word": v.get("word")} for m, v in kept.items()} if fresh else kept


def trial_of(remembered: Mapping[str, Any]) -> tuple[ModuleId, ...] | None:
    """The modules that a change of the configuration was on trial with; None: there was no trial."""
    system = remembered.get("system")
    names = system.get("trial") if isinstance(system, Mapping) else None
    return tuple(ModuleId(n) for n in names if isinstance(n, str)) if isinstance(names, list) else None


def system_restart_of(remembered: Mapping[str, Any]) -> tuple[float | None, bool]:
    """When an earlier supervisor last restarted the whole system (monotonic seconds of this boot; None for never), and
    whether it was still taking everything down."""
    system = remembered.get("system")
    if not isinstance(system, Mapping):
        return None, False
    at = system.get("restarted_at")
    known = float(at) if isinstance(at, (int, float)) and not isinstance(at, bool) else None
    return known, known is not None and system.get("restarting") is True
