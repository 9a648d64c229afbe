"""`${NAME}`, `${NAME:-default}` and their like in the texts of a Compose file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skelly_tray.config.imports.found import NotReadableError

_FORM = re.compile(
    r"\$(?:(?P<dollar>\$)|(?P<plain>[A-Za-z_][A-Za-z0-9_]*)"
    r"|\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?P<sign>:?[-?+])(?P<word>[^{}]*))?\})"
)


def interpolated(data: dict[str, Any], variables: Mapping[str, str]) -> tuple[dict[str, Any], set[str]]:
    """The data with every text filled in, and the names nobody knows. Raises NotReadableError for `${NAME:?why}`."""
    unknown: set[str] = set()

    def filled(match: re.Match[str]) -> str:
        if match["dollar"]:
            return "$"
        name = match["plain"] or match["name"]
        value, sign, word = variables.get(name), match["sign"] or "", match["word"] or ""
        is_set = value is not None and (value != "" or not sign.startswith(":"))
        if sign.endswith("+"):
            return word if is_set else ""
        if is_set:
            return value or ""
        if sign.endswith("-"):
            return word
        if sign.endswith("?"):
            raise NotReadableError(f"{name} has to be set: {word or 'the file asks for it'}")
        unknown.add(name)
        return ""

    def each(value: Any) -> Any:
        match value:
            case str():
                return _FORM.sub(filled, value)
            case dict():
                return {key: each(item) for key, item in value.items()}
            case list():
                return [each(item) for item in value]
            case _:
                return value

    return each(data), unknown
