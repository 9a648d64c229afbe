"""What the presenters say, without Qt: ages, looks, rows, headline, menu, logs, story."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.domain.status import HealthStatus, ModuleState, ModuleStatus, SystemStatus
from skelly_tray.ui.present.clock import time_of_day
from skelly_tray.ui.present.headline import TOOLTIP_LINE, Mood, headline, mood, title, tooltip, worst_trouble
from skelly_tray.ui.present.loglines import LogLine, appended
from skelly_tray.ui.present.looks import Rank, Symbol, look
from skelly_tray.ui.present.measures import age, clock_time, countdown, megabytes, milliseconds, percent
from skelly_tray.ui.present.menu import (
    TROUBLE_SHOWN,
    Fold,
    Group,
    fingerprint,
    menu_model,
)
from skelly_tray.ui.present.menu_lines import LINE, REASON_LINES, REASON_WIDTH
from skelly_tray.ui.present.rows import SORTED_BY, ModuleRow, Usage, filtered, module_rows, ordered
from skelly_tray.ui.present.story import story
from tests.ui.fake_changes import changed_modules
from tests.ui.fake_core import (
    ago,
    calm_modules,
    running,
    snapshot,
    troubled,
    troubled_modules,
)

NOW = 1_800_000_000.0


def plain(text: str) -> str:
    """Narrow spaces as ordinary ones, to read and compare."""
    return text.replace("\u202f", " ")


def rows_of(modules: dict[str, object] | None = None, **changes: float) -> dict[str, ModuleRow]:
    made = snapshot(modules=modules)  # type: ignore[arg-type]
    arguments: dict[str, float] = {"now": time.time(), "elapsed": 0.0, **changes}
    return {row.id: row for row in module_rows(made, **arguments)}  # type: ignore[arg-type]


def test_presenting_does_not_import_qt() -> None:
    code = (
        "import sys, pkgutil, importlib, skelly_tray.ui.present as p\n"
        "[importlib.import_module(f'{p.__name__}.{m.name}') for m in pkgutil.iter_modules(p.__path__)]\n"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'pyqtgraph', 'numpy', 'asyncio'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 s"), (0, "0 s"), (8.9, "8 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min"), (2 * 3600, "2 h"),
        (86_399, "23 h"), (86_400, "1 d"), (3 * 86_400 + 2 * 3600 + 59, "3 d 2 h"),
    ],
)  # fmt: skip
def test_ages_have_at_most_two_units(seconds: float, said: str) -> None:
    assert plain(age(seconds)) == said


def test_a_countdown_says_one_second_until_it_is_over() -> None:
    assert [plain(countdown(seconds)) for seconds in (7.4, 0.2, 0.0, -3)] == ["8 s", "1 s", "0 s", "0 s"]


def test_figures_carry_units_and_three_digits_at_most() -> None:
    assert [plain(percent(value)) for value in (0.0, 0.04, 2.14, 99.96, 104.2)] == [
        "0 %", "0 %", "2.1 %", "100 %", "104 %",
    ]  # fmt: skip
    assert [plain(megabytes(value)) for value in (9.44, 9.96, 38.2, 1228.8)] == [
        "9.4 MB",
        "10 MB",
        "38 MB",
        "1.2 GB",
    ]
    assert [plain(milliseconds(value)) for value in (1.23, 140.2, 2400)] == ["1.2 ms", "140 ms", "2.4 s"]


def test_a_number_never_breaks_from_its_unit() -> None:
    for said in (age(3 * 86_400), percent(3), megabytes(3), milliseconds(3)):
        assert " " not in said


def test_times_of_another_day_carry_their_date() -> None:
    assert len(clock_time(ago(10), time.time())) == len("14:02:07")
    assert len(clock_time(ago(3 * 86_400), time.time())) == len("2026-01-01 14:02:07")
    assert clock_time("no time", NOW) == "" and clock_time(None, NOW) == ""


@pytest.mark.parametrize(
    ("changes", "symbol", "word"),
    [
        ({}, Symbol.DOT, "running"),
        ({"health": HealthStatus.DEGRADED}, Symbol.TRIANGLE, "degraded"),
        ({"health": HealthStatus.UNHEALTHY}, Symbol.SQUARE, "unhealthy"),
        ({"health": HealthStatus.UNKNOWN, "ready": False}, Symbol.TRIANGLE, "not ready"),
        ({"state": ModuleState.STARTING}, Symbol.QUARTER, "starting"),
        ({"state": ModuleState.STOPPING}, Symbol.QUARTER, "stopping"),
        ({"state": ModuleState.WAITING}, Symbol.DOTTED, "waiting"),
        ({"state": ModuleState.BACKOFF, "retry_in_s": 3.0}, Symbol.LOOP, "retrying"),
        ({"state": ModuleState.BACKOFF}, Symbol.LOOP, "recovering"),
        ({"state": ModuleState.FAILED}, Symbol.SQUARE, "failed"),
        ({"state": ModuleState.INVALID}, Symbol.CROSS, "invalid"),
        ({"state": ModuleState.STOPPED}, Symbol.RING, "stopped"),
        ({"state": ModuleState.NOT_STARTED}, Symbol.RING, "not started"),
        ({"state": ModuleState.STOPPED, "reason_kind": "completed"}, Symbol.RING, "done"),
        ({"state": ModuleState.STOPPED, "reason_kind": "limit"}, Symbol.SQUARE, "stopped"),
    ],
)
def test_each_state_has_a_shape_and_a_word(changes: dict[str, object], symbol: Symbol, word: str) -> None:
    seen = look(running("x", **changes))
    assert (seen.symbol, seen.word) == (symbol, word)


@pytest.mark.parametrize(
    "begin", ["", "given up: ", "given up after 1 restart: ", "given up after 3 restarts: "]
)
def test_why_begins_with_the_cause_and_not_with_what_other_columns_say(begin: str) -> None:
    failed = running("x", state=ModuleState.FAILED, reason=f'{begin}exit 1, "given up: no model"')
    assert rows_of({"x": failed})["x"].why == 'exit 1, "given up: no model"'


def test_trouble_comes_first_and_equals_keep_their_order() -> None:
    ids = list(rows_of(troubled_modules()))
    assert ids == ["ai", "web", "analysis", "event_bus", "storage", "capture", "figurine", "backup"]


def test_a_module_that_its_limit_stopped_is_trouble_as_the_verdict_says() -> None:
    at_limit = running("z", state=ModuleState.STOPPED, ready=False, reason_kind="limit")
    assert list(rows_of({"a": running("a"), "z": at_limit})) == ["z", "a"]
    by_user = running("z", state=ModuleState.STOPPED, ready=False, reason_kind="user")
    assert list(rows_of({"a": running("a"), "z": by_user})) == ["a", "z"]


def test_running_clocks_move_between_snapshots() -> None:
    early, late = (rows_of(troubled_modules(), elapsed=elapsed) for elapsed in (0.0, 5.0))
    assert plain(early["web"].state) == "retry in 8 s"
    assert plain(late["web"].state) == "retry in 3 s"
    assert plain(early["capture"].uptime) == "4 s"
    assert plain(late["capture"].uptime) == "9 s"


def test_newer_samples_replace_the_snapshots_figures() -> None:
    made = module_rows(snapshot(), now=NOW, elapsed=0, usage={"storage": Usage(55.5, 99)})
    storage = next(row for row in made if row.id == "storage")
    assert (plain(storage.cpu), plain(storage.memory)) == ("55.5 %", "99 MB")


def test_a_module_without_a_process_shows_no_figures() -> None:
    row = rows_of(troubled_modules())["figurine"]
    assert {row.cpu, row.memory, row.uptime, row.health} == {"–"}


def test_a_waiting_module_names_what_it_waits_for() -> None:
    assert rows_of(troubled_modules())["backup"].why == "waits for AI companion"


def test_what_can_be_done_follows_the_state() -> None:
    rows = rows_of(troubled_modules())
    assert (rows["storage"].can_start, rows["storage"].can_stop) == (False, True)
    assert (rows["figurine"].can_start, rows["figurine"].can_stop) == (True, False)
    assert (rows["web"].can_start, rows["web"].can_stop) == (True, True)
    invalid = rows_of({"x": running("x", state=ModuleState.INVALID)})["x"]
    assert (invalid.can_start, invalid.can_stop) == (False, False)


def test_the_filter_wants_every_word_somewhere_in_the_row() -> None:
    rows = list(rows_of(troubled_modules()).values())
    assert [row.id for row in filtered(rows, "AI fail")] == ["ai"]
    assert filtered(rows, "  ") == rows
    assert filtered(rows, "no such thing") == []


@pytest.mark.parametrize(
    ("status", "shape"),
    [
        (SystemStatus.HEALTHY, Mood.HEALTHY), (SystemStatus.DEGRADED, Mood.DEGRADED),
        (SystemStatus.CRITICAL, Mood.CRITICAL), (SystemStatus.STARTING, Mood.STARTING),
        (SystemStatus.STOPPING, Mood.STARTING), (SystemStatus.STOPPED, Mood.STOPPED),
    ],
)  # fmt: skip
def test_the_icon_follows_the_systems_status(status: SystemStatus, shape: Mood) -> None:
    assert mood(snapshot(status)) is shape


def test_the_headline_says_how_many_and_how() -> None:
    assert plain(headline(snapshot(), 60).text) == "All 8 modules healthy · up 3 d 2 h"
    assert headline(troubled()).text == "1 of 8 modules failed, 2 more in trouble"
    assert headline(snapshot(SystemStatus.STARTING, troubled_modules())).text == "Starting · 3 of 8 ready"
    assert headline(snapshot(SystemStatus.STOPPING)).text == "Stopping · 8 of 8 still running"
    assert headline(snapshot(SystemStatus.STOPPED)).text == "All modules stopped"
    assert headline(snapshot(SystemStatus.STOPPED, {})).text == "No modules yet"
    assert headline(None).text == "Connecting to the core"


def test_one_stopped_by_the_user_is_not_counted_as_healthy() -> None:
    modules = calm_modules() | {"figurine": troubled_modules()["figurine"]}
    assert headline(snapshot(modules=modules)).text == "7 of 8 modules healthy, 1 stopped"


def test_a_pause_of_capturing_is_shown_while_all_is_well() -> None:
    resting = calm_modules() | {"capture": replace(calm_modules()["capture"], metrics={"paused": 1.0})}
    calm = snapshot(modules=resting)
    assert mood(calm) is Mood.PAUSED
    assert plain(headline(calm, 60).text) == "All 8 modules healthy · Data capture is paused · up 3 d 2 h"
    assert mood(replace(calm, status=SystemStatus.CRITICAL)) is Mood.CRITICAL
    stopped = {"capture": replace(resting["capture"], state=ModuleState.STOPPED, desired="down")}
    assert mood(snapshot(modules=stopped)) is Mood.HEALTHY


def test_the_tooltip_names_the_home_and_until_when_notifications_are_put_off() -> None:
    assert tooltip(snapshot(), label="lab", snoozed="14:30").splitlines() == [
        "Skelly Tray · lab", "All 8 modules healthy", "Notifications are put off until 14:30",
    ]  # fmt: skip
    assert title("") == "Skelly Tray"


def test_a_long_reason_is_cut_in_the_tooltip() -> None:
    modules = {"x": running("x", state=ModuleState.FAILED, reason="y" * 300)}
    lines = tooltip(snapshot(SystemStatus.CRITICAL, modules)).splitlines()
    assert lines[2].endswith("…") and max(map(len, lines)) <= TOOLTIP_LINE


def test_the_tooltip_names_the_trouble_and_holds_still() -> None:
    said = tooltip(troubled())
    assert said.splitlines()[1:3] == [
        "1 of 8 modules failed, 2 more in trouble",
        "▲ Analysis: slow answers: 2.4 s on average over the last minute",
    ]
    later = replace(troubled(), uptime_s=9_999_999.0)
    assert tooltip(later) == said


def test_the_worst_trouble_is_told_with_its_next_try() -> None:
    worst = worst_trouble(troubled(), now=time.time(), elapsed=2)
    assert worst is not None
    assert worst.module == "ai"
    assert plain(worst.title) == "AI companion failed 8 s ago"
    assert plain(worst.detail) == 'exit 1, "no model at /home/me/.local/model.bin". Next try in 10 s.'
    assert worst_trouble(snapshot(), now=NOW, elapsed=0) is None


def test_the_menu_has_the_failing_first_with_their_cause() -> None:
    model = menu_model(troubled(), now=time.time(), elapsed=0)
    assert model.status == "Skelly: 1 of 8 modules failed, 2 more in trouble"
    first = model.modules[0]
    assert plain(first.text).startswith("■ AI companion · failed 8 s ago · exit 1, ")
    assert plain(first.text).endswith(" · next try in 12 s")
    assert first.group is Group.TROUBLE and first.start_text == "Retry now"
    assert model.quit_text == "Quit and stop 4 modules"


def test_a_long_cause_is_cut_in_the_menu_and_told_in_the_menu_of_the_module() -> None:
    reason = "the secret ai/key cannot be had: " + "the keyring is locked; " * 12
    for changes in (
        {"state": ModuleState.FAILED, "retry_in_s": 700_000.0, "since": ago(9_000_000)},
        {"state": ModuleState.WAITING, "reason_kind": "secret", "pid": None},
        {"config": {"state": "rejected", "why": f"modules/x.toml: {reason}"}},
    ):
        modules = {"x": running("a name " * 20, reason=reason, **changes)}
        model = menu_model(snapshot(SystemStatus.CRITICAL, modules), now=NOW, elapsed=0)
        entry = model.modules[0]
        assert "…" in entry.text and len(entry.text) <= LINE
        assert "the secret ai/key" in " ".join(entry.reason) and entry.reason[-1].endswith("…")
        assert len(entry.reason) == REASON_LINES and max(map(len, entry.reason)) <= REASON_WIDTH
    told = {e.id: e for e in menu_model(snapshot(modules=changed_modules()), now=NOW, elapsed=0).modules}
    assert told["ai"].text == "▲ AI companion · the secret ai/key cannot be had: the keyring is locked"
    assert "secret unlock" in " ".join(told["ai"].reason)
    short = {"x": running("x", state=ModuleState.FAILED, reason="exit 1")}
    assert menu_model(snapshot(SystemStatus.CRITICAL, short), now=NOW, elapsed=0).modules[0].reason == ()


def test_the_menu_shows_what_wants_attention_and_folds_the_rest() -> None:
    model = menu_model(troubled(), now=NOW, elapsed=0)
    assert [line if isinstance(line, str) else (line.text, line.modules) for line in model.lines] == [
        "ai", "web", "analysis", "capture", "backup",
        ("2 healthy", ("event_bus", "storage")), ("1 stopped", ("figurine",)),
    ]  # fmt: skip


def test_a_menu_of_many_modules_still_fits_on_the_screen() -> None:
    many = {f"{n}": running(f"{n}", state=ModuleState.FAILED) for n in range(40)}
    many |= {f"w{n}": running(f"w{n}", state=ModuleState.WAITING) for n in range(30)}
    lines = menu_model(snapshot(SystemStatus.CRITICAL, many), now=NOW, elapsed=0).lines
    assert len(lines) == TROUBLE_SHOWN + 1
    more, waiting = lines[-2:]
    assert isinstance(more, Fold) and isinstance(waiting, Fold)
    assert (more.text, waiting.text) == ("31 more in trouble", "30 starting or waiting")
    assert {*lines[:-2], *more.modules, *waiting.modules} == set(many)


def test_what_pauses_or_does_not_run_as_it_was_written_is_not_folded_away() -> None:
    modules = calm_modules()
    modules["capture"] = replace(modules["capture"], metrics={"paused": 1.0})
    modules["web"] = replace(
        modules["web"], config={"state": "rejected", "why": "modules/web.toml: enabeld: unknown key"}
    )
    model = menu_model(snapshot(modules=modules), now=NOW, elapsed=0)
    texts = {entry.id: entry.text for entry in model.modules}
    assert model.lines[:2] == ("capture", "web")
    assert texts["capture"] == "◌ Data capture · paused"
    assert texts["web"] == "▲ Web server · running · new settings not in effect: enabeld: unknown key"


def test_every_state_has_its_place_in_the_menu() -> None:
    def place(**changes: object) -> Group:
        modules = {"x": running("x", **changes)}
        return menu_model(snapshot(modules=modules), now=NOW, elapsed=0).modules[0].group

    assert place(state=ModuleState.NOT_STARTED) is Group.ATTENTION
    assert place(state=ModuleState.NOT_STARTED, desired="down") is Group.STOPPED
    assert place(state=ModuleState.STOPPED, reason_kind="completed") is Group.HEALTHY
    assert place(state=ModuleState.STOPPED, reason_kind="user") is Group.STOPPED
    assert place(state=ModuleState.STOPPED, reason_kind="limit") is Group.TROUBLE
    assert place(state=ModuleState.STOPPING) is Group.ATTENTION
    assert place(state=ModuleState.INVALID) is Group.TROUBLE
    assert place(health=HealthStatus.UNKNOWN) is Group.HEALTHY


@pytest.mark.parametrize(
    "change",
    [
        {"metrics": {"paused": 1.0}}, {"config": {"state": "rejected", "why": "unknown key"}}, {"url": "http://a/"},
        {"config": {"state": "rolled_back", "why": "unknown key"}}, {"health": HealthStatus.DEGRADED}, {"ready": False},
        {"state": ModuleState.WAITING, "waiting_on": ["ai"]}, {"state": ModuleState.BACKOFF}, {"name": "Other"},
    ],
)  # fmt: skip
def test_whatever_changes_an_entry_is_a_reason_to_redraw_the_menu(change: dict[str, object]) -> None:
    def both(module: ModuleStatus) -> tuple[object, object]:
        made = snapshot(modules={"x": module, "ai": running("AI")})
        return menu_model(made, now=NOW, elapsed=0), fingerprint(made)

    steps = [running("x", since=None)]
    steps.append(replace(steps[0], **change))  # type: ignore[arg-type]
    if "config" in change:
        told = dict(steps[1].config)
        steps.append(replace(steps[1], config={**told, "why": "another"}))
    for before, after in itertools.pairwise(steps):
        assert both(before)[0] != both(after)[0] and both(before)[1] != both(after)[1]


def test_the_end_of_a_snooze_is_told_with_its_day() -> None:
    at_ten = time.mktime((2026, 11, 26, 22, 0, 0, 0, 0, -1))
    assert time_of_day(at_ten + 1800, at_ten) == "22:30"
    assert time_of_day(at_ten + 10 * 3600, at_ten) == "tomorrow, 08:00"
    assert re.fullmatch(r"\d+ \w+ 08:00", time_of_day(at_ten + 34 * 3600, at_ten))
    model = menu_model(snapshot(), now=at_ten, elapsed=0, snoozed_until=at_ten + 1800, label="lab")
    assert (model.snoozed, model.status) == ("22:30", "Skelly · lab: all 8 modules healthy")


def test_the_menu_before_the_first_snapshot_can_only_quit() -> None:
    model = menu_model(None, now=NOW, elapsed=0)
    assert (model.modules, model.can_start_all, model.can_stop_all, model.quit_text) == (
        (),
        False,
        False,
        "Quit",
    )


def test_running_clocks_and_samples_do_not_redraw_the_menu_but_changes_do() -> None:
    first = troubled()
    figures = {key: replace(module, cpu_percent=77.0, uptime_s=1.0) for key, module in first.modules.items()}
    assert fingerprint(replace(first, modules=figures, uptime_s=5.0)) == fingerprint(first)
    changed = first.modules | {"storage": replace(first.modules["storage"], state=ModuleState.STOPPING)}
    assert fingerprint(replace(first, modules=changed)) != fingerprint(first)


@given(
    before=st.lists(st.integers(0, 3), max_size=12),
    after=st.lists(st.integers(0, 3), max_size=6),
    cut=st.integers(0, 12),
)
def test_showing_what_was_appended_gives_the_newest_tail(
    before: list[int], after: list[int], cut: int
) -> None:
    old = [LogLine("", "out", str(number)) for number in before]
    whole = old + [LogLine("", "out", str(number)) for number in after]
    newest = whole[min(cut, len(whole)) :]
    added = appended(old, newest)
    shown = newest if added is None else old + added
    assert shown[len(shown) - len(newest) :] == newest


def test_a_log_that_went_on_is_continued_and_not_repeated() -> None:
    lines = [LogLine(str(number), "out", f"line {number}") for number in range(10)]
    assert appended(lines[:6], lines[3:9]) == lines[6:9]
    assert appended(lines[:3], lines[5:]) is None
    assert appended(lines, lines[4:]) == []


def test_the_story_leaves_out_what_it_does_not_know_and_keeps_the_order() -> None:
    sentence, sections = story(
        {"sentence": "it stopped", "next": "again in 3 s", "exit": None, "chain": [{"text": "first"}, "second"],
         "log": [{"time": "", "stream": "err", "text": "boom"}]},
        NOW,
    )  # fmt: skip
    assert sentence == "it stopped"
    assert [(section.title, section.text.strip()) for section in sections] == [
        ("HOW IT CAME TO THIS", "first\nsecond"),
        ("ITS LAST LINES", "! boom"),
        ("WHAT HAPPENS NEXT", "again in 3 s"),
    ]


def test_the_story_says_endings_and_probes_as_people_do() -> None:
    probe = {"role": "liveness", "passed": False, "message": "HTTP 500"}
    for ended, said in (
        ({"code": 3, "signal": None}, "exit code 3"),
        ({"code": None, "signal": 9}, "killed by SIGKILL"),
    ):
        _, sections = story({"exit": ended, "last_probe": probe, "since_then": ["then"]}, NOW)
        assert [(section.title, section.text) for section in sections] == [
            ("SINCE THEN", "then"), ("HOW IT ENDED", said), ("LAST ANSWER OF ITS PROBE", "liveness failed: HTTP 500"),
        ]  # fmt: skip


def test_a_journal_entry_in_the_chain_is_told_by_its_cause() -> None:
    entry = {
        "seq": 4,
        "time": "",
        "cause": {"kind": "exit", "seq": 3, "text": "exit 3"},
        "detail": {"exit": {"code": 3}},
    }
    _, (section,) = story({"chain": [entry]}, NOW)
    assert section.text == "exit 3"


def test_ranks_below_fine_are_trouble() -> None:
    assert [rank.trouble for rank in Rank] == [True, True, True, False]


def test_a_row_tells_of_a_trial_and_of_a_file_that_is_not_in_effect() -> None:
    rows = rows_of(changed_modules(), elapsed=5.0)
    assert plain(rows["analysis"].why) == "new configuration on trial, 7 s left"
    assert rows["storage"].why.startswith("its new file is not in effect: modules/storage.toml: enabeld")
    assert rows["web"].why == "its new file is not in effect: web: its liveness probe missed 2 times: exit 1"
    assert "secret" in rows["ai"].why and rows["capture"].why == ""


# Notes and orders of the rows


def test_a_row_says_in_short_why_it_wants_to_be_looked_at() -> None:
    rows = rows_of(changed_modules(), elapsed=5.0)
    told = {key: (row.note.symbol, plain(row.note.text)) for key, row in rows.items() if row.note}
    assert told == {
        "analysis": (Symbol.QUARTER, "new configuration on trial, 7 s left"),
        "storage": (Symbol.TRIANGLE, "new settings not in effect: enabeld: unknown key"),
        "web": (Symbol.TRIANGLE, "new settings taken back: its liveness probe missed 2 times: exit 1"),
        "ai": (Symbol.TRIANGLE, "the secret ai/key cannot be had: the keyring is locked"),
    }
    troubled = rows_of(troubled_modules())
    assert troubled["ai"].note and troubled["ai"].note.text.startswith("exit 1") and troubled["ai"].aside
    assert troubled["storage"].note is None
    well = rows_of({"web": replace(calm_modules()["web"], reason="alive; no probe")})["web"]
    assert (well.note, well.why) == (None, "alive; no probe"), "that it is well needs no reason in the list"


def test_a_calm_row_without_figures_says_why_instead_of_them() -> None:
    rows = rows_of(troubled_modules())
    assert (rows["figurine"].aside, rows["figurine"].note) == ("stopped by you", None)
    assert rows["backup"].aside == "waits for AI companion"
    assert plain(rows["ai"].aside).startswith("failed, retry in") and rows["storage"].aside == ""


def test_what_wants_to_be_looked_at_rises_above_what_is_fine() -> None:
    rows = [row.id for row in module_rows(snapshot(modules=changed_modules()), now=NOW, elapsed=0)]
    assert set(rows[:3]) == {"storage", "ai", "web"}, "what is on trial is fine"


@pytest.mark.parametrize("by", sorted(SORTED_BY))
def test_rows_are_ordered_by_what_they_show_and_equals_keep_their_places(by: str) -> None:
    rows = module_rows(snapshot(modules=troubled_modules()), now=NOW, elapsed=0)
    up, down = ordered(rows, by, descending=False), ordered(rows, by, descending=True)
    keys = [SORTED_BY[by](row) for row in up]
    assert keys == sorted(keys) and [SORTED_BY[by](row) for row in down] == sorted(keys, reverse=True)
    assert ordered(rows, "", descending=True) == rows
