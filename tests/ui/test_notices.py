"""What becomes a notification, when, and in which words: in virtual time, without Qt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from skelly_tray.ui.present.notices import GATHER, GRACE, PAUSE, QUIET, SETTLED, Notice, Notices

WALL = datetime(2026, 1, 1, 12, 0, tzinfo=UTC).timestamp()
NAMES = {"web": "Web server", "db": "Database"}


class Listener:
    """The presenter with a clock of its own; starts when the first seconds are over."""

    def __init__(self, age: float = 60.0) -> None:
        self.now = 1000.0
        self.notices = Notices(self.now - age)
        self.told: list[tuple[float, Notice]] = []

    def hear(self, module: str | None, kind: str, to: str | None = None, **more: Any) -> None:
        wall = WALL + self.now - 1000.0
        cause = {"kind": more.pop("cause", "recovery"), "text": more.pop("text", "so"), "seq": None}
        entry = {
            "time": datetime.fromtimestamp(wall, UTC).isoformat(), "module": module, "kind": kind, "to": to,
            "from": more.pop("origin", None), "cause": cause, "detail": more,
        }  # fmt: skip
        self.notices.hear(entry, self.now, wall)

    def dies(self, module: str = "web", text: str = "exit 1 after 12 s", cause: str = "exit") -> None:
        self.hear(module, "state_changed", "stopping", origin="running", cause=cause, text=text)

    def waits(self, module: str = "web") -> None:
        self.hear(
            module,
            "state_changed",
            "backoff",
            origin="stopping",
            cause="exit",
            text="exit 1; next try in 9 s",
        )

    def lives(self, module: str = "web") -> None:
        self.hear(module, "health_changed", "healthy", cause="probe")

    def given_up(self, module: str = "web", **more: Any) -> None:
        text = "given up after 3 restarts: exit 1 after 12 s"
        self.hear(
            module, "recovery", verdict="failed", notify=True, text=text, **{"trial_after": 300.0} | more
        )

    def passes(self, seconds: float) -> list[Notice]:
        """Let time pass as the timer does; what was told meanwhile."""
        end, told = self.now + seconds, []
        while (due := self.notices.due_at()) is not None and due <= end:
            self.now = max(self.now, due)
            notice = self.notices.take(self.now, NAMES)
            assert notice is not None, "a timer that rings for nothing rings for ever"
            told.append(notice)
        self.now = end
        return told


def local(stamp: float) -> str:
    return datetime.fromtimestamp(stamp).astimezone().strftime("%H:%M")


@pytest.fixture
def listener() -> Listener:
    return Listener()


def test_a_cured_failure_is_told_once_it_has_lasted(listener: Listener) -> None:
    listener.dies()
    listener.waits()
    listener.lives()
    assert listener.passes(SETTLED + GATHER - 0.1) == []
    assert listener.passes(1.0) == [
        Notice(f"Web server died at {local(WALL)} and runs again", "Exit 1 after 12 s.", "web")
    ]
    assert listener.passes(3600.0) == []


@pytest.mark.parametrize(("cause", "verb"), [("probe", "stopped answering"), ("timeout", "failed")])
def test_the_verb_fits_what_happened(listener: Listener, cause: str, verb: str) -> None:
    listener.dies(cause=cause)
    listener.lives()
    assert listener.passes(60.0)[0].title == f"Web server {verb} at {local(WALL)} and runs again"


def test_a_cure_that_does_not_last_is_not_told(listener: Listener) -> None:
    for _ in range(3):
        listener.dies()
        listener.lives()
        assert listener.passes(SETTLED / 2) == []
    told = listener.passes(60.0)
    assert [notice.title for notice in told] == [
        f"Web server failed 3 times since {local(WALL)} and runs again"
    ]
    assert told[0].text == "At first: exit 1 after 12 s."


def test_one_that_dies_every_twenty_seconds_is_told_every_ten_minutes(listener: Listener) -> None:
    told = []
    for _ in range(60):
        listener.dies()
        told += listener.passes(1.0)
        listener.lives()
        told += listener.passes(19.0)
    assert len(told) == 2 and "failed" in told[1].title and "times since" in told[1].title


def test_one_given_up_is_told_with_what_follows(listener: Listener) -> None:
    listener.dies()
    listener.given_up()
    assert listener.passes(GATHER) == [
        Notice(
            "Web server has failed",
            "Given up after 3 restarts: exit 1 after 12 s. It is tried once more in 5 min.",
            "web",
        )
    ]


def test_one_that_nobody_tries_again_says_so(listener: Listener) -> None:
    listener.given_up(trial_after=None)
    assert listener.passes(60.0)[0].text.endswith("It is not started again by itself.")


def test_trials_in_vain_are_the_same_incident_and_its_end_is_told(listener: Listener) -> None:
    listener.dies()
    listener.given_up()
    assert len(listener.passes(300.0)) == 1
    for _ in range(5):
        listener.dies()
        listener.given_up()
        assert listener.passes(300.0) == []
    listener.lives()
    assert listener.passes(60.0)[0].title.endswith("and runs again")


def test_several_within_a_few_seconds_are_one_digest_worst_first(listener: Listener) -> None:
    listener.dies("db")
    listener.lives("db")
    listener.passes(SETTLED - 1.0)
    for module in ("web", "x", "y", "z"):
        listener.dies(module)
        listener.given_up(module)
    told = listener.passes(60.0)
    assert [notice.title for notice in told] == ["4 modules have failed, 1 failed and runs again"]
    lines = told[0].text.splitlines()
    assert lines[0] == "Web server has failed" and lines[-1] == "and 1 more" and told[0].module is None


def test_cures_a_moment_apart_are_one_notification(listener: Listener) -> None:
    for module in ("web", "db"):
        listener.dies(module)
    listener.lives("db")
    assert listener.passes(1.0) == []
    listener.lives("web")
    told = listener.passes(60.0)
    assert [notice.title for notice in told] == ["2 modules failed and run again"]
    assert "Web server died at" in told[0].text and "Database died at" in told[0].text


def test_a_cure_that_has_not_lasted_yet_is_not_told_with_others(listener: Listener) -> None:
    listener.dies("db")
    listener.lives("db")
    listener.passes(SETTLED + GATHER - 1.0)
    listener.dies("web")
    listener.lives("web")
    told = listener.passes(2.0)
    assert [notice.module for notice in told] == ["db"]


def test_a_storm_is_told_in_few_words(listener: Listener) -> None:
    told = []
    for number in range(120):
        listener.dies(f"m{number}")
        listener.given_up(f"m{number}")
        told += listener.passes(0.5)
    assert len(told) <= 60 / PAUSE + 1


@pytest.mark.parametrize("modules", [["web"], ["--all"]])
def test_what_the_user_did_is_no_news(listener: Listener, modules: list[str]) -> None:
    listener.dies()
    listener.given_up()
    listener.hear(None, "user_action", cause="user", action="restart", modules=modules)
    listener.hear("web", "state_changed", "stopping", cause="user")
    listener.lives()
    assert listener.passes(3600.0) == []


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
    assert [notice.title for notice in listener.passes(60.0)] == ["y has failed"]


@pytest.mark.parametrize("more", [{"slept_s": 2520.0}, {"stalled_s": 90.0}, {"to": "starting"}])
def test_after_a_sleep_or_a_start_of_the_core_nothing_floods(
    listener: Listener, more: dict[str, Any]
) -> None:
    listener.hear(None, "system", cause="system", **more)
    listener.dies(cause="probe")
    listener.lives()
    assert listener.passes(3600.0) == []


def test_a_procedure_is_told_when_it_is_complete_and_not_before(listener: Listener) -> None:
    listener.dies()
    listener.hear("web", "recovery", procedure="steps", step="start", ok=True)
    listener.lives()
    assert listener.passes(30.0) == []
    listener.hear("web", "recovery", procedure="complete", notify=True)
    assert [notice.title for notice in listener.passes(60.0)] == [
        f"Web server died at {local(WALL)} and runs again"
    ]


def test_a_start_told_by_its_procedure_afterwards_waits_for_the_validation(listener: Listener) -> None:
    listener.dies()
    listener.lives()
    listener.hear("web", "recovery", procedure="steps", step="start", ok=True)
    assert listener.passes(30.0) == []
    listener.hear("web", "recovery", procedure="left off")
    assert listener.passes(3600.0) == []


def test_degraded_mode_is_said(listener: Listener) -> None:
    listener.dies()
    listener.hear("web", "recovery", "degraded", mode="degraded")
    listener.lives()
    assert listener.passes(60.0)[0].title.endswith("and does less")


def test_a_restart_of_everything_is_told_at_once_and_only_if_the_strategy_says_so(listener: Listener) -> None:
    listener.dies()
    text = "web needs everything to be restarted: exit 1"
    listener.hear("web", "recovery", strategy="system_restart", notify=True, text=text)
    listener.hear(None, "system", "starting", cause="recovery")
    expected = Notice(
        "Everything is being restarted", "Web server needs everything to be restarted: exit 1.", "web"
    )
    assert listener.passes(1.0) == [expected]
    listener.hear("db", "recovery", strategy="system_restart", notify=True, text="db needs it")
    assert len(listener.passes(1.0)) == 1, "also soon after another notification"
    silent = Listener()
    silent.hear("web", "recovery", strategy="system_restart", notify=False, text=text)
    assert silent.passes(3600.0) == []


@pytest.mark.parametrize("after", [1.0, 20.0])
def test_that_a_limit_stopped_a_module_is_told_although_the_crossing_was(
    listener: Listener, after: float
) -> None:
    def exceeds(action: str, text: str) -> None:
        more = {"action": action, "notify": True, "limit": "max_memory_mb"}
        listener.hear("web", "limit_exceeded", cause="limit", text=text, **more)

    exceeds("alert", "it used 250 MB")
    told = listener.passes(after)
    exceeds("stop", "it used 250 MB; it is stopped")
    told += listener.passes(QUIET)
    assert told[-1] == Notice("Web server was stopped at its limit", "It used 250 MB; it is stopped.", "web")
    assert len(told) == (1 if after < GATHER else 2), "what was not told yet is not told beside it"


def test_a_limit_is_told_once_in_ten_minutes_if_it_wants_to_be(listener: Listener) -> None:
    def exceeds(notify: bool, limit: str = "max_memory_mb") -> None:
        text = "memory is over 200 MB for 10 s"
        listener.hear("web", "limit_exceeded", cause="limit", text=text, notify=notify, limit=limit)

    exceeds(False)
    assert listener.passes(60.0) == []
    exceeds(True)
    told = listener.passes(60.0)
    assert told == [Notice("Web server is over its limit", "Memory is over 200 MB for 10 s.", "web")]
    exceeds(True)
    assert listener.passes(60.0) == []
    exceeds(True, "max_cpu_percent")
    assert len(listener.passes(60.0)) == 1
    listener.passes(QUIET)
    exceeds(True)
    assert len(listener.passes(60.0)) == 1
