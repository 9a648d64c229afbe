"""What holds of notifications whatever happens, and in whatever order: tried with made-up histories."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from skelly_tray.ui.present.incidents import Stage
from skelly_tray.ui.present.notices import GAP
from tests.ui.notice_listener import Listener

MODULES = ("web", "db", "ai")

Happening = Callable[[Listener, str], None]

HAPPENINGS: dict[str, Happening] = {
    "dies": lambda on, module: on.dies(module),
    "waits": lambda on, module: on.waits(module),
    "lives": lambda on, module: on.lives(module),
    "given up": lambda on, module: on.given_up(module),
    "steps": lambda on, module: on.hear(module, "recovery", procedure="steps", step="start", ok=True),
    "complete": lambda on, module: on.hear(module, "recovery", procedure="complete", notify=True),
    "stops": lambda on, module: on.hear(module, "state_changed", "stopped", cause="user"),
    "degraded": lambda on, module: on.hear(module, "health_changed", "degraded", cause="probe"),
    "user": lambda on, module: on.user(module),
    "user, all": lambda on, _: on.user("--all"),
    "exceeds": lambda on, module: on.exceeds(module),
    "cleared": lambda on, module: on.cleared(module),
    "everything": lambda on, module: on.hear(module, "recovery", strategy="system_restart", notify=True),
    "starting": lambda on, _: on.hear(None, "system", "starting", cause="recovery"),
    "started": lambda on, _: on.hear(None, "system", origin="starting", seconds=3.0),
    "sleep": lambda on, _: on.hear(None, "system", cause="system", slept_s=100.0),
    "quiet": lambda on, _: on.quiet(True),
    "loud": lambda on, _: on.quiet(False),
    "closed": lambda on, _: close(on),
}

STEP = st.tuples(
    st.sampled_from(sorted(HAPPENINGS)),
    st.sampled_from(MODULES),
    st.sampled_from((0.0, 0.5, 4.0, 9.0, 70.0, 700.0)),
)


def close(listener: Listener) -> None:
    """The user closes all there is."""
    for key in list(listener.screen):
        listener.notices.dismissed(key)
        del listener.screen[key]


def play(listener: Listener, steps: list[tuple[str, str, float]]) -> None:
    quiet = False
    for what, module, pause in steps:
        HAPPENINGS[what](listener, module)
        quiet = {"quiet": True, "loud": False}.get(what, quiet)
        before = len(listener.sent)
        listener.passes(pause)
        assert not quiet or len(listener.sent) == before, "nothing is told while it is put off"
        failing = [notice for notice in listener.screen.values() if notice.stage.bad]
        told_of = [
            notice.module for notice in failing if notice.module and notice.stage is not Stage.RESTARTING
        ]
        assert len(told_of) == len(set(told_of)), "one notification an incident"


def end_well(listener: Listener) -> None:
    listener.quiet(False)
    for module in MODULES:
        listener.hear(module, "recovery", procedure="complete", notify=True)
        listener.lives(module)
    listener.hear(None, "system", origin="starting", seconds=3.0)
    listener.passes(7200.0)


@settings(max_examples=300, deadline=None)
@given(st.lists(STEP, max_size=40))
@example([("given up", "web", 9.0), ("lives", "web", 4.0), ("dies", "web", 0.0), ("sleep", "web", 0.0)])
def test_what_was_told_as_failed_is_told_as_recovered_or_taken_back(
    steps: list[tuple[str, str, float]],
) -> None:
    listener = Listener()
    play(listener, steps)
    end_well(listener)
    assert not [notice for notice in listener.screen.values() if notice.stage.bad]
    assert not any("failed:" in notice.title for notice in listener.screen.values())
    assert listener.notices.due_at() is None
    listener.lives("web")
    assert not listener.notices.open and not listener.notices._threads, "all is forgotten in the end"


@settings(max_examples=200, deadline=None)
@given(st.lists(STEP, max_size=40), st.integers(1, 6))
def test_there_are_never_more_in_a_minute_than_allowed(
    steps: list[tuple[str, str, float]], most: int
) -> None:
    listener = Listener(per_minute=most)
    play(listener, steps)
    end_well(listener)
    times = [time for time, _ in listener.sent]
    assert all(later - earlier >= 60.0 for earlier, later in zip(times, times[most:], strict=False))
    hurried = {time for time, notice in listener.sent if notice.stage is Stage.RESTARTING}
    calm = [time for time in times if time not in hurried]
    assert all(later - earlier >= GAP for earlier, later in pairwise(calm))


@settings(max_examples=100, deadline=None)
@given(st.lists(STEP, max_size=40))
@example([("everything", "web", 0.0), ("quiet", "web", 0.0), ("everything", "web", 0.0)])
def test_without_cures_none_is_shown_and_no_failure_stays(steps: list[tuple[str, str, float]]) -> None:
    listener = Listener(recovered=False)
    play(listener, steps)
    end_well(listener)
    cures = [n for _, n in listener.sent if n.stage is Stage.RECOVERED]
    assert not cures and not [n for n in listener.screen.values() if n.stage.bad]
