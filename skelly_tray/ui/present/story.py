"""The answer to *why*, in the order in which a person asks: cause, chain, last answer, output, change, next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.domain.cause import signal_name
from skelly_tray.domain.status import ModuleState, ModuleStatus
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


def correctable(module: ModuleStatus) -> bool:
    """Its story is that of what is written in its file."""
    return module.state is ModuleState.INVALID or module.config.get("state") in ("rejected", "rolled_back")


def turn(module: ModuleStatus) -> object:
    """Where the story of a module stands; when that is another one, there is more to tell."""
    return module.state, module.health, module.reason, module.restarts, module.config.get("state")


def story(
    answer: Mapping[str, Any], now: float, names: Mapping[str, str] | None = None
) -> tuple[str, list[Section]]:
    """The sentence, and the sections that have something to say. now: seconds since the epoch. names: of modules, by
    id; None leaves the ids, as a report of a bug wants them."""

    def told_of(thing: Any) -> str:
        return said(thing, now, names)

    lines = [line.shown(now) for line in log_lines(answer.get("log") or ())][-LAST_LINES:]
    candidates = (
        Section(tr("HOW IT CAME TO THIS"), "\n".join(map(told_of, answer.get("chain") or ()))),
        Section(tr("SINCE THEN"), "\n".join(map(told_of, answer.get("since_then") or ()))),
        Section(tr("HOW IT ENDED"), _ending(answer.get("exit"), now)),
        Section(tr("LAST ANSWER OF ITS PROBE"), _probe(answer.get("last_probe"), now)),
        Section(tr("ITS LAST LINES"), "\n".join(lines), output=True),
        Section(tr("CONFIGURATION CHANGED BEFORE"), told_of(answer.get("config_change"))),
        Section(
            tr("EARLIER"),
            "\n".join(_incident(one, now) for one in (answer.get("history") or ())[-EARLIER - 1 : -1]),
        ),
        Section(tr("WHAT HAPPENS NEXT"), told_of(answer.get("next"))),
    )
    sentence = told(str(answer.get("sentence") or ""), names) or tr(
        "Nothing has happened that needs explaining."
    )
    return sentence, [section for section in candidates if section.text]


def _incident(one: Mapping[str, Any], now: float) -> str:
    """`14:02:07  exit 1: recovered after 2 starts, 12 s`."""
    starts, seconds = int(one.get("starts") or 0), one.get("seconds")
    tries = " " + trn("after {n} start", "after {n} starts", starts) if starts else ""
    took = f", {age(float(seconds))}" if isinstance(seconds, (int, float)) else ""
    failure, outcome = told(str(one.get("failure") or "")), told(str(one.get("outcome") or ""))
    return f"{clock_time(str(one.get('time') or ''), now)}  {failure}: {outcome}{tries}{took}"


def _ending(thing: Any, now: float) -> str:
    """How the process ended: `exit code 3`, `killed by SIGKILL`, or the sentence we were given."""
    if not isinstance(thing, Mapping) or "text" in thing:
        return said(thing, now)
    if thing.get("signal") is not None:
        return tr("killed by {signal}", signal=signal_name(int(thing["signal"])))
    return tr("exit code {code}", code=thing["code"]) if thing.get("code") is not None else ""


def _probe(thing: Any, now: float) -> str:
    """`readiness passed: HTTP 200`, or the sentence we were given."""
    if not isinstance(thing, Mapping) or "passed" not in thing:
        return said(thing, now)
    verdict = {True: tr("passed"), False: tr("failed"), None: tr("could not be made")}[thing["passed"]]
    message = f": {thing['message']}" if thing.get("message") else ""
    return f"{thing.get('role', 'probe')} {verdict}{message}"


def said(thing: Any, now: float, names: Mapping[str, str] | None = None) -> str:
    """One fact as text: a sentence stays one; an object gives its time and its text or its cause's."""
    if not thing:
        return ""
    if not isinstance(thing, Mapping):
        return told(str(thing), names)
    cause = thing.get("cause")
    text = thing.get("text") or (cause.get("text") if isinstance(cause, Mapping) else "") or ""
    when = clock_time(str(thing.get("time") or ""), now)
    return f"{when}  {told(str(text), names)}".strip()


def called(texts: Iterable[str], names: Mapping[str, str]) -> str:
    """A line for each module that these texts tell of by another name than its id: what it is called in files and
    commands. names: by id."""
    told_of = "\n".join(texts)
    return "\n".join(
        tr("In files and commands, {name} is called {id}.", name=name, id=module_id)
        for module_id, name in names.items()
        if name != module_id and name in told_of
    )
