"""What a module says is shown as it is, in tooltips too: it makes no links, loads no pictures and hides nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.window.main import MainWindow

SAID = "<b>all is well</b><img src='/dev/zero'>"


@pytest.mark.parametrize("place", ["window", "dialog"])
def test_a_tooltip_is_plain_text(
    application: TrayApplication, window: MainWindow, qtbot: QtBot, place: str
) -> None:
    owner = window if place == "window" else application.desk.show("focus_erase")
    assert owner is not None
    QToolTip.showText(QPoint(10, 10), SAID, owner)
    (tip,) = (
        each
        for each in QApplication.topLevelWidgets()
        if each.metaObject().className() == "QTipLabel" and isinstance(each, QLabel) and each.text() == SAID
    )
    assert tip.textFormat().name == "PlainText"
    QToolTip.hideText()
