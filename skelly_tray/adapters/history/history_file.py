"""The `HistoryStore`: collects what is measured, and hands it to its thread in batches, so that the disk rests.

SQLite is imported in the thread, with the first batch.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from skelly_tray.adapters.thread_issues import Deliver, ThreadIssues
from skelly_tray.engine.history_port import HistoryUnavailable, Tick
from skelly_tray.engine.ports import IssueSink
from skelly_tray.telemetry.marks import Mark

if TYPE_CHECKING:
    from skelly_tray.adapters.history.store import Store
    from skelly_tray.adapters.history.worker import Batch, Worker

_logger = logging.getLogger(__name__)

FLUSH_EVERY = 10.0
"""Seconds between two batches: what a kill at the worst moment costs."""
READ_TIMEOUT = 15.0
MOST_PENDING = 60
"""Batches that wait for a thread whose disk does not answer, ten minutes; the newest are dropped."""
DAY_MS = 86_400_000
FAULT_ISSUE = "history.fault"
LATE_ISSUE = "history.late"

_Ask = Callable[["Store"], Any]


class _Collected(NamedTuple):
    ticks: list[Tick]
    marks: list[Mark]


class _Question(NamedTuple):
    ask: _Ask
    answer: Future[Any]


class HistoryFile:
    """All methods are called on the loop. deliver: `loop.call_soon_threadsafe`; issues are raised through it.

    enabled: false: nothing is kept, and nothing found. days, max_mb: how much is kept. monotonic: seconds.
    """

    def __init__(
        self,
        state_dir: Path,
        issues: IssueSink,
        deliver: Deliver,
        *,
        enabled: bool = True,
        days: float,
        max_mb: float,
        flush_every: float = FLUSH_EVERY,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = state_dir / "history.db"
        self._enabled = enabled
        self._bounds = _bounds(days, max_mb)
        self._issues = ThreadIssues(issues, deliver)
        self._own_issues = ThreadIssues(issues, deliver)  # raised on the loop, about the thread
        self._flush_every = flush_every
        self._monotonic = monotonic
        self._batch = _Collected([], [])
        self._flush_due = monotonic() + flush_every
        self._work: queue.SimpleQueue[_Collected | _Question | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        self._thread.start()

    def configure(self, *, enabled: bool, days: float, max_mb: float) -> None:
        """Another `[history]`: takes effect with the next batch."""
        if not enabled:
            self.flush()
        self._enabled, self._bounds = enabled, _bounds(days, max_mb)

    def record(self, tick: Tick) -> None:
        if not self._enabled:
            return
        self._batch.ticks.append(tick)
        if self._monotonic() >= self._flush_due:
            self.flush()

    def mark(self, marks: Sequence[Mark]) -> None:
        """They go to the disk with the next batch."""
        if self._enabled:
            self._batch.marks.extend(marks)

    def flush(self) -> None:
        """Hand over what has been collected."""
        self._flush_due = self._monotonic() + self._flush_every
        batch, self._batch = self._batch, _Collected([], [])
        if not (batch.ticks or batch.marks) or not self._thread.is_alive():
            return
        pending = self._work.qsize()
        if pending >= MOST_PENDING:
            text = f"{self._path}: its disk does not answer. Nothing is stopped; curves have a gap until it does."
            self._own_issues.raise_once(LATE_ISSUE, "The history is not written", text)
            return
        if not pending:
            self._own_issues.clear(LATE_ISSUE)
        self._work.put(batch)

    async def read(
        self, series: Sequence[str], start: float, end: float, points: int
    ) -> Mapping[str, Mapping[str, list[Any]]]:
        def ask(store: Store) -> dict[str, dict[str, list[Any]]]:
            from skelly_tray.adapters.history.reading import read

            numbers = {name: store.ids[name] for name in series if name in store.ids}
            span = (round(start * 1000), round(end * 1000))
            return {
                name: read(store.connection, name, number, *span, points) for name, number in numbers.items()
            }

        found: dict[str, dict[str, list[Any]]] = await self._answer(ask)
        return found

    async def marks(self, start: float, end: float) -> Sequence[Mark]:
        def ask(store: Store) -> list[Mark]:
            from skelly_tray.adapters.history.reading import read_marks

            return read_marks(store.connection, round(start * 1000), round(end * 1000))

        found: list[Mark] = await self._answer(ask)
        return found

    async def _answer(self, ask: _Ask) -> Any:
        if not self._enabled or not self._thread.is_alive():
            raise HistoryUnavailable("there is no history, or it is closed")
        self.flush()
        answer: Future[Any] = Future()
        self._work.put(_Question(ask, answer))
        try:
            async with asyncio.timeout(READ_TIMEOUT):
                return await asyncio.wrap_future(answer)
        except TimeoutError:
            raise HistoryUnavailable("the disk with the history does not answer") from None

    def close(self, timeout: float = 5.0) -> bool:
        """Store what has been collected and end the thread; whether it has ended within `timeout` seconds."""
        self.flush()
        self._work.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # ---- the thread

    def _run(self) -> None:
        work = self._work.get()
        if work is None:
            return
        try:
            from skelly_tray.adapters.history.retention import Bounds
            from skelly_tray.adapters.history.worker import Batch, Worker
        except ImportError as error:
            text = f"This Python has no SQLite ({error}). Curves reach back ten minutes."
            self._issues.raise_once(FAULT_ISSUE, "There is no history", text)
            return

        worker = Worker(self._path, Bounds(*self._bounds), self._issues, self._monotonic)
        while work is not None:
            worker.bound(Bounds(*self._bounds))
            if isinstance(work, _Question):
                _settle(work, worker.read)
            else:
                self._take(worker, Batch(work.ticks, work.marks))
            work = self._work.get()
        worker.close()

    def _take(self, worker: Worker, batch: Batch) -> None:
        """A fault of ours costs this batch, and not the thread."""
        try:
            worker.take(batch)
        except Exception as error:
            _logger.exception("a batch of the history is lost")
            text = f"{type(error).__name__}: {error}. The log has more; please report it."
            self._issues.raise_once(FAULT_ISSUE, "The history has a fault", text)


def _bounds(days: float, max_mb: float) -> tuple[int, int]:
    """As `retention.Bounds`, which is imported in the thread."""
    return round(days * DAY_MS), round(max_mb * 2**20)


def _settle(question: _Question, read: Callable[[_Ask], Any]) -> None:
    if not question.answer.set_running_or_notify_cancel():
        return
    try:
        found = read(question.ask)
    except Exception as error:  # noqa: BLE001 - whatever it is, who asked must be told
        # Who asked may have gone meanwhile.
        with suppress(Exception):
            question.answer.set_exception(error)
    else:
        question.answer.set_result(found)
