"""The page of the focus companion: what its modules answer, as it is drawn and said. Times: seconds since the epoch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from skelly_tray.domain.status import ModuleState, SystemHealth
from skelly_tray.ui.present.measures import HOUR, MINUTE, NARROW, day_and_time, number
from skelly_tray.ui.present.words import tr, trc, trn

ANALYSIS, GAME, MESSAGES = "analysis_engine", "gamification", "ai_integration"
CAPTURE, STORAGE, FIGURINE = "data_capture", "storage", "cute_figurine"
"""Ids of the bundled modules."""
STORED = (STORAGE, ANALYSIS, GAME, MESSAGES, FIGURINE)
"""Those that keep something about the user, asked for it by `export` and `erase`, the first first."""
SURE, LIKELY = 0.8, 0.6
UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, OSError)
"""What comes of an answer that is not as it is expected."""


class State(Enum):
    """What the analysis tells; the value is its own word."""

    FLOW = "flow"
    HYPERFOCUS = "hyperfocus"
    NEUTRAL = "neutral"
    TRANSITIONING = "transitioning"
    DISTRACTED = "distracted"
    AWAY = "away"

    @property
    def word(self) -> str:
        """For people."""
        return {
            State.FLOW: trc("state of mind", "In flow"),
            State.HYPERFOCUS: trc("state of mind", "Deep in it"),
            State.NEUTRAL: trc("state of mind", "Steady"),
            State.TRANSITIONING: trc("state of mind", "Changing over"),
            State.DISTRACTED: trc("state of mind", "Scattered"),
            State.AWAY: trc("state of mind", "Away"),
        }[self]

    @property
    def height(self) -> float:
        """Of its bar in the timeline, as a share: the shape that tells states apart without colour."""
        return _HEIGHTS[self]


_HEIGHTS = {
    State.HYPERFOCUS: 1.0,
    State.FLOW: 0.82,
    State.NEUTRAL: 0.5,
    State.TRANSITIONING: 0.34,
    State.DISTRACTED: 0.22,
    State.AWAY: 0.06,
}


def state_of(word: Any) -> State | None:
    """None for nothing, and for a word of a newer version."""
    return next((state for state in State if state.value == word), None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in one state. corrected: the user said so."""

    state: State
    begin: float
    end: float
    corrected: bool = False

    @property
    def seconds(self) -> float:
        return max(0.0, self.end - self.begin)


@dataclass(frozen=True, slots=True)
class Source:
    """What is captured. on: may be seen. told: how it is, in words."""

    name: str
    title: str
    tip: str
    on: bool
    told: str


@dataclass(frozen=True, slots=True)
class Message:
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class DayBar:
    """One day of the week. share: of the tallest, from 0 to 1. reached: the goal of the day."""

    name: str
    minutes: float
    share: float
    reached: bool

    @property
    def told(self) -> str:
        return f"{self.name}: {duration(self.minutes * MINUTE)}"


def has_companion(snapshot: SystemHealth | None) -> bool:
    """Whether there is anything to show: the analysis or the game is part of the system."""
    return snapshot is not None and any(module in snapshot.modules for module in (ANALYSIS, GAME))


def runs(snapshot: SystemHealth | None, module: str) -> bool:
    """Whether it can be asked."""
    row = snapshot.modules.get(module) if snapshot is not None else None
    return row is not None and row.state is ModuleState.RUNNING and row.ready


def midnight(now: float) -> float:
    """When today began, in the user's own time."""
    local = datetime.fromtimestamp(now).astimezone()
    return local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def advice(snapshot: SystemHealth | None, day: Sequence[Stretch]) -> str:
    """Why nothing has been measured today, and what to do; empty where something has."""
    if any(stretch.state is not State.AWAY for stretch in day):
        return ""
    for module in (CAPTURE, ANALYSIS):
        row = snapshot.modules.get(module) if snapshot is not None else None
        if row is not None and not runs(snapshot, module):
            return tr(
                "Nothing is measured, because {module} does not run: start it in the list of modules.",
                module=row.name or module,
            )
        if row is not None and row.metrics.get("paused"):
            return tr("Nothing is measured while capture is paused. The menu of the tray resumes it.")
    return tr(
        "Nothing has been measured today yet. Go on with what you do: after a few minutes it shows here how it went."
    )


def stretches(answer: Mapping[str, Any]) -> list[Stretch]:
    """Of the answer to `timeline`; a state of a newer version is passed over. Raises as `UNREADABLE` says."""
    found: list[Stretch] = []
    for row in answer.get("stretches", ()):
        state = state_of(row.get("state"))
        if state is not None:
            begin, end = row["from"] / 1000, row["to"] / 1000
            if not (math.isfinite(begin) and math.isfinite(end)):
                raise ValueError(begin, end)
            found.append(Stretch(state, begin, end, bool(row.get("corrected"))))
    return found


def duration(seconds: float) -> str:
    """`45 min`, `2 h 05 min`."""
    minutes = max(0, round(seconds / MINUTE))
    if minutes < 60:
        return f"{minutes}{NARROW}min"
    return f"{minutes // 60}{NARROW}h {minutes % 60:02}{NARROW}min"


def totals(day: Iterable[Stretch]) -> list[tuple[State, float]]:
    """Seconds in each state that occurred, in the order of `State`."""
    sums: dict[State, float] = {}
    for stretch in day:
        sums[stretch.state] = sums.get(stretch.state, 0.0) + stretch.seconds
    return [(state, sums[state]) for state in State if sums.get(state, 0.0) > 0]


