"""What a schema says beside what is valid: defaults, and which settings are secrets (`"x-secret": true`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from skelly_tray.config.settings.walk import BadSchemaError, Path, Schema, applying, beside, targets
from skelly_tray.domain.descriptor import SecretRef

SECRET = "x-secret"
EACH = "*"
"""In a path of `secret_keys`: any entry of a list, or any key that is not named."""
MOST_LOOKED_AT = 10_000
"""Schemas, each once for each path to it."""


def secret_keys(schema: Schema) -> tuple[tuple[str, ...], ...]:
    """Paths of the settings that are secrets, below `[settings]`, sorted; without a value to look at.

    Nothing for a schema that cannot be used. One that leads to itself is followed once on each way down.
    """
    found: set[tuple[str, ...]] = set()
    seen: set[tuple[int, tuple[str, ...]]] = set()
    waiting: list[tuple[Schema, tuple[str, ...], frozenset[int]]] = [(schema, (), frozenset())]
    while waiting and len(seen) < MOST_LOOKED_AT:
        inner, path, above = waiting.pop()
        if id(inner) in above or (id(inner), path) in seen:
            continue
        seen.add((id(inner), path))
        above |= {id(inner)}
        if inner.get(SECRET) is True:
            found.add(path)
            continue
        try:
            waiting += [(other, path, above) for other in beside(schema, inner)]
        except BadSchemaError:
            return ()
        waiting += [(other, (*path, name), above) for name, other in _inside(inner)]
    return tuple(sorted(found))


def _inside(schema: Schema) -> Iterator[tuple[str, Schema]]:
    properties = schema.get("properties")
    for name, inner in properties.items() if isinstance(properties, Mapping) else ():
        if isinstance(inner, Mapping):
            yield str(name), inner
    for keyword in ("additionalProperties", "items"):
        inner = schema.get(keyword)
        if isinstance(inner, Mapping):
            yield EACH, inner


def plain_secrets(schema: Schema, settings: Mapping[str, Any]) -> list[Path]:
    """Where a secret stands in plain text. Raises TooMuchError and BadSchemaError."""
    return sorted(
        {
            path
            for path, value, inner in applying(schema, settings)
            if inner.get(SECRET) is True and not isinstance(value, SecretRef)
        },
        key=str,
    )


def filled(schema: Schema, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with the schema's defaults for what is not there; a secret has none. Raises as `applying`.

    A default is taken as it stands: none of further schemas is filled into it.
    """
    result = deepcopy(dict(settings))
    places = list(applying(schema, result, surely=True))
    for _, table, inner in places:
        properties = inner.get("properties")
        if not isinstance(table, dict) or not isinstance(properties, Mapping):
            continue
        for name, own in properties.items():
            if name not in table and isinstance(own, Mapping):
                found = _default(schema, own)
                if found is not None:
                    table[name] = deepcopy(found)
    return result


def _default(root: Schema, own: Schema) -> Any:
    """None: there is none."""
    all_of_it = (own, *targets(root, own))
    if any(schema.get(SECRET) is True for schema in all_of_it):
        return None
    return next((schema["default"] for schema in all_of_it if "default" in schema), None)
