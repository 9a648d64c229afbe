"""Days and times of day, as they are on the user's wall. Time itself is given, never read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def wall(at: int) -> datetime:
    """The local time of a moment in ms since 1970."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone()


def day_of(at: int, begins: int) -> str:
    """The day, as 2026-01-31, that a moment belongs to, when days begin at that hour."""
    return (wall(at) - timedelta(hours=begins)).date().isoformat()


def week_of(day: str) -> str:
    """The ISO week of a day, as 2026-W05."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"


def days_between(before: str, after: str) -> int:
    return (date.fromisoformat(after) - date.fromisoformat(before)).days


def within(at: int, begin: str, end: str) -> bool:
    """Is it between these times of day? Over midnight too. With one of them empty, or both the same, never."""
    if not begin or not end or begin == end:
        return False
    now = wall(at).strftime("%H:%M")
    return begin <= now < end if begin < end else now >= begin or now < end