def timeline_words(day: Sequence[Stretch]) -> str:
    """The timeline for who cannot see it."""
    if not day:
        return tr("Nothing is known of today yet")
    said = ", ".join(
        tr("{state} {time}", state=state.word, time=duration(seconds)) for state, seconds in totals(day)
    )
    return tr("Today so far: {states}", states=said)


def at(day: Sequence[Stretch], moment: float) -> str:
    """What was at that moment: `14:02: In flow`, empty where nothing is known."""
    found = next((each for each in day if each.begin <= moment <= each.end), None)
    if found is None:
        return ""
    clock = f"{datetime.fromtimestamp(moment).astimezone():%H:%M}"
    if found.corrected:
        return tr("{time}: {state}, as you said", time=clock, state=found.state.word)
    return tr("{time}: {state}", time=clock, state=found.state.word)


def now_line(answer: Mapping[str, Any] | None, now: float) -> str:
    """`In flow for 24 min, quite sure`."""
    state = state_of(answer.get("state")) if answer else None
    if answer is None or state is None:
        return tr("Nothing is known yet")
    since = answer.get("since")
    sure = float(answer.get("confidence", 0.0))
    how = tr("quite sure") if sure >= SURE else tr("likely") if sure >= LIKELY else tr("a guess")
    if not isinstance(since, int | float):
        return tr("{state}, {sure}", state=state.word, sure=how)
    return tr("{state} for {time}, {sure}", state=state.word, time=duration(now - since / 1000), sure=how)


def reasons(answer: Mapping[str, Any] | None, most: int = 3) -> str:
    """What spoke most for it, in the words of the analysis."""
    factors = sorted((answer or {}).get("factors", ()), key=lambda each: -abs(float(each.get("effect", 0))))
    return " · ".join(str(each["text"]) for each in factors[:most] if each.get("text"))


def figures(progress: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name, figure) of what was won."""
    today, streak = progress.get("today", {}), progress.get("streak", {})
    goal = progress.get("goal_minutes")
    focus = duration(float(today.get("focus_minutes", 0)) * MINUTE)
    return [
        (
            tr("Focus today"),
            tr("{time} of {goal}", time=focus, goal=duration(goal * MINUTE)) if goal else focus,
        ),
        (tr("Coins"), number(progress.get("coins", 0))),
        (tr("Level"), number(progress.get("level", 0))),
        (tr("Streak"), trn("{n} day", "{n} days", int(streak.get("current", 0)))),
    ]


def week(progress: Mapping[str, Any], now: float) -> list[DayBar]:
    """A bar for each day of the answer."""
    rows = list(progress.get("days", ()))
    most = max([float(row.get("focus_minutes", 0)) for row in rows] + [1.0])
    return [
        DayBar(
            _day_name(str(row.get("day", "")), now),
            float(row.get("focus_minutes", 0)),
            float(row.get("focus_minutes", 0)) / most,
            bool(row.get("reached")),
        )
        for row in rows
    ]


def _day_name(day: str, now: float) -> str:
    try:
        then = datetime.fromisoformat(day).date()
    except ValueError:
        return day
    today = datetime.fromtimestamp(now).astimezone().date()
    if then == today:
        return tr("Today")
    return (
        trc("day of the week", "Mon"), trc("day of the week", "Tue"), trc("day of the week", "Wed"),
        trc("day of the week", "Thu"), trc("day of the week", "Fri"), trc("day of the week", "Sat"),
        trc("day of the week", "Sun"),
    )[then.weekday()]  # fmt: skip


def messages(answer: Mapping[str, Any], now: float) -> list[Message]:
    """The newest first."""
    return [
        Message(_clock(row["time"] / 1000, now), str(row["text"]))
        for row in reversed(list(answer.get("messages", ())))
        if row.get("text")
    ]


def wording(answer: Mapping[str, Any]) -> str:
    """Who words the messages, and what leaves this machine for it: of the answer to `would_send`."""
    if not answer.get("sent"):
        return tr("Written on this machine: nothing is sent anywhere.")
    place = urlsplit(str(answer.get("url", ""))).netloc or "?"
    told: Sequence[Mapping[str, Any]] = answer.get("body", {}).get("messages") or ({},)
    return tr("Worded by {place}, which is sent this: {text}", place=place, text=told[-1].get("content", ""))


def _clock(time: float, now: float) -> str:
    if now - time < 24 * HOUR:
        return f"{datetime.fromtimestamp(time).astimezone():%H:%M}"
    return day_and_time(time)


def sources(answer: Mapping[str, Any]) -> list[Source]:
    """Of the answer to `sources`, each with its switch."""
    names = {
        "window": (tr("Windows"), tr("Which program's window has the focus; titles only as a short code")),
        "input": (tr("Keys and clicks"), tr("How many, never which")),
        "idle": (tr("Rests"), tr("How long nothing was touched")),
        "process": (tr("Programs"), tr("Which programs start and end, by name")),
        "resources": (tr("Machine"), tr("Processor, memory, load and battery")),
    }
    found = []
    for name, row in answer.items():
        title, tip = names.get(name, (name, ""))
        on, available = bool(row.get("on")), row.get("available")
        reason = str(row.get("reason") or "")
        told = reason if reason and not (on and available) else ""
        if on and available is False and not told:
            told = tr("not to be had here")
        found.append(Source(name, title, tip, on, told))
    return found
