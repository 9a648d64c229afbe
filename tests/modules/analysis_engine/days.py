"""Days of made-up people whose states are known, as events that `data_capture` would have published.

A person is a set of habits (how fast they type, how long they think, what they work with, how often they look away); a
day is a chain of stretches, each with a state; a stretch is a chain of acts in one window each, by the state; an act
has hands that write in bursts, point and scroll by the second. What the analysis computes of it (rates, shares, dwell
times) appears nowhere here, and none of its bounds. It is a model of behaviour, not behaviour: what does well here has
been shown to work on such people only.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

State = str
BEGIN_MS = 1_767_600_000_000
"""2026-01-05T08:00:00Z, a Monday."""


@dataclass(frozen=True)
class Person:
    """keys_per_second: within a burst. burst, think: seconds, medians of writing and of pausing. glance: looks
    elsewhere per minute, also when at work. reads: share of work that is reading. slack: how widely all scatters.
    """

    name: str
    desks: tuple[tuple[str, ...], ...]
    chat: tuple[str, ...] = ("Slack", "thunderbird")
    play: tuple[str, ...] = ("firefox", "Spotify", "discord")
    keys_per_second: float = 3.5
    burst: float = 8.0
    think: float = 5.0
    glance: float = 0.06
    reads: float = 0.3
    points: float = 0.15
    slack: float = 0.35
    moods: dict[State, float] = field(default_factory=dict)
    """How often each state comes, against others' habits."""


class Hands(NamedTuple):
    """What is done in one window. burst, think: seconds; keys, clicks, scrolls: per second (keys within a burst)."""

    burst: float = 0.0
    think: float = 10.0
    keys: float = 0.0
    clicks: float = 0.0
    scrolls: float = 0.0
    moves: float = 0.0


class Act(NamedTuple):
    """So many seconds in one window; its title changes every `titles` seconds on average (0: never)."""

    program: str
    seconds: float
    hands: Hands
    titles: float = 0.0
    starts: bool = False


class Stretch(NamedTuple):
    """state: what a person who watched would say; begins and ends in seconds of the day."""

    state: State
    begin: float
    end: float


@dataclass
class Day:
    """events: as published, in order. stretches: what is true. begin_ms: of the day."""

    events: list[dict[str, Any]]
    stretches: list[Stretch]
    begin_ms: int

    def state_at(self, time_ms: int) -> State:
        second = (time_ms - self.begin_ms) / 1000
        for stretch in self.stretches:
            if stretch.begin <= second < stretch.end:
                return stretch.state
        return "away"

    def batches(self, seconds: float = 30.0) -> Iterator[tuple[int, dict[str, Any]]]:
        """(when, payload), as storage passes events on."""
        end = self.begin_ms + seconds * 1000
        part: list[dict[str, Any]] = []
        number = 0
        for event in self.events:
            while _ms(event["time"]) >= end:
                yield from self._batch(round(end), part, number)
                number += len(part)
                part, end = [], end + seconds * 1000
            part.append(event)
        yield from self._batch(round(end), part, number)

    @staticmethod
    def _batch(at: int, part: list[dict[str, Any]], number: int) -> Iterator[tuple[int, dict[str, Any]]]:
        if part:
            yield (
                at,
                {
                    "first": number + 1,
                    "last": number + len(part),
                    "from": part[0]["time"],
                    "to": part[-1]["time"],
                    "count": len(part),
                    "by_kind": {},
                    "events": part,
                },
            )


