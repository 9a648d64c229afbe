"""`skelly-tray secret delete`: remove a value for good."""

from __future__ import annotations

from typing import Any

from skelly_tray.cli.audit_link import record_directly
from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.commands.secret_set import NAME
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.secrets_link import ask_core, name_of, stores, users_by_name
from skelly_tray.cli.text import clean

_FORCE = Argument(("--force",), "also if modules use it; those that run go on with it", is_flag=True)


def run(request: Request) -> int:
    name = name_of(request)
    told = ask_core(request, "secret.delete", {"name": name, "force": request.arguments.force})
    if told is None:
        told = _directly(request, name)
    if not told["deleted"]:
        # Not quoted: it may be a value that was pasted here by mistake.
        raise CommandError(
            "there is no secret of that name", "see: skelly-tray secret list", code=ExitCode.USAGE
        )
    request.console.print(f"{name} was deleted")
    if told["used_by"]:
        request.console.print(clean(f"{', '.join(told['used_by'])} will wait for it at the next start"))
    return ExitCode.DONE


def _directly(request: Request, name: str) -> dict[str, Any]:
    users = users_by_name(request).get(name, [])
    if users and not request.arguments.force:
        told = f"{name} is used by {', '.join(users)}: nothing was deleted; --force deletes it all the same"
        raise CommandError(clean(told))
    with stores(request) as found:
        deleted = found.delete(name)
    if deleted:
        record_directly(request.home, "secret", f"the secret {name} was deleted", {"name": name})
    return {"deleted": deleted, "used_by": users}


COMMAND = Command(
    name="secret delete",
    summary="remove a secret for good",
    arguments=(NAME, _FORCE),
    run=run,
    detail="One that a module uses is deleted only with `--force`.",
)
