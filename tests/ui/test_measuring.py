"""The measurements find what they are for: each fault is planted once, and its counterpart is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skelly_tray.ui.window.elided import ElidedLabel
from tests.ui.measuring.check import measured
from tests.ui.measuring.contrast import luminance, picture_of, ratio
from tests.ui.measuring.cut import tooltip_at
from tests.ui.measuring.findings import Kind
from tests.ui.measuring.sheet import Sheet
from tests.ui.measuring.states import in_menu, pointed_at, unusable

WORDS = "What stands here is quite long"


@pytest.fixture
def room(qapp: QApplication) -> Iterator[QWidget]:
    """A window of 400 × 300 pixels, dark on light."""
    made = QWidget()
    made.setStyleSheet("QWidget { background: #ffffff; color: #222222; font-size: 13px; }")
    made.resize(400, 300)
    made.show()
    yield made
    made.close()


def found(window: QWidget) -> list[Kind]:
    return [finding.kind for finding in measured(window)]


def put(room: QWidget, widget: QWidget, x: int, y: int, width: int = 0, height: int = 0) -> QWidget:
    widget.setParent(room)
    size = widget.sizeHint()
    widget.setGeometry(x, y, width or size.width(), height or size.height())
    widget.show()
    return widget


def test_a_window_with_nothing_wrong_is_left_alone(room: QWidget) -> None:
    put(room, QLabel(WORDS), 10, 10)
    put(room, QPushButton("Do it"), 10, 60)
    assert found(room) == [] and len(Sheet(room).texts) == 2


def test_a_label_that_is_cut_is_found(room: QWidget) -> None:
    put(room, QLabel(WORDS), 10, 10, width=90)
    put(room, QLabel(WORDS), 10, 60, height=7)
    assert found(room) == [Kind.CUT, Kind.CUT]


def test_lines_for_which_there_is_no_height_are_found(room: QWidget) -> None:
    label = QLabel(f"{WORDS}. {WORDS}")
    label.setWordWrap(True)
    put(room, label, 10, 10, width=200, height=17)
    assert Kind.CUT in found(room)
    label.resize(200, label.heightForWidth(200))
    assert found(room) == []


def test_a_button_that_is_too_narrow_is_found(room: QWidget) -> None:
    button = put(room, QPushButton("Do it at once"), 10, 10)
    assert found(room) == []
    button.resize(60, button.height())
    assert found(room) == [Kind.CUT]


def test_what_can_be_scrolled_to_is_not_cut(room: QWidget) -> None:
    area, inside = QScrollArea(), QWidget()
    inside.resize(300, 800)
    area.setWidget(inside)
    put(room, area, 0, 0, 350, 100)
    put(inside, QLabel(WORDS), 10, 88)
    assert found(room) == []
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.resize(300, 98)  # nothing is left to be scrolled to
    assert Kind.CUT in found(room)


def test_shortened_text_needs_a_tooltip_that_has_all_of_it(room: QWidget) -> None:
    label = ElidedLabel()
    label.setText(WORDS)
    put(room, label, 10, 10, width=90)
    assert label.toolTip() == WORDS and found(room) == []
    label.setToolTip("another text")
    assert found(room) == [Kind.UNTOLD]


def test_dots_of_its_own_are_no_shortening(room: QWidget) -> None:
    put(room, QPushButton("&Look…"), 10, 10)
    assert found(room) == []


def test_what_is_said_in_an_empty_line_has_to_fit_or_to_be_told(room: QWidget) -> None:
    line = QLineEdit()
    line.setPlaceholderText(WORDS)
    line.setStyleSheet("placeholder-text-color: #555555")
    put(room, line, 10, 10, width=90)
    assert found(room) == [Kind.UNTOLD]
    line.setToolTip(WORDS)
    assert found(room) == []


def test_cells_and_headers_of_a_table_are_measured_too(room: QWidget) -> None:
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels(["When"])
    table.setWordWrap(False)
    item = QTableWidgetItem(WORDS)
    table.setItem(0, 0, item)
    table.setColumnWidth(0, 80)
    put(room, table, 0, 0, 300, 200)
    assert found(room) == [Kind.UNTOLD]
    item.setToolTip(WORDS)
    assert found(room) == []
    assert tooltip_at(table.viewport(), table.visualItemRect(item).center()) == WORDS


def test_two_that_lie_upon_each_other_are_found(room: QWidget) -> None:
    put(room, QLabel("One text"), 10, 10)
    put(room, QLabel("Another text"), 30, 12)
    assert found(room).count(Kind.UPON) == 2, "the labels and their words"


def test_words_upon_words_are_found_also_where_one_widget_paints_both(room: QWidget) -> None:
    class Painted(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.drawText(10, 20, "First words")
            painter.drawText(20, 24, "Other words")

    put(room, Painted(), 0, 0, 200, 100)
    assert found(room) == [Kind.UPON]


def test_what_reaches_out_of_its_parent_is_found(room: QWidget) -> None:
    inner = put(room, QWidget(), 10, 10, 100, 50)
    put(inner, QLabel("Hello"), 80, 10)
    assert Kind.OUTSIDE in found(room)


def test_grey_on_grey_is_found_and_what_cannot_be_used_may_be_pale(room: QWidget) -> None:
    label = QLabel("Grey words")
    label.setStyleSheet("color: #909090")
    put(room, label, 10, 10)
    assert found(room) == [Kind.PALE]
    label.setEnabled(False)
    assert found(room) == []
    label.setEnabled(True)
    label.setStyleSheet("color: #909090; font-size: 24px")
    label.adjustSize()
    assert found(room) == [], "large letters need 3"


def test_one_pale_word_among_others_is_found(room: QWidget) -> None:
    label = QLabel('Dark and <span style="color:#b0b0b0">pale</span>')
    label.setTextFormat(Qt.TextFormat.RichText)
    put(room, label, 10, 10)
    told = measured(room)
    assert [finding.kind for finding in told] == [Kind.PALE] and "pale" in told[0].what


def test_a_pale_sign_is_found(room: QWidget) -> None:
    sign, picture = QLabel(), QPixmap(12, 12)
    picture.fill("#dddddd")
    sign.setPixmap(picture)
    put(room, sign, 10, 10, 20, 20)
    assert found(room) == [Kind.PALE]
    picture.fill("#2A7230")
    sign.setPixmap(picture)
    assert found(room) == []


def test_letters_that_nobody_can_read_are_found(room: QWidget) -> None:
    label = QLabel("Tiny")
    label.setStyleSheet("font-size: 6px")
    put(room, label, 10, 10)
    assert Kind.TINY in found(room)


def test_contrast_is_that_of_wcag(room: QWidget) -> None:
    room.setStyleSheet("background: #767676")
    grey = float(picture_of(room)[0, 0])
    assert ratio(grey, 1.0) == pytest.approx(4.54, abs=0.01), "the example that everybody knows"
    image = QPixmap(1, 1)
    image.fill(Qt.GlobalColor.black)
    assert ratio(float(luminance(image.toImage())[0, 0]), 1.0) == pytest.approx(21.0)


def test_a_layout_that_is_squeezed_is_found(room: QWidget) -> None:
    """A least size of its own lets a window be made smaller than what is in it."""
    inner = QWidget()
    inner.setMinimumWidth(80)
    line = QHBoxLayout(inner)
    for words in ("First words", "Other words", "Third words"):
        line.addWidget(QPushButton(words))
    whole = QVBoxLayout(room)
    whole.addWidget(inner)
    QApplication.processEvents()
    assert found(room) == []
    room.resize(180, 100)
    assert Kind.CUT in found(room)


def test_a_button_that_is_pale_while_it_is_pointed_at_is_found(room: QWidget) -> None:
    room.setStyleSheet(room.styleSheet() + "QPushButton:hover { color: #eeeeee; }")
    put(room, QPushButton("Do it"), 10, 10)
    with pointed_at(room):
        assert found(room) == [Kind.PALE]
    assert found(room) == []


def test_what_cannot_be_used_may_be_paler_but_not_gone(room: QWidget) -> None:
    room.setStyleSheet(room.styleSheet() + "QPushButton:disabled { color: #888888; }")
    put(room, QPushButton("Do it"), 10, 10)
    with unusable(room):
        assert found(room) == []
        room.setStyleSheet(room.styleSheet() + "QPushButton:disabled { color: #dddddd; }")
        assert found(room) == [Kind.PALE]


def test_an_entry_that_is_pale_when_it_is_chosen_is_found(room: QWidget) -> None:
    room.setStyleSheet(
        "QMenu { background: #ffffff; color: #222222; } QMenu::item:selected { color: #eeeeee; }"
    )
    menu = QMenu(room)
    for text in ("Restart", "Stop"):
        menu.addAction(text)
    menu.popup(QPoint(10, 10))
    assert [finding.kind for finding in in_menu(menu)] == [Kind.PALE, Kind.PALE]
    menu.hide()
