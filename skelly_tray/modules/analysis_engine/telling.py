"""Which moments are told, and the `state_change` that is made of each."""

from __future__ import annotations

from typing import Any

from skelly_tray.modules.analysis_engine.engine import Moment
from skelly_tray.modules.analysis_engine.table import State

_EARLY_MS = 15_000
"""Moments come every half a minute, not to the millisecond: rather a little early than half a minute late."""


class Telling:
    """Remembers what was chosen last. `refresh_ms`: how long a state that lasts goes untold at most."""

    def __init__(self) -> None:
        self.refresh_ms = 300_000
        self._state: State | None = None
        self._at = 0

    def news(self, moment: Moment, window_s: int) -> dict[str, Any] | None:
        """The payload to publish, from now on the last one; None when nobody needs it."""
        refresh = self._state == moment.state
        if refresh and not moment.said and 0 <= moment.at - self._at < self.refresh_ms - _EARLY_MS:
            return None
        told = payload(moment, self._state, window_s, refresh=refresh)
        self._state, self._at = moment.state, moment.at
        return told


def payload(moment: Moment, previous: State | None, window_s: int, *, refresh: bool) -> dict[str, Any]:
    """As published on `state_change`, and answered to `state`. late: it was so at `time`, and may not be so now."""
    told: dict[str, Any] = {
        "time": moment.at,
        "state": moment.state,
        "previous": previous,
        "since": moment.since,
        "confidence": moment.confidence,
        "factors": [factor._asdict() for factor in moment.factors],
        "window_s": window_s,
    }
    marks = {"refresh": refresh, "late": moment.late}
    return told | {name: True for name, holds in marks.items() if holds}
