"""The files of modules as a list: what each says first, without checking what else it says."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from skelly_tray.config.errors import UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.keys import Key
from skelly_tray.config.names import is_module_file
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.value import OVERRIDE, value_at


def module_files(home: Home) -> list[dict[str, Any]]:
    """`{"module", "path", "name", "enabled", "overridden", "error"}` of each file, by id. enabled: as it is in effect
    with the runtime overrides; overridden: one of them says so. error: why the file cannot be read, or "". Blocks on
    the disk."""
    texts = read_texts(home)
    names = sorted({*texts.files, *texts.refused})
    return [_row(home, texts, name) for name in names if is_module_file(name)]


def _row(home: Home, texts: Texts, file: str) -> dict[str, Any]:
    module = PurePosixPath(file).stem
    row = {
        "module": module,
        "path": str(home.modules_dir / f"{module}.toml"),
        "name": "",
        "enabled": True,
        "overridden": False,
        "error": "",
    }
    try:
        enabled, name = value_at(texts, Key(file, ("enabled",))), value_at(texts, Key(file, ("name",)))
    except UnusableFileError as refused:
        return row | {"error": str(refused.error)}
    return row | {
        "name": name.value if isinstance(name.value, str) else "",
        "enabled": enabled.value is not False,
        "overridden": enabled.origin == OVERRIDE,
    }
