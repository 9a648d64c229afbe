"""The settings window over a real core, here and elsewhere: what is changed in it is in the file and in effect, what is
refused says why, what becomes of a trial is told, and a core that goes away loses nothing."""

from __future__ import annotations

import errno
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from skelly_tray.engine import transactions
from skelly_tray.ui.dialogs.config_fields import FlagEditor, LineEditor
from skelly_tray.ui.settings.modules import NAME, ModulesSettingsPage
from skelly_tray.ui.settings.row import SettingRow
from skelly_tray.ui.settings.window import SettingsWindow
from tests.app.test_dialogs_on_a_real_core import SLEEPING, Play, Seat, play, type_into, until
from tests.supervisor import Supervisor

__all__ = ["play"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


async def settings(seat: Seat, page: str) -> SettingsWindow:
    """The window on that page, with its rows."""
    window: SettingsWindow = seat.show("settings", "", SettingsWindow)
    await until(lambda: window.store.readable, "the settings")
    window.show_page(page)
    return window


def row(window: SettingsWindow, key: str) -> SettingRow:
    assert window.page is not None
    return window.page.rows[key]


def line(window: SettingsWindow, key: str) -> QLineEdit:
    editor = row(window, key).editor
    assert isinstance(editor, LineEditor)
    return editor.edit


def file_of(system: Supervisor) -> str:
    path = system.home / "config" / "orchestrator.toml"
    return path.read_text() if path.exists() else ""


def test_a_change_is_in_the_file_and_in_effect_and_its_trial_is_told(
    play: Play, supervisor: Supervisor
) -> None:
    supervisor.orchestrator(config_trial=0.3)
    supervisor.module(
        "web", command=SLEEPING, ready_after=0, probes={"liveness": {"kind": "exec", "command": ["true"]}}
    )

    async def act(seat: Seat) -> None:
        await seat.running("web")
        window = await settings(seat, "monitoring")
        type_into(line(window, "health_check_interval"), "7s")
        await until(
            lambda: "and kept" in row(window, "health_check_interval").state.text(), "the end of the trial"
        )
        assert 'health_check_interval = "7s"' in file_of(seat.system)
        assert "Set in orchestrator.toml" in row(window, "health_check_interval").origin.text()
        type_into(line(window, "sample_interval"), "soon")
        await until(lambda: "is not a duration" in row(window, "sample_interval").wrong.text(), "the refusal")
        assert line(window, "sample_interval").text() == "soon" and "soon" not in file_of(seat.system)
        type_into(line(window, "sample_interval"), "2s")
        await until(lambda: "in effect" in row(window, "sample_interval").state.text(), "the second try")
        row(window, "sample_interval").reset.click()  # at once: what the file says now is not known here yet
        await until(lambda: "sample_interval" not in file_of(seat.system), "the default")
        await until(lambda: line(window, "sample_interval").text() == "", "the row")
        window.close()

    play(act)


def test_a_file_that_is_saved_elsewhere_and_one_that_is_broken_are_followed(
    play: Play, supervisor: Supervisor
) -> None:
    supervisor.orchestrator(unhealthy_threshold=4)

    async def act(seat: Seat) -> None:
        window = await settings(seat, "monitoring")
        assert line(window, "unhealthy_threshold").text() == "4"
        path = seat.system.home / "config" / "orchestrator.toml"
        path.write_text("unhealthy_threshold = 6\n")
        await until(lambda: line(window, "unhealthy_threshold").text() == "6", "what was saved")
        path.write_text("unhealthy_threshold = = 6\n")
        await until(lambda: "is not TOML" in window.trouble.text(), "that it is broken")
        await until(lambda: not row(window, "unhealthy_threshold").isEnabled(), "that nothing can be stored")
        path.write_text("unhealthy_threshold = 7\n")
        await until(lambda: line(window, "unhealthy_threshold").text() == "7", "that it is right again")
        await until(lambda: window.trouble.isHidden(), "that this is seen")
        window.close()

    play(act)


def test_a_module_is_switched_off_in_its_file(play: Play, supervisor: Supervisor) -> None:
    supervisor.module("web", '# mine\ncommand = ["sleep", "1000"]\nready_after = 0\n')

    async def act(seat: Seat) -> None:
        await seat.running("web")
        window = await settings(seat, "modules")
        page = window.page
        assert isinstance(page, ModulesSettingsPage)
        await until(lambda: page.list.topLevelItemCount() == 1, "the module")
        item = page.list.topLevelItem(0)
        assert item is not None and item.text(NAME) == "web"
        item.setCheckState(NAME, Qt.CheckState.Unchecked)
        await until(lambda: "enabled = false" in seat.file("web"), "the change")
        assert seat.file("web").startswith("# mine\n")
        await until(lambda: "any more" in page.said.text(), "that it is said")
        window.close()

    play(act)


def test_a_disk_that_takes_nothing_is_said_beside_the_field(
    play: Play, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if "in this process" not in request.node.name:
        pytest.skip("the disk of another process cannot be made to refuse")

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    async def act(seat: Seat) -> None:
        window = await settings(seat, "recovery")
        monkeypatch.setattr(transactions, "write_texts", refuse)
        type_into(line(window, "recovery_backoff"), "2s")
        await until(lambda: "Read-only" in row(window, "recovery_backoff").wrong.text(), "the refusal")
        editor = row(window, "auto_recovery").editor
        assert isinstance(editor, FlagEditor)
        editor.box.click()
        await until(lambda: "Read-only" in row(window, "auto_recovery").wrong.text(), "that of the switch")
        assert editor.box.isChecked(), "it shows what is so"
        monkeypatch.undo()
        type_into(line(window, "recovery_backoff"), "3s")
        await until(lambda: '"3s"' in file_of(seat.system), "the disk is well again")
        window.close()

    play(act)


def test_a_core_that_goes_away_loses_nothing_of_what_was_typed(
    play: Play, supervisor: Supervisor, request: pytest.FixtureRequest
) -> None:
    if "attached" not in request.node.name:
        pytest.skip("a core of this process goes with us")

    async def act(seat: Seat) -> None:
        window = await settings(seat, "recovery")
        seat.system.kill9()
        type_into(line(window, "recovery_backoff"), "2s")
        await until(
            lambda: "nothing is lost" in row(window, "recovery_backoff").wrong.text(), "that it is lost"
        )
        assert line(window, "recovery_backoff").text() == "2s"
        seat.system.start()
        await until(
            lambda: seat.tray.watch.snapshot is not None and not window.trouble.isVisible(), "the next core"
        )

        def again() -> bool:
            if row(window, "recovery_backoff").again.isVisible():
                row(window, "recovery_backoff").again.click()
            return '"2s"' in file_of(seat.system)

        (seat.system.home / "config" / "orchestrator.toml").touch()
        await until(again, "the second try")
        window.close()

    play(act)
