"""`Texts`: all that the configuration is made of, read at one moment: what transactions compare, keep and restore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.reading import read_text

ORCHESTRATOR_FILE = "orchestrator.toml"


def file_name(module: str) -> str:
    """How the file of a module is called in errors and in `Texts`."""
    return f"modules/{module}.toml"


@dataclass(frozen=True, slots=True)
class Texts:
    """files: text by name, `orchestrator.toml` and `modules/ID.toml`; a file that is not there is not in it.

    refused: files that are there and cannot be read, and why (the folder of modules is called `modules`).
    overrides: runtime overrides, by full key (`modules.web.settings.port`), as JSON values.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, ConfigError] = field(default_factory=dict)
    overrides: Mapping[str, Any] = field(default_factory=dict)


def read_texts(home: Home) -> Texts:
    """Blocks on the disk; raises nothing for what is or is not there."""
    files: dict[str, str] = {}
    refused: dict[str, ConfigError] = {}
    paths = {ORCHESTRATOR_FILE: home.orchestrator_file}
    try:
        paths |= {file_name(path.stem): path for path in sorted(home.modules_dir.iterdir()) if _is_ours(path)}
    except FileNotFoundError:
        pass
    except OSError as error:
        refused["modules"] = ConfigError(
            "modules", "", f"cannot be read: {error.strerror}", "a folder of module files"
        )
    for name, path in paths.items():
        try:
            files[name] = read_text(path, name)
        except FileNotFoundError:
            if name != ORCHESTRATOR_FILE:
                refused[name] = ConfigError(name, "", "was removed while it was being read")
        except UnusableFileError as found:
            refused[name] = found.error
    return Texts(files, refused)


def _is_ours(path: Path) -> bool:
    """Hidden ones are editors' and our own temporary files."""
    return path.suffix == ".toml" and not path.name.startswith(".")
