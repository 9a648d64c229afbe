"""The one event loop of the tray application: qasync's, with asyncio's own timing and scheduling rules.

qasync runs every `call_soon` as a Qt timer of its own, rounds timers to whole coarse milliseconds (so that
they may fire early), keeps cancelled ones until they would have fired, overflows after 24.8 days, and loses
the wake-ups of other tasks while a task sits in a nested Qt event loop. Here instead:

- callbacks wait in asyncio's `_ready` deque; one zero timer runs what takes no time, then Qt gets its turn;
- timers are asyncio's `TimerHandle`s in its heap; one precise timer is armed for the earliest, rounded up;
- while a task (or a callback) is inside a nested Qt loop, everything that comes due waits and is kept;
- the default executor is a thread pool of two, made on first use.

Everything below Qt (sockets, subprocesses, signals) stays qasync's and asyncio's own.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any

import PySide6.QtCore  # noqa: F401  (qasync takes the Qt binding that is already imported)
import qasync
from PySide6.QtCore import QCoreApplication, Qt, QTimer

EXECUTOR_THREADS = 2
"""Blocking calls are few and short (disk, name look-ups); each idle thread costs memory."""

LONGEST_TIMER_MS = 86_400_000
"""Qt's intervals are 32 bits of milliseconds: a later deadline is reached in steps of a day."""

IN_A_TURN = 0.002
"""Seconds after which nothing more is begun that was made ready in the same turn."""

SWEEP_ABOVE = 100
"""Cancelled timers are swept out once the heap is longer than this and more than half cancelled."""


def _wake() -> None:
    """Does nothing; scheduled only so that Qt's queue carries a turn of the loop to its thread."""


class TrayEventLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync is untyped
    """An asyncio event loop that runs inside `QCoreApplication.exec`.

    Made and run in the thread of the application, usually by
    `asyncio.Runner(loop_factory=lambda: TrayEventLoop(app))`. End it by letting the main coroutine return;
    `QCoreApplication.quit()` would end the run before its future is done and raises RuntimeError.
    """

    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]
    _timer_cancelled_count: int
    _clock_resolution: float

    def __init__(self, app: QCoreApplication) -> None:
        self._turn_armed = False
        self._in_turn = False
        self._armed_for: float | None = None
        self._escaped: BaseException | None = None
        self._turn_timer = QTimer()
        self._turn_timer.setSingleShot(True)
        self._turn_timer.setInterval(0)
        self._turn_timer.timeout.connect(self._take_turn)
        self._deadline_timer = QTimer()
        self._deadline_timer.setSingleShot(True)
        self._deadline_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._deadline_timer.timeout.connect(self._deadline_reached)
        super().__init__(app)
        asyncio.BaseEventLoop.set_default_executor(
            self, ThreadPoolExecutor(EXECUTOR_THREADS, thread_name_prefix="skelly-io")
        )

    # Scheduling -----------------------------------------------------------------------------------

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        self._arm_turn()
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As `call_soon`, from any thread: the deque is safe to append to, a Qt signal wakes the loop."""
        self._check_closed()
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        super().call_soon_threadsafe(_wake)
        return handle

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        self._check_closed()
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._scheduled, handle)
        handle._scheduled = True  # type: ignore[attr-defined]
        if self._armed_for is None or when < self._armed_for:
            self._arm_deadline()
        return handle

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """Where asyncio's own signal handling hands in its handles (`delay` is always 0 then)."""
        self._ready.append(handle)
        self._arm_turn()
        return handle

    # Turns ----------------------------------------------------------------------------------------

    def _arm_turn(self) -> None:
        if not self._turn_armed and not self._in_turn:
            self._turn_armed = True
            self._turn_timer.start()

    def _take_turn(self) -> None:
        """Run what is ready now, and what that makes ready as long as it takes no time: then Qt's events come.

        An answer to a client takes several callbacks; were each of them followed by all that Qt has to do, the
        client would wait for each of these.

        Nothing runs inside a nested Qt loop of a callback or a task, nor between two runs of the loop:
        the outer turn, or the next run, finds everything still in its place.
        """
        self._turn_armed = False
        if self._in_turn or not self._may_run():
            return
        self._in_turn = True
        try:
            self._run_ready()
        except (SystemExit, KeyboardInterrupt) as escaping:
            self._escaped = escaping
            self.stop()
        finally:
            self._in_turn = False
            if self._mostly_cancelled():
                self._arm_deadline()
            if self._ready:
                self._arm_turn()

    def _run_ready(self) -> None:
        until = self.time() + IN_A_TURN
        while self._ready:
            for _ in range(len(self._ready)):
                handle = self._ready.popleft()
                if not handle.cancelled():
                    handle._run()
            if self._mostly_cancelled():
                self._arm_deadline()
            if self.time() >= until or not self.is_running():  # stopped: what is left is for the next run
                return

    def _may_run(self) -> bool:
        return asyncio._get_running_loop() is self and asyncio.current_task(self) is None

    # Deadlines ------------------------------------------------------------------------------------

    def _arm_deadline(self) -> None:
        self._drop_cancelled()
        if not self._scheduled:
            self._armed_for = None
            self._deadline_timer.stop()
            return
        self._armed_for = self._scheduled[0].when()
        remaining_ms = math.ceil(max(0.0, self._armed_for - self.time()) * 1000)
        self._deadline_timer.start(min(remaining_ms, LONGEST_TIMER_MS))

    def _mostly_cancelled(self) -> bool:
        return SWEEP_ABOVE < len(self._scheduled) < self._timer_cancelled_count * 2

    def _drop_cancelled(self) -> None:
        heap = self._scheduled
        if self._mostly_cancelled():
            for handle in heap:
                if handle.cancelled():
                    handle._scheduled = False  # type: ignore[attr-defined]
            heap[:] = [handle for handle in heap if not handle.cancelled()]
            heapq.heapify(heap)
            self._timer_cancelled_count = 0
        while heap and heap[0].cancelled():
            heapq.heappop(heap)._scheduled = False  # type: ignore[attr-defined]
            self._timer_cancelled_count -= 1

    def _deadline_reached(self) -> None:
        end = self.time() + self._clock_resolution
        while self._scheduled and self._scheduled[0].when() < end:
            handle = heapq.heappop(self._scheduled)
            handle._scheduled = False  # type: ignore[attr-defined]
            if handle.cancelled():
                self._timer_cancelled_count -= 1
            else:
                self._ready.append(handle)
        self._arm_deadline()
        self._take_turn()

    # Life -----------------------------------------------------------------------------------------

    def run_forever(self) -> None:
        """Run until `stop`. SystemExit and KeyboardInterrupt of a callback come out of here, as in asyncio."""
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(
            firstiter=self._asyncgen_firstiter_hook,
            finalizer=self._asyncgen_finalizer_hook,
        )
        try:
            super().run_forever()
        finally:
            sys.set_asyncgen_hooks(*hooks)
            escaped, self._escaped = self._escaped, None
        if escaped is not None:
            raise escaped

    def _before_run_forever(self) -> None:
        super()._before_run_forever()
        if self._ready:
            self._turn_armed = False
            self._arm_turn()

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        """asyncio's own, with our pool: qasync's would start ten Qt threads."""
        return asyncio.BaseEventLoop.run_in_executor(self, executor, func, *args)

    def set_default_executor(self, executor: ThreadPoolExecutor) -> None:
        asyncio.BaseEventLoop.set_default_executor(self, executor)

    def close(self) -> None:
        if not self.is_closed():
            self._turn_timer.stop()
            self._deadline_timer.stop()
        super().close()