PEOPLE = (
    Person("programmer", (("Code", "Gnome-terminal", "firefox"), ("jetbrains-idea", "konsole", "firefox"))),
    Person(
        "writer",
        (("libreoffice-writer", "firefox"), ("obsidian", "Zotero")),
        keys_per_second=4.5,
        burst=14,
        think=9,
        reads=0.2,
        points=0.05,
    ),
    Person(
        "designer",
        (("Figma-linux", "firefox"), ("Gimp", "Inkscape", "Nautilus")),
        keys_per_second=1.2,
        burst=3,
        think=4,
        points=0.8,
        reads=0.15,
    ),
    Person(
        "student",
        (("firefox", "libreoffice-writer", "evince"), ("firefox", "Anki")),
        play=("firefox", "discord", "steam"),
        keys_per_second=2.6,
        glance=0.18,
        reads=0.5,
        slack=0.5,
        moods={"distracted": 1.8, "hyperfocus": 0.7},
    ),
    Person(
        "manager",
        (("libreoffice-calc", "Google-chrome", "thunderbird"), ("libreoffice-impress", "Google-chrome")),
        chat=("thunderbird", "Microsoft Teams"),
        keys_per_second=3.0,
        glance=0.15,
        reads=0.4,
        moods={"neutral": 2.0, "flow": 0.6, "hyperfocus": 0.3},
    ),
    Person(
        "tinkerer",
        (("Blender", "firefox"), ("kicad", "FreeCAD", "Gnome-terminal")),
        keys_per_second=2.0,
        burst=4,
        think=7,
        points=0.5,
        moods={"hyperfocus": 2.0},
    ),
    Person(
        "reader",
        (("evince", "obsidian"), ("Zotero", "okular", "firefox")),
        keys_per_second=2.2,
        think=14,
        reads=0.65,
        points=0.1,
        moods={"flow": 1.2},
    ),
    Person(
        "clerk",
        (("Acme-Ledger", "libreoffice-calc"), ("Acme-Ledger", "Acme-Archive", "thunderbird")),
        keys_per_second=5.0,
        burst=6,
        think=3,
        glance=0.1,
        points=0.3,
        moods={"neutral": 1.4},
    ),
)

_MINUTES: dict[State, tuple[float, float]] = {
    "flow": (24, 0.45),
    "hyperfocus": (95, 0.3),
    "distracted": (9, 0.6),
    "neutral": (16, 0.5),
    "away": (11, 0.8),
    "transitioning": (2.5, 0.4),
}
"""Medians and spreads (of the logarithm) of how long a stretch is."""

_NEXT: dict[State, dict[State, float]] = {
    "flow": {"distracted": 3, "neutral": 2, "away": 2.5},
    "hyperfocus": {"away": 3, "distracted": 1.5, "neutral": 1},
    "distracted": {"flow": 3, "neutral": 2, "away": 1.5, "hyperfocus": 0.3},
    "neutral": {"flow": 3, "distracted": 2, "away": 1.5, "hyperfocus": 0.5},
    "away": {"flow": 2.5, "neutral": 2.5, "distracted": 1.5, "hyperfocus": 0.5},
}
"""What follows what, before a person's moods."""


def make_day(person: Person, seed: int, hours: float = 9.0, number: int = 0) -> Day:
    """The same arguments make the same day. number: of the day, counted from a Monday."""
    chance = random.Random(f"{person.name}/{seed}/{number}")
    recorder = _Recorder(BEGIN_MS + number * 86_400_000, chance)
    stretches: list[Stretch] = []
    state, now = "transitioning", 0.0
    desk = chance.choice(person.desks)
    while now < hours * 3600:
        if state == "transitioning":
            desk = chance.choice(person.desks)
        length = _scatter(chance, _MINUTES[state][0] * 60, _MINUTES[state][1])
        begin = now
        for act in _acts(person, chance, state, desk, length):
            recorder.perform(act)
        now = recorder.second
        if state == "hyperfocus":  # nobody is in it from the first minute
            ripe = begin + _scatter(chance, 22 * 60, 0.3)
            stretches += [Stretch("flow", begin, min(ripe, now))] + [Stretch(state, ripe, now)] * (ripe < now)
        else:
            stretches.append(Stretch(state, begin, now))
        before, state = state, _next(person, chance, state, stretches)
        if before != "transitioning" and state not in ("distracted", "away") and chance.random() < 0.7:
            state = "transitioning"
    recorder.finish()
    return Day(recorder.events, stretches, recorder.begin_ms)


def _next(person: Person, chance: random.Random, state: State, so_far: list[Stretch]) -> State:
    """After a transition comes what the stretch before it would have led to, and no pause."""
    worked = [stretch.state for stretch in so_far if stretch.state != "transitioning"]
    weights = dict(_NEXT[worked[-1] if worked else "away"])
    if state == "transitioning":
        weights.pop("away", None)
        weights.pop("distracted", None)
    if not weights:
        return "neutral"
    names = list(weights)
    return chance.choices(names, [weights[name] * person.moods.get(name, 1.0) for name in names])[0]


