"""What a form for one configuration file is made of, and what is wrong with a text that is no file yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.config.diff import masked_value
from skelly_tray.config.editing import check_module
from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.keys import BadKeyError, parse_key
from skelly_tray.config.names import ORCHESTRATOR_FILE, file_name
from skelly_tray.config.orchestrator_build import orchestrator_of
from skelly_tray.config.reading import decode, parse_toml
from skelly_tray.config.schema.fields import fields_of, settings_fields
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.settings.source import schema_of
from skelly_tray.config.texts import Texts, read_texts

ORCHESTRATOR = "orchestrator"


def form_of(home: Home, module: str) -> dict[str, Any]:
    """`{"fields", "settings", "overrides"}`: of the file of a module, or of the orchestrator's. settings: the fields of
    its own settings, None where no schema says what they are. overrides: in effect above the file, by its keys."""
    texts = read_texts(home)
    if module == ORCHESTRATOR:
        return {
            "fields": fields_of(ORCHESTRATOR_KEYS),
            "settings": [],
            "overrides": _overrides(texts, ORCHESTRATOR_FILE),
        }
    return {
        "fields": fields_of(MODULE_KEYS),
        "settings": _settings(texts, file_name(module)),
        "overrides": _overrides(texts, file_name(module)),
    }


def _settings(texts: Texts, file: str) -> list[dict[str, Any]] | None:
    try:
        given = parse_toml(texts.files.get(file, ""), file).get("settings_schema")
        if not isinstance(given, str | Mapping):
            return None
        return settings_fields(schema_of(given, texts.files, texts.refused))
    except UnusableFileError:
        return None


def _overrides(texts: Texts, file: str) -> dict[str, Any]:
    found = {}
    for name, value in texts.overrides.items():
        try:
            key = parse_key(name)
        except BadKeyError:
            continue
        if key.file == file:
            found[".".join(key.path)] = masked_value(name, value)
    return found


def check_text(home: Home, module: str, text: str) -> tuple[ConfigError, ...]:
    """All that is wrong with `text` as the file of that module, or as the orchestrator's; nothing is written. That
    others need what it takes away is not looked for."""
    if module != ORCHESTRATOR:
        return check_module(home, module, text)
    try:
        decoded = decode(text.encode("utf-8", "surrogatepass"), ORCHESTRATOR_FILE)
    except UnusableFileError as refused:
        return (refused.error,)
    texts = read_texts(home)
    return orchestrator_of(home, Texts({ORCHESTRATOR_FILE: decoded}, {}, texts.overrides)).errors
