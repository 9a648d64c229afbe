"""A module's settings made from what the configuration says: typed, and every error told at once, none with a value."""

from __future__ import annotations

import enum
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

import msgspec

from skelly_tray.sdk.serving import without_values


class SettingsError(Exception):
    """errors: one line each, beginning with the key."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


def read_settings(given: Mapping[str, Any], kind: type[msgspec.Struct] | None) -> Any:
    """An instance of `kind`, or without one a plain dict. Unknown keys are errors. Raises SettingsError."""
    if kind is None:
        return dict(given)
    errors = _errors(given, kind, "")
    if errors:
        raise SettingsError(errors)
    try:
        return msgspec.convert(dict(given), kind)
    except msgspec.ValidationError as error:
        raise SettingsError([_line("", without_values(error))]) from error


def changed_names(former: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """The keys whose values differ."""
    names = {**former, **given}
    return [name for name in names if former.get(name, _ABSENT) != given.get(name, _ABSENT)]


_ABSENT = object()


def _errors(given: Mapping[str, Any], kind: type[msgspec.Struct], above: str) -> list[str]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    errors = [f"{above}{name}: {_unknown(name, list(fields))}" for name in given if name not in fields]
    for name, field in fields.items():
        if name not in given:
            if field.required:
                errors.append(f"{above}{name}: must be given")
            continue
        nested = _nested(field.type)
        value = given[name]
        if nested is not None and isinstance(value, dict):
            errors += _errors(value, nested, f"{above}{name}.")
            continue
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError as error:
            errors.append(_line(above + name, without_values(error) + _allowed(field.type)))
    return errors


def _line(name: str, text: str) -> str:
    """msgspec names the place as `$.inner`."""
    text, at, place = text.partition(" - at `$")
    inner = place.partition("`")
    key = (name + inner[0]).lstrip(".") if at else name
    told = text + inner[2]
    return f"{key}: {told}" if key else told


def _nested(kind: Any) -> type[msgspec.Struct] | None:
    """The one Struct that a field's type is or may be."""
    if get_origin(kind) is Annotated:
        return _nested(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        inner = [part for part in get_args(kind) if part is not type(None)]
        return _nested(inner[0]) if len(inner) == 1 else None
    return kind if _is_struct(kind) else None


def _is_struct(kind: Any) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _allowed(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return ", allowed: " + ", ".join(map(str, get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return ", allowed: " + ", ".join(str(member.value) for member in kind)
    return ""


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # costs memory, and is needed only for an error

    near = get_close_matches(name, known, 1)
    if near:
        return f"unknown, did you mean {near[0]}?"
    return f"unknown, there is {', '.join(known)}" if known else "unknown, this module has no settings"
