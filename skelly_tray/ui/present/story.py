"""The answer to *why*, in the order in which a person asks: cause, chain, last answer, output, change, next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.ui.present.loglines import log_lines
from skelly_tray.ui.present.measures import clock_time

LAST_LINES = 10


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the story; `output` marks text that a program wrote."""

    title: str
    text: str
    output: bool = False


def story(answer: Mapping[str, Any], now: float) -> tuple[str, list[Section]]:
    """The sentence, and the sections that have something to say. now: seconds since the epoch."""
    lines = [line.shown(now) for line in log_lines(answer.get("log") or ())][-LAST_LINES:]
    candidates = (
        Section("HOW IT CAME TO THIS", "\n".join(_said(link, now) for link in answer.get("chain") or ())),
        Section("HOW IT ENDED", _said(answer.get("exit"), now)),
        Section("LAST ANSWER OF ITS PROBE", _said(answer.get("last_probe"), now)),
        Section("ITS LAST LINES", "\n".join(lines), output=True),
        Section("CONFIGURATION CHANGED BEFORE", _said(answer.get("config_change"), now)),
        Section("WHAT HAPPENS NEXT", _said(answer.get("next"), now)),
    )
    sentence = str(answer.get("sentence") or "Nothing has happened that needs explaining.")
    return sentence, [section for section in candidates if section.text]


def _said(thing: Any, now: float) -> str:
    """One fact as text: a sentence stays one; an object gives its time and its text, or all its fields."""
    if not thing:
        return ""
    if not isinstance(thing, Mapping):
        return str(thing)
    cause = thing.get("cause")
    text = thing.get("text") or thing.get("sentence") or thing.get("message") or thing.get("detail")
    if not text and isinstance(cause, Mapping):
        text = cause.get("text")
    if not text:
        text = ", ".join(
            f"{key} {value}" for key, value in thing.items() if key != "time" and value is not None
        )
    when = clock_time(str(thing.get("time") or ""), now)
    return f"{when}  {text}" if when else str(text)
