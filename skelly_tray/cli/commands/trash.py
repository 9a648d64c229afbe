"""`skelly-tray trash`: states that a reset took away: list, bring back, remove for good."""

from __future__ import annotations

from skelly_tray.cli.command import JSON, MODULE, OPTIONAL_MODULE, Argument, Command, Request
from skelly_tray.cli.core_link import ask
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.present.table import Cell, Column, table
from skelly_tray.cli.text import as_json, clean

_ENTRY = Argument(
    ("entry",), "its date as `trash list` shows it; without it the newest", metavar="DATE", count="?"
)
_COLUMNS = (Column("module"), Column("date"), Column("MB", right=True))


def run_list(request: Request) -> int:
    found = ask(request, "trash.list", {"module": request.arguments.module})
    if request.arguments.json:
        request.console.print(as_json(found["entries"], indent=2))
        return ExitCode.DONE
    _check(found)
    if not found["entries"]:
        request.console.print("the trash is empty")
        return ExitCode.DONE
    rows = [
        (Cell(clean(e["module"])), Cell(clean(e["name"])), Cell(f"{e['mb']:.2f}")) for e in found["entries"]
    ]
    for line in table(_COLUMNS, rows, request.console.width, request.console.paint):
        request.console.print(line)
    return ExitCode.DONE


def run_restore(request: Request) -> int:
    module, entry = request.arguments.module, request.arguments.entry
    found = ask(request, "trash.restore", {"module": module, "entry": entry})
    _check(found)
    request.console.print(clean(f"{module}: {found['text']}"))
    return ExitCode.DONE


def run_empty(request: Request) -> int:
    found = ask(request, "trash.empty", {"module": request.arguments.module})
    _check(found)
    count = found["removed"]
    request.console.print(f"{count} state{'' if count == 1 else 's'} removed for good")
    return ExitCode.DONE


def _check(found: dict[str, object]) -> None:
    if found.get("ok") is False:
        raise CommandError(clean(str(found["text"])))


LIST = Command(
    name="trash list",
    summary="states that resets took away, newest first",
    arguments=(OPTIONAL_MODULE, JSON),
    run=run_list,
)
RESTORE = Command(
    name="trash restore",
    summary="bring the state of a module back that a reset took away",
    arguments=(MODULE, _ENTRY),
    run=run_restore,
    detail="A module that runs is stopped, gets its state back and is started again. What it has now goes to the trash"
    " itself, so this can be undone in the same way.",
)
EMPTY = Command(
    name="trash empty",
    summary="remove the states in the trash for good, of one module or of all",
    arguments=(OPTIONAL_MODULE,),
    run=run_empty,
)
