"""A dry run of a failure step by step: what each module would be doing at every moment of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from skelly_tray.domain.status import HealthStatus, ModuleState, ModuleStatus
from skelly_tray.ui.present.looks import Look, Rank, Symbol, Tone, look
from skelly_tray.ui.present.measures import age, number, with_unit
from skelly_tray.ui.present.what_if import Fate, what_if
from skelly_tray.ui.present.words import tr

TOGETHER = 0.05
"""Seconds within which changes are one step."""

BLANK = ModuleStatus("", ModuleState.RUNNING, "up", HealthStatus.HEALTHY, ready=True)


def _dead() -> Look:
    return Look(Symbol.SQUARE, tr("fails"), Tone.BAD, Rank.DOWN)


@dataclass(frozen=True, slots=True)
class Step:
    """at: `now`, `at once`, `after 1.1 s`. looks: of every module that is not as it was before the failure. changed:
    those that have become another in this step, in order; text: what they do."""

    at: str
    looks: Mapping[str, Look]
    changed: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One course. touched: modules in the order in which it reaches them, each with what becomes of it in the end.
    kept: dependants that go on. steps: the first is the state of now."""

    title: str
    summary: str
    touched: Mapping[str, Fate]
    kept: tuple[str, ...]
    steps: tuple[Step, ...]

    def number(self, module: str) -> int | None:
        """From 1 on, in the order in which modules are reached; None for one that is not."""
        order = list(self.touched)
        return order.index(module) + 1 if module in self.touched else None


@dataclass(frozen=True, slots=True)
class Dry:
    """A whole answer. runs: none if nothing would follow."""

    module: str
    sentence: str
    runs: tuple[Run, ...]


def dry_run(answer: Mapping[str, Any], names: Mapping[str, str]) -> Dry:
    """From the answer to the query `simulate`. names: of all modules, by id."""
    told = what_if(answer, names)
    courses = [answer[key] for key in ("comes_back", "stays_down")] if told.courses else []
    runs = []
    for course, view in zip(courses, told.courses, strict=True):
        steps = _steps(course.get("timeline") or (), names)
        fates = dict(zip(course.get("touched") or {}, view.fates, strict=True))
        first = [module for step in steps for module in step.changed if module in fates]
        ordered = {module: fates[module] for module in [*first, *fates]}
        runs.append(Run(view.title, view.summary, ordered, tuple(course.get("kept") or ()), steps))
    return Dry(str(answer["module"]), told.sentence, tuple(runs))


def _steps(timeline: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> tuple[Step, ...]:
    timeline = list(timeline)
    steps = [Step(tr("now"), {})]
    if timeline:
        dead = str(timeline[0]["module"])
        said = f"{names.get(dead, dead)} {_dead().word}"
        steps.append(Step(tr("at once"), {dead: _dead()}, (dead,), said))
        if timeline[0]["what"] == ModuleState.STOPPING:  # that very death
            timeline = timeline[1:]
    looks: dict[str, Look] = {}
    changed: dict[str, None] = {}
    began = 0.0

    def close() -> None:
        if changed:
            said = ", ".join(f"{names.get(module, module)} {looks[module].word}" for module in changed)
            steps.append(Step(after_words(began), dict(looks), tuple(changed), said))
            changed.clear()

    for happening in timeline:
        seen = _look(str(happening["what"]), str(happening.get("text", "")))
        if seen is None:
            continue
        after, module = float(happening["after"]), str(happening["module"])
        if after - began > TOGETHER:
            close()
            began = after
        if looks.get(module) != seen:
            looks[module] = seen
            changed[module] = None
    close()
    return tuple(steps)


def _look(what: str, text: str) -> Look | None:
    """How a module looks in that state; None for what is no state. text: why it is in it."""
    if what == "degraded":
        return look(replace(BLANK, health=HealthStatus.DEGRADED))
    try:
        state = ModuleState(what)
    except ValueError:
        return None
    return look(replace(BLANK, state=state, retry_in_s=0.0 if "next try in " in text else None))


def after_words(seconds: float) -> str:
    """`at once`, `after 0.4 s`, `after 12 min`."""
    if seconds < TOGETHER:
        return tr("at once")
    told = with_unit(number(seconds, 1), "s") if seconds < 10 else age(seconds)
    return tr("after {time}", time=told)


def run_text(dry: Dry, run: Run) -> Sequence[str]:
    """All of it in lines, for reading aloud and copying."""
    return [dry.sentence, run.title, *(f"{step.at}: {step.text}" for step in run.steps[1:])]
