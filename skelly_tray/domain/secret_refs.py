"""References to secrets inside a descriptor: which there are, and what the values look like with them filled in.

A descriptor holds names only; values exist for the moment of a launch, and never get back into one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skelly_tray.domain.descriptor import ModuleDescriptor, SecretRef


def names_in(descriptor: ModuleDescriptor) -> tuple[str, ...]:
    """The secrets that a launch needs, in its environment or its settings: each once, sorted."""
    return tuple(sorted({*references(descriptor.env), *references(descriptor.settings)}))


def is_reference(value: object) -> bool:
    """Does it name a secret as files do: `{"secret": "name"}`?"""
    return isinstance(value, Mapping) and [*value] == ["secret"] and isinstance(value["secret"], str)


def references(value: object) -> Iterator[str]:
    """The names in a value, at any depth."""
    match value:
        case SecretRef(name):
            yield name
        case Mapping():
            for item in value.values():
                yield from references(item)
        case list() | tuple():
            for item in value:
                yield from references(item)
        case _:
            return


def resolved(value: Any, values: Mapping[str, str]) -> Any:
    """A copy of `value` with every reference replaced. Raises KeyError, with the name, for one without a value."""
    match value:
        case SecretRef(name):
            return values[name]
        case Mapping():
            return {key: resolved(item, values) for key, item in value.items()}
        case list() | tuple():
            return [resolved(item, values) for item in value]
        case _:
            return value


def unresolved(value: Any) -> Any:
    """A copy of `value` that JSON can hold, with references as they stand in files: `{"secret": "name"}`."""
    match value:
        case SecretRef(name):
            return {"secret": name}
        case Mapping():
            return {key: unresolved(item) for key, item in value.items()}
        case list() | tuple():
            return [unresolved(item) for item in value]
        case _:
            return value
