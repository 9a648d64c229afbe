"""A piece of configuration as lines `key = value`, nested keys dotted, each with its origin."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from skelly_tray.config.keys import dotted
from skelly_tray.config.origins import Origin, Origins, key_path
from skelly_tray.domain.descriptor import SecretRef
from skelly_tray.domain.secret_refs import is_reference

Path = tuple[str, ...]


def plain(value: Any) -> Any:
    """Dataclasses and enums as what JSON can hold; a reference to a secret as it stands in files."""
    if isinstance(value, SecretRef):
        return {"secret": value.name}
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def listing(
    values: Mapping[str, Any], sources: Mapping[str, str] | None = None, *, module: bool = False
) -> Iterator[str]:
    """The lines; what is unset (None) or empty is left out. sources: from `sources_of`, shown behind each line.

    module: they are those of a descriptor; they are called as in its file, and what no file says is left out.
    """
    for path, value in _leaves(values, ()):
        place = key_path(path) if module else path
        if place is None or value is None or value in ([], {}, ""):
            continue
        key = dotted(path)
        shown = json.dumps(value, ensure_ascii=False)
        if is_reference(value):
            shown = f"{{ secret = {json.dumps(value['secret'], ensure_ascii=False)} }}"
        line = f"{dotted(place)} = {shown}"
        source = (sources or {}).get(key, "")
        yield f"{line:<48}  # {source}" if source else line


def sources_of(values: Mapping[str, Any], origins: Origins, *, module: bool) -> dict[str, str]:
    """The origin of each value, by the key that `listing` shows. module: they are those of a descriptor."""
    found: dict[str, str] = {}
    for path, value in _leaves(values, ()):
        place = key_path(path) if module else path
        if place is not None:
            found[dotted(path)] = Origin.SECRET if _holds_reference(value) else origins.of(place)
    return found


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping) and value and not is_reference(value):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    else:
        yield path, value


def _holds_reference(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_holds_reference, value))
    if isinstance(value, Mapping):
        return is_reference(value) or any(map(_holds_reference, value.values()))
    return False
