"""The last messages that could not be delivered, to look at: bounded by number and by bytes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

from msgspec import Raw

from skelly_tray.modules.event_bus.settings import Settings


@dataclass(frozen=True, slots=True)
class DeadLetter:
    topic: str
    source: str
    time: str
    module: str
    reason: str
    attempts: int
    payload: bytes


class DeadLetters:
    """A ring; `total` counts all there ever were."""

    def __init__(self, settings: Settings) -> None:
        self.total = 0
        self._settings = settings
        self._ring: deque[DeadLetter] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._ring)

    def add(self, letter: DeadLetter) -> None:
        self.total += 1
        self._ring.append(letter)
        self._bytes += len(letter.payload)
        while len(self._ring) > self._settings.dead_letters or self._bytes > self._settings.dead_letter_bytes:
            self._bytes -= len(self._ring.popleft().payload)

    def newest(self, count: int, payloads: bool) -> list[dict[str, Any]]:
        """The last `count`, the newest last; with payloads as many of them as a line can hold."""
        chosen = list(self._ring)[-count:] if count else []
        room = _ANSWER
        listed = []
        for letter in reversed(chosen):
            room -= len(letter.payload) * payloads + _AROUND
            if room < 0:
                break
            listed.append(_shown(letter, payloads))
        return listed[::-1]


_ANSWER = 900 << 10
_AROUND = 1 << 10
"""Bytes for the list, and for what surrounds a payload."""


def _shown(letter: DeadLetter, payloads: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "topic": letter.topic,
        "source": letter.source,
        "time": letter.time,
        "module": letter.module,
        "reason": letter.reason,
        "attempts": letter.attempts,
        "payload_bytes": len(letter.payload),
    }
    if payloads:
        shown["payload"] = Raw(letter.payload)
    return shown
