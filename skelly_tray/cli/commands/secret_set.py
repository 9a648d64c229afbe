"""`skelly-tray secret set`: store a value that modules name in their files."""

from __future__ import annotations

from skelly_tray.cli.audit_link import record_directly
from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.secrets_link import ask_core, name_of, read_value, stores
from skelly_tray.cli.text import clean

NAME = Argument(("name",), "its name, as files say it: web/token", metavar="NAME")
_SESSION = Argument(("--session",), "keep it in memory only, until the orchestrator ends", is_flag=True)


def run(request: Request) -> int:
    name = name_of(request)
    session: bool = request.arguments.session
    value = read_value(f"value of {name}", twice=True)
    told = ask_core(request, "secret.set", {"name": name, "value": value, "session": session})
    if told is None:
        told = {"kept_in": _directly(request, name, value, session=session), "used_by": [], "renewed": []}
    from skelly_tray.adapters.secrets.ladder import KEPT_IN

    request.console.print(f"{name} is kept in {KEPT_IN.get(told['kept_in'], told['kept_in'])}")
    if told["renewed"]:
        request.console.print(
            clean(f"used by {', '.join(told['renewed'])}: those that run get the new value")
        )
    if waited := [module for module in told["used_by"] if module not in told["renewed"]]:
        request.console.print(clean(f"waited for it until now: {', '.join(waited)}"))
    return ExitCode.DONE


def _directly(request: Request, name: str, value: str, *, session: bool) -> str:
    if session:
        raise CommandError(
            "no orchestrator is running that could keep it for this session",
            "start it with: skelly-tray run",
            code=ExitCode.NOT_RUNNING,
        )
    with stores(request) as found:
        if found.status()["keeps_in"] is None and found.file.exists:
            found.file.unlock(_passphrase())
        kept_in = found.set(name, value)
    record_directly(request.home, "secret", f"the secret {name} was set", {"name": name, "kept_in": kept_in})
    return kept_in


def _passphrase() -> str:
    """Standard input is the value's, unless it is a terminal."""
    import sys

    if not sys.stdin.isatty():
        raise CommandError(
            "the file of secrets is locked, and nobody can be asked for its passphrase here",
            "start the orchestrator, then: skelly-tray secret unlock",
        )
    return read_value("passphrase of the file of secrets", twice=False)


COMMAND = Command(
    name="secret set",
    summary="store the value of a secret; modules that use it get it",
    arguments=(NAME, _SESSION),
    run=run,
    detail="The value is asked for twice without an echo, or read from standard input (one newline at its end is"
    " dropped); never from the arguments, which others can see. Modules that wait for it start; those that have it in"
    " their environment are restarted once; native ones that have it in their settings are told.",
)
