"""`skelly-tray logs`: a module's output, or our own log, read from the files; no orchestrator needed."""

from __future__ import annotations

from contextlib import suppress

from skelly_tray.adapters.logs.line_format import LogLine
from skelly_tray.adapters.logs.reading import follow, read_tail
from skelly_tray.cli.command import FOLLOW, Argument, Command, Request, line_count
from skelly_tray.cli.console import Console
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.known_modules import OUR_LOGS, known_logs, no_module
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import clean, clean_but_colours

_TONES = {"err": Tone.WARN, "sys": Tone.BUSY}


def run(request: Request) -> int:
    values, folder = request.arguments, request.home.logs
    known = known_logs(request.home)
    if values.module not in known:
        raise no_module(values.module, known)
    if values.follow:
        return _follow(request)
    lines = read_tail(folder, values.module, values.lines)
    for line in lines:
        _show(request.console, line)
    if not lines and values.lines:
        request.console.remark(f"{values.module} has written nothing yet")
    return ExitCode.DONE


def _follow(request: Request) -> int:
    values = request.arguments
    with suppress(KeyboardInterrupt):  # the way to end it
        for line in follow(request.home.logs, values.module, values.lines):
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
        Argument(("-n", "--lines"), "so many lines (default 100)", metavar="N", kind=line_count, default=100),
        FOLLOW,
    ),
    run=run,
)
