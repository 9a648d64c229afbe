"""The tabs of the details: events and their causes, settings and their origins, the story, what is done in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from skelly_tray.config.keys import parse_key
from skelly_tray.domain.status import ModuleState, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.present.bug_report import HIDDEN, redacted
from skelly_tray.ui.present.events import Topic, events
from skelly_tray.ui.present.settings import Settings, Source, config_state, settings_of
from skelly_tray.ui.window import doing as doing_module
from skelly_tray.ui.window.events_view import EventsView
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.settings_view import SettingsView
from tests.ui.fake_changes import changed_modules
from tests.ui.fake_core import FakeCore, ago, snapshot


def entry(seq: int, kind: str, text: str, **more: Any) -> dict[str, Any]:
    cause = {"kind": "probe", "text": text, "seq": more.pop("cause", None)}
    base = {"seq": seq, "time": ago(1000 - seq), "module": "storage", "from": None, "to": None}
    return {**base, "kind": kind, "cause": cause, **more}


JOURNAL = [
    entry(1, "state_changed", "you started all", to="starting"),
    entry(2, "health_changed", "its liveness probe missed 3 times", to="unhealthy"),
    entry(3, "recovery", "restarted at once", cause=2),
    entry(4, "state_changed", "next try", to="starting", cause=3),
    entry(5, "limit_exceeded", "memory was over 64 MB", cause=900),
]


@pytest.fixture
def window(application: TrayApplication, core: FakeCore, qtbot: QtBot) -> MainWindow:
    core.answers["events"] = JOURNAL
    core.answers["config.schema"] = {
        "fields": FIELDS,
        "settings": [],
        "overrides": {"limits.max_memory_mb": 300},
    }
    core.publish(snapshot())
    made = application.window
    assert made is not None
    qtbot.waitUntil(lambda: made.heartbeat.running, timeout=5000)
    made.table.choose("storage")
    return made


FIELDS = [
    {"path": ["startup_timeout"], "help": "longest start", "default": "60s"},
    {"path": ["limits", "max_memory_mb"], "help": "", "default": ""},
    {"path": ["stop_signal"], "help": "sent first", "default": "SIGTERM"},
]


# Events


def events_view(window: MainWindow) -> EventsView:
    window.details.show_tab("events")
    view = window.details.view("events")
    assert isinstance(view, EventsView)
    return view


def shown(view: EventsView) -> list[str]:
    return [event.text for event in view.model.events]


def test_the_journal_is_told_in_sentences_newest_first(window: MainWindow) -> None:
    assert shown(events_view(window)) == [
        "Over a limit: memory was over 64 MB",
        "Started: next try",
        "Recovery: restarted at once",
        "Unhealthy: its liveness probe missed 3 times",
        "Started: you started all",
    ]


def test_a_kind_of_events_is_shown_alone(window: MainWindow) -> None:
    view = events_view(window)
    view.topics.setCurrentIndex(view.topics.findData(Topic.HEALTH))
    assert shown(view) == ["Unhealthy: its liveness probe missed 3 times"]
    view.topics.setCurrentIndex(view.topics.findData(Topic.USER))
    assert shown(view) == [] and view.note.text() == "Nothing of this kind has happened."


def test_an_event_leads_to_its_cause_step_by_step(window: MainWindow) -> None:
    view = events_view(window)
    view.list.selectRow(1)
    view.cause.click()
    assert view.list.currentIndex().row() == 2
    view.cause.click()
    assert view.list.currentIndex().row() == 3 and not view.cause.isEnabled()


def test_a_cause_that_the_filter_hides_is_found_all_the_same(window: MainWindow) -> None:
    view = events_view(window)
    view.topics.setCurrentIndex(view.topics.findData(Topic.RECOVERY))
    view.list.selectRow(0)
    view.cause.click()
    chosen = view.model.event_at(view.list.currentIndex().row())
    assert chosen is not None and chosen.seq == 2 and view.topics.currentData() is None


def test_a_cause_elsewhere_is_told_and_leads_to_that_module(window: MainWindow, core: FakeCore) -> None:
    view = events_view(window)
    view.list.selectRow(0)
    elsewhere = {**entry(900, "state_changed", "exit 1", to="failed"), "module": "web"}
    core.answers["events"] = [elsewhere, *JOURNAL]
    view.cause.click()
    assert "web: Failed: exit 1" in view.whole.text() and "Web server" in view.cause.text()
    view.cause.click()
    assert window.table.current_id == "web"


def test_what_happens_comes_on_top_and_the_chosen_event_stays_chosen(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    view = events_view(window)
    view.list.selectRow(3)
    core.answers["events"] = [*JOURNAL, entry(6, "limit_cleared", "memory is below 64 MB")]
    core.tell("storage", "limit_cleared")
    qtbot.waitUntil(lambda: len(shown(view)) == 6, timeout=5000)
    chosen = view.model.event_at(view.list.currentIndex().row())
    assert chosen is not None and chosen.seq == 2 and shown(view)[0].startswith("Within its limit")


def test_what_is_read_in_a_long_journal_stays_in_place_and_the_oldest_go(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    long = [entry(seq, "recovery", f"number {seq}") for seq in range(1, 501)]
    core.answers["events"] = long
    view = events_view(window)
    view.list.selectRow(200)
    view.list.verticalScrollBar().setValue(5000)
    top = view.model.event_at(view.list.rowAt(0))
    assert top is not None and len(shown(view)) == 500
    core.answers["events"] = [
        *long[3:],
        *(entry(seq, "recovery", f"number {seq}") for seq in (501, 502, 503)),
    ]
    core.tell("storage", "recovery")
    qtbot.waitUntil(lambda: shown(view)[0] == "Recovery: number 503", timeout=5000)
    assert view.model.event_at(view.list.rowAt(0)) == top and len(shown(view)) == 500
    chosen = view.model.event_at(view.list.currentIndex().row())
    assert chosen is not None and chosen.seq == 300 and shown(view)[-1] == "Recovery: number 4"


def test_events_are_not_asked_for_again_while_nothing_happens_or_nobody_looks(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    readers = len(core._readers)
    view = events_view(window)
    assert len(core._readers) == readers + 1
    before = core.names_asked().count("events")
    beats = core.names_asked().count("samples")
    qtbot.waitUntil(lambda: core.names_asked().count("samples") >= beats + 2, timeout=5000)
    assert core.names_asked().count("events") == before
    window.details.show_tab("limits")
    assert not view._seen and len(core._readers) == readers


def test_an_end_by_itself_is_not_told_as_a_stop() -> None:
    stop = entry(1, "state_changed", "exit 1 after 52 s", to="stopping")
    (ended,) = events([{**stop, "cause": {**stop["cause"], "kind": "exit"}}])
    (stopped,) = events([{**stop, "cause": {**stop["cause"], "kind": "user"}}])
    assert ended.text == "Ended by itself: exit 1 after 52 s" and stopped.text.startswith("Being stopped")


def test_an_entry_that_is_not_understood_is_told_as_it_is() -> None:
    (odd,) = events([{"kind": "of the future", "cause": None, "time": "never"}])
    assert (odd.seq, odd.text, odd.topic, odd.time) == (None, "", Topic.SYSTEM, 0.0)


# Settings


def settings_view(window: MainWindow) -> SettingsView:
    window.details.show_tab("settings")
    view = window.details.view("settings")
    assert isinstance(view, SettingsView)
    return view


def items(view: SettingsView) -> list[QTreeWidgetItem]:
    found = [view.list.topLevelItem(row) for row in range(view.list.topLevelItemCount())]
    return [item for item in found if item is not None]


def test_settings_are_shown_with_where_they_come_from(window: MainWindow) -> None:
    view = settings_view(window)
    rows = {item.text(0): (item.text(1), item.text(2)) for item in items(view)}
    assert rows["limits.max_memory_mb"] == ("300", "set while it runs")
    assert rows["startup_timeout"] == ("30s", "its file")
    assert "stop_signal" not in rows
    view.defaults.click()
    assert {item.text(0): item.text(2) for item in items(view)}["stop_signal"] == "default"


def test_an_override_is_taken_back(window: MainWindow, core: FakeCore) -> None:
    view = settings_view(window)
    core.answers["config.unset"] = {"errors": []}
    view.list.setCurrentItem(items(view)[1])
    assert view.back.isHidden()
    view.list.setCurrentItem(items(view)[0])
    view.back.click()
    assert ("config.unset", {"key": "modules.storage.limits.max_memory_mb", "by": "ui"}) in core.asked
    assert parse_key("modules.storage.limits.max_memory_mb").path == ("limits", "max_memory_mb")
    core.answers["config.unset"] = {"errors": ["the file is broken"]}
    view.list.setCurrentItem(items(view)[0])
    view.back.click()
    assert view.note.text() == "the file is broken"


def test_nothing_that_sounds_secret_is_shown() -> None:
    text = {
        "text": 'env = { API_TOKEN = "s3cr3t-value", OTHER = { secret = "ai/key" } }\n'
        '[settings]\npassword = "hunter22"\n'
    }
    rows = {row.key: row for row in settings_of({}, text).rows}
    assert "s3cr3t-value" not in str(rows) and "hunter22" not in str(rows)
    assert (rows["env.OTHER"].value, rows["env.OTHER"].source) == ("ai/key", Source.SECRET)


def test_a_file_that_is_no_toml_says_so_and_shows_what_is_known() -> None:
    known = settings_of({"overrides": {"name": "x"}, "fields": FIELDS}, {"text": "= broken"})
    assert known.trouble and [row.key for row in known.rows] == ["name"] and len(known.defaults) == 2
    assert settings_of({}, {}) == Settings((), ())


def test_a_text_that_is_not_in_effect_says_so_with_the_reason_and_the_way_out(
    window: MainWindow, core: FakeCore
) -> None:
    core.publish(snapshot(SystemStatus.DEGRADED, changed_modules()))
    view = settings_view(window)
    assert "not in effect" in view.state.text() and "enabeld" in view.why.text()
    window.table.choose("analysis")
    assert view.state.text() == "New settings are on trial."
    window.table.choose("web")
    assert "taken back" in view.state.text() and "liveness" in view.why.text()
    window.table.choose("capture")
    assert view.state.isHidden() and view.why.isHidden()
    assert config_state({"state": None}) == ("", "")


# Why


def test_the_story_is_told_and_copied_for_a_bug_report_without_secrets(
    window: MainWindow, core: FakeCore
) -> None:
    core.answers["why"] = {
        "sentence": "It stopped: exit 1.",
        "chain": [{"time": ago(9), "text": "exit 1"}],
        "log": [{"time": ago(9), "stream": "err", "text": f"token=abcdef123456 in {Path.home()}/x"}],
        "next": "It is tried once more.",
    }
    window.details.show_tab("why")
    view = window.details.view("why").findChildren(QPushButton)
    (copy,) = [each for each in view if each.text() == "Copy for a bug report"]
    copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "It stopped: exit 1." in copied and "0.1.0" in copied and "state: running" in copied
    assert "abcdef123456" not in copied and HIDDEN in copied
    assert str(Path.home()) + "/x" not in copied and "~/x" in copied


def test_the_story_calls_modules_by_their_names_and_tells_their_ids_once(
    window: MainWindow, core: FakeCore
) -> None:
    core.answers["why"] = {
        "sentence": "ai waits before its next try: held down by storage.",
        "chain": [{"time": ago(9), "text": "storage has failed: exit 1"}],
    }
    window.details.show_tab("why")
    view = window.details.view("why").why  # type: ignore[attr-defined]
    assert view.sentence.text() == "AI companion waits before its next try: held down by Storage."
    shown = "\n".join(label.text() for label in view.findChildren(QLabel))
    assert "Storage has failed: exit 1" in shown
    assert view.sentence.toolTip().splitlines() == [
        "In files and commands, Storage is called storage.",
        "In files and commands, AI companion is called ai.",
    ]
    view.copy.click()
    assert "ai waits before its next try" in QGuiApplication.clipboard().text(), "who mends it wants ids"


def test_the_story_of_a_file_that_is_not_in_effect_leads_to_it(window: MainWindow, core: FakeCore) -> None:
    window.details.show_tab("why")
    wished: list[str] = []
    window.details.wished.disconnect()
    window.details.wished.connect(wished.append)
    view = window.details.view("why").why  # type: ignore[attr-defined]
    assert view.configure.isHidden()
    for changes in (
        {"state": ModuleState.INVALID, "ready": False, "pid": None},
        {"state": ModuleState.RUNNING, "ready": True, "config": {"state": "rolled_back", "why": "x"}},
    ):
        core.change("storage", **changes)
        assert not view.configure.isHidden(), changes
    view.configure.click()
    assert wished == ["config"]
    core.change("storage", config={})
    assert view.configure.isHidden()


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Authorization: Bearer abcdefghij0123", "abcdefghij0123"),
        ("postgres://me:pa55word@db/x", "pa55word"),
        ('{"api_key": "k-1234567"}', "k-1234567"),
        ("PASSWORD='open sesame'", "open sesame"),
        ("using sk-abcdefghijklmnop1234", "abcdefghijklmnop"),
        ("\x1b[31mtoken=\x1b[0mzzzz9999", "zzzz9999"),
    ],
)
def test_what_looks_secret_is_taken_out(text: str, gone: str) -> None:
    assert gone not in redacted(text, "/nowhere") and HIDDEN in redacted(text, "/nowhere")


def test_other_text_stays_as_it_is() -> None:
    text = "exit 1, no model at /srv/model.bin; next try in 12 s\nsecretary hello"
    assert redacted(text, "/nowhere") == text


def test_the_story_is_asked_for_again_only_when_something_changed(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    window.details.show_tab("why")
    asked = core.names_asked().count("why")
    beats = core.names_asked().count("samples")
    qtbot.waitUntil(lambda: core.names_asked().count("samples") >= beats + 2, timeout=5000)
    assert core.names_asked().count("why") == asked == 1
    core.change("storage", state=ModuleState.FAILED)
    qtbot.waitUntil(lambda: core.names_asked().count("why") == 2, timeout=5000)


# What is done in place


def test_a_module_is_disabled_only_after_the_question_which_names_who_needs_it(
    window: MainWindow, core: FakeCore
) -> None:
    core.answers["config.set"] = {"errors": []}
    window.details.more.setFocus()
    window.details.wished.emit("disable")
    (question,) = window.details.remarks.texts[:1]
    assert question.startswith("Disable Storage?") and "Analysis, AI companion need it." in question
    assert "config.set" not in core.names_asked()
    buttons = window.details.remarks._question.findChildren(QPushButton)  # type: ignore[union-attr]
    assert [each.text() for each in buttons] == ["Disable", "Cancel"] and buttons[1].hasFocus()
    buttons[1].click()
    assert window.details.remarks._question is None and "config.set" not in core.names_asked()
    assert window.details.more.hasFocus(), "the focus goes back to where it was"
    window.details.wished.emit("disable")
    window.details.remarks._question.findChildren(QPushButton)[0].click()  # type: ignore[union-attr]
    asked = {"key": "modules.storage.enabled", "value": False, "save": True, "by": "ui"}
    assert ("config.set", asked) in core.asked
    assert parse_key(str(asked["key"])).path == ("enabled",)


def test_a_disabled_module_offers_to_enable_it_again(window: MainWindow, core: FakeCore) -> None:
    core.answers["config.set"] = {"errors": ["the file cannot be written: it is read-only"]}
    core.change(
        "storage", state=ModuleState.STOPPED, desired="down", reason_kind="disabled", reason="it is disabled"
    )
    window.details.remarks._lines[-1].findChildren(QPushButton)[0].click()
    assert core.asked[-1][1]["value"] is True
    assert "read-only" in window.details.remarks.texts[0], "what fails is said"


def test_a_question_is_not_asked_of_another_module(window: MainWindow) -> None:
    window.details.wished.emit("disable")
    window.table.choose("web")
    assert window.details.remarks._question is None


def test_its_folder_is_the_one_it_runs_in_else_that_of_its_state(
    window: MainWindow, core: FakeCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(doing_module, "_show", lambda folder: opened.append(folder) or True)
    core.answers["config.get"] = {"value": str(tmp_path)}
    window.details.wished.emit("folder")
    core.answers["config.get"] = {"value": None}
    window.details.wished.emit("folder")
    asked = [str(params["key"]) for name, params in core.asked if name == "config.get"]
    assert (
        parse_key(asked[-1]).path == ("working_dir",) and parse_key(asked[-1]).file == "modules/storage.toml"
    )
    assert opened == [tmp_path] and "There is no folder yet" in window.details.remarks.texts[0]
    state = window._preferences.state_dir / "modules" / "storage"
    state.mkdir(parents=True)
    window.details.wished.emit("folder")
    assert opened == [tmp_path, state]


def test_a_remark_keeps_its_button_while_its_countdown_runs(window: MainWindow, core: FakeCore) -> None:
    core.publish(snapshot(SystemStatus.DEGRADED, changed_modules()))
    window.table.choose("analysis")
    (line,) = window.details.remarks._lines
    said = line.text.text()
    config = {**changed_modules()["analysis"].config, "ends_in_s": 5.0}
    core.change("analysis", config=config)
    assert window.details.remarks._lines == [line] and line.text.text() != said


def test_tabs_are_reached_by_key_and_nothing_is_asked_for_those_not_shown(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    assert {"logs", "events", "why", "config.schema"}.isdisjoint(core.names_asked())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    for key, tab in (
        (Qt.Key.Key_L, "logs"), (Qt.Key.Key_J, "events"), (Qt.Key.Key_T, "settings"), (Qt.Key.Key_M, "limits"),
        (Qt.Key.Key_I, "why"), (Qt.Key.Key_G, "overview"),
    ):  # fmt: skip
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.details.tab == tab


def test_the_strip_leads_to_the_tab_of_the_module_in_trouble(window: MainWindow, core: FakeCore) -> None:
    core.change("web", state=ModuleState.FAILED, reason="exit 1")
    window.strip.logs.click()
    assert (window.table.current_id, window.details.tab) == ("web", "logs")
    window.header.filter.setText("storage")
    window.strip.why.click()
    assert (window.table.current_id, window.details.tab, window.header.filter.text()) == ("web", "why", "")
