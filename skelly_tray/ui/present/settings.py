"""The settings of one module as they are in effect, each with where it comes from."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from skelly_tray.config.diff import masked_value
from skelly_tray.domain.secret_refs import is_reference
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.words import tr


class Source(Enum):
    """The layer that a value is of."""

    OVERRIDE = "override"
    FILE = "file"
    SECRET = "secret"
    DEFAULT = "default"

    @property
    def title(self) -> str:
        match self:
            case Source.OVERRIDE:
                return tr("set while it runs")
            case Source.FILE:
                return tr("its file")
            case Source.SECRET:
                return tr("a secret")
            case Source.DEFAULT:
                return tr("default")


@dataclass(frozen=True, slots=True)
class Setting:
    """key: dotted, as in the file. value: as it is shown, without what sounds secret."""

    key: str
    value: str
    source: Source
    help: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """rows: overrides and what the file says, in the order of the file. defaults: all other keys. trouble: why the file
    cannot be read, or nothing."""

    rows: tuple[Setting, ...]
    defaults: tuple[Setting, ...]
    trouble: str = ""


def settings_of(schema: Mapping[str, Any], text: Mapping[str, Any]) -> Settings:
    """schema: the answer to `config.schema`; text: that to `config.text`."""
    fields = [*(schema.get("fields") or ()), *(schema.get("settings") or ())]
    helps = {".".join(field["path"]): str(field.get("help") or "") for field in fields}
    overrides: Mapping[str, Any] = schema.get("overrides") or {}
    trouble = ""
    try:
        data = tomllib.loads(str(text.get("text") or ""))
    except tomllib.TOMLDecodeError as error:
        data, trouble = {}, tr("its file cannot be read: {why}", why=error)
    written = dict(_leaves(data, ""))
    rows = [
        Setting(key, _shown(key, value), Source.OVERRIDE, helps.get(key, ""))
        for key, value in overrides.items()
    ]
    rows += [
        Setting(
            key, _shown(key, value), Source.SECRET if is_reference(value) else Source.FILE, helps.get(key, "")
        )
        for key, value in written.items()
        if key not in overrides
    ]
    taken = {row.key for row in rows}
    defaults = tuple(
        Setting(key, str(field.get("default")), Source.DEFAULT, helps[key])
        for field in fields
        if (key := ".".join(field["path"])) and field.get("default") and not _covered(key, taken)
    )
    return Settings(tuple(rows), defaults, trouble)


def _covered(key: str, taken: set[str]) -> bool:
    """It, one above or one below it has been said."""
    return any(key == one or key.startswith(f"{one}.") or one.startswith(f"{key}.") for one in taken)


def _leaves(data: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        key = f"{above}{name}"
        if isinstance(value, dict) and not is_reference(value) and value:
            yield from _leaves(value, f"{key}.")
        else:
            yield key, value


def _shown(key: str, value: Any) -> str:
    if is_reference(value):
        return str(value["secret"])
    safe = masked_value(key, value)
    if isinstance(safe, str):
        return safe
    try:
        return json.dumps(safe, ensure_ascii=False, default=str)
    except (TypeError, ValueError):
        return str(safe)


def config_state(config: Mapping[str, Any]) -> tuple[str, str]:
    """What is so of the newest text, and why: for a heading and a line below it; empty while it is in effect."""
    why = told(str(config.get("why") or ""))
    match config.get("state"):
        case "trial":
            return tr("New settings are on trial."), why
        case "rejected":
            return tr("The file is not in effect: something in it is wrong. The last good version is."), why
        case "rolled_back":
            return tr("The new settings were taken back: the module did not get well with them."), why
        case _:
            return "", ""
