"""`status` for people: a headline, a table with trouble on top, the issues below; and one module in detail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from skelly_tray.cli.present.limits import limit_line, throttled_line
from skelly_tray.cli.present.measures import age, countdown, megabytes, milliseconds, percent
from skelly_tray.cli.present.sandbox import sandbox_lines
from skelly_tray.cli.present.table import Cell, Column, Paint, table
from skelly_tray.cli.present.tones import Tone, module_look, severity_tone, system_look, trouble_rank
from skelly_tray.cli.text import clean

Json = Mapping[str, Any]

_NO_TROUBLE = 2

_COLUMNS = (
    Column("", most=1),
    Column("MODULE", most=24),
    Column("STATE", most=12),
    Column("HEALTH", most=9, drop=5),
    Column("PID", right=True, drop=1),
    Column("CPU", right=True, drop=2),
    Column("MEM", right=True, drop=3),
    Column("UP", right=True, drop=4),
    Column("WHY"),
)


def status_page(health: Json, width: int | None, paint: Paint) -> list[str]:
    """The lines of `status`. health: the contract's snapshot. width: of the terminal, None for no bound."""
    modules: Mapping[str, Json] = health.get("modules") or {}
    lines = [headline(health, paint)]
    if modules:
        ordered = sorted(modules.items(), key=lambda item: (trouble_rank(item[1]), item[0]))
        rows = [_row(name, row) for name, row in ordered]
        lines += ["", *table(_COLUMNS, rows, width, paint)]
        if width is not None:
            bare = table(_COLUMNS, rows, width, lambda text, _tone: text)
            lines += _cut_reasons(ordered, bare[1:], paint)
    else:
        lines += ["", "No modules yet: add a file to the configuration's modules folder."]
    if issues := health.get("issues") or []:  # those of all modules are among them
        lines += ["", *(line for issue in issues for line in issue_lines(issue, paint))]
    return lines


def headline(health: Json, paint: Paint) -> str:
    """`● healthy · 3 modules · up 2 h`, with the reason when it is not healthy."""
    status = str(health.get("status", "unknown"))
    symbol, tone = system_look(status)
    count = len(health.get("modules") or {})
    parts = [f"{count} module{'' if count == 1 else 's'}", f"up {age(health.get('uptime_s'))}"]
    reason = clean(str(health.get("reason") or ""))
    if reason and status != "healthy":
        parts.append(reason)
    return f"{paint(f'{symbol} {status}', tone)} · {' · '.join(parts)}"


def module_page(module_id: str, module: Json, paint: Paint) -> list[str]:
    """The lines of `status MODULE`."""
    symbol, tone = module_look(module)
    name = clean(str(module.get("name") or module_id))
    title = module_id if name == module_id else f"{module_id} ({name})"
    lines = [f"{paint(f'{symbol} {title}', tone)}: {_state_words(module)}"]
    facts = [(label, text) for label, text in _facts(module) if text]
    widest = max((len(label) for label, _ in facts), default=0)
    lines += [f"  {paint(label.ljust(widest), Tone.MUTED)}  {text}" for label, text in facts]
    for issue in module.get("issues") or []:
        lines += issue_lines(issue, paint)
    return lines


def issue_lines(issue: Json, paint: Paint) -> list[str]:
    """`warning: title (module)`, then what to do about it."""
    severity = str(issue.get("severity", "info"))
    module = f" ({issue['module']})" if issue.get("module") else ""
    lines = [f"{paint(severity, severity_tone(severity))}: {clean(str(issue.get('title', '')))}{module}"]
    message = str(issue.get("message") or "")
    return lines + [f"  {clean(line)}" for line in message.splitlines() if line.strip()]


