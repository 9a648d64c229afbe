"""Checks a parsed file against its table of keys and collects *everything* that is wrong with it.

What comes out is normal: durations are float seconds, shorthands are written out, aliases replaced; only keys
that the file has are in it, defaults are the builder's business.
"""

from __future__ import annotations

import datetime
import json
import math
import shlex
from collections.abc import Mapping
from typing import Any, assert_never

from skelly_tray.config.durations import parse_duration
from skelly_tray.config.errors import ConfigError, ConfigWarning, nearest
from skelly_tray.config.schema.foreign_words import FOREIGN_WORDS
from skelly_tray.config.schema.texts import SECRET_NAME
from skelly_tray.config.schema.types import (
    Choice,
    Duration,
    Flag,
    Key,
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
from skelly_tray.config.schema.wording import describe, join, noun, show
from skelly_tray.domain.descriptor import SecretRef
from skelly_tray.domain.secret_refs import is_reference

MOST_ERRORS = 50
"""Per file; whoever has more has one cause, and a hostile file must not cost us minutes of comparing names."""

LONGEST_EXAMPLE = 120
"""Characters of a line that is repeated as the list it should be."""

MOST_NESTED = 64
"""Tables and lists in one another, in settings."""

BAD = object()
"""Stands for a value that was wrong; the error is already collected."""


class Check:
    """The findings of one file. Call `top` once with the parsed file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[ConfigError] = []
        self.warnings: list[ConfigWarning] = []
        self._top_names: frozenset[str] = frozenset()
        self._listed: set[str] = set()  # tables whose keys an error has listed: once is enough

    @property
    def full(self) -> bool:
        return len(self.errors) >= MOST_ERRORS

    def fail(self, path: str, problem: str, allowed: str = "", suggestion: str = "") -> object:
        """Collect one error; returns BAD."""
        self.add(ConfigError(self.file, path, problem, allowed, suggestion))
        return BAD

    def add(self, error: ConfigError) -> None:
        """Collect one, also of another file."""
        if len(self.errors) == MOST_ERRORS - 1:
            self.errors.append(ConfigError(self.file, "", "has more errors than are listed here"))
        elif not self.full:
            self.errors.append(error)

    def top(self, data: Mapping[str, Any], keys: tuple[Key, ...]) -> dict[str, Any]:
        """The normal form of a whole file."""
        self._top_names = frozenset(key.name for key in keys)
        return self._keys(data, keys, "")

    def _keys(self, data: Mapping[str, Any], keys: tuple[Key, ...], path: str) -> dict[str, Any]:
        known = {key.name: key for key in keys}
        result: dict[str, Any] = {}
        for name, raw in data.items():
            if self.full:
                break
            key = known.get(name)
            if key is None:
                self._unknown(name, path, keys)
                continue
            value = self.value(raw, key.type, join(path, name))
            if value is BAD:
                continue
            result[name] = value
        for key in keys:
            if key.required and key.name not in data:
                self.fail(join(path, key.name), "is missing", describe(key.type))
        return result

    def _unknown(self, name: str, path: str, keys: tuple[Key, ...]) -> None:
        names = [key.name for key in keys]
        for key in keys:
            if isinstance(key.type, Table) and name in (inner.name for inner in key.type.keys):
                self.fail(join(path, name), "unknown key here", suggestion=join(join(path, key.name), name))
                return
        guess = nearest(name, names) or _our_word(name, names)
        if path and name in self._top_names:
            problem = "unknown key here: in TOML what follows a [table] belongs to it"
            self.fail(join(path, name), problem, f"{name} above the first [table]")
            return
        told = guess or path in self._listed
        if not told:
            self._listed.add(path)
        self.fail(join(path, name), "unknown key", "" if told else ", ".join(names) or "nothing", guess)

    def value(self, raw: Any, kind: ValueType, path: str) -> Any:
        """The normal form of one value, or BAD."""
        match kind:
            case Flag():
                return raw if isinstance(raw, bool) else self._wrong(raw, kind, path)
            case Whole() | Number():
                return self._number(raw, kind, path)
            case Duration():
                seconds = parse_duration(raw)
                fits = seconds is not None and seconds >= kind.minimum
                return seconds if fits else self._wrong(raw, kind, path)
            case Text():
                return self._text(raw, kind, path)
            case Choice():
                return self._choice(raw, kind, path)
            case ListOf():
                return self._list(raw, kind, path)
            case MapOf():
                return self._map(raw, kind, path)
            case Table():
                return (
                    self._keys(raw, kind.keys, path)
                    if isinstance(raw, dict)
                    else self._wrong(raw, kind, path)
                )
            case Variants():
                return self._variant(raw, kind, path)
            case OpenTable():
                return self._open(raw, kind, path) if isinstance(raw, dict) else self._wrong(raw, kind, path)
            case TextOr():
                return self._text_or(raw, kind, path)
            case _:
                assert_never(kind)

    def _wrong(self, raw: Any, kind: ValueType, path: str) -> object:
        return self.fail(path, f"{show(raw)} is not {noun(kind)}", describe(kind))

    def _number(self, raw: Any, kind: Whole | Number, path: str) -> Any:
        types = int if isinstance(kind, Whole) else (int, float)
        if isinstance(raw, bool) or not isinstance(raw, types) or not -1e18 < raw < 1e18:
            return self._wrong(raw, kind, path)
        if raw < kind.minimum or (kind.maximum is not None and raw > kind.maximum):
            return self.fail(path, f"{show(raw)} is out of range", describe(kind))
        return raw if isinstance(kind, Whole) else float(raw)

    def _text(self, raw: Any, kind: Text, path: str) -> Any:
        if not isinstance(raw, str):
            shown = "the value" if kind.secret else show(raw)
            return self.fail(path, f"{shown} is not text", kind.what)
        problem = kind.refuse(raw)
        if problem is not None:
            shown = "the value" if kind.secret else show(raw)
            return self.fail(path, f"{shown} {problem}", kind.what)
        return raw

    def _choice(self, raw: Any, kind: Choice, path: str) -> Any:
        if not isinstance(raw, str):
            return self._wrong(raw, kind, path)
        chosen = kind.aliases.get(raw, raw)
        if chosen not in kind.options:
            by_case = {option.lower(): str(option) for option in kind.options}
            guess = by_case.get(nearest(raw, by_case), "")
            return self.fail(path, f"{show(raw)} is not {kind.what}", ", ".join(kind.options), guess)
        return chosen

    def _list(self, raw: Any, kind: ListOf, path: str) -> Any:
        if isinstance(raw, str) and (words := _as_list(raw)):
            return self.fail(path, f"{show(raw)} is not {noun(kind)}", f"{describe(kind)}, as in {words}")
        if not isinstance(raw, list):
            return self._wrong(raw, kind, path)
        if kind.nonempty and not raw:
            return self.fail(path, "is empty", describe(kind))
        items = []
        for index, item in enumerate(raw):
            if self.full:
                break
            items.append(self.value(item, kind.item, f"{path}[{index}]"))
        return BAD if any(item is BAD for item in items) else items

    def _map(self, raw: Any, kind: MapOf, path: str) -> Any:
        if not isinstance(raw, dict):
            return self._wrong(raw, kind, path)
        result = {}
        for name, item in raw.items():
            if self.full:
                break
            place = join(path, name)
            named = self.value(name, kind.name, place)
            value = self.value(item, kind.item, place)
            if named is not BAD and value is not BAD:
                result[name] = value
        return result

    def _variant(self, raw: Any, kind: Variants, path: str) -> Any:
        if not isinstance(raw, dict):
            return self._wrong(raw, kind, path)
        if kind.selector not in raw:
            return self.fail(join(path, kind.selector), "is missing", describe(kind.choice))
        chosen = self.value(raw[kind.selector], kind.choice, join(path, kind.selector))
        if chosen is BAD:
            return BAD
        own = kind.options.get(chosen, ())
        selector = Key(kind.selector, kind.choice, "")
        fit = {key.name for key in (selector, *kind.common, *own)}
        rest = dict(raw)
        for other, keys in kind.options.items():
            for key in keys:
                if key.name in rest and key.name not in fit:
                    del rest[key.name]
                    belongs = f"belongs to {kind.selector} = {show(other)}, and this is {show(chosen)}"
                    self.fail(join(path, key.name), belongs)
        # The selector was checked above, and must not be reported twice.
        rest.pop(kind.selector)
        return {kind.selector: chosen, **self._keys(rest, (*own, *kind.common), path)}

    def _open(self, raw: Any, kind: OpenTable, path: str, depth: int = 0) -> Any:
        """Anything that JSON can carry."""
        if depth > MOST_NESTED:
            return self.fail(
                path, "is nested too deeply", f"at most {MOST_NESTED} tables and lists in one another"
            )
        if kind.secrets and is_reference(raw):
            name = self.value(raw["secret"], SECRET_NAME, join(path, "secret"))
            return BAD if name is BAD else SecretRef(name)
        if isinstance(raw, dict):
            inner = {}
            for name, item in raw.items():
                if self.full:
                    break
                place = join(path, name)
                if _fits_json(name):
                    inner[name] = self._open(item, kind, place, depth + 1)
                else:
                    self.fail(place, "cannot be handed over as JSON", "text of Unicode characters")
            return inner
        if isinstance(raw, list):
            return [
                self._open(item, kind, f"{path}[{index}]", depth + 1)
                for index, item in enumerate(raw)
                if not self.full
            ]
        if not _fits_json(raw):
            return self.fail(path, f"{show(raw)} cannot be handed over as JSON", "text, numbers, true, false")
        return raw

    def _text_or(self, raw: Any, kind: TextOr, path: str) -> Any:
        if isinstance(raw, dict):
            return self.value(raw, kind.table, path)
        text = self.value(raw, kind.text, path)
        return text if text is BAD or kind.shorthand is None else {kind.shorthand: text}


def _fits_json(value: object) -> bool:
    """Can every reader of JSON take it as it is?"""
    match value:
        case datetime.date() | datetime.time():
            return False
        case float():
            return math.isfinite(value)
        case int():
            return -(2**63) <= value < 2**64
        case str():
            return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)
        case _:
            return True


def _our_word(name: str, names: list[str]) -> str:
    """The key of ours that another supervisor calls `name`, if it may stand here, or ""."""
    ours = FOREIGN_WORDS.get(name.lower(), "")
    return ours if ours in names else ""


def _as_list(line: str) -> str:
    """The list that somebody meant who wrote a line of words, as TOML; "" when that cannot be told."""
    if len(line) > LONGEST_EXAMPLE or not line.isprintable():
        return ""
    try:
        words = shlex.split(line)
    except ValueError:
        return ""
    return json.dumps(words, ensure_ascii=False) if words else ""
