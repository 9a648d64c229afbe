"""A scroll area that is as high as what is in it, as long as there is room; it scrolls only where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from skelly_tray.ui.spoken import spoken_as

LEAST_HEIGHT = 96


class FittingScroll(QScrollArea):
    """name: what it is called, since the keys can scroll it."""

    def __init__(self, content: QWidget, name: str) -> None:
        super().__init__()
        spoken_as(self, QAccessible.Role.Pane)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setWidget(content)
        content.installEventFilter(self)

    def never_scroll(self, never: bool) -> None:
        """It is in something that scrolls already."""
        policy = QSizePolicy.Policy.Minimum if never else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.setMinimumHeight(
            0 if never else LEAST_HEIGHT
        )  # one that is set comes before what the policy says

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: object) -> None:
        """Another width wraps its lines anew, which asks for another height."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        content = self.widget()
        if content is None:
            return super().sizeHint()
        layout, width = content.layout(), max(self.viewport().width(), 200)
        wraps = layout is not None and layout.hasHeightForWidth()
        height = layout.heightForWidth(width) if layout is not None and wraps else content.sizeHint().height()
        return QSize(content.sizeHint().width(), height)
