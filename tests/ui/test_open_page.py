"""A page that is asked for comes in steps, and only the last one that was asked for is shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from skelly_tray.ui.importing import PAUSE_MS
from skelly_tray.ui.window import pages as pages_module
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.pages import Page
from tests.ui.test_window import seen


def test_of_several_pages_asked_for_at_once_the_last_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    seen(qtbot, window)
    for key in ("graph", "system", "modules", "system"):
        window.open_page(key)
    qtbot.waitUntil(lambda: window._in_view is window._pages.get("system"), timeout=5000)
    qtbot.waitUntil(lambda: "graph" in window._pages, timeout=5000)
    qtbot.wait(5 * PAUSE_MS)
    assert window.page is window._pages["system"] and window.foot.tabs.key == "system"


def test_a_page_is_rendered_once_when_it_is_shown(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen(qtbot, window)
    page, times = window.page_of("system"), list[int]()
    monkeypatch.setattr(page, "render_snapshot", lambda: times.append(1))
    window.show_page("system")
    qtbot.wait(5 * PAUSE_MS)
    assert len(times) == 1 and window.foot.tabs.key == "system"


def test_a_page_comes_in_steps_and_the_loop_goes_on_between(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen(qtbot, window)
    turns, told = [0], dict[str, int]()
    ticking = QTimer()
    ticking.timeout.connect(lambda: turns.append(turns.pop() + 1))
    ticking.start(0)
    entry = pages_module.entry_of("graph")
    graph = getattr(import_module(entry.module), entry.name)
    for step in ("__init__", "render_snapshot", "enter"):
        own = getattr(graph, step)

        def take(page: Page, *given: object, step: str = step, own: Callable[..., None] = own) -> None:
            told.setdefault(step, turns[0])
            own(page, *given)

        monkeypatch.setattr(graph, step, take)
    window.open_page("graph")
    qtbot.waitUntil(lambda: "enter" in told, timeout=5000)
    assert told["__init__"] < told["render_snapshot"] < told["enter"]


def test_a_page_that_another_shows_meanwhile_is_not_taken_away(window: MainWindow, qtbot: QtBot) -> None:
    seen(qtbot, window)
    import_module(pages_module.entry_of("graph").module)
    window.open_page("graph")
    window.show_page("system")
    qtbot.wait(5 * PAUSE_MS)
    assert window.page is window._pages["system"]
