"""The tab of limits: use, limit, what holds it and how firmly, and what happens when it is passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.present.limits import (
    action_done,
    action_word,
    amount,
    holding,
    limit_name,
    limit_note,
    share,
)
from skelly_tray.ui.present.rows import ModuleRow
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.spoken import spoken_as
from skelly_tray.ui.theme import GRID, Theme
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.detail_view import DetailContext, DetailView

BAR_HEIGHT = 6


class UseBar(QWidget):
    """The use as a share of the limit; the end of the bar is the limit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share: float | None = None
        self._exceeded = False
        self.setFixedHeight(BAR_HEIGHT)
        theme.changed.connect(self.update)

    def show_share(self, share: float | None, *, exceeded: bool) -> None:
        if (share, exceeded) != (self._share, self._exceeded):
            self._share, self._exceeded = share, exceeded
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.line))
        painter.drawRoundedRect(self.rect(), BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        if self._share:
            used = self.rect()
            used.setWidth(max(BAR_HEIGHT, round(used.width() * min(1.0, self._share))))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                used.moveRight(self.rect().right())
            painter.setBrush(QColor(c.honey if self._exceeded else c.jelly))
            painter.drawRoundedRect(used, BAR_HEIGHT / 2, BAR_HEIGHT / 2)


class LimitBlock(QWidget):
    """One limit: its name and use, the bar, what holds it, and what is done about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.name = _label("figure")
        self.amount = _label()
        self.bar = UseBar(theme)
        self.holding = _label("small")
        self.note = _label("small")
        self.amount.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 2 * GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.amount, 0, 1)
        grid.addWidget(self.bar, 1, 0, 1, 2)
        grid.addWidget(self.holding, 2, 0, 1, 2)
        grid.addWidget(self.note, 3, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def show_limit(self, name: str, limit: Mapping[str, Any]) -> None:
        title = limit_name(name)
        exceeded = bool(limit.get("exceeded"))
        self.name.setText(title[:1].upper() + title[1:])
        self.amount.setText(amount(name, limit))
        self.bar.show_share(share(limit), exceeded=exceeded)
        self.holding.setText(" · ".join(part for part in (holding(limit), consequences(limit)) if part))
        self.holding.setStyleSheet(f"color: {self._theme.colours.honey}" if exceeded else "")
        self.note.setText(limit_note(limit))
        self.note.setVisible(bool(limit_note(limit)))
        self.setAccessibleName(f"{title} {amount(name, limit)}")
        self.setAccessibleDescription(f"{self.holding.text()}. {self.note.text()}")


def consequences(limit: Mapping[str, Any]) -> str:
    """`exceeded, throttled, next: restart`, or what will be done."""
    steps = [str(step) for step in limit.get("actions") or ()]
    done = str(limit.get("action") or "")
    if limit.get("exceeded"):
        later = steps[steps.index(done) + 1 :] if done in steps else steps
        parts = [tr("exceeded")] + ([action_done(done)] if done else [])
        if later:
            parts.append(tr("next: {steps}", steps=", ".join(map(action_word, later))))
        return ", ".join(parts)
    return tr("when exceeded: {steps}", steps=", ".join(map(action_word, steps))) if steps else ""


class LimitsView(DetailView):
    def __init__(self, context: DetailContext) -> None:
        super().__init__(context)
        self._blocks: list[LimitBlock] = []
        self._empty = _label("muted")
        self._empty.setText(
            tr("It has no limits: it may use what it wants. What it uses is watched all the same.")
        )
        self.set = button(
            tr("Set limits…"),
            lambda: self.context.wish("config#limits"),
            tip=tr("Edit its file, under [limits]"),
        )
        inner = QWidget()
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(0, 0, 3 * GRID, 0)
        self._body.setSpacing(2 * GRID)
        self._body.addWidget(self._empty)
        self._body.addWidget(self.set, 0, Qt.AlignmentFlag.AlignLeading)
        self._body.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        spoken_as(scroll, QAccessible.Role.Pane)
        scroll.setAccessibleName(tr("Limits"))
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.addWidget(scroll)

    @property
    def texts(self) -> list[str]:
        """What is shown, limit by limit."""
        return [
            f"{block.accessibleName()}, {block.accessibleDescription()}"
            for block in self._blocks
            if not block.isHidden()
        ]

    def show_module(self, row: ModuleRow, module: ModuleStatus) -> None:
        self._empty.setVisible(not module.limits)
        self.set.setVisible(not module.limits)
        while len(self._blocks) < len(module.limits):
            block = LimitBlock(self.context.theme)
            self._body.insertWidget(self._body.count() - 1, block)
            self._blocks.append(block)
        for block in self._blocks[len(module.limits) :]:
            block.hide()
        for block, (name, limit) in zip(self._blocks, module.limits.items(), strict=False):
            block.show_limit(name, limit)
            block.show()


def _label(role: str = "") -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(role in ("small", "muted"))
    if role:
        made.setProperty("role", role)
    return made
