"""Checks the `[settings]` of a module file by its `settings_schema`, and fills the schema's defaults in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.schema.check import Check
from skelly_tray.config.secret_values import name_for
from skelly_tray.config.settings.judge import judge, place_of
from skelly_tray.config.settings.marks import filled, plain_secrets
from skelly_tray.config.settings.source import schema_of
from skelly_tray.config.settings.walk import BadSchemaError, Path, Schema, TooMuchError, require_bounded
from skelly_tray.domain.descriptor import SecretRef
from skelly_tray.domain.secret_refs import resolved

_KEY = "settings_schema"
_HIDDEN = "•••"
"""What a schema sees in place of a secret."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside a module file. files, refused: as in `Texts`."""

    files: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, ConfigError] = field(default_factory=dict)


NOTHING_BESIDE = Beside()


def check_settings(check: Check, module: str, values: dict[str, Any], beside: Beside) -> Schema | None:
    """Report all that is wrong with `values["settings"]`, and put the defaults in. Returns the schema, if one can be
    used. values: the normal form of the file."""
    if _KEY not in values:
        return None
    try:
        schema = schema_of(values[_KEY], beside.files, beside.refused)
    except UnusableFileError as unusable:
        check.add(unusable.error)
        return None
    try:
        return _judged(check, module, values, schema)
    except TooMuchError:
        fewer = "fewer references to one another, options and patterns"
        check.fail(_KEY, "takes too many steps to check these settings", fewer)
    except BadSchemaError as bad:
        check.fail(_KEY, f"is no JSON Schema that can be used: {bad}")
    return None


def _judged(check: Check, module: str, values: dict[str, Any], schema: Schema) -> Schema:
    settings = filled(schema, values.get("settings", {}))
    require_bounded(schema, settings)
    plain = plain_secrets(schema, settings)
    for path in plain:
        name = name_for(module, path)
        check.fail(
            place_of(path),
            "is a secret, and stands here in plain text",
            f'{{ secret = "{name}" }}, once it is stored by: skelly-tray secret set {name}',
        )
    secrets = {path for path, value in _all(settings, ()) if isinstance(value, SecretRef)}
    hidden = resolved(settings, defaultdict(lambda: _HIDDEN))
    for error in judge(check.file, schema, hidden, frozenset((*secrets, *plain))):
        if check.full:
            break
        check.add(error)
    values["settings"] = settings
    return schema


def _all(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _all(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _all(item, (*path, index))
