"""A module's log: one line for each record, `level message key=value …`, on standard output and standard error.

What may be secret does not get in: a value that is no plain text or number is shown as its type, and what was named
with `hide` (the token) is struck out. Records of the standard library's logging come here too, without tracebacks.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import TextIO

from skelly_tray.sdk.faults import describe

_PLAIN = re.compile(r"[^\s\"=\x00-\x1f\x7f]+")
_LONGEST = 2000
HIDDEN = "•••"


class Log:
    """debug and info go to standard output, warning and error to standard error."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None, *, debug: bool = False) -> None:
        self._out = out
        self._err = err
        self._debug = debug
        self._hidden: list[str] = []

    def hide(self, secret: str) -> None:
        """Never write this text."""
        if secret:
            self._hidden.append(secret)

    def debug(self, message: str, **values: object) -> None:
        if self._debug:
            self._write("debug", message, values)

    def info(self, message: str, **values: object) -> None:
        self._write("info", message, values)

    def warning(self, message: str, **values: object) -> None:
        self._write("warning", message, values)

    def error(self, message: str, **values: object) -> None:
        self._write("error", message, values)

    def _write(self, level: str, message: str, values: dict[str, object]) -> None:
        parts = [level, _one_line(message), *(f"{name}={_shown(value)}" for name, value in values.items())]
        line = " ".join(parts)
        for secret in self._hidden:
            line = line.replace(secret, HIDDEN)
        is_trouble = level in ("warning", "error")
        stream = (self._err or sys.stderr) if is_trouble else (self._out or sys.stdout)
        try:
            stream.write(line[:_LONGEST] + "\n")
            stream.flush()
        except (OSError, ValueError, AttributeError):
            # Nobody reads any more, or the stream is closed or absent; there is no other place to say so.
            return


class LoggingBridge(logging.Handler):
    """Brings the records of libraries into the log."""

    def __init__(self, log: Log, level: int = logging.WARNING) -> None:
        super().__init__(level)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        say = self._log.info
        if record.levelno >= logging.ERROR:
            say = self._log.error
        elif record.levelno >= logging.WARNING:
            say = self._log.warning
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            say(record.getMessage(), logger=record.name)
        else:
            say(record.getMessage(), logger=record.name, error=describe(error))


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


def _shown(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, BaseException):
        value = describe(value)
    if not isinstance(value, str):
        return f"<{type(value).__name__}>"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
