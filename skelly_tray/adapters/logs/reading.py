"""Reads log files back: the newest lines across rotated files, and following. For the command line and queries.

Works without a running orchestrator, and imports the standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from skelly_tray.adapters.line_files import follow_lines, gzip_lines_backwards, lines_backwards, pause
from skelly_tray.adapters.logs.line_format import LogLine, parse


def read_tail(folder: Path, name: str, count: int, since: str | None = None) -> list[LogLine]:
    """The newest `count` lines of `folder/NAME.log` and its rotated files, oldest first.

    since: leave out lines before this ISO 8601 UTC time. A log that does not exist has no lines.
    """
    lines: list[LogLine] = []
    for line in islice(_newest_first(folder / f"{name}.log"), max(0, count)):
        entry = parse(line)
        if since and entry.time and entry.time < since:
            break
        lines.append(entry)
    lines.reverse()
    return lines


def follow(folder: Path, name: str, count: int = 0, wait: Callable[[], None] = pause) -> Iterator[LogLine]:
    """The newest `count` lines, then every new one, for ever, over rotations and a log yet to be made.

    wait: called when there is nothing new; what it raises ends the generator.
    """
    path = folder / f"{name}.log"

    def newest(position: int) -> list[bytes]:
        lines = list(islice(_newest_first(path, position), max(0, count)))
        lines.reverse()
        return lines

    return map(parse, follow_lines(path, newest, wait))


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
