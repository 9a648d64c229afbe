"""Where the schema of a module's settings is: inline in its file, or in a file beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.names import MODULES_FOLDER, SCHEMA_SUFFIX
from skelly_tray.config.reading import parse_json
from skelly_tray.config.schema.texts import SCHEMA_FILE


def schema_of(
    given: str | Mapping[str, Any],
    files: Mapping[str, str],
    refused: Mapping[str, ConfigError],
) -> Mapping[str, Any]:
    """The schema that `settings_schema` gives. files, refused: as in `Texts`. Raises UnusableFileError, which names
    the schema's own file where there is one."""
    if not isinstance(given, str):
        return given
    name = f"{MODULES_FOLDER}/{given}"
    if name in refused:
        raise UnusableFileError(refused[name])
    if name not in files:
        beside = ", ".join(
            file.removeprefix(f"{MODULES_FOLDER}/") for file in sorted(files) if file.endswith(SCHEMA_SUFFIX)
        )
        allowed = beside or f"{SCHEMA_FILE.what}, which is there"
        raise UnusableFileError(ConfigError(name, "", "there is no such file", allowed))
    return parse_json(files[name], name, "a JSON Schema")
