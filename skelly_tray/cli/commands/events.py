"""`skelly-tray events`: the journal, every change with its cause; also without a running orchestrator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from skelly_tray.cli.command import FOLLOW, JSON, OPTIONAL_MODULE, Argument, Command, Request, line_count
from skelly_tray.cli.core_link import ask_if_running
from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.known_modules import known_modules, no_module
from skelly_tray.cli.present.journal_line import journal_line
from skelly_tray.cli.text import as_json

_MOST_BY_QUESTION = 500
"""Entries that fit into one answer of the orchestrator; for more the file is read."""


def run(request: Request) -> int:
    values = request.arguments
    if values.follow:
        return _follow(request)
    entries = _entries(request)
    _show(request, entries)
    if not entries and values.module and values.module not in known_modules(request.home):
        raise no_module(values.module, known_modules(request.home))
    return ExitCode.DONE


def _entries(request: Request) -> list[Mapping[str, Any]]:
    """From the orchestrator, who knows what is not on disk yet; else from the file."""
    from skelly_tray.adapters.journal_file import read_journal

    values, home = request.arguments, request.home
    if values.lines <= _MOST_BY_QUESTION:
        params = {"count": values.lines} | ({"module": values.module} if values.module else {})
        answer = ask_if_running(home, "events", params)
        if answer is not None:
            return list(answer)
    return list(read_journal(home.state, values.lines, values.module))


def _follow(request: Request) -> int:
    from skelly_tray.adapters.journal_file import follow

    values = request.arguments
    with suppress(KeyboardInterrupt):  # the way to end it
        _show(request, follow(request.home.state, values.lines, values.module))
    return ExitCode.DONE


def _show(request: Request, entries: Iterable[Mapping[str, Any]]) -> None:
    console = request.console
    for entry in entries:
        if request.arguments.json:
            console.print(as_json(entry))
        else:
            console.print(journal_line(entry, console.paint))


COMMAND = Command(
    name="events",
    summary="the journal: every change of state with its cause, newest last",
    arguments=(
        OPTIONAL_MODULE,
        Argument(("-n", "--lines"), "so many entries (default 50)", metavar="N", kind=line_count, default=50),
        FOLLOW,
        JSON,
    ),
    run=run,
)
