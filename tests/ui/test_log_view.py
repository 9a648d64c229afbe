"""The log in the window: followed, searched, filtered, gone back in to a moment, and never more than it can hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from skelly_tray.ui.present.ansi import Ink, Style, runs, without_escapes
from skelly_tray.ui.present.loglines import Level, LogLine, first_at, level, typed_time
from skelly_tray.ui.theme import DARK, LIGHT, Theme
from skelly_tray.ui.watch import SnapshotWatch
from skelly_tray.ui.window import log_text
from skelly_tray.ui.window.log_view import LogView
from tests.ui.fake_core import FakeCore

START = datetime(2026, 11, 27, 12, 0, 0, tzinfo=UTC).timestamp()


def line(number: int, text: str = "", stream: str = "out") -> dict[str, str]:
    moment = datetime.fromtimestamp(START + number, UTC).isoformat()
    return {"time": moment, "stream": stream, "text": text or f"line {number}"}


class Log(FakeCore):
    """A core whose modules have written these lines."""

    def __init__(self, lines: list[dict[str, str]]) -> None:
        super().__init__()
        self.lines = lines

    def _answer_logs(self, params: Any) -> list[dict[str, str]]:
        return self.lines[-int(params.get("count", 100)) :]


def view_of(qtbot: QtBot, core: FakeCore) -> LogView:
    made = LogView(core, SnapshotWatch(core), Theme("light"))
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.show_module("web", "Web")
    return made


def settled(qtbot: QtBot, view: LogView) -> None:
    qtbot.waitUntil(lambda: not view.text.adding, timeout=10_000)


def texts(view: LogView) -> list[str]:
    return [shown.text for shown in view.text.lines]


# Colours


def test_colours_become_tones_and_no_escape_is_ever_shown() -> None:
    told = runs("\x1b[1;31mfailed\x1b[0m then \x1b[38;5;82mgood\x1b[39m\x1b]8;;http://x\x07link\x1b]8;;\x07")
    assert told == [
        ("failed", Style(Ink.RED, bold=True)), (" then ", Style()), ("good", Style(Ink.GREEN)), ("link", Style()),
    ]  # fmt: skip
    assert without_escapes("\x1b[2K\x1b[1Gdone\x07 50%\r100%") == "100%"


@given(st.text(st.sampled_from("\x1b[]0123456789;:mHJ?PX^_\\\x07\x9b ab\r\t\u2028"), max_size=40))
def test_whatever_is_written_nothing_but_text_is_left(written: str) -> None:
    shown = without_escapes(written)
    assert "\x1b" not in shown and all(each.isprintable() or each == "\t" for each in shown)


def test_an_unended_escape_takes_nothing_with_it_but_itself() -> None:
    assert without_escapes("before\x1b[31") == "before"
    assert without_escapes("\x1b") == ""
    assert runs("") == [("", Style())]


def test_the_colours_of_a_line_are_those_of_the_theme(qtbot: QtBot) -> None:
    view = view_of(qtbot, Log([line(0, "\x1b[32mok\x1b[0m")]))
    view.beat()
    settled(qtbot, view)

    def colour() -> str:
        cursor = QTextCursor(view.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor.charFormat().foreground().color().name().upper()

    assert colour() == LIGHT.moss and "\x1b" not in view.text.toPlainText()
    view.text._theme.set_setting("dark")
    settled(qtbot, view)
    assert colour() == DARK.moss


# Levels and times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ERROR no model", Level.ERROR), ("2026-11-27 WARNING: slow", Level.WARNING),
        ("debug: error rate 0", Level.DEBUG),
        ("terror and errors", Level.INFO), ('{"level":"error"}', Level.ERROR), ("all is well", Level.INFO),
    ],
)  # fmt: skip
def test_a_line_says_its_level_by_its_first_word_of_that_kind(text: str, expected: Level) -> None:
    assert level(LogLine("", "out", text)) is expected


def test_a_time_is_typed_as_one_says_it() -> None:
    now = datetime(2026, 11, 27, 14, 30).astimezone().timestamp()
    assert typed_time("14:02", now) == now - 28 * 60
    assert typed_time("15:00", now) == now - 23.5 * 3600, "today's is still to come"
    assert typed_time("-5 min", now) == now - 300
    assert typed_time("2026-11-27 14:02:07", now) == now - 28 * 60 + 7
    assert typed_time("27.11.2026 14:02:07", now) == now - 28 * 60 + 7
    assert typed_time("-2 T", now) == typed_time("-2 d", now) == now - 2 * 86_400
    assert [typed_time(wrong, now) for wrong in ("", "25:00", "noon", "12:99")] == [None] * 4


def test_the_line_of_a_moment_is_the_first_from_then_on() -> None:
    lines = [LogLine(line(number)["time"], "out", "") for number in (0, 10, 20)]
    assert [first_at(lines, START + at) for at in (-5, 0, 3, 10, 99)] == [0, 0, 1, 1, 2]
    assert first_at([], START) is None


# What is shown


def test_new_lines_are_added_once_and_the_newest_stays_in_view(qtbot: QtBot) -> None:
    core = Log([line(number) for number in range(60)])
    view = view_of(qtbot, core)
    view.beat()
    settled(qtbot, view)
    core.lines += [line(number) for number in range(60, 90)]
    view.beat()
    settled(qtbot, view)
    assert texts(view) == [f"line {number}" for number in range(90)]
    bar = view.text.verticalScrollBar()
    assert bar.maximum() > 0 and bar.value() == bar.maximum() and view.following.isChecked()


def test_who_scrolls_back_stays_there_until_he_follows_again(qtbot: QtBot) -> None:
    core = Log([line(number) for number in range(100)])
    view = view_of(qtbot, core)
    view.beat()
    settled(qtbot, view)
    bar = view.text.verticalScrollBar()
    bar.setValue(5)
    assert not view.following.isChecked()
    core.lines += [line(number) for number in range(100, 120)]
    view.beat()
    settled(qtbot, view)
    assert bar.value() == 5 and len(texts(view)) == 120
    view.following.click()
    assert bar.value() == bar.maximum()


def test_a_full_log_does_not_move_under_the_eyes_of_its_reader(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_text, "KEPT", 100)
    core = Log([line(number) for number in range(100)])
    view = view_of(qtbot, core)
    view.beat()
    settled(qtbot, view)
    view.text.verticalScrollBar().setValue(3)
    core.lines += [line(number) for number in range(100, 130)]
    view.beat()
    assert texts(view)[0] == "line 0" and "30" in view.following.text()
    view.following.click()
    settled(qtbot, view)
    assert (texts(view)[0], texts(view)[-1], len(texts(view))) == ("line 30", "line 129", 100)
    assert view.text.blockCount() == 100 and len(view.text._searched) == 100


def test_more_lines_than_were_asked_for_are_fetched_and_none_is_missed(qtbot: QtBot) -> None:
    core = Log([line(number) for number in range(10)])
    view = view_of(qtbot, core)
    view.beat()
    settled(qtbot, view)
    core.lines += [line(number) for number in range(10, 700)]
    view.beat()
    settled(qtbot, view)
    assert texts(view) == [f"line {number}" for number in range(700)]


def test_nothing_of_another_module_is_left(qtbot: QtBot) -> None:
    core = Log([line(0, "of web")])
    view = view_of(qtbot, core)
    view.beat()
    settled(qtbot, view)
    core.lines = []
    view.show_module("db", "Database")
    assert texts(view) == [] and view.text.accessibleName() == "Output of Database"
    view.beat()
    assert view.text.placeholderText() == "It has written nothing yet."


def test_an_answer_for_a_module_no_longer_shown_goes_nowhere(qtbot: QtBot) -> None:
    core = Log([line(0, "of web")])
    late: list[Any] = []
    core.query = lambda name, params, came, failed: late.append(came)  # type: ignore[method-assign]
    view = view_of(qtbot, core)
    view.beat()
    view.show_module("db", "Database")
    late[0](core.lines)
    assert texts(view) == []


def test_a_log_that_cannot_be_read_says_why(qtbot: QtBot) -> None:
    core = Log([])
    core.errors["logs"] = "the disk does not answer"
    view = view_of(qtbot, core)
    view.beat()
    assert view.note.text() == "the disk does not answer"


def test_lines_are_filtered_by_level_and_by_stream(qtbot: QtBot) -> None:
    core = Log([line(0, "error: a"), line(1, "b", "err"), line(2, "warning: c"), line(3, "d", "sys")])
    view = view_of(qtbot, core)
    view.beat()
    settled(qtbot, view)
    view.levels.setCurrentIndex(3)
    settled(qtbot, view)
    assert texts(view) == ["error: a"]
    core.lines += [line(4, "fatal: e"), line(5, "f")]
    view.beat()
    settled(qtbot, view)
    assert texts(view) == ["error: a", "fatal: e"]
    view.levels.setCurrentIndex(0)
    view.streams.setCurrentIndex(2)
    settled(qtbot, view)
    assert texts(view) == ["b"]


def test_found_words_are_counted_gone_through_and_marked(qtbot: QtBot) -> None:
    core = Log([line(number, "A Match" if number % 10 == 3 else "") for number in range(40)])
    view = view_of(qtbot, core)
    view.beat()
    settled(qtbot, view)
    view.search.setText("match")
    assert view.found.text() == "4 lines" and len(view.text.extraSelections()) == 4
    view.search.returnPressed.emit()
    assert view.found.text() == "4 of 4" and view.text.textCursor().blockNumber() == 33
    view.after.click()
    assert view.found.text() == "1 of 4" and view.text.textCursor().blockNumber() == 3
    core.lines += [line(40, "one more match")]
    view.beat()
    settled(qtbot, view)
    assert view.found.text() == "1 of 5", "what comes does not lose the place"
    view.search.setText("nowhere")
    assert view.found.text() == "not found" and not view.after.isEnabled()
    view.search.setFocus()
    qtbot.waitUntil(view.search.hasFocus, timeout=5000)
    qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert view.search.text() == "" and view.found.text() == ""


def test_a_moment_leads_to_its_line_and_older_ones_are_fetched_for_it(qtbot: QtBot) -> None:
    core = Log([line(number) for number in range(5000)])
    view = view_of(qtbot, core)
    view.beat()
    settled(qtbot, view)
    assert len(texts(view)) == 2000
    view.go_to(START + 1234)
    settled(qtbot, view)
    assert view.text.textCursor().selectedText().endswith("line 1234")
    assert not view.following.isChecked()
    view.go_to(START - 50)
    settled(qtbot, view)
    assert view.note.text() == "Nothing older is kept." and view.text.textCursor().blockNumber() == 0
    view.time.setText("sometime")
    view.time.returnPressed.emit()
    assert view.note.text().startswith("That is no time")


def test_what_is_chosen_is_copied_else_all(qtbot: QtBot) -> None:
    view = view_of(qtbot, Log([line(0, "first"), line(1, "\x1b[31msecond\x1b[0m")]))
    view.beat()
    settled(qtbot, view)
    view.copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert [text[-6:].strip() for text in copied] == ["first", "second"]
    view.text.show_line(1)
    view.copy.click()
    assert (
        QGuiApplication.clipboard().text().endswith("second")
        and "first" not in QGuiApplication.clipboard().text()
    )
