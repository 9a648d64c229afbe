"""The main window: what it shows, what its buttons ask for, and that it rests when nobody looks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import Issue, ModuleState, Severity, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.acting import ActDialog
from skelly_tray.ui.theme import LIGHT, ROW_HEIGHT
from skelly_tray.ui.window import foot as foot_module
from skelly_tray.ui.window import main as main_module
from skelly_tray.ui.window import pages as pages_module
from skelly_tray.ui.window.delegate import NOTE
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.model import Column
from skelly_tray.ui.window.pages import PAGES, Page, PageContext, PageEntry
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import FakeCore, calm_modules, snapshot
from tests.ui.fake_focus import FocusCore


def shown_ids(window: MainWindow) -> list[str]:
    return [row.id for number in range(window.model.rowCount()) if (row := window.model.row(number))]


def seen(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)


def test_trouble_is_on_top_chosen_and_named_in_the_strip(window: MainWindow) -> None:
    assert shown_ids(window)[:3] == ["ai", "web", "analysis"]
    assert window.table.current_id == "ai"
    assert "AI companion" in window.strip.accessibleName()
    assert window.header.accessibleName() == "1 of 8 modules failed, 2 more in trouble"


def test_selection_and_filter_survive_new_snapshots(window: MainWindow, core: FakeCore) -> None:
    window.table.choose("storage")
    core.change("event_bus", state=ModuleState.FAILED)
    core.change("storage", cpu_percent=88.0)
    assert window.table.current_id == "storage"
    window.header.filter.setText("storage")
    core.change("web", state=ModuleState.RUNNING)
    assert window.header.filter.text() == "storage"
    assert shown_ids(window) == ["storage"]


def test_rows_do_not_move_under_the_pointer(
    window: MainWindow, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.publish(snapshot())
    before = shown_ids(window)
    monkeypatch.setattr(window.table, "pointed_at", lambda: True)
    core.change("figurine", state=ModuleState.FAILED)
    assert shown_ids(window) == before
    monkeypatch.undo()
    window.table.pointer_left.emit()
    assert shown_ids(window)[0] == "figurine"


def test_the_scroll_position_stays(window: MainWindow, core: FakeCore) -> None:
    many = {f"m{number:03}": calm_modules()["storage"] for number in range(200)}
    core.publish(snapshot(modules=many))
    bar = window.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    at = bar.value()
    assert at > 0
    core.change("m199", cpu_percent=50.0)
    core.change("m000", cpu_percent=50.0)
    assert bar.value() == at


def test_the_curves_are_drawn_when_seen_and_follow_the_choice(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    core.publish(snapshot())
    seen(qtbot, window)
    qtbot.waitUntil(lambda: window.details.overview._plots is not None, timeout=10_000)
    window.table.choose("storage")
    plots = window.details.overview._plots
    assert plots is not None
    x, y = plots.cpu.curve.getOriginalDataset()
    assert len(x) == len(y) >= 590 and -600 <= x[0] <= x[-1] <= 2
    assert ("samples", {"module": "storage", "seconds": 600}) in core.asked


def test_nothing_is_asked_or_drawn_while_hidden_or_minimised(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    seen(qtbot, window)
    window.showMinimized()
    qtbot.waitUntil(lambda: not window.heartbeat.running, timeout=5000)
    window.showNormal()
    seen(qtbot, window)
    window.hide()
    qtbot.waitUntil(lambda: not window.heartbeat.running, timeout=5000)
    core.asked.clear()
    announced: list[object] = []
    window.model.dataChanged.connect(lambda *_: announced.append(1))
    core.change("storage", cpu_percent=99.0)
    QTest.qWait(1200)
    assert core.asked == [] and announced == []


def test_a_hidden_window_is_up_to_date_when_it_is_shown_again(
    application: TrayApplication, window: MainWindow, core: FakeCore
) -> None:
    window.hide()
    core.publish(snapshot())
    application.show_window()
    assert window.header.accessibleName().startswith("All 8 modules healthy")


@pytest.mark.parametrize(("button", "do"), [("restart", "restart"), ("stop", "stop")])
def test_the_buttons_ask_for_the_chosen_module(
    window: MainWindow, core: FakeCore, button: str, do: str
) -> None:
    window.table.choose("event_bus")
    getattr(window.details, button).click()
    assert core.posted == [{"do": do, "modules": ["event_bus"], "all": False}]


def test_a_stopped_module_can_be_started(window: MainWindow, core: FakeCore) -> None:
    window.table.choose("figurine")
    assert not window.details.start.isHidden() and window.details.stop.isHidden()
    window.details.start.click()
    assert core.posted == [{"do": "start", "modules": ["figurine"], "all": False}]


def test_the_strip_offers_to_retry_at_once(window: MainWindow, core: FakeCore) -> None:
    window.strip.retry.click()
    assert core.posted == [{"do": "start", "modules": ["ai"], "all": False}]


def test_a_calm_day_shows_the_cost_and_no_buttons(window: MainWindow, core: FakeCore) -> None:
    core.publish(snapshot())
    assert window.strip.why.isHidden() and window.strip.retry.isHidden()
    assert "Skelly itself" in window.strip.accessibleName()


def test_all_modules_can_be_acted_on(
    application: TrayApplication, window: MainWindow, core: FakeCore
) -> None:
    for act in (window.header.stop_all, window.header.restart_all):
        act.click()
    for kind in ("stop_how", "restart_how"):
        dialog = application.desk.show(kind)
        assert isinstance(dialog, ActDialog)
        dialog.confirm.click()
    assert core.posted == [
        {"do": "stop", "modules": [], "all": True},
        {"do": "restart", "modules": [], "all": True},
    ]


def test_shortcuts_work_from_the_table(window: MainWindow, core: FakeCore, qtbot: QtBot) -> None:
    window.table.choose("event_bus")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(core.posted), timeout=5000)
    assert core.posted == [{"do": "restart", "modules": ["event_bus"], "all": False}]
    qtbot.keyClick(window.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.header.filter.hasFocus()


def test_everything_one_can_use_has_a_name(window: MainWindow) -> None:
    nameless = [
        widget
        for widget in window.findChildren(QAbstractButton) + window.findChildren(QLineEdit)
        if not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
        and widget.parent() is not window.header.filter
    ]  # fmt: skip
    assert nameless == []
    assert window.table.accessibleName() == "Modules"


def test_no_modules_teaches_how_to_get_one(window: MainWindow, core: FakeCore) -> None:
    core.publish(snapshot(SystemStatus.STOPPED, {}))
    assert window.modules._places.currentIndex() == 1
    core.publish(snapshot())
    assert window.modules._places.currentIndex() == 0


def test_a_narrow_list_gives_up_columns_and_gets_them_back(window: MainWindow) -> None:
    def shown() -> list[Column]:
        return [column for column in Column if not window.table.isColumnHidden(column)]

    window.table.fit_columns(300)
    assert shown() == [Column.MODULE, Column.CPU, Column.MEMORY]
    window.table.fit_columns(530)
    assert shown() == [Column.MODULE, Column.STATE, Column.CPU, Column.MEMORY, Column.UPTIME]
    window.table.fit_columns(900)
    assert shown() == list(Column)


def test_a_module_that_disappears_takes_the_choice_to_another(window: MainWindow, core: FakeCore) -> None:
    window.table.choose("storage")
    assert core.snapshot is not None
    left = {key: module for key, module in core.snapshot.modules.items() if key != "storage"}
    core.publish(replace(core.snapshot, modules=left))
    assert window.table.current_id in left
    assert window.details.module_id in left


def test_a_core_that_does_not_answer_leaves_the_window_usable(
    make_application: MakeApplication, core: FakeCore, qtbot: QtBot
) -> None:
    core.errors["samples"] = "the orchestrator does not answer"
    window = make_application(start_hidden=False).window
    assert window is not None
    seen(qtbot, window)
    assert shown_ids(window)[0] == "ai"


class SpyPage(Page):
    """Writes down what it is told."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.told: list[str] = []

    def enter(self) -> None:
        self.told.append("enter")

    def leave(self) -> None:
        self.told.append("leave")

    def beat(self) -> None:
        self.told.append("beat")


