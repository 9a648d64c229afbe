"""All measurements of one window at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.measuring.cut import cut_texts
from tests.ui.measuring.findings import Finding
from tests.ui.measuring.pale import pale_signs, pale_texts
from tests.ui.measuring.places import misplaced_widgets, texts_upon_each_other
from tests.ui.measuring.sheet import Sheet

ROOM = (cut_texts, misplaced_widgets, texts_upon_each_other)
COLOUR = (pale_texts, pale_signs)


def measured(window: QWidget, *, room: bool = True, colour: bool = True) -> list[Finding]:
    """What is wrong with it as it is now; room, colour: what to look at."""
    sheet = Sheet(window)
    wanted = (*(ROOM if room else ()), *(COLOUR if colour else ()))
    return [finding for look in wanted for finding in look(sheet)]
