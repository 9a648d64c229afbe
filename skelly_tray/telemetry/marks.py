"""Marks on the time axis: which entries of the journal are worth one, and of which kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from skelly_tray.domain.cause import CauseKind, EntryKind
from skelly_tray.domain.status import ModuleState


class MarkKind(StrEnum):
    """What a mark stands for: a module begins anew, is given up, crosses a limit (or is throttled), has another
    configuration, changes its mode; or something that concerns the whole system."""

    RESTART = "restart"
    FAILURE = "failure"
    LIMIT = "limit"
    CONFIG = "config"
    MODE = "mode"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Mark:
    """seq, text: of the journal's entry. time: Unix seconds. module: None for the whole system."""

    seq: int
    time: float
    module: str | None
    kind: MarkKind
    text: str

    def told(self) -> dict[str, Any]:
        """As the query `samples` answers it."""
        return {
            "seq": self.seq,
            "time": round(self.time, 3),
            "module": self.module,
            "kind": str(self.kind),
            "text": self.text,
        }


def mark_of(entry: Mapping[str, Any]) -> Mark | None:
    """The mark for a journal entry of the contract's shape; None for one that is not worth it, or is none."""
    kind = _kind(entry)
    if kind is None:
        return None
    try:
        time = datetime.fromisoformat(entry["time"]).timestamp()
        return Mark(int(entry["seq"]), time, entry["module"], kind, str(entry["cause"]["text"])[:500])
    except (KeyError, TypeError, ValueError):
        return None


def _kind(entry: Mapping[str, Any]) -> MarkKind | None:
    to, cause = entry.get("to"), (entry.get("cause") or {}).get("kind")
    match entry.get("kind"):
        case EntryKind.STATE_CHANGED if to == ModuleState.STARTING and cause != CauseKind.SYSTEM:
            return MarkKind.RESTART
        case EntryKind.STATE_CHANGED if to == ModuleState.FAILED:
            return MarkKind.FAILURE
        case EntryKind.LIMIT_EXCEEDED | EntryKind.LIMIT_CLEARED:
            return MarkKind.LIMIT
        case EntryKind.SYSTEM if "throttled" in (entry.get("detail") or {}):
            return MarkKind.LIMIT
        case EntryKind.CONFIG_CHANGED:
            return MarkKind.CONFIG
        case EntryKind.RECOVERY if to in ("degraded", "full"):
            return MarkKind.MODE
        case EntryKind.SYSTEM if to in ("starting", "stopping") or _shakes_all(entry, cause):
            return MarkKind.SYSTEM
        case _:
            return None


def _shakes_all(entry: Mapping[str, Any], cause: object) -> bool:
    """A suspend, a standstill of ours, or a keeper that was lost."""
    detail = entry.get("detail") or {}
    return cause == CauseKind.KEEPER or "slept_s" in detail or "stalled_s" in detail
