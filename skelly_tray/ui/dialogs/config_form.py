"""The form beside the text: groups of fields, each with its meaning, where its value is from, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from skelly_tray.ui.dialogs.config_fields import Editor
from skelly_tray.ui.dialogs.field_row import FieldRow
from skelly_tray.ui.dialogs.frame import scrolled
from skelly_tray.ui.present.config_form import FieldView, Group
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID

_Shape = tuple[tuple[str, str, bool, tuple[str, ...]], ...]
"""Key, kind, whether one line holds it, and options of each field: as long as this is the same, editors stay."""

AT_ONCE = 5
"""Fields that are made in one turn of the loop."""


@dataclass(slots=True, eq=False)
class _Adding:
    """A page that is being filled."""

    layout: QVBoxLayout
    fields: list[FieldView]


class FormView(QWidget):
    """changed: path and value, None for the default. wished: as of `Editor`."""

    changed = Signal(tuple, object)
    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[Group] = []
        self._rows: dict[str, FieldRow] = {}
        self._shape: dict[str, _Shape] = {}
        self._adding: dict[str, _Adding] = {}
        self._errors: Mapping[str, str] = {}
        self._wanted = ""
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Groups of settings"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_group)
        self.pages = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4 * GRID)
        layout.addWidget(self.list)
        layout.addWidget(self.pages, 1)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """The fields as of now. Editors stay where they are as long as their fields do; a page is made when it is first
        looked at."""
        if [group.id for group in groups] != [group.id for group in self._groups]:
            self._remake(groups)
        self._groups = list(groups)
        if self._wanted:
            self.choose_group(self._wanted)
        for index, group in enumerate(groups):
            if self._shape.get(group.id) == _shape(group):
                if (adding := self._adding.get(group.id)) is not None:
                    adding.fields = _fields(group)[-len(adding.fields) :]
                for field in _fields(group):
                    self._take(field)
            elif group.id in self._shape:
                self._make(index)
        if self._groups and self.list.currentRow() >= 0:
            self._show_group(self.list.currentRow())
        self.show_errors(self._errors)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """errors: by key. A group with one has a mark."""
        self._errors = errors
        for key, row in self._rows.items():
            row.tell(errors.get(key, ""))
        for index, group in enumerate(self._groups):
            wrong = any(field.key in errors for field in _fields(group))
            self.list.item(index).setText(f"■ {group.title}" if wrong else group.title)
            self.list.item(index).setToolTip(
                tr("{group}: something is wrong here", group=group.title) if wrong else group.title
            )

    def choose_group(self, group_id: str) -> None:
        """Show that group, as soon as it is known which there are."""
        self._wanted = group_id
        at = next((index for index, group in enumerate(self._groups) if group.id == group_id), None)
        if at is not None:
            self._wanted = ""
            self.list.setCurrentRow(at)

    def row(self, key: str) -> Editor | None:
        """The editor of a key whose group has been shown."""
        found = self._rows.get(key)
        return found.editor if found else None

    def _remake(self, groups: Sequence[Group]) -> None:
        self._rows, self._shape, self._adding = {}, {}, {}
        while (page := self.pages.widget(0)) is not None:
            self.pages.removeWidget(page)
            page.deleteLater()
        self.list.blockSignals(True)
        self.list.clear()
        for group in groups:
            self.list.addItem(group.title)
            self.pages.addWidget(QWidget())
        self.list.setFixedWidth(max(148, self.list.sizeHintForColumn(0) + 6 * GRID))
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def _show_group(self, index: int) -> None:
        if not 0 <= index < len(self._groups):
            return
        if self._groups[index].id not in self._shape:
            self._make(index)
        self.pages.setCurrentIndex(index)

    def _make(self, index: int) -> None:
        """The page of one group, anew where its fields are others."""
        group = self._groups[index]
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        former, page = self.pages.widget(index), scrolled(layout)
        for key, *_ in self._shape.get(group.id, ()):
            self._rows.pop(key, None)
        self._adding[group.id] = _Adding(layout, _fields(group))
        self._shape[group.id] = _shape(group)
        self._add_some(group.id)
        self.pages.insertWidget(index, page)
        if former is not None:
            self.pages.removeWidget(former)
            former.deleteLater()
        if self.list.currentRow() == index:
            self.pages.setCurrentIndex(index)

    def _add_some(self, group: str) -> None:
        """A page is filled bit by bit, so that nothing else has to wait for all of it."""
        adding = self._adding.get(group)
        if adding is None:
            return
        for field in adding.fields[:AT_ONCE]:
            self._add(adding.layout, field)
        del adding.fields[:AT_ONCE]
        if adding.fields:
            QTimer.singleShot(0, self, lambda: self._go_on(group, adding))
        else:
            adding.layout.addStretch(1)
            del self._adding[group]

    def _go_on(self, group: str, adding: _Adding) -> None:
        if self._adding.get(group) is adding:  # else its page is another by now
            self._add_some(group)

    def _add(self, layout: QVBoxLayout, field: FieldView) -> None:
        row = self._rows[field.key] = FieldRow(field)
        layout.addWidget(row)
        row.changed.connect(self.changed)
        row.wished.connect(self.wished)
        row.take(field)
        row.tell(self._errors.get(field.key, ""))

    def _take(self, field: FieldView) -> None:
        row = self._rows.get(field.key)
        if row is not None:
            row.take(field)


def _fields(group: Group) -> list[FieldView]:
    """Those with an editor: of a table whose keys depend on one of them, its own."""
    found: list[FieldView] = []
    for field in group.fields:
        found += field.inner if field.kind == "variants" and field.whole else (field,)
    return found


def _shape(group: Group) -> _Shape:
    return tuple((field.key, field.kind, field.whole, field.options) for field in _fields(group))


def values_of(answer: Any) -> Mapping[str, Any]:
    """The answer of `config.schema`, which may come from an older core."""
    return answer if isinstance(answer, Mapping) and "fields" in answer else {"fields": []}
