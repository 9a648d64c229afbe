"""Events and stores for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from skelly_tray.modules.storage.raw_event import RawEvent, read_event
from skelly_tray.modules.storage.retention import Limits
from skelly_tray.modules.storage.store import Store

NOON = 1_767_268_800_000
"""2026-01-01T12:00:00Z in ms."""

ROOMY = Limits(keep_ms=30 * 86_400_000, max_bytes=200 * 2**20)


def payload(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"e{number}",
        "kind": "window_focus",
        "time": "2026-01-01T12:00:00.000Z",
        "source": "data_capture",
        "data": {"number": number},
    } | changes


def event(number: int, *, kind: str = "window_focus", time: int | None = None, padding: int = 0) -> RawEvent:
    made = read_event(payload(number, kind=kind, data={"number": number, "padding": "x" * padding}))
    return RawEvent(made.id, made.kind, NOON + number if time is None else time, made.source, made.data)


OPENED: list[Store] = []
"""Closed after each test."""


def store(folder: Path, limits: Limits = ROOMY) -> Store:
    OPENED.append(Store(folder / "events.db", limits))
    return OPENED[-1]


def numbers(answer: dict[str, Any]) -> list[int]:
    return [found["data"]["number"] for found in answer["events"]]
