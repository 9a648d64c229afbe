"""References to secrets inside a descriptor: which there are, and what the values look like with them filled in.

A descriptor holds names only; values exist for the moment of a launch, and never get back into one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from weakref import ref

from skelly_tray.domain.descriptor import ModuleDescriptor, SecretRef

_PLAIN = frozenset((str, int, float, bool))
_known: dict[int, tuple[ref[ModuleDescriptor], tuple[str, ...]]] = {}
"""What was found in descriptors that there are: it is asked for at every event, and settings may be very large."""


def names_in(descriptor: ModuleDescriptor) -> tuple[str, ...]:
    """The secrets that a launch needs, in its environment or its settings: each once, sorted."""
    place = id(descriptor)
    known = _known.get(place)
    if known is not None and known[0]() is descriptor:
        return known[1]
    names = tuple(sorted({*references(descriptor.env), *references(descriptor.settings)}))
    _known[place] = ref(descriptor, lambda _: _known.pop(place, None)), names
    return names


def is_reference(value: object) -> bool:
    """Does it name a secret as files do: `{"secret": "name"}`?"""
    return isinstance(value, Mapping) and [*value] == ["secret"] and isinstance(value["secret"], str)


def references(value: object) -> Iterator[str]:
    """The names in a value, at any depth."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if item.__class__ in _PLAIN:
            continue
        if isinstance(item, SecretRef):
            yield item.name
        elif isinstance(item, Mapping):
            waiting += item.values()
        elif isinstance(item, list | tuple):
            waiting += item


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
