"""`skelly-tray audit [verify]`: who changed what, and whether the log of it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.cli.command import JSON, Argument, Command, Request, line_count
from skelly_tray.cli.core_link import ask_if_running
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.text import as_json, clean


def run(request: Request) -> int:
    try:
        return _verify(request) if request.arguments.action == "verify" else _show(request)
    except OSError as error:
        raise CommandError("the audit log cannot be read", str(error)) from error


def _show(request: Request) -> int:
    from skelly_tray.adapters.audit.chain import parse
    from skelly_tray.adapters.audit.files import read_files

    lines = [line for _, content in read_files(request.home.state) for line in content.splitlines()]
    entries = [entry for line in lines if (entry := parse(line))]
    for entry in entries[-request.arguments.lines :] if request.arguments.lines else []:
        request.console.print(as_json(entry) if request.arguments.json else _line(entry))
    return ExitCode.DONE


def _line(entry: Mapping[str, Any]) -> str:
    told = " ".join(f"{name}={as_json(value)}" for name, value in (entry.get("detail") or {}).items())
    return clean(
        f"{entry['seq']:>6} {entry['time']} {entry['kind']:<8} {entry['by']}: {entry['what']} {told}"
    )


def _verify(request: Request) -> int:
    found = ask_if_running(request.home, "audit.verify") or _verified_here(request)
    if request.arguments.json:
        request.console.print(as_json(found, indent=2))
    else:
        request.console.print(clean(_sentence(found)))
    return ExitCode.DONE if found["verdict"] == "whole" else ExitCode.FAILED


def _verified_here(request: Request) -> dict[str, Any]:
    from dataclasses import asdict

    from skelly_tray.adapters.audit.log import verify_files
    from skelly_tray.app.audit_vault import vault_here

    return asdict(verify_files(request.home.state, vault_here(request.home)))


def _sentence(found: Mapping[str, Any]) -> str:
    if found["verdict"] != "broken":
        return f"{found['verdict']}: {found['text']}"
    seq = f", entry {found['seq']}" if found["seq"] else ""
    return f"broken: {found['file']}, line {found['line']}{seq}: {found['wrong']}: {found['text']}"


COMMAND = Command(
    name="audit",
    summary="the audit log: who changed what; with `verify`, whether the log itself was changed",
    arguments=(
        Argument(("action",), "check the chain of the log", count="?", choices=("verify",)),
        Argument(("-n", "--lines"), "so many entries (default 50)", metavar="N", kind=line_count, default=50),
        JSON,
    ),
    run=run,
    detail="`verify` ends with 0 when the log is whole, else with 1 and names the first entry that is wrong. What"
    " cannot be known, as without a keyring, is never called whole.",
)
