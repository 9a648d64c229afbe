"""The bus as a process among twenty modules: round trips, throughput, and what a flooder costs the others."""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import bus_peer
from tests.benchmarks.report import Line, percentile
from tests.benchmarks.rig import MEGABYTE, cpu_seconds
from tests.modules.event_bus.bus_process import BusProcess

MODULES = 20
ROUNDS = 5000
MESSAGES = 400_000
RELIABLE_MESSAGES = 60_000
FAN = 20
FAN_MESSAGES = 20_000
REQUEST = (
    b'{"jsonrpc":"2.0","id":%d,"method":"request","params":{"target":"m01","method":"hi","params":{"n":1}}}\n'
)


class Rig:
    """A bus and the peers of one measurement."""

    def __init__(self, bus: BusProcess) -> None:
        self.bus = bus
        self._processes: list[subprocess.Popen[str]] = []

    def add(self, role: str, module: str, count: int = 0) -> subprocess.Popen[str]:
        """A peer in a process of its own that is ready."""
        token = self.bus.grant(module)
        command = [
            sys.executable,
            "-P",
            "-S",
            str(Path(bus_peer.__file__)),
            role,
            str(self.bus.path),
            module,
            token,
        ]
        process = subprocess.Popen(
            [*command, str(count)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._processes.append(process)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        return process

    def said(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline()

    def end(self, *which: subprocess.Popen[str]) -> None:
        for process in which or tuple(self._processes):
            process.kill()
            process.communicate()
            self._processes.remove(process)


@contextlib.contextmanager
def rig(**settings: int) -> Iterator[Rig]:
    bus = BusProcess(**settings)
    made = Rig(bus)
    try:
        bus.start()
        yield made
    finally:
        made.end()
        bus.end()


def round_trips(made: Rig, count: int) -> list[float]:
    """Milliseconds of requests from one module to another, one after the other."""
    token = made.bus.grant("asker")
    times = []
    with bus_peer.connect(str(made.bus.path), "asker", token) as sock:
        for number in range(count):
            began = time.perf_counter()
            sock.sendall(REQUEST % number)
            sock.recv(1 << 16)
            times.append(1000 * (time.perf_counter() - began))
    return times[count // 20 :]


def measure() -> Iterator[Line]:
    with rig() as made:
        made.add("answer", "m01")
        for number in range(2, MODULES):
            made.add("idle", f"m{number:02}")
        times = round_trips(made, ROUNDS)
        name = f"bus: request and answer among {MODULES} modules"
        yield Line(f"{name}, p50", statistics.median(times), "ms", 0.3, f"{len(times)} times")
        yield Line(f"{name}, p99", percentile(times, 99), "ms", 1.0, f"most {max(times):.2f} ms")
        yield from _beside_a_flooder(made)
    # Room enough that nothing is dropped for a taker that the machine has no time for.
    with rig(queue_messages=MESSAGES, queue_bytes=256 * MEGABYTE) as made:
        yield from _one_to_one(made)
        yield from _one_to_many(made)
    with rig() as made:
        yield from _reliably(made)


def _one_to_one(made: Rig) -> Iterator[Line]:
    taker = made.add("take", "taker", MESSAGES)
    used = cpu_seconds(made.bus.pid)
    sender = made.add("send", "sender", MESSAGES)
    seconds = float(made.said(taker))
    used = cpu_seconds(made.bus.pid) - used
    made.end(taker, sender)
    rate = MESSAGES / seconds
    yield Line(
        "bus: one to one, time for 100,000 messages",
        100_000 / rate,
        "s",
        1.0,
        f"{rate:,.0f} messages/s, {1e6 * used / MESSAGES:.1f} µs of CPU each",
    )


def _reliably(made: Rig) -> Iterator[Line]:
    taker = made.add("acknowledge", "acknowledger", RELIABLE_MESSAGES)
    sender = made.add("send", "sender", RELIABLE_MESSAGES)
    rate = RELIABLE_MESSAGES / float(made.said(taker))
    made.end(taker, sender)
    made.bus.revoke("acknowledger", forget=True)
    yield Line(
        "bus: one to one reliably, time for 100,000 messages",
        100_000 / rate,
        "s",
        None,
        f"{rate:,.0f} messages/s",
    )


def _one_to_many(made: Rig) -> Iterator[Line]:
    takers = [made.add("take", f"taker{number}", FAN_MESSAGES) for number in range(FAN)]
    sender = made.add("send", "sender", FAN_MESSAGES)
    seconds = max(float(made.said(taker)) for taker in takers)
    made.end(*takers, sender)
    rate = FAN_MESSAGES * FAN / seconds
    yield Line(
        f"bus: one to {FAN}, time for 100,000 deliveries",
        100_000 / rate,
        "s",
        None,
        f"{rate:,.0f} deliveries/s",
    )


def _beside_a_flooder(made: Rig) -> Iterator[Line]:
    before = made.bus.rss()
    flooder, deaf = made.add("flood", "flooder"), made.add("deaf", "deaf")
    times = round_trips(made, ROUNDS)
    grown = (made.bus.rss() - before) / MEGABYTE
    made.end(flooder, deaf)
    name = "bus: request and answer beside a flooder and one that never reads"
    yield Line(f"{name}, p50", statistics.median(times), "ms")
    yield Line(f"{name}, p99", percentile(times, 99), "ms", 5.0, f"most {max(times):.2f} ms")
    yield Line("  and how much the bus has grown", grown, "MiB", 16.0)
    strangers = made.add("strangers", "strangers")
    times = round_trips(made, ROUNDS)
    made.end(strangers)
    name = "bus: request and answer beside one who knocks without end"
    yield Line(f"{name}, p99", percentile(times, 99), "ms", 5.0, f"most {max(times):.2f} ms")
