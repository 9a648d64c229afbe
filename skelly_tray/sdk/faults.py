"""How an exception is told: by kind and place, never by its text, in which payloads and settings tend to stand.

The exceptions to that are texts that were written to be read: those of ModuleError and RpcError, and the system's own.
"""

from __future__ import annotations

import traceback

from skelly_tray.rpc.errors import RpcError

_MACHINERY = ("/skelly_tray/sdk/", "/asyncio/")
_PLACES = 4


class ModuleError(Exception):
    """Raised by a module to say in its own words what is wrong. The text is shown to people."""


class RefusedError(Exception):
    """The bus does not want us; the text says why."""


def describe(error: BaseException) -> str:
    """One line: what went wrong, without anything that could be secret."""
    if isinstance(error, ModuleError | RpcError):
        return str(error)
    kind = type(error).__name__
    if isinstance(error, OSError) and error.strerror:
        kind = f"{kind}: {error.strerror}"
    places = where(error)
    return f"{kind} at {places}" if places else kind


def where(error: BaseException) -> str:
    """The last places of the traceback, outermost first: `greeter.py:12 > names.py:40`."""
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)
    places = [(frame.filename.replace("\\", "/"), frame.lineno) for frame in frames]
    told = [f"{file.rpartition('/')[2]}:{line}" for file, line in places if not _is_machinery(file)]
    return " > ".join(told[-_PLACES:])


def _is_machinery(file: str) -> bool:
    return any(part in file for part in _MACHINERY)
