"""Fixtures of the user interface's tests: a core that plays a part, and the application over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import getCppPointer

from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.window.main import MainWindow
from tests.ui.fake_core import FakeCore, troubled

MakeApplication = Callable[..., TrayApplication]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says so each time it cannot do what a window system does."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


def windows() -> dict[int, QWidget]:
    """Our windows that belong to no other, by where they lie in memory."""
    return {
        getCppPointer(each)[0]: each
        for each in QApplication.topLevelWidgets()
        if each.parent() is None and (type(each) is QMenu or type(each).__module__.startswith("skelly_tray"))
    }


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """No window outlives its test: each would be styled and laid out anew in every one that follows."""
    before = windows() if QApplication.instance() else {}
    yield
    if QApplication.instance() is None:
        return
    for place, each in windows().items():
        if place not in before:
            each.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def core() -> FakeCore:
    return FakeCore(troubled())


@pytest.fixture
def make_application(qapp: QApplication, core: FakeCore, tmp_path: Path) -> Iterator[MakeApplication]:
    made: list[TrayApplication] = []

    def make(**settings: object) -> TrayApplication:
        arguments = {"state_dir": tmp_path, "theme": "light", "host_grace_ms": 0, **settings}
        made.append(TrayApplication(qapp, core, **arguments))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for each in made:
        each.close()
        each.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def application(make_application: MakeApplication) -> TrayApplication:
    return make_application(start_hidden=False)


@pytest.fixture
def window(application: TrayApplication) -> MainWindow:
    assert application.window is not None
    return application.window
