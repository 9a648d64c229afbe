"""What `start`, `stop` and `restart` did, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.cli.present.table import Paint
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import clean


def action_report(report: Mapping[str, Any], paint: Paint) -> list[str]:
    """A line for each module that was asked for, then one for each other that was touched."""
    modules: Mapping[str, Any] = report.get("modules") or {}
    also: Mapping[str, Any] = report.get("also") or {}
    widest = max((len(name) for name in (*modules, *also)), default=0)
    lines = []
    for name, outcome in sorted(modules.items()):
        good = bool(outcome.get("ok"))
        symbol = paint("●" if good else "■", Tone.GOOD if good else Tone.BAD)
        lines.append(f"{symbol} {clean(name):<{widest}}  {clean(str(outcome.get('text', '')))}".rstrip())
    lines += [f"  {clean(name):<{widest}}  {clean(str(text))}" for name, text in sorted(also.items())]
    return lines or ["nothing to do"]


def failed_modules(report: Mapping[str, Any]) -> list[str]:
    """Names of those asked for that did not get there, sorted."""
    modules: Mapping[str, Any] = report.get("modules") or {}
    return sorted(name for name, outcome in modules.items() if not outcome.get("ok"))
