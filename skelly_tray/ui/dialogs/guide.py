"""The guide that comes with the program, read without a browser and without a network."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from skelly_tray.config.resources import resource
from skelly_tray.ui.dialogs.frame import SMALLEST, ModuleDialog
from skelly_tray.ui.given import Given
from skelly_tray.ui.present.guide import Chapter, chapters
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

ELSEWHERE = re.compile(r"^(https?|mailto):")


class GuideDialog(ModuleDialog):
    """A list of its chapters beside the chosen one. Links inside it lead to other chapters, others to the browser."""

    def __init__(self, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(tr("Guide"), given.theme, parent)
        self.resize(1000, 640)
        self.setMinimumSize(SMALLEST)
        self._chapters: list[Chapter] = chapters(_texts())
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Chapters"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for chapter in self._chapters:
            self.list.addItem(chapter.title)
            self.list.item(self.list.count() - 1).setToolTip(chapter.title)
        self.page = QTextBrowser()
        self.page.setAccessibleName(tr("Chapter"))
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # it is English everywhere
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        line = QHBoxLayout()
        line.setSpacing(4 * GRID)
        line.addWidget(self.list)
        line.addWidget(self.page, 1)
        self.body.addLayout(line, 1)
        self.close_button = button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W")
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.close_button)
        self.list.currentRowChanged.connect(self._show)
        given.theme.changed.connect(self._recolour)
        self.list.setCurrentRow(0)
        if not self._chapters:
            self.page.setPlainText(tr("The guide is missing from this installation."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list is as wide as its titles, where that leaves half of the room for the page."""
        super().resizeEvent(event)
        self.list.ensurePolished()  # its style has a padding
        self.list.setFixedWidth(min(self.list.sizeHintForColumn(0) + 6 * GRID, self.width() // 2))

    def _recolour(self) -> None:
        self._show(self.list.currentRow())

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._chapters):
            return
        colours = self._theme.colours
        self.page.document().setDefaultStyleSheet(
            f"a {{ color: {colours.accent}; }} code {{ background: {colours.surface}; }}"
        )
        self.page.setMarkdown(self._chapters[row].text)

    def _follow(self, link: QUrl) -> None:
        text = link.toString()
        if ELSEWHERE.match(text):
            QDesktopServices.openUrl(link)
        else:
            self.open_at(text)

    def open_at(self, text: str) -> None:
        """A chapter by its file, or a heading of it after a #."""
        name, _, anchor = text.partition("#")
        wanted = Path(name).name
        row = next((at for at, chapter in enumerate(self._chapters) if chapter.file == wanted), None)
        if row is not None:
            self.list.setCurrentRow(row)
        if anchor:
            self.page.scrollToAnchor(anchor)


def _texts() -> dict[str, str]:
    """The chapters by name of their file; none where they are missing."""
    try:
        return {
            path.name: path.read_text(encoding="utf-8") for path in sorted(resource("guide").glob("*.md"))
        }
    except (OSError, ValueError):
        return {}
