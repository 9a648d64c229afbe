"""`Texts`: all that the configuration is made of, read at one moment: what transactions compare, keep and restore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.names import MODULES_FOLDER, ORCHESTRATOR_FILE, is_configuration
from skelly_tray.config.overrides import FILE as OVERRIDES_FILE
from skelly_tray.config.overrides import read_overrides
from skelly_tray.config.reading import read_text
from skelly_tray.config.trust import UntrustedFolderError, require_folder_of_ours


@dataclass(frozen=True, slots=True)
class Texts:
    """files: text by name, `orchestrator.toml`, `modules/ID.toml` and the schemas of settings beside these,
    `modules/*.schema.json`; a file that is not there is not in it.

    refused: files that are there and cannot be read, and why (the folder of modules is called `modules`, the overrides
    `overrides.json`).
    overrides: runtime overrides, by full key (`modules.web.settings.port`), as JSON values.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, ConfigError] = field(default_factory=dict)
    overrides: Mapping[str, Any] = field(default_factory=dict)


def read_texts(home: Home, *, expected: bool = False) -> Texts:
    """Blocks on the disk; raises nothing for what is or is not there. expected: we have made the folders; that one of
    them is gone is told in `refused`, for it is being replaced, or moved, which removes no module."""
    files: dict[str, str] = {}
    refused: dict[str, ConfigError] = {}
    paths = {ORCHESTRATOR_FILE: home.orchestrator_file}
    try:
        require_folder_of_ours(home.modules_dir)
        ours = (path for path in sorted(home.modules_dir.iterdir()) if is_configuration(path.name))
        paths |= {f"{MODULES_FOLDER}/{path.name}": path for path in ours}
    except FileNotFoundError:
        if expected:
            refused[MODULES_FOLDER] = ConfigError(
                MODULES_FOLDER, "", "is not there", "a folder of module files"
            )
            if not home.config.is_dir():
                problem = "is not there, and neither is its folder"
                refused[ORCHESTRATOR_FILE] = ConfigError(ORCHESTRATOR_FILE, "", problem)
                del paths[ORCHESTRATOR_FILE]
    except OSError as error:
        trusted = not isinstance(error, UntrustedFolderError)
        problem = f"cannot be read: {error.strerror}" if trusted else str(error)
        refused[MODULES_FOLDER] = ConfigError(MODULES_FOLDER, "", problem, "a folder of module files")
    for name, path in paths.items():
        try:
            files[name] = read_text(path, name)
        except FileNotFoundError:
            if name != ORCHESTRATOR_FILE:
                refused[name] = ConfigError(name, "", "was removed while it was being read")
        except UnusableFileError as found:
            refused[name] = found.error
    overrides: dict[str, Any] = {}
    try:
        overrides = read_overrides(home)
    except UnusableFileError as found:
        refused[OVERRIDES_FILE] = found.error
    return Texts(files, refused, overrides)
