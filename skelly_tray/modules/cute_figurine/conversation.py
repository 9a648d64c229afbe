"""What is to be seen and for how long, and what comes of a message. Pure: time is told, in seconds.

Of each message that asks for an answer exactly one is given: by the user, or `timeout`, also when another one takes its
place.
"""

from __future__ import annotations

from collections import deque
from typing import Literal, NamedTuple

from skelly_tray.modules.cute_figurine.command import Command

Reply = Literal["helpful", "not_now", "dismissed", "timeout"]
LEAST_SECONDS = 3.0
AFTER_HOVER = 4.0
"""Seconds that a message stays at least after the pointer has left it."""
POKED_SECONDS = 4.0
MOST_KNOWN = 50


class Answer(NamedTuple):
    """To be published as `feedback`."""

    request: str
    answer: Reply


class View(NamedTuple):
    """number: another one for each message."""

    mood: str = "idle"
    text: str | None = None
    buttons: bool = False
    number: int = 0
    seconds: float = 0.0


class Conversation:
    """known: ids of commands that were shown already, the newest last."""

    def __init__(self, known: list[str] | None = None) -> None:
        self.known: deque[str] = deque(known or [], MOST_KNOWN)
        self._base = "idle"
        self._act: tuple[str, float] | None = None
        self._message: Command | None = None
        self._until = 0.0
        self._held = False
        self._number = 0

    @property
    def view(self) -> View:
        if self._message is not None:
            message = self._message
            return View(message.mood, message.message, message.feedback, self._number, message.seconds)
        return View(self._act[0] if self._act else self._base, number=self._number)

    @property
    def due(self) -> float | None:
        """When `expire` has something to do."""
        if self._message is not None:
            return None if self._held else self._until
        return self._act[1] if self._act else None

    def hear(self, command: Command, now: float) -> list[Answer]:
        if command.message is None:
            if not command.seconds:
                self._base = command.mood
            elif self._message is None:
                self._act = command.mood, now + command.seconds
            return []
        if command.id in self.known:
            return []
        self.known.append(command.id)
        answers = self._end("timeout")
        self._message, self._until = command, now + max(LEAST_SECONDS, command.seconds)
        self._act, self._held = None, False
        self._number += 1
        return answers

    def unseen(self, command: Command) -> list[Answer]:
        """It was not to be shown at all."""
        if command.message is None or command.id in self.known:
            return []
        self.known.append(command.id)
        return [Answer(command.request, "timeout")] if command.feedback else []

    def answer(self, reply: Reply, number: int | None = None) -> list[Answer]:
        """number: of the message that was answered; one that is shown no more counts no more."""
        if number is not None and number != self._number:
            return []
        return self._end(reply)

    def poke(self, now: float) -> None:
        """It waves back, unless it is just saying something."""
        if self._message is None:
            self._act = "waving", now + POKED_SECONDS

    def hold(self, over: bool, now: float) -> None:
        """The pointer is over it: it stays."""
        if self._held and not over:
            self._until = max(self._until, now + AFTER_HOVER)
        self._held = over and self._message is not None

    def expire(self, now: float) -> list[Answer]:
        if self.due is None or now < self.due:
            return []
        if self._message is not None:
            return self._end("timeout")
        self._act = None
        return []

    def _end(self, reply: Reply) -> list[Answer]:
        message, self._message, self._held = self._message, None, False
        return [Answer(message.request, reply)] if message is not None and message.feedback else []
