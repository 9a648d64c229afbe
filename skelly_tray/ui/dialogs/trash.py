"""Bring back a state that a reset took away: which, what it will do, and how it went."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import ModuleDialog
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.trash import TrashLine, brought_back, consequences, trash_lines
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.buttons import button

ENTRY = int(Qt.ItemDataRole.UserRole)
"""The `TrashLine` of an item."""
SIZE = 2
"""The column of sizes."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TrashDialog(ModuleDialog):
    """Stays open after it: the outcome is said, and the list shows what can be brought back now."""

    def __init__(
        self,
        module_id: str,
        name: str,
        core: Core,
        watch: SnapshotWatch,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Bring back a state of {module}", module=name), theme, parent)
        self._module_id = module_id
        self._name = name
        self._core = core
        self._watch = watch
        self._busy = False
        self._chosen: TrashLine | None = None
        self.resize(520, 360)
        self.setMinimumSize(360, 320)
        self.intro = paragraph(tr("Looking into the trash…"))
        self.entries = QTreeWidget()
        columns = (tr("State of"), tr("Age"), tr("Size"))
        self.entries.setColumnCount(len(columns))
        self.entries.setHeaderLabels(columns)
        self.entries.headerItem().setTextAlignment(SIZE, RIGHT)
        self.entries.setRootIsDecorated(False)
        self.entries.setUniformRowHeights(True)
        self.entries.setAllColumnsShowFocus(True)
        self.entries.header().setStretchLastSection(False)
        self.entries.header().setSectionsMovable(False)
        self.entries.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.entries.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.entries.setAccessibleName(tr("States of {module} in the trash", module=name))
        self.entries.currentItemChanged.connect(lambda *_: self._offer())
        self.entries.itemActivated.connect(lambda *_: self._bring_back())
        self.effect = paragraph("", "muted")
        self.outcome = paragraph("")
        self.outcome.setAccessibleDescription(tr("Outcome"))
        self.outcome.hide()
        self.body.addWidget(self.intro)
        self.body.addWidget(self.entries, 1)
        self.body.addWidget(self.effect)
        self.body.addWidget(self.outcome)
        self.bring_back = button(
            tr("Bring it back"), self._bring_back, tip=tr("Make the chosen state the present one")
        )
        self.bring_back.setDefault(True)
        self.buttons.addStretch(1)
        self.buttons.addWidget(button(tr("Close"), self.close, tip=tr("Close this window"), key="Ctrl+W"))
        self.buttons.addWidget(self.bring_back)
        watch.changed.connect(self._describe)
        theme.changed.connect(self._recolour)
        self._good = True
        self._offer()
        self._look()

    def _look(self) -> None:
        ask(self, self._core, "trash.list", {"module": self._module_id}, self._listed, self._not_listed)

    def _listed(self, answer: Any) -> None:
        if answer.get("ok") is False:
            self._not_listed(told(str(answer.get("text"))))
            return
        lines = trash_lines(answer, self._watch.now)
        self.entries.clear()
        for line in lines:
            item = QTreeWidgetItem([line.when, line.age, line.size])
            item.setTextAlignment(SIZE, RIGHT)
            item.setData(0, ENTRY, line)
            item.setToolTip(0, line.entry)
            self.entries.addTopLevelItem(item)
        self.entries.setVisible(bool(lines))
        first = self.entries.topLevelItem(0)
        if first is not None:
            self.intro.setText(tr("A reset moved these to the trash, newest first:"))
            self.entries.setCurrentItem(first)
            self.entries.setFocus()
        else:
            self.intro.setText(tr("Nothing of {module} lies in the trash.", module=self._name))
        self._describe()
        self._offer()

    def _not_listed(self, sentence: str) -> None:
        self.intro.setText(tr("The trash could not be looked into: {error}", error=sentence))
        self._offer()

    def _describe(self) -> None:
        """The module may be stopped or started while one thinks about it."""
        lies_there = self.entries.topLevelItemCount() > 0
        self.effect.setVisible(lies_there)
        if lies_there:
            self.effect.setText(consequences(self._name, self._watch.module(self._module_id)))

    def _offer(self) -> None:
        self.bring_back.setEnabled(not self._busy and self.entries.currentItem() is not None)

    def _bring_back(self) -> None:
        item = self.entries.currentItem()
        if self._busy or item is None:
            return
        self._busy, self._chosen = True, item.data(0, ENTRY)
        self._offer()
        self._say(tr("Bringing it back…"), good=True, quiet=True)
        params = {"module": self._module_id, "entry": self._chosen.entry}
        ask(self, self._core, "trash.restore", params, self._came_back, self._failed)

    def _came_back(self, answer: Any) -> None:
        self._busy = False
        good = bool(answer.get("ok"))
        if good and self._chosen is not None:
            self._say(brought_back(self._chosen, self._name), good=True)
        else:
            self._say(
                tr(
                    "It was not brought back: {why}.",
                    why=told(str(answer.get("text") or "")) or tr("no reason was given"),
                ),
                good=False,
            )
        self._look()

    def _failed(self, sentence: str) -> None:
        self._busy = False
        self._say(tr("Whether it was brought back is not known: {error}", error=sentence), good=False)
        self._look()

    def _say(self, text: str, *, good: bool, quiet: bool = False) -> None:
        self._good = good
        self.outcome.setText(text if quiet else f"{'●' if good else '■'} {text}")
        self.outcome.show()
        self._recolour()

    def _recolour(self) -> None:
        colours = self._theme.colours
        self.outcome.setStyleSheet(f"color: {colours.ink if self._good else colours.coral}")
