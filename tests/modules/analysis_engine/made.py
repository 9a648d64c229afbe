"""Batches and people for the tests, by a pen: what is done, second by second."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from skelly_tray.modules.analysis_engine.engine import Engine, Moment
from skelly_tray.modules.analysis_engine.observed import read_batch

NOON = 1_767_268_800_000
"""2026-01-01T12:00:00Z in ms."""


def iso(milliseconds: int) -> str:
    return (
        datetime.fromtimestamp(milliseconds / 1000, UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


class Pen:
    """Writes events, `at` the time in ms, and gives them out in batches."""

    def __init__(self, at: int = NOON) -> None:
        self.at = at
        self.number = 0
        self.events: list[dict[str, Any]] = []

    def tell(self, kind: str, **data: Any) -> None:
        self.number += 1
        made = {
            "id": f"e{self.number}-{self.at}",
            "kind": kind,
            "time": iso(self.at),
            "source": "data_capture",
        }
        self.events.append(made | {"data": data})

    def window(self, program: str, title: str = "t") -> None:
        self.tell("window_focus", program=program, title_hash=title)

    def touch(self, keys: int = 0, clicks: int = 0, scrolls: int = 0, pointer: int = 0) -> None:
        self.tell("input_counts", seconds=10.0, keys=keys, clicks=clicks, scrolls=scrolls, pointer_px=pointer)

    def pulse(self) -> None:
        self.tell("resources", cpu_percent=3.0)

    def batch(self) -> dict[str, Any]:
        """What was written since the last one."""
        events, self.events = self.events, []
        return {"first": 1, "last": len(events), "count": len(events), "by_kind": {}, "events": events}

    # ---- half a minute of something

    def work(self, program: str = "Code") -> dict[str, Any]:
        """Typing steadily in one program."""
        for _ in range(3):
            self.at += 10_000
            self.touch(keys=45)
            self.pulse()
        if not any(event["kind"] == "window_focus" for event in self.events):
            self.window(program)
        return self.batch()

    def flit(self) -> dict[str, Any]:
        """From one program to the next, scrolling."""
        for number in range(6):
            self.at += 5_000
            self.window(
                ("discord", "firefox", "Slack", "Spotify")[(self.number + number) % 4], str(self.number)
            )
            if number % 2:
                self.touch(keys=2, clicks=3, scrolls=15)
                self.pulse()
        return self.batch()

    def rest(self, *, pulse: bool = True) -> dict[str, Any]:
        """Nobody is there."""
        for _ in range(3):
            self.at += 10_000
            if pulse:
                self.pulse()
        return self.batch()


def judge(engine: Engine, pen: Pen, *batches: dict[str, Any]) -> list[Moment]:
    """Each batch as it comes."""
    return [moment for batch in batches for moment in engine.take(read_batch(batch), pen.at)]


def during(engine: Engine, pen: Pen, what: str, minutes: float) -> list[Moment]:
    """So long of `work`, `flit` or `rest`."""
    moments: list[Moment] = []
    for _ in range(round(2 * minutes)):
        batch = getattr(pen, what)()
        moments += judge(engine, pen, batch)
    return moments
