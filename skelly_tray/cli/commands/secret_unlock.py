"""`skelly-tray secret unlock` and `lock`: the file behind a passphrase, or the keyring of the system."""

from __future__ import annotations

from typing import Any

from skelly_tray.cli.command import Command, Request
from skelly_tray.cli.core_link import not_running
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.secrets_link import ask_core, read_value, stores


def run_unlock(request: Request) -> int:
    status = ask_core(request, "secret.status")
    direct = status is None
    if status is None:
        with stores(request) as found:
            status = found.status()
    if status["file"] == "none" and status["keyring"]["state"] == "ready":
        request.console.print(
            "the keyring is unlocked, and there is no file behind a passphrase: nothing to do"
        )
        return ExitCode.DONE
    passphrase = None
    if status["file"] != "none" or status["keyring"]["state"] != "locked":
        passphrase = _passphrase(new=status["file"] == "none")
    done = (
        _directly(request, passphrase)
        if direct
        else ask_core(request, "secret.unlock", {"passphrase": passphrase})
    )
    for line in _told(done or {"unlocked": "nothing", "made": False}, direct=direct):
        request.console.print(line)
    return ExitCode.DONE


def _passphrase(*, new: bool) -> str:
    what = "new passphrase for a file of secrets" if new else "passphrase of the file of secrets"
    return read_value(what, twice=new)


def _directly(request: Request, passphrase: str | None) -> dict[str, Any]:
    with stores(request) as found:
        return found.unlock(passphrase)


def _told(done: dict[str, Any], *, direct: bool) -> list[str]:
    if done["unlocked"] == "keyring":
        return ["the keyring is unlocked"]
    first = (
        "a file behind this passphrase was made: state/secrets.enc"
        if done["made"]
        else "the passphrase is right"
    )
    if not direct:
        return [first, "it stays unlocked until the orchestrator ends, or: skelly-tray secret lock"]
    return [first, "no orchestrator is running: unlock it again when one does"]


def run_lock(request: Request) -> int:
    status = ask_core(request, "secret.status")
    if status is None:
        raise not_running()
    if status["file"] == "none":
        request.console.print("there is no file of secrets: nothing to do")
        return ExitCode.DONE
    ask_core(request, "secret.lock")
    request.console.print("the file of secrets is locked; modules that run go on")
    return ExitCode.DONE


UNLOCK = Command(
    name="secret unlock",
    summary="unlock the file of secrets by its passphrase (made if there is none), or the keyring",
    run=run_unlock,
    detail="The passphrase is asked for without an echo, or read from standard input. Where the system has a keyring"
    " that is locked, and there is no such file, the system is asked to unlock it. Modules that wait for a secret are"
    " started.",
)
LOCK = Command(
    name="secret lock",
    summary="forget the key of the file of secrets",
    run=run_lock,
)
