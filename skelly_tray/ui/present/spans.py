"""What the time axis of the curves may cover, how often it is drawn anew, and how a moment on it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from skelly_tray.ui.present.measures import DAY, HOUR, MINUTE, age, day_and_time
from skelly_tray.ui.present.words import tr

LIVE = 10 * MINUTE
"""Seconds up to which the curves move with every sample; longer ones are fetched from the history as a whole."""


@dataclass(frozen=True, slots=True)
class Span:
    """seconds: what it covers. refresh: seconds between two fetches. tick: between two ticks."""

    seconds: int
    refresh: float
    tick: float

    @property
    def name(self) -> str:
        """On its button."""
        match self.seconds:
            case 600:
                return tr("10 min")
            case 3600:
                return tr("1 h")
            case 86_400:
                return tr("24 h")
            case _:
                return tr("30 d")


SPANS = (
    Span(LIVE, 1.0, 2 * MINUTE),
    Span(HOUR, 10.0, 15 * MINUTE),
    Span(DAY, 60.0, 6 * HOUR),
    Span(30 * DAY, 300.0, 5 * DAY),
)


def span_of(seconds: float) -> Span:
    """The span that is shown when so many seconds are."""
    return next((span for span in SPANS if span.seconds >= seconds), SPANS[-1])


def moment(time: float, now: float, span: float) -> str:
    """A moment on an axis of `span` seconds: `49 s ago`, `14:02`, `3 Mar 14:00`, in the user's own time."""
    if span <= LIVE:
        return tr("{time} ago", time=age(now - time))
    local = datetime.fromtimestamp(time).astimezone()
    return f"{local:%H:%M}" if span <= DAY and now - time < DAY else day_and_time(time)
