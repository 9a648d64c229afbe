"""The keys of a file as plain data, for a form: what may stand where, what it means, and what is so without it.

A field is `{"path", "kind", "help", "allowed", "default", "required"}` and what its kind adds: `unit`, `minimum`,
`maximum`, `options` of a choice, `item` of a list or of a table with free names, `cases` and `common` of a table whose
keys depend on one of them. Tables with known keys are flattened; `path` is the way down to the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, assert_never

from skelly_tray.config.durations import show_duration
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
from skelly_tray.config.schema.wording import describe

Field = dict[str, Any]

NOT_FOR_A_FORM = ("config_version", "settings", "settings_schema")
"""Of the first level: what nobody sets by hand, and what has a form of its own."""
MOST_SETTINGS = 200
_JSON_KINDS = {"string": "text", "integer": "whole", "number": "number", "boolean": "flag"}


def fields_of(keys: Iterable[Key]) -> list[Field]:
    """The fields of a whole file, in the order in which they are declared."""
    return list(_flat((key for key in keys if key.name not in NOT_FOR_A_FORM), ()))


def _flat(keys: Iterable[Key], above: tuple[str, ...]) -> Iterator[Field]:
    for key in keys:
        path = (*above, key.name)
        if isinstance(key.type, Table):
            yield from _flat(key.type.keys, path)
        else:
            yield {
                "path": list(path),
                "help": key.doc,
                "required": key.required,
                "default": _default(key),
                **_kind(key.type),
            }


def _default(key: Key) -> str:
    """In words; "" where there is none."""
    if key.shown_default:
        return key.shown_default.replace("`", "")
    match key.default:
        case None | [] | () | "":
            return ""
        case bool():
            return "true" if key.default else "false"
        case int() | float() if isinstance(key.type, Duration):
            return show_duration(key.default)
        case float():
            return f"{key.default:g}"
        case list() | tuple():
            return ", ".join(map(str, key.default))
        case _:
            return str(key.default)


def _kind(kind: ValueType) -> Field:
    allowed = describe(kind)
    match kind:
        case Flag():
            return {"kind": "flag", "allowed": allowed}
        case Whole() | Number():
            name = "whole" if isinstance(kind, Whole) else "number"
            bounds = {"minimum": kind.minimum, "maximum": kind.maximum, "unit": kind.unit}
            return {"kind": name, "allowed": allowed, **bounds}
        case Duration():
            return {"kind": "duration", "allowed": allowed}
        case Text():
            return {"kind": "text", "allowed": allowed}
        case Choice():
            return {"kind": "choice", "allowed": allowed, "options": list(kind.options)}
        case ListOf():
            return {"kind": "list", "allowed": allowed, "item": _kind(kind.item)}
        case MapOf():
            return {"kind": "map", "allowed": allowed, "item": _kind(kind.item)}
        case Variants():
            cases = {name: list(_flat(keys, ())) for name, keys in kind.options.items()}
            cases |= {name: [] for name in kind.choice.options if name not in cases}
            ordered = {name: cases[name] for name in kind.choice.options}
            common = list(_flat(kind.common, ()))
            return {
                "kind": "variants",
                "allowed": allowed,
                "selector": kind.selector,
                "cases": ordered,
                "common": common,
            }
        case TextOr():
            return {"kind": "text_or_table", "allowed": allowed}
        case OpenTable() | Table():
            return {"kind": "table", "allowed": allowed}
        case _:
            assert_never(kind)


def settings_fields(schema: Mapping[str, Any]) -> list[Field]:
    """The settings that a JSON Schema names, as far as one line can hold them; a secret is of the kind `secret`."""
    return list(_settings(schema, ("settings",)))[:MOST_SETTINGS]


def _settings(schema: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[Field]:
    properties, required = schema.get("properties"), schema.get("required")
    needed = required if isinstance(required, list) else []
    for name, own in properties.items() if isinstance(properties, Mapping) else ():
        if not isinstance(own, Mapping) or len(above) > MOST_NESTED:
            continue
        path = (*above, str(name))
        if own.get("x-secret") is not True and isinstance(own.get("properties"), Mapping):
            yield from _settings(own, path)
            continue
        yield {
            "path": list(path),
            "help": str(own.get("description") or own.get("title") or ""),
            "required": name in needed,
            "default": "" if own.get("x-secret") is True else _shown(own.get("default")),
            **_json_kind(own),
        }


MOST_NESTED = 8


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return str(value)
        case list():
            return ", ".join(map(str, value))
        case _:
            return ""


def _json_kind(own: Mapping[str, Any]) -> Field:
    options = own.get("enum")
    if own.get("x-secret") is True:
        return {"kind": "secret", "allowed": ""}
    if isinstance(options, list) and options and all(isinstance(option, str) for option in options):
        return {"kind": "choice", "allowed": ", ".join(options), "options": options}
    kind = _JSON_KINDS.get(str(own.get("type")))
    if kind in ("whole", "number"):
        low, high = own.get("minimum"), own.get("maximum")
        allowed = " ".join(
            f"{word} {bound}" for word, bound in (("from", low), ("to", high)) if bound is not None
        )
        return {"kind": kind, "allowed": allowed, "minimum": low, "maximum": high, "unit": ""}
    if own.get("type") == "array" and isinstance(own.get("items"), Mapping):
        return {"kind": "list", "allowed": "", "item": _json_kind(own["items"])}
    return {"kind": kind or "table", "allowed": ""}
