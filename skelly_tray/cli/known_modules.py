"""Which names a command may be given while no orchestrator runs: what the folders of the home know."""

from __future__ import annotations

from collections.abc import Iterable

from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.config.errors import nearest
from skelly_tray.config.home import Home

OUR_LOGS = ("keeper", "orchestrator")
"""Logs that are no module's."""


def known_modules(home: Home, *, logs: bool = True) -> set[str]:
    """Ids that have a file in the configuration, or (logs) once wrote a log."""
    configured = {path.stem for path in home.modules_dir.glob("*.toml")}
    wrote = {path.stem for path in home.logs.glob("*.log")} - set(OUR_LOGS) if logs else set()
    return configured | wrote


def known_logs(home: Home) -> set[str]:
    return known_modules(home) | set(OUR_LOGS)


def no_module(name: str, known: Iterable[str]) -> CommandError:
    """The usage error for a name that nothing knows."""
    guess = nearest(name, known)
    hint = f'; did you mean "{guess}"?' if guess else ""
    return CommandError(f'no module "{name}"{hint}', code=ExitCode.USAGE)
