"""What the curves of the chosen module are drawn from: the samples that come every second, or a longer past, fetched
as a whole and only now and then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.ui.present.series import Series, SeriesStore
from skelly_tray.ui.present.spans import LIVE, span_of

Came = Callable[[Mapping[str, Any]], None]
Ask = Callable[[Mapping[str, Any], Came], None]
"""Asks the core for samples; the callback gets the answer, or is never called."""


@dataclass(frozen=True, slots=True)
class Past:
    """A longer past as it was at `now`. seconds: its span."""

    module: str
    seconds: int
    series: Series
    now: float


class PlotFeed:
    """Never asks by itself: `beat` comes once a second while the window can be seen."""

    def __init__(
        self, ask: Ask, store: SeriesStore, now: Callable[[], float], came: Callable[[], None]
    ) -> None:
        self._ask = ask
        self._store = store
        self._now = now
        self._came = came
        self._past: Past | None = None
        self._wanted: tuple[str, int] | None = None
        self._due = 0.0

    def choose(self, module: str, seconds: int) -> None:
        """Fetch this module's last `seconds` now, and from now on as often as its span wants."""
        self._wanted = (module, seconds)
        self._fetch(module, seconds)

    def beat(self) -> None:
        if self._wanted and self._wanted[1] > LIVE and self._now() >= self._due:
            self._fetch(*self._wanted)

    def past(self, module: str, seconds: int) -> Past | None:
        """What is to be drawn for a span that is not live; None until it has come."""
        kept = self._past
        return kept if kept and (kept.module, kept.seconds) == (module, seconds) else None

    def _fetch(self, module: str, seconds: int) -> None:
        now = self._now()
        self._due = now + span_of(seconds).refresh

        def came(answer: Mapping[str, Any]) -> None:
            if module not in answer or self._wanted != (module, seconds):
                return  # something else has been chosen meanwhile
            if seconds > LIVE:
                self._past = Past(module, seconds, Series.whole(answer[module]), now)
            else:
                self._store.replace(module, answer[module])
            self._came()

        self._ask({"module": module, "seconds": seconds}, came)