def _scatter(chance: random.Random, median: float, spread: float) -> float:
    return median * math.exp(chance.gauss(0, spread))


def _acts(
    person: Person, chance: random.Random, state: State, desk: tuple[str, ...], seconds: float
) -> Iterator[Act]:
    """What is done in a stretch of so many seconds."""
    make = {
        "flow": _at_work,
        "hyperfocus": _absorbed,
        "distracted": _astray,
        "transitioning": _changing,
        "neutral": _ordinary,
        "away": _gone,
    }[state]
    manner = chance.random()
    """How this one stretch is: nobody is distracted in the same way each time."""
    left = seconds
    while left > 0:
        act = make(person, chance, desk, manner)
        act = act._replace(seconds=max(1.0, min(act.seconds, left)))
        left -= act.seconds
        yield act


def _writing(person: Person, chance: random.Random, eager: float = 1.0) -> Hands:
    near = math.exp(chance.gauss(0, person.slack / 2))
    return Hands(
        burst=person.burst * eager * near,
        think=person.think / eager / near,
        keys=person.keys_per_second,
        clicks=person.points * 0.3,
        scrolls=0.05,
        moves=person.points,
    )


def _reading(chance: random.Random) -> Hands:
    return Hands(scrolls=chance.uniform(0.08, 0.4), clicks=0.03, moves=0.08)


def _at_work(person: Person, chance: random.Random, desk: tuple[str, ...], manner: float) -> Act:
    if chance.random() < person.glance * 1.2:
        return Act(chance.choice(person.chat), _scatter(chance, 12, 0.5), Hands(4, 6, 2, 0.1, 0.3, 0.3))
    if chance.random() < person.reads:
        return Act(desk[-1], _scatter(chance, 45, 0.7), _reading(chance), titles=40)
    tool = desk[0] if chance.random() < 0.65 else chance.choice(desk)
    return Act(tool, _scatter(chance, 75, 0.7), _writing(person, chance), titles=110)


def _absorbed(person: Person, chance: random.Random, desk: tuple[str, ...], manner: float) -> Act:
    if chance.random() < person.reads * 0.4:
        return Act(desk[-1], _scatter(chance, 40, 0.6), _reading(chance), titles=60)
    return Act(desk[0], _scatter(chance, 280, 0.6), _writing(person, chance, 1.5), titles=200)


def _astray(person: Person, chance: random.Random, desk: tuple[str, ...], manner: float) -> Act:
    if manner < 0.3:  # one endless page
        hands = Hands(scrolls=chance.uniform(0.3, 1.0), clicks=0.06, moves=0.2)
        return Act(person.play[0], _scatter(chance, 120, 0.7), hands, titles=25)
    if manner < 0.5 and chance.random() < 0.6:  # to and fro between what is open, nothing gets done
        return Act(
            chance.choice(desk + person.chat), _scatter(chance, 14, 0.6), Hands(2, 10, 1.5, 0.15, 0.2, 0.4)
        )
    where = chance.choice(person.play + person.chat + desk[:1])
    hands = Hands(3, 9, 2.5, 0.12, chance.uniform(0.1, 0.7), 0.4)
    return Act(where, _scatter(chance, 20, 0.7), hands, titles=14)


def _changing(person: Person, chance: random.Random, desk: tuple[str, ...], manner: float) -> Act:
    where = chance.choice((*desk, "Nautilus", "Gnome-control-center", *person.chat[:1]))
    hands = Hands(1.5, 9, 1.5, 0.25, 0.1, 0.8)
    return Act(where, _scatter(chance, 16, 0.6), hands, titles=30, starts=chance.random() < 0.4)


def _ordinary(person: Person, chance: random.Random, desk: tuple[str, ...], manner: float) -> Act:
    if manner < 0.25:  # a call: hardly a hand moves
        return Act(person.chat[-1], _scatter(chance, 160, 0.5), Hands(2, 70, 1.5, 0.01, 0.01, 0.04))
    if chance.random() < 0.5:
        hands = Hands(person.burst * 0.6, person.think * 3, person.keys_per_second * 0.8, 0.06, 0.15, 0.2)
        return Act(chance.choice(person.chat), _scatter(chance, 55, 0.6), hands, titles=35)
    hands = Hands(person.burst * 0.5, person.think * 4, person.keys_per_second * 0.7, 0.05, 0.12, 0.2)
    return Act(chance.choice((*desk, "firefox")), _scatter(chance, 50, 0.6), hands, titles=50)


