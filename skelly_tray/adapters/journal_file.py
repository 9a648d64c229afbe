"""The journal on disk: `state/journal.jsonl`, one JSON object a line, bounded, written by a thread of its own.

Reading is light (standard library only, no running orchestrator needed): the command line uses it.
"""

from __future__ import annotations

import json
import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skelly_tray.adapters.line_files import follow_lines, lines_backwards, pause

if TYPE_CHECKING:
    from skelly_tray.adapters.thread_issues import Deliver, ThreadIssues
    from skelly_tray.engine.ports import IssueSink

NAME = "journal.jsonl"
MAX_BYTES = 8 * 1024 * 1024
"""Size at which the file becomes `journal.jsonl.1`, in place of the former one."""
RECENT = 2000
"""Newest entries held in memory, as lines, so that the usual questions touch no disk."""
SEQS_LOOKED_AT = 200
MAX_QUEUED = 10_000
ISSUE = "journal.write"

Entry = dict[str, Any]


def read_journal(state_dir: Path, count: int, module: str | None = None) -> list[Entry]:
    """The newest `count` entries (of one module), newest last. Lines that are no entries are left out."""
    found = list(islice(_matching(_newest_first(state_dir / NAME), module), max(0, count)))
    found.reverse()
    return found


def follow(
    state_dir: Path, count: int = 0, module: str | None = None, wait: Callable[[], None] = pause
) -> Iterator[Entry]:
    """The newest `count` entries, then every new one, for ever, over rotations.

    wait: called when there is nothing new; what it raises ends the generator.
    """
    path = state_dir / NAME

    def newest(position: int) -> list[bytes]:
        kept = list(islice(_entry_lines(_newest_first(path, position), module), max(0, count)))
        kept.reverse()
        return kept

    return _matching(follow_lines(path, newest, wait), module)


class JournalFile:
    """The `JournalStore`. `append`, `recent` and `last_seq` are called on the loop and never raise.

    deliver: `loop.call_soon_threadsafe`; issues are raised through it.
    """

    def __init__(
        self, state_dir: Path, issues: IssueSink, deliver: Deliver, *, max_bytes: int = MAX_BYTES
    ) -> None:
        from skelly_tray.adapters.thread_issues import ThreadIssues

        self._path = state_dir / NAME
        newest = islice(_entry_lines(_newest_first(self._path), None), RECENT)
        self._recent: deque[bytes] = deque(reversed(list(newest)), RECENT)
        newest = islice(reversed(self._recent), SEQS_LOOKED_AT)
        self._last_seq = max((entry["seq"] for entry in _matching(newest, None)), default=0)
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        writer = _Writer(self._path, max_bytes, ThreadIssues(issues, deliver), self._queue)
        self._thread = threading.Thread(target=writer.run, name="journal", daemon=True)
        self._thread.start()

    def append(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Queue the entries, each with its `seq`; they are encoded at once, so they may change afterwards."""
        for entry in entries:
            text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), default=str)
            line = text.encode("utf-8", "backslashreplace")
            self._recent.append(line)
            self._last_seq = max(self._last_seq, int(entry["seq"]))
            if self._queue.qsize() < MAX_QUEUED:
                self._queue.put(line + b"\n")

    def recent(self, count: int, module: str | None = None) -> list[Entry]:
        """The newest `count` entries (of one module), newest last, also those not yet on disk; of the RECENT newest of
        all modules, so that nothing is read from the disk."""
        named = None if module is None else json.dumps(module, ensure_ascii=False).encode()
        lines = (line for line in reversed(self._recent) if named is None or named in line)
        found = list(islice(_matching(lines, module), max(0, count)))
        found.reverse()
        return found

    def last_seq(self) -> int:
        """The highest sequence number ever written here, 0 without any."""
        return self._last_seq

    def close(self, timeout: float = 2.0) -> bool:
        """Write what is queued and end the thread; whether it has ended within `timeout` seconds."""
        self._queue.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()


class _Writer:
    """The thread's side: owns the descriptor."""

    def __init__(
        self, path: Path, max_bytes: int, issues: ThreadIssues, lines: queue.SimpleQueue[bytes | None]
    ) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._issues = issues
        self._lines = lines
        self._descriptor: int | None = None
        self._size = 0

    def run(self) -> None:
        open_ = True
        while open_:
            batch: list[bytes] = []
            line = self._lines.get()
            while line is not None:
                batch.append(line)
                if self._lines.empty() or len(batch) >= MAX_QUEUED:
                    break
                line = self._lines.get()
            open_ = line is not None
            for each in batch:
                self._write(each)
        self._close()

    def _write(self, line: bytes) -> None:
        try:
            if self._descriptor is None:
                self._open()
            if self._size and self._size + len(line) > self._max_bytes:
                self._close()
                self._path.replace(self._path.with_name(self._path.name + ".1"))
                self._open()
            self._append(line)
        except OSError as error:
            # Closed, so that the next entry begins with the repair of what this one may have left.
            self._close()
            self._issues.raise_once(
                ISSUE, "The journal cannot be written", f"{error}. Entries are lost meanwhile."
            )
        else:
            self._issues.clear(ISSUE)

    def _append(self, line: bytes) -> None:
        assert self._descriptor is not None
        written = 0
        while written < len(line):
            written += os.write(self._descriptor, line[written:])
        self._size += len(line)

    def _open(self) -> None:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        self._descriptor = os.open(self._path, flags, 0o600)
        self._size = os.fstat(self._descriptor).st_size
        self._repair()

    def _repair(self) -> None:
        """Cut off an unfinished last line: a crash, or a full disk, may have left one."""
        assert self._descriptor is not None
        with self._path.open("rb") as stream:
            position = self._size
            while position > 0:
                start = max(0, position - 4096)
                stream.seek(start)
                newline = stream.read(position - start).rfind(b"\n")
                if newline >= 0:
                    position = start + newline + 1
                    break
                position = start
        if position < self._size:
            os.ftruncate(self._descriptor, position)
            self._size = position

    def _close(self) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


def _newest_first(path: Path, end: int | None = None) -> Iterator[bytes]:
    return chain(lines_backwards(path, end), lines_backwards(path.with_name(path.name + ".1")))


def _entry_lines(lines: Iterable[bytes], module: str | None) -> Iterator[bytes]:
    return (line for line in lines if _entry(line, module) is not None)


def _matching(lines: Iterable[bytes], module: str | None) -> Iterator[Entry]:
    for line in lines:
        if (entry := _entry(line, module)) is not None:
            yield entry


def _entry(line: bytes, module: str | None) -> Entry | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or type(entry.get("seq")) is not int:
        return None
    if not isinstance(entry.get("cause"), dict):
        # JSON, but nothing that we wrote: whoever reads relies on it.
        return None
    return entry if module is None or entry.get("module") == module else None
