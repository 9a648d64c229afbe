"""Exit codes of the command line, and the exception that ends a command with one."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_RUNNING = 3
    INVALID_CONFIGURATION = 4
    TIMED_OUT = 5


class CommandError(Exception):
    """Ends a command: `title` is the first line on standard error, `detail` the lines after it."""

    def __init__(self, title: str, *detail: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.code = code
