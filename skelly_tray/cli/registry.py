"""Every command there is, sorted by name. Adding one: a file in `commands/`, and a line here."""

from __future__ import annotations

from skelly_tray.cli.command import Command
from skelly_tray.cli.commands import (
    audit,
    call,
    config_diff,
    config_edit,
    config_get,
    config_history,
    config_rollback,
    config_set,
    config_show,
    config_unset,
    config_validate,
    doctor,
    events,
    graph,
    init,
    logs,
    metrics,
    quit_,
    restart,
    run,
    secret_delete,
    secret_list,
    secret_set,
    secret_status,
    secret_unlock,
    simulate_fail,
    start,
    status,
    stop,
    trash,
    why,
)

COMMANDS: tuple[Command, ...] = (
    audit.COMMAND,
    call.COMMAND,
    config_diff.COMMAND,
    config_edit.COMMAND,
    config_get.COMMAND,
    config_history.COMMAND,
    config_rollback.COMMAND,
    config_set.COMMAND,
    config_show.COMMAND,
    config_unset.COMMAND,
    config_validate.COMMAND,
    doctor.COMMAND,
    events.COMMAND,
    graph.COMMAND,
    init.COMMAND,
    logs.COMMAND,
    metrics.COMMAND,
    quit_.COMMAND,
    restart.COMMAND,
    run.COMMAND,
    secret_delete.COMMAND,
    secret_list.COMMAND,
    secret_unlock.LOCK,
    secret_set.COMMAND,
    secret_status.COMMAND,
    secret_unlock.UNLOCK,
    simulate_fail.COMMAND,
    start.COMMAND,
    status.COMMAND,
    stop.COMMAND,
    trash.EMPTY,
    trash.LIST,
    trash.RESTORE,
    why.COMMAND,
)

GROUPS = tuple(sorted({command.name.split()[0] for command in COMMANDS if " " in command.name}))
"""First words of the commands with two, such as `config`."""


def find(name: str) -> Command | None:
    return next((command for command in COMMANDS if command.name == name), None)
