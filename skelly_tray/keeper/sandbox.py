"""Least privilege, in the child: the rules of one module, and the narrowing of this thread to them.

Whether this machine can hold a rule is decided by who asks for the start; a rule that is asked for here is held, or
the start fails.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from skelly_tray.keeper import sandbox_landlock, sandbox_paths, sandbox_seccomp, wire
from skelly_tray.keeper.sandbox_landlock import GRANTED_WRITING, READING, REFER, WRITING, Grant
from skelly_tray.keeper.wire import Message

_X11 = "/tmp/.X11-unix"


class Rules:
    """read, write: paths, None when that is not restricted. no_network: no socket but Unix ones."""

    __slots__ = ("no_network", "read", "write")

    def __init__(self, read: list[str] | None, write: list[str] | None, *, no_network: bool) -> None:
        self.read = read
        self.write = write
        self.no_network = no_network

    @property
    def any(self) -> bool:
        return self.no_network or self.read is not None or self.write is not None

    @classmethod
    def parse(cls, message: Message) -> Rules:
        """From the member `sandbox` of a frame. Raises WireError."""
        read = wire.texts(message, "read") if message.get("read") is not None else None
        write = wire.texts(message, "write") if message.get("write") is not None else None
        return cls(read, write, no_network=message.get("no_network") is True)


def enter(rules: Rules, argv: list[str], environment: dict[str, str]) -> None:
    """Hold this thread, and all it starts, to the rules from here on. argv: of the program that it will become.

    Raises ValueError with a sentence.
    """
    if not rules.any:
        return
    try:
        if sandbox_landlock.version() or rules.read is not None or rules.write is not None:
            _restrict_files(rules, argv, environment)
        if sandbox_seccomp.available() or rules.no_network:
            sandbox_seccomp.restrict(network=rules.no_network)
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        raise ValueError(f"{what}{os.strerror(error.errno or 0)}") from error


def _restrict_files(rules: Rules, argv: list[str], environment: dict[str, str]) -> None:
    """Also without rules for files: no tracing of others, no signals to them, and TCP a second time."""
    level = sandbox_landlock.version()
    handled = 0
    grants: list[Grant] = []
    if rules.read is not None:
        handled |= READING
        grants += [Grant(path, READING) for path in rules.read]
        grants += sandbox_paths.for_reading(argv, environment)
        grants = [grant for grant in grants if not _is_below(grant.path, rules.write or ())]
    if rules.write is not None:
        handled |= WRITING
        outer = [path for path in rules.write if not _is_below(path, rules.write)]
        grants += [Grant(path, GRANTED_WRITING | READING) for path in outer]
    elif rules.read is not None or level < sandbox_landlock.NETWORK_SINCE:
        # Where files are handled at all, moving them to another folder has to be allowed in so many words.
        handled |= REFER
        grants.append(Grant("/", REFER))
    if rules.read is not None or rules.write is not None:
        grants += sandbox_paths.for_all()
    if handled & sandbox_landlock.known_rights(level) or level >= sandbox_landlock.NETWORK_SINCE:
        # Programs for X11 give up when the server's abstract socket is closed, so only the strictest close it to all.
        abstract = rules.read is not None and _X11 not in rules.read
        sandbox_landlock.restrict(handled, grants, tcp=rules.no_network, abstract=abstract)


def _is_below(path: str, folders: Sequence[str]) -> bool:
    """Inside what it may write all is granted anyway; and it could have put a link there, to what is not its own."""
    place = _plain(path)
    return any(
        place.startswith(above.rstrip("/") + "/") for folder in folders if (above := _plain(folder)) != place
    )


def _plain(path: str) -> str:
    """The same place, written in one way."""
    return "/" + os.path.normpath(path).lstrip("/")
