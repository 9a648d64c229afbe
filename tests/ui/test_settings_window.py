"""The settings window: every key can be changed and taken back in it, what is refused stays, what others do is
followed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from skelly_tray.config.home import find_home
from skelly_tray.config.schema.fields import Field, fields_of
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.dialogs.config_fields import ChoiceEditor, FlagEditor
from skelly_tray.ui.settings.row import SettingRow
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import snapshot
from tests.ui.fake_settings_core import FakeSettingsCore
from tests.ui.settings_seat import FakeAutostart, Seat, type_into

FIELDS = {".".join(field["path"]): field for field in fields_of(ORCHESTRATOR_KEYS)}


@pytest.fixture
def core(tmp_path: Path) -> FakeSettingsCore:
    home = find_home(str(tmp_path / "home"))
    home.create()
    (home.modules_dir / "web.toml").write_text('command = ["sleep", "1"]\n')
    return FakeSettingsCore(home, snapshot())


@pytest.fixture
def application(make_application: MakeApplication) -> TrayApplication:
    autostart = FakeAutostart()
    return make_application(host_grace_ms=10**6, autostart=lambda: autostart)


@pytest.fixture
def seat(application: TrayApplication) -> Seat:
    return Seat(application)


def another(field: Field) -> Any:
    """A value that the field takes and that is not its default."""
    match field["kind"]:
        case "flag":
            return field["default"] != "true"
        case "choice":
            return next(option for option in field["options"] if option != field["default"])
        case "duration":
            return "1h" if field["path"][-1] in ("recovery_backoff_max", "interval_max") else "9s"
        case "whole" | "number":
            return next(
                n for n in (int(field["minimum"]) + 1, int(field["maximum"])) if str(n) != field["default"]
            )
        case "list":
            return ["web"]
        case kind:
            raise AssertionError(f"there is no key of the kind {kind} yet")


@pytest.mark.parametrize("key", FIELDS)
def test_each_key_that_is_changed_in_the_window_is_in_the_file_and_can_be_taken_back(
    seat: Seat, core: FakeSettingsCore, key: str
) -> None:
    wanted = another(FIELDS[key])
    seat.change(key, wanted)
    assert core.value(f"orchestrator.{key}") == wanted, seat.row(key).wrong.text()
    asked = [params for name, params in core.asked if name == "config.set"]
    assert asked == [{"key": f"orchestrator.{key}", "value": wanted, "save": True, "by": "ui"}]
    assert "Saved" in seat.row(key).state.text() and seat.row(key).wrong.isHidden()
    assert "Set in orchestrator.toml" in seat.row(key).origin.text()
    seat.row(key).reset.click()
    assert tomllib.loads(core.text) in ({}, {key.split(".")[0]: {}})
    assert seat.row(key).reset.isHidden() and "Set in" not in seat.row(key).origin.text()


def test_a_typed_value_counts_when_it_is_finished_and_not_before(seat: Seat, core: FakeSettingsCore) -> None:
    line = seat.line("sample_interval")
    QTest.keyClicks(line, "12")
    assert "config.set" not in core.names_asked()
    core.tell(None, "config_changed", verdict="applied")
    assert line.text() == "12", "what is being typed is not taken away"
    QTest.keyClicks(line, "s")
    seat.window.list.setFocus()
    line.editingFinished.emit()  # nothing has the focus where no window is active
    assert core.value("orchestrator.sample_interval") == "12s"


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("sample_interval", "soon", "is not a duration"),
        ("sample_interval", "1ms", "at least 100ms"),
        ("unhealthy_threshold", "many", "whole number"),
        ("unhealthy_threshold", "0", "1 to 1000"),
        ("unhealthy_threshold", "9" * 400, "1 to 1000"),
        ("throttle_threshold", "101", "0 to 100"),
        ("notifications.muted", "WEB", "module id"),
        ("notifications.muted", "'open", "'open"),
        ("metrics.port", "65536", "65535"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    seat: Seat, core: FakeSettingsCore, key: str, text: str, said: str
) -> None:
    before = core.text
    seat.type(key, text)
    row = seat.row(key)
    assert row.wrong.text().startswith("■ Not stored: ") and said in row.wrong.text()
    assert said in row.editor.accessibleDescription()
    assert seat.line(key).text() == text and core.text == before
    core.tell(None, "config_changed", verdict="applied")
    assert seat.line(key).text() == text, "not even another change takes it away"
    assert seat.window.isWindowModified() and seat.application.desk.unsaved() == ["Settings"]
    row.give_up.click()
    assert row.wrong.isHidden() and seat.line(key).text() == "" and not seat.window.isWindowModified()


def test_a_refused_value_can_be_put_right(seat: Seat, core: FakeSettingsCore) -> None:
    seat.type("sample_interval", "soon")
    seat.type("sample_interval", "2s")
    assert seat.row("sample_interval").wrong.isHidden()
    assert core.value("orchestrator.sample_interval") == "2s"


def test_an_empty_line_is_the_default(seat: Seat, core: FakeSettingsCore) -> None:
    core.write('sample_interval = "2s" # mine\n')
    assert seat.line("sample_interval").text() == "2s"
    seat.type("sample_interval", "")
    assert tomllib.loads(core.text) == {}
    seat.type("sample_interval", "")
    assert [name for name in core.names_asked() if name == "config.unset"] == ["config.unset"]


def test_comments_and_the_rest_of_the_file_stay(seat: Seat, core: FakeSettingsCore) -> None:
    core.write('# mine\nsample_interval = "2s" # so often\n\n[ui] # looks\ntheme = "dark"\n')
    seat.type("sample_interval", "3s")
    assert core.text == '# mine\nsample_interval = "3s" # so often\n\n[ui] # looks\ntheme = "dark"\n'


def test_what_somebody_else_saves_is_followed(seat: Seat, core: FakeSettingsCore) -> None:
    seat.page("monitoring")
    core.write("unhealthy_threshold = 7\n[history]\nenabled = false\n")
    assert seat.line("unhealthy_threshold").text() == "7"
    flag = seat.row("history.enabled").editor
    assert isinstance(flag, FlagEditor) and not flag.box.isChecked()
    assert not seat.row("history.days").editor.isEnabled(), "it says nothing while there is no history"
    core.write("")
    assert seat.line("unhealthy_threshold").text() == "" and seat.row("history.days").editor.isEnabled()


def test_an_override_is_what_is_shown_and_can_be_taken_away(seat: Seat, core: FakeSettingsCore) -> None:
    core.write("unhealthy_threshold = 7\n")
    core.override("orchestrator.unhealthy_threshold", 9)
    row = seat.row("unhealthy_threshold")
    assert seat.line("unhealthy_threshold").text() == "9"
    assert "Set while it runs; orchestrator.toml says 7" in row.origin.text()
    row.lift.click()
    assert seat.line("unhealthy_threshold").text() == "7" and row.lift.isHidden()
    core.override("orchestrator.unhealthy_threshold", 9)
    seat.type("unhealthy_threshold", "8")
    assert core.text == "unhealthy_threshold = 8\n" and seat.line("unhealthy_threshold").text() == "8"


def test_a_core_that_is_gone_loses_nothing_and_it_can_be_tried_again(
    seat: Seat, core: FakeSettingsCore
) -> None:
    seat.page("monitoring")
    core.errors = dict.fromkeys(("config.set", "config.text", "config.schema"), "the connection was lost")
    seat.type("sample_interval", "2s")
    row = seat.row("sample_interval")
    assert row.wrong.text() == "■ Not stored, and nothing is lost: the connection was lost"
    assert seat.line("sample_interval").text() == "2s" and not row.again.isHidden()
    seat.window.store.look()
    assert "could not be asked for" in seat.window.trouble.text()
    core.errors = {}
    core.publish(snapshot())
    assert seat.window.trouble.isHidden(), "somebody is there again"
    row.again.click()
    assert core.value("orchestrator.sample_interval") == "2s" and row.wrong.isHidden()


def test_a_switch_that_is_refused_shows_what_is_so(seat: Seat, core: FakeSettingsCore) -> None:
    core.errors["config.set"] = "the connection was lost"
    seat.change("auto_recovery", False)
    editor = seat.row("auto_recovery").editor
    assert isinstance(editor, FlagEditor) and editor.box.isChecked()
    assert "the connection was lost" in seat.row("auto_recovery").wrong.text()


def test_a_file_that_cannot_be_written_is_said_beside_the_field(
    seat: Seat, core: FakeSettingsCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = {"errors": ["it could not be stored: Read-only file system"], "applied": False, "revision": None}
    core.answers["config.set"] = report
    seat.type("sample_interval", "2s")
    assert "Read-only file system" in seat.row("sample_interval").wrong.text()
    assert seat.line("sample_interval").text() == "2s"


def test_a_file_that_is_no_toml_is_said_above_all_and_nothing_can_be_changed(
    seat: Seat, core: FakeSettingsCore
) -> None:
    core.write("unhealthy_threshold = 7\n")
    seat.page("monitoring")
    core.write("unhealthy_threshold = = 7\n")
    assert "is not TOML" in seat.window.trouble.text() and seat.window.trouble.isVisible()
    assert not seat.row("unhealthy_threshold").isEnabled()
    assert seat.line("unhealthy_threshold").text() == "7", "as it was when it could be read last"
    core.write("unhealthy_threshold = 8\n")
    assert seat.window.trouble.isHidden() and seat.row("unhealthy_threshold").isEnabled()


def test_a_window_over_a_file_that_is_no_toml_gets_its_rows_when_it_is_put_right(
    seat: Seat, core: FakeSettingsCore
) -> None:
    core.home.orchestrator_file.write_text("[[[")
    assert seat.page("monitoring").rows == {} and seat.window.trouble.isVisible()
    core.write("")
    assert "unhealthy_threshold" in seat.page("monitoring").rows


def test_what_is_wrong_in_the_file_is_said_beside_its_key(seat: Seat, core: FakeSettingsCore) -> None:
    core.write('unhealthy_threshold = "many"\n')
    assert "many" in seat.row("unhealthy_threshold").wrong.text()
    seat.type("unhealthy_threshold", "4")
    assert seat.row("unhealthy_threshold").wrong.isHidden()


def test_a_change_on_trial_is_followed_to_its_end(seat: Seat, core: FakeSettingsCore) -> None:
    core.report |= {"changed": ["web"], "trial_s": 30.0}
    core.change("web", config={"state": "trial", "ends_in_s": 12.0, "why": "", "since": None})
    seat.type("health_check_interval", "2s")
    row = seat.row("health_check_interval")
    assert "on trial" in row.state.text()
    core.judge("rolled_back", "web: its probe missed")
    seat.window.store._follow()
    assert "Taken back by itself: web: its probe missed" in row.state.text()


def test_a_change_that_is_kept_is_said_to_be(seat: Seat, core: FakeSettingsCore) -> None:
    core.report |= {"changed": ["web"], "trial_s": 30.0}
    seat.type("health_check_interval", "2s")
    core.judge("committed")
    seat.window.store._follow()
    assert "and kept" in seat.row("health_check_interval").state.text()
    assert not seat.window.store._timer.isActive() or seat.window.store._follow() is None


def test_an_answer_that_comes_late_does_not_undo_a_newer_change(
    seat: Seat, core: FakeSettingsCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[Callable[[], None]] = []
    usual = core.query

    def query(name: str, params: Any, on_result: Any, on_error: Any) -> None:
        if name == "config.set" and not late:
            late.append(lambda: on_error("timed out"))
        else:
            usual(name, params, on_result, on_error)

    monkeypatch.setattr(core, "query", query)
    seat.type("sample_interval", "2s")
    seat.type("sample_interval", "3s")
    late[0]()
    assert seat.row("sample_interval").wrong.isHidden() and seat.line("sample_interval").text() == "3s"


def test_a_window_that_is_closed_hears_nothing_more(seat: Seat, core: FakeSettingsCore, qtbot: QtBot) -> None:
    before = len(core._readers)
    window = seat.window
    window.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(window), timeout=5000)
    core.write("unhealthy_threshold = 7\n")
    core.publish(snapshot())
    assert len(core._readers) == before


def test_the_place_and_the_page_are_remembered(make_application: MakeApplication) -> None:
    first = make_application(host_grace_ms=10**6)
    seat = Seat(first)
    seat.page("recovery")
    seat.window.resize(791, 567)
    first.close()
    again = Seat(make_application(host_grace_ms=10**6))
    assert again.window.page is not None and again.window.page.context.key == "recovery"
    assert (again.window.width(), again.window.height()) == (791, 567)


def test_a_page_is_made_when_it_is_first_shown(seat: Seat) -> None:
    assert list(seat.window._pages) == ["general"]
    seat.page("modules")
    assert list(seat.window._pages) == ["general", "modules"]


def test_the_search_finds_by_name_meaning_and_key_and_leads_to_the_field(seat: Seat) -> None:
    window = seat.window
    for words, key in (
        ("throttle", "throttle_threshold"),
        ("history.days", "history.days"),
        ("AT LOGIN", "autostart"),
    ):
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        type_into(window.search, words)
        assert window.page is not None, words
        place = window.page.rows.get(key) or window.page.anchors[key]
        target = getattr(place, "editor", place)
        assert window.focusWidget() in (target, target.focusProxy()), words
        assert window.search.text() == ""
        if isinstance(place, SettingRow):
            ground = place.grab().toImage().pixelColor(3, 20).name()
            assert ground == window._theme.colours.chosen.lower(), "it can be seen which"


def test_a_search_without_a_hit_says_so_and_escape_shows_all_again(seat: Seat) -> None:
    window = seat.window
    window.show_page("recovery")
    QTest.keyClicks(window.search, "no such thing")
    assert window.stack.currentWidget() is window.nothing
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.isVisible() and window.page is not None and window.page.context.key == "recovery"


def test_what_is_found_can_be_chosen_by_keys_alone(seat: Seat) -> None:
    window = seat.window
    QTest.keyClicks(window.search, "log")
    assert window.results.count() > 2
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.keyClick(window.results, Qt.Key.Key_Down)
    wanted = window.results.currentItem().text()
    QTest.keyClick(window.results, Qt.Key.Key_Return)
    assert window.page is not None and window.page.isVisible()
    assert any(row.label.text() == wanted for row in window.page.rows.values()) or window.page.anchors


def test_a_choice_shows_words_and_stores_what_the_file_says(seat: Seat, core: FakeSettingsCore) -> None:
    editor = seat.row("ui.theme").editor
    assert isinstance(editor, ChoiceEditor) and editor.box.currentText() == "As the system (the default)"
    seat.change("ui.theme", "dark")
    assert editor.box.currentText() == "Dark" and core.value("orchestrator.ui.theme") == "dark"


def test_a_key_of_the_main_window_leads_to_the_settings(make_application: MakeApplication) -> None:
    application = make_application(start_hidden=False)
    assert application.window is not None
    assert QTest.qWaitForWindowActive(application.window)
    QTest.keyClick(application.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert ("settings", "") in application.desk._open


def test_the_main_window_leads_to_the_settings(make_application: MakeApplication) -> None:
    application = make_application(start_hidden=False)
    assert application.window is not None
    application.window.foot.settings.click()
    assert ("settings", "") in application.desk._open


def test_another_language_makes_the_window_anew_on_the_same_page(seat: Seat) -> None:
    seat.page("recovery")
    before = seat.window
    seat.application.retranslate()
    assert seat.window is not before
    assert seat.window.page is not None and seat.window.page.context.key == "recovery"


def test_another_language_leaves_the_settings_in_front(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    application = seat.application
    application.show_window()
    seat.page("general")
    former, shown = application.window, []
    show_window, show = application.show_window, application.desk.show
    monkeypatch.setattr(application, "show_window", lambda: shown.append("window") or show_window())
    monkeypatch.setattr(application.desk, "show", lambda kind: shown.append(kind) or show(kind))
    application.retranslate()
    assert shown == ["window", "settings"], "what is shown last is in front"
    assert application.window is not former


def test_another_language_leaves_a_window_alone_that_holds_what_is_stored_nowhere(seat: Seat) -> None:
    seat.type("sample_interval", "soon")
    before = seat.window
    seat.application.retranslate()
    assert seat.window is before


def test_what_is_being_typed_is_stored_before_the_window_closes(
    seat: Seat, core: FakeSettingsCore, qtbot: QtBot
) -> None:
    window = seat.window
    QTest.keyClicks(seat.line("sample_interval"), "2s")
    window.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(window), timeout=5000)
    assert core.value("orchestrator.sample_interval") == "2s"


def test_a_window_whose_last_value_is_refused_stays_until_it_is_closed_once_more(
    seat: Seat, core: FakeSettingsCore, qtbot: QtBot
) -> None:
    window = seat.window
    QTest.keyClicks(seat.line("sample_interval"), "soon")
    window.close()
    assert window.isVisible() and "is not a duration" in seat.row("sample_interval").wrong.text()
    window.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(window), timeout=5000)


def test_a_core_that_does_not_answer_keeps_no_window_open(
    seat: Seat, core: FakeSettingsCore, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = seat.window
    line = seat.line("sample_interval")
    monkeypatch.setattr(core, "query", lambda *_: None)
    QTest.keyClicks(line, "2s")
    window.close()
    assert window.isVisible(), "it may answer"
    window.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(window), timeout=5000)


def test_escape_takes_back_what_is_being_typed_before_it_closes(seat: Seat, core: FakeSettingsCore) -> None:
    core.write('sample_interval = "4s"\n')
    line = seat.line("sample_interval")
    line.setFocus()
    QTest.keyClicks(line, "2s")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "4s" and seat.window.isVisible()
    assert "config.set" not in core.names_asked()


def test_a_switch_that_is_pressed_again_and_again_ends_as_it_was_left(
    seat: Seat, core: FakeSettingsCore
) -> None:
    editor = seat.row("parallel_startup").editor
    assert isinstance(editor, FlagEditor)
    for _ in range(31):
        editor.box.click()
    assert core.value("orchestrator.parallel_startup") is True and editor.box.isChecked()


@pytest.mark.parametrize(
    "text", ["\U0001f480", "\u202e", "a\u0000b", "'", '"' * 99, "x" * 32_000, "[1", " , "]
)
def test_no_text_breaks_the_window(seat: Seat, core: FakeSettingsCore, text: str) -> None:
    for key in ("notifications.muted", "sample_interval", "metrics.port"):
        line = seat.line(key)
        line.setText(text)
        line.textEdited.emit(text)
        line.returnPressed.emit()
        line.editingFinished.emit()
        assert len(seat.row(key).wrong.text()) < 600
    tomllib.loads(core.text)
