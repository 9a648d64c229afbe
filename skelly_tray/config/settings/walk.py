"""Where in a JSON Schema what applies to where in a value. All branches count: this says what *may* apply.

Knows the keywords that hold schemas, and local references; judging values is the validator's business (`judge.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

Path = tuple[str | int, ...]
Schema = Mapping[str, Any]

MOST_DEEP = 100
"""Schemas inside schemas on one way down."""
MOST_STEPS = 200_000
"""Checks of one value by one schema. Doubling references make 2**n of them out of n lines."""
MOST_PAIRS = 50_000
"""Different checks among them; counting these is what it costs us to find out."""
MOST_PATTERNS = 100
"""In one schema. All are compiled, also those of settings that are not there: 0.4 ms each at the worst."""
LETTERS_A_STEP = 100
"""A text is read by each check of it, and is copied into each error of it."""

ALWAYS = ("allOf",)
_SOMETIMES = ("anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies")
_UNEVALUATED = ("unevaluatedProperties", "unevaluatedItems")
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
_OF_OTHERS = ("additionalProperties", "unevaluatedProperties")
_OF_ITEMS = ("items", "contains", "additionalItems", "unevaluatedItems")


class TooMuchError(ValueError):
    """Judging a value by this schema would take too long."""


class BadSchemaError(ValueError):
    """It is no JSON Schema that we can use; the text says why."""


def targets(root: Schema, schema: Schema) -> Iterator[Schema]:
    """What the references of a schema lead to. Raises BadSchemaError.

    Only places in the same schema can be led to: of what stands elsewhere nobody could say what it costs to check.
    """
    if schema is not root and ("$id" in schema or isinstance(schema.get("id"), str)):
        raise BadSchemaError("only the whole schema may have an $id")
    for keyword in _REFERENCES:
        reference = schema.get(keyword)
        if isinstance(reference, str):
            target = _resolve(root, reference)
            if isinstance(target, Mapping):
                yield target
            elif not isinstance(target, bool):
                shown = reference if reference.isprintable() else "it"
                raise BadSchemaError(
                    f"{keyword} leads nowhere: {shown[:60]} is no place in it such as #/$defs/NAME"
                )


def _resolve(root: Schema, reference: str) -> Any:
    if not (reference == "#" or reference.startswith("#/")):
        return None
    place: Any = root
    for part in unquote(reference).split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(place, list) and name.isascii() and name.isdecimal() and len(name) < 6:
            place = place[int(name)] if int(name) < len(place) else None
        else:
            place = place.get(name) if isinstance(place, Mapping) else None
    return place


def _schemas(value: Any) -> Iterator[Schema]:
    """A schema, or all of a list or table of them, whatever it is."""
    if isinstance(value, Mapping):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, Mapping))


def beside(root: Schema, schema: Schema, *, surely: bool = False) -> Iterator[Schema]:
    """Those that apply to the same value. surely: only those that always do. Raises BadSchemaError."""
    yield from targets(root, schema)
    for keyword in ALWAYS if surely else (*ALWAYS, *_SOMETIMES):
        value = schema.get(keyword)
        if keyword.startswith("depend"):
            value = list(value.values()) if isinstance(value, Mapping) else None
        yield from _schemas(value)


def below(schema: Schema, value: Any) -> Iterator[tuple[str | int, Any, Schema]]:
    """Those that apply to what is in `value`: its key or index, it, and the schema."""
    if isinstance(value, Mapping):
        properties = schema.get("properties")
        for name, inner in properties.items() if isinstance(properties, Mapping) else ():
            if name in value and isinstance(inner, Mapping):
                yield name, value[name], inner
        patterns = schema.get("patternProperties")
        others = [inner for keyword in _OF_OTHERS for inner in _schemas(schema.get(keyword))]
        others += (
            [inner for inner in (patterns or {}).values() if isinstance(inner, Mapping)]
            if isinstance(patterns, Mapping)
            else []
        )
        for inner in others:
            yield from ((name, item, inner) for name, item in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for keyword in _OF_ITEMS:
            given = schema.get(keyword)
            if isinstance(given, Mapping):
                yield from ((index, item, given) for index, item in enumerate(value))
        for keyword in ("prefixItems", "items"):
            given = schema.get(keyword)
            if isinstance(given, list):
                yield from (
                    (index, item, inner)
                    for index, (item, inner) in enumerate(zip(value, given, strict=False))
                    if isinstance(inner, Mapping)
                )


def applying(root: Schema, value: Any, *, surely: bool = False) -> Iterator[tuple[Path, Any, Schema]]:
    """Every place in `value` with every schema that applies to it. surely: as in `beside`.

    Raises TooMuchError and BadSchemaError."""
    seen: set[tuple[int, Path]] = set()
    waiting: list[tuple[Path, Any, Schema]] = [((), value, root)]
    while waiting:
        path, item, schema = waiting.pop()
        if (id(schema), path) in seen:
            continue
        seen.add((id(schema), path))
        if len(seen) > MOST_PAIRS:
            raise TooMuchError
        yield path, item, schema
        waiting += [(path, item, other) for other in beside(root, schema, surely=surely)]
        for step, inner, other in below(schema, item):
            waiting.append(((*path, step), inner, other))
            if len(waiting) > MOST_STEPS:
                raise TooMuchError


def require_bounded(root: Schema, value: Any) -> None:
    """Refuse a schema that could keep the validator busy for long with this value. Raises as `applying`.

    The number of checks is counted as the validator would make them, each branch again; a table of those counted
    already keeps the counting itself short. It has to be counted before, because the validator cannot be interrupted,
    and holds Python's lock: the loop would stand still meanwhile.
    """
    if _patterns(root) > MOST_PATTERNS or _Counter(root).steps(root, value, 0) > MOST_STEPS:
        raise TooMuchError


def _patterns(root: Schema) -> int:
    found, waiting = 0, [root]
    while waiting:
        for keyword, inner in waiting.pop().items():
            found += keyword == "pattern" and isinstance(inner, str)
            found += len(inner) if keyword == "patternProperties" and isinstance(inner, Mapping) else 0
            waiting += _schemas(inner)
    return found


class _Counter:
    def __init__(self, root: Schema) -> None:
        self._root = root
        self._known: dict[tuple[int, int], int] = {}

    def steps(self, schema: Schema, value: Any, depth: int) -> int:
        place = (id(schema), id(value))
        if place in self._known:
            return self._known[place]
        if depth > MOST_DEEP or len(self._known) > MOST_PAIRS:
            raise TooMuchError
        self._known[place] = 1  # a schema that leads to itself is checked once
        here = _weight(schema, value)
        for other in beside(self._root, schema):
            here += self.steps(other, value, depth + 1)
        if any(keyword in schema for keyword in _UNEVALUATED):
            here *= 2  # to know what was evaluated, all is evaluated again
        for _, inner, other in below(schema, value):
            here += self.steps(other, inner, depth + 1)
            if here > MOST_STEPS:
                raise TooMuchError
        self._known[place] = min(here + 1, MOST_STEPS * 2)
        return self._known[place]


def _weight(schema: Schema, value: Any) -> int:
    """Steps beside those into other schemas: a choice is compared with each option, a text is read."""
    options = schema.get("enum")
    letters = len(value) // LETTERS_A_STEP if isinstance(value, str) else 0
    return letters + (len(options) if isinstance(options, list) else 0)
