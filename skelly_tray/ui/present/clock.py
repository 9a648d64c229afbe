"""Times of the clock that are still to come, as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from skelly_tray.ui.present.measures import day_and_time
from skelly_tray.ui.present.words import tr


def time_of_day(end: float, now: float) -> str:
    """`14:30`, `tomorrow, 08:00`, or `30 Nov 08:00`. Both are seconds since the epoch."""
    then, today = datetime.fromtimestamp(end).astimezone(), datetime.fromtimestamp(now).astimezone()
    time = f"{then:%H:%M}"
    if then.date() == today.date():
        return time
    if then.date() == today.date() + timedelta(days=1):
        return tr("tomorrow, {time}", time=time)
    return day_and_time(end)
