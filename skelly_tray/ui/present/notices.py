"""What of the journal is worth one quiet notification, and when.

Told are: a module that was given up, a restart of everything, a limit, and once per incident a failure that recovery
has cured. What comes within a few seconds becomes one digest. Nothing is told of what the user did, nor of cures in the
first seconds of a start or after a sleep, when all sorts of things come back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from skelly_tray.domain.story import TROUBLE
from skelly_tray.domain.timing import span
from skelly_tray.ui.present.measures import short_time, times

GATHER = 3.0
"""Seconds that bad news wait for more of them."""
SETTLED = 5.0
"""Seconds that a module must have been well again before it is told together with others; GATHER more, alone."""
PAUSE = 10.0
"""Seconds between two notifications, at least."""
QUIET = 600.0
"""Seconds in which the same thing of the same module is not told again."""
GRACE = 10.0
"""Seconds after a start or a sleep."""
LONGEST = 4
"""Lines of a digest."""

Entry = Mapping[str, Any]
Names = Mapping[str, str]


class Weight(IntEnum):
    """The kinds of news, worst first."""

    GIVEN_UP = 0
    RESTARTING = 1
    LIMIT = 2
    RECOVERED = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification. module: whom it is about; None when it is about several."""

    title: str
    text: str
    module: str | None = None


@dataclass(frozen=True, slots=True)
class _News:
    """title: to go on after the module's name. text: a sentence. due: seconds on the caller's clock."""

    weight: Weight
    module: str
    title: str
    text: str
    due: float


@dataclass(frozen=True, slots=True)
class _Incident:
    """began: time stamp of the first failure. failures: since it was last told. told_at: when its cure was."""

    began: str
    kind: str
    text: str
    failures: int = 0
    in_procedure: bool = False
    does_less: bool = False
    given_up: bool = False
    told_at: float | None = None


