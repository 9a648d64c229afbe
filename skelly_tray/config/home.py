"""Where everything of one installation lives: `Home`, the folders below `--home` or the platform's own places.

Light on purpose (no import beyond the standard library until the platform's places are needed): the command
line needs it before anything else.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs.api import PlatformDirsABC


@dataclass(frozen=True, slots=True)
class Home:
    """The four folders of one installation. Two different homes never share anything."""

    config: Path
    state: Path
    logs: Path
    run: Path

    @property
    def root(self) -> Path | None:
        """The folder that `--home` names; None for the platform's places."""
        root = self.config.parent
        return root if self == _below(root) else None

    @property
    def label(self) -> str:
        """What to call a home that was named by somebody: its folder; empty for the platform's places."""
        return self.root.name if self.root else ""

    @property
    def title(self) -> str:
        """What to call the program that looks after it, for people."""
        return f"Skelly Tray · {self.label}" if self.label else "Skelly Tray"

    @property
    def orchestrator_file(self) -> Path:
        return self.config / "orchestrator.toml"

    @property
    def modules_dir(self) -> Path:
        return self.config / "modules"

    @property
    def control_socket(self) -> Path:
        return self.run / "control.sock"

    @property
    def orchestrator_lock(self) -> Path:
        return self.run / "orchestrator.lock"

    @property
    def keeper_lock(self) -> Path:
        return self.run / "keeper.lock"

    def module_state(self, module: str) -> Path:
        return self.state / "modules" / module

    def create(self) -> None:
        """Make the folders, 0700, where they are missing. Raises OSError."""
        for folder in (self.config, self.modules_dir, self.state, self.logs, self.run):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def find_home(option: str | None = None) -> Home:
    """The home named by `--home`, by SKELLY_HOME, or the platform's places."""
    chosen = option or os.environ.get("SKELLY_HOME")
    if chosen:
        return _below(Path(chosen).expanduser().absolute())
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("skelly-tray", appauthor=False)
    return Home(
        Path(dirs.user_config_dir),
        Path(dirs.user_state_dir),
        Path(dirs.user_log_dir),
        _runtime_folder(dirs) or Path(dirs.user_state_dir) / "run",
    )


def instance_name(label: str, state_dir: Path) -> str:
    """What panels and desktops know a home by: each has a name of its own, always the same. label: `Home.label`."""
    if not label:
        return "skelly-tray"
    import hashlib

    return f"skelly-tray-{hashlib.sha256(os.fsencode(state_dir)).hexdigest()[:8]}"


def _below(root: Path) -> Home:
    return Home(root / "config", root / "state", root / "logs", root / "run")


def _runtime_folder(dirs: PlatformDirsABC) -> Path | None:
    """The platform's private folder for sockets of this user, or None where it gives none.

    On a bare Linux (a container, a cron job) platformdirs falls back to `runtime-UID` in the temporary folder,
    with a warning, or an error if somebody else made it first: anybody could, so we do not go there.
    """
    if os.name != "posix":
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = Path(dirs.user_runtime_dir)
        except OSError:
            return None
    return None if found.parent.name == f"runtime-{os.getuid()}" else found
