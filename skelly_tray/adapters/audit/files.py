"""The files of the audit log: `audit.jsonl`, and `audit.jsonl.N` of the Nth rotation. Each append is under a lock, so
that commands without an orchestrator and the orchestrator itself write one chain.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from skelly_tray.adapters.audit.chain import Head, line_hash, parse, seal
from skelly_tray.config import file_lock
from skelly_tray.keeper.durable import sync_folder

NAME = "audit.jsonl"
LOCK = "audit.lock"
PATIENCE = 20.0
"""Seconds that another writer is waited for, longer than one that asks a silent keyring takes."""
MAX_READ = 1 << 30
_ROTATED = re.compile(re.escape(NAME) + r"\.([1-9]\d{0,8})")
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def rotated(state: Path) -> list[tuple[int, Path]]:
    """Oldest first."""
    found = [(int(match[1]), path) for path in state.iterdir() if (match := _ROTATED.fullmatch(path.name))]
    return sorted(found)


def read_files(state: Path) -> list[tuple[str, bytes]]:
    """Names and contents, oldest first. Raises OSError, also for what is no file of ours."""
    try:
        paths = [path for _, path in rotated(state)]
    except FileNotFoundError:
        return []
    found: list[tuple[str, bytes]] = []
    for path in [*paths, state / NAME]:
        try:
            descriptor = _opened(path, os.O_RDONLY)
        except FileNotFoundError:
            continue
        with os.fdopen(descriptor, "rb") as stream:
            found.append((path.name, stream.read(MAX_READ)))
    return found


def _opened(path: Path, flags: int) -> int:
    """A descriptor of a regular file of our own. Raises OSError."""
    descriptor = os.open(path, flags | _FLAGS, 0o600)
    facts = os.fstat(descriptor)
    ours = os.name != "posix" or facts.st_uid == os.geteuid()
    if not stat.S_ISREG(facts.st_mode) or not ours:
        os.close(descriptor)
        raise OSError(f"{path} is not a regular file of ours")
    return descriptor


def locked(state: Path) -> AbstractContextManager[None]:
    """One writer at a time. Raises OSError, also when another one does not let go of it: that must be seen."""
    return file_lock.locked(state / LOCK, PATIENCE)


class AuditFiles:
    """Appends sealed entries. All calls under `locked`, which the caller holds; they raise OSError."""

    def __init__(self, state: Path, key: bytes, max_bytes: int, keep: int) -> None:
        self._state = state
        self._path = state / NAME
        self._key = key
        self.bound(max_bytes, keep)
        self._known: tuple[int, int] | None = None
        self.head = Head()
        self.anchor: Head | None = None
        """Numbers that it has seen are not given again, so that a cut end stays a gap."""

    def use(self, key: bytes) -> None:
        """Seal with this from the next entry on."""
        self._key = key

    def bound(self, max_bytes: int, keep: int) -> None:
        """max_bytes: size from which on the next entry begins a new file. keep: how many old files stay."""
        self._max_bytes, self._keep = max_bytes, keep

    def refresh(self) -> None:
        """Find the newest entry, if somebody else wrote."""
        if self._known is not None and self._known == self._facts():
            return
        self._close_torn_line()
        numbers = [number for number, _ in rotated(self._state)]
        self.head = Head(rotations=max([*numbers, 0]))
        for _, content in reversed(read_files(self._state)):
            if last := content.rstrip(b"\n").rpartition(b"\n")[2]:
                entry = parse(last)
                # A last line that is none of ours stays where it is, and is named by `verify`.
                seq = entry["seq"] if entry else content.count(b"\n")
                self.head = Head(seq, line_hash(last), self.head.rotations)
                break
        anchor = self.anchor
        if anchor and anchor.seq > self.head.seq:
            self.head = Head(anchor.seq, self.head.hash, max(self.head.rotations, anchor.rotations))
        self._known = self._facts()

    def append(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Write them and wait for the disk; all or none."""
        self.refresh()
        if self._facts()[1] >= self._max_bytes:
            self._rotate()
        self._write(entries)

    def _write(self, entries: Sequence[Mapping[str, Any]]) -> None:
        head, lines = self.head, bytearray()
        for entry in entries:
            line = seal(entry, head.seq + 1, head.hash, self._key)
            head = Head(head.seq + 1, line_hash(line), head.rotations)
            lines += line + b"\n"
        descriptor = _opened(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        size = os.fstat(descriptor).st_size
        try:
            os.fchmod(descriptor, 0o600)
            written = 0
            while written < len(lines):
                written += os.write(descriptor, lines[written:])
            os.fsync(descriptor)
            if not size:
                sync_folder(str(self._state))
        except OSError:
            os.ftruncate(descriptor, size)
            raise
        finally:
            os.close(descriptor)
        self.head, self._known = head, self._facts()

    def _rotate(self) -> None:
        """The new file's first entry names the oldest that stays, before the older ones are dropped."""
        number = self.head.rotations + 1
        self._path.rename(self._path.with_name(f"{NAME}.{number}"))
        self.head = Head(self.head.seq, self.head.hash, number)
        old = rotated(self._state)
        dropped, stay = old[: max(0, len(old) - self._keep)], old[max(0, len(old) - self._keep) :]
        oldest = _first_seq(stay[0][1]) if stay else self.head.seq + 1
        detail = {"rotation": number, "oldest": oldest}
        self._write([note("the log goes on in a new file", detail)])
        for _, path in dropped:
            path.unlink(missing_ok=True)
        sync_folder(str(self._state))

    def _close_torn_line(self) -> None:
        """A last line without an end is what a crash leaves: it is moved into an entry that tells of it."""
        try:
            descriptor = _opened(self._path, os.O_RDWR)
        except FileNotFoundError:
            return
        with os.fdopen(descriptor, "r+b") as stream:
            content = stream.read(MAX_READ)
            whole = content.rfind(b"\n") + 1
            if whole == len(content):
                return
            stream.truncate(whole)
        self._known = None
        self.refresh()
        torn = content[whole:]
        detail = {"bytes": len(torn), "torn": torn[:2000].decode("ascii", "backslashreplace")}
        self._write([note("an incomplete last line was found, as a crash leaves it", detail)])

    def _facts(self) -> tuple[int, int]:
        try:
            facts = self._path.stat(follow_symlinks=False)
        except FileNotFoundError:
            return (0, 0)
        return (facts.st_ino, facts.st_size)


def note(what: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of the log about itself."""
    return {"time": now(), "kind": "audit", "what": what, "by": "orchestrator", "detail": dict(detail)}


def _first_seq(path: Path) -> int:
    descriptor = _opened(path, os.O_RDONLY)
    with os.fdopen(descriptor, "rb") as stream:
        entry = parse(stream.readline().rstrip(b"\n"))
    return entry["seq"] if entry else 1
