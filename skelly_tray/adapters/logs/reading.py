"""Reads log files back: the newest lines across rotated files, and following. For the command line and queries.

Works without a running orchestrator, and imports the standard library only, until a pattern is searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from pathlib import Path

from skelly_tray.adapters.line_files import follow_lines, gzip_lines_backwards, lines_backwards, pause
from skelly_tray.adapters.logs.choice import ALL, Choice
from skelly_tray.adapters.logs.line_format import LogLine, parse


def read_tail(folder: Path, name: str, count: int | None, choice: Choice = ALL) -> list[LogLine]:
    """The newest `count` lines (None: all) of `folder/NAME.log` and its rotated files that are chosen, oldest first.

    A log that does not exist has no lines. Raises what the choice raises.
    """
    return _newest(folder / f"{name}.log", count, choice)


def follow(
    folder: Path,
    name: str,
    count: int | None = 0,
    wait: Callable[[], None] = pause,
    choice: Choice = ALL,
) -> Iterator[LogLine]:
    """The newest `count` chosen lines, then every new one, for ever, over rotations and a log yet to be made.

    wait: called when there is nothing new; what it raises ends the generator.
    """
    path = folder / f"{name}.log"

    def newest(position: int) -> list[LogLine]:
        return _newest(path, count, choice, position)

    lines = follow_lines(path, newest, wait)
    return filter(choice.takes, (line if isinstance(line, LogLine) else parse(line) for line in lines))


def _newest(path: Path, count: int | None, choice: Choice, end: int | None = None) -> list[LogLine]:
    """Oldest first."""
    young = takewhile(lambda line: not choice.is_before(line), map(parse, _newest_first(path, end)))
    lines = list(islice(filter(choice.takes, young), count if count is None else max(0, count)))
    lines.reverse()
    return lines


def _newest_first(path: Path, end: int | None = None) -> Iterator[bytes]:
    yield from lines_backwards(path, end)
    number = 1
    while True:
        old = path.with_name(f"{path.name}.{number}")
        compressed = path.with_name(f"{old.name}.gz")
        if old.exists():
            yield from lines_backwards(old)
        elif compressed.exists():
            yield from gzip_lines_backwards(compressed)
        else:
            return
        number += 1
