"""The kinds of values that a configuration key can have, as plain data; `check` and `reference` read them.

They are compared by identity and never shown: without those methods this file is imported in half the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Whole:
    """A whole number from `minimum` to `maximum` (None: no upper bound)."""

    minimum: int = 0
    maximum: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Number:
    """A finite number from `minimum` to `maximum` (None: no upper bound)."""

    minimum: float = 0.0
    maximum: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Duration:
    """See `config/durations.py`; becomes float seconds. minimum: seconds."""

    minimum: float = 0.0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Text:
    """Text that `refuse` has nothing against; it answers what is wrong, or None.

    what: with its article, for "… is not a URL". secret: the value is never shown in an error.
    """

    what: str
    refuse: Callable[[str], str | None]
    secret: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Choice:
    """One of `options`."""

    what: str
    options: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ListOf:
    """A list of values of one kind. nonempty: at least one."""

    item: ValueType
    nonempty: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MapOf:
    """A table with free names (each a `name`) and values of one kind."""

    name: Text
    item: ValueType


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Table:
    """A table with known keys."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Variants:
    """A table whose further keys depend on the value of `selector`."""

    selector: str
    choice: Choice
    common: tuple[Key, ...]
    options: Mapping[str, tuple[Key, ...]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OpenTable:
    """A table whose content is somebody else's; anything that JSON can carry. secrets: `{ secret = "name" }` in it, at
    any depth, is a reference and becomes a `SecretRef`."""

    secrets: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TextOr:
    """Text, or a table that says more; the text is the same as the table with `shorthand` alone.

    With `shorthand` None the text stays text.
    """

    text: Text
    table: Table | OpenTable
    shorthand: str | None = None


ValueType = (
    Flag | Whole | Number | Duration | Text | Choice | ListOf | MapOf | Table | Variants | OpenTable | TextOr
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Key:
    """One key. default: the value without it, durations in seconds; None when there is none.

    shown_default: what the reference says instead.
    """

    name: str
    type: ValueType
    doc: str
    default: Any = None
    shown_default: str = ""
    required: bool = False
