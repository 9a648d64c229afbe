"""The tray's loop keeps asyncio's promises, for everything the application uses, inside Qt."""

from __future__ import annotations

import asyncio
import contextvars
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEventLoop as NestedLoop
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from skelly_tray.app import loop as loop_module
from skelly_tray.app.loop import TrayEventLoop

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]


@pytest.fixture
def run(qapp: QApplication) -> Run[Any]:
    def runner(main: Coroutine[Any, Any, Any]) -> Any:
        with asyncio.Runner(loop_factory=lambda: TrayEventLoop(qapp)) as running:
            return running.run(asyncio.wait_for(main, 30))

    return runner


def current() -> TrayEventLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, TrayEventLoop)
    return loop


def test_callbacks_run_in_the_order_in_which_they_were_scheduled(run: Run[Any]) -> None:
    async def main() -> list[int]:
        seen: list[int] = []
        done = asyncio.Event()
        for number in range(1000):
            current().call_soon(seen.append, number)
        current().call_soon(done.set)
        await done.wait()
        return seen

    assert run(main()) == list(range(1000))


def test_timers_never_fire_early_and_keep_their_order(run: Run[Any]) -> None:
    async def main() -> list[tuple[float, float]]:
        loop = current()
        fired: list[tuple[float, float]] = []
        start = loop.time()
        delays = [0.0301, 0.0007, 0.0123, 0.0042, 0.0999, 0.0]
        for delay in delays:
            loop.call_at(start + delay, lambda due=start + delay: fired.append((due, loop.time())))
        while len(fired) < len(delays):
            await asyncio.sleep(0.01)
        return fired

    fired = run(main())
    assert all(at >= due for due, at in fired)
    assert [due for due, _ in fired] == sorted(due for due, _ in fired)


def test_a_deadline_beyond_the_range_of_qt_timers_neither_fires_nor_breaks(run: Run[Any]) -> None:
    async def main() -> bool:
        fired: list[int] = []
        handle = current().call_later(40 * 86_400, fired.append, 1)
        await asyncio.sleep(0.02)
        handle.cancel()
        return not fired

    assert run(main())


def test_a_day_long_step_rearms_for_the_rest(run: Run[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_module, "LONGEST_TIMER_MS", 5)

    async def main() -> bool:
        loop = current()
        due = loop.time() + 0.05
        done = loop.create_future()
        loop.call_at(due, done.set_result, None)
        await done
        return loop.time() >= due

    assert run(main())


def test_finished_timeouts_do_not_pile_up(run: Run[Any]) -> None:
    async def main() -> int:
        for _ in range(2000):
            async with asyncio.timeout(60):
                await asyncio.sleep(0)
        return len(current()._scheduled)

    assert run(main()) <= 2 * loop_module.SWEEP_ABOVE


def test_a_cancelled_callback_and_a_cancelled_timer_do_not_run(run: Run[Any]) -> None:
    async def main() -> list[str]:
        seen: list[str] = []
        current().call_soon(seen.append, "soon").cancel()
        current().call_later(0.001, seen.append, "later").cancel()
        await asyncio.sleep(0.01)
        return seen

    assert run(main()) == []


def test_a_nested_qt_loop_in_a_task_pauses_the_others_and_loses_nothing(run: Run[Any]) -> None:
    async def main() -> tuple[int, int, int]:
        ticks: list[int] = []
        worker_side, our_side = socket.socketpair()
        our_side.setblocking(False)

        async def ticking() -> None:
            for number in range(20):
                await asyncio.sleep(0.002)
                ticks.append(number)

        reading = asyncio.create_task(current().sock_recv(our_side, 10))
        task = asyncio.create_task(ticking())
        await asyncio.sleep(0.005)
        before = len(ticks)
        worker_side.send(b"x")
        nested = NestedLoop()
        QTimer.singleShot(30, nested.quit)
        nested.exec()
        during = len(ticks)
        await asyncio.wait_for(task, 10)
        assert await asyncio.wait_for(reading, 10) == b"x"
        worker_side.close()
        our_side.close()
        return before, during, len(ticks)

    before, during, after = run(main())
    assert during == before
    assert after == 20


def test_a_nested_qt_loop_in_a_callback_holds_the_callbacks_behind_it(run: Run[Any]) -> None:
    async def main() -> list[str]:
        seen: list[str] = []
        done = asyncio.Event()

        def nesting() -> None:
            nested = NestedLoop()
            QTimer.singleShot(10, nested.quit)
            current().call_later(0.001, seen.append, "timer")
            seen.append("nested begins")
            nested.exec()
            seen.append("nested ends")

        current().call_soon(nesting)
        current().call_soon(seen.append, "behind")
        current().call_later(0.03, done.set)
        await done.wait()
        return seen

    assert run(main()) == ["nested begins", "nested ends", "behind", "timer"]


def test_callbacks_from_other_threads_arrive_in_the_loop_thread_with_their_context(run: Run[Any]) -> None:
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="none")

    async def main() -> tuple[list[int], set[int], str]:
        loop = current()
        seen: list[int] = []
        threads: set[int] = set()
        done = loop.create_future()
        context = contextvars.copy_context()
        context.run(variable.set, "carried")

        def note(number: int) -> None:
            seen.append(number)
            threads.add(threading.get_ident())

        def work() -> None:
            for number in range(200):
                loop.call_soon_threadsafe(note, number)
            loop.call_soon_threadsafe(lambda: done.set_result(variable.get()), context=context)

        worker = threading.Thread(target=work)
        worker.start()
        value = await done
        worker.join()
        return seen, threads, value

    seen, threads, value = run(main())
    assert seen == list(range(200))
    assert threads == {threading.get_ident()}
    assert value == "carried"


