"""The log of one module: stamps lines, holds the module to its byte rate, and survives a full disk."""

from __future__ import annotations

import errno
from collections.abc import Sequence

from skelly_tray.adapters.logs.flow import Flow
from skelly_tray.adapters.logs.line_format import prefix
from skelly_tray.adapters.logs.rotating_file import RotatingFile
from skelly_tray.adapters.logs.veil import OPEN
from skelly_tray.adapters.thread_issues import ThreadIssues

ISSUE = "logs.write"


class ModuleLog:
    """Used by the log thread only. `wall` and `now` are wall and monotonic seconds."""

    def __init__(self, file: RotatingFile, flow: Flow, issues: ThreadIssues) -> None:
        self.flow = flow
        self.veil = OPEN
        self._file = file
        self._issues = issues
        self._lost = 0

    def bound(self, max_bytes: int, keep: int) -> None:
        """Other bounds of the file."""
        self._file.bound(max_bytes, keep)

    def write(self, stream: str, lines: Sequence[bytes], wall: float, now: float) -> None:
        """Append the lines; what the disk refuses is counted, and told once it takes lines again."""
        if not lines:
            return
        start = prefix(wall, stream)
        data = start + (b"\n" + start).join(lines) + b"\n"
        if self._lost:
            note = f"{self._lost} lines lost: the log could not be written"
            data = prefix(wall, "sys") + note.encode() + b"\n" + data
        try:
            self._file.write(data, now)
        except OSError as error:
            self._lost += len(lines)
            self._issues.raise_once(ISSUE, _title(error), f"{error}. Output of modules is lost meanwhile.")
        else:
            self._lost = 0
            self._issues.clear(ISSUE)

    def tell_flow(self, wall: float, now: float) -> None:
        """Write the report on discarded output, when one is due."""
        if text := self.flow.report(now):
            self.write("sys", [text.encode()], wall, now)

    def close(self, wall: float, now: float) -> None:
        if text := self.flow.last_report(now):
            self.write("sys", [text.encode()], wall, now)
        self._file.close()


def _title(error: OSError) -> str:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return "The disk is full: logs are not written" if full else "Logs cannot be written"
