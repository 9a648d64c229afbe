"""Draws the page of the modules in its states, for `tests.screenshots`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skelly_tray.domain.status import ModuleStatus, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.present.spans import SPANS
from skelly_tray.ui.window.main import MainWindow
from tests.ui.fake_changes import changed_modules
from tests.ui.fake_core import FakeCore, ago, snapshot, troubled, troubled_modules

Save = Callable[[QWidget, str], None]
LARGE, WIDE, NARROW, LEAST, TALL = (1180, 760), (1440, 900), (820, 600), (600, 480), (700, 900)
TABS = ("overview", "logs", "events", "settings", "limits", "why")


def draw_modules(tray: TrayApplication, core: FakeCore, save: Save) -> None:
    """Every tab calm, the list in trouble and with 40 modules, all sizes, from right to left."""
    window = tray.window
    assert window is not None
    core.answers |= {"events": journal(), "config.schema": schema()}
    core.publish(snapshot())
    _sized(window, LARGE)
    window.table.choose("storage")
    for tab in TABS:
        window.details.show_tab(tab)
        QTest.qWait(600)
        save(window, f"modules-{tab}")
    window.details.show_tab("overview")
    for span in SPANS[1:]:
        window.details.overview._spans.button(span.seconds).click()
        QTest.qWait(300)
        save(window, f"window-{span.seconds // 60}min")
    for name, size in (("narrow", NARROW), ("tall", TALL), ("least", LEAST)):
        _sized(window, size)
        save(window, f"modules-{name}")
    _sized(window, LARGE)
    draw_in_place(window, core, save)
    core.publish(snapshot(SystemStatus.CRITICAL, forty()))
    _sized(window, WIDE)
    QTest.qWait(1100)
    save(window, "modules-40")
    _sized(window, LEAST)
    save(window, "modules-40-least")
    draw_mirrored(window, save)
    core.answers.clear()
    core.publish(troubled())


def draw_in_place(window: MainWindow, core: FakeCore, save: Save) -> None:
    """What stands above the tabs: remarks and a question."""
    core.publish(snapshot(SystemStatus.DEGRADED, changed_modules()))
    window.table.choose("storage")
    window.details.wished.emit("disable")
    save(window, "modules-disable")
    window.details.remarks.end_question()
    window.table.choose("web")
    window.details.show_tab("settings")
    save(window, "modules-rolled-back")
    window.details.show_tab("logs")
    view = window.details.view("logs")
    view.log.search.setText("model")  # type: ignore[attr-defined]
    view.log.search.returnPressed.emit()  # type: ignore[attr-defined]
    save(window, "modules-found")
    window.details.show_tab("overview")


def draw_mirrored(window: MainWindow, save: Save) -> None:
    _sized(window, LARGE)
    direction = window.layoutDirection()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.qWait(300)
    save(window, "modules-mirrored")
    window.setLayoutDirection(direction)


def _sized(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()


def forty() -> dict[str, ModuleStatus]:
    """Five systems of eight modules, each with a name of its own."""
    return {
        f"{key}{number}": replace(module, name=f"{module.name} {number}")
        for number in range(1, 6)
        for key, module in troubled_modules().items()
    }


def schema() -> dict[str, object]:
    fields = [
        {"path": ["startup_timeout"], "help": "the longest start", "default": "60s"},
        {"path": ["stop_signal"], "help": "sent first", "default": "SIGTERM"},
        {"path": ["recovery", "max_restarts"], "help": "then it is given up", "default": "3"},
    ]
    return {"fields": fields, "settings": [], "overrides": {"limits.max_memory_mb": 300}}


def journal() -> list[dict[str, object]]:
    told = (
        (4000, "state_changed", "starting", "you started all modules", None),
        (3999, "state_changed", "running", "ready after 0.4 s", 1),
        (300, "health_changed", "unhealthy", "its liveness probe missed 3 times: connection refused", None),
        (299, "recovery", None, "restarted at once: unhealthy for 30 s", 3),
        (298, "state_changed", "stopping", "unhealthy for 30 s", 4),
        (296, "state_changed", "starting", "next try", 5),
        (294, "state_changed", "running", "ready after 2.1 s", 6),
        (100, "limit_exceeded", None, "CPU was over 20 % for 10 s", None),
        (60, "config_changed", None, "limits.max_memory_mb: 64 → 300, by you", None),
    )
    return [
        {
            "seq": seq, "time": ago(seconds), "module": "storage", "kind": kind, "from": None, "to": to,
            "cause": {"kind": "recovery", "text": text, "seq": cause},
        }
        for seq, (seconds, kind, to, text, cause) in enumerate(told, 1)
    ]  # fmt: skip