def _gone(person: Person, chance: random.Random, desk: tuple[str, ...], manner: float) -> Act:
    return Act("", 120.0, Hands())


class _Recorder:
    """Performs acts second by second and tells of them as the sources of `data_capture` do."""

    def __init__(self, begin_ms: int, chance: random.Random) -> None:
        self.begin_ms = begin_ms
        self.events: list[dict[str, Any]] = []
        self.second = 0
        self._chance = chance
        self._program = ""
        self._title = self._title_told = 0
        self._last_title_told = -100
        self._counts = [0, 0, 0, 0]
        self._touched = 0
        self._idle_since: int | None = None
        self._writes = False
        self._turn = 0.0
        self._tell("capture_started", {"sources": ["window", "input", "idle", "process", "resources"]})

    def perform(self, act: Act) -> None:
        chance = self._chance
        if act.program and act.program != self._program:
            self._program, self._title = act.program, self._title + 1
            self._focus()
        if act.starts:
            self._tell("process_started", {"name": "helper", "count": 1})
        for _ in range(round(act.seconds)):
            if act.titles and chance.random() < 1 / act.titles:
                self._title += 1
            if act.program:
                self._move_hands(act.hands)
            self.second += 1
            self._look()

    def finish(self) -> None:
        self._tell("capture_stopped", {})

    def _move_hands(self, hands: Hands) -> None:
        chance, before = self._chance, sum(self._counts)
        if hands.keys:
            self._turn -= 1
            if self._turn <= 0:
                self._writes = not self._writes
                self._turn = _scatter(chance, max(1.0, hands.burst if self._writes else hands.think), 0.7)
            if self._writes:
                self._counts[0] += round(max(0.0, chance.gauss(hands.keys, hands.keys / 3)))
        self._counts[1] += chance.random() < hands.clicks
        self._counts[2] += (chance.random() < hands.scrolls) * chance.randint(1, 4)
        self._counts[3] += (chance.random() < hands.moves) * chance.randint(10, 400)
        if sum(self._counts) != before:
            self._touched = self.second

    def _look(self) -> None:
        """The sources look at their own pace."""
        if self.second % 10 == 3:
            if any(self._counts):
                keys, clicks, scrolls, pointer = self._counts
                told = {
                    "seconds": 10.0,
                    "keys": keys,
                    "clicks": clicks,
                    "scrolls": scrolls,
                    "pointer_px": pointer,
                }
                self._tell("input_counts", told)
                self._counts = [0, 0, 0, 0]
            if self._title != self._title_told and self._idle_since is None:
                self._focus()
        if self.second % 5 == 1:
            still = self.second - self._touched
            if self._idle_since is None and still >= 60:
                self._idle_since = self._touched
                self._tell("idle", {"idle": True, "idle_s": still})
            elif self._idle_since is not None and self._touched > self._idle_since:
                self._tell("idle", {"idle": False, "idle_s": self._touched - self._idle_since})
                self._idle_since = None
        if self.second % 10 == 7:
            self._tell("resources", {"cpu_percent": 12.0, "memory_percent": 40.0, "load_1m": 0.4})

    def _focus(self) -> None:
        self._title_told = self._title
        self._tell("window_focus", {"program": self._program, "title_hash": f"{self._title:016x}"})

    def _tell(self, kind: str, data: dict[str, Any]) -> None:
        at = self.begin_ms + self.second * 1000 + self._chance.randrange(900)
        if self.events:
            at = max(at, _ms(self.events[-1]["time"]))
        self.events.append(
            {
                "id": f"{at:012x}{len(self.events):08x}",
                "kind": kind,
                "time": datetime.fromtimestamp(at / 1000, UTC)
                .isoformat(timespec="milliseconds")
                .replace("+00:00", "Z"),
                "source": "data_capture",
                "data": data,
            }
        )


def _ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)
