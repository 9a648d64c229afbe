"""The way in which it can be seen just now: drawn on a stage, as notifications, or not at all; and what health says."""

from __future__ import annotations

from typing import NamedTuple

from skelly_tray.modules.cute_figurine.notifications import NO_BUS
from skelly_tray.modules.cute_figurine.surroundings import Drawing
from skelly_tray.sdk import HealthIssue


class Presence(NamedTuple):
    """drawn: the stage is up. wants_drawing: the settings ask for it. lost: why the stage ended, if it did.

    notifications: why they are not to be had; empty when they are.
    """

    drawn: bool
    wants_drawing: bool
    drawing: Drawing
    lost: str
    notifications: str

    @property
    def way(self) -> str:
        """`figurine`, `notification` or `nothing`."""
        if self.drawn:
            return "figurine"
        return "nothing" if self.notifications else "notification"

    def told(self) -> tuple[HealthIssue, bool]:
        """What there is to say, and whether it makes the module degraded."""
        if self.drawn:
            return HealthIssue("it is drawn on the desktop", "info"), False
        why = self.lost or self.drawing.reason
        if self.way == "notification":
            if not self.wants_drawing:
                return HealthIssue("messages come as notifications, as the settings say", "info"), False
            return HealthIssue(f"messages come as notifications: {why}", "info"), self.drawing.expected
        if not self.drawing.expected and self.notifications == NO_BUS:
            return HealthIssue("there is no desktop here: it waits, and shows nothing", "info"), False
        told = f"nothing is shown: {why}; {self.notifications}" if self.wants_drawing else self.notifications
        return HealthIssue(told), True
