"""The page of the graph: live states, choosing by mouse and keys, the list beside it, the dry run, and its silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import HealthStatus, ModuleState
from skelly_tray.ui.window.graph_items import NodeItem
from skelly_tray.ui.window.graph_page import GraphPage
from skelly_tray.ui.window.main import MainWindow
from tests.ui.fake_core import FakeCore, calm_modules, snapshot
from tests.ui.fake_system import circular_modules, many_modules


@pytest.fixture(autouse=True)
def _pointer_elsewhere(window: MainWindow) -> Iterator[None]:
    """The pointer would rest on the next test's window, where this one left it."""
    yield
    QTest.mouseMove(window, QPoint(2, 2))


@pytest.fixture
def page(window: MainWindow, core: FakeCore, qtbot: QtBot) -> GraphPage:
    core.publish(snapshot())
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)
    window.show_page("graph")
    made = window.page_of("graph")
    assert isinstance(made, GraphPage)
    return made


def asked(core: FakeCore, name: str) -> int:
    return core.names_asked().count(name)


def rows(page: GraphPage) -> dict[str, QTreeWidgetItem]:
    return page.tree._items


def test_nothing_is_asked_before_the_page_is_shown_nor_after(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)
    core.publish(snapshot())
    assert asked(core, "graph") == 0
    window.show_page("graph")
    assert asked(core, "graph") == 1
    window.show_page("modules")
    core.publish(snapshot(modules=many_modules(20)))
    assert asked(core, "graph") == 1


def test_the_graph_is_asked_for_again_only_when_the_modules_are_others(
    page: GraphPage, core: FakeCore
) -> None:
    before = page.view.nodes["storage"]
    core.change("storage", cpu_percent=50.0, state=ModuleState.FAILED)
    assert asked(core, "graph") == 1 and page.view.nodes["storage"] is before
    modules = {**calm_modules(), "more": calm_modules()["web"]}
    core.publish(snapshot(modules=modules))
    assert asked(core, "graph") == 2 and "more" in page.view.nodes


def test_states_are_those_of_the_newest_snapshot(page: GraphPage, core: FakeCore) -> None:
    core.change("storage", health=HealthStatus.DEGRADED)
    look = page.view.nodes["storage"].look
    assert look is not None and look.word == "degraded"
    assert rows(page)["storage"].text(1) == "degraded"
    assert rows(page)["web"].text(1) == "running"


def test_the_worst_module_is_chosen_at_first(window: MainWindow, core: FakeCore, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)
    window.show_page("graph")
    page = window.page_of("graph")
    assert isinstance(page, GraphPage) and page.view.current == "ai"


def test_graph_and_list_choose_the_same_module(page: GraphPage) -> None:
    page.tree.setCurrentItem(rows(page)["analysis"])
    assert page.view.current == "analysis"
    page.view.choose("storage")
    page.view.chosen.emit("storage")
    assert page.tree.currentItem() is rows(page)["storage"]
    assert "Event bus, once it is ready; restarts with it" in page.facts._lines.text()


def test_a_click_on_a_node_chooses_it_and_a_drag_does_not(page: GraphPage) -> None:
    view = page.view

    def at(module: str) -> QPoint:
        return view.mapFromScene(view.nodes[module].sceneBoundingRect().center())

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at("capture"))
    assert view.current == "capture"
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at("storage"))
    QTest.mouseMove(view.viewport(), at("storage") + QPoint(60, 0))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at("storage") + QPoint(60, 0))
    assert view.current == "capture"


def test_arrow_keys_follow_the_lines_and_return_shows_the_module(page: GraphPage, window: MainWindow) -> None:
    page.view.choose("event_bus")
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    second = page.view.current
    assert second in ("storage", "capture", "backup")
    QTest.keyClick(page.view, Qt.Key.Key_Left)
    assert page.view.current == "event_bus"
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.current not in (None, "event_bus")
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert window.page is window.modules and window.table.current_id == page.view.current


def test_from_right_to_left_the_keys_and_the_drawing_are_mirrored(page: GraphPage) -> None:
    left_to_right = {module: item.pos().x() for module, item in page.view.nodes.items()}
    page.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.view.show_graph(page.graph, page.view._drawing, {})
    mirrored = {module: item.pos().x() for module, item in page.view.nodes.items()}
    assert left_to_right["event_bus"] < left_to_right["backup"]
    assert mirrored["event_bus"] > mirrored["backup"]
    page.view.choose("event_bus")
    QTest.keyClick(page.view, Qt.Key.Key_Left)
    assert page.view.current != "event_bus"


def test_the_graph_is_told_in_words_for_who_cannot_see_it(page: GraphPage) -> None:
    page.view.choose("storage")
    assert page.view.accessibleDescription().startswith("Storage, running. Needs Event bus")
    assert rows(page)["storage"].data(0, Qt.ItemDataRole.AccessibleTextRole) == "Storage, running"


def test_all_of_it_is_in_view_until_the_user_zooms(page: GraphPage, core: FakeCore) -> None:
    core.publish(snapshot(modules=many_modules(40)))
    view = page.view
    shown = view.mapToScene(view.viewport().rect()).boundingRect()
    assert all(shown.contains(item.sceneBoundingRect()) for item in view.nodes.values())
    before = view.zoom
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > before
    zoomed = view.zoom
    page.resize(page.width() - 40, page.height())
    assert view.zoom == zoomed
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom < zoomed


