"""Draws the pages of the system and of the graph in their states, for `tests.screenshots`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from skelly_tray.domain.status import SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.present.spans import DAY, SPANS
from skelly_tray.ui.window.graph_page import GraphPage
from skelly_tray.ui.window.system_page import SystemPage
from tests.ui.fake_core import FakeCore, calm_modules, snapshot, troubled, troubled_modules
from tests.ui.fake_system import circular_modules, many_modules, troubled_system, varied_samples

Save = Callable[[QWidget, str], None]
LARGE, SMALL = (1180, 760), (600, 560)


def draw_graph(tray: TrayApplication, core: FakeCore, save: Save) -> None:
    """8, 40 and 100 modules, a dry run, a circle, nothing, small, and from right to left."""
    window = tray.window
    assert window is not None
    page = window.page_of("graph")
    assert isinstance(page, GraphPage)
    window.show_page("graph")
    for name, modules in (
        ("8", troubled_modules()),
        ("40", many_modules(40)),
        ("100", many_modules(100)),
        ("circle", circular_modules(calm_modules())),
        ("empty", {}),
    ):
        core.publish(snapshot(SystemStatus.CRITICAL, modules))
        window.resize(*LARGE)
        page.view.fit()
        save(window, f"graph-{name}")
    core.publish(snapshot())
    page.view.choose("storage")
    page.simulate("storage")
    for course, name in enumerate(("comes-back", "stays-down")):
        page.simulation.choose(course)
        for size in (LARGE, SMALL):
            window.resize(*size)
            save(window, f"graph-what-if-{name}-{size[0]}")
    page.end_simulation()
    save(window, "graph-small")
    window.resize(*LARGE)
    direction = QApplication.layoutDirection()
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    save(window, "graph-mirrored")
    QApplication.setLayoutDirection(direction)

    window.show_page("modules")
    core.publish(troubled())


def draw_system(tray: TrayApplication, core: FakeCore, save: Save) -> None:
    """Every span, 8, 40 and 100 modules, pointed at, small, from right to left, and nothing."""
    window = tray.window
    assert window is not None
    core.answers |= {"events": []}
    core._answer_samples = lambda params: varied_samples(  # type: ignore[method-assign]
        core.snapshot.modules if core.snapshot else (), params
    )
    core.publish(troubled_system())
    window.resize(*LARGE)
    window.show_page("system")
    page = window.page_of("system")
    assert isinstance(page, SystemPage)
    QTest.qWait(1500)
    for span in SPANS:
        page.show_span(span.seconds)
        QTest.qWait(300)
        save(window, f"system-{span.seconds // 60}min")
    page.show_span(DAY)
    strip = page.table.strip_rect(1)
    QTest.mouseMove(page.table.viewport(), QPoint(strip.left() + strip.width() // 3, strip.center().y()))
    save(window, "system-pointed")
    direction = QApplication.layoutDirection()
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    save(window, "system-mirrored")
    QApplication.setLayoutDirection(direction)
    for count in (40, 100):
        core.publish(snapshot(SystemStatus.CRITICAL, many_modules(count)))
        QTest.qWait(1200)
        save(window, f"system-{count}")
    core.publish(snapshot())
    QTest.qWait(1200)
    save(window, "system-calm")
    window.resize(*SMALL)
    save(window, "system-small")
    page.scroll_to_end()
    save(window, "system-small-end")
    core.publish(snapshot(SystemStatus.STOPPED, {}))
    window.resize(*LARGE)
    save(window, "system-empty")
    window.show_page("modules")
    del core._answer_samples
    core.answers.clear()
    core.publish(troubled())
