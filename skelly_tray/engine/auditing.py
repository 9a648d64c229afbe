"""What of the journal belongs into the audit log: user actions, configuration, automatic recoveries, starts and ends.

Only names and numbers are taken over: what a refused configuration says is left out, for an error may quote a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from skelly_tray.domain.cause import CauseKind, EntryKind
from skelly_tray.engine.audit_port import Audit

_CONFIG_DETAIL = ("by", "revision", "files", "verdict")
_ACTION_DETAIL = ("action", "modules")
_AUTOMATIC = (CauseKind.RECOVERY, CauseKind.LIMIT)


class Auditing:
    """A watcher of the journal."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    def noted(self, entries: Sequence[Mapping[str, Any]]) -> None:
        for entry in entries:
            self._note(entry)

    def _note(self, entry: Mapping[str, Any]) -> None:
        cause, told, module = entry["cause"], entry["detail"], entry["module"]
        where = {"module": module} if module else {}
        where = {**where, "journal": entry["seq"]}
        match entry["kind"]:
            case EntryKind.USER_ACTION:
                detail = {**where, **_only(told, _ACTION_DETAIL)}
                self._audit.record("action", cause["text"], by="user", detail=detail)
            case EntryKind.CONFIG_CHANGED if "verdict" in told:
                detail = {**where, **_only(told, _CONFIG_DETAIL)}
                by = str(told.get("by", "orchestrator"))
                self._audit.record("config", _of_config(told, cause["text"]), by=by, detail=detail)
            case EntryKind.RECOVERY:
                self._recovery(entry, where)
            case EntryKind.LIMIT_EXCEEDED | EntryKind.LIMIT_CLEARED:
                what = f"{entry['kind']}: {module or 'the system'}"
                self._audit.record("recovery", what, by="orchestrator", detail=where)
            case EntryKind.STATE_CHANGED if cause["kind"] in _AUTOMATIC:
                self._recovery(entry, where)
            case EntryKind.SYSTEM if entry["to"]:
                self._audit.record("system", f"the system: {entry['to']}", by="orchestrator", detail=where)
            case _:
                return

    def _recovery(self, entry: Mapping[str, Any], where: Mapping[str, Any]) -> None:
        moved = {"from": entry["from"], "to": entry["to"], "incarnation": entry["incarnation"]}
        subject = entry["module"] or "the system"
        self._audit.record(
            "recovery", f"{subject}: {entry['cause']['text']}", by="orchestrator", detail={**where, **moved}
        )


def _of_config(told: Mapping[str, Any], why: str) -> str:
    verdict = told["verdict"]
    return f"configuration {verdict}" if verdict == "rejected" else f"configuration {verdict}: {why}"


def _only(told: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: told[name] for name in names if name in told}
