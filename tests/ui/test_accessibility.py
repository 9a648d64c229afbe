"""Every view without a mouse and without eyes: names, roles, words, keys, and the way of the Tab key.

What a screen reader would be told is asked of Qt's own interface (`QAccessible`); `test_screen_reader.py` asks over the
bus of the desktop, as a real one does.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from skelly_tray.ui import spoken
from skelly_tray.ui.spoken import spoken_as
from skelly_tray.ui.window.graph_page import GraphPage
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.plot_card import PlotCard
from skelly_tray.ui.window.system_page import SystemPage
from tests.ui.fake_core import FakeCore, calm_modules, snapshot, troubled
from tests.ui.measuring import access
from tests.ui.measuring.findings import Finding, Kind, path_of
from tests.ui.measuring.focus import focusable
from tests.ui.measuring.stage import FEW, MANY, Stage

SPOKEN = Qt.ItemDataRole.AccessibleTextRole
LOOKS = (
    access.nameless, access.wordless_pictures, access.silent_cells, access.tabs_without_names,
    access.colliding_keys, access.out_of_order,
)  # fmt: skip


def walked(window: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where that key leads, until it comes back to a place; in a text it goes from link to link first."""
    seen: list[QWidget] = []
    for _ in range(400):
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not window or focus in seen[:-1]:
            break
        if focus not in seen:
            seen.append(focus)
        QTest.keyClick(focus, key)
    return seen


def traps(window: QWidget) -> Iterator[Finding]:
    """Tab leads to everything and round again; Shift+Tab does, the other way."""
    wanted = [widget for widget in focusable(window) if not _group_member(widget)]
    if not wanted:
        return
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        window.activateWindow()
        wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
        seen = walked(window, key)
        for widget in wanted:
            if widget not in seen and widget.isVisible() and widget.isEnabled():
                yield Finding(
                    Kind.TRAP, path_of(widget), f"{key.name} from {path_of(wanted[0])} passes it by"
                )
        if QApplication.focusWidget() not in seen:
            yield Finding(Kind.TRAP, path_of(window), f"{key.name} does not come back")


def _group_member(widget: QWidget) -> bool:
    """Of radio buttons and spans that exclude each other the chosen one stands for all; arrows lead on."""
    group = getattr(widget, "group", lambda: None)()
    exclusive = bool(getattr(widget, "autoExclusive", lambda: False)()) or (
        group is not None and group.exclusive()
    )
    return exclusive and not getattr(widget, "isChecked", lambda: True)()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("count", [FEW, MANY])
def test_every_view_can_be_used_without_eyes_and_without_a_mouse(
    qapp: QApplication, tmp_path: Path, count: int
) -> None:
    stage, found, views = Stage(qapp, tmp_path, "light", count), list[str](), 0
    for view in stage.views():
        views += 1
        for look in (*LOOKS, traps):
            found += [f"{view}: {finding}" for finding in look(view.window)]
    stage.close()
    assert found == [] and views > 30


# What the walk is for ------------------------------------------------------------------------------


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.activateWindow()
    return made


def kinds(found: Iterator[Finding]) -> list[Kind]:
    return [finding.kind for finding in found]


def test_a_sign_is_no_name(room: QWidget) -> None:
    button = QPushButton("−", room)
    button.show()
    assert kinds(access.nameless(room)) == [Kind.UNNAMED]
    button.setAccessibleName("Zoom out")
    assert kinds(access.nameless(room)) == []


def test_what_one_can_act_on_has_a_role(room: QWidget) -> None:
    bare = QWidget(room)
    bare.setGeometry(0, 0, 50, 50)
    bare.setAccessibleName("A curve")
    bare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bare.show()
    assert kinds(access.nameless(room)) == [Kind.ROLE]
    spoken_as(bare, QAccessible.Role.Chart)
    other = QWidget(room)
    other.setAccessibleName("A curve")
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    spoken_as(other, QAccessible.Role.Chart)
    other.show()
    bare.hide()
    assert kinds(access.nameless(room)) == []


def test_a_cell_without_words_is_found(room: QWidget) -> None:
    table = QTableWidget(1, 2, room)
    table.setItem(0, 0, table.itemPrototype() or None)
    table.resize(300, 100)
    table.show()
    assert kinds(access.silent_cells(room)) == [Kind.WORDLESS] * 2


def test_two_letters_that_are_the_same_are_found(room: QWidget) -> None:
    line = QHBoxLayout(room)
    for text in ("&Save", "&Send", "S&top"):
        line.addWidget(QPushButton(text))
    QApplication.processEvents()
    assert kinds(access.colliding_keys(room)) == [Kind.KEYS]


