"""`skelly-tray config remove`: take a module's file away, and the module with it."""

from __future__ import annotations

from skelly_tray.cli.changing import change, tell
from skelly_tray.cli.command import MODULE, Argument, Command, Request
from skelly_tray.cli.failure import CommandError
from skelly_tray.cli.known_modules import known_modules, no_module
from skelly_tray.cli.text import clean

_FORCE = Argument(("--force",), "also if modules need it; they stop then", is_flag=True)


def run(request: Request) -> int:
    from skelly_tray.config.edits import needed_by, needed_text, removed
    from skelly_tray.config.names import file_name
    from skelly_tray.config.texts import read_texts

    module, force = request.arguments.module, request.arguments.force
    known = known_modules(request.home, logs=False)
    if module not in known:
        raise no_module(module, known)
    users = needed_by(read_texts(request.home), module)
    if users and not force:
        raise CommandError(clean(needed_text(module, users)), "--force removes it all the same")
    params = {"module": module, "force": force, "by": "cli"}
    report = change(
        request, "config.remove", params, removed(module, force=force), f"removed {module}", forced=force
    )
    code = tell(request, f"{file_name(module)} was removed", report)
    if users:
        request.console.remark(clean(f"{', '.join(users)} cannot run without it any more"))
    return code


COMMAND = Command(
    name="config remove",
    summary="take the file of a module away, and the module with it",
    detail="A module that runs is stopped first. One that others need is removed only with `--force`. What it keeps in"
    " its state folder stays, and `config rollback` brings the file back.",
    arguments=(MODULE, _FORCE),
    run=run,
)
