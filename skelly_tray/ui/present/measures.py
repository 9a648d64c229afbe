"""Numbers and ages as people read them: short, with the unit a narrow space behind."""

from __future__ import annotations

from datetime import UTC, datetime

from skelly_tray.ui.present.words import tr, trn

NARROW = "\u202f"
"""Narrow no-break space: between a number and its unit, so that a value never breaks or drifts apart."""

MINUTE, HOUR, DAY = 60, 3600, 86_400
GIGABYTE_FROM_MB = 1000.0


def age(seconds: float) -> str:
    """A duration in at most two units: `8 s`, `12 min`, `2 h`, `3 d 2 h`. Negative counts as 0."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return f"{whole}{NARROW}s"
    if whole < HOUR:
        return f"{whole // MINUTE}{NARROW}min"
    if whole < DAY:
        return f"{whole // HOUR}{NARROW}h"
    days, hours = whole // DAY, whole % DAY // HOUR
    return f"{days}{NARROW}d {hours}{NARROW}h" if hours else f"{days}{NARROW}d"


def countdown(seconds: float) -> str:
    """As `age`, rounded up: `1 s` until it is really over."""
    return age(-int(-max(0.0, seconds) // 1))


def percent(value: float) -> str:
    """CPU in % of one core: `0 %`, `2.1 %`, `104 %`."""
    if value < 0.05:
        return f"0{NARROW}%"
    return f"{value:.0f}{NARROW}%" if value >= 99.95 else f"{value:.1f}{NARROW}%"


def megabytes(value: float) -> str:
    """Memory given in MB (2**20 bytes): `9.4 MB`, `38 MB`, `1.2 GB`."""
    if value >= GIGABYTE_FROM_MB:
        return f"{value / 1024:.1f}{NARROW}GB"
    return f"{value:.0f}{NARROW}MB" if value >= 9.95 else f"{value:.1f}{NARROW}MB"


def milliseconds(value: float) -> str:
    """A response time given in ms: `1.2 ms`, `140 ms`, `2.4 s`."""
    if value >= 1000:
        return f"{value / 1000:.1f}{NARROW}s"
    return f"{value:.0f}{NARROW}ms" if value >= 9.95 else f"{value:.1f}{NARROW}ms"


def times(count: int) -> str:
    """How often: `once`, `twice`, `7 times`."""
    if count == 2:
        return tr("twice")
    return trn("once", "{n} times", count)


def wall_seconds(stamp: str | None) -> float | None:
    """Seconds since the epoch of an ISO 8601 time stamp; None for none or one that cannot be read."""
    if not stamp:
        return None
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def short_time(stamp: str | None, now: float) -> str:
    """As `clock_time`, to the minute: `14:02`."""
    return clock_time(stamp, now)[:-3]


def clock_time(stamp: str | None, now: float) -> str:
    """A time stamp in the user's own time: `14:02:07`, with the date in front when it is over a day old."""
    seconds = wall_seconds(stamp)
    if seconds is None:
        return ""
    local = datetime.fromtimestamp(seconds).astimezone()
    return local.strftime("%H:%M:%S" if abs(now - seconds) < DAY else "%Y-%m-%d %H:%M:%S")
