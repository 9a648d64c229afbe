"""The port `Audit`: a bounded queue in front of a thread that owns the log and every call of the keyring."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

from skelly_tray.adapters.audit.chain import Verdict
from skelly_tray.adapters.audit.files import now
from skelly_tray.adapters.audit.log import KEEP, MAX_BYTES, AuditLog
from skelly_tray.adapters.audit.vault import KeyVault, VaultClosedError
from skelly_tray.adapters.thread_issues import Deliver, ThreadIssues
from skelly_tray.engine.ports import IssueSink

_logger = logging.getLogger(__name__)

MAX_QUEUED = 2000
BATCH = 200
ANCHOR_EVERY = 1.0
"""Seconds between two anchors, at least: what was written since the last one could be cut unnoticed after a crash."""
ASK_EVERY = 60.0
"""Seconds until a keyring that could not be asked at the start is asked again, when there is something to write; after
an operation on secrets, such as an unlock, at once."""
WRITE_ISSUE, BROKEN_ISSUE, KEY_ISSUE = "audit.write", "audit.broken", "audit.key"

_Item = dict[str, Any] | Future[Verdict] | None


class AuditFile:
    """`record` from any thread; never raises, never blocks."""

    def __init__(
        self,
        state: Path,
        vault: KeyVault,
        issues: IssueSink,
        deliver: Deliver,
        *,
        max_bytes: int = MAX_BYTES,
        keep: int = KEEP,
    ) -> None:
        self._queue: queue.Queue[_Item] = queue.Queue(MAX_QUEUED)
        self._lost = 0
        self._in_hand = 0
        self._bounds = (max_bytes, keep)
        self._open: Callable[[], AuditLog] = lambda: AuditLog(state, vault)
        self._log: AuditLog | None = None
        self._issues = ThreadIssues(issues, deliver)
        self._anchored_at = 0.0
        self._dirty = False
        self._ask_soon, self._ask_at = False, time.monotonic() + ASK_EVERY
        self._thread = threading.Thread(target=self._run, name="audit", daemon=True)
        self._thread.start()

    def record(self, kind: str, what: str, *, by: str, detail: Mapping[str, Any] | None = None) -> None:
        entry = {"time": now(), "kind": kind, "what": what, "by": by, "detail": dict(detail or {})}
        try:
            self._queue.put_nowait(entry)
        except queue.Full:
            self._lost += 1

    def configure(self, *, max_bytes: int, keep: int) -> None:
        """Another `[audit]`: holds from the next entry on."""
        self._bounds = (max_bytes, keep)

    def verify(self) -> Future[Verdict]:
        """After all that was recorded before; raises OSError through the future."""
        asked: Future[Verdict] = Future()
        try:
            self._queue.put_nowait(asked)
        except queue.Full:
            asked.set_exception(OSError("too much waits to be written; ask again"))
        return asked

    def close(self, timeout: float = 5.0) -> bool:
        """Write and anchor what is queued; whether that was done within `timeout` seconds. What was not written is
        counted in the log of the program: no later entry can do that any more."""
        with suppress(queue.Full):
            self._queue.put(None, timeout=timeout)
        self._thread.join(timeout)
        done = not self._thread.is_alive()
        if lost := self._lost + (0 if done else self._unwritten()):
            why = "the audit log could not be written" if done else "somebody holds the audit log"
            _logger.error("%d entries of the audit log are lost at the end: %s", lost, why)
        return done

    def _unwritten(self) -> int:
        with self._queue.mutex:
            return self._in_hand + sum(isinstance(item, dict) for item in self._queue.queue)

    # ---- the thread

    def _run(self) -> None:
        self._look_at_start()
        open_ = True
        while open_:
            entries, asked, open_ = self._take()
            self._in_hand = len(entries)
            self._write(entries)
            self._in_hand = 0
            if not open_ or asked or time.monotonic() - self._anchored_at >= ANCHOR_EVERY:
                self._anchor()
            for future in asked:
                self._answer(future)

    def _take(self) -> tuple[list[dict[str, Any]], list[Future[Verdict]], bool]:
        entries: list[dict[str, Any]] = []
        asked: list[Future[Verdict]] = []
        wait = max(0.01, self._anchored_at + ANCHOR_EVERY - time.monotonic()) if self._dirty else None
        try:
            item = self._queue.get(timeout=wait)
            while True:
                if item is None:
                    return entries, asked, False
                entries.append(item) if isinstance(item, dict) else asked.append(item)
                if len(entries) >= BATCH:
                    break
                item = self._queue.get_nowait()
        except queue.Empty:
            pass
        return entries, asked, True

    def _look_at_start(self) -> None:
        """What was broken before is said now, and stays broken for whoever verifies later."""
        try:
            self._log = self._open()
            found = self._log.verify()
        except OSError as error:
            self._trouble(error)
            return
        if self._log.key_gone:
            text = "its key is not in the keyring any more, and a new one was made: what was written before this start"
            text += " can be checked no more (skelly-tray audit verify)"
            self._issues.raise_once(KEY_ISSUE, "The key of the audit log is gone", text)
        self._tell(found)

    def _tell(self, found: Verdict | None) -> None:
        if found is not None and found.verdict == "broken":
            place = f"{found.file}, line {found.line}"
            self._issues.raise_once(
                BROKEN_ISSUE, "The audit log was changed", f"{place}: {found.text} (skelly-tray audit verify)"
            )

    def _write(self, entries: list[dict[str, Any]]) -> None:
        if not entries:
            return
        self._ask_soon |= any(entry["kind"] == "secret" for entry in entries)
        lost = self._lost
        if lost:
            entries[0] = {**entries[0], "lost": lost}
        try:
            self._log = self._log or self._open()
            self._log.bound(*self._bounds)
            self._log.append(entries)
        except OSError as error:
            self._lost += len(entries)
            self._trouble(error)
        except (TypeError, ValueError):
            self._lost += len(entries)
            _logger.exception("an audit entry could not be encoded")
        else:
            self._lost -= lost
            self._dirty = True
            self._issues.clear(WRITE_ISSUE)

    def _anchor(self) -> None:
        if self._log is None:
            return
        self._anchored_at = time.monotonic()
        try:
            if self._log.trouble and (self._ask_soon or self._anchored_at >= self._ask_at):
                self._ask_soon, self._ask_at = False, self._anchored_at + ASK_EVERY
                self._tell(self._log.ask_again())
            self._log.anchor()
        except OSError as error:
            self._trouble(error)
        except VaultClosedError as closed:
            _logger.warning("the audit log could not be anchored: %s", closed)
        self._dirty = False

    def _answer(self, asked: Future[Verdict]) -> None:
        try:
            self._log = self._log or self._open()
            asked.set_result(self._log.verify())
        except OSError as error:
            asked.set_exception(error)

    def _trouble(self, error: OSError) -> None:
        text = f"{error}. Entries are lost meanwhile, and counted in the next one."
        self._issues.raise_once(WRITE_ISSUE, "The audit log cannot be written", text)
