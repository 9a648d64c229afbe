"""What is taken of an `event_batch`: times, counts and names of programs. Titles become a number at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

MOST_EVENTS = 5000
"""In one batch; storage sends 200 at most."""

_MOST_SECONDS = 3600.0
_MOST_COUNT = 1_000_000


class Focus(NamedTuple):
    """Another window, or another title in it; `title` is a number that says only whether it is the same."""

    time: int
    program: str
    title: int


class Touch(NamedTuple):
    """What was typed and clicked in the `seconds` before `time`."""

    time: int
    seconds: float
    keys: int
    clicks: int
    scrolls: int
    pointer: int


class Idle(NamedTuple):
    """Nobody has touched anything for `idle_s` seconds, or is back after so many."""

    time: int
    idle: bool
    idle_s: float


class Started(NamedTuple):
    """So many programs were started."""

    time: int
    number: int


class Pulse(NamedTuple):
    """Nothing but a sign that capturing goes on."""

    time: int


class Capturing(NamedTuple):
    """Capturing was begun or resumed (on), or paused or stopped."""

    time: int
    on: bool


Observed = Focus | Touch | Idle | Started | Pulse | Capturing


class Batch(NamedTuple):
    """`ids` are those of `seen`, in the same order. skipped: events that could not be read."""

    seen: list[Observed]
    ids: list[str]
    skipped: int


def read_batch(payload: object) -> Batch:
    """Raises ValueError, which quotes nothing of the payload. Events of other kinds and sources are passed over."""
    events = payload.get("events") if isinstance(payload, dict) else None
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise ValueError("an event_batch is an object with events, a list")
    seen: list[Observed] = []
    ids: list[str] = []
    skipped = 0
    for event in events:
        try:
            found = _read(event)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            skipped += 1
            continue
        if found is not None:
            seen.append(found)
            ids.append(str(event.get("id", ""))[:128])
    return Batch(seen, ids, skipped)


def _read(event: Any) -> Observed | None:
    kind, data = event["kind"], event["data"]
    time = _milliseconds(event["time"])
    match kind:
        case "window_focus":
            mark = data.get("title_hash", data.get("title", ""))
            return Focus(time, _text(data["program"]), hash(mark) if isinstance(mark, str) else 0)
        case "input_counts":
            return Touch(
                time,
                _number(data["seconds"], _MOST_SECONDS),
                *(
                    int(_number(data[name], _MOST_COUNT))
                    for name in ("keys", "clicks", "scrolls", "pointer_px")
                ),
            )
        case "idle":
            return Idle(time, data["idle"] is True, _number(data["idle_s"], 86_400.0 * 365))
        case "process_started":
            return Started(time, int(_number(data["count"], _MOST_COUNT)))
        case "resources":
            return Pulse(time)
        case "capture_started" | "capture_resumed":
            return Capturing(time, on=True)
        case "capture_paused" | "capture_stopped":
            return Capturing(time, on=False)
        case _:
            return None


def _milliseconds(text: str) -> int:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return round(moment.timestamp() * 1000)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value[:100]


def _number(value: Any, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("no number")
    if not value >= 0:
        raise ValueError("below zero, or no number")
    return min(float(value), most)
