"""Errands: each is answered exactly once, whatever becomes of it, and none that moves files is broken off."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from skelly_tray.domain.descriptor import BusAccess, ExecCheck, ModuleDescriptor, ModuleId, ProbeRole
from skelly_tray.domain.effects import RunErrand
from skelly_tray.domain.errand import (
    Errand,
    MakeCheck,
    Pause,
    ResetState,
    RestoreState,
    RunCommand,
    SaveStates,
    TellMode,
)
from skelly_tray.domain.events import ErrandDone
from skelly_tray.engine.bus_port import BusRefused, BusSilent, BusUnavailable
from skelly_tray.engine.errands import Errands
from skelly_tray.engine.ports import ProbeAnswer, ProbeTarget
from skelly_tray.scopes import Scope
from tests.domain.build import loaded, module, probe
from tests.domain.world import World
from tests.engine.virtual_time import VirtualLoop, run_virtually
from tests.engine.worlds import FakeBus, FakeLauncher, FakeTrash

A = ModuleId("a")


class Desk:
    """Errands over fakes, for a system in which `a` runs (unless it is given as stopped)."""

    def __init__(self, descriptor: ModuleDescriptor, *, running: bool = True) -> None:
        self.world = World(descriptor, start=running)
        if running:
            self.world.until_ready()
        self.failures: list[str] = []
        self.scope = Scope(lambda name, error: self.failures.append(f"{name}: {error!r}"))
        self.answers: list[ErrandDone] = []
        self.trash, self.bus, self.prober = FakeTrash(), FakeBus(), ScriptedProber()
        self.talks: Any = FakeTalks()
        self.errands = Errands(
            self.scope,
            lambda: self.world.system,
            self._answered,
            trash=self.trash,
            bus=self.bus,
            talks=self.talks,
            prober=self.prober,
            launcher=FakeLauncher(),
        )
        self._some = asyncio.Event()
        self._token = 0

    def _answered(self, event: Any) -> None:
        self.answers.append(event)
        self._some.set()

    def order(self, errand: Errand, timeout: float = 5.0) -> int:
        self._token += 1
        self.errands.run(RunErrand(A, self._token, errand, timeout))
        return self._token

    async def answer(self) -> ErrandDone:
        """The answer to the only errand, and that nothing follows it."""
        async with asyncio.timeout(10.0):
            await self._some.wait()
        for _ in range(5):
            await asyncio.sleep(0)
        (answer,) = self.answers
        return answer

    async def outcome(self, errand: Errand, timeout: float = 5.0) -> tuple[bool, str]:
        token = self.order(errand, timeout)
        answer = await self.answer()
        assert (answer.module, answer.token) == (A, token)
        return answer.ok, answer.text


class ScriptedProber:
    """Answers with `script` first, then always with `answer`, or never."""

    def __init__(self) -> None:
        self.asked: list[ProbeTarget] = []
        self.script: list[bool] = []
        self.answer = ProbeAnswer(True, "fine", 0.0)
        self.hang = False

    async def check(self, target: ProbeTarget) -> ProbeAnswer:
        self.asked.append(target)
        if self.hang:
            await asyncio.Event().wait()
        return ProbeAnswer(self.script.pop(0), "scripted", 0.0) if self.script else self.answer


class FakeTalks:
    """What a module says when it is told its mode."""

    def __init__(self) -> None:
        self.refuses = ""
        self.told: list[tuple[str, int]] = []

    async def set_mode(self, module: ModuleId, incarnation: int) -> str:
        self.told.append((module, incarnation))
        return self.refuses


@asynccontextmanager
async def desk(*, running: bool = True, **fields: Any) -> AsyncIterator[Desk]:
    one = Desk(module("a", **fields), running=running)
    try:
        yield one
    finally:
        one.errands.close()
        await one.scope.close()
        assert len(one.scope) == 0


NATIVE = {"bus": BusAccess()}


async def test_a_reset_says_where_the_state_went_and_drops_the_queues_of_a_native_module() -> None:
    async with desk(**NATIVE) as one:
        ok, text = await one.outcome(ResetState())
        assert ok and text == "its state went to the trash as entry-1 and its queued messages were dropped"
        assert one.bus.cleared == ["a"] and one.answers[0].detail == {"trash": "entry-1"}


async def test_each_half_of_a_reset_can_be_left_out() -> None:
    async with desk(**NATIVE) as one:
        await one.outcome(ResetState(clear_queues=False))
        assert one.bus.cleared == [] and one.trash.kept == {"a": ["entry-1"]}
    async with desk(**NATIVE) as one:
        await one.outcome(ResetState(reset_state=False))
        assert one.bus.cleared == ["a"] and one.trash.kept == {}


async def test_a_module_that_does_not_speak_over_the_bus_has_no_queues_to_drop() -> None:
    async with desk() as one:
        ok, _ = await one.outcome(ResetState())
        assert ok and one.bus.cleared == []


async def test_a_reset_that_the_disk_refuses_failed_with_its_reason() -> None:
    async with desk() as one:
        one.trash.failing = OSError(28, "No space left on device")
        ok, text = await one.outcome(ResetState())
        assert not ok and "No space left on device" in text


async def test_old_entries_are_thinned_out_after_a_reset_without_anybody_waiting() -> None:
    async with desk() as one:
        began, go_on = threading.Event(), threading.Event()

        def slowly(module: str) -> None:
            began.set()
            assert go_on.wait(10.0)
            raise OSError("in use")

        one.trash.thin_out = slowly  # type: ignore[method-assign]
        ok, _ = await one.outcome(ResetState())
        assert ok and await asyncio.to_thread(began.wait, 10.0)
        go_on.set()
    assert one.failures == []


async def test_bringing_back_says_what_came_back_or_why_not() -> None:
    async with desk() as one:
        one.trash.kept["a"] = ["entry-1"]
        ok, text = await one.outcome(RestoreState("entry-1"))
        assert ok and "entry-1 was brought back" in text
    async with desk() as one:
        ok, text = await one.outcome(RestoreState("entry-9"))
        assert not ok and "there is no entry-9" in text


@pytest.mark.parametrize("errand", [ResetState(), RestoreState("entry-1")])
async def test_moving_files_is_broken_off_neither_by_its_time_limit_nor_on_demand(errand: Errand) -> None:
    async with desk() as one:
        go_on = threading.Event()

        def slowly(module: str, entry: str = "") -> str:
            assert go_on.wait(10.0)
            return "entry-1"

        one.trash.discard = one.trash.bring_back = slowly  # type: ignore[method-assign]
        token = one.order(errand, timeout=0.01)
        one.errands.end(token)
        await asyncio.sleep(0.05)
        assert one.answers == [], "the files are still being moved"
        go_on.set()
        assert (await one.answer()).ok


async def test_dropping_queues_moves_no_files_and_is_left_off_on_demand() -> None:
    async with desk(**NATIVE) as one:
        token = one.order(ResetState(reset_state=False))
        one.errands.end(token)
        assert (await one.answer()).text == "it was left off"
        assert one.bus.cleared == []


async def test_an_errand_ended_before_it_began_is_answered_too() -> None:
    async with desk() as one:
        token = one.order(Pause(), timeout=60.0)
        one.errands.end(token)
        answer = await one.answer()
        assert (answer.ok, answer.text) == (False, "it was left off")


async def test_an_errand_ended_in_the_middle_is_answered_once() -> None:
    async with desk() as one:
        token = one.order(Pause(), timeout=60.0)
        await asyncio.sleep(0.01)
        one.errands.end(token)
        one.errands.end(token)
        assert (await one.answer()).text == "it was left off"
        one.errands.end(token)


async def test_a_pause_lasts_about_as_long_as_it_says_and_succeeds() -> None:
    async with desk() as one:
        assert await one.outcome(Pause(), timeout=0.06) == (True, "")


async def test_nothing_is_answered_while_the_supervisor_ends() -> None:
    """An answer would start processes that nobody looks after any more."""
    async with desk() as one:
        token = one.order(Pause(), timeout=60.0)
        one.order(Pause(), timeout=60.0)
        await asyncio.sleep(0.01)
        one.errands.end(token)
        one.errands.close()
        await one.scope.close()
        assert one.answers == []


async def test_an_errand_whose_task_is_ended_with_the_scope_is_not_answered() -> None:
    async with desk() as one:
        one.order(Pause(), timeout=60.0)
        await asyncio.sleep(0.01)
        await one.scope.close()
        assert one.answers == []


async def test_an_error_that_nobody_foresaw_is_an_answer_and_is_reported() -> None:
    async with desk() as one:

        def broken(module: str) -> str:
            raise ValueError("what?")

        one.trash.discard = broken  # type: ignore[method-assign]
        ok, text = await one.outcome(ResetState())
        assert (ok, text) == (False, "ValueError: what?")
        assert len(one.failures) == 1


async def test_a_command_succeeds_with_exit_0_in_the_surroundings_of_its_module() -> None:
    async with desk() as one:
        ok, text = await one.outcome(RunCommand(("fix", "--now")), timeout=7.0)
        (target,) = one.prober.asked
        assert ok and text
        assert target.check == ExecCheck(("fix", "--now")) and target.timeout == 7.0
        assert target.environment is not None, "it runs in the module's surroundings"


@pytest.mark.parametrize("passed", [False, None])
async def test_a_command_that_fails_or_cannot_be_run_failed_with_its_words(passed: bool | None) -> None:
    async with desk() as one:
        one.prober.answer = ProbeAnswer(passed, "exit 3: no such table", 0.1)
        assert await one.outcome(RunCommand(("fix",))) == (False, "exit 3: no such table")


async def test_a_command_of_a_module_that_has_gone_failed() -> None:
    async with desk() as one:
        one.world.feed(loaded(module("b")))
        ok, text = await one.outcome(RunCommand(("fix",)))
        assert not ok and "there is no usable module a" in text


async def test_a_command_that_takes_too_long_failed_with_the_limit() -> None:
    async with desk() as one:
        one.prober.hang = True
        ok, text = await one.outcome(RunCommand(("fix",)), timeout=0.05)
        assert (ok, text) == (False, "not done within 0.05 s")


async def test_a_check_passes_after_so_many_successes_in_a_row() -> None:
    async with desk(liveness=probe(0.01)) as one:
        one.prober.script = [True, False, True, True, True, False]
        ok, _ = await one.outcome(MakeCheck(A, ProbeRole.LIVENESS, 3))
        assert ok and len(one.prober.asked) == 5, "a failure begins the count anew"


async def test_a_check_that_never_passes_says_its_last_answer() -> None:
    async with desk(liveness=probe(0.01)) as one:
        one.prober.answer = ProbeAnswer(False, "refused", 0.0)
        ok, text = await one.outcome(MakeCheck(A, ProbeRole.LIVENESS), timeout=0.1)
        assert (ok, text) == (False, "not done within 0.1 s: refused")


async def test_a_check_of_what_does_not_run_waits_for_it_and_says_so() -> None:
    async with desk(running=False, liveness=probe(0.01)) as one:
        ok, text = await one.outcome(MakeCheck(A, ProbeRole.LIVENESS), timeout=0.05)
        assert not ok and "a does not run" in text and one.prober.asked == []


async def test_without_such_a_probe_what_the_supervisor_knows_counts() -> None:
    async with desk() as one:
        assert await one.outcome(MakeCheck(A, ProbeRole.READINESS)) == (True, "it is ready")
        assert one.prober.asked == []


def test_a_check_whose_time_ran_out_while_we_stood_still_is_begun_anew() -> None:
    async def course() -> tuple[bool, str]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        async with desk(liveness=probe(1.0)) as one:
            one.prober.script = [False]
            loop.call_later(0.2, lambda: setattr(loop, "now", loop.now + 60.0))
            one.order(MakeCheck(A, ProbeRole.LIVENESS), timeout=5.0)
            while not one.answers:
                await asyncio.sleep(1.0)
            return one.answers[0].ok, one.answers[0].text

    assert run_virtually(course()) == (True, "fine")


def test_a_check_that_nobody_answers_in_time_failed_however_busy_we_were() -> None:
    async def course() -> tuple[bool, str]:
        async with desk(liveness=probe(1.0)) as one:
            one.prober.hang = True
            return await one.outcome(MakeCheck(A, ProbeRole.LIVENESS), timeout=5.0)

    assert run_virtually(course()) == (False, "not done within 5 s")


async def test_two_checks_of_the_same_target_keep_their_own_last_words() -> None:
    async with desk(liveness=probe(0.01)) as one:
        one.prober.answer = ProbeAnswer(False, "refused", 0.0)
        check = MakeCheck(A, ProbeRole.LIVENESS)
        one.order(check, timeout=0.2)
        one.order(check, timeout=0.1)
        async with asyncio.timeout(10.0):
            while len(one.answers) < 2:
                await asyncio.sleep(0.01)
        assert [answer.text for answer in one.answers] == [
            "not done within 0.1 s: refused",
            "not done within 0.2 s: refused",
        ]


async def test_saving_asks_all_at_once_and_names_who_could_not() -> None:
    async with desk(**NATIVE) as one:
        assert (await one.outcome(SaveStates((A, ModuleId("b")))))[1] == "a, b saved before the restart"
        assert [(m, method) for m, method, _ in one.bus.asked] == [("a", "state.save"), ("b", "state.save")]


@pytest.mark.parametrize(
    ("error", "why"),
    [(BusSilent("silent"), "silent"), (BusUnavailable("no bus"), "no bus"), (BusRefused(-1, "full"), "full")],
)
async def test_who_could_not_save_holds_nobody_up(error: Exception, why: str) -> None:
    async with desk(**NATIVE) as one:
        one.bus.answers["state.save"] = error
        ok, text = await one.outcome(SaveStates((A,)))
        assert ok and text == "nobody saved before the restart"
        assert one.answers[0].detail == {"saved": [], "not_saved": {"a": why}}


async def test_who_has_nothing_to_save_has_saved() -> None:
    async with desk(**NATIVE) as one:
        one.bus.answers["state.save"] = BusRefused(-32601, "method not found")
        assert (await one.outcome(SaveStates((A,))))[1] == "a saved before the restart"


async def test_telling_the_mode_succeeds_as_the_module_answers() -> None:
    async with desk(**NATIVE) as one:
        assert await one.outcome(TellMode()) == (True, "it works in its new mode")
        assert one.talks.told == [("a", one.world.incarnation("a"))]
    async with desk(**NATIVE) as one:
        one.talks.refuses = "I will not"
        assert await one.outcome(TellMode()) == (False, "I will not")
    async with desk(running=False, **NATIVE) as one:
        assert await one.outcome(TellMode()) == (False, "it does not run")