@dataclass(slots=True)
class Notices:
    """Hears every journal entry, and says what is due. All times in seconds of one monotonic clock."""

    started: float
    _incidents: dict[str, _Incident] = field(default_factory=dict)
    _waiting: dict[tuple[str, ...], _News] = field(default_factory=dict)
    _limits_told: dict[tuple[str, ...], float] = field(default_factory=dict)
    _grace_until: float = 0.0
    _next_at: float = 0.0

    def __post_init__(self) -> None:
        self._grace_until = self.started + GRACE

    def hear(self, entry: Entry, now: float, wall: float) -> None:
        """Take one entry, oldest first. wall: seconds since the epoch of the same moment as `now`."""
        match entry.get("kind"):
            case "user_action":
                self._user(entry)
            case "system":
                self._system(entry, now)
            case "recovery":
                self._recovery(entry, now, wall)
            case "state_changed" | "health_changed":
                self._changed(entry, now, wall)
            case "limit_exceeded":
                self._limit(entry, now)
            case _:
                pass

    def due_at(self) -> float | None:
        """When to call `take`; None while nothing is to be told."""
        if not self._waiting:
            return None
        return min(map(self._ready_at, self._waiting.values()))

    def _ready_at(self, news: _News) -> float:
        """That everything is being restarted cannot wait until it is over."""
        if news.weight is Weight.RESTARTING:
            return news.due
        return max(news.due, self._grace_until, self._next_at)

    def take(self, now: float, names: Names) -> Notice | None:
        """What is due, all in one. names: of modules, by id."""
        due_at = self.due_at()
        if due_at is None or now < due_at:
            return None
        ripe = [n for n in self._waiting.values() if self._ready_at(n) <= now or self._hurries(n, now)]
        self._waiting = {key: news for key, news in self._waiting.items() if news not in ripe}
        for news in ripe:
            self._told(news, now)
        self._next_at = now + PAUSE
        return _notice(sorted(ripe, key=lambda news: (news.weight, news.due)), names)

    def _hurries(self, news: _News, now: float) -> bool:
        """Bad news, and cures that have lasted, do not wait for a notification of their own."""
        lasts = news.weight is not Weight.RECOVERED or now >= news.due - GATHER
        return lasts and now >= self._grace_until

    def _told(self, news: _News, now: float) -> None:
        incident = self._incidents.get(news.module)
        if incident is not None and news.weight is Weight.RECOVERED:
            self._incidents[news.module] = replace(incident, told_at=now, failures=0, given_up=False)

    # ---- what the entries mean

    def _user(self, entry: Entry) -> None:
        """They know: what they stop, start or restart is no news, whatever came before."""
        named = (entry.get("detail") or {}).get("modules") or ()
        everything = "--all" in named
        for module in list(self._incidents):
            if everything or module in named:
                del self._incidents[module]
        self._waiting = {
            key: news for key, news in self._waiting.items() if not everything and news.module not in named
        }

    def _system(self, entry: Entry, now: float) -> None:
        if {"slept_s", "stalled_s"} & (entry.get("detail") or {}).keys() or entry.get("to") == "starting":
            self._grace_until = max(self._grace_until, now + GRACE)

    def _recovery(self, entry: Entry, now: float, wall: float) -> None:
        module, detail, text = (
            str(entry.get("module")),
            entry.get("detail") or {},
            str(entry["cause"]["text"]),
        )
        incident = self._incidents.get(module)
        if "mode" in detail and incident is not None:
            self._incidents[module] = replace(incident, does_less=detail["mode"] == "degraded")
        elif detail.get("procedure") == "complete":
            self._well(module, now, wall, told=bool(detail.get("notify")))
        elif detail.get("procedure") == "left off":
            self._forget(module)
        elif "procedure" in detail and incident is not None:
            self._incidents[module] = replace(incident, in_procedure=True)
            self._waiting.pop(("recovered", module), None)
        elif detail.get("notify") and detail.get("verdict") == "failed":
            self._given_up(module, text, detail.get("trial_after"), now)
        elif detail.get("notify"):
            news = _News(Weight.RESTARTING, module, "Everything is being restarted", text, now)
            self._waiting["restarting", module] = news

    def _given_up(self, module: str, text: str, trial_after: object, now: float) -> None:
        self._waiting.pop(("recovered", module), None)
        incident = self._incidents.get(module)
        if incident is not None:
            if incident.given_up:
                return
            self._incidents[module] = replace(incident, given_up=True, in_procedure=False)
        later = isinstance(trial_after, (int, float))
        following = (
            f"It is tried once more in {span(float(trial_after))}."  # type: ignore[arg-type]  # as `later` says
            if later
            else "It is not started again by itself."
        )
        told = f"{text[:1].upper()}{text[1:]}. {following}"
        self._waiting["given up", module] = _News(Weight.GIVEN_UP, module, "has failed", told, now + GATHER)

    def _changed(self, entry: Entry, now: float, wall: float) -> None:
        module, to, cause = str(entry.get("module")), entry.get("to"), entry["cause"]
        if to in ("stopping", "backoff", "failed") and cause.get("kind") in TROUBLE:
            if not (entry.get("detail") or {}).get("completed"):
                self._failed(module, entry, now)
        elif to == "stopped":
            self._forget(module)
        elif to == "healthy" and not self._in_procedure(module):
            self._well(module, now, wall, told=True)
        elif to in ("degraded", "unhealthy", "stopping"):
            self._waiting.pop(("recovered", module), None)

    def _failed(self, module: str, entry: Entry, now: float) -> None:
        self._waiting.pop(("recovered", module), None)
        cause, known = entry["cause"], self._incidents.get(module)
        if known is None or not known.failures:
            told_at = None if known is None or _over(known, now) else known.told_at
            began = str(entry.get("time", ""))
            known = _Incident(began, str(cause["kind"]), str(cause["text"]), told_at=told_at)
        elif entry.get("from") == "stopping":
            return  # the same failure goes on to a pause, or to the end
        self._incidents[module] = replace(known, failures=known.failures + 1)

    def _in_procedure(self, module: str) -> bool:
        incident = self._incidents.get(module)
        return incident is not None and incident.in_procedure

    def _well(self, module: str, now: float, wall: float, *, told: bool) -> None:
        """It works again. In the first seconds of a start that is no news."""
        incident = self._incidents.get(module)
        if incident is None or not incident.failures:
            return
        if now < self._grace_until or not told:
            self._forget(module)
            return
        self._incidents[module] = replace(incident, in_procedure=False)
        due = now + SETTLED + GATHER
        if incident.told_at is not None:
            due = max(due, incident.told_at + QUIET)
        title, text = _cured(incident, wall)
        self._waiting["recovered", module] = _News(Weight.RECOVERED, module, title, text, due)

    def _forget(self, module: str) -> None:
        self._incidents.pop(module, None)
        self._waiting.pop(("recovered", module), None)

    def _limit(self, entry: Entry, now: float) -> None:
        module, detail = str(entry.get("module")), entry.get("detail") or {}
        key: tuple[str, ...] = ("limit", module, str(detail.get("limit")))
        title, stops = "is over its limit", detail.get("action") == "stop"
        if stops:  # told whenever it happens, and alone: only the user can have started it again
            self._waiting.pop(key, None)
            key, title = ("stopped", module), "was stopped at its limit"
        just_told = not stops and now - self._limits_told.get(key, now - QUIET) < QUIET
        if not detail.get("notify") or just_told:
            return
        self._limits_told[key] = now
        text = str(entry["cause"]["text"])
        told = f"{text[:1].upper()}{text[1:]}."
        self._waiting[key] = _News(Weight.LIMIT, module, title, told, now + GATHER)


