"""The page of the focus companion shows what its modules answer, and gives the user the last word."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.focus_data import FocusEraseDialog, FocusExportDialog
from skelly_tray.ui.present.focus import (
    ANALYSIS,
    CAPTURE,
    GAME,
    MESSAGES,
    STORAGE,
    State,
    at,
    duration,
    figures,
    now_line,
    stretches,
    timeline_words,
    week,
)
from skelly_tray.ui.window.focus_page import FocusPage
from skelly_tray.ui.window.main import MainWindow
from tests.ui.fake_core import calm_modules, snapshot
from tests.ui.fake_focus import NOW, FocusCore, answers


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


@pytest.fixture
def core() -> FocusCore:
    return FocusCore()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> FocusPage:
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)
    window.show_page("focus")
    made = window.page_of("focus")
    assert isinstance(made, FocusPage)
    return made


def test_the_state_its_reasons_and_the_day_are_told(page: FocusPage) -> None:
    assert page.now.text().startswith("In flow for ") and page.now.text().endswith("quite sure")
    assert page.reasons.text() == "long with one window · an even rhythm · few changes of window"
    assert "In flow 1 h 48 min" in plain(page.strip.accessibleDescription())
    assert "In&nbsp;flow&nbsp;1 h&nbsp;48 min" in plain(page.pointed.text())


def test_what_was_won_and_said_is_there(page: FocusPage) -> None:
    told = {name.text(): plain(figure.text()) for name, figure in page.figure_labels}
    assert told == {
        "Focus today": "2 h 36 min of 1 h 30 min",
        "Coins": "1240",
        "Level": "7",
        "Streak": "4 days",
    }
    assert "Today: 2 h 36 min" in plain(page.week.accessibleDescription())
    assert page.messages.rowCount() >= 3 and not page.silence.isVisible()


def test_what_leaves_the_machine_for_a_message_is_shown(page: FocusPage, core: FocusCore) -> None:
    assert page.worded.text() == "Written on this machine: nothing is sent anywhere."
    core.by_module[(MESSAGES, "would_send")] = answers()[(MESSAGES, "would_send")] | {"sent": True}
    page._due = 0.0
    page.beat()
    assert page.worded.text() == "Worded by 127.0.0.1:11434, which is sent this: Greet. 25 minutes"
    core.by_module[(MESSAGES, "would_send")] = {"sent": True}
    page._due = 0.0
    page.beat()
    assert page.worded.text() == "Worded by ?, which is sent this: "


def test_every_source_has_its_switch_and_says_why_it_sees_nothing(page: FocusPage) -> None:
    texts = {name: (box.text(), box.isChecked()) for name, box in page._boxes.items()}
    assert texts["window"] == ("Windows", True)
    assert texts["idle"] == ("Rests (there is no screen saver extension here)", True)
    assert texts["process"][1] is False


def test_a_switch_is_kept_in_the_file_of_the_module(page: FocusPage, core: FocusCore) -> None:
    page._boxes["input"].click()
    asked = next(params for name, params in core.asked if name == "config.set")
    assert asked["key"] == "modules.data_capture.settings.sources.input"
    assert asked["value"] is False and asked["save"] is True


def test_a_switch_that_was_refused_goes_back_and_says_why(page: FocusPage, core: FocusCore) -> None:
    core.errors["config.set"] = "the file is read-only"
    page._boxes["input"].click()
    assert page._boxes["input"].isChecked() and page.note.text() == "the file is read-only"


def test_the_user_corrects_the_state(page: FocusPage, core: FocusCore) -> None:
    page.correct.click()
    menu = page.findChildren(QMenu)[-1]
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["In flow"].isEnabled()
    actions["Away"].trigger()
    assert (ANALYSIS, "correct", {"state": "away"}) in core.calls


def test_nothing_is_asked_while_the_page_is_not_seen(
    page: FocusPage, window: MainWindow, core: FocusCore
) -> None:
    window.show_page("system")
    core.calls.clear()
    page.context.watch.changed.emit()
    window._beat()
    assert core.calls == []


def test_a_module_that_does_not_run_is_not_asked(
    page: FocusPage, window: MainWindow, core: FocusCore
) -> None:
    core.change(CAPTURE, state=ModuleState.STOPPED, ready=False)
    core.calls.clear()
    page._due = 0.0
    page.beat()
    assert CAPTURE not in {module for module, _, _ in core.calls}
    assert page.unseen.isVisibleTo(page) and not page._boxes["window"].isVisibleTo(page)
    assert page.correct.isEnabled()


def test_without_the_companion_there_is_no_such_tab(window: MainWindow, core: FocusCore) -> None:
    tabs = window.foot.tabs
    assert [tabs.isTabVisible(number) for number in range(tabs.count())] == [True] * 4
    window.show_page("focus")
    core.publish(snapshot(modules=calm_modules()))
    assert not tabs.isTabVisible(3)
    assert tabs.key == "modules" and window.page is window.modules
    tabs.choose("focus")
    assert tabs.key == "modules"


def test_keys_go_along_the_day(page: FocusPage, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    page.strip.show_day(page._day, page.strip._begin, NOW)
    QTest.keyClick(page.strip, Qt.Key.Key_Left)
    assert page.pointed.text() == "12:44: In flow"
    QTest.keyClick(page.strip, Qt.Key.Key_Escape)
    assert "12:44" not in page.pointed.text()


# What is kept -------------------------------------------------------------------------------------


def export(application: TrayApplication) -> FocusExportDialog:
    dialog = application.desk.show("focus_export")
    assert isinstance(dialog, FocusExportDialog)
    return dialog


def answer_all(core: FocusCore) -> None:
    for module, method in ((STORAGE, "query"), (ANALYSIS, "export"), (GAME, "export"), (MESSAGES, "export")):
        core.by_module[(module, method)] = {"coins": 3}


def test_everything_is_exported_page_by_page_and_only_for_its_owner(
    application: TrayApplication, core: FocusCore, tmp_path: Path
) -> None:
    def events(params: Mapping[str, Any]) -> dict[str, Any]:
        return {"events": [2]} if params.get("next") == "1.1" else {"events": [1], "next": "1.1"}

    core.by_module[(STORAGE, "query")] = events
    core.by_module[(ANALYSIS, "export")] = lambda params: (
        {"moments": [params.get("after", 0)]} | ({} if "after" in params else {"next": 7})
    )
    core.by_module[(GAME, "export")] = {"coins": 3}
    core.by_module[(MESSAGES, "export")] = {"messages": ["hm"]}
    dialog = application.desk.show("focus_export")
    assert isinstance(dialog, FocusExportDialog)
    file = tmp_path / "out.jsonl"
    dialog.save(file)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(line["module"], line["answer"].get("events") or line["answer"].get("moments")) for line in lines][:4] == [
        (STORAGE, [1]), (STORAGE, [2]), (ANALYSIS, [0]), (ANALYSIS, [7]),
    ]  # fmt: skip
    assert {line["module"] for line in lines} == {STORAGE, ANALYSIS, GAME, MESSAGES}
    assert file.stat().st_mode & 0o777 == 0o600
    assert dialog.listed.text().endswith("Saved as out.jsonl")


def test_a_file_that_cannot_be_written_is_told(application: TrayApplication, tmp_path: Path) -> None:
    dialog = application.desk.show("focus_export")
    assert isinstance(dialog, FocusExportDialog)
    dialog.save(tmp_path / "none" / "out.jsonl")
    assert "Not saved" in dialog.listed.text() and dialog.act.isEnabled()


@pytest.mark.parametrize("there", ["link", "wide"])
def test_what_lies_in_the_place_of_an_export_is_neither_followed_nor_written_into(
    application: TrayApplication, core: FocusCore, tmp_path: Path, there: str
) -> None:
    answer_all(core)
    file, other = tmp_path / "out.jsonl", tmp_path / "other"
    other.write_text("mine")
    if there == "link":
        file.symlink_to(other)
    else:
        file.write_text("former")
        file.chmod(0o666)
    with (other if there == "link" else file).open() as reader:
        export(application).save(file)
        assert reader.read() in ("mine", "former")
    assert not file.is_symlink() and file.stat().st_mode & 0o777 == 0o600
    assert other.read_text() == "mine" and '"coins"' in file.read_text()


def test_an_export_waits_for_no_pipe(application: TrayApplication, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    dialog = export(application)
    dialog.save(tmp_path / "pipe")
    assert "Not saved" in dialog.listed.text() and dialog.act.isEnabled()


def test_an_export_that_is_closed_before_its_end_leaves_nothing(
    application: TrayApplication, core: FocusCore, tmp_path: Path
) -> None:
    dialog = export(application)
    core.by_module[(STORAGE, "query")] = lambda params: dialog.reject() or {"events": [1]}
    folder = tmp_path / "to"
    folder.mkdir()
    (folder / "out.jsonl").write_text("former")
    dialog.save(folder / "out.jsonl")
    assert [(each.name, each.read_text()) for each in folder.iterdir()] == [("out.jsonl", "former")]


def test_a_disk_that_is_full_at_the_end_is_told(
    application: TrayApplication, core: FocusCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(core)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    folder = tmp_path / "to"
    folder.mkdir()
    dialog = export(application)
    dialog.save(folder / "out.jsonl")
    assert dialog.listed.text().endswith("Not saved: No space left on device")
    assert dialog.act.isEnabled() and not list(folder.iterdir())


def test_a_module_that_gives_the_same_page_for_ever_is_left(
    application: TrayApplication, core: FocusCore, tmp_path: Path
) -> None:
    answer_all(core)
    core.by_module[(STORAGE, "query")] = {"events": ["\ud800"], "next": "1.1"}
    dialog = export(application)
    dialog.save(tmp_path / "out.jsonl")
    assert "again and again" in dialog.listed.text() and "Saved as out.jsonl" in dialog.listed.text()
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line["module"] for line in lines].count(STORAGE) == 2


def test_everything_is_removed_only_when_it_was_said_and_what_was_not_is_told(
    application: TrayApplication, core: FocusCore
) -> None:
    core.refuses[GAME] = "the disk is read-only"
    core.change(MESSAGES, state=ModuleState.STOPPED, ready=False)
    dialog = application.desk.show("focus_erase")
    assert isinstance(dialog, FocusEraseDialog)
    assert not [call for call in core.calls if call[1] == "erase"]
    dialog.act.click()
    assert [call[0] for call in core.calls if call[1] == "erase"] == [STORAGE, ANALYSIS, GAME]
    told = dialog.listed.text()
    assert "the disk is read-only" in told and "does not run" in told and "Not everything" in told


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0 min"), (59 * 60, "59 min"), (3600, "1 h 00 min"), (9000, "2 h 30 min")]
)
def test_times_of_a_day_are_told_in_hours_and_minutes(seconds: float, told: str) -> None:
    assert plain(duration(seconds)) == told


def test_what_is_not_known_is_said_so() -> None:
    assert (
        now_line(None, 0)
        == now_line({"state": None}, 0)
        == now_line({"state": "new"}, 0)
        == "Nothing is known yet"
    )
    assert timeline_words([]) == "Nothing is known of today yet"
    assert stretches({"stretches": [{"state": "new", "from": 0, "to": 1}]}) == []
    assert plain(now_line({"state": "away", "confidence": 0.1, "since": 0}, 60)) == "Away for 1 min, a guess"


def test_a_correction_is_told_as_the_users_own_word() -> None:
    day = stretches(answers()[(ANALYSIS, "timeline")])
    deep = next(each for each in day if each.state is State.HYPERFOCUS)
    assert at(day, deep.begin + 60) == "10:37: Deep in it, as you said"
    assert at(day, NOW + 7200) == ""


def test_the_week_names_its_days_and_what_was_reached() -> None:
    bars = week(answers()[(GAME, "progress")], NOW)
    names = [bar.name for bar in bars]
    assert names[-1] == "Today" and len(set(names)) == 7
    assert bars[-1].share == 1.0 and bars[-1].reached and not bars[1].reached
    assert figures({})[0] == ("Focus today", duration(0))


def test_the_shape_alone_tells_states_apart() -> None:
    heights = [state.height for state in State]
    assert len(set(heights)) == len(heights)


RUBBISH: tuple[Any, ...] = (
    None, [], "text", 7, {"stretches": [{"state": "flow"}]}, {"stretches": [{"state": "flow", "from": "a", "to": 1}]},
    {"stretches": [{"state": "flow", "from": float("nan"), "to": 1}]}, {"stretches": 5},
    {"state": "flow", "since": 1e400},
    {"state": "flow", "confidence": "sure"}, {"state": "flow", "confidence": 1, "factors": [1]}, {"today": 3},
    {"today": {}, "streak": [], "days": []}, {"days": [None]}, {"days": [{"day": "x", "focus_minutes": "many"}]},
    {"messages": [{"text": "x"}]}, {"messages": [{"text": "x", "time": 1e300}]}, {"messages": 1}, {"window": 1},
    {"window": None},
)  # fmt: skip


@pytest.mark.parametrize("rubbish", RUBBISH, ids=str)
def test_an_answer_that_makes_no_sense_is_said_and_leaves_what_is_shown(
    page: FocusPage, window: MainWindow, core: FocusCore, application: TrayApplication, rubbish: Any
) -> None:
    mishaps: list[str] = []
    application.mishaps.said.connect(mishaps.append)
    shown = page.now.text()
    for key in core.by_module:
        core.by_module[key] = rubbish
    page._due = 0.0
    page.beat()
    page.beat()
    page.grab()
    assert mishaps == []
    if not isinstance(rubbish, dict):
        assert page.note.text().endswith("gave an answer that cannot be read.")
        assert page.now.text() == shown


def test_a_day_without_anything_measured_says_why_and_what_to_do(
    page: FocusPage, window: MainWindow, core: FocusCore
) -> None:
    assert page.advice.isHidden() and page.strip.isVisibleTo(page) and page.no_week.isHidden()
    core.by_module[ANALYSIS, "timeline"] = {"stretches": []}
    core.by_module[GAME, "progress"] = {"days": [{"day": "2026-05-04", "focus_minutes": 0}]}
    page._due = 0.0
    page.beat()
    assert "after a few minutes" in page.advice.text() and page.advice.isVisibleTo(page)
    assert page.strip.isHidden() and page.week.isHidden() and page.no_week.isVisibleTo(page)
    core.change(CAPTURE, metrics={"paused": 1.0})
    assert "while capture is paused" in page.advice.text()
    core.change(CAPTURE, metrics={}, state=ModuleState.STOPPED, ready=False)
    assert page.advice.text().startswith("Nothing is measured, because Data capture does not run")
    core.change(CAPTURE, state=ModuleState.RUNNING, ready=True)
    core.by_module[ANALYSIS, "timeline"] = answers()[ANALYSIS, "timeline"]
    page._due = 0.0
    page.beat()
    assert page.advice.isHidden() and page.strip.isVisibleTo(page)
