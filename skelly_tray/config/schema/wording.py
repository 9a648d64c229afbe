"""How values, key paths and what is allowed are put into words, for errors and for the reference page."""

from __future__ import annotations

import datetime
import json
import math
import re
from typing import assert_never

from skelly_tray.config.durations import ALLOWED as DURATIONS
from skelly_tray.config.durations import show_duration
from skelly_tray.config.schema.types import (
    Choice,
    Duration,
    Flag,
    ListOf,
    MapOf,
    Number,
    OpenTable,
    Table,
    Text,
    TextOr,
    ValueType,
    Variants,
    Whole,
)

_CREDENTIALS = re.compile(r"://[^/\s]*@")
"""Of an address: errors are shown, logged and pasted into bug reports."""


def show(value: object) -> str:
    """A value as it may stand in an error: one short line."""
    if isinstance(value, str):
        value = _CREDENTIALS.sub("://***@", value)
    match value:
        case dict():
            return "a table"
        case list():
            return "a list"
        case datetime.date() | datetime.time():
            return f"the date or time {value}"
        case str() if len(value) > 60:
            return json.dumps(value[:57] + "...")
        case float() if not math.isfinite(value):
            return str(value)
        case int() if not isinstance(value, bool) and abs(value) > 10**20:
            return "so large a number"
        case _:
            return json.dumps(value)


def join(path: str, name: str) -> str:
    """The path of a key below `path`; names that TOML would quote are quoted."""
    plain = name.replace("-", "_")
    part = name if plain.isascii() and plain.replace("_", "a").isalnum() else json.dumps(name)
    part = part if len(part) <= 64 else part[:61] + "..."
    return f"{path}.{part}" if path else part


def _number_range(low: float, high: float | None, unit: str) -> str:
    bounds = f"from {low:.15g}" + (f" to {high:.15g}" if high is not None else "")
    return f"{bounds} {unit}".strip()


def noun(kind: ValueType) -> str:
    """What a value of that kind is called, with its article."""
    match kind:
        case Flag():
            return "true or false"
        case Whole():
            return "a whole number"
        case Number():
            return "a number"
        case Duration():
            return "a duration"
        case Text() | Choice():
            return kind.what
        case ListOf():
            return "a list"
        case MapOf() | Table() | Variants() | OpenTable():
            return "a table"
        case TextOr():
            return f"{kind.text.what}, or a table"
        case _:
            assert_never(kind)


def describe(kind: ValueType) -> str:
    """What is allowed, in a few words."""
    match kind:
        case Flag():
            return "true, false"
        case Whole():
            return f"a whole number {_number_range(kind.minimum, kind.maximum, kind.unit)}"
        case Number():
            return f"a number {_number_range(kind.minimum, kind.maximum, kind.unit)}"
        case Duration():
            return DURATIONS + (f", at least {show_duration(kind.minimum)}" if kind.minimum else "")
        case Choice():
            return ", ".join(kind.options)
        case ListOf():
            return f"a list{' (not empty)' if kind.nonempty else ''}, each {noun(kind.item)}"
        case Variants():
            return f"a table with {kind.selector} = {' | '.join(kind.choice.options)}"
        case Text() | MapOf() | Table() | OpenTable() | TextOr():
            return noun(kind)
        case _:
            assert_never(kind)
