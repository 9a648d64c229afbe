"""All that somebody who helps needs to know, as one text: in English, and without what may be a secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.present.bug_report import redacted

SUGGESTED_NAME = "skelly-tray-report.txt"
QUESTIONS: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("machine", "diagnostics", {}),
    ("events", "events", {"count": 200}),
    ("log", "logs", {"module": "orchestrator", "count": 300}),
    ("revisions", "config.history", {"count": 20}),
)
"""What is asked for: its name here, the method, its parameters. None of them answers with the text of a file."""


def system_report(answers: Mapping[str, Any], snapshot: SystemHealth | None, user_folder: str) -> str:
    """answers: by the names of `QUESTIONS`. user_folder: is shown as `~`."""
    parts = [
        ("Report of Skelly Tray", _system(snapshot)),
        ("Modules", _modules(snapshot)),
        ("Machine", _flat(answers.get("machine"))),
        ("Changes of the configuration", _revisions(answers.get("revisions"))),
        ("Events", _events(answers.get("events"))),
        ("Own log", _log(answers.get("log"))),
    ]
    text = "\n".join(line for title, lines in parts for line in (title, "=" * len(title), *lines, ""))
    return redacted(text, user_folder)


def _system(snapshot: SystemHealth | None) -> Iterator[str]:
    if snapshot is None:
        yield "no snapshot has come"
        return
    own = snapshot.orchestrator
    yield f"version {own.version}, status {snapshot.status}, up {snapshot.uptime_s:.0f} s"
    yield f"{own.cpu_percent:.1f} % CPU, {own.memory_mb:.1f} MB"
    if snapshot.reason:
        yield f"reason: {snapshot.reason}"
    for issue in snapshot.issues:
        yield f"issue {issue.id} ({issue.severity}): {issue.title}: {issue.message}"


def _modules(snapshot: SystemHealth | None) -> Iterator[str]:
    for module_id, module in (snapshot.modules if snapshot else {}).items():
        yield (
            f"{module_id}: {module.state}, {module.health}, ready {module.ready}, restarts {module.restarts}, "
            f"strategy {module.strategy}, {module.memory_mb:.0f} MB"
        )
        if module.reason:
            yield f"  {module.reason}"
        for issue in module.issues:
            yield f"  issue {issue.id} ({issue.severity}): {issue.title}: {issue.message}"


def _flat(value: Any, above: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(inner, f"{above}{name} ")
    else:
        yield f"{above.rstrip()}: {value}"


def _rows(answer: Any) -> Sequence[Mapping[str, Any]]:
    """The rows of an answer; what could not be asked for is one that says so."""
    if isinstance(answer, Mapping):
        return [answer]
    return [row for row in answer or () if isinstance(row, Mapping)]


def _revisions(answer: Any) -> Iterator[str]:
    for row in _rows(answer):
        if "rev" not in row:
            yield from _flat(row)
            continue
        yield f"{row['rev']} by {row.get('by')}: {row.get('why')}: {row.get('verdict')} {row.get('verdict_why') or ''}"


def _events(answer: Any) -> Iterator[str]:
    for row in _rows(answer):
        if "kind" not in row:
            yield from _flat(row)
            continue
        cause = row.get("cause") or {}
        change = f"{row.get('from') or ''} → {row.get('to') or ''}" if row.get("to") else ""
        yield f"{row.get('time')} {row.get('module') or 'system'} {row['kind']} {change} {cause.get('text') or ''}"


def _log(answer: Any) -> Iterator[str]:
    for row in _rows(answer):
        if "text" not in row:
            yield from _flat(row)
            continue
        yield f"{row.get('time')} {row['text']}"
