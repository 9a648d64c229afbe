"""What a measurement has to say, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

DULL = (QWidget, QFrame, QStackedWidget, QSplitter)
"""Say nothing about where one is."""


class Kind(StrEnum):
    CUT = "text is cut"
    UNTOLD = "shortened, and no tooltip has the whole text"
    UPON = "upon each other"
    OUTSIDE = "outside of its parent"
    TINY = "letters are too small"
    FOCUS = "the focus cannot be seen"
    UNNAMED = "has no name that can be said"
    ROLE = "has a role that it does not play"
    WORDLESS = "is not told in words"
    KEYS = "a key means two things"
    ORDER = "the Tab key goes against the order of reading"
    TRAP = "the Tab key does not lead on"
    PALE = "contrast is too low"


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what} [{self.where}]"


def path_of(widget: QWidget) -> str:
    """Its classes from the window down, the last one with what it is called."""
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None:
        if type(at) not in DULL:
            names.append(type(at).__name__)
        at = None if at.isWindow() else at.parentWidget()
    told = widget.accessibleName() or widget.objectName()
    return " > ".join(reversed(names)) + (f" “{told}”" if told else "")
