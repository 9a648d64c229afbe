"""A partition between modules and their bus: a relay that drops, delays and reorders whole lines, or hangs up.

Modules are started with the address of the relay in SKELLY_BUS instead of the bus's own. It runs in a thread.
"""

from __future__ import annotations

import contextlib
import random
import selectors
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Weather:
    """What happens to a line: chances from 0 to 1, the longest delay in seconds. cut: nobody gets through at all."""

    drop: float = 0.0
    late: float = 0.0
    longest: float = 0.0
    swap: float = 0.0
    cut: bool = False


FAIR = Weather()


@dataclass(eq=False)
class _Way:
    """One direction of one connection."""

    source: socket.socket
    sink: socket.socket
    rest: bytes = b""
    waiting: list[tuple[float, bytes]] = field(default_factory=list)


class BusProxy:
    """Listens at `path` for modules of the bus at `bus`. weather: to be set at any time; `hang_up` ends what is
    connected. lines, spoiled: how many came, and to how many something was done."""

    def __init__(self, path: Path, bus: Path, seed: int) -> None:
        self.weather = FAIR
        self.lines = 0
        self.spoiled = 0
        self._bus = bus
        self._chance = random.Random(seed)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen(64)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ, None)
        self._ways: list[_Way] = []
        self._hang_up = self._end = False
        self._thread = threading.Thread(target=self._run, name="bus proxy", daemon=True)
        self._thread.start()

    def hang_up(self) -> None:
        self._hang_up = True

    def close(self) -> None:
        self._end = True
        self._thread.join(10)

    def _run(self) -> None:
        while not self._end:
            for key, _ in self._selector.select(0.02):
                if key.data is None:
                    self._connect()
                else:
                    self._read(key.data)
            if self._hang_up:
                self._hang_up = False
                for way in list(self._ways):
                    self._drop(way)
            self._deliver()
        for way in list(self._ways):
            self._drop(way)
        self._listener.close()
        self._selector.close()

    def _connect(self) -> None:
        module, _ = self._listener.accept()
        bus = socket.socket(socket.AF_UNIX)
        try:
            if self.weather.cut:
                raise ConnectionRefusedError
            bus.connect(str(self._bus))
        except OSError:
            module.close()
            bus.close()
            return
        for source, sink in ((module, bus), (bus, module)):
            way = _Way(source, sink)
            self._ways.append(way)
            self._selector.register(source, selectors.EVENT_READ, way)

    def _read(self, way: _Way) -> None:
        if way not in self._ways:
            return
        try:
            data = way.source.recv(65536)
        except OSError:
            data = b""
        if not data:
            self._drop(way)
            return
        *lines, way.rest = (way.rest + data).split(b"\n")
        for line in lines:
            self._take(way, line + b"\n")

    def _take(self, way: _Way, line: bytes) -> None:
        weather, now = self.weather, time.monotonic()
        self.lines += 1
        if weather.cut or self._chance.random() < weather.drop:
            self.spoiled += 1
            return
        due = now
        if self._chance.random() < weather.late:
            self.spoiled += 1
            due += self._chance.random() * weather.longest
        if way.waiting and self._chance.random() < weather.swap:
            self.spoiled += 1
            way.waiting.insert(len(way.waiting) - 1, (due, line))
        else:
            way.waiting.append((due, line))

    def _deliver(self) -> None:
        now = time.monotonic()
        for way in list(self._ways):
            due = [line for at, line in way.waiting if at <= now]
            way.waiting = [(at, line) for at, line in way.waiting if at > now]
            if due:
                try:
                    way.sink.sendall(b"".join(due))
                except OSError:
                    self._drop(way)

    def _drop(self, way: _Way) -> None:
        """The whole connection, both ways."""
        for other in [w for w in self._ways if {w.source, w.sink} == {way.source, way.sink}]:
            self._ways.remove(other)
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(other.source)
            other.source.close()
