"""The tab of settings: what is in effect and where it comes from, and whether the newest text is in effect."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.asking import ask
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.rows import ModuleRow
from skelly_tray.ui.present.settings import Setting, Settings, Source, config_state, settings_of
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button
from skelly_tray.ui.window.detail_view import DetailContext, DetailView

KEY, VALUE, ORIGIN = 0, 1, 2
KEY_ROLE = int(Qt.ItemDataRole.UserRole)
FRESH = 30
"""Beats until the settings are asked for again, whatever happened."""


class SettingsView(DetailView):
    def __init__(self, context: DetailContext) -> None:
        super().__init__(context)
        self._module: str | None = None
        self._known: Settings | None = None
        self._schema: dict[str, Any] | None = None
        self._state: dict[str, Any] = {}
        self._beats = 0
        self._seen = False
        self.state = _label("figure")
        self.why = _label("muted")
        self.list = self._make_list()
        self.defaults = button(tr("Defaults"), self._show, tip=tr("Show what nobody has set, too"))
        self.defaults.setCheckable(True)
        self.edit = button(
            tr("Configure…"), lambda: context.wish("config"), tip=tr("Edit its file, go back to a revision")
        )
        self.back = button(
            tr("Take back"), self._unset, tip=tr("Take back the chosen override: what the file says holds")
        )
        self.note = _label("small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(2 * GRID)
        for widget, stretch in ((self.state, 0), (self.why, 0), (self.list, 1)):
            layout.addWidget(widget, stretch)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self.defaults)
        line.addWidget(self.note, 1)
        line.addWidget(self.back)
        line.addWidget(self.edit)
        layout.addLayout(line)
        self._show_state({})
        context.theme.changed.connect(self._show)

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(tr("Settings in effect"))
        made.setRootIsDecorated(False)
        made.setHeaderLabels([tr("Setting"), tr("Value"), tr("From")])
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setUniformRowHeights(True)
        header = made.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(KEY, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(ORIGIN, QHeaderView.ResizeMode.ResizeToContents)
        made.currentItemChanged.connect(lambda *_: self._offer())
        made.itemActivated.connect(lambda *_: self.context.wish("config"))
        return made

    # What comes -----------------------------------------------------------------------------------

    def show_module(self, row: ModuleRow, module: ModuleStatus) -> None:
        config = {key: module.config.get(key) for key in ("state", "why")}
        if row.id != self._module:
            self._module, self._known, self._schema = row.id, None, None
            self.note.setText(tr("Looking it up…"))
            self._show()
            self._beats = 0
        elif config != self._state:
            self._beats = 0
        self._state = config
        self._show_state(module.config)
        if self._seen and not self._beats:
            self.beat()

    def enter(self) -> None:
        self._seen, self._beats = True, 0

    def leave(self) -> None:
        self._seen = False

    def beat(self) -> None:
        if self._module is not None and self._beats % FRESH == 0:
            self._fetch()
        self._beats += 1

    def _fetch(self) -> None:
        module = self._module

        def schema_came(answer: Any) -> None:
            if module == self._module:
                self._schema = dict(answer)
                ask(self, self.context.core, "config.text", {"module": module}, text_came, self.note.setText)

        def text_came(answer: Any) -> None:
            if module == self._module and self._schema is not None:
                self._came(settings_of(self._schema, answer))

        ask(self, self.context.core, "config.schema", {"module": module}, schema_came, self.note.setText)

    def _came(self, known: Settings) -> None:
        self.note.setText(known.trouble)
        if known != self._known:
            self._known = known
            self._show()

    # What is shown --------------------------------------------------------------------------------

    def _show_state(self, config: dict[str, Any]) -> None:
        state, why = config_state(config)
        self.state.setText(state)
        self.why.setText(why)
        self.state.setVisible(bool(state))
        self.why.setVisible(bool(why))

    def _show(self) -> None:
        """The rows anew, with the same one chosen and the same scrolled to."""
        chosen, bar = self._chosen(), self.list.verticalScrollBar().value()
        self.list.clear()
        known = self._known
        rows = () if known is None else known.rows + (known.defaults if self.defaults.isChecked() else ())
        for row in rows:
            item = self._item(row)
            self.list.addTopLevelItem(item)
            if row.key == chosen:
                self.list.setCurrentItem(item)
        self.list.verticalScrollBar().setValue(bar)
        self._offer()

    def _item(self, row: Setting) -> QTreeWidgetItem:
        item = QTreeWidgetItem([row.key, row.value, row.source.title])
        item.setData(KEY, KEY_ROLE, row)
        for column in (KEY, VALUE, ORIGIN):
            item.setToolTip(
                column, "\n".join(part for part in (f"{row.key} = {row.value}", row.help) if part)
            )
        font = item.font(KEY)
        font.setBold(row.source is Source.OVERRIDE)
        font.setItalic(row.source is Source.DEFAULT)
        for column in (KEY, VALUE, ORIGIN):
            item.setFont(column, font)
        return item

    def _chosen_row(self) -> Setting | None:
        item = self.list.currentItem()
        row = item.data(KEY, KEY_ROLE) if item else None
        return row if isinstance(row, Setting) else None

    def _chosen(self) -> str:
        row = self._chosen_row()
        return row.key if row else ""

    def _offer(self) -> None:
        row = self._chosen_row()
        self.back.setVisible(row is not None and row.source is Source.OVERRIDE)

    def _unset(self) -> None:
        row, module = self._chosen_row(), self._module
        if row is None or module is None:
            return

        def came(answer: Any) -> None:
            errors = [told(str(error)) for error in answer.get("errors") or ()]
            if module == self._module and errors:
                self.note.setText("; ".join(errors))
            elif module == self._module:
                self._fetch()

        key = f"modules.{module}.{row.key}"
        ask(self, self.context.core, "config.unset", {"key": key, "by": "ui"}, came, self.note.setText)


def _label(role: str) -> QLabel:
    made = QLabel("")
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
