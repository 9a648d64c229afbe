"""`skelly-tray logs`: a module's output, or our own log, read from the files; no orchestrator needed."""

from __future__ import annotations

import time
from contextlib import suppress

from skelly_tray.adapters.logs.choice import ALL, MOMENTS, Choice, choice_of
from skelly_tray.adapters.logs.line_format import LogLine
from skelly_tray.adapters.logs.reading import follow, read_tail
from skelly_tray.cli.command import FOLLOW, Argument, Command, Request, line_count
from skelly_tray.cli.console import Console
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.known_modules import OUR_LOGS, known_logs, no_module
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import clean, clean_but_colours

_USUALLY = 100
_TONES = {"err": Tone.WARN, "sys": Tone.BUSY}


def run(request: Request) -> int:
    values, folder = request.arguments, request.home.logs
    known = known_logs(request.home)
    if values.module not in known:
        raise no_module(values.module, known)
    try:
        choice = choice_of(values.since, values.until, values.grep, time.time())
    except ValueError as error:
        raise CommandError(str(error), code=ExitCode.USAGE) from None
    count = values.lines
    if count is None and not values.since:
        count = _USUALLY
    try:
        if values.follow:
            return _follow(request, count, choice)
        lines = read_tail(folder, values.module, count, choice)
    except ValueError as error:
        raise CommandError(str(error)) from None
    for line in lines:
        _show(request.console, line)
    if not lines and count != 0:
        nothing = "nothing yet" if choice == ALL else "nothing of that kind"
        request.console.remark(f"{values.module} has written {nothing}")
    return ExitCode.DONE


def _follow(request: Request, count: int | None, choice: Choice) -> int:
    with suppress(KeyboardInterrupt):  # the way to end it
        for line in follow(request.home.logs, request.arguments.module, count, choice=choice):
            _show(request.console, line)
    return ExitCode.DONE


def _show(console: Console, line: LogLine) -> None:
    text = clean_but_colours(line.text) if console.colours else clean(line.text)
    stream = console.paint(line.stream, _TONES.get(line.stream, Tone.MUTED))
    console.print(" ".join(part for part in (console.paint(line.time, Tone.MUTED), stream, text) if part))


COMMAND = Command(
    name="logs",
    summary="output of a module, newest last, each line with its time and stream (out, err, sys)",
    detail=f"Beside the modules there are: {', '.join(OUR_LOGS)}.",
    arguments=(
        Argument(("module",), f"id of the module, or {' or '.join(OUR_LOGS)}", metavar="MODULE"),
        Argument(
            ("-n", "--lines"),
            "the newest so many lines (default 100; all with --since)",
            metavar="N",
            kind=line_count,
        ),
        Argument(("--since",), f"not older than that: {MOMENTS}", metavar="WHEN", default=""),
        Argument(("--until",), "not newer than that", metavar="WHEN", default=""),
        Argument(
            ("--grep",),
            "lines in which this regular expression is found; capital letters count if it has one",
            metavar="PATTERN",
            default="",
        ),
        FOLLOW,
    ),
    run=run,
)