def spy_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second page in the registry, from this file."""
    import sys

    monkeypatch.setitem(sys.modules, "skelly_tray.ui.window.spy_page", sys.modules[__name__])
    entry = PageEntry("spy", lambda: "Spy", lambda: "What it is told", "spy_page", "SpyPage")
    pages = (*pages_module.PAGES, entry)
    for module in (main_module, foot_module, pages_module):
        monkeypatch.setattr(module, "PAGES", pages)


def test_a_page_is_made_on_first_use_and_told_only_while_it_is_seen(
    make_application: MakeApplication, core: FakeCore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy_on(monkeypatch)
    window = make_application(start_hidden=False).window
    assert window is not None
    seen(qtbot, window)
    assert "spy" not in window._pages
    number = len(pages_module.PAGES)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.page, SpyPage), timeout=5000)
    page = window.page
    assert isinstance(page, SpyPage)
    qtbot.waitUntil(lambda: page.told == ["enter", "beat"], timeout=5000)
    assert not window.header.filter.isVisible()
    core.asked.clear()
    qtbot.waitUntil(lambda: page.told.count("beat") >= 2, timeout=5000)
    assert core.asked == [], "the page of the modules asks for nothing while it is not shown"
    window.hide()
    qtbot.waitUntil(lambda: page.told[-1] == "leave", timeout=5000)
    window.show()
    qtbot.waitUntil(lambda: page.told[-2:] == ["enter", "beat"], timeout=5000)
    window.show_page("modules")
    assert page.told[-1] == "leave" and window.page is window.modules


def test_every_page_has_a_file_of_its_own_and_can_be_made(window: MainWindow, core: FakeCore) -> None:
    core.answers["call"] = {}
    core.publish(FocusCore().snapshot)  # type: ignore[arg-type]  # it has one
    assert next(entry.key for entry in PAGES) == "modules"
    for entry in PAGES:
        window.show_page(entry.key)
        assert type(window.page).__name__ == entry.name and window.foot.tabs.key == entry.key


# The list


def names(window: MainWindow) -> list[str]:
    return [row.name for number in range(window.model.rowCount()) if (row := window.model.row(number))]


def test_a_column_sorts_by_its_figures_then_the_other_way_then_trouble_first_again(
    window: MainWindow, core: FakeCore
) -> None:
    before = names(window)
    click = window.table.horizontalHeader().sectionClicked.emit
    click(Column.UPTIME)
    assert names(window)[0] == "Event bus"
    assert str(window.model.headerData(Column.UPTIME, Qt.Orientation.Horizontal)).endswith("↓")
    click(Column.MODULE)
    assert names(window) == sorted(names(window), key=str.casefold)
    click(Column.MODULE)
    assert names(window) == sorted(names(window), key=str.casefold, reverse=True)
    core.change("event_bus", state=ModuleState.FAILED)
    assert names(window)[0] == "Web server", "the order that was chosen holds"
    click(Column.MODULE)
    core.change("event_bus", state=ModuleState.RUNNING)
    assert names(window) == before


def test_escape_clears_the_filter_and_leads_back_to_the_rows(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    qtbot.keyClick(window.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.header.filter, "stor")
    assert shown_ids(window) == ["storage"]
    qtbot.keyClick(window.header.filter, Qt.Key.Key_Escape)
    assert window.header.filter.text() == "" and len(shown_ids(window)) == 8
    qtbot.keyClick(window.header.filter, Qt.Key.Key_Down)
    assert window.table.hasFocus()


def test_typed_letters_and_arrows_choose_a_row_and_return_leads_into_its_details(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    window.table.setFocus()
    qtbot.keyClicks(window.table, "ev")
    assert window.table.current_id == "event_bus"
    qtbot.keyClick(window.table, Qt.Key.Key_Down)
    assert window.table.current_id == "storage"
    qtbot.keyClick(window.table, Qt.Key.Key_Return)
    assert window.details.tabs.hasFocus() and window.details.tab == "overview"
    window.table.choose("ai")
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_Return)
    assert window.details.tab == "why", "of a module in trouble its story"


def test_a_row_that_says_why_is_taller_and_only_while_it_says_so(window: MainWindow, core: FakeCore) -> None:
    heights = window.table.verticalHeader()
    assert [heights.sectionSize(number) for number in (0, 1, 2, 3)] == [ROW_HEIGHT + NOTE] * 3 + [ROW_HEIGHT]
    core.publish(snapshot())
    assert {heights.sectionSize(number) for number in range(8)} == {ROW_HEIGHT}


def test_what_one_reads_stays_in_place_when_trouble_rises_above_it(
    window: MainWindow, core: FakeCore
) -> None:
    many = {f"m{number:03}": calm_modules()["storage"] for number in range(200)}
    core.publish(snapshot(modules=many))
    bar = window.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = window.model.row(window.table.rowAt(0))
    assert top is not None
    place = window.table.rowViewportPosition(window.table.rowAt(0))
    core.change("m199", state=ModuleState.FAILED, reason="exit 1")
    number = window.model.number_of(top.id)
    assert number is not None and shown_ids(window)[0] == "m199"
    assert window.table.rowViewportPosition(number) == place


def test_a_narrow_window_stacks_and_nothing_of_it_is_cut(window: MainWindow, qtbot: QtBot) -> None:
    splitter = window.modules._splitter
    assert splitter.orientation() == Qt.Orientation.Horizontal
    window.resize(600, 480)
    qtbot.waitUntil(lambda: splitter.orientation() == Qt.Orientation.Vertical, timeout=5000)
    for widget in (window.header, window.foot, window.table, window.details):
        right = widget.mapTo(window, widget.rect().bottomRight()).x()
        assert right < window.width(), f"{type(widget).__name__} reaches to {right}"
        for child in widget.findChildren(QAbstractButton):
            inside = child.parentWidget().rect() if child.parentWidget() else child.rect()
            assert not child.isVisible() or child.geometry().right() <= inside.right(), child.accessibleName()
    window.resize(1180, 700)
    qtbot.waitUntil(lambda: splitter.orientation() == Qt.Orientation.Horizontal, timeout=5000)


def test_the_rows_are_drawn_the_other_way_round_where_one_reads_so(
    window: MainWindow, core: FakeCore
) -> None:
    core.publish(snapshot())
    table = window.table
    index = window.model.index(0, Column.MODULE)
    left = table.visualRect(index).left()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    cell = table.visualRect(index)
    assert cell.left() > left
    picture = table.viewport().grab().toImage()
    row = range(cell.left(), cell.right() + 1)
    dots = [x for x in row if picture.pixelColor(x, cell.center().y()).name().upper() == LIGHT.moss]
    assert dots and min(dots) > cell.right() - 40, "the shape stands at the right edge"


def test_a_module_is_chosen_where_one_reads_from_the_right_too(window: MainWindow) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.table.choose("storage")
    assert window.table.current_id == "storage" and window.details.module_id == "storage"
    assert window.table.selectionModel().isRowSelected(window.table.currentIndex().row())


def test_the_list_has_room_for_its_columns_at_the_first_start(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.table.isColumnHidden(Column.UPTIME), timeout=5000)
    assert window.details.width() >= 480


def test_a_module_can_be_added_from_the_header_by_key_and_where_there_is_none(
    application: TrayApplication,
    window: MainWindow,
    core: FakeCore,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(application.desk, "show", lambda kind, module="": asked.append((kind, module)))
    window.header.add.click()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    for size in ((1180, 700), (600, 480)):
        window.resize(*size)
        qtbot.waitUntil(lambda size=size: window.header.add.isVisible() == (size[0] > 920), timeout=5000)
        before = len(asked)
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda before=before: len(asked) == before + 1, timeout=5000)
    core.publish(snapshot(SystemStatus.STOPPED, {}))
    window.modules._empty.add.click()
    assert asked == [("add_module", "")] * 4


def test_a_narrow_header_offers_the_same_in_a_menu(
    application: TrayApplication, window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    window.resize(600, 480)
    qtbot.waitUntil(window.header.all.isVisible, timeout=5000)
    assert not window.header.stop_all.isVisible()
    window.header.all.click()
    (menu,) = [menu for menu in window.header.findChildren(QMenu) if menu.isVisible()]
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["Start all", "Restart all", "Stop all", "Add module…", "Import…"]
    menu.actions()[2].trigger()
    menu.hide()
    dialog = application.desk.show("stop_how")
    assert isinstance(dialog, ActDialog) and core.posted == []
    dialog.confirm.click()
    assert core.posted == [{"do": "stop", "modules": [], "all": True}]


def test_a_filter_that_nothing_passes_says_so(window: MainWindow) -> None:
    blank = window.table.viewport().grab().toImage()
    window.header.filter.setText("no such thing")
    said = window.table.viewport().grab().toImage()
    ground = said.pixelColor(1, 1)
    written = [x for x in range(said.width()) for y in range(10, 40) if said.pixelColor(x, y) != ground]
    assert shown_ids(window) == [] and blank != said and len(written) > 50
    assert window.details.module_id is None and not window.details._content.isVisible()
    window.header.filter.clear()
    assert window.details._content.isVisible()


def test_what_is_not_in_effect_of_the_configuration_stands_in_the_strip_and_is_shown_from_there(
    window: MainWindow, core: FakeCore, application: TrayApplication
) -> None:
    issue = Issue("web.config", Severity.WARNING, "The new configuration of web is not in effect", "", "web")
    core.publish(snapshot(issues=[issue]))
    assert "1 configuration change is not in effect" in window.strip.accessibleName()
    assert (
        window.strip.why.isHidden()
        and window.strip.retry.isHidden()
        and not window.strip.show_config.isHidden()
    )
    shown: list[tuple[str, str]] = []
    application.desk.show = lambda kind, module="": shown.append((kind, module))  # type: ignore[assignment, return-value]
    window.strip.show_config.click()
    application.lead_to_trouble()
    assert shown == [("config", "web"), ("config", "web")]
    core.publish(snapshot(issues=[replace(issue, id="config.orchestrator", module=None)]))
    window.strip.show_config.click()
    assert window.place[0] == "system" and len(shown) == 2
    core.publish(snapshot())
    assert window.strip.show_config.isHidden()
