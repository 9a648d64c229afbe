"""Puts the difference of two `Texts` on disk: all of it or, also after a crash, nothing of it (`undo.py`)."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from skelly_tray.config.errors import ConfigWarning, UnusableFileError
from skelly_tray.config.file_lock import locked
from skelly_tray.config.home import Home
from skelly_tray.config.overrides import FILE as OVERRIDES_FILE
from skelly_tray.config.overrides import overrides_content, parse_overrides
from skelly_tray.config.reading import decode, read_bytes
from skelly_tray.config.texts import Texts
from skelly_tray.config.undo import (
    Part,
    begin,
    do,
    finish,
    free_aside,
    path_of,
    settle,
    take_back,
    unfinished,
)

LOCK = "config.lock"
PATIENCE = 5.0
"""Seconds that an orchestrator waits for a command that changes files; it may have been stopped in the middle."""


class ChangedMeanwhileError(OSError):
    """Somebody else saved a file between the reading of it and the writing; his text is still there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was changed by somebody else meanwhile; look at it and try again")


def write_texts(home: Home, before: Texts, after: Texts) -> None:
    """Durable when it returns. Blocks on the disk; files that are the same are not touched; one that could not be read,
    and is another now, is kept as `NAME.unreadable`.

    Raises OSError and ValueError, and then all is as it was; where the disk does not even take that, it is put back
    before the next change and at the next start. Under the lock of `one_at_a_time`.
    """
    parts = _parts(home, before, after)
    if not parts:
        return
    try:
        begin(home, parts)
        for part in parts:
            do(home, part)
        finish(home)
    except OSError:
        with suppress(OSError):  # the first error is told
            take_back(home, parts)
            finish(home)
        raise


@contextmanager
def one_at_a_time(home: Home, patience: float | None = None) -> Iterator[tuple[ConfigWarning, ...]]:
    """Two commands that change files while no orchestrator runs must not undo each other. Waits, at most `patience`
    seconds. What was broken off before is taken back first; what is to be told of that. Raises OSError."""
    with locked(home.state / LOCK, patience):
        yield settle(home)


def settled(home: Home) -> tuple[ConfigWarning, ...]:
    """Take back what was broken off, at a start. Raises nothing: what the disk refuses is told."""
    try:
        with one_at_a_time(home, PATIENCE) as told:
            return told
    except OSError as error:
        if not unfinished(home):
            return ()
        why = error.strerror or str(error)
        text = f"a change was broken off half-way and cannot be taken back now: {why}; files may not fit each other"
        return (ConfigWarning("configuration", "", text),)


def _parts(home: Home, before: Texts, after: Texts) -> Sequence[Part]:
    """New files first, those that go after them, overrides last: a schema is there before the module that names it.
    Raises OSError, and ValueError for overrides that no file can hold."""
    parts = [_part(home, before, name, _wanted(after, name)) for name in _differing(before, after)]
    if after.overrides != before.overrides:
        parts.append(_part(home, before, OVERRIDES_FILE, overrides_content(after.overrides)))
    return parts


def _differing(before: Texts, after: Texts) -> list[str]:
    names = {*before.files, *after.files} - after.refused.keys()
    return sorted(
        (name for name in names if before.files.get(name) != after.files.get(name)),
        key=lambda name: (name not in after.files, name.endswith(".toml"), name),
    )


def _wanted(after: Texts, name: str) -> bytes | None:
    text = after.files.get(name)
    return None if text is None else text.encode()


def _part(home: Home, before: Texts, name: str, content: bytes | None) -> Part:
    """What is there is kept byte for byte, which its text need not tell."""
    path = path_of(home, name)
    try:
        found = _sound(path, name)
    except FileNotFoundError:
        found = None
    except UnusableFileError as refused:
        _raise_trouble_of_the_disk(refused)
        if name not in before.refused:
            raise ChangedMeanwhileError(name) from refused
        return Part(name, None, content, free_aside(path))
    if name in before.refused or (name != OVERRIDES_FILE and _text(found, name) != before.files.get(name)):
        raise ChangedMeanwhileError(name)
    return Part(name, found, content)


def _sound(path: Path, name: str) -> bytes:
    found = read_bytes(path, name)
    text = decode(found, name)
    if name == OVERRIDES_FILE:
        parse_overrides(text)
    return found


def _text(found: bytes | None, name: str) -> str | None:
    return None if found is None else decode(found, name)


def _raise_trouble_of_the_disk(refused: UnusableFileError) -> None:
    """A file that cannot be read just now is not one that is wrong: nothing may take its place."""
    cause = refused.__cause__
    if isinstance(cause, OSError) and cause.errno in (errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        raise cause
