"""`state/undo.json`: what stood in the files that a change replaces, for as long as it takes to replace them all.

To the disk, several files are several steps. So what was there is written down before the first of them, and the
record is removed after the last: at that moment the change has been made, and before it nobody is told so. Where a
record is found, whoever wrote it is dead or the disk refused a part, and the change is taken back: never completed,
for one that was told as failed must not come to life later, and one that has not been on trial must not be in effect
after a start. What somebody else has saved since stays as he wrote it.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skelly_tray.config.atomic import make_folder, remove_file, replace_file
from skelly_tray.config.errors import ConfigWarning
from skelly_tray.config.home import Home
from skelly_tray.config.names import MODULES_FOLDER, ORCHESTRATOR_FILE, is_configuration
from skelly_tray.config.overrides import FILE as OVERRIDES_FILE
from skelly_tray.config.overrides import overrides_file
from skelly_tray.config.state_files import UntrustedFileError, read_state
from skelly_tray.keeper.durable import sync_folder

NAME = "undo.json"
UNREADABLE = ".unreadable"
"""What the name of a file ends with that could not be read, and was moved out of the way of another text."""
TAKEN_BACK = "a change of several files was broken off half-way, and has been taken back"
LEFT = (
    "a change that was broken off has been taken back, but for this file: somebody else has changed it since"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a change, by its name in `Texts`. before, after: contents, None for no file. aside: what one that is
    there and cannot be read will be called, in the same folder; nothing for others."""

    name: str
    before: bytes | None
    after: bytes | None
    aside: str = ""


def begin(home: Home, parts: Iterable[Part]) -> None:
    """Write down what will be replaced. Raises OSError, and then nothing may be replaced."""
    told = [
        {"name": p.name, "before": _text(p.before), "after": _text(p.after), "aside": p.aside} for p in parts
    ]
    make_folder(home.state)
    replace_file(home.state / NAME, json.dumps({"parts": told}, indent=1).encode())


def do(home: Home, part: Part) -> None:
    """Put the new content there. Raises OSError."""
    path = path_of(home, part.name)
    if part.aside:
        os.replace(path, path.with_name(part.aside))  # noqa: PTH105 - moves a link, never what it leads to
    _put(path, part.after)


def finish(home: Home) -> None:
    """The change has been made, or taken back: nobody will take it back any more. Raises OSError."""
    remove_file(home.state / NAME)


def take_back(home: Home, parts: Iterable[Part]) -> tuple[str, ...]:
    """Put everything back as it was; the names of files that somebody else has changed. Raises the first OSError,
    after all have been tried."""
    left: list[str] = []
    trouble: OSError | None = None
    for part in parts:
        try:
            if not _undo(path_of(home, part.name), part):
                left.append(part.name)
        except OSError as error:
            trouble = trouble or error
    if trouble is not None:
        raise trouble
    return tuple(left)


def settle(home: Home) -> tuple[ConfigWarning, ...]:
    """Take back what a dead writer, or a full disk, left half-way; what is to be told of it. Under the lock of changes.
    Raises OSError: then it is still half-way, and the record still there."""
    path = home.state / NAME
    try:
        parts = _parsed(read_state(path))
    except FileNotFoundError:
        return ()
    except UntrustedFileError as error:
        return (_unusable(path, str(error.strerror)),)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return (_unusable(path, "has a content that is not ours"),)
    left = take_back(home, parts)
    finish(home)
    return tuple(ConfigWarning(p.name, "", LEFT if p.name in left else TAKEN_BACK) for p in parts)


def unfinished(home: Home) -> bool:
    """Is there anything to take back?"""
    return os.path.lexists(home.state / NAME)


def path_of(home: Home, name: str) -> Path:
    return overrides_file(home) if name == OVERRIDES_FILE else home.config / name


def free_aside(path: Path) -> str:
    """A name beside `path` that nothing has, so that what bears it later is what was moved there."""
    names = (f"{path.name}{UNREADABLE}{number or ''}" for number in range(1000))
    return next((name for name in names if not os.path.lexists(path.with_name(name))), path.name + UNREADABLE)


def _undo(path: Path, part: Part) -> bool:
    """False when it is neither as it was nor as it was to be."""
    aside = path.with_name(part.aside) if part.aside else None
    if aside is not None and not os.path.lexists(aside):
        return True  # it was never moved
    now = _content(path)
    if aside is not None and now in (None, part.after):
        os.replace(aside, path)  # noqa: PTH105 - as above
        sync_folder(str(path.parent))
        return True
    if now == part.before and aside is None:
        return True
    if now != part.after:
        return False
    _put(path, part.before)
    return True


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        if path.parent.is_dir():
            remove_file(path)
        return
    make_folder(path.parent)
    replace_file(path, content)


def _content(path: Path) -> bytes | None:
    """None: no file. What is no regular file, or not for us to read, has a content that nobody wrote. Raises OSError
    when the disk does not answer."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in (errno.EACCES, errno.ELOOP, errno.EMLINK, errno.ENXIO):
            return _NO_TEXT
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return _NO_TEXT
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


_NO_TEXT = b"\0"
"""None that we write has a NUL."""


def _unusable(path: Path, why: str) -> ConfigWarning:
    kept = path.with_name(free_aside(path))
    path.replace(kept)
    return ConfigWarning(NAME, "", f"{why}; nothing has been taken back by it, and it is now {kept.name}")


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode("utf-8", "surrogateescape")


def _bytes(text: object) -> bytes | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError("no text")
    return text.encode("utf-8", "surrogateescape")


def _parsed(raw: bytes) -> Sequence[Part]:
    """Raises ValueError, KeyError and TypeError for what is not ours."""
    return [_part(found) for found in json.loads(raw)["parts"]]


def _part(found: dict[str, Any]) -> Part:
    name = found["name"]
    folder, _, own = name.rpartition("/")
    if name not in (ORCHESTRATOR_FILE, OVERRIDES_FILE) and (
        folder != MODULES_FOLDER or not is_configuration(own)
    ):
        raise ValueError(f"{name} is no file of a configuration")
    return Part(name, _bytes(found["before"]), _bytes(found["after"]), _own_name(found["aside"]))


def _own_name(aside: object) -> str:
    if not isinstance(aside, str) or "/" in aside or (aside and UNREADABLE not in aside):
        raise ValueError("no name of a file that was moved aside")
    return aside
