"""The page of the system: what it asks and when, what it draws, how the strip is pointed at, clicked and walked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import Issue, ModuleState, Severity
from skelly_tray.ui.present.heat import CELLS
from skelly_tray.ui.present.spans import DAY
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window.heat_paint import HeatDelegate
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.system_page import SystemPage
from tests.ui.fake_core import FakeCore, snapshot
from tests.ui.fake_system import many_modules, troubled_system


@pytest.fixture(autouse=True)
def _pointer_elsewhere(window: MainWindow) -> Iterator[None]:
    """The pointer would rest on the next test's window, where this one left it."""
    yield
    QTest.mouseMove(window, QPoint(2, 2))


@pytest.fixture
def page(window: MainWindow, core: FakeCore, qtbot: QtBot) -> SystemPage:
    core.answers["events"] = []
    core.publish(troubled_system())
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)
    core.asked.clear()
    window.show_page("system")
    made = window.page_of("system")
    assert isinstance(made, SystemPage)
    made.draw_heat()
    return made


def place_of(page: SystemPage, module: str, share: float) -> QPoint:
    """In the strip of that module, at that share of the time."""
    number = page.table.rows.number_of(module)
    assert number is not None
    rect = page.table.strip_rect(number)
    return QPoint(rect.left() + int(rect.width() * share), rect.center().y())


def drawn_rows(page: SystemPage) -> int:
    delegate = page.table.itemDelegate()
    assert isinstance(delegate, HeatDelegate)
    return delegate.drawn


def test_the_whole_system_and_every_module_are_asked_for_when_the_page_is_shown(
    page: SystemPage, core: FakeCore
) -> None:
    modules = [params.get("module") for name, params in core.asked if name == "samples"]
    assert modules[0] == "system"
    assert set(core.snapshot.modules if core.snapshot else ()) <= set(modules)
    assert page.table.rows.rowCount() == 8


def test_a_page_that_is_not_in_view_asks_and_draws_nothing(
    page: SystemPage, window: MainWindow, core: FakeCore
) -> None:
    window.show_page("graph")
    core.asked.clear()
    before = drawn_rows(page)
    core.publish(snapshot(modules=many_modules(40)))
    window._beat()
    assert "samples" not in core.names_asked()
    assert drawn_rows(page) == before and page.table.rows.rowCount() == 8


def test_totals_have_our_own_share_beside_them(page: SystemPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.plots is not None, timeout=10_000)
    assert page.plots is not None
    said = [card._value.text().replace("\u202f", " ") for card in page.plots.cards]
    assert "ours 0.4 %" in said[0] and "ours 48 MB" in said[1]
    assert said[2].endswith("MB") and said[3].endswith("bit/s")
    assert "Skelly itself: the last 10 min: now 0.4" in page.plots.cpu.accessibleDescription().replace(
        "\u202f", " "
    )


def test_a_longer_span_is_fetched_once_for_curves_and_strip_and_drawn_with_bands(
    page: SystemPage, core: FakeCore
) -> None:
    core.asked.clear()
    page.show_span(DAY)
    page.draw_heat()
    assert [params for name, params in core.asked if name == "samples"] == [
        {"module": "system", "seconds": DAY},
        {"seconds": DAY},
    ]
    assert page.totals.bands.keys() == {
        f"{name}_{word}" for name in ("cpu_percent", "memory_mb") for word in ("min", "max")
    }
    assert page.table.heat.span == DAY
    line = page.table.rows.line(page.table.rows.number_of("ai") or 0)
    assert line is not None and {run.code for run in line.row.runs} == {1, 2, 3} and line.row.marks


def test_the_second_beat_asks_only_for_what_is_new(page: SystemPage, core: FakeCore) -> None:
    core.asked.clear()
    page.beat()
    asked = [params for name, params in core.asked if name == "samples"]
    assert len(asked) == 1 and "module" not in asked[0] and asked[0]["seconds"] < 60


