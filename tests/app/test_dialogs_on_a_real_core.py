"""The dialogs over a real core, here and elsewhere: what a user does in them happens, and is told to its end."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from skelly_tray.app.assembly import RunningCore
from skelly_tray.app.attached import AttachedCore
from skelly_tray.app.instance import InstanceLock
from skelly_tray.app.loop import TrayEventLoop
from skelly_tray.app.start import prepare
from skelly_tray.app.ui_core import InProcessCore
from skelly_tray.config.home import find_home
from skelly_tray.scopes import Scope
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.about import AboutDialog
from skelly_tray.ui.dialogs.acting import ActDialog
from skelly_tray.ui.dialogs.add_module import TRIAL, AddModuleDialog
from skelly_tray.ui.dialogs.config import OUTCOME, REVIEW, ConfigDialog
from skelly_tray.ui.dialogs.config_fields import LineEditor
from skelly_tray.ui.dialogs.import_file import FORM, ImportDialog
from skelly_tray.ui.dialogs.secrets import LIST, PASSPHRASE, STORE, SecretsDialog
from skelly_tray.ui.ports import Core
from skelly_tray.ui.present.importing import KEEP, REPLACE
from tests.supervisor import DEADLINE, Supervisor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SLEEPING = ["sleep", "1000"]
LISTENING = "import socket, time; s = socket.create_server(('127.0.0.1', 0)); print('up', flush=True); time.sleep(1e6)"


async def until(condition: Callable[[], object], what: str) -> None:
    """Let the loop run until it is so."""
    async with asyncio.timeout(DEADLINE):
        while not condition():
            await asyncio.sleep(0.02)
    assert condition(), what


@dataclass
class Seat:
    """Somebody in front of the dialogs."""

    tray: TrayApplication
    system: Supervisor

    def show(self, kind: str, module: str, wanted: type[Any]) -> Any:
        dialog = self.tray.desk.show(kind, module)
        assert isinstance(dialog, wanted)
        return dialog

    def file(self, module: str) -> str:
        return (self.system.home / "config" / "modules" / f"{module}.toml").read_text()

    async def running(self, module: str) -> None:
        def up() -> bool:
            found = self.tray.watch.module(module)
            return found is not None and found.ready

        await until(up, f"{module} is ready")


Play = Callable[[Callable[[Seat], Awaitable[None]]], None]


@asynccontextmanager
async def attached(supervisor: Supervisor, scope: Scope) -> AsyncIterator[Core]:
    """A core in a process of its own, at the other end of the control socket."""
    core = AttachedCore(find_home(str(supervisor.home)), scope.start, lambda: None, lambda: None)
    core.open()
    try:
        yield core
    finally:
        core.close()


@asynccontextmanager
async def in_this_process(supervisor: Supervisor, scope: Scope) -> AsyncIterator[Core]:
    """A core on the same loop, as the tray application has it."""
    home = find_home(str(supervisor.home))
    configuration = prepare(home)
    assert configuration is not None
    core = RunningCore(home, configuration, InstanceLock(home), verbose=False)
    try:
        assert await core.open()
        yield InProcessCore(core.orchestrator, core.call, core.start)
    finally:
        await core.close(keep_modules=False)


@pytest.fixture(params=["attached", "in this process"])
def play(request: pytest.FixtureRequest, qapp: QApplication, supervisor: Supervisor, tmp_path: Path) -> Play:
    """Runs a scene on the loop of the application, with a tray over a real core."""
    elsewhere = request.param == "attached"

    async def scene(act: Callable[[Seat], Awaitable[None]]) -> None:
        failures: list[BaseException] = []
        scope = Scope(lambda name, error: failures.append(error))
        async with (attached if elsewhere else in_this_process)(supervisor, scope) as core:
            tray = TrayApplication(qapp, core, state_dir=tmp_path, theme="light", host_grace_ms=10**6)
            try:
                await until(lambda: tray.watch.snapshot is not None, "the first snapshot")
                await act(Seat(tray, supervisor))
            finally:
                tray.close()
        await scope.close()
        assert failures == []

    def run(act: Callable[[Seat], Awaitable[None]]) -> None:
        if elsewhere:
            supervisor.start()
        with asyncio.Runner(loop_factory=lambda: TrayEventLoop(qapp)) as runner:
            runner.run(scene(act))

    return run


def type_into(edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


async def edited(seat: Seat, command: str) -> ConfigDialog:
    """The command of `web` is another, and the difference is shown."""
    dialog: ConfigDialog = seat.show("config", "web", ConfigDialog)
    await until(lambda: dialog.edit.form.row("command") is not None, "the form")
    line = dialog.edit.form.row("command")
    assert isinstance(line, LineEditor)
    type_into(line.edit, command)
    dialog.save.click()
    await until(lambda: dialog.pages.currentIndex() == REVIEW, "the difference")
    return dialog


def test_a_setting_is_edited_compared_tried_and_kept(play: Play, supervisor: Supervisor) -> None:
    supervisor.orchestrator(config_trial=0.3)
    supervisor.module("web", '# mine\ncommand = ["sleep", "1000"] # so long\nready_after = 0\n')

    async def act(seat: Seat) -> None:
        await seat.running("web")
        dialog = await edited(seat, "sleep 2000")
        assert '+command = ["sleep", "2000"] # so long' in dialog.review.diff.toPlainText()
        assert "Restarted: web" in dialog.review.effect.text()
        assert "2000" not in seat.file("web"), "nothing is saved yet"
        dialog.commit.click()
        await until(lambda: dialog.pages.currentIndex() == OUTCOME, "the outcome")
        await until(lambda: "and kept" in dialog.outcome.state.text(), "the end of the trial")
        assert seat.file("web") == '# mine\ncommand = ["sleep", "2000"] # so long\nready_after = 0\n'
        dialog.back.click()
        dialog.edit.setCurrentWidget(dialog.history)
        await until(lambda: dialog.history.rows.topLevelItemCount() == 2, "both revisions")
        dialog.history.rows.setCurrentItem(dialog.history.rows.topLevelItem(1))  # type: ignore[arg-type]
        dialog.history.back.click()
        await until(lambda: dialog.pages.currentIndex() == REVIEW, "what going back does")
        assert '-command = ["sleep", "2000"] # so long' in dialog.review.diff.toPlainText()
        dialog.commit.click()
        await until(lambda: "1000" in seat.file("web"), "the way back")
        await until(lambda: '"1000"' in dialog.edit.read().text, "the text follows")
        dialog.close()

    play(act)


def test_a_setting_that_makes_the_module_fail_is_taken_back_and_the_dialog_says_why(
    play: Play, supervisor: Supervisor
) -> None:
    supervisor.orchestrator(config_trial=60, recovery_backoff="10ms")
    supervisor.module("web", command=SLEEPING, ready_after=0)

    async def act(seat: Seat) -> None:
        await seat.running("web")
        dialog = await edited(seat, "sh -c 'exit 3'")
        dialog.commit.click()
        await until(lambda: "Taken back by itself" in dialog.outcome.state.text(), "the end of the trial")
        assert "exit 3" in dialog.outcome.state.text().replace("code ", "") and "exit 3" in seat.file("web")
        await seat.running("web")
        dialog.close()

    play(act)


def test_errors_of_the_schema_come_while_one_types_and_others_before_a_save(
    play: Play, supervisor: Supervisor
) -> None:
    supervisor.module("web", command=SLEEPING)

    async def act(seat: Seat) -> None:
        dialog: ConfigDialog = seat.show("config", "web", ConfigDialog)
        await until(lambda: "sleep" in dialog.edit.read().text, "its text")
        dialog.edit.text.appendPlainText("importance = 1000\n")
        await until(lambda: "importance: 1000 is out of range" in dialog.errors.text(), "the check")
        dialog.edit.text.setPlainText('command = ["sleep", "1"]\ndepends_on = ["nobody"]\n')
        dialog.edit.text.document().setModified(True)
        await until(lambda: dialog.errors.isHidden(), "the text alone is right")
        dialog.save.click()
        await until(lambda: "nobody" in dialog.errors.text(), "what only the whole shows")
        assert "1000" in seat.file("web")
        dialog.edit.text.document().setModified(False)
        dialog.close()

    play(act)


def test_a_secret_is_set_and_the_module_that_waits_for_it_starts(play: Play, supervisor: Supervisor) -> None:
    canary = "canary-of-the-dialog"
    supervisor.module("web", command=SLEEPING, ready_after=0, env={"TOKEN": {"secret": "web/token"}})

    async def act(seat: Seat) -> None:
        dialog: SecretsDialog = seat.show("secrets", "", SecretsDialog)
        await until(lambda: dialog.list.chosen() is not None and dialog.unlock.isVisible(), "the list")
        chosen = dialog.list.chosen()
        assert chosen is not None and chosen.missing and chosen.used_by == "web"
        dialog.unlock.click()
        assert dialog.pages.currentIndex() == PASSPHRASE
        for edit in (dialog.passphrase.edit, dialog.passphrase.again):
            QTest.keyClicks(edit, "a long passphrase")
        dialog.go.click()
        await until(lambda: dialog.pages.currentIndex() == LIST and dialog.lock.isVisible(), "the file")
        dialog.replace.click()
        assert dialog.pages.currentIndex() == STORE
        QTest.keyClicks(dialog.entry.edit, canary)
        dialog.go.click()
        await until(
            lambda: "is kept in the file behind your passphrase" in dialog.said.text(), "it is stored"
        )
        await seat.running("web")
        pid = seat.tray.watch.module("web")
        assert pid is not None and f"TOKEN={canary}".encode() in Path(f"/proc/{pid.pid}/environ").read_bytes()
        dialog.close()

    play(act)


def test_a_module_is_added_seen_running_checked_by_its_port_and_taken_out(
    play: Play, supervisor: Supervisor
) -> None:
    supervisor.module("other", command=SLEEPING)

    async def act(seat: Seat) -> None:
        dialog: AddModuleDialog = seat.show("add_module", "", AddModuleDialog)
        dialog.line.setText(f'"{sys.executable}" -c "{LISTENING}"')
        dialog.line.textEdited.emit("")
        dialog.id.setText("web")
        dialog.name.setText("Web")
        dialog.check()
        dialog.add.click()
        await until(lambda: dialog.pages.currentIndex() == TRIAL, dialog.said.text())
        await until(lambda: "Web is running" in dialog.trial.state.text(), "it runs")
        await until(lambda: len(dialog.trial.offers) == 2, "its port is seen")
        await until(lambda: "up" in dialog.trial.output.toPlainText(), "its output is seen")
        dialog.trial.offers[0].click()
        await until(lambda: 'kind = "tcp"' in seat.file("web"), "the probe")
        dialog.remove.click()
        await until(lambda: seat.tray.watch.module("web") is None, "it is gone")
        assert dialog.line.text(), "what was typed is still there"
        dialog.close()

    play(act)


def test_a_stop_that_is_not_obeyed_counts_down_to_the_kill(play: Play, supervisor: Supervisor) -> None:
    deaf = "from signal import *; import time; signal(SIGTERM, SIG_IGN); print('deaf', flush=True); time.sleep(1e6)"
    supervisor.module(
        "deaf",
        command=[sys.executable, "-c", deaf],
        shutdown_timeout="1500ms",
        probes={"readiness": {"kind": "log", "pattern": "deaf", "interval": "50ms"}},
    )

    async def act(seat: Seat) -> None:
        await seat.running("deaf")
        dialog: ActDialog = seat.show("stop_how", "deaf", ActDialog)
        dialog.confirm.click()
        await until(lambda: "KILL in" in dialog.progress.text(), "the countdown")
        await until(lambda: dialog.state.text() == "Everything named is stopped", "the end")
        dialog.undo.click()
        await until(lambda: dialog.state.text() == "Everything is up again", "started again")
        dialog.close()

    play(act)


def test_the_diagnostics_are_those_of_the_core(play: Play, supervisor: Supervisor) -> None:
    supervisor.module("web", command=SLEEPING)

    async def act(seat: Seat) -> None:
        dialog: AboutDialog = seat.show("diagnostics", "", AboutDialog)
        await until(lambda: dialog.copy.isEnabled(), "the answer")
        text = dialog.text.toPlainText()
        pid = os.getpid() if not seat.system.runs else seat.system.pid
        assert f"pid         {pid}" in text and "keeper lock held        yes" in text
        dialog.close()

    play(act)


def test_a_file_that_cannot_be_used_is_mended_in_the_dialog(play: Play, supervisor: Supervisor) -> None:
    supervisor.module("web", 'comand = ["sleep", "1000"]\nready_after = 0\n')

    async def act(seat: Seat) -> None:
        dialog: ConfigDialog = seat.show("config", "web", ConfigDialog)
        await until(lambda: 'did you mean "command"?' in dialog.errors.text(), "its errors")
        dialog.edit.text.setPlainText(dialog.edit.read().text.replace("comand", "command"))
        dialog.edit.text.document().setModified(True)
        await until(lambda: dialog.errors.isHidden(), "the check")
        dialog.save.click()
        await until(lambda: dialog.pages.currentIndex() == REVIEW, "the difference")
        dialog.commit.click()
        await seat.running("web")
        await until(lambda: "web · running" in dialog.outcome.modules.text(), "the outcome")
        dialog.close()

    play(act)


def test_a_file_saved_by_an_editor_meanwhile_is_told_and_not_overwritten(
    play: Play, supervisor: Supervisor
) -> None:
    supervisor.module("web", command=SLEEPING, ready_after=0)

    async def act(seat: Seat) -> None:
        await seat.running("web")
        dialog: ConfigDialog = seat.show("config", "web", ConfigDialog)
        await until(lambda: "sleep" in dialog.edit.read().text, "its text")
        dialog.edit.text.appendPlainText("# mine")
        supervisor.module("web", command=["sleep", "3000"], ready_after=0)
        await until(lambda: dialog.outside.isVisible(), "it is told")
        assert "# mine" in dialog.edit.read().text and "3000" not in dialog.edit.read().text
        dialog.take_theirs.click()
        await until(lambda: "3000" in dialog.edit.read().text, "theirs")
        assert not dialog.edit.changed
        dialog.close()

    play(act)


def test_the_settings_of_the_orchestrator_are_edited_also_where_there_is_no_file_yet(
    play: Play, supervisor: Supervisor
) -> None:
    supervisor.module("web", command=SLEEPING, ready_after=0)
    path = supervisor.home / "config" / "orchestrator.toml"

    async def act(seat: Seat) -> None:
        await seat.running("web")
        dialog: ConfigDialog = seat.show("config", "orchestrator", ConfigDialog)
        await until(lambda: dialog.edit.form.list.count() > 3, "the form")
        dialog.edit.form.changed.emit(("config_trial",), 0)
        await until(lambda: dialog.save.isEnabled(), "the check")
        dialog.save.click()
        await until(lambda: dialog.pages.currentIndex() == REVIEW, "the difference")
        assert "No module is touched" in dialog.review.effect.text()
        dialog.commit.click()
        await until(lambda: path.exists() and "config_trial = 0" in path.read_text(), dialog.errors.text())
        await until(lambda: "and kept" in dialog.outcome.state.text(), "the outcome")
        dialog.close()

    play(act)


async def imported(seat: Seat, procfile: str, there: str = KEEP) -> ImportDialog:
    """The programs of that Procfile have been brought in. there: what becomes of modules that are there."""
    file = seat.system.home / "Procfile"
    file.write_text(procfile)
    dialog: ImportDialog = seat.show("import_file", "", ImportDialog)
    dialog.open_file(str(file))
    await until(lambda: dialog.go.isEnabled(), "what is in the file")
    if there != KEEP:
        dialog.taken.setCurrentIndex(dialog.taken.findData(there))
        dialog.taken.activated.emit(dialog.taken.currentIndex())
        await until(lambda: dialog.go.isEnabled() and not dialog.list.left_out(), "all of them")
    dialog.go.click()
    await until(lambda: dialog.pages.currentIndex() != FORM, "the import")
    return dialog


def test_a_file_is_imported_as_one_change_and_taken_back_as_one(play: Play, supervisor: Supervisor) -> None:
    supervisor.orchestrator(config_trial=0.3)
    supervisor.module("web", command=SLEEPING, ready_after=0)

    async def act(seat: Seat) -> None:
        await seat.running("web")
        dialog = await imported(seat, "one: sleep 1000\ntwo: sleep 1000\n")
        await seat.running("one")
        await seat.running("two")
        await until(lambda: "They stay" in dialog.outcome.verdict.text(), "the end of the trial")
        dialog.back.click()
        await until(lambda: dialog.pages.currentIndex() == FORM, "the way back")
        modules = seat.system.home / "config" / "modules"
        assert [path.name for path in modules.iterdir()] == ["web.toml"]
        await until(lambda: seat.tray.watch.module("one") is None, "they are gone")
        await seat.running("web")
        dialog.close()

    play(act)


def test_a_new_program_that_fails_takes_nothing_along(play: Play, supervisor: Supervisor) -> None:
    supervisor.orchestrator(config_trial=60, max_recovery_attempts=0)

    async def act(seat: Seat) -> None:
        dialog = await imported(seat, "good: sleep 1000\nbad: sh -c 'exit 3'\n")
        await seat.running("good")
        await until(lambda: "bad · failed" in dialog.outcome.state.text(), "its failure is shown")
        await until(lambda: "They stay" in dialog.outcome.verdict.text(), "nothing is on trial")
        assert "exit 3" in dialog.outcome.state.text().replace("code ", "")
        dialog.close()

    play(act)


def test_an_import_that_breaks_what_it_replaces_is_taken_back_as_a_whole(
    play: Play, supervisor: Supervisor
) -> None:
    supervisor.orchestrator(config_trial=60, recovery_backoff="10ms")
    supervisor.module("web", command=SLEEPING, ready_after=0)

    async def act(seat: Seat) -> None:
        await seat.running("web")
        dialog = await imported(seat, "good: sleep 1000\nweb: sh -c 'exit 3'\n", REPLACE)
        await until(lambda: "All were taken back" in dialog.outcome.verdict.text(), "the end of the trial")
        assert "web" in dialog.outcome.verdict.text() and dialog.outcome.state.text() == ""
        await until(lambda: seat.tray.watch.module("good") is None, "the good one is not in effect either")
        await seat.running("web")
        dialog.back.click()
        await until(lambda: dialog.pages.currentIndex() == FORM, "the files are as they were")
        assert '"1000"' in seat.file("web")
        dialog.close()

    play(act)
