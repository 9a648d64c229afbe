"""The sentence that answers *why*: what a recovery came to is said first, cause included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ModuleId, OnRestart, ProbeRole
from skelly_tray.domain.errand import Errand, MakeCheck, ResetState, RestoreState, RunCommand
from skelly_tray.domain.events import ConfigMarked
from skelly_tray.domain.explanation import explain, how_it_came, trouble_behind, what_next
from skelly_tray.domain.module import MissingSecrets
from skelly_tray.domain.phase import Backoff, Failed, Waiting
from skelly_tray.domain.recovery.procedure_spec import Procedure, ProcedureCheck, ProcedureStep, StepKind
from skelly_tray.domain.recovery.strategies import (
    DegradedMode,
    Restart,
    RestartWithReset,
    Strategy,
    SystemRestart,
)
from tests.domain.build import module, needs
from tests.domain.world import WELL, Program, World

KILLED_ONCE = (Program(dies_after=30.0, outcome=Outcome(signal=9)), Program())
DIES_AT_ONCE = (Program(dies_after=30.0, outcome=Outcome(signal=9)), Program(dies_after=0.05))


def lines(world: World) -> list[dict[str, Any]]:
    """The journal as it is stored."""
    return [
        {
            "seq": e.seq,
            "time": "2026-01-01T00:00:00.000Z",
            "module": e.module,
            "kind": str(e.kind),
            "to": None if e.to is None else str(e.to),
            "cause": {"kind": str(e.cause.kind), "seq": e.cause.seq, "text": e.cause.text},
            "detail": dict(e.detail),
        }
        for e in world.journal
    ]


def told(world: World, name: str) -> str:
    entries, known = lines(world), world.system.modules.get(ModuleId(name))
    return explain(world.system, name, entries, trouble_behind(entries, name, known), None, world.now)


def answering(
    kind: type[Errand], ok: bool, text: str, takes: float = 0.01
) -> Callable[[Errand], tuple[float, bool, str]]:
    def answer(errand: Errand) -> tuple[float, bool, str]:
        return (takes, ok, text) if isinstance(errand, kind) else (0.01, True, "")

    return answer


def with_procedure(answer: Callable[[Errand], tuple[float, bool, str]], **stages: Any) -> World:
    made = Procedure(**stages)
    return World(
        module("db"), module("web", "db", procedure=made, max_attempts=1), programs={"web": KILLED_ONCE},
        errand_answers=answer,
    )  # fmt: skip


def test_a_failed_validation_is_named_with_what_went_wrong_at_first() -> None:
    world = with_procedure(
        answering(MakeCheck, False, "connection refused", 3.0),
        validation=(ProcedureCheck(ProbeRole.LIVENESS, timeout=5.0),),
    )
    world.run_until(lambda: isinstance(world.module("web").phase, (Backoff, Failed)))
    assert told(world, "web") == (
        "The recovery of web did not hold: the liveness of the module failed (connection refused) afterwards. "
        "At first web was killed by SIGKILL. Now it has failed."
    )


def test_a_failed_pre_check_says_what_has_to_hold_first() -> None:
    world = with_procedure(
        answering(MakeCheck, False, "it does not answer"),
        pre_checks=(ProcedureCheck(ProbeRole.READINESS, ModuleId("db")),),
    )
    world.run_until(lambda: isinstance(world.module("web").phase, Backoff))
    assert told(world, "web") == (
        "web is not recovered yet, because the readiness of db failed (it does not answer), which has to hold first. "
        "At first web was killed by SIGKILL."
    )


def test_a_failed_step_is_named() -> None:
    step = ProcedureStep(StepKind.RUN, 5.0, ("fix.sh", "--secret"))
    world = with_procedure(answering(RunCommand, False, "exit 3"), steps=(step,))
    world.until("web", "failed")
    assert told(world, "web").startswith(
        "The recovery of web did not get through: run fix.sh failed (exit 3)."
    )


def test_a_completed_procedure_leaves_the_plain_story() -> None:
    world = with_procedure(answering(MakeCheck, True, ""), validation=(ProcedureCheck(ProbeRole.LIVENESS),))
    world.run_for(60.0)
    assert told(world, "web").startswith("web runs: ")


def strategic(strategy: Strategy, programs: Any = KILLED_ONCE, **fields: Any) -> World:
    world = World(
        module("db"), module("web", strategy=strategy, **fields), programs={"web": programs},
        errand_answers=answering(ResetState, True, "its state went to the trash as X"),
    )  # fmt: skip
    world.run_for(29.0)
    return world


def test_a_degraded_module_says_since_when_why_and_until_when() -> None:
    degraded = DegradedMode(fallback_command=("small",))
    world = strategic(degraded, degraded=degraded, retry_failed_after=600.0)
    world.run_for(61.0)
    told_, next_ = told(world, "web"), what_next(world.module("web"), world.now)
    assert told_ == (
        "web has been in degraded mode for 60.0 s, because it was killed by SIGKILL. Full mode is tried again in 9 min."
    )
    assert next_ == "Full mode is tried again in 9 min."


def test_a_reset_says_where_the_state_is() -> None:
    world = strategic(RestartWithReset())
    world.run_for(20.0)
    assert told(world, "web") == (
        "web runs. It was reset, because it was killed by SIGKILL: its state went to the trash as X."
    )


@pytest.mark.parametrize(
    ("ok", "words"),
    [
        (True, "with its former state, because you had it brought back."),
        (False, "could not be brought back: so it ended."),
    ],
)
def test_an_undone_reset_is_told_as_the_wish_of_the_user(ok: bool, words: str) -> None:
    world = strategic(RestartWithReset())
    world.run_for(20.0)
    world.errand_answers = answering(RestoreState, ok, "so it ended")
    world.restore_state("web")
    world.run_for(20.0)
    assert words in told(world, "web") and "Before that, it was killed by SIGKILL" in told(world, "web")


def test_a_restart_of_everything_names_who_asked_for_it_in_every_story() -> None:
    world = strategic(SystemRestart())
    world.run_for(30.0)
    why = "web was killed by SIGKILL, and its recovery is a restart of everything"
    cause = f"Everything was restarted, because {why}."
    assert told(world, "web") == f"{cause} web runs now."
    assert told(world, "db") == f"{cause} db runs now."


def test_one_that_was_given_up_is_not_said_to_have_restarted_everything() -> None:
    world = strategic(SystemRestart(), DIES_AT_ONCE, max_attempts=1)
    world.until("web", "failed")
    assert told(world, "web").startswith("web has failed: given up after 1 restart")


def test_a_plain_restart_is_told_as_before() -> None:
    world = strategic(Restart())
    world.run_for(20.0)
    assert (
        told(world, "web") == "web runs: alive; no probe. Its last trouble: killed by SIGKILL after 30.0 s."
    )
    assert told(world, "db").endswith("Nothing has gone wrong with it as far as the journal goes back.")


def test_a_procedure_at_work_is_shown_with_its_step() -> None:
    checks = (ProcedureCheck(ProbeRole.LIVENESS), ProcedureCheck(ProbeRole.LIVENESS, ModuleId("db")))
    world = with_procedure(
        answering(MakeCheck, True, "", 3.0),
        steps=(ProcedureStep(StepKind.WAIT, 20.0), ProcedureStep(StepKind.RUN, 5.0, ("fix.sh",))),
        validation=checks,
    )
    world.run_for(35.0)
    shown = world.snapshot().modules["web"]
    assert shown.reason == "being recovered, 1 of 2: wait"
    assert told(world, "web") == "web is being recovered: 1 of 2: wait."
    assert [(issue.id, issue.message) for issue in shown.issues] == [("web.mending", shown.reason)]
    world.run_until(lambda: world.ready("web"))
    world.run_for(4.0)
    told_ = world.snapshot().modules["web"].reason
    assert told_ == "its recovery is being checked, 2 of 2: the liveness of db"
    world.run_for(10.0)
    assert world.snapshot().modules["web"].reason == "alive; no probe"


def test_a_degraded_module_tells_programs_since_when_and_until_when() -> None:
    degraded = DegradedMode(fallback_command=("small",))
    world = strategic(degraded, degraded=degraded, retry_failed_after=600.0)
    world.run_for(61.0)
    mode = world.snapshot().modules["web"].mode
    assert (mode["name"], mode["source"], round(mode["retry_in_s"])) == ("degraded", "recovery", 540)
    assert mode["since"] == world.snapshot().modules["web"].issues[0].since


def test_one_that_came_back_after_it_was_given_up_has_restarted_nothing_else() -> None:
    world = strategic(SystemRestart(), max_attempts=0, retry_failed_after=10.0)
    world.until("web", "failed")
    world.until_ready("web")
    assert told(world, "web").startswith("web runs: ")


def test_what_can_be_done_for_a_text_that_is_not_in_effect_and_for_a_missing_secret() -> None:
    world = World(module("web"))
    world.until_ready()
    assert what_next(world.module("web"), world.now) == "Nothing has to be done."
    world.feed(ConfigMarked(ModuleId("web"), "rolled_back", "it was unhealthy"))
    assert what_next(world.module("web"), world.now).startswith("The text in its file is not in effect")
    keys = ("modules.web.env.A", "modules.web.env.B")
    world.feed(ConfigMarked(ModuleId("web"), "rolled_back", "it was unhealthy", False, keys))
    told = what_next(world.module("web"), world.now)
    assert "its file" not in told.split(":")[0] and all(
        f"The override of {key} is not" in told for key in keys
    )
    world.feed(ConfigMarked(ModuleId("web"), "rolled_back", "it was unhealthy", True, keys[:1]))
    told = what_next(world.module("web"), world.now)
    assert told.startswith("The text in its file") and f"`skelly-tray config unset {keys[0]}`" in told
    assert "takes effect when it is saved" in what_next(None, world.now)
    waiting = replace(
        world.module("web"), phase=Waiting(0.0), config_mark=None, missing=MissingSecrets(("key",), "set it")
    )
    assert what_next(waiting, world.now) == "set it (then it starts by itself)."


def test_a_failure_on_trial_is_not_told_to_be_tried_again() -> None:
    web = module("web")
    world = World(web, programs={"web": [WELL, Program(dies_after=1.0)]})
    world.until_ready()
    world.load(replace(web, digest="web-2"), trial=30.0)
    world.run_for(2.0)
    texts = [entry.cause.text for entry in world.journal]
    assert any("its former configuration comes back" in text for text in texts)
    assert not any("next try in" in text for text in texts)


def chained(world: World, name: str) -> list[str]:
    entries, known = lines(world), world.system.modules.get(ModuleId(name))
    trouble = trouble_behind(entries, name, known)
    return [link["text"] for link in how_it_came(world.system, name, entries, trouble)]


def test_a_module_that_waits_for_another_one_by_now_tells_of_that_one() -> None:
    db = module("db")
    app = module("app", needs("db", on_restart=OnRestart.STOP), "cache")
    programs = {"db": [Program(dies_after=30.0, outcome=Outcome(signal=9)), Program()]}
    world = World(db, module("cache"), app, programs=programs)
    world.until_ready()
    world.until("app", "waiting")
    first = chained(world, "app")
    assert any(link.startswith("db ") for link in first) and not any("cache" in link for link in first)
    world.stop("cache")
    world.until_ready("db")
    assert told(world, "app").startswith("app waits: waits for cache")
    *led, last = chained(world, "app")
    assert led and all("db" not in link for link in led) and any(link.startswith("cache ") for link in led)
    assert last.startswith("app waits for cache")
