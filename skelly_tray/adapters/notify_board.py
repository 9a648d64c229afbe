"""What modules have said by sd_notify, latched per incarnation, for the notify probe. On the loop only."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Notices:
    ready: bool = False
    beat: bool = False
    trigger: bool = False
    status: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class NotifyBoard:
    """Fed with every datagram; the waits are cancellable and bounded by their caller."""

    def __init__(self) -> None:
        self._notices: dict[int, _Notices] = {}

    def notified(self, incarnation: int, fields: Mapping[str, str]) -> None:
        """A parsed datagram. READY=1 stays for the incarnation (also when told again after an adoption)."""
        notices = self._of(incarnation)
        notices.ready = notices.ready or fields.get("READY") == "1"
        notices.beat = notices.beat or fields.get("WATCHDOG") == "1"
        notices.trigger = notices.trigger or fields.get("WATCHDOG") == "trigger"
        notices.status = fields.get("STATUS", notices.status)
        notices.changed.set()

    def forget(self, incarnation: int) -> None:
        self._notices.pop(incarnation, None)

    def status_text(self, incarnation: int) -> str:
        """The module's last STATUS=, or nothing."""
        notices = self._notices.get(incarnation)
        return notices.status if notices else ""

    async def ready(self, incarnation: int) -> None:
        """Returns once READY=1 has come."""
        notices = self._of(incarnation)
        while not notices.ready:
            notices.changed.clear()
            await notices.changed.wait()

    async def alive(self, incarnation: int) -> bool:
        """Once WATCHDOG=1 has come since the last such answer: True; after WATCHDOG=trigger: False."""
        notices = self._of(incarnation)
        while not (notices.beat or notices.trigger):
            notices.changed.clear()
            await notices.changed.wait()
        answer = not notices.trigger
        notices.beat = notices.trigger = False
        return answer

    def _of(self, incarnation: int) -> _Notices:
        return self._notices.setdefault(incarnation, _Notices())
