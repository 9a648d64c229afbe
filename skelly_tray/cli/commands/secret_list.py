"""`skelly-tray secret list`: names, where each is kept, since when, and who uses it; never a value."""

from __future__ import annotations

from typing import Any

from skelly_tray.cli.command import JSON, Command, Request
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.present.table import Cell, Column, table
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.secrets_link import ask_core, stores, users_by_name
from skelly_tray.cli.text import as_json, clean

_COLUMNS = (Column("secret"), Column("kept in"), Column("since"), Column("used by"))


def run(request: Request) -> int:
    told = ask_core(request, "secret.list")
    found = _directly(request) if told is None else told["secrets"]
    if request.arguments.json:
        request.console.print(as_json(found, indent=2))
        return ExitCode.DONE
    if not found:
        request.console.print("no secret is stored, and none is used")
        return ExitCode.DONE
    for line in table(
        _COLUMNS, [_row(entry) for entry in found], request.console.width, request.console.paint
    ):
        request.console.print(line)
    return ExitCode.DONE


def _row(entry: dict[str, Any]) -> tuple[Cell, ...]:
    kept = entry.get("kept_in")
    return (
        Cell(clean(entry["name"])),
        Cell(clean(kept) if kept else "not set", Tone.PLAIN if kept else Tone.WARN),
        Cell(clean(entry.get("since") or "-")),
        Cell(clean(", ".join(entry["used_by"]) or "-")),
    )


def _directly(request: Request) -> list[dict[str, Any]]:
    users = users_by_name(request)
    with stores(request) as found:
        stored = {entry["name"]: entry for entry in found.entries()}
    nowhere = {"kept_in": None, "since": None, "changed": None}
    return [
        {"name": name, **nowhere, **stored.get(name, {}), "used_by": users.get(name, [])}
        for name in sorted({*stored, *users})
    ]


COMMAND = Command(
    name="secret list",
    summary="names of secrets, where each is kept, and who uses it",
    arguments=(JSON,),
    run=run,
)
