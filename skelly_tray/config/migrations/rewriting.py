"""Migrates the text of one file: comments and order of what stays are kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from skelly_tray.config.errors import UnusableFileError
from skelly_tray.config.migrations import STEPS
from skelly_tray.config.reading import parse_toml
from skelly_tray.config.schema.version_key import CURRENT
from skelly_tray.config.schema.version_key import NAME as KEY
from skelly_tray.config.toml_edit import NotEditableError, set_key, unset_key


def migrated_text(module: str | None, text: str) -> str | None:
    """The text in the words of today; None when it is not older, or is not understood. module: None for the
    orchestrator's file."""
    try:
        data = parse_toml(text, "")
    except UnusableFileError:
        return None
    version = data.get(KEY, 0)
    if not isinstance(version, int) or isinstance(version, bool) or not 0 <= version < CURRENT:
        return None
    if KEY not in data and not any(step.is_older(module, data) for step in STEPS):
        return None
    try:
        for step in STEPS[version:]:
            renamed = _renamed(text, step.RENAMED if module is not None else {})
            text = _rewritten(renamed, tomllib.loads(renamed), step.migrated(module, tomllib.loads(text)))
        return set_key(text, (KEY,), CURRENT)
    except NotEditableError:
        return None


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Keys and headers under their new names, in their places, where that can be done."""
    for old, new in names.items():
        before = tomllib.loads(text)
        if old not in before or new in before:
            continue
        line = rf"(?m)^([ \t]*\[?[ \t]*){old}(?=[ \t]*[=.\]])"
        renamed = re.sub(line, rf"\g<1>{new}", text)
        try:
            after = tomllib.loads(renamed)
        except tomllib.TOMLDecodeError:
            continue
        if after == {new if name == old else name: value for name, value in before.items()}:
            text = renamed
    return text


def _rewritten(text: str, now: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    """Raises NotEditableError."""
    for name in [name for name in now if name not in wanted]:
        text = unset_key(text, (name,))
    for name, value in wanted.items():
        if now.get(name) != value:
            text = _changed(text, name, value, there=name in now)
    return text


def _changed(text: str, name: str, value: Any, *, there: bool) -> str:
    try:
        return set_key(text, (name,), value)
    except NotEditableError:
        if not there:
            raise
        return set_key(unset_key(text, (name,)), (name,), value)