def test_a_dry_run_marks_what_it_reaches_in_order_and_fades_the_rest(page: GraphPage, core: FakeCore) -> None:
    page.view.choose("storage")
    page.facts.simulate.click()
    assert ("simulate", {"module": "storage"}) in core.asked
    page.simulation.choose(1)
    numbers = {module: item.number for module, item in page.view.nodes.items() if item.number}
    assert numbers == {"storage": 1, "ai": 2}
    assert page.view.nodes["web"].faded and not page.view.nodes["storage"].faded
    assert looks(page)["storage"] == "failed" and looks(page)["ai"] == "waiting"
    assert "Storage is given up after 3 restarts" in fates(page)


def looks(page: GraphPage) -> dict[str, str]:
    return {module: item.look.word for module, item in page.view.nodes.items() if item.look}


def fates(page: GraphPage) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in page.simulation._fates.findChildren(QLabel))


def test_the_scrubber_goes_through_the_moments_of_the_dry_run(page: GraphPage) -> None:
    page.simulate("storage")
    scrubber = page.simulation.scrubber
    page.simulation.choose(1)
    scrubber.setValue(0)
    assert looks(page)["storage"] == "running" and page.simulation.reached() == {}
    QTest.keyClick(scrubber, Qt.Key.Key_Right)
    assert looks(page)["storage"] == "fails" and page.simulation.reached() == {"storage": 1}
    assert scrubber.accessibleDescription() == "at once: Storage fails"
    scrubber.setValue(scrubber.maximum())
    assert page.simulation.reached() == {"storage": 1, "ai": 2}


def test_snapshots_do_not_disturb_a_dry_run_and_back_to_now_shows_them(
    page: GraphPage, core: FakeCore
) -> None:
    page.simulate("storage")
    page.simulation.choose(1)
    core.change("web", state=ModuleState.FAILED)
    assert looks(page)["storage"] == "failed" and looks(page)["web"] == "running"
    page.simulation.back.click()
    assert looks(page)["storage"] == "running" and looks(page)["web"] == "failed"
    assert all(item.number is None and not item.faded for item in page.view.nodes.values())
    assert page.facts.isVisibleTo(page) and not page.simulation.isVisibleTo(page)


def test_a_dry_run_that_cannot_be_had_says_why(page: GraphPage, core: FakeCore) -> None:
    core.errors["simulate"] = "no answer to simulate within 30.0 s"
    page.simulate("storage")
    assert "no answer to simulate" in page.simulation._sentence.text()
    assert not page.simulation.scrubber.isVisibleTo(page)
    page.simulation.back.click()
    assert page.facts.isVisibleTo(page)


def test_an_answer_to_a_dry_run_that_was_ended_changes_nothing(
    page: GraphPage, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Any] = []
    real = core.query

    def late(name: str, params: Any, came: Any, failed: Any) -> None:
        if name == "simulate":
            waiting.append(lambda: real(name, params, came, failed))
        else:
            real(name, params, came, failed)

    monkeypatch.setattr(core, "query", late)
    page.simulate("storage")
    page.end_simulation()
    waiting[0]()
    assert all(item.number is None for item in page.view.nodes.values())


def test_a_graph_that_cannot_be_had_says_why_and_is_asked_for_again(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)
    core.errors["graph"] = "the core does not answer"
    window.show_page("graph")
    page = window.page_of("graph")
    assert isinstance(page, GraphPage) and "the core does not answer" in page._empty.text()
    core.publish(snapshot())
    assert asked(core, "graph") == 1
    del core.errors["graph"]
    for _ in range(5):
        page.beat()
    assert asked(core, "graph") == 2
    assert set(page.view.nodes) == set(calm_modules())
    assert page._places.currentIndex() == 0


def test_without_modules_the_page_says_how_to_get_some(page: GraphPage, core: FakeCore) -> None:
    core.publish(snapshot(modules={}))
    assert page._places.currentIndex() == 1 and "modules folder" in page._empty.text()


def test_a_circle_and_unusable_files_are_shown_as_such(page: GraphPage, core: FakeCore) -> None:
    core.publish(snapshot(modules=circular_modules(calm_modules())))
    assert looks(page)["ai"] == looks(page)["web"] == "invalid"
    assert len([edge for edge in page.view.edges if edge.edge.cycle]) == 3
    assert "in a circle" in page._legend.accessibleDescription()


def test_another_theme_draws_the_same_graph_in_other_colours(page: GraphPage) -> None:
    before = page.view.grab().toImage()
    page.context.theme.set_setting("dark")
    after = page.view.grab().toImage()
    assert after.size() == before.size() and after != before
    assert all(isinstance(item, NodeItem) for item in page.view.nodes.values())


def test_every_control_has_a_name(page: GraphPage) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractSlider

    page.simulate("storage")
    controls = [*page.findChildren(QAbstractButton), page.simulation.scrubber, page.view, page.tree]
    assert isinstance(page.simulation.scrubber, QAbstractSlider)
    assert [control for control in controls if not control.accessibleName()] == []
