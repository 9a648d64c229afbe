"""How soon a saved file is in effect, and a bad one refused; and what watching costs while nobody saves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from tests.benchmarks.report import Line, spread
from tests.benchmarks.rig import QUIET, add_sleepers, cpu_percent, start_and_time, system
from tests.saving import STYLES, renamed
from tests.supervisor import Supervisor, wait_until

SAVES = 20
WATCHED_FOR = 20.0
"""Seconds of rest."""
BAD = {
    "empty": "",
    "torn": 'command = ["sle',
    "nested": "a = " + "[" * 50_000,
    "a key of 40 KB": "a" * 40_000 + " = 1\n",
    "200 KB of keys": "".join(f"key{n} = {n}\n" for n in range(14_000)),
}


def _verdicts(made: Supervisor, verdict: str) -> int:
    rows = made.request("events", {"count": 2000})
    return sum(1 for row in rows if row["detail"].get("verdict") == verdict)


def _took(made: Supervisor, verdict: str, save: Callable[[], None]) -> float:
    """Milliseconds from the save to its verdict."""
    before, began = _verdicts(made, verdict), time.monotonic()
    save()
    wait_until(lambda: _verdicts(made, verdict) > before, verdict, every=0.005)
    return (time.monotonic() - began) * 1000


class _Pulse:
    """The longest answer to a ping meanwhile, in milliseconds: a loop that stands still answers nobody."""

    def __init__(self, made: Supervisor) -> None:
        self.longest = 0.0
        self._made = made
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> _Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(0.005):
            began = time.monotonic()
            self._made.request("ping")
            self.longest = max(self.longest, (time.monotonic() - began) * 1000)


def measure() -> Iterator[Line]:
    with system(sample_interval=QUIET, health_check_interval=QUIET) as made:
        add_sleepers(made, 20)
        start_and_time(made, 20)
        file = next(iter(sorted((made.home / "config/modules").glob("*.toml"))))
        text, number = file.read_text(), 0
        for name, save in STYLES.items():
            times = []
            for _ in range(SAVES):
                number += 1
                times.append(_took(made, "applied", lambda s=save, n=number: s(file, f"{text}# {n}\n")))  # type: ignore[misc]
            yield from spread(f"saved → in effect, {name}", times, "ms", None, 500)
        with _Pulse(made) as pulse:
            for name, bad in BAD.items():
                took = _took(made, "rejected", lambda b=bad: renamed(file, b))  # type: ignore[misc]
                yield Line(f"refused: {name}", took, "ms", 1500)
        yield Line("longest answer meanwhile", pulse.longest, "ms", 50, "its own connection included")
        _took(made, "applied", lambda: renamed(file, text + "# right again\n"))
        yield Line(
            "idle, the watch and all else", cpu_percent(made.pid, WATCHED_FOR), "%", None, "of one core"
        )
