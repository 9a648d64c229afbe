"""Notifications put off, closed, configured, and how loud they are: in virtual time, without Qt."""

from __future__ import annotations

import pytest

from skelly_tray.domain.orchestrator_config import NotificationsConfig
from skelly_tray.ui.present.notice_times import QUIET
from tests.ui.notice_listener import Listener


@pytest.fixture
def listener() -> Listener:
    return Listener()


# ---- put off, closed, and switched off


def test_what_happens_while_it_is_put_off_is_told_in_one_at_the_end(listener: Listener) -> None:
    listener.dies("ai")
    listener.passes(10.0)
    listener.quiet(True)
    listener.lives("ai")
    for module in ("web", "db"):
        listener.dies(module)
        listener.passes(100.0)
    listener.given_up("web")
    listener.lives("db")
    assert listener.passes(3600.0) == []
    listener.quiet(False)
    (told,) = listener.passes(60.0)
    assert told.title == "Meanwhile: 1 module failed: Web server"
    assert told.text.splitlines() == ["Web server has failed", "ai runs again", "Database runs again"]
    assert len(listener.screen) == 1


def test_what_happens_together_is_no_digest_of_a_time_that_was_not_put_off(listener: Listener) -> None:
    for module in ("web", "db"):
        listener.dies(module)
    listener.quiet(False)
    assert listener.titles(60.0) == ["2 modules failed: Web server, Database"]


def test_a_change_of_the_settings_leaves_what_may_still_be_told(listener: Listener) -> None:
    listener.dies()
    (told,) = listener.passes(20.0)
    listener.notices.configure(NotificationsConfig(muted=("db",), sound=True))
    assert listener.passes(20.0) == [] and listener.screen
    listener.lives()
    assert [notice.key for notice in listener.passes(60.0)] == [told.key]


def test_nothing_that_happened_is_nothing_told(listener: Listener) -> None:
    listener.quiet(True)
    listener.passes(60.0)
    listener.quiet(False)
    assert listener.passes(60.0) == []
    for module in ("web", "db"):
        listener.dies(module)
    assert listener.titles(60.0) == ["2 modules failed: Web server, Database"]


def test_what_the_user_closes_comes_back_only_when_it_is_worse(listener: Listener) -> None:
    listener.dies()
    (told,) = listener.passes(60.0)
    listener.notices.dismissed(told.key)
    listener.screen.clear()
    listener.lives()
    listener.passes(2.0)
    listener.dies()
    assert listener.passes(60.0) == []
    listener.given_up()
    assert listener.titles(60.0) == ["Web server has failed"]


def test_switched_off_nothing_is_told_and_what_is_shown_is_taken_back(listener: Listener) -> None:
    listener.dies()
    listener.passes(60.0)
    listener.notices.configure(NotificationsConfig(enabled=False))
    listener.passes(0.0)
    assert not listener.screen
    listener.given_up()
    assert listener.passes(60.0) == []
    listener.notices.configure(NotificationsConfig())
    assert listener.passes(60.0) == []
    listener.given_up("db")
    assert listener.titles(60.0) == ["Database has failed"]


def test_without_failures_only_cures_and_limits_are_told() -> None:
    listener = Listener(failures=False)
    listener.dies()
    listener.given_up()
    listener.exceeds("db")
    assert listener.titles(60.0) == ["Database is over its limit"]
    listener.lives()
    assert listener.titles(60.0) == ["Web server runs again"]


def test_without_cures_what_was_told_as_failed_is_taken_back() -> None:
    listener = Listener(recovered=False)
    listener.dies()
    assert listener.titles(60.0) == ["Web server stopped by itself"]
    listener.lives()
    assert listener.passes(60.0) == [] and not listener.screen
    listener.passes(QUIET)
    listener.dies()
    listener.lives()
    assert listener.passes(3600.0) == []


def test_without_limits_they_are_not_told() -> None:
    listener = Listener(limits=False)
    listener.exceeds()
    assert listener.passes(3600.0) == []


def test_of_a_muted_module_nothing_is_told() -> None:
    listener = Listener(muted=("web",))
    listener.given_up()
    listener.exceeds()
    listener.given_up("db")
    assert listener.titles(60.0) == ["Database has failed"]
    listener.notices.configure(NotificationsConfig(muted=("db",)))
    listener.passes(0.0)
    assert not listener.screen


def test_how_long_a_failure_waits_is_as_configured() -> None:
    listener = Listener(after=30.0)
    listener.dies()
    assert listener.passes(29.9) == []
    assert len(listener.passes(0.2)) == 1


def test_how_long_nothing_is_told_after_a_start_is_as_configured() -> None:
    listener = Listener(age=0.0, grace=100.0)
    listener.dies()
    assert listener.passes(99.9) == []
    assert len(listener.passes(0.2)) == 1


def test_a_grace_that_is_configured_after_the_start_counts_from_the_start() -> None:
    listener = Listener(age=0.0)
    listener.notices.configure(NotificationsConfig(after=0.0, grace=0.0))
    listener.dies()
    assert len(listener.passes(0.1)) == 1
    other = Listener(age=0.0)
    other.notices.configure(NotificationsConfig(grace=100.0))
    other.dies()
    assert other.passes(99.9) == []


# ---- how loudly


def test_only_a_required_module_that_was_given_up_is_urgent() -> None:
    listener = Listener(required=("web",))
    listener.dies()
    assert [notice.urgent for notice in listener.passes(60.0)] == [False]
    listener.given_up()
    listener.given_up("db")
    told = listener.passes(60.0)
    assert [notice.urgent for notice in told] == [True]
    listener.user("db")
    listener.passes(10.0)
    listener.lives()
    assert [notice.urgent for notice in listener.passes(60.0)] == [False]
    quieter = Listener(required=("web",), urgent=False)
    quieter.given_up()
    assert [notice.urgent for notice in quieter.passes(60.0)] == [False]


def test_a_sound_is_for_the_beginning_of_a_failure_and_only_if_it_is_wished() -> None:
    for sound in (False, True):
        listener = Listener(sound=sound)
        listener.dies()
        listener.passes(20.0)
        listener.given_up()
        listener.passes(20.0)
        listener.lives()
        listener.passes(20.0)
        assert [notice.sound for _, notice in listener.sent] == [sound, False, False]


def test_what_is_offered_fits_what_happened(listener: Listener) -> None:
    listener.dies()
    assert [what for what, _ in listener.passes(60.0)[0].actions] == ["retry", "logs", "snooze", "why"]
    listener.lives()
    assert [what for what, _ in listener.passes(60.0)[0].actions] == ["logs", "why"]
    listener.exceeds("db")
    assert [what for what, _ in listener.passes(60.0)[0].actions] == ["restart", "logs", "snooze", "why"]
    for module in ("x", "y"):
        listener.given_up(module)
    assert [what for what, _ in listener.passes(60.0)[0].actions] == ["snooze"]


def test_a_hostile_text_is_short_and_without_controls(listener: Listener) -> None:
    listener.dies(text="\x1b[31mboom\x1b[0m \x07\u202eabc\udcff\n" + "x" * 5000)
    (told,) = listener.passes(60.0)
    assert told.text.startswith("Boom abc\nxxx") and len(told.text) < 200
    assert told.text.isprintable() or set(filter(lambda c: not c.isprintable(), told.text)) == {"\n"}