def test_an_order_against_that_of_reading_is_found(room: QWidget) -> None:
    boxes = [QCheckBox(text, room) for text in ("First", "Second", "Third")]
    for place, box in zip((10, 110, 60), boxes, strict=True):
        box.setGeometry(10, place, 100, 24)
        box.show()
    assert kinds(access.out_of_order(room)) == [Kind.ORDER]
    QWidget.setTabOrder(boxes[0], boxes[2])
    QWidget.setTabOrder(boxes[2], boxes[1])
    assert kinds(access.out_of_order(room)) == []


def test_a_trap_is_found(room: QWidget) -> None:
    class Trap(QPushButton):
        def focusNextPrevChild(self, forth: bool) -> bool:
            return True

    line = QHBoxLayout(room)
    for button in (QPushButton("One"), Trap("Two"), QPushButton("Three")):
        line.addWidget(button)
    QApplication.processEvents()
    assert Kind.TRAP in kinds(traps(room))


def test_a_mnemonic_of_a_label_counts_too(room: QWidget) -> None:
    line = QHBoxLayout(room)
    label, button = QLabel("&Name"), QPushButton("&New")
    label.setBuddy(button)
    line.addWidget(label)
    line.addWidget(button)
    QApplication.processEvents()
    assert kinds(access.colliding_keys(room)) == [Kind.KEYS]


# Words that follow the data ------------------------------------------------------------------------


def description_of(widget: QWidget) -> str:
    told = access.told_of(widget)
    assert told is not None
    return told.text(QAccessible.Text.Description)


def test_what_is_told_of_the_graph_follows_what_it_shows(window: MainWindow, core: FakeCore) -> None:
    window.show_page("graph")
    window.heartbeat.beat.emit()
    page = window.page
    assert isinstance(page, GraphPage)
    told = set()
    for module in ("storage", "ai"):
        page.view.choose(module)
        told.add(description_of(page.view))
    core.publish(snapshot(modules=calm_modules()))
    told.add(description_of(page.view))
    assert len(told) == 3 and all(map(access.LETTERS.search, told))


def test_what_is_told_of_curves_follows_the_samples(window: MainWindow, core: FakeCore, qtbot: QtBot) -> None:
    window.table.choose("storage")

    def cards() -> list[PlotCard]:
        window.heartbeat.beat.emit()
        return window.details.findChildren(PlotCard)

    qtbot.waitUntil(lambda: len(cards()) == 3, timeout=10_000)
    qtbot.waitUntil(lambda: all("now" in description_of(card) for card in cards()), timeout=10_000)
    before = [description_of(card) for card in cards()]
    end = time.time() + 1
    core.answers["samples"] = {
        "storage": {
            "time": [end, end + 1], "cpu_percent": [77.0, 78.0], "memory_mb": [5.0, 6.0], "health": [3, 3],
            "response_ms": [None, None],
        }
    }  # fmt: skip
    qtbot.waitUntil(lambda: "78" in description_of(cards()[0]), timeout=10_000)
    assert all(old != description_of(card) for old, card in zip(before, cards(), strict=True))


def test_the_strips_of_health_and_every_column_of_the_list_are_words(
    window: MainWindow, core: FakeCore
) -> None:
    window.show_page("system")
    window.heartbeat.beat.emit()
    page = window.page
    assert isinstance(page, SystemPage)
    model = page.table.model()
    told = [str(model.index(row, 1).data(SPOKEN)) for row in range(model.rowCount())]
    assert len(told) == 8 and all(map(access.LETTERS.search, told))
    states = [str(window.model.index(row, 1).data(SPOKEN)) for row in range(8)]
    assert len(set(states)) > 5 and not any("●" in state or "■" in state for state in states)


@pytest.mark.parametrize("listening", [True, False])
def test_news_is_said_to_who_listens_and_the_passing_of_time_is_none(
    window: MainWindow, core: FakeCore, monkeypatch: pytest.MonkeyPatch, listening: bool
) -> None:
    said: list[str] = []

    class Heard:
        isActive = staticmethod(lambda: listening)  # noqa: N815
        updateAccessibility = staticmethod(lambda event: said.append(event.message()))  # noqa: N815

    monkeypatch.setattr(spoken, "QAccessible", Heard)
    core.publish(snapshot())
    core.publish(snapshot(uptime_s=400 * 86_400.0))
    core.publish(troubled())
    core.publish(troubled())
    assert [text.split(" · ")[0] for text in said] == (
        ["All 8 modules healthy", "1 of 8 modules failed, 2 more in trouble"] if listening else []
    )
