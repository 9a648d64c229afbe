"""A piece of configuration as lines `key = value`, nested keys dotted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """Dataclasses and enums as what JSON can hold; a secret reference stays a name."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def listing(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """The lines; what is unset (None) or empty is left out."""
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from listing(value, f"{name}.")
        elif value is not None and value != [] and value != "":
            yield f"{name} = {json.dumps(value, ensure_ascii=False)}"
