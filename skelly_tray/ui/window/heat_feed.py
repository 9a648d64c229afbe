"""Where the heat strip has its samples from: the whole span once, module by module where that is much, and then what
is new, once a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from skelly_tray.ui.present.heat import HeatMap
from skelly_tray.ui.present.spans import LIVE

Came = Callable[[Mapping[str, Any]], None]
Ask = Callable[[Mapping[str, Any], Came, Callable[[str], None]], None]
"""Asks the core for samples; one of the two callbacks follows."""

OVERLAP = 3.0
"""Seconds that two questions have in common, so that no sample falls between them."""
LOST = 60.0
"""Seconds without a question after which the whole span is fetched anew."""


class HeatFeed:
    """Never asks by itself: `begin` and `beat` do, and only the page in view calls them. changed: something may have
    to be drawn."""

    def __init__(self, ask: Ask, now: Callable[[], float], changed: Callable[[], None]) -> None:
        self._ask = ask
        self._now = now
        self._changed = changed
        self.heat = HeatMap(LIVE, now())
        self._turn = 0
        self._modules: tuple[str, ...] = ()
        self._asked = 0.0
        self._queue: list[str] = []
        self._waiting = False
        self.failure = ""

    def begin(self, span: int, modules: Sequence[str]) -> None:
        """Fetch the whole span. What is known stays until then, unless the span is another."""
        if self.heat.span != span:
            self.heat = HeatMap(span, self._now())
        self._turn += 1
        self._modules = tuple(modules)
        self._asked = self._now()
        if span > LIVE:
            self._ask({"seconds": span}, self._taker(self._turn), self._failed)
        else:
            self._queue, self._waiting = list(modules), False
            self._go_on()

    def end(self) -> None:
        """Ask nothing more, and let answers that are still to come go nowhere."""
        self._turn += 1
        self._queue = []

    def beat(self, modules: Sequence[str]) -> None:
        """What is new since the last time; the whole, if there are other modules or that was long ago."""
        now = self._now()
        if tuple(modules) != self._modules or not 0 <= now - self._asked <= LOST:
            self.begin(int(self.heat.span), modules)
            return
        self._ask({"seconds": now - self._asked + OVERLAP}, self._taker(self._turn), self._failed)
        self._asked = now
        if self.heat.advance(now):
            self._changed()

    def _go_on(self) -> None:
        """One module after the other: ten minutes of all at once would hold up the loop. An answer may come before the
        call returns."""
        turn, take = self._turn, self._taker(self._turn)
        inside = True

        def came(answer: Mapping[str, Any]) -> None:
            take(answer)
            over()

        def over(_sentence: str = "") -> None:
            if turn == self._turn:
                self._waiting = False
                if not inside:
                    self._go_on()

        while self._queue and not self._waiting and turn == self._turn:
            self._waiting = True
            self._ask({"module": self._queue.pop(0), "seconds": LIVE}, came, over)
        inside = False

    def _taker(self, turn: int) -> Came:
        heat = self.heat

        def came(answer: Mapping[str, Any]) -> None:
            if turn == self._turn:
                self.failure = ""
                heat.advance(self._now())
                heat.take({module: told for module, told in answer.items() if module in self._modules})
                heat.retain(self._modules)
                self._changed()

        return came

    def _failed(self, sentence: str) -> None:
        self.failure = sentence
        self._changed()