def _row(module_id: str, module: Json) -> list[Cell]:
    symbol, tone = module_look(module)
    alive = module.get("pid") is not None
    health = str(module.get("health", ""))
    return [
        Cell(symbol, tone),
        Cell(clean(module_id), tone if trouble_rank(module) < _NO_TROUBLE else Tone.PLAIN),
        Cell(str(module.get("state", "?")), tone),
        Cell(health if alive and health != "unknown" else "–", tone if alive else Tone.MUTED),
        Cell(str(module["pid"]) if alive else "–"),
        Cell(percent(module.get("cpu_percent")) if alive else "–"),
        Cell(megabytes(module.get("memory_mb")) if alive else "–"),
        Cell(age(module.get("uptime_s")) if alive else "–"),
        Cell(_why(module)),
    ]


def _cut_reasons(modules: Sequence[tuple[str, Json]], shown: Sequence[str], paint: Paint) -> Iterator[str]:
    """What a narrow terminal cut off, for those in trouble: it is what one came to read."""
    cut = [
        (module_id, module)
        for (module_id, module), line in zip(modules, shown, strict=True)
        if trouble_rank(module) < _NO_TROUBLE and not line.endswith(_why(module))
    ]
    if cut:
        yield ""
    for module_id, module in cut:
        yield f"{paint(clean(module_id), module_look(module)[1])}: {_why(module)}"


def _why(module: Json) -> str:
    """The reason, what it waits for, and when the next try comes: as far as they say something."""
    parts = [clean(str(module.get("reason") or ""))]
    waiting = ", ".join(module.get("waiting_on") or [])
    if waiting and not any(name in parts[0] for name in module["waiting_on"]):
        parts.append(f"waits for {waiting}")
    if module.get("retry_in_s") is not None:
        parts.append(f"next try in {countdown(module['retry_in_s'])}")
    return "; ".join(part for part in parts if part)


def _state_words(module: Json) -> str:
    words = [str(module.get("state", "?"))]
    if module.get("state") == "running":
        words += [str(module.get("health", "unknown")), "ready" if module.get("ready") else "not ready"]
    if module.get("desired") == "down" and module.get("state") not in ("stopped", "not_started"):
        words.append("wanted down")
    return ", ".join(words)


def _reported(module: Json) -> str:
    """What a native module says of itself, and how its heartbeats sound."""
    if not module.get("native") or module.get("pid") is None:
        return ""
    told = [
        f"{module.get('message_queue_depth', 0)} waiting",
        f"errors {percent(module.get('error_rate', 0) * 100)}",
    ]
    told += [f"{clean(name)} {value:g}" for name, value in sorted((module.get("metrics") or {}).items())]
    if module.get("phi") is not None:
        told.append(f"phi {module['phi']:g}")
    return ", ".join(told)


def _facts(module: Json) -> Iterator[tuple[str, str]]:
    alive = module.get("pid") is not None
    yield "why", _why(module)
    if alive:
        yield "process", f"pid {module['pid']}, up {age(module.get('uptime_s'))}"
        yield (
            "uses",
            f"{percent(module.get('cpu_percent'))} CPU, {megabytes(module.get('memory_mb'))}, "
            f"{module.get('threads', 0)} threads, {module.get('file_handles', 0)} file handles, "
            f"{module.get('children', 0)} children",
        )
    if module.get("response_time_ms") is not None:
        yield "answered in", milliseconds(module["response_time_ms"])
    yield "reports", _reported(module)
    limits: Mapping[str, Json] = module.get("limits") or {}
    for number, (name, limit) in enumerate(limits.items()):
        yield "" if number else "limits", limit_line(name, limit)
    yield "throttled", throttled_line(module.get("throttled"))
    for number, line in enumerate(sandbox_lines(module.get("sandbox") or {})):
        yield "" if number else "sandbox", line
    yield "last check", str(module.get("last_check") or "")
    yield "restarts", str(module.get("restarts") or "")
    yield "attempts", str(module.get("attempts") or "")
    yield "depends on", ", ".join(module.get("depends_on") or [])
    yield "needed by", ", ".join(module.get("dependants") or [])
    yield "required", "" if module.get("required", True) else "no"
    yield "address", clean(str(module.get("url") or ""))
