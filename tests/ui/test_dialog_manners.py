"""What holds for every dialog: names for who cannot see it, keys for who has no mouse, room on a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from skelly_tray.config.home import find_home
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.window import buttons
from tests.ui.fake_autostart import FakeAutostart
from tests.ui.fake_config_core import FakeConfigUiCore
from tests.ui.fake_core import calm_modules, snapshot
from tests.ui.test_about import ANSWER
from tests.ui.test_config_dialog import TEXT

LONG = "A module with a name that nobody would give to anything but that somebody will, some day, for sure"
KINDS = [
    "restart_how", "stop_how", "config", "secrets", "add_module", "import_file", "about", "diagnostics", "welcome",
]  # fmt: skip
INPUTS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QTabBar)


class Windows(QObject):
    """Which widgets come up as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


@pytest.fixture
def core(tmp_path: Path) -> FakeConfigUiCore:
    home = find_home(str(tmp_path / "home"))
    home.create()
    (home.modules_dir / "ai.toml").write_text(TEXT)
    modules = calm_modules()
    modules["ai"] = replace(modules["ai"], name=LONG, dependants=["web"])
    made = FakeConfigUiCore(home, snapshot(modules=modules))
    made.answers["diagnostics"] = ANSWER
    made.answers["config.begin"] = {"errors": []}
    made.answers["impact"] = {"also": {"web": f"will be restarted after it, it depends on {LONG}"}}
    made.answers["secret.list"] = {"secrets": [{"name": "ai/key", "kept_in": None, "used_by": ["ai"]}]}
    keyring = {"state": "locked", "backend": None, "text": ""}
    made.answers["secret.status"] = {
        "keyring": keyring,
        "file": "none",
        "waiting": {"ai": f"it waits; {LONG}"},
    }
    return made


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(request.param)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def opened(application: TrayApplication, kind: str) -> QDialog:
    if kind == "welcome":
        application.welcome(FakeAutostart())
        assert application.welcoming is not None
        return application.welcoming
    of_a_module = kind in ("restart_how", "stop_how", "config")
    return application.desk.show(kind, "ai" if of_a_module else "")


def inputs(dialog: QWidget) -> list[QWidget]:
    """What can be focused and is seen."""
    return [
        widget
        for widget in dialog.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


def walk(dialog: QDialog) -> Iterator[None]:
    """Every page that can be reached without doing anything."""
    yield
    form: Any = getattr(getattr(dialog, "edit", None), "form", None)
    if form is not None:
        for row in range(form.list.count()):
            form.list.setCurrentRow(row)
            yield
    for tabs in ("edit", "tabs"):
        pages: Any = getattr(dialog, tabs, None)
        for index in range(pages.count() if pages is not None else 0):
            pages.setCurrentIndex(index)
            yield
    new: Any = getattr(dialog, "new", None)
    if isinstance(new, QAbstractButton):
        new.click()
        yield


@pytest.mark.usefixtures("direction")
@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_can_be_focused_has_a_name_and_a_role(
    application: TrayApplication, kind: str
) -> None:
    dialog, nameless, seen = opened(application, kind), list[str](), 0
    for _ in walk(dialog):
        for widget in inputs(dialog):
            seen += 1
            told = QAccessible.queryAccessibleInterface(widget)
            if not told.text(QAccessible.Text.Name) or told.role() == QAccessible.Role.NoRole:
                nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == [] and seen > 2


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_aloud_is_what_stands_there(application: TrayApplication, kind: str) -> None:
    dialog, wrong, seen = opened(application, kind), list[str](), 0
    for _ in walk(dialog):
        for label in dialog.findChildren(QLabel):
            # A name takes the place of the text: it must be that, or what there was no room for.
            name, shown = label.accessibleName(), label.text().rstrip("…")
            seen += bool(shown)
            if name and not (shown and name.startswith(shown)):
                wrong.append(f"{label.text()!r} is read as {name!r}")
        for pressed in dialog.findChildren(QPushButton):
            name = QAccessible.queryAccessibleInterface(pressed).text(QAccessible.Text.Name)
            if pressed.text() and (not name or "&" in name):
                wrong.append(f"{pressed.text()!r} is read as {name!r}")
    assert wrong == [] and seen > 4


def test_the_name_of_a_button_follows_its_text(qtbot: QtBot) -> None:
    made = buttons.button("&Save", lambda: None, tip="")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Save"
    made.setText("&Go back…")
    assert made.accessibleName() == "Go back"


@pytest.mark.usefixtures("direction")
@pytest.mark.parametrize("kind", KINDS)
def test_on_a_small_screen_no_button_is_cut_or_out_of_sight(
    application: TrayApplication, kind: str, qapp: QApplication
) -> None:
    dialog = opened(application, kind)
    dialog.resize(600, 400)
    assert dialog.width() <= 600 and dialog.height() <= 400, "nothing makes it larger"
    for _ in walk(dialog):
        qapp.processEvents()
        for button in dialog.findChildren(QAbstractButton):
            inside = button.parentWidget()
            scrolled = any(isinstance(each, QAbstractScrollArea) for each in parents(button))
            if not button.isVisible() or inside is None or isinstance(inside, QTabBar):
                continue
            assert button.width() >= button.sizeHint().width(), f"{button.text()} is cut"
            place = button.mapTo(dialog, button.rect().center())
            assert scrolled or dialog.rect().contains(place), f"{button.text()} is outside"


def parents(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


@pytest.mark.parametrize("kind", KINDS)
def test_tab_leads_through_all_of_it_and_round_again(application: TrayApplication, kind: str) -> None:
    dialog = opened(application, kind)
    dialog.activateWindow()
    wanted = {id(widget) for widget in inputs(dialog) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus}
    chain, at = set[int](), dialog.nextInFocusChain()
    while at is not dialog and id(at) not in chain:
        chain.add(id(at))
        at = at.nextInFocusChain()
    assert wanted <= chain and wanted


@pytest.mark.parametrize("kind", KINDS)
def test_opening_a_dialog_shows_one_window(
    application: TrayApplication, kind: str, qapp: QApplication
) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        dialog = opened(application, kind)
        for _ in walk(dialog):
            qapp.processEvents()
    finally:
        qapp.removeEventFilter(windows)
    assert [widget for widget in windows.shown if widget is not dialog] == []


@pytest.mark.parametrize("kind", KINDS)
def test_escape_or_its_key_closes_it_and_nothing_of_it_stays(
    application: TrayApplication, core: FakeConfigUiCore, kind: str, qtbot: QtBot
) -> None:
    before = len(core._readers), len(core._callbacks)
    dialog = opened(application, kind)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog), timeout=5000)
    core.publish(snapshot())
    core.tell(None, "config_changed", verdict="applied")
    assert (len(core._readers), len(core._callbacks)) == before


@pytest.mark.parametrize("kind", KINDS)
def test_another_theme_is_followed(application: TrayApplication, kind: str) -> None:
    dialog = opened(application, kind)
    application.theme.set_setting("dark")
    assert application.theme.colours.background in dialog.styleSheet()
    application.theme.set_setting("light")
