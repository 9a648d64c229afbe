"""Numbers and ages as people read them: short, with the unit a narrow space behind."""

from __future__ import annotations

from datetime import UTC, datetime

from skelly_tray.ui.present.words import tr, trc, trn

NARROW = "\u202f"
"""Narrow no-break space: between a number and its unit, so that a value never breaks or drifts apart."""

MINUTE, HOUR, DAY = 60, 3600, 86_400
GIGABYTE_FROM_MB = 1000.0


def number(value: float, digits: int = 0) -> str:
    """With so many digits after the decimal mark of the language: `1.5`, in German `1,5`."""
    return _marked(f"{value:.{digits}f}")


def short_number(value: float) -> str:
    """With no more digits than it needs: `20`, `0.5`."""
    return _marked(f"{value:g}")


def _marked(text: str) -> str:
    return text.replace(".", trc("decimal mark", "."))


def rounded(told: str) -> str:
    """A round figure without the zero after its decimal mark: `20 %` for `20.0 %`."""
    return told.replace(number(0.0, 1)[1:], "")


def with_unit(told: str, unit: str) -> str:
    """A number and its unit, which is the same in all languages, with a narrow space between them."""
    return f"{told}{NARROW}{unit}"


def days(count: int) -> str:
    """`3 d`."""
    return with_unit(str(count), trc("days, as short as a unit", "d"))


def age(seconds: float) -> str:
    """A duration in at most two units: `8 s`, `12 min`, `2 h`, `3 d 2 h`. Negative counts as 0."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return with_unit(str(whole), "s")
    if whole < HOUR:
        return with_unit(str(whole // MINUTE), "min")
    if whole < DAY:
        return with_unit(str(whole // HOUR), "h")
    hours = whole % DAY // HOUR
    return f"{days(whole // DAY)} {with_unit(str(hours), 'h')}" if hours else days(whole // DAY)


def span_words(seconds: float) -> str:
    """As the core tells a pause: `40 ms`, `12.5 s`, `5 min`."""
    if seconds < 1:
        return with_unit(number(max(seconds, 0.0) * 1000), "ms")
    return with_unit(number(seconds, 1), "s") if seconds < 120 else with_unit(number(seconds / 60), "min")


def countdown(seconds: float) -> str:
    """As `age`, rounded up: `1 s` until it is really over."""
    return age(-int(-max(0.0, seconds) // 1))


def percent(value: float) -> str:
    """CPU in % of one core: `0 %`, `2.1 %`, `104 %`."""
    return with_unit("0" if value < 0.05 else number(value, 0 if value >= 99.95 else 1), "%")


def megabytes(value: float) -> str:
    """Memory given in MB (2**20 bytes): `9.4 MB`, `38 MB`, `1.2 GB`."""
    if value >= GIGABYTE_FROM_MB:
        return with_unit(number(value / 1024, 1), "GB")
    return with_unit(number(value, 0 if value >= 9.95 else 1), "MB")


def milliseconds(value: float) -> str:
    """A response time given in ms: `1.2 ms`, `140 ms`, `2.4 s`."""
    if value >= 1000:
        return with_unit(number(value / 1000, 1), "s")
    return with_unit(number(value, 0 if value >= 9.95 else 1), "ms")


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
    time = f"{local:%H:%M:%S}"
    if abs(now - seconds) < DAY:
        return time
    return trc(
        "a date, and the time of the day after it",
        "{year}-{month}-{day} {time}",
        year=local.year,
        month=f"{local.month:02}",
        day=f"{local.day:02}",
        time=time,
    )


def day_and_time(seconds: float) -> str:
    """A moment of the last weeks, in the user's own time, as short as can be: `3 Mar 14:00`."""
    local = datetime.fromtimestamp(seconds).astimezone()
    return tr("{day} {month} {time}", day=local.day, month=_months()[local.month - 1], time=f"{local:%H:%M}")


def _months() -> tuple[str, ...]:
    """Of the language that is spoken, which need not be that of the C library."""
    return (
        trc("month", "Jan"), trc("month", "Feb"), trc("month", "Mar"), trc("month", "Apr"), trc("month", "May"),
        trc("month", "Jun"), trc("month", "Jul"), trc("month", "Aug"), trc("month", "Sep"), trc("month", "Oct"),
        trc("month", "Nov"), trc("month", "Dec"),
    )  # fmt: skip
