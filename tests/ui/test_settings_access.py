"""The settings for who cannot see them, has no mouse, or has a small screen; page by page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication

from skelly_tray.config.home import find_home
from skelly_tray.ui.settings.pages import PAGES
from skelly_tray.ui.settings.window import SettingsWindow
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import snapshot
from tests.ui.fake_settings_core import FakeSettingsCore
from tests.ui.settings_seat import FakeAutostart, Seat
from tests.ui.test_dialog_manners import Windows, inputs

KEYS = [entry.key for entry in PAGES]


@pytest.fixture
def core(tmp_path: Path) -> FakeSettingsCore:
    home = find_home(str(tmp_path / "home"))
    home.create()
    (home.modules_dir / "web.toml").write_text('command = ["sleep", "1"]\n')
    made = FakeSettingsCore(home, snapshot())
    made.override("orchestrator.unhealthy_threshold", 9)
    return made


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(request.param)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def window(make_application: MakeApplication) -> SettingsWindow:
    return Seat(make_application(host_grace_ms=10**6, autostart=FakeAutostart)).window


@pytest.mark.usefixtures("direction")
@pytest.mark.parametrize("key", KEYS)
def test_everything_that_can_be_focused_has_a_name_of_its_own(window: SettingsWindow, key: str) -> None:
    window.show_page(key)
    names: list[str] = []
    for widget in inputs(window):
        told = QAccessible.queryAccessibleInterface(widget)
        names.append(told.text(QAccessible.Text.Name))
        assert told.role() != QAccessible.Role.NoRole
    assert all(names) and len(names) > 4
    assert len(set(names)) == len(names), f"two have the same name: {sorted(names)}"


@pytest.mark.parametrize("key", KEYS)
def test_tab_leads_through_the_page_from_top_to_bottom(window: SettingsWindow, key: str) -> None:
    window.resize(860, 2000)
    window.show_page(key)
    QApplication.processEvents()
    page = window.page
    assert page is not None
    order, at = [], window.nextInFocusChain()
    while at is not window:
        order.append(at)
        at = at.nextInFocusChain()
    wanted = [widget for widget in inputs(page) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert wanted and all(widget in order for widget in wanted)
    assert order.index(window.list) < order.index(wanted[0]) < order.index(window.text)
    places = [widget.mapTo(window, widget.rect().center()).y() for widget in order if widget in wanted]
    assert all(later > before - 24 for before, later in pairwise(places)), places


@pytest.mark.usefixtures("direction")
@pytest.mark.parametrize("key", KEYS)
def test_on_a_small_screen_nothing_is_cut(window: SettingsWindow, key: str) -> None:
    window.show_page(key)
    window.resize(600, 400)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (600, 400), "nothing makes it larger"
    page = window.page
    assert page is not None
    inner = page.area.widget()
    assert inner is not None and inner.width() <= page.area.viewport().width()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), f"{button.text()} is cut"
            assert 0 <= button.mapTo(window, button.rect().center()).x() < 600


def test_no_page_is_a_window_of_its_own_for_a_moment(window: SettingsWindow, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        for key in KEYS:
            window.show_page(key)
            qapp.processEvents()
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_another_theme_is_followed(window: SettingsWindow) -> None:
    window._theme.set_setting("dark")
    assert window._theme.colours.chosen in window.styleSheet()
