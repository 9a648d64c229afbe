"""Start at login that plays a part: remembers what it was told, and can refuse."""

from __future__ import annotations

from skelly_tray.config.autostart import AutostartState, Reason, Start


class FakeAutostart:
    """`ui.ports.Autostart`. now: what is so. refuses: what `turn` answers instead of doing it."""

    def __init__(self, now: AutostartState | None = None) -> None:
        self.now = now or AutostartState(Start.OFF, "/entry")
        self.refuses: AutostartState | None = None
        self.turned: list[bool] = []

    def state(self) -> AutostartState:
        return self.now

    def turn(self, on: bool) -> AutostartState:
        self.turned.append(on)
        if self.refuses is not None:
            return self.refuses
        self.now = AutostartState(Start.ON if on else Start.OFF, "/entry")
        return self.now


CANNOT = AutostartState(Start.CANNOT, "/entry", Reason.REFUSED, "Read-only file system")
