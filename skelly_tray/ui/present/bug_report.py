"""What is copied for a bug report: version, state, story and last lines, without what may be a secret."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skelly_tray.domain.status import ModuleStatus, SystemHealth
from skelly_tray.ui.present.ansi import without_escapes
from skelly_tray.ui.present.looks import look
from skelly_tray.ui.present.measures import age, megabytes, percent
from skelly_tray.ui.present.story import story
from skelly_tray.ui.present.words import in_english

HIDDEN = "•••"

_ASSIGNED = re.compile(
    r"""(?ix) ( ["']? [\w.-]* (?: password|passwd|secret|token|api[_-]?key|apikey|credential|private[_-]?key|cookie )
    [\w.-]* ["']? \s* [=:] \s* ) ( "[^"]*" | '[^']*' | [^\s,;&"']+ )"""
)
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}")
_USER_IN_URL = re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^/\s@]+@", re.IGNORECASE)
_LONG_KEY = re.compile(r"\b(?:sk|pk|ghp|gho|glpat|xox[abp]|AKIA|eyJ)[\w.-]{12,}\b")


def redacted(text: str, home: str | None = None) -> str:
    """Without values that look secret; the user's home becomes `~`. The core has taken out what it knows to be one."""
    text = _ASSIGNED.sub(rf"\1{HIDDEN}", without_escapes_by_line(text))
    text = _BEARER.sub(rf"\1 {HIDDEN}", text)
    text = _USER_IN_URL.sub(rf"\1{HIDDEN}@", text)
    text = _LONG_KEY.sub(HIDDEN, text)
    folder = home if home is not None else str(Path.home())
    return text.replace(folder, "~") if len(folder) > 1 else text


def without_escapes_by_line(text: str) -> str:
    return "\n".join(map(without_escapes, text.split("\n")))


def bug_report(
    module_id: str,
    module: ModuleStatus | None,
    system: SystemHealth | None,
    answer: Mapping[str, Any],
    now: float,
    home: str | None = None,
) -> str:
    """Markdown, in English whatever the language of the user: for whoever looks after the program. answer: to the
    query `why`. now: seconds since the epoch."""
    with in_english():
        return _report(module_id, module, system, answer, now, home)


def _report(
    module_id: str,
    module: ModuleStatus | None,
    system: SystemHealth | None,
    answer: Mapping[str, Any],
    now: float,
    home: str | None,
) -> str:
    sentence, sections = story(answer, now)
    version = system.orchestrator.version if system else ""
    machine = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    lines = [f"**{module_id}**: {sentence}", "", f"- Skelly Tray {version} on {machine}"]
    if module is not None:
        lines.append(
            f"- state: {module.state}, health {module.health}, ready {module.ready}, {look(module).word}"
        )
        lines.append(
            f"- restarts {module.restarts}, attempts {module.attempts}, strategy {module.strategy}, "
            f"mode {module.mode.get('name', 'full')}"
        )
        if module.uptime_s is not None:
            used = f"{percent(module.cpu_percent)} CPU, {megabytes(module.memory_mb)}"
            lines.append(f"- up {age(module.uptime_s)}, {used}, {module.children} children")
        if module.waiting_on:
            lines.append(f"- waits for {', '.join(module.waiting_on)}")
        if module.config.get("state"):
            lines.append(f"- configuration: {module.config['state']}")
    for section in sections:
        body = f"```\n{section.text}\n```" if section.output else section.text
        lines += ["", f"### {section.title}", body]
    return redacted("\n".join(lines), home) + "\n"