def test_blocking_calls_run_on_at_most_two_threads(run: Run[Any]) -> None:
    async def main() -> set[int]:
        return set(await asyncio.gather(*(asyncio.to_thread(threading.get_ident) for _ in range(40))))

    threads = run(main())
    assert threads and len(threads) <= loop_module.EXECUTOR_THREADS
    assert threading.get_ident() not in threads


def test_a_subprocess_is_read_and_its_exit_is_seen(run: Run[Any]) -> None:
    async def main() -> tuple[bytes, int | None]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "print('hello'); raise SystemExit(7)", stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
        return out.strip(), process.returncode

    assert run(main()) == (b"hello", 7)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX") or sys.platform == "win32", reason="Unix sockets")
def test_a_unix_server_serves_many_clients(run: Run[Any], tmp_path: Path) -> None:
    address = str(tmp_path / "s")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readline()).upper())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def client(number: int) -> bytes:
        reader, writer = await asyncio.open_unix_connection(address)
        writer.write(b"line %d\n" % number)
        answer = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return answer

    async def main() -> list[bytes]:
        server = await asyncio.start_unix_server(serve, address)
        answers = await asyncio.gather(*(client(number) for number in range(20)))
        server.close()
        await server.wait_closed()
        return answers

    assert run(main()) == [b"LINE %d\n" % number for number in range(20)]


def test_a_reader_and_a_writer_on_the_same_socket(run: Run[Any]) -> None:
    async def main() -> int:
        left, right = socket.socketpair()
        left.setblocking(False)
        right.setblocking(False)
        payload = b"x" * 2_000_000
        sending = asyncio.create_task(current().sock_sendall(left, payload))
        received = 0
        while received < len(payload):
            received += len(await current().sock_recv(right, 65536))
        await sending
        left.close()
        right.close()
        return received

    assert run(main()) == 2_000_000


def test_a_failing_task_group_cancels_its_siblings_and_tells_all(run: Run[Any]) -> None:
    async def main() -> list[str]:
        seen: list[str] = []

        async def sibling() -> None:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                seen.append("cancelled")
                raise

        async def failing() -> None:
            await asyncio.sleep(0.001)
            raise ValueError("told")

        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(sibling())
                group.create_task(failing())
        except* ValueError as errors:
            seen.extend(str(error) for error in errors.exceptions)
        return seen

    assert run(main()) == ["cancelled", "told"]


def test_a_timeout_cancels_what_it_guards(run: Run[Any]) -> None:
    async def main() -> str:
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(30)
        except TimeoutError:
            return "timed out"
        return "slept"

    assert run(main()) == "timed out"


