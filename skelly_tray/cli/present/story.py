"""`why`: the causal story of one module, in the order in which one would ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from skelly_tray.cli.present.table import Paint
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import clean
from skelly_tray.domain.cause import signal_name
from skelly_tray.domain.timing import span

_LAST_LINES = 10
_INCIDENTS = 5


def story(why: Mapping[str, Any], paint: Paint) -> list[str]:
    """The lines of `why MODULE`; parts that are not known are left out."""
    lines = [
        paint(clean(str(why.get("sentence") or f"{why.get('module')}: nothing to explain")), Tone.STRONG)
    ]
    parts = (
        ("How it came", [_phrase(link) for link in why.get("chain") or []]),
        ("Exit", [_exit_words(why["exit"])] if why.get("exit") else []),
        ("Since then", [_phrase(link) for link in why.get("since_then") or []]),
        ("Last probe", [_probe_words(why["last_probe"])] if why.get("last_probe") else []),
        ("Configuration changed before", [_phrase(why["config_change"])] if why.get("config_change") else []),
        ("Last output", [_log_line(line) for line in (why.get("log") or [])[-_LAST_LINES:]]),
        ("Earlier", [_incident(one) for one in (why.get("history") or [])[-_INCIDENTS - 1 : -1]]),
        ("Next", [_phrase(why["next"])] if why.get("next") else []),
    )
    for title, phrases in parts:
        if phrases:
            lines += ["", paint(title, Tone.MUTED), *(f"  {phrase}" for phrase in phrases)]
    return lines


def _incident(one: Mapping[str, Any]) -> str:
    """`12:00:05 exit 1: recovered after 2 starts, 12.0 s`."""
    starts, seconds = int(one.get("starts") or 0), one.get("seconds")
    tries = f" after {starts} start{'' if starts == 1 else 's'}" if starts else ""
    took = f", {span(float(seconds))}" if isinstance(seconds, (int, float)) else ""
    return clean(f"{_clock(one.get('time'))} {one.get('failure')}: {one.get('outcome')}{tries}{took}")


def _exit_words(value: Any) -> str:
    """`exit code 1`, `killed by SIGKILL`."""
    if not isinstance(value, Mapping):
        return _phrase(value)
    if value.get("signal") is not None:
        return f"killed by {signal_name(int(value['signal']))}"
    return f"exit code {value['code']}" if value.get("code") is not None else _phrase(value)


def _probe_words(value: Any) -> str:
    """`readiness passed: HTTP 200`."""
    if not isinstance(value, Mapping):
        return _phrase(value)
    verdict = {True: "passed", False: "failed", None: "could not be made"}[value.get("passed")]
    return clean(f"{value.get('role', 'probe')} {verdict}: {value.get('message', '')}")


def _phrase(value: Any) -> str:
    """A sentence as it is; an entry by its time and text; anything else as compact JSON."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        cause = value.get("cause")
        text = value.get("text") or value.get("message")
        if not text and isinstance(cause, Mapping):
            text = cause.get("text")
        if text:
            return clean(
                " ".join(str(part) for part in (_clock(value.get("time")), value.get("module"), text) if part)
            )
    return clean(json.dumps(value, ensure_ascii=False))


def _clock(time: Any) -> str:
    """An ISO 8601 time as people read it here: the local clock, with the day only if it is not today."""
    try:
        moment = datetime.fromisoformat(str(time)).astimezone()
    except ValueError:
        return str(time or "")
    today = datetime.now(UTC).astimezone().date()
    return moment.strftime("%H:%M:%S" if moment.date() == today else "%Y-%m-%d %H:%M:%S")


def _log_line(line: Any) -> str:
    if not isinstance(line, Mapping):
        return clean(str(line))
    words = (_clock(line.get("time")), line.get("stream", ""), line.get("text", ""))
    return clean(" ".join(str(word) for word in words).strip())
