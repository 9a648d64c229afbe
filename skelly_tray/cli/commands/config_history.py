"""`skelly-tray config history`: who changed the configuration, when, why, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from skelly_tray.cli.command import JSON, Argument, Command, Request, line_count
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.present.diff_page import diff_lines
from skelly_tray.cli.present.table import Cell, Column, table
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import as_json, clean

_COLUMNS = (
    Column("rev", right=True), Column("when"), Column("by", drop=2), Column("outcome"), Column("changed", drop=1),
    Column("why"),
)  # fmt: skip
_TONES = {"committed": Tone.GOOD, "pending": Tone.BUSY, "rolled_back": Tone.BAD, "rejected": Tone.BAD}
_WORDS = {"pending": "on trial", "rolled_back": "rolled back"}


def run(request: Request) -> int:
    """From the disk, where the orchestrator keeps it too."""
    from skelly_tray.config.revisions import NoSuchRevisionError, Revisions

    values, kept = request.arguments, Revisions(request.home)
    try:
        if values.revision is not None:
            return _one(request, kept, values.revision)
        known = kept.list()
    except NoSuchRevisionError as error:
        raise CommandError(str(error), code=ExitCode.USAGE) from error
    except OSError as error:
        raise CommandError("the revisions cannot be read", str(error)) from error
    rows = [one.row() for one in known[max(0, len(known) - values.lines) :]]
    if values.json:
        request.console.print(as_json(rows, indent=2))
    elif not rows:
        request.console.print("the configuration has not been changed yet")
    else:
        for line in table(_COLUMNS, list(map(_cells, rows)), request.console.width, request.console.paint):
            request.console.print(line)
    return ExitCode.DONE


def _one(request: Request, kept: Any, rev: int) -> int:
    from skelly_tray.config.diff import diff

    row, lines = kept.get(rev).row(), diff(kept.before(rev), kept.texts_at(rev))
    if request.arguments.json:
        request.console.print(as_json({**row, "diff": lines}, indent=2))
        return ExitCode.DONE
    verdict = f"{_word(row)}: {row['verdict_why']}" if row["verdict_why"] else _word(row)
    for line in (f"revision {rev}, {_when(row)}, by {row['by']}, {verdict}", row["why"]):
        request.console.print(clean(line))
    for line in diff_lines(lines, request.console.paint):
        request.console.print(line)
    return ExitCode.DONE


def _cells(row: dict[str, Any]) -> tuple[Cell, ...]:
    why = "; ".join(filter(None, (row["why"], row["verdict_why"])))
    return (
        Cell(str(row["rev"])),
        Cell(_when(row)),
        Cell(clean(row["by"])),
        Cell(_word(row), _TONES.get(row["verdict"], Tone.PLAIN)),
        Cell(clean(", ".join(row["changed"]))),
        Cell(clean(why)),
    )


def _word(row: dict[str, Any]) -> str:
    return _WORDS.get(row["verdict"], str(row["verdict"]))


def _when(row: dict[str, Any]) -> str:
    try:
        return datetime.fromtimestamp(row["at"]).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return "?"


COMMAND = Command(
    name="config history",
    summary="the revisions of the configuration, newest last; or what one of them changed",
    detail="Values under names that sound secret are shown as dots.",
    arguments=(
        Argument(
            ("revision",), "one revision, with its difference", metavar="REV", count="?", kind=line_count
        ),
        Argument(
            ("-n", "--lines"), "so many revisions (default 20)", metavar="N", kind=line_count, default=20
        ),
        JSON,
    ),
    run=run,
)