def test_what_comes_for_the_strip_is_drawn_soon_and_together(
    page: SystemPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    real = page.table.show_lines
    monkeypatch.setattr(page.table, "show_lines", lambda heat, lines: (drawn.append(1), real(heat, lines)))
    page.show_span(DAY)
    page.show_span(600)
    assert drawn == []
    qtbot.waitUntil(lambda: bool(drawn), timeout=5000)
    assert len(drawn) == 1 and page.table.heat.span == 600


def test_only_rows_in_view_are_drawn_and_none_twice(page: SystemPage, core: FakeCore) -> None:
    core.publish(snapshot(modules=many_modules(100)))
    page.beat()
    page.draw_heat()
    page.table.viewport().repaint()
    visible = page.table.viewport().height() // 28 + 2
    first = drawn_rows(page)
    assert page.table.rows.rowCount() == 100 and 0 < first <= visible + 8 + visible
    page.table.viewport().repaint()
    assert drawn_rows(page) == first


def test_a_state_that_changes_draws_no_strip_anew(
    page: SystemPage, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SnapshotWatch, "now", page.context.watch.now)  # a second later every strip is another
    page.draw_heat()
    page.table.viewport().repaint()
    before = drawn_rows(page)
    core.change("storage", state=ModuleState.FAILED)
    page.table.viewport().repaint()
    line = page.table.rows.line(page.table.rows.number_of("storage") or 0)
    assert line is not None and line.look.word == "failed"
    assert drawn_rows(page) == before


def test_only_the_row_that_is_another_is_told_to_the_view(
    page: SystemPage, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = page.context.watch.now
    monkeypatch.setattr(SnapshotWatch, "now", now)  # a second later every row is another
    page.draw_heat()
    told: list[int] = []
    page.table.rows.dataChanged.connect(lambda first, last, roles: told.append(first.row()))
    core.change("storage", state=ModuleState.FAILED)
    assert told == [page.table.rows.number_of("storage")]


def test_answers_that_come_late_change_nothing_and_lead_to_no_more_questions(
    page: SystemPage, window: MainWindow, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], None]] = []
    real = core.query

    def late(name: str, params: Any, came: Any, failed: Any) -> None:
        core.asked.append((name, dict(params)))
        waiting.append(lambda: real(name, params, came, failed))

    page.show_span(DAY)
    totals = page.totals
    monkeypatch.setattr(core, "query", late)
    page.show_span(600)
    page.show_span(DAY)
    first = list(waiting)
    first[0]()  # the totals of the span that was left again
    assert page.totals is totals
    page.show_span(600)
    before = len(waiting)
    window.show_page("graph")
    waiting[before - 1]()  # of the first module
    asked = [params for _, params in core.asked[-3:]]
    assert len(waiting) <= before + 1 and {"module": "storage", "seconds": 600} not in asked


def test_pointing_tells_module_time_and_health(page: SystemPage) -> None:
    QTest.mouseMove(page.table.viewport(), place_of(page, "storage", 0.5))
    page.table.mouseMoveEvent(_move(place_of(page, "storage", 0.5)))
    assert page.told.text().startswith("Storage, ") and "healthy" in page.told.text()
    assert page.table.cursor_cell == CELLS // 2
    page.table.mouseMoveEvent(_move(QPoint(4, 40)))
    assert page.told.text() == page._hint()


def test_what_is_pointed_at_is_told_anew_with_other_samples_and_not_when_it_is_gone(
    page: SystemPage, core: FakeCore
) -> None:
    page.table.mouseMoveEvent(_move(place_of(page, "storage", 0.5)))
    assert "min ago" in page.told.text()
    page.show_span(DAY)
    page.draw_heat()
    assert page.told.text().startswith("Storage, ") and "min ago" not in page.told.text()
    core.publish(snapshot(modules={}))
    assert "Storage" not in page.told.text()


def _move(place: QPoint):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    at = QPointF(place)
    none = Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)


def test_a_click_goes_to_the_module_at_that_time(
    page: SystemPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[str, float | None]] = []
    monkeypatch.setattr(window.details, "show_tab", lambda key, time=None: went.append((key, time)))
    start, span = page.table.heat.start, page.table.heat.span
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, "storage", 0.25))
    assert window.page is window.modules and window.table.current_id == "storage"
    [(tab, time)] = went
    assert tab == "events" and time == pytest.approx(start + span * 0.25, abs=span / CELLS * 2)


def test_a_click_on_a_name_goes_to_the_module_as_it_is(page: SystemPage, window: MainWindow) -> None:
    place = place_of(page, "capture", 0.5)
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, place.y()))
    assert window.page is window.modules and window.table.current_id == "capture"


