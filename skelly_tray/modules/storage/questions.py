"""What may be asked of the store: the parameters of `query` and `summary`, checked, and turned into bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from skelly_tray.modules.storage import instants
from skelly_tray.rpc import params as check

MAX_LIMIT = 10_000
MAX_SUMMARY_SECONDS = 31 * 86_400.0


class Cursor(NamedTuple):
    """The last event of an answer: where the next one goes on."""

    time: int
    seq: int

    def __str__(self) -> str:
        return f"{self.time}.{self.seq}"


class Query(NamedTuple):
    """`start` ≤ time < `end`, in ms; no `kinds` means all."""

    start: int
    end: int
    kinds: tuple[str, ...]
    limit: int
    newest_first: bool
    after: Cursor | None


def read_query(params: Mapping[str, Any], now_ms: int) -> Query:
    """Of `{from?, to?, seconds?, kinds?, limit = 1000, newest_first?, next?}`. Raises RpcError (invalid params)."""
    check.only(params, "from", "to", "seconds", "kinds", "limit", "newest_first", "next")
    start, end = _time(params, "from", 0), _time(params, "to", instants.LAST)
    seconds = check.seconds(params, "seconds", None)
    if seconds is not None:
        if "from" in params or "to" in params:
            raise check.invalid("seconds means the last so many; leave it out with from or to")
        start = now_ms - round(seconds * 1000)
    limit = check.count(params, "limit", 1000)
    if not 1 <= limit <= MAX_LIMIT:
        raise check.invalid(f"limit must be 1 to {MAX_LIMIT}")
    newest_first = check.flag(params, "newest_first", False)
    kinds = tuple(check.texts(params, "kinds"))
    if len(kinds) > 100:
        raise check.invalid("kinds must be 100 at most")
    return Query(start, end, kinds, limit, newest_first, _cursor(params))


def read_summary(params: Mapping[str, Any]) -> float:
    """The seconds of `{seconds}`. Raises RpcError (invalid params)."""
    check.only(params, "seconds")
    seconds = check.seconds(params, "seconds", 3600.0)
    assert seconds is not None
    if seconds > MAX_SUMMARY_SECONDS:
        raise check.invalid(f"seconds must be {MAX_SUMMARY_SECONDS:.0f} at most")
    return seconds


def _time(params: Mapping[str, Any], name: str, default: int) -> int:
    text = check.optional_text(params, name)
    if text is None:
        return default
    try:
        return instants.from_iso(text)
    except (ValueError, OverflowError):
        raise check.invalid(f"{name} must be a time in ISO 8601 with its zone") from None


def _cursor(params: Mapping[str, Any]) -> Cursor | None:
    text = check.optional_text(params, "next")
    if text is None:
        return None
    try:
        time, seq = text.split(".")
        return Cursor(_whole(time), _whole(seq))
    except ValueError:
        raise check.invalid("next must be what the answer before said") from None


def _whole(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise ValueError(digits)
    return int(digits)
