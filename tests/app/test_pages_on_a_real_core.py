"""The pages of the system and of the graph over a real core in a process of its own: its answers are what is drawn."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from skelly_tray.app.attached import AttachedCore
from skelly_tray.app.loop import TrayEventLoop
from skelly_tray.config.home import find_home
from skelly_tray.scopes import Scope
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.present.heat import CELLS
from skelly_tray.ui.present.marks import MarkKind
from skelly_tray.ui.present.spans import DAY
from skelly_tray.ui.window.graph_page import GraphPage
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.system_page import SystemPage
from tests.supervisor import DEADLINE, Supervisor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SLEEPING = ["sleep", "1000"]
Act = Callable[[MainWindow], Awaitable[None]]


async def until(condition: Callable[[], object], what: str) -> None:
    """Let the loop run until it is so."""
    try:
        async with asyncio.timeout(DEADLINE):
            while not condition():
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail(f"never happened: {what}")


@pytest.fixture
def play(qapp: QApplication, supervisor: Supervisor, tmp_path: Path) -> Callable[[Act], None]:
    """Runs a scene in a window that is attached to the core of `supervisor`, with four modules: `web` and `job` need
    `db`, `left` and `right` each other."""

    async def scene(act: Act) -> None:
        failures: list[BaseException] = []
        scope = Scope(lambda name, error: failures.append(error))
        core = AttachedCore(find_home(str(supervisor.home)), scope.start, lambda: None, lambda: None)
        core.open()
        tray = TrayApplication(
            qapp, core, state_dir=tmp_path, theme="light", start_hidden=False, host_grace_ms=10**6
        )
        try:
            window = tray.window
            assert window is not None
            await until(lambda: window.heartbeat.running, "the window is seen")
            await until(lambda: tray.watch.snapshot is not None, "the first snapshot")
            await act(window)
        finally:
            tray.close()
            core.close()
            await scope.close()
        assert failures == []

    def run(act: Act) -> None:
        supervisor.module("db", command=SLEEPING, ready_after=0, recovery={"backoff": "10ms"})
        supervisor.module(
            "web", command=SLEEPING, ready_after=0, depends_on=[{"module": "db", "on_restart": "restart"}]
        )
        supervisor.module(
            "job", command=SLEEPING, ready_after=0,
            depends_on=[{"module": "db", "condition": "started", "required": False}],
        )  # fmt: skip
        supervisor.module("left", command=SLEEPING, depends_on=["right"])
        supervisor.module("right", command=SLEEPING, depends_on=["left"])
        supervisor.start()
        supervisor.wait_running("web")
        with asyncio.Runner(loop_factory=lambda: TrayEventLoop(qapp)) as runner:
            runner.run(scene(act))

    return run


def test_the_graph_is_that_of_the_files_with_its_circle_and_a_dry_run(play: Callable[[Act], None]) -> None:
    async def act(window: MainWindow) -> None:
        window.show_page("graph")
        page = window.page_of("graph")
        assert isinstance(page, GraphPage)
        await until(lambda: page.view.nodes, "the graph")
        assert set(page.view.nodes) == {"db", "web", "job", "left", "right"}
        told = {edge.ends: edge for edge in page.graph.edges}
        assert told["db", "web"].on_restart == "restart" and told["db", "web"].required
        assert told["db", "job"].condition == "started" and not told["db", "job"].required
        assert told["left", "right"].cycle and told["right", "left"].cycle
        page.simulate("db")
        await until(lambda: page.simulation.run is not None, "the dry run")
        assert page.simulation.step is not None and page.simulation.step.looks["web"].word == "running"
        assert page.simulation.reached().keys() == {"db", "web"}
        assert page.simulation.run is not None and page.simulation.run.touched.keys() == {"db", "web"}
        page.simulation.back.click()
        page.simulate("left")
        await until(lambda: "does not run now" in page.simulation._sentence.text(), "that nothing follows")

    play(act)


def test_the_system_draws_its_totals_and_a_death_in_the_strip(
    play: Callable[[Act], None], supervisor: Supervisor
) -> None:
    async def act(window: MainWindow) -> None:
        window.show_page("system")
        page = window.page_of("system")
        assert isinstance(page, SystemPage)
        await until(lambda: page.plots is not None and len(page.totals.time) > 1, "the totals")
        assert page.totals.values["own_memory_mb"][-1] > 1

        await until(lambda: code(page, "web", CELLS - 1) >= 0, "health of the web server")
        before = {module: restarts(page, module) for module in ("db", "web", "job")}
        pid = supervisor.status()["modules"]["db"]["pid"]
        os.kill(pid, signal.SIGKILL)
        await until(lambda: restarts(page, "db") > before["db"], "the mark of a restart")
        await until(lambda: restarts(page, "web") > before["web"], "the restart that went along")
        assert restarts(page, "job") == before["job"]
        told = "\n".join(label.text() for label in page.facts.issues.findChildren(QLabel))
        assert "a cycle cannot be started: left needs right needs left" in told
        page.show_span(DAY)
        await until(lambda: page.table.heat.span == DAY and restarts(page, "db") > before["db"], "the day")
        assert code(page, "web", CELLS - 1) >= 0

    play(act)


def code(page: SystemPage, module: str, cell: int) -> int:
    number = page.table.rows.number_of(module)
    line = page.table.rows.line(number) if number is not None else None
    return line.row.code(cell) if line else -1


def restarts(page: SystemPage, module: str) -> int:
    """Its marks of a restart; those close together are drawn as one."""
    number = page.table.rows.number_of(module)
    line = page.table.rows.line(number) if number is not None else None
    groups = [group for _, group in line.row.marks if group.kind is MarkKind.RESTART] if line else []
    return sum(len(group.marks) for group in groups)