def test_keys_walk_over_what_happened_and_return_goes_there(page: SystemPage, window: MainWindow) -> None:
    page.show_span(DAY)
    page.draw_heat()
    page.table.choose("ai")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    first = page.table.cursor_cell
    assert first is not None and page.table.accessibleDescription().startswith("AI companion, ")
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    second = page.table.cursor_cell
    assert second is not None and second < first
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert page.table.cursor_cell == first
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert window.page is window.modules and window.table.current_id == "ai"


def test_from_right_to_left_the_names_change_sides_and_time_goes_on_as_in_the_curves(
    page: SystemPage,
) -> None:
    index = page.table.rows.index(0, 0)
    assert page.table.visualRect(index).left() == 0
    page.table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert page.table.visualRect(index).left() > page.table.strip_rect(0).left()
    assert page.table.cell_at(place_of(page, "storage", 0.02)) == int(0.02 * CELLS)


def test_every_row_has_a_text_equivalent(page: SystemPage) -> None:
    number = page.table.rows.number_of("storage")
    assert number is not None
    role = Qt.ItemDataRole.AccessibleTextRole
    assert page.table.rows.index(number, 0).data(role) == "Storage, running"
    assert page.table.rows.index(number, 1).data(role).startswith("healthy 9")


def test_issues_are_told_with_what_to_do_and_lead_to_their_module(
    page: SystemPage, window: MainWindow
) -> None:
    told = "\n".join(label.text() for label in page.facts.issues.findChildren(QLabel))
    assert "AI companion has failed" in told and "free some space, and it goes on by itself" in told
    shows = page.facts.issues.findChildren(QAbstractButton)
    assert next(each.accessibleName() for each in shows) == "Show AI companion has failed"
    shows[0].click()
    assert window.page is window.modules and window.table.current_id == "ai"


def test_what_is_harmless_does_not_ask_for_attention(page: SystemPage, core: FakeCore) -> None:
    facts = page.facts
    harmless = Issue(
        "figurine.0", Severity.INFO, "figurine: it is drawn on the desktop", "", module="figurine"
    )

    def told(widget: QWidget) -> str:
        return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(facts))

    core.publish(replace(snapshot(), issues=[harmless]))
    assert "Nothing. What goes wrong is told here" in told(facts.issues)
    assert "drawn on the desktop" in told(facts.remarks) and "Good to know" in told(facts)
    core.publish(replace(snapshot(), issues=[replace(harmless, severity=Severity.WARNING)]))
    assert "drawn on the desktop" in told(facts.issues)
    assert "Good to know" not in told(facts)


def test_without_issues_and_modules_the_page_says_so(page: SystemPage, core: FakeCore) -> None:
    core.publish(snapshot(modules={}))
    told = "\n".join(label.text() for label in page.facts.findChildren(QLabel) if label.isVisibleTo(page))
    assert "Nothing. What goes wrong is told here" in told
    assert page.table.isHidden() and "modules folder" in page._empty.text()


def test_a_core_that_keeps_no_past_still_draws_what_comes(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    core.answers["samples"] = {"system": {"time": [], "marks": []}}
    core.publish(troubled_system())
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)
    window.show_page("system")
    page = window.page_of("system")
    assert isinstance(page, SystemPage)
    page.beat()
    assert page.totals.values["cpu_percent"][-1] == pytest.approx(16.9)
    assert len(page.totals.time) >= 1


def test_a_core_that_does_not_answer_leaves_the_page_and_says_why(page: SystemPage, core: FakeCore) -> None:
    core.errors["samples"] = "no answer to samples within 30.0 s"
    page.beat()
    page.draw_heat()
    assert "no answer to samples" in page.told.text()


def test_little_width_puts_the_facts_below(page: SystemPage, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(600, 560)
    qtbot.waitUntil(lambda: page._side.y() >= page.table.geometry().bottom(), timeout=5000)
    qtbot.waitUntil(lambda: page._side.verticalScrollBar().maximum() == 0, timeout=5000)
    window.resize(1180, 760)
    qtbot.waitUntil(lambda: page._side.y() < page.table.geometry().bottom(), timeout=5000)
    assert page._side.width() == 320


def test_every_control_has_a_name(page: SystemPage) -> None:
    controls = [*page.findChildren(QAbstractButton), page.table]
    named = [control for control in controls if control.accessibleName() or control.isHidden()]
    assert len(named) == len(controls)
