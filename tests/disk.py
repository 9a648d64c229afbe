"""A disk that fails, a process that dies at a call, and what was not made durable: for tests of whoever writes files.

Only calls of the thread that asks are meant, unless `everywhere` is said: others write logs and talk to pytest.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.keeper import durable

CALLS = (
    "open",
    "write",
    "fsync",
    "close",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "truncate",
    "ftruncate",
    "fchmod",
)


class Killed(BaseException):
    """Nothing that the process would have done after this happens."""


Hit = list[str]
"""The name of the call that was hit, once it was."""


@contextmanager
def failing(
    monkeypatch: pytest.MonkeyPatch, number: int, code: int, *, everywhere: bool = False
) -> Iterator[Hit]:
    """The `number`-th call that touches the disk fails; a write after its first half."""

    def fail() -> None:
        raise OSError(code, os.strerror(code))

    with _intercepted(monkeypatch, number, fail, dead_after=False, everywhere=everywhere) as hit:
        yield hit


@contextmanager
def broken_from(
    monkeypatch: pytest.MonkeyPatch, number: int, code: int, *, everywhere: bool = False
) -> Iterator[Hit]:
    """The `number`-th call fails, and every one after it that would write: a disk that is full, and stays so."""

    def fail() -> None:
        raise OSError(code, os.strerror(code))

    with _intercepted(monkeypatch, number, fail, dead_after=True, everywhere=everywhere) as hit:
        yield hit


@contextmanager
def killed_at(monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[Hit]:
    """The process dies in the `number`-th call that touches the disk; in the middle, where it is a write."""

    def die() -> None:
        raise Killed

    with _intercepted(monkeypatch, number, die, dead_after=True) as hit:
        try:
            yield hit
        except Killed:
            return


@contextmanager
def _intercepted(
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    act: Callable[[], None],
    *,
    dead_after: bool,
    everywhere: bool = False,
) -> Iterator[Hit]:
    hit: Hit = []
    made, thread = 0, threading.get_ident()

    def wrapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            nonlocal made
            if not everywhere and threading.get_ident() != thread:
                return real(*args, **options)
            made += 1
            now = made == number
            if now:
                hit.append(name)
            if now or (dead_after and made > number):
                if name == "close":
                    real(*args, **options)  # a descriptor is gone whatever its close says
                elif name == "write" and now:
                    real(args[0], args[1][: len(args[1]) // 2])
                act()
            return real(*args, **options)

        return call

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrapped(name, getattr(os, name)))
        yield hit


@contextmanager
def unsynced(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """What a loss of power could still undo: files that were written, and folders in which names came or went, without
    a sync since. A file that is renamed before it was synced stays in it for good."""
    found: set[str] = set()
    real = {name: getattr(os, name) for name in CALLS}

    def of(descriptor: int) -> str:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())

    def opened(path: Any, flags: int, *args: Any, **options: Any) -> int:
        new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
        descriptor: int = real["open"](path, flags, *args, **options)
        if new:
            found.add(os.path.dirname(path))
        return descriptor

    def written(descriptor: int, data: bytes) -> int:
        found.add(of(descriptor))
        count: int = real["write"](descriptor, data)
        return count

    def synced(descriptor: int) -> None:
        real["fsync"](descriptor)
        found.discard(of(descriptor))

    def replaced(source: Any, target: Any) -> None:
        if str(source) in found:
            found.add(f"{target}: renamed before it was synced")
        real["replace"](source, target)
        found.add(os.path.dirname(target))

    def naming(name: str) -> Callable[..., None]:
        def call(path: Any, *args: Any, **options: Any) -> None:
            real[name](path, *args, **options)
            found.add(os.path.dirname(path))

        return call

    with monkeypatch.context() as patch:
        for name, call in (("open", opened), ("write", written), ("fsync", synced), ("replace", replaced)):
            patch.setattr(os, name, call)
        for name in ("unlink", "mkdir"):
            patch.setattr(os, name, naming(name))
        yield found


def leftovers(folder: Path) -> list[str]:
    """Temporary files, wherever they are below `folder`."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob(f"*{durable.SUFFIX}"))


def as_of_the_dead(folder: Path) -> None:
    """What this process left is as if it had ended: in a test it lives on."""
    for path in folder.rglob(f".*.{os.getpid()}-*{durable.SUFFIX}"):
        path.rename(path.with_name(path.name.replace(f".{os.getpid()}-", f".{2**31 + 7}-")))
