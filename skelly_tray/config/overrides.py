"""Runtime overrides: values that stand above those of the files, by full key, in `state/overrides.json`.

They are read with the same distrust as files. What cannot be used never takes a module down: it is left out, and said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path
from typing import Any

from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.keys import BadKeyError, Key, dotted, parse_key
from skelly_tray.config.reading import MAX_BYTES, parse_json, read_text
from skelly_tray.config.schema.wording import join

FILE = "overrides.json"
"""How it is called in `Texts.refused`."""
MOST = 1000
"""Overrides; a file with more is not ours."""
MOST_TRIED = 64
"""Overrides that are left out one by one to see whether they are to blame; each costs a check of the whole file."""
OVERRIDE = "override"
"""What an error names instead of the file."""

_Errors = tuple[ConfigError, ...]


def overrides_file(home: Home) -> Path:
    return home.state / FILE


def read_overrides(home: Home) -> dict[str, Any]:
    """By full key. Blocks on the disk. No file: none. Raises UnusableFileError for everything that is wrong with it."""
    try:
        text = read_text(overrides_file(home), FILE)
    except FileNotFoundError:
        return {}
    return parse_overrides(text)


def parse_overrides(text: str) -> dict[str, Any]:
    """What such a text holds; the keys are not looked at. Raises UnusableFileError."""
    found = parse_json(text, FILE, "an object of full keys and their values", keys_once=True)
    if len(found) > MOST:
        raise UnusableFileError(ConfigError(FILE, "", f"has {len(found)} overrides", f"at most {MOST}"))
    return found


def overrides_content(overrides: Mapping[str, Any]) -> bytes:
    """The file that holds them. Raises ValueError for what JSON cannot hold or what would be too large to be read
    again."""
    text = json.dumps(dict(overrides), ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)
    content = (text + "\n").encode()
    if len(content) > MAX_BYTES or len(overrides) > MOST:
        raise ValueError(f"more than {MAX_BYTES // 1024} KiB of overrides, or more than {MOST}")
    return content


@dataclass(frozen=True, slots=True)
class Layer:
    """The overrides of one file, and those of them that cannot be used.

    items: value by key. errors: by full key; such overrides have no effect.
    """

    items: Mapping[Key, Any] = field(default_factory=dict)
    errors: Mapping[str, tuple[ConfigError, ...]] = field(default_factory=dict)


NO_OVERRIDES = Layer()


def layers(overrides: Mapping[str, Any]) -> tuple[dict[str, Layer], dict[str, tuple[ConfigError, ...]]]:
    """The layers by file, and what is wrong with those that belong to none, by full key."""
    by_file: dict[str, dict[Key, Any]] = {}
    stray: dict[str, tuple[ConfigError, ...]] = {}
    for text, value in sorted(overrides.items()):
        try:
            key = parse_key(text)
        except BadKeyError as bad:
            stray[text] = (replace(bad.error, file=OVERRIDE),)
        else:
            by_file.setdefault(key.file, {})[key] = value
    return {file: Layer(items) for file, items in by_file.items()}, stray


def apply(data: Mapping[str, Any], items: Mapping[Key, Any]) -> tuple[dict[str, Any], dict[Key, ConfigError]]:
    """`data`, parsed TOML, with the overrides in it, and those that have no place there. `data` stays as it is."""
    result = dict(data)
    misplaced: dict[Key, ConfigError] = {}
    for key, value in sorted(items.items(), key=lambda item: item[0].path):
        above = _put(result, key.path, value)
        if above:
            place, problem = reduce(join, key.path, ""), f"{above} is no table in the file"
            misplaced[key] = ConfigError(key.file, place, problem, "a key below a table")
    return result, misplaced


def usable(
    data: Mapping[str, Any],
    layer: Layer,
    errors_of: Callable[[Mapping[str, Any]], _Errors],
) -> tuple[dict[str, Any], Layer]:
    """`data` with every override that brings no error with it, and the layer that says what was left out and why.

    errors_of: all that is wrong with such data. What the file has wrong by itself is no override's fault.
    """
    if not layer.items:
        return dict(data), layer
    result, misplaced = apply(data, layer.items)
    if not misplaced and not errors_of(result):
        return result, layer
    own = {_fact(error) for error in errors_of(data)}
    bad: dict[Key, _Errors] = {key: (error,) for key, error in misplaced.items()}

    def brought(items: Mapping[Key, Any]) -> tuple[ConfigError, ...]:
        return tuple(error for error in errors_of(apply(data, items)[0]) if _fact(error) not in own)

    left = {key: value for key, value in layer.items.items() if key not in bad}
    for blame in (_named, _needed, _all):
        new = brought(left)
        if new:
            bad |= blame(new, left, brought)
            left = {key: value for key, value in left.items() if key not in bad}
    named = {key.text: tuple(_of_override(error, key) for error in errors) for key, errors in bad.items()}
    return apply(data, left)[0], Layer(left, named)


_Brought = Callable[[Mapping[Key, Any]], _Errors]
"""The errors that these overrides would bring."""


def _named(new: _Errors, left: Mapping[Key, Any], _: _Brought) -> dict[Key, _Errors]:
    """The overrides that errors name, and what these say."""
    blamed: dict[Key, _Errors] = {}
    for key in left:
        place = reduce(join, key.path, "")
        if mine := tuple(error for error in new if _overlap(place, error.key)):
            blamed[key] = mine
    return blamed


def _needed(new: _Errors, left: Mapping[Key, Any], brought: _Brought) -> dict[Key, _Errors]:
    """The first override without which there would be fewer errors, again and again."""
    blamed: dict[Key, _Errors] = {}
    left = dict(left)
    for key in list(left)[:MOST_TRIED]:
        value = left.pop(key)
        still = brought(left)
        if len(still) < len(new):
            blamed[key] = tuple(error for error in new if error not in still) or new
            new = still
        else:
            left[key] = value
    return blamed


def _all(new: _Errors, left: Mapping[Key, Any], _: _Brought) -> dict[Key, _Errors]:
    return dict.fromkeys(left, new)


def _overlap(place: str, key: str) -> bool:
    """Is one of the two the other, or in it?"""
    return place == key or key.startswith((f"{place}.", f"{place}[")) or place.startswith(f"{key}.")


def _fact(error: ConfigError) -> tuple[str, str]:
    return error.key, error.problem


def _of_override(error: ConfigError, key: Key) -> ConfigError:
    """The error of a file, told as one of an override."""
    inside = "" if error.key == reduce(join, key.path, "") else f"{error.key} "
    return ConfigError(OVERRIDE, key.text, f"{inside}{error.problem}", error.allowed, error.suggestion)


def _put(table: dict[str, Any], path: tuple[str, ...], value: Any) -> str:
    """Set it, with copies of all tables on the way. Returns what stands in the way, or ""."""
    for depth, name in enumerate(path[:-1]):
        below = table.get(name, {})
        if not isinstance(below, dict):
            return dotted(path[: depth + 1])
        table[name] = dict(below)
        table = table[name]
    table[path[-1]] = value
    return ""
