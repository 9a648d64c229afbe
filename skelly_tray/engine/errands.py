"""Does the errands that recoveries order: each within its time, and each answered, whatever happens.

An errand that moves files is not broken off in the middle, neither by its time limit nor on demand: a process must not
find a state that is half there. It is answered when it is through.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import assert_never

from skelly_tray.domain.descriptor import (
    BusCheck,
    ExecCheck,
    LogCheck,
    ModuleDescriptor,
    ModuleId,
    NotifyCheck,
    ProbeRole,
    ProbeSpec,
)
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
from skelly_tray.domain.events import ErrandDone, Event
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import UP
from skelly_tray.domain.system import System
from skelly_tray.engine.absence import STALL
from skelly_tray.engine.asking import ask
from skelly_tray.engine.bus_port import Bus, BusRefused, BusSilent, BusUnavailable
from skelly_tray.engine.ports import Launcher, Prober, ProbeTarget
from skelly_tray.engine.talking import METHOD_NOT_FOUND, Talks
from skelly_tray.engine.trash_port import Trash
from skelly_tray.scopes import Scope

_logger = logging.getLogger(__name__)
CHECK_EVERY = 0.5
"""Seconds between two probes of a check, at most."""
Outcome = tuple[bool, str, dict[str, object]]
"""Whether it succeeded, what came of it, and facts for the journal."""


class ErrandFailed(Exception):  # noqa: N818 - an outcome
    """It did not succeed; the sentence says why."""


class Errands:
    """post: takes the answers in. Runs until its scope is closed."""

    def __init__(
        self,
        scope: Scope,
        system: Callable[[], System],
        post: Callable[[Event], None],
        *,
        trash: Trash,
        bus: Bus,
        talks: Talks,
        prober: Prober,
        launcher: Launcher,
        fill: Callable[[ModuleDescriptor], ModuleDescriptor] = lambda descriptor: descriptor,
    ) -> None:
        self._scope = scope
        self._system = system
        self._post = post
        self._trash = trash
        self._bus = bus
        self._talks = talks
        self._prober = prober
        self._launcher = launcher
        self._fill = fill
        self._running: dict[int, tuple[RunErrand, asyncio.Task[Outcome]]] = {}
        self._ended: set[int] = set()
        self._last: dict[int, str] = {}
        self._closed = False

    def run(self, effect: RunErrand) -> None:
        task = self._scope.start(self._outcome(effect), f"an errand for {effect.module}")
        self._running[effect.token] = (effect, task)
        task.add_done_callback(lambda task: self._done(effect, task))

    def end(self, token: int) -> None:
        """It is not wanted any more."""
        effect, task = self._running.get(token, (None, None))
        if effect is not None and task is not None and not _moves_files(effect.errand):
            self._ended.add(token)
            task.cancel()

    def close(self) -> None:
        """No answer after this: nobody would act on it."""
        self._closed = True

    def _done(self, effect: RunErrand, task: asyncio.Task[Outcome]) -> None:
        """However the task has ended, even before it began: that is the answer."""
        del self._running[effect.token]
        self._last.pop(effect.token, None)
        ended = effect.token in self._ended
        self._ended.discard(effect.token)
        if self._closed or (task.cancelled() and not ended):
            return
        if task.cancelled():
            ok, text, detail = False, "it was left off", dict[str, object]()
        elif (error := task.exception()) is not None:  # the scope reports it
            ok, text, detail = False, f"{type(error).__name__}: {error}", {}
        else:
            ok, text, detail = task.result()
        self._post(ErrandDone(effect.module, effect.token, ok, text, detail))

    async def _outcome(self, effect: RunErrand) -> Outcome:
        try:
            return (True, *await self._in_time(effect))
        except ErrandFailed as failed:
            return False, str(failed), {}
        except TimeoutError:
            last = self._last.get(effect.token, "")
            return False, f"not done within {effect.timeout:g} s" + (f": {last}" if last else ""), {}

    async def _in_time(self, effect: RunErrand) -> tuple[str, dict[str, object]]:
        """A check is begun anew if its time ran out while we ourselves stood still: nobody looked. Raises ErrandFailed,
        and TimeoutError."""
        loop = asyncio.get_running_loop()
        limit = None if _moves_files(effect.errand) else effect.timeout
        while True:
            began = loop.time()
            try:
                async with asyncio.timeout(limit):
                    return await self._do(effect)
            except TimeoutError:
                stood_still = loop.time() - began >= effect.timeout + STALL
                if not (stood_still and isinstance(effect.errand, MakeCheck)):
                    raise

    async def _do(self, effect: RunErrand) -> tuple[str, dict[str, object]]:
        errand = effect.errand
        match errand:
            case ResetState():
                return await self._reset(effect.module, errand)
            case RestoreState(entry):
                return await self._bring_back(effect.module, entry)
            case SaveStates(modules):
                return await self._save(modules, effect.timeout)
            case TellMode():
                return await self._tell_mode(effect)
            case RunCommand(command):
                return await self._command(effect.module, command, effect.timeout), {}
            case MakeCheck():
                return await self._check(effect.token, errand), {}
            case Pause():
                await asyncio.sleep(max(effect.timeout - 0.05, 0.0))
                return "", {}
            case _:
                assert_never(errand)

    # ---- state

    async def _reset(self, module: ModuleId, errand: ResetState) -> tuple[str, dict[str, object]]:
        told: list[str] = []
        detail: dict[str, object] = {}
        if errand.reset_state:
            try:
                entry = await asyncio.to_thread(self._trash.discard, module)
            except OSError as error:
                raise ErrandFailed(f"its state could not be moved to the trash: {error}") from error
            self._tidy(module)
            told.append(f"its state went to the trash as {entry}" if entry else "it had no state")
            detail["trash"] = entry
        if errand.clear_queues:
            known = self._system().modules.get(module)
            if known is not None and known.descriptor.native:
                self._bus.clear(module)
                told.append("its queued messages were dropped")
        return " and ".join(told) or "nothing was to be reset", detail

    async def _bring_back(self, module: ModuleId, entry: str) -> tuple[str, dict[str, object]]:
        try:
            brought = await asyncio.to_thread(self._trash.bring_back, module, entry)
        except (OSError, LookupError) as error:
            raise ErrandFailed(f"its state could not be brought back: {error}") from error
        self._tidy(module)
        return f"its state of {brought} was brought back from the trash", {"trash": brought}

    def _tidy(self, module: ModuleId) -> None:
        """Old entries are removed beside everything else: that may take long, and nobody waits for it."""
        self._scope.start(self._thin_out(module), f"thinning out the trash of {module}")

    async def _thin_out(self, module: ModuleId) -> None:
        try:
            await asyncio.to_thread(self._trash.thin_out, module)
        except OSError as error:
            _logger.warning("old states of %s cannot be removed from the trash: %s", module, error)

    async def _save(self, modules: tuple[ModuleId, ...], timeout: float) -> tuple[str, dict[str, object]]:
        """Nobody waits for the slowest longer than the errand may take."""
        asked = {m: self._scope.start(self._save_one(m, timeout), f"{m} saves") for m in modules}
        answers = {module: await task for module, task in asked.items()}
        failed = {str(m): why for m, why in answers.items() if why}
        saved = sorted(str(m) for m, why in answers.items() if not why)
        names = ", ".join(saved) or "nobody"
        return f"{names} saved before the restart", {"saved": saved, "not_saved": failed}

    async def _save_one(self, module: ModuleId, timeout: float) -> str:
        """Why it did not save; empty if it did, or has nothing to save."""
        try:
            await self._bus.ask(module, "state.save", {}, max(timeout - 1.0, 0.1))
        except BusRefused as refused:
            return "" if refused.code == METHOD_NOT_FOUND else refused.message
        except (BusSilent, BusUnavailable) as error:
            return str(error)
        return ""

    async def _tell_mode(self, effect: RunErrand) -> tuple[str, dict[str, object]]:
        module = self._system().modules.get(effect.module)
        run = module.run if module else None
        if run is None or run.incarnation is None:
            raise ErrandFailed("it does not run")
        refused = await self._talks.set_mode(effect.module, run.incarnation)
        if refused:
            raise ErrandFailed(refused)
        return "it works in its new mode", {}

    # ---- commands and checks

    async def _command(self, module_id: ModuleId, command: tuple[str, ...], timeout: float) -> str:
        """Run in the module's surroundings, as its user, like an exec probe."""
        module = self._module(module_id)
        target = ProbeTarget(module_id, 0, ProbeRole.LIVENESS, ExecCheck(command), timeout)
        answer = await ask(self._prober, self._launcher, target, self._fill(module.descriptor))
        if answer.passed:
            return "exit 0"
        raise ErrandFailed(answer.message)

    async def _check(self, token: int, errand: MakeCheck) -> str:
        """Probe until it has passed often enough; the time limit of the errand ends it otherwise."""
        in_row, last = 0, "it was not asked in time"
        while in_row < errand.successes:
            passed, last, pause = await self._look(errand)
            in_row = in_row + 1 if passed else 0
            if not passed:
                self._last[token] = last
            if in_row < errand.successes:
                await asyncio.sleep(pause)
        return last

    async def _look(self, errand: MakeCheck) -> tuple[bool, str, float]:
        """One answer, its words, and seconds until the next try."""
        module = self._module(errand.module)
        spec, run = module.descriptor.probe(errand.role), module.run
        if run is None or run.incarnation is None or not isinstance(module.phase, UP):
            return False, f"{errand.module} does not run", CHECK_EVERY
        pause = min(spec.interval, CHECK_EVERY) if spec else CHECK_EVERY
        if spec is None or _says_by_itself(errand.role, spec):
            return (*_as_it_stands(module, errand.role), pause)
        target = ProbeTarget(errand.module, run.incarnation, errand.role, spec.check, spec.timeout)
        answer = await ask(self._prober, self._launcher, target, self._fill(module.descriptor))
        return answer.passed is True, answer.message, pause

    def _module(self, module_id: ModuleId) -> Module:
        module = self._system().modules.get(module_id)
        if module is None:
            raise ErrandFailed(f"there is no usable module {module_id}")
        return module


def _moves_files(errand: Errand) -> bool:
    return isinstance(errand, RestoreState) or (isinstance(errand, ResetState) and errand.reset_state)


def _says_by_itself(role: ProbeRole, spec: ProbeSpec) -> bool:
    """Its answer was given once, or is given unasked: what is known of it counts."""
    over_the_bus = isinstance(spec.check, BusCheck) and role is not ProbeRole.LIVENESS
    return over_the_bus or isinstance(spec.check, (LogCheck, NotifyCheck))


def _as_it_stands(module: Module, role: ProbeRole) -> tuple[bool, str]:
    """What the supervisor knows of a module that has no such probe."""
    run = module.run
    if run is None:
        return False, f"{module.id} does not run"
    if role is ProbeRole.STARTUP:
        return run.started, "it has started" if run.started else "it has not started"
    if role is ProbeRole.READINESS:
        return run.ready, "it is ready" if run.ready else "it is not ready"
    return True, "it is alive"
