"""Judges settings by a JSON Schema, and says in our words everything that is wrong. Values of secrets are never shown.

The validator (jsonschema-rs) is loaded when the first module has a schema: it costs 9 MiB. It reaches neither the
network nor files, and takes patterns only that can be matched in linear time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from skelly_tray.config.errors import ConfigError, nearest
from skelly_tray.config.schema.wording import join, show
from skelly_tray.config.settings.walk import BadSchemaError, Path, Schema, applying

if TYPE_CHECKING:
    import jsonschema_rs

SIZE_OF_PATTERN = 1 << 20
"""Bytes that one compiled pattern may take."""
LONGEST_MESSAGE = 200
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}
_BOUNDS = {
    "Minimum": "at least {}",
    "ExclusiveMinimum": "more than {}",
    "Maximum": "at most {}",
    "ExclusiveMaximum": "less than {}",
    "MinLength": "at least {} characters",
    "MaxLength": "at most {} characters",
    "MinItems": "at least {} entries",
    "MaxItems": "at most {} entries",
    "MinProperties": "at least {} keys",
    "MaxProperties": "at most {} keys",
}
_OF_NAMES = frozenset(
    ("Required", "AdditionalProperties", "UnevaluatedProperties", "MinProperties", "MaxProperties", "MinItems",
     "MaxItems", "Type", "PropertyNames")
)  # fmt: skip
"""Kinds of errors that do not depend on the values inside."""


def judge(
    file: str, schema: Schema, settings: Mapping[str, Any], unknown: frozenset[Path]
) -> Iterator[ConfigError]:
    """All errors. settings: as JSON, with any text for secrets; unknown: where these are. Raises BadSchemaError."""
    for error in _validator(_text(schema)).iter_errors(settings):
        if not _depends_on(error, unknown):
            yield from _told(file, schema, settings, error)


def _text(schema: Schema) -> str:
    try:
        return json.dumps(schema, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise BadSchemaError(str(error)) from error


@lru_cache(maxsize=16)
def _validator(text: str) -> jsonschema_rs.Validator:
    """Raises BadSchemaError."""
    import jsonschema_rs

    patterns = jsonschema_rs.RegexOptions(size_limit=SIZE_OF_PATTERN, dfa_size_limit=SIZE_OF_PATTERN)
    try:
        return jsonschema_rs.validator_for(json.loads(text), offline=True, pattern_options=patterns)
    except jsonschema_rs.ValidationError as error:
        place = place_of(tuple(error.instance_path), "")
        raise BadSchemaError(
            f"{place}: {_short(error.message)}" if place else _short(error.message)
        ) from error
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        raise BadSchemaError(_short(str(error))) from error


def _depends_on(error: jsonschema_rs.ValidationError, unknown: frozenset[Path]) -> bool:
    """Could the value of a secret have made it right?"""
    place = tuple(error.instance_path)
    if any(place[: len(secret)] == secret for secret in unknown):
        return True
    inside = any(secret[: len(place)] == place for secret in unknown)
    return inside and type(error.kind).__name__ not in _OF_NAMES


def _told(
    file: str, schema: Schema, settings: Mapping[str, Any], error: jsonschema_rs.ValidationError
) -> Iterator[ConfigError]:
    path = tuple(error.instance_path)
    place, kind, name = place_of(path), error.kind, type(error.kind).__name__
    value = _at(settings, path)
    match name:
        case "Required":
            yield ConfigError(
                file, join(place, str(getattr(kind, "property", ""))), "is missing", "the module needs it"
            )
        case "AdditionalProperties" | "UnevaluatedProperties":
            known = _names_at(schema, settings, path)
            for extra in getattr(kind, "unexpected", []):
                guess = nearest(extra, known)
                allowed = "" if guess else ", ".join(known) or "nothing"
                yield ConfigError(file, join(place, extra), "unknown key", allowed, guess)
        case "Type":
            wanted = " or ".join(_TYPES.get(one, one) for one in getattr(kind, "types", []))
            yield ConfigError(file, place, f"{show(value)} is not {wanted}", wanted)
        case "Enum":
            options = ", ".join(show(option) for option in list(getattr(kind, "options", []))[:20])
            yield ConfigError(file, place, f"{show(value)} is none of what is allowed", options)
        case "Constant":
            yield ConfigError(
                file, place, f"{show(value)} is not allowed", show(getattr(kind, "expected_value", None))
            )
        case "Pattern":
            wanted = f"text that matches {show(getattr(kind, 'pattern', ''))}"
            yield ConfigError(file, place, f"{show(value)} does not match", wanted)
        case "Format":
            yield ConfigError(file, place, f"{show(value)} is not of the form {getattr(kind, 'format', '')}")
        case _ if name in _BOUNDS:
            yield ConfigError(
                file,
                place,
                f"{show(value)} is out of range",
                _BOUNDS[name].format(getattr(kind, "limit", "")),
            )
        case _:
            yield ConfigError(file, place, f"{show(value)} does not fit its schema ({kind.name})")


def _names_at(schema: Schema, settings: Mapping[str, Any], path: Path) -> list[str]:
    """The keys that a table at that place may have."""
    names: dict[str, None] = {}
    for place, _, inner in applying(schema, settings):
        properties = inner.get("properties")
        if place == path and isinstance(properties, Mapping):
            names |= dict.fromkeys(map(str, properties))
    return list(names)


def _at(settings: Any, path: Path) -> Any:
    for step in path:
        settings = settings[step]
    return settings


def place_of(path: Path, top: str = "settings") -> str:
    """A path below `settings`, as in our own errors."""
    place = top
    for step in path:
        place = f"{place}[{step}]" if isinstance(step, int) else join(place, step)
    return place


def _short(message: str) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in message).split())
    return line if len(line) <= LONGEST_MESSAGE else line[: LONGEST_MESSAGE - 1] + "…"
