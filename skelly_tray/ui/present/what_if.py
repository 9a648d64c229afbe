"""The answer to *what if this fails?*: both courses of a dry run, in the order in which a person asks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skelly_tray.domain.story import STATE_WORDS
from skelly_tray.domain.timing import span
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.measures import NARROW

FIRST, LAST = 7, 2
"""Moments of a timeline that are shown: its beginning and its end."""

STRATEGIES = {
    "restart": "{name} would be started again as it was.",
    "restart_with_reset": "{name} would be started again with an empty state; the present one goes to the trash.",
    "degraded_mode": "{name} would be started again and do less, until full mode is tried again.",
    "system_restart": "Everything would be stopped and started again in order.",
}
"""What each strategy means, in a sentence."""


Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one module."""

    name: str
    symbol: Symbol
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline; `at` is counted from the failure. left_out: it stands for moments that are not shown."""

    at: str
    text: str
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class CourseView:
    """One course: what it assumes, how it ends, who is touched and who goes on."""

    title: str
    summary: str
    fates: tuple[Fate, ...]
    goes_on: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """courses: none when nothing would follow."""

    sentence: str
    courses: tuple[CourseView, ...]


def what_if(answer: Mapping[str, Any], names: Names) -> WhatIf:
    """From the answer to the query `simulate`. names: of all modules, by id."""
    module = str(answer["module"])
    name = names.get(module, module)
    if not answer.get("running"):
        return WhatIf(f"{name} does not run now: its failure would change nothing.", ())
    strategy = str(answer.get("strategy", ""))
    means = STRATEGIES.get(strategy, f"Its strategy is {strategy.replace('_', ' ')}.").format(name=name)
    return WhatIf(
        f"{means} This is a dry run from how things are now: nothing is done.",
        (
            _course("If it can be started again", module, answer["comes_back"], names),
            _course("If it dies at every start", module, answer["stays_down"], names),
        ),
    )


def as_text(title: str, found: WhatIf) -> str:
    """All of it as plain text, to be copied."""
    lines = [title, found.sentence]
    for course in found.courses:
        lines += ["", f"{course.title} ({course.summary})"]
        lines += [f"  {fate.symbol.value} {fate.name}: {fate.text}" for fate in course.fates]
        lines += [f"  {Symbol.DOT.value} {course.goes_on}"] if course.goes_on else []
        lines += [f"  {moment.at:>8}  {moment.text}" for moment in course.moments]
    return "\n".join(lines)


def _course(title: str, module: str, course: Mapping[str, Any], names: Names) -> CourseView:
    kept = [names.get(each, each) for each in course.get("kept") or ()]
    touched = course.get("touched") or {}
    fates = tuple(_fate(names.get(each, each), str(text), names) for each, text in touched.items())
    others = f"{_and(kept)} {'goes' if len(kept) == 1 else 'go'} on all the time" if kept else ""
    return CourseView(
        title=title,
        summary=f"All is quiet again after {_lasting(float(course.get('took') or 0.0))}",
        fates=fates,
        goes_on=others,
        moments=_moments(module, course.get("timeline") or (), names),
    )


def _fate(name: str, text: str, names: Names) -> Fate:
    verb, _, why = text.partition(": ")
    reason = f", because {_renamed(why, names)}" if why else ""
    if verb.startswith("given up"):
        return Fate(name, Symbol.SQUARE, Tone.BAD, f"is {verb}")
    if verb.startswith("degraded"):
        return Fate(name, Symbol.TRIANGLE, Tone.WARN, f"does less{verb.removeprefix('degraded')}")
    if verb.startswith("restarted"):
        return Fate(name, Symbol.LOOP, Tone.WARN, f"is {verb}")
    return Fate(name, Symbol.RING, Tone.CALM, f"is {verb}{reason}")


def _moments(module: str, timeline: Sequence[Mapping[str, Any]], names: Names) -> tuple[Moment, ...]:
    told: list[Moment] = []
    said = ""
    for happening in timeline:
        text = str(happening["text"])
        moment = _moment(module, happening, "" if text == said else text, names)
        said = text
        if moment is not None and moment not in told[-2:]:
            told.append(moment)
    left_out = len(told) - FIRST - LAST
    if left_out <= 1:
        return tuple(told)
    between = Moment("…", f"{left_out} more changes like these", left_out=True)
    return (*told[:FIRST], between, *told[-LAST:])


def _moment(module: str, happening: Mapping[str, Any], text: str, names: Names) -> Moment | None:
    """None for what has just been told of the same module in another way. text: empty if it has been said."""
    who, what = str(happening["module"]), str(happening["what"])
    name, at, text = names.get(who, who), _after(float(happening["after"])), _renamed(text, names)
    word = STATE_WORDS.get(what, what)
    match what:
        case "stopping" if who == module and text.startswith("killed by"):
            return Moment(at, f"{name} dies")
        case "recovery" if not text or text.startswith("given up"):
            return None
        case "degraded":
            return Moment(at, f"{name} does less: {text.removeprefix('degraded ')}")
        case "backoff" if "next try in " in text:
            return Moment(at, f"{name} waits; {text[text.index('next try in ') :]}")
        case "recovery" | "backoff":
            return Moment(at, f"{name}: {text}" if text else f"{name} waits")
        case "waiting" if text.startswith("waits "):
            return Moment(at, f"{name} {text}")
        case "running":
            return Moment(at, f"{name} {word}")
        case _:
            return Moment(at, f"{name} {word}: {text}" if text else f"{name} {word}")


def _after(seconds: float) -> str:
    return "at once" if seconds < 0.05 else f"+{_lasting(seconds)}"


def _lasting(seconds: float) -> str:
    return f"{max(seconds, 0.1):.1f}{NARROW}s" if seconds < 1 else span(seconds)


def _renamed(text: str, names: Names) -> str:
    """A sentence of the core with the module it begins with called as people know it."""
    found = re.match(r"(?:waits for )?(\S+)(?= |$)", text)
    if found is None or found[1] not in names:
        return text
    return text[: found.start(1)] + names[found[1]] + text[found.end(1) :]


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
