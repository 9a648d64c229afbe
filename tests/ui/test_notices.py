"""What becomes a notification, when, and in which words: in virtual time, without Qt."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from skelly_tray.domain.orchestrator_config import NotificationsConfig
from skelly_tray.ui.present.incidents import CONTRARY, EVERYTHING, Stage
from skelly_tray.ui.present.measures import NARROW
from skelly_tray.ui.present.notice_times import FLAPS, GATHER, QUIET, SETTLED, SPACING
from skelly_tray.ui.present.notices import GAP, MERGE
from tests.ui.notice_listener import WALL, Listener, local

AFTER = NotificationsConfig().after
GRACE = NotificationsConfig().grace
CURED = "Web server stopped by itself (exit 1 after 12 s) and has been started again, {} down."


@pytest.fixture
def listener() -> Listener:
    return Listener()


# ---- one incident


def test_an_incident_is_one_notification_from_its_failure_to_its_cure(listener: Listener) -> None:
    listener.dies()
    listener.waits()
    (failed,) = listener.passes(4.0)
    assert (failed.title, failed.text) == (
        "Web server stopped by itself",
        "Exit 1 after 12 s. It is being brought back.",
    )
    listener.passes(2.0)
    listener.lives()
    (cured,) = listener.passes(60.0)
    assert (cured.title, cured.text) == ("Web server runs again", CURED.format(f"6{NARROW}s"))
    assert (cured.key, cured.module, cured.again, failed.again) == (failed.key, "web", True, False)
    assert listener.passes(3600.0) == []


def test_what_cures_itself_in_a_moment_is_told_once_when_it_has_lasted(listener: Listener) -> None:
    listener.dies()
    listener.passes(AFTER - 1.0)
    listener.lives()
    assert listener.passes(SETTLED + GATHER - 0.1) == []
    (told,) = listener.passes(1.0)
    assert (told.title, told.text) == ("Web server runs again", CURED.format(f"2{NARROW}s"))
    assert told.transient and not told.again


@pytest.mark.parametrize(
    ("cause", "title"),
    [
        ("probe", "Web server stopped answering"),
        ("spawn", "Web server could not be started"),
        ("limit", "Web server went over its limit"),
        ("timeout", "Web server failed"),
    ],
)
def test_the_words_fit_what_happened(listener: Listener, cause: str, title: str) -> None:
    listener.dies(cause=cause)
    assert listener.titles(60.0) == [title]


def test_one_that_was_given_up_is_told_with_what_follows(listener: Listener) -> None:
    listener.dies()
    first = listener.passes(AFTER)
    listener.given_up()
    (told,) = listener.passes(60.0)
    assert told.title == "Web server has failed" and told.key == first[0].key
    assert told.text == ("Given up after 3 restarts: exit 1 after 12 s. It is tried once more in 5\u202fmin.")


def test_one_that_nobody_tries_again_says_so(listener: Listener) -> None:
    listener.given_up(trial_after=None)
    assert listener.passes(60.0)[0].text.endswith("It is not started again by itself.")


def test_trials_in_vain_are_the_same_incident_and_its_end_is_told(listener: Listener) -> None:
    listener.dies()
    listener.given_up()
    assert listener.titles(300.0) == ["Web server has failed"]
    for _ in range(5):
        listener.dies()
        listener.waits()
        listener.given_up()
        assert listener.passes(300.0) == []
    listener.lives()
    (told,) = listener.passes(600.0)
    assert told.title == "Web server runs again"
    assert told.text == f"It failed 6 times since {local(WALL)}. At first: exit 1 after 12 s."


def test_a_cure_that_does_not_last_is_not_told(listener: Listener) -> None:
    for _ in range(2):
        listener.dies()
        listener.lives()
        assert listener.passes(SETTLED / 2) == []
    (told,) = listener.passes(60.0)
    assert told.text == f"It failed twice since {local(WALL)}. At first: exit 1 after 12 s."


def test_degraded_mode_is_said(listener: Listener) -> None:
    listener.dies()
    listener.hear("web", "recovery", "degraded", mode="degraded")
    listener.lives()
    assert listener.titles(60.0) == ["Web server runs again, but does less"]


# ---- one that fails again and again


@pytest.mark.parametrize("period", [4.0, 20.0, 60.0, 240.0])
def test_one_that_fails_again_and_again_is_told_more_and_more_rarely(
    listener: Listener, period: float
) -> None:
    told = []
    for _ in range(int(7200 / period)):
        listener.dies()
        told += listener.passes(1.0)
        listener.lives()
        told += listener.passes(period - 1.0)
    assert len({notice.key for notice in told}) == 1
    assert 2 <= len(told) <= 30
    assert "Web server keeps failing" in {notice.title for notice in told}
    assert listener.titles(1200.0)[-1:] in ([], ["Web server runs again"])
    assert [notice.title for notice in listener.screen.values()] == ["Web server runs again"]


def test_each_time_it_takes_twice_as_long_until_it_is_told_again(listener: Listener) -> None:
    for _ in range(360):
        listener.dies()
        listener.passes(1.0)
        listener.lives()
        listener.passes(19.0)
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(listener.sent)]
    assert all(gap >= min(QUIET, SPACING * 2.0**count) for count, gap in enumerate(gaps[1:], 1))
    assert max(gaps) < QUIET + 60.0, "it is still told now and then"


def test_three_quick_failures_are_said_to_be_that_although_it_runs(listener: Listener) -> None:
    for _ in range(FLAPS):
        listener.dies()
        listener.lives()
        listener.passes(0.5)
    (told,) = listener.passes(AFTER)
    assert (told.title, told.stage) == ("Web server keeps failing", Stage.FLAPPING)
    (cured,) = listener.passes(60.0)
    assert cured.title == "Web server runs again"
    assert listener.sent[1][0] - listener.sent[0][0] > SETTLED * 2 ** (FLAPS - 1) - AFTER - 1.0


def test_one_that_comes_back_degraded_is_not_well(listener: Listener) -> None:
    listener.dies()
    listener.lives()
    listener.hear("web", "health_changed", "degraded", cause="probe")
    assert listener.titles(60.0) == ["Web server stopped by itself"]


def test_a_failure_long_after_is_another_incident(listener: Listener) -> None:
    listener.dies()
    listener.lives()
    (first,) = listener.passes(QUIET * 2)
    listener.dies()
    (second,) = listener.passes(60.0)
    assert second.key != first.key and second.title == "Web server stopped by itself"


# ---- several at once


def test_modules_that_fail_together_are_one_notification(listener: Listener) -> None:
    for module in ("ai", "web", "db"):
        listener.dies(module)
        listener.passes(0.5)
    (told,) = listener.passes(60.0)
    assert told.title == "3 modules failed: ai, Web server, Database" and told.module is None
    assert told.text.splitlines() == [
        "ai stopped by itself", "Web server stopped by itself", "Database stopped by itself"
    ]  # fmt: skip


def test_a_digest_follows_its_modules_until_all_run(listener: Listener) -> None:
    for module in ("ai", "web"):
        listener.dies(module)
    (failed,) = listener.passes(AFTER)
    listener.lives("ai")
    (half,) = listener.passes(60.0)
    assert half.title == "1 module failed: Web server"
    assert half.text.splitlines() == ["Web server stopped by itself", "ai runs again"]
    listener.lives("web")
    (well,) = listener.passes(60.0)
    assert {failed.key, half.key, well.key} == {failed.key} and well.stage is Stage.RECOVERED


def test_what_fails_soon_after_joins_and_what_fails_later_does_not(listener: Listener) -> None:
    listener.dies("ai")
    (first,) = listener.passes(20.0)
    listener.dies("web")
    (joined,) = listener.passes(MERGE + 20.0)
    assert joined.key == first.key and joined.title == "2 modules failed: ai, Web server"
    listener.dies("db")
    (other,) = listener.passes(20.0)
    assert other.key != first.key and other.title == "Database stopped by itself"


def test_the_worst_comes_first_and_a_long_list_is_cut(listener: Listener) -> None:
    listener.dies("db")
    listener.lives("db")
    listener.passes(SETTLED)
    for module in ("web", "x", "y", "z"):
        listener.given_up(module)
    told = listener.passes(60.0)[0]
    assert told.title == "4 modules failed: Web server, x, y and 1 more"
    assert told.text.splitlines() == [
        "Web server has failed", "x has failed", "y has failed", "z has failed", "and 1 more"
    ]  # fmt: skip


def test_cures_a_moment_apart_are_one_notification(listener: Listener) -> None:
    for module in ("web", "db"):
        listener.dies(module)
    listener.lives("db")
    assert listener.passes(1.0) == []
    listener.lives("web")
    assert listener.titles(60.0) == ["2 modules run again: Database, Web server"]


def test_a_cure_that_has_not_lasted_is_not_told_with_others(listener: Listener) -> None:
    listener.dies("db")
    listener.lives("db")
    listener.passes(SETTLED + GATHER - 1.0)
    listener.dies("web")
    listener.lives("web")
    assert [notice.module for notice in listener.passes(2.0)] == ["db"]


@pytest.mark.parametrize("most", [1, 6])
def test_a_storm_is_told_in_few_words(most: int) -> None:
    listener = Listener(per_minute=most)
    for number in range(240):
        listener.dies(f"m{number}")
        listener.given_up(f"m{number}")
        listener.passes(0.5)
    listener.passes(3600.0)
    times = [time for time, _ in listener.sent]
    assert all(later - earlier >= 60.0 for earlier, later in zip(times, times[most:], strict=False))
    assert all(later - earlier >= GAP for earlier, later in pairwise(times))
    assert len(listener.screen) <= 2 and "240" in " ".join(n.title for n in listener.screen.values())


# ---- what is no news


@pytest.mark.parametrize("modules", [["web"], ["--all"]])
@pytest.mark.parametrize("shown", [False, True])
def test_what_the_user_did_is_no_news_and_takes_back_what_was_told(
    listener: Listener, modules: list[str], shown: bool
) -> None:
    listener.dies()
    listener.given_up()
    listener.passes(60.0 if shown else 0.0)
    assert bool(listener.screen) == shown
    listener.user(*modules)
    listener.hear("web", "state_changed", "stopping", cause="user")
    listener.lives()
    assert listener.passes(3600.0) == [] and not listener.screen


def test_one_of_several_that_the_user_stops_is_not_told_any_more(listener: Listener) -> None:
    listener.dies("ai")
    listener.dies("web")
    listener.passes(20.0)
    listener.user("ai")
    (told,) = listener.passes(60.0)
    assert told.title == "Web server stopped by itself" and told.again


def test_dependants_that_were_taken_along_are_no_news(listener: Listener) -> None:
    listener.hear("web", "state_changed", "stopping", cause="dependency", text="db is failed")
    listener.lives()
    assert listener.passes(3600.0) == []


def test_a_oneshot_that_has_done_its_work_is_no_news(listener: Listener) -> None:
    listener.hear("web", "state_changed", "stopping", cause="exit", completed=True)
    listener.lives()
    assert listener.passes(3600.0) == []


def test_cures_in_the_first_seconds_of_a_start_are_no_news_but_failures_are() -> None:
    listener = Listener(age=0.0)
    for module in ("web", "db", "x"):
        listener.dies(module)
        listener.lives(module)
    listener.dies("y")
    listener.given_up("y")
    assert listener.passes(GRACE - 0.1) == []
    assert listener.titles(60.0) == ["y has failed"]


@pytest.mark.parametrize("more", [{"slept_s": 2520.0}, {"stalled_s": 90.0}, {"to": "starting"}])
def test_after_a_sleep_or_a_start_of_the_core_nothing_floods(
    listener: Listener, more: dict[str, Any]
) -> None:
    listener.hear(None, "system", cause="system", **more)
    listener.dies(cause="probe")
    listener.lives()
    assert listener.passes(3600.0) == []


def test_a_cure_after_a_sleep_is_told_when_its_failure_was(listener: Listener) -> None:
    listener.dies()
    listener.passes(10.0)
    listener.hear(None, "system", cause="system", slept_s=2520.0)
    listener.lives()
    assert listener.titles(60.0) == ["Web server runs again"]


def test_a_procedure_is_told_when_it_is_complete_and_not_before(listener: Listener) -> None:
    listener.dies()
    listener.hear("web", "recovery", procedure="steps", step="start", ok=True)
    listener.lives()
    assert listener.titles(30.0) == ["Web server stopped by itself"]
    listener.hear("web", "recovery", procedure="complete", notify=True)
    assert listener.titles(60.0) == ["Web server runs again"]


def test_a_start_told_by_its_procedure_afterwards_waits_for_the_validation(listener: Listener) -> None:
    listener.dies()
    listener.lives()
    listener.hear("web", "recovery", procedure="steps", step="start", ok=True)
    assert listener.titles(30.0) == ["Web server stopped by itself"]
    listener.hear("web", "recovery", procedure="left off")
    assert listener.passes(3600.0) == [] and not listener.screen


# ---- everything, and limits


def test_a_restart_of_everything_is_told_at_once_and_to_its_end(listener: Listener) -> None:
    listener.dies()
    text = "web needs everything to be restarted: exit 1"
    listener.hear("web", "recovery", strategy="system_restart", notify=True, text=text)
    listener.hear(None, "system", "starting", cause="recovery")
    (told,) = listener.passes(1.0)
    assert (told.title, told.text) == (
        "Everything is being restarted",
        "Web server needs everything to be restarted: exit 1.",
    )
    listener.lives()
    listener.hear(None, "system", cause="system", pace=2.0)
    assert listener.passes(30.0) == []
    listener.hear(None, "system", origin="starting", missing=["db"])
    (over,) = listener.passes(60.0)
    assert (over.key, over.title) == (told.key, "Everything was restarted")
    assert over.text.endswith("exit 1. Still missing: db.")
    assert listener.passes(3600.0) == []


def test_a_restart_of_everything_is_told_only_if_the_strategy_says_so(listener: Listener) -> None:
    listener.hear("web", "recovery", strategy="system_restart", notify=False)
    assert listener.passes(3600.0) == []


@pytest.mark.parametrize("after", [1.0, 20.0])
def test_that_a_limit_stopped_a_module_is_told_although_the_crossing_was(
    listener: Listener, after: float
) -> None:
    listener.exceeds(action="alert", text="it used 250 MB")
    listener.passes(after)
    listener.exceeds(action="stop", text="it used 250 MB; it is stopped")
    listener.hear("web", "state_changed", "stopping", origin="running", cause="limit")
    listener.passes(10.0)
    listener.hear("web", "state_changed", "stopped", origin="stopping", cause="limit")
    listener.passes(QUIET)
    assert not any(notice.stage.bad for _, notice in listener.sent), "that it was stopped is no failure"
    (told,) = listener.screen.values()
    assert (told.title, told.text) == (
        "Web server was stopped at its limit",
        "It used 250 MB; it is stopped.",
    )


def test_a_limit_is_told_once_in_ten_minutes_if_it_wants_to_be(listener: Listener) -> None:
    listener.exceeds(notify=False)
    assert listener.passes(60.0) == []
    listener.exceeds()
    (told,) = listener.passes(60.0)
    assert (told.title, told.text) == ("Web server is over its limit", "Memory is over 200 MB for 10 s.")
    listener.exceeds()
    assert listener.passes(60.0) == []
    listener.exceeds(limit="max_cpu_percent")
    assert len(listener.passes(60.0)) == 1
    listener.passes(QUIET)
    listener.exceeds()
    assert len(listener.passes(60.0)) == 1


def test_a_limit_that_is_held_again_is_taken_back_and_one_that_comes_and_goes_is_told_once(
    listener: Listener,
) -> None:
    listener.exceeds()
    listener.cleared()
    assert listener.passes(60.0) == []
    for _ in range(5):
        listener.exceeds()
        listener.passes(20.0)
        listener.cleared()
        listener.passes(20.0)
    assert len(listener.sent) == 1 and not listener.screen


# ---- what the journal did not tell


@pytest.mark.parametrize(("seen", "said"), [({"web": True}, ["Web server runs again"]), ({}, [])])
def test_what_was_missed_of_the_journal_is_seen_in_the_snapshots(
    listener: Listener, seen: dict[str, bool], said: list[str]
) -> None:
    listener.dies()
    listener.passes(10.0)
    for _ in range(int(CONTRARY)):
        listener.notices.see(seen, listener.now)
        assert listener.passes(1.0) == [] and listener.screen
    listener.notices.see(seen, listener.now)
    assert listener.titles(60.0) == said
    assert [notice.title for notice in listener.screen.values()] == said


def test_a_snapshot_from_before_the_failure_and_a_procedure_at_work_say_nothing(listener: Listener) -> None:
    listener.dies()
    listener.notices.see({"web": True}, listener.now)
    listener.passes(CONTRARY)
    listener.notices.see({"web": False}, listener.now)
    listener.passes(1.0)
    listener.notices.see({"web": True}, listener.now)
    listener.hear("web", "recovery", procedure="steps", step="start", ok=True)
    for _ in range(3):
        listener.passes(CONTRARY)
        listener.notices.see({"web": True}, listener.now)
    assert [notice.title for notice in listener.screen.values()] == ["Web server stopped by itself"]


def test_that_everything_was_restarted_is_seen_too(listener: Listener) -> None:
    listener.hear("web", "recovery", strategy="system_restart", notify=True)
    listener.passes(1.0)
    for everything in (False, True):
        listener.notices.see({"web": True, EVERYTHING: everything}, listener.now)
        listener.passes(CONTRARY)
        listener.notices.see({"web": True, EVERYTHING: everything}, listener.now)
        listener.passes(1.0)
        assert bool(listener.screen) != everything