@pytest.mark.skipif(sys.platform == "win32", reason="signal handlers on the loop are POSIX")
def test_a_signal_handler_runs_although_no_python_runs(run: Run[Any]) -> None:
    async def main() -> str:
        got = current().create_future()
        current().add_signal_handler(signal.SIGUSR1, got.set_result, "signal")
        os.kill(os.getpid(), signal.SIGUSR1)
        try:
            return str(await got)
        finally:
            current().remove_signal_handler(signal.SIGUSR1)

    assert run(main()) == "signal"


def test_async_generators_are_closed_with_the_loop(qapp: QApplication) -> None:
    closed: list[str] = []

    async def numbers() -> Any:
        try:
            yield 1
            yield 2
        finally:
            closed.append("closed")

    kept: list[Any] = []

    async def main() -> None:
        generator = numbers()
        kept.append(generator)
        await anext(generator)

    with asyncio.Runner(loop_factory=lambda: TrayEventLoop(qapp)) as runner:
        runner.run(main())
    assert closed == ["closed"]


def test_system_exit_in_a_callback_comes_out_of_the_run(qapp: QApplication) -> None:
    async def main() -> None:
        current().call_soon(sys.exit, 3)
        await asyncio.sleep(30)

    with (
        pytest.raises(SystemExit) as escaped,
        asyncio.Runner(loop_factory=lambda: TrayEventLoop(qapp)) as runner,
    ):
        runner.run(main())
    assert escaped.value.code == 3


def test_an_error_in_a_callback_is_reported_and_the_loop_goes_on(run: Run[Any]) -> None:
    async def main() -> list[str]:
        reported: list[str] = []
        loop = current()
        loop.set_exception_handler(lambda _, context: reported.append(str(context["exception"])))

        def failing() -> None:
            raise ValueError("in a callback")

        loop.call_soon(failing)
        await asyncio.sleep(0.005)
        return reported

    assert run(main()) == ["in a callback"]


def test_a_second_run_of_the_same_loop_goes_on_where_the_first_ended(qapp: QApplication) -> None:
    loop = TrayEventLoop(qapp)
    seen: list[str] = []
    try:
        loop.run_until_complete(asyncio.sleep(0))
        loop.call_soon(lambda: seen.append(type(asyncio.get_running_loop()).__name__))
        for _ in range(5):
            qapp.processEvents()
        assert seen == []
        loop.run_until_complete(asyncio.sleep(0.001))
    finally:
        loop.close()
    assert seen == ["TrayEventLoop"]


def test_work_scheduled_on_a_closed_loop_is_refused(qapp: QApplication) -> None:
    loop = TrayEventLoop(qapp)
    loop.close()
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon(print)
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_later(1, print)


def test_what_takes_no_time_runs_before_qt_and_what_takes_long_lets_it_come(
    run: Run[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ticks_in_a_chain(links: int) -> int:
        """How often a timer of Qt ticked while each callback made the next one ready."""
        loop, over, ticks = current(), asyncio.Event(), list[int]()
        timer = QTimer()
        timer.timeout.connect(lambda: ticks.append(1))
        timer.start(0)

        def link(left: int) -> None:
            if left:
                loop.call_soon(link, left - 1)
            else:
                over.set()
                timer.stop()

        loop.call_soon(link, links)
        await over.wait()
        return len(ticks)

    monkeypatch.setattr(loop_module, "IN_A_TURN", 60.0)
    assert run(ticks_in_a_chain(50)) <= 1, "the timer may have come before the first of them"
    monkeypatch.setattr(loop_module, "IN_A_TURN", 0.0)
    assert run(ticks_in_a_chain(50)) >= 25


def test_after_stop_nothing_new_is_begun(qapp: QApplication) -> None:
    loop, seen = TrayEventLoop(qapp), list[str]()

    def stop() -> None:
        loop.call_soon(seen.append, "in the next run")
        loop.stop()

    try:
        loop.call_soon(stop)
        loop.run_forever()
        assert seen == []
        loop.call_soon(loop.stop)
        loop.run_forever()
        assert seen == ["in the next run"]
    finally:
        loop.close()
