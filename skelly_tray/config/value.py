"""The value that one key has, and where it is from: an override, the file, or its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.config.errors import UnusableFileError
from skelly_tray.config.keys import Key
from skelly_tray.config.names import ORCHESTRATOR_FILE
from skelly_tray.config.overrides import apply, layers
from skelly_tray.config.reading import parse_toml
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.schema.types import Key as SchemaKey
from skelly_tray.config.schema.types import Table
from skelly_tray.config.settings.marks import filled
from skelly_tray.config.settings.source import schema_of
from skelly_tray.config.settings.walk import TooMuchError
from skelly_tray.config.texts import Texts

OVERRIDE, FILE, DEFAULT, UNSET = "override", "file", "default", "unset"


@dataclass(frozen=True, slots=True)
class Found:
    """origin: OVERRIDE, FILE, DEFAULT, or UNSET: there is none, and `value` is None. A table counts as overridden when
    a key in it is. Durations are as they are written in the file, and seconds where it is the default."""

    value: Any
    origin: str


def value_at(texts: Texts, key: Key) -> Found:
    """Raises UnusableFileError when the key's file cannot be read."""
    if key.file in texts.refused:
        raise UnusableFileError(texts.refused[key.file])
    data = parse_toml(texts.files.get(key.file, ""), key.file)
    by_file, _ = layers({name: value for name, value in texts.overrides.items() if _is_in(name, key)})
    if key.file in by_file:
        merged, _ = apply(data, by_file[key.file].items)
        if (overridden := _at(merged, key.path)) is not None:
            return Found(overridden, OVERRIDE)
    found = _at(data, key.path)
    if found is not None:
        return Found(found, FILE)
    default = _default(texts, key, data)
    return Found(default, UNSET if default is None else DEFAULT)


def _is_in(name: str, key: Key) -> bool:
    """Is the override the key's own, or of one above or below it?"""
    return name == key.text or name.startswith(f"{key.text}.") or key.text.startswith(f"{name}.")


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if not isinstance(data, Mapping) or name not in data:
            return None
        data = data[name]
    return data


def _default(texts: Texts, key: Key, data: Mapping[str, Any]) -> Any:
    if key.path[0] == "settings" and len(key.path) > 1:
        return _at(_settings(texts, data), key.path[1:])
    keys = ORCHESTRATOR_KEYS if key.file == ORCHESTRATOR_FILE else MODULE_KEYS
    return _declared(keys, key.path)


def _declared(keys: tuple[SchemaKey, ...], path: tuple[str, ...]) -> Any:
    found = next((key for key in keys if key.name == path[0]), None)
    if found is None or len(path) == 1:
        return found.default if found is not None else None
    return _declared(found.type.keys, path[1:]) if isinstance(found.type, Table) else None


def _settings(texts: Texts, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings with the defaults of their schema, where there is one."""
    own, given = data.get("settings", {}), data.get("settings_schema")
    if not isinstance(own, dict) or not isinstance(given, str | Mapping):
        return {}
    try:
        return filled(schema_of(given, texts.files, texts.refused), own)
    except (UnusableFileError, TooMuchError):
        return {}


def row_of(texts: Texts, key: Key) -> dict[str, Any]:
    """`{"key", "value", "origin"}`, for programs. Raises UnusableFileError."""
    found = value_at(texts, key)
    return {"key": key.text, "value": found.value, "origin": found.origin}
