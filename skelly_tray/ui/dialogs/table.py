"""A plain table of rows in a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QTreeWidget


def table(columns: Sequence[str], name: str) -> QTreeWidget:
    """As wide as its contents. columns: their titles. name: for those who do not see it."""
    rows = QTreeWidget()
    rows.setColumnCount(len(columns))
    rows.setHeaderLabels(columns)
    rows.setRootIsDecorated(False)
    rows.setUniformRowHeights(True)
    rows.setAllColumnsShowFocus(True)
    rows.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    rows.setAccessibleName(name)
    return rows