def _over(incident: _Incident, now: float) -> bool:
    """Its cure was told so long ago that a failure is another matter."""
    return incident.told_at is not None and now - incident.told_at >= QUIET


def _cured(incident: _Incident, wall: float) -> tuple[str, str]:
    again = "does less" if incident.does_less else "runs again"
    at = short_time(incident.began, wall)
    if incident.failures > 1:
        title = f"failed {times(incident.failures)} since {at} and {again}"
    else:
        verb = {"exit": "died", "probe": "stopped answering"}.get(incident.kind, "failed")
        title = f"{verb} at {at} and {again}"
    text = f"{incident.text[:1].upper()}{incident.text[1:]}."
    return title, f"At first: {incident.text}." if incident.failures > 1 else text


def _notice(news: Sequence[_News], names: Names) -> Notice:
    first = news[0]
    if len(news) == 1:
        return Notice(_titled(first, names), _renamed(first, names), first.module)
    lines = [_titled(each, names) for each in news[:LONGEST]]
    more = len(news) - LONGEST
    return Notice(_summary(news), "\n".join(lines + ([f"and {more} more"] if more > 0 else [])))


def _titled(news: _News, names: Names) -> str:
    if news.weight is Weight.RESTARTING:
        return news.title
    return f"{names.get(news.module, news.module)} {news.title}"


def _renamed(news: _News, names: Names) -> str:
    """The core's sentence about a restart of everything begins with the module's id."""
    rest = news.text.removeprefix(f"{news.module} ")
    return news.text if rest == news.text else f"{names.get(news.module, news.module)} {rest}."


def _summary(news: Sequence[_News]) -> str:
    """`2 modules have failed, 3 failed and run again`."""
    counts = {weight: sum(1 for each in news if each.weight is weight) for weight in Weight}
    parts = []
    if counts[Weight.RESTARTING]:
        parts.append("everything is being restarted")
    for weight, one, many in (
        (Weight.GIVEN_UP, "has failed", "have failed"),
        (Weight.LIMIT, "is over its limit", "are over their limits"),
        (Weight.RECOVERED, "failed and runs again", "failed and run again"),
    ):
        if count := counts[weight]:
            noun = (
                "" if parts and not parts[-1].startswith("every") else f" module{'' if count == 1 else 's'}"
            )
            parts.append(f"{count}{noun} {one if count == 1 else many}")
    told = ", ".join(parts)
    return told[:1].upper() + told[1:]
