"""The answer to *what if this fails?*: both courses of a dry run, in the order in which a person asks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skelly_tray.domain.story import STATE_WORDS
from skelly_tray.ui.present.core_words import told as core_told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.measures import number, span_words, with_unit
from skelly_tray.ui.present.words import tr, trn

FIRST, LAST = 7, 2
"""Moments of a timeline that are shown: its beginning and its end."""

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
        return WhatIf(tr("{module} does not run now: its failure would change nothing.", module=name), ())
    means = _means(str(answer.get("strategy", "")), name)
    dry = tr("This is a dry run from how things are now: nothing is done.")
    return WhatIf(
        f"{means} {dry}",
        (
            _course(tr("If it can be started again"), module, answer["comes_back"], names),
            _course(tr("If it dies at every start"), module, answer["stays_down"], names),
        ),
    )


def _means(strategy: str, name: str) -> str:
    """What the strategy means, in a sentence."""
    match strategy:
        case "restart":
            return tr("{module} would be started again as it was.", module=name)
        case "restart_with_reset":
            return tr(
                "{module} would be started again with an empty state; the present one goes to the trash.",
                module=name,
            )
        case "degraded_mode":
            return tr(
                "{module} would be started again and do less, until full mode is tried again.", module=name
            )
        case "system_restart":
            return tr("Everything would be stopped and started again in order.")
        case _:
            return tr("Its strategy is {strategy}.", strategy=strategy.replace("_", " "))


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
    others = trn(
        "{modules} goes on all the time", "{modules} go on all the time", len(kept), modules=_and(kept)
    )  # fmt: skip
    return CourseView(
        title=title,
        summary=tr("All is quiet again after {time}", time=_lasting(float(course.get("took") or 0.0))),
        fates=fates,
        goes_on=others if kept else "",
        moments=_moments(module, course.get("timeline") or (), names),
    )


_FATE = re.compile(r"(given up after|degraded,|restarted|stopped)(?: (\d+) (?:restarts?|times))?(?:: (.+))?")
"""How the core tells what becomes of a module."""


def _fate(name: str, text: str, names: Names) -> Fate:
    former = text.startswith("its new configuration is rolled back")
    told = text.partition("; ")[2] if former else text
    found = _FATE.fullmatch(told)
    symbol, tone, said = Symbol.RING, Tone.CALM, core_told(told)
    if found is not None:
        count = int(found[2] or 1)
        match found[1]:
            case "given up after":
                symbol, tone = Symbol.SQUARE, Tone.BAD
                said = trn("is given up after {n} restart", "is given up after {n} restarts", count)
            case "degraded,":
                symbol, tone = Symbol.TRIANGLE, Tone.WARN
                said = trn("does less, {n} restart", "does less, {n} restarts", count)
            case "restarted":
                symbol, tone = Symbol.LOOP, Tone.WARN
                said = trn("is restarted", "is restarted {n} times", count)
            case _:
                why = core_told(_renamed(found[3] or "", names))
                said = tr("is stopped, because {why}", why=why) if why else tr("is stopped")
    if former:
        said = "; ".join(part for part in (tr("gets its former configuration back"), said) if part)
        symbol, tone = (Symbol.LOOP, Tone.WARN) if found is None else (symbol, tone)
    return Fate(name, symbol, tone, said)


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
    between = Moment("…", tr("{n} more changes like these", n=left_out), left_out=True)
    return (*told[:FIRST], between, *told[-LAST:])


def _moment(module: str, happening: Mapping[str, Any], text: str, names: Names) -> Moment | None:
    """None for what has just been told of the same module in another way. text: empty if it has been said."""
    who, what = str(happening["module"]), str(happening["what"])
    name, at, text = names.get(who, who), _after(float(happening["after"])), _renamed(text, names)
    match what:
        case "stopping" if who == module and text.startswith("killed by"):
            return Moment(at, tr("{module} dies", module=name))
        case "recovery" if not text or text.startswith("given up"):
            return None
        case "degraded":
            return Moment(at, core_told(f"{name} does less: {text.removeprefix('degraded: ')}"))
        case "backoff" if "next try in " in text:
            retry = core_told(text[text.index("next try in ") :])
            return Moment(at, tr("{module} waits; {next_try}", module=name, next_try=retry))
        case "recovery" | "backoff":
            said = core_told(text)
            return Moment(at, f"{name}: {said}" if said else tr("{module} waits", module=name))
        case "waiting" if text.startswith("waits "):
            return Moment(at, f"{name} {core_told(text)}")
        case "running":
            return Moment(at, _state(name, what, ""))
        case _:
            return Moment(at, _state(name, what, text))


def _state(name: str, what: str, text: str) -> str:
    """As the core tells a change of state; the name may be of several words."""
    said = core_told(f"X {STATE_WORDS.get(what, what)}{f': {text}' if text else ''}")
    return name + said.removeprefix("X")


def _after(seconds: float) -> str:
    return tr("at once") if seconds < 0.05 else f"+{_lasting(seconds)}"


def _lasting(seconds: float) -> str:
    return with_unit(number(max(seconds, 0.1), 1), "s") if seconds < 1 else span_words(seconds)


def _renamed(text: str, names: Names) -> str:
    """A sentence of the core with the module it begins with called as people know it."""
    found = re.match(r"(?:waits for )?(\S+)(?= |$)", text)
    if found is None or found[1] not in names:
        return text
    return text[: found.start(1)] + names[found[1]] + text[found.end(1) :]


def _and(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return tr("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1])
