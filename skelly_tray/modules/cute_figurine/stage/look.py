"""How the stage looks, as the module tells it: sizes, colours, words; and windows that never take the focus."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QWidget

_FIGURE_PIXELS = 0.8
"""Pixels a unit of the box of `parts` at size 1."""

FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.NoDropShadowWindowHint
)


@dataclass(frozen=True, slots=True)
class Colours:
    """Of the bubble."""

    paper: QColor
    ink: QColor
    muted: QColor
    line: QColor
    accent: QColor
    on_accent: QColor


_LIGHT = Colours(*map(QColor, ("#FFFDF8", "#22252B", "#5A6270", "#22252B", "#0A6E69", "#FFFDF8")))
_DARK = Colours(*map(QColor, ("#1F2229", "#ECE8DF", "#A3ABB8", "#4A505C", "#4FD1C5", "#16181D")))


@dataclass(frozen=True, slots=True)
class Look:
    """size: 1 as usual. theme: system, light or dark. motion: whether anything may move. words: by name."""

    size: float = 1.0
    theme: str = "system"
    motion: bool = True
    click_through: bool = False
    opacity: float = 1.0
    words: dict[str, str] = field(default_factory=dict)

    @classmethod
    def told(cls, given: dict[str, Any]) -> Look:
        """Of a line of the module's."""
        known = {part.name for part in fields(cls)}
        return cls(**{name: value for name, value in given.items() if name in known})

    @property
    def scale(self) -> float:
        return self.size * _FIGURE_PIXELS

    def word(self, name: str) -> str:
        return self.words.get(name, name)

    def colours(self) -> Colours:
        dark = self.theme == "dark"
        if self.theme == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return _DARK if dark else _LIGHT


def prepare(window: QWidget) -> None:
    """A window without a frame that stays above others and leaves the focus where it is."""
    window.setWindowFlags(FLAGS)
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    window.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
    window.setFocusPolicy(Qt.FocusPolicy.NoFocus)
