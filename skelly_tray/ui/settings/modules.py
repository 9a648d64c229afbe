"""The page of modules: which there are, from which file each is, whether it starts with the system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidgetItem

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked, mark_item
from skelly_tray.ui.dialogs.table import table
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.module_files import ModuleFileLine, lines_of
from skelly_tray.ui.present.settings_rows import refusal, short
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.page import SettingsPage
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

LINE = int(Qt.ItemDataRole.UserRole)
NAME, STATE, FILE = range(3)


class ModulesSettingsPage(SettingsPage):
    """The box before a name is `enabled` of its file, which a click changes at once."""

    fills = True

    def build(self) -> None:
        self._rows: list[Mapping[str, Any]] = []
        self._lines: list[ModuleFileLine] = []
        self.list = table((tr("AT START"), tr("NOW"), tr("FILE")), tr("Modules"))
        self.list.headerItem().setToolTip(NAME, tr("Whether it starts with the system"))
        for column in (NAME, FILE):  # what a file says may be long
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.list.setMinimumHeight(160)
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.list.itemActivated.connect(lambda *_: self._edit())
        self.list.itemChanged.connect(self._toggled)
        self.empty = paragraph(
            tr("No modules yet. Add one from its command line, or import a file."), "muted"
        )
        self.empty.hide()
        self.said = Marked(self.given.theme)
        self.said.hide()
        self.edit = button(tr("Edit…"), self._edit, tip=tr("Edit the file of the chosen module"))
        self.add = button(
            tr("Add…"), lambda: self.given.wish("add_module", ""), tip=tr("Add one from its command line")
        )
        self.bring_in = button(
            tr("Import…"),
            lambda: self.given.wish("import_file", ""),
            tip=tr("Add those of a file of another supervisor"),
        )
        self.folder = button(
            tr("Open folder"), self._open_folder, tip=tr("Show the files in the file manager")
        )
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        for each in (self.edit, self.add, self.bring_in, self.folder):
            line.addWidget(each)
        line.addStretch(1)
        for widget, stretch in ((self.empty, 0), (self.list, 1), (self.said, 0)):
            self.below.addWidget(widget, stretch)
        self.below.addLayout(line)
        self.anchors["modules"] = self.list
        self.given.watch.changed.connect(self._draw_if_seen)
        self.store.judged.connect(self._ask_if_seen)
        self.given.theme.changed.connect(self._recolour)
        self._offer()

    def entered(self) -> None:
        self._ask()

    def _ask_if_seen(self) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        ask(
            self,
            self.given.core,
            "config.files",
            {},
            self._came,
            lambda error: self._say(Symbol.SQUARE, Tone.BAD, error),
        )

    def _came(self, rows: Any) -> None:
        self._rows = list(rows)
        self._draw()

    def _draw_if_seen(self) -> None:
        """Hundreds of modules are not drawn each second for nobody."""
        if self.isVisible():
            self._draw()

    def _recolour(self) -> None:
        self._draw(again=True)

    def _draw(self, *, again: bool = False) -> None:
        """again: also what says the same."""
        lines = lines_of(self._rows, self.given.watch.snapshot)
        self.list.blockSignals(True)
        if [line.id for line in lines] != [line.id for line in self._lines]:
            self._fill(lines)
        self._lines = lines
        for at, line in enumerate(lines):
            item = self.list.topLevelItem(at)
            if item is not None and (again or item.data(NAME, LINE) != line):
                self._show(item, line)
        self.list.blockSignals(False)
        self.list.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._offer()

    def _fill(self, lines: list[ModuleFileLine]) -> None:
        chosen = self.chosen
        self.list.clear()
        for line in lines:
            item = QTreeWidgetItem()
            item.setSizeHint(NAME, QSize(0, 28))
            self.list.addTopLevelItem(item)
            if chosen is not None and line.id == chosen.id:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)

    def _show(self, item: QTreeWidgetItem, line: ModuleFileLine) -> None:
        item.setData(NAME, LINE, line)
        item.setText(NAME, line.name)
        flags = item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if line.readable else flags)
        item.setData(
            NAME,
            Qt.ItemDataRole.CheckStateRole,
            (Qt.CheckState.Checked if line.enabled else Qt.CheckState.Unchecked) if line.readable else None,
        )
        item.setText(STATE, line.state)
        item.setText(FILE, line.file or line.said)
        item.setToolTip(NAME, line.name if line.name == line.id else f"{line.name}\n{line.id}")
        item.setToolTip(STATE, line.state)
        item.setToolTip(FILE, "\n".join(part for part in (line.path, line.said) if part))
        mark_item(item, STATE, line.symbol, line.tone, self.given.theme, self.devicePixelRatioF())

    @property
    def chosen(self) -> ModuleFileLine | None:
        item = self.list.currentItem()
        line = item.data(NAME, LINE) if item is not None else None
        return line if isinstance(line, ModuleFileLine) else None

    def _offer(self) -> None:
        chosen = self.chosen
        self.edit.setEnabled(chosen is not None and bool(chosen.path))
        self.folder.setEnabled(bool(self.store.path))

    def _edit(self) -> None:
        if (chosen := self.chosen) is not None and chosen.path:
            self.given.show("config", chosen.id)

    def _open_folder(self) -> None:
        chosen = self.chosen
        place = chosen.path if chosen is not None and chosen.path else self.store.path
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(place).parent)))

    def _toggled(self, item: QTreeWidgetItem, column: int) -> None:
        line = item.data(NAME, LINE)
        wanted = item.checkState(NAME) == Qt.CheckState.Checked
        if column != NAME or not isinstance(line, ModuleFileLine) or wanted == line.enabled:
            return
        key = f"modules.{line.id}.enabled"
        params = {"key": key, "value": wanted, "save": True, "by": "ui"}
        said = tr("{module} starts with the system.", module=line.name) if wanted else tr(
            "{module} does not start with the system any more.", module=line.name)  # fmt: skip

        def done(report: Mapping[str, Any]) -> None:
            errors = [told(str(error)) for error in report.get("errors") or ()]
            if errors:
                self._say(Symbol.SQUARE, Tone.BAD, tr("Not stored: {why}", why=short(refusal(errors, key))))
                self._draw(again=True)
            else:
                self._say(Symbol.DOT, Tone.GOOD, said)
            self._ask()

        def failed(error: str) -> None:
            self._say(Symbol.SQUARE, Tone.BAD, tr("Not stored, and nothing is lost: {why}", why=short(error)))
            self._draw(again=True)

        ask(self, self.given.core, "config.set", params, done, failed)

    def _say(self, symbol: Symbol, tone: Tone, text: str) -> None:
        self.said.show_lines([(symbol, tone, text)])
        self.said.show()
