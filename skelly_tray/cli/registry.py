"""Every command there is, sorted by name. Adding one: a file in `commands/`, and a line here.

A command is imported when it is asked for: the supervisor is one itself, and would carry all others for as long as it
runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from skelly_tray.cli.command import Command

WHERE: Mapping[str, str] = {
    "audit": "audit",
    "autostart": "autostart",
    "call": "call",
    "completion": "completion",
    "config diff": "config_diff",
    "config edit": "config_edit",
    "config get": "config_get",
    "config history": "config_history",
    "config remove": "config_remove",
    "config rollback": "config_rollback",
    "config set": "config_set",
    "config show": "config_show",
    "config unset": "config_unset",
    "config validate": "config_validate",
    "doctor": "doctor",
    "events": "events",
    "graph": "graph",
    "import": "import_",
    "init": "init",
    "logs": "logs",
    "metrics": "metrics",
    "open": "open_",
    "quit": "quit_",
    "restart": "restart",
    "run": "run",
    "secret delete": "secret_delete",
    "secret list": "secret_list",
    "secret lock": "secret_unlock.LOCK",
    "secret set": "secret_set",
    "secret status": "secret_status",
    "secret unlock": "secret_unlock.UNLOCK",
    "self-test": "self_test",
    "service": "service",
    "simulate fail": "simulate_fail",
    "start": "start",
    "status": "status",
    "stop": "stop",
    "trash empty": "trash.EMPTY",
    "trash list": "trash.LIST",
    "trash restore": "trash.RESTORE",
    "why": "why",
}
"""Name, as typed → file in `commands/`, and the name in it where that is not COMMAND."""

GROUPS = tuple(sorted({name.split()[0] for name in WHERE if " " in name}))
"""First words of the commands with two, such as `config`."""


def find(name: str) -> Command | None:
    """The command of that name."""
    if name not in WHERE:
        return None
    file, _, attribute = WHERE[name].partition(".")
    found: Command = getattr(import_module(f"skelly_tray.cli.commands.{file}"), attribute or "COMMAND")
    return found


def commands() -> tuple[Command, ...]:
    """All of them, for help and reference."""
    return tuple(command for name in WHERE if (command := find(name)) is not None)
