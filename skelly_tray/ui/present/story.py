"""The answer to *why*, in the order in which a person asks: cause, chain, last answer, output, change, next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.domain.cause import signal_name
from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.loglines import log_lines
from skelly_tray.ui.present.measures import age, clock_time
from skelly_tray.ui.present.words import tr, trn

LAST_LINES = 10
EARLIER = 5
"""Incidents before the present one that are shown."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the story; `output` marks text that a program wrote."""

    title: str
    text: str
    output: bool = False


def turn(module: ModuleStatus) -> object:
    """Where the story of a module stands; when that is another one, there is more to tell."""
    return module.state, module.health, module.reason, module.restarts, module.config.get("state")


def story(answer: Mapping[str, Any], now: float) -> tuple[str, list[Section]]:
    """The sentence, and the sections that have something to say. now: seconds since the epoch."""
    lines = [line.shown(now) for line in log_lines(answer.get("log") or ())][-LAST_LINES:]
    candidates = (
        Section(tr("HOW IT CAME TO THIS"), "\n".join(_said(link, now) for link in answer.get("chain") or ())),
        Section(tr("SINCE THEN"), "\n".join(_said(link, now) for link in answer.get("since_then") or ())),
        Section(tr("HOW IT ENDED"), _ending(answer.get("exit"), now)),
        Section(tr("LAST ANSWER OF ITS PROBE"), _probe(answer.get("last_probe"), now)),
        Section(tr("ITS LAST LINES"), "\n".join(lines), output=True),
        Section(tr("CONFIGURATION CHANGED BEFORE"), _said(answer.get("config_change"), now)),
        Section(
            tr("EARLIER"),
            "\n".join(_incident(one, now) for one in (answer.get("history") or ())[-EARLIER - 1 : -1]),
        ),
        Section(tr("WHAT HAPPENS NEXT"), _said(answer.get("next"), now)),
    )
    sentence = told(str(answer.get("sentence") or "")) or tr("Nothing has happened that needs explaining.")
    return sentence, [section for section in candidates if section.text]


def _incident(one: Mapping[str, Any], now: float) -> str:
    """`14:02:07  exit 1: recovered after 2 starts, 12 s`."""
    starts, seconds = int(one.get("starts") or 0), one.get("seconds")
    tries = " " + trn("after {n} start", "after {n} starts", starts) if starts else ""
    took = f", {age(float(seconds))}" if isinstance(seconds, (int, float)) else ""
    return f"{clock_time(str(one.get('time') or ''), now)}  {one.get('failure')}: {one.get('outcome')}{tries}{took}"


def _ending(thing: Any, now: float) -> str:
    """How the process ended: `exit code 3`, `killed by SIGKILL`, or the sentence we were given."""
    if not isinstance(thing, Mapping) or "text" in thing:
        return _said(thing, now)
    if thing.get("signal") is not None:
        return tr("killed by {signal}", signal=signal_name(int(thing["signal"])))
    return tr("exit code {code}", code=thing["code"]) if thing.get("code") is not None else ""


def _probe(thing: Any, now: float) -> str:
    """`readiness passed: HTTP 200`, or the sentence we were given."""
    if not isinstance(thing, Mapping) or "passed" not in thing:
        return _said(thing, now)
    verdict = {True: tr("passed"), False: tr("failed"), None: tr("could not be made")}[thing["passed"]]
    message = f": {thing['message']}" if thing.get("message") else ""
    return f"{thing.get('role', 'probe')} {verdict}{message}"


def _said(thing: Any, now: float) -> str:
    """One fact as text: a sentence stays one; an object gives its time and its text or its cause's."""
    if not thing:
        return ""
    if not isinstance(thing, Mapping):
        return told(str(thing))
    cause = thing.get("cause")
    text = thing.get("text") or (cause.get("text") if isinstance(cause, Mapping) else "") or ""
    when = clock_time(str(thing.get("time") or ""), now)
    return f"{when}  {told(str(text))}".strip()
