"""The engine: one inbox. An event goes in, `decide` answers, the effects are performed in order, changes are told.

It is the only owner of the `System` value. Events that arrive while one is handled wait their turn, so two sources can
never act on the same state. It knows no policy: what follows from an event is the domain's business.
"""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, assert_never

from skelly_tray.domain.decide import decide
from skelly_tray.domain.descriptor import BUS_ID, ModuleId
from skelly_tray.domain.effects import (
    Acknowledge,
    Activate,
    Alert,
    Arm,
    CommitConfig,
    Deliver,
    Disarm,
    Effect,
    EndErrand,
    EndProbes,
    Hold,
    Kill,
    Probe,
    Record,
    RollBack,
    RunErrand,
    SetMode,
    Spawn,
    Stop,
)
from skelly_tray.domain.events import Event, Probed, Resumed, SpawnFailed, TimerFired, TimerKey
from skelly_tray.domain.limits import stretch_of
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import UP
from skelly_tray.domain.recovery.degraded import launched
from skelly_tray.domain.remembered import memory_of, note_of
from skelly_tray.domain.secret_refs import names_in
from skelly_tray.domain.system import System
from skelly_tray.engine.absence import Absence
from skelly_tray.engine.check_cost import CheckCost
from skelly_tray.engine.checks import ErrorRates
from skelly_tray.engine.errands import Errands
from skelly_tray.engine.facts import Facts
from skelly_tray.engine.holding import Holders
from skelly_tray.engine.journal import Journal
from skelly_tray.engine.native import Native
from skelly_tray.engine.ports import LaunchRefused, LaunchRequest
from skelly_tray.engine.prober import ProbeSchedule
from skelly_tray.engine.secrets import SecretStarts
from skelly_tray.engine.talking import Talks
from skelly_tray.engine.timers import Timers
from skelly_tray.engine.vault import Vault
from skelly_tray.engine.world import World
from skelly_tray.scopes import Scope

_logger = logging.getLogger(__name__)


class Engine:
    """changed: called after every batch of events that changed the system. keeper_lost: after such a loss.
    session: makes the idempotency keys of this supervisor unlike those of every other."""

    def __init__(
        self,
        world: World,
        scope: Scope,
        session: str,
        changed: Callable[[], None],
        keeper_lost: Callable[[], None],
    ) -> None:
        self.system = System(seq=world.journal.last_seq())
        self.errors = ErrorRates()
        self.journal = Journal(world.journal, world.clock)
        self.cost = CheckCost()
        self.vault = Vault(world.hush)
        self.native = Native(
            world.bus, lambda: self.system, self.post, clock=world.clock.monotonic, vault=self.vault
        )
        self.secrets = SecretStarts(
            scope, world.secrets, self.vault, lambda: self.system, self.post, self._values_known, world.audit
        )
        self.holders = Holders(world.limiter, lambda: self.system, world.clock.monotonic)
        self._talks = Talks(self.native, world.processes, lambda: self.system, self.post, self.secrets.values)
        self._errands = Errands(
            scope,
            lambda: self.system,
            self.post,
            trash=world.trash,
            bus=world.bus,
            talks=self._talks,
            prober=world.prober,
            launcher=world.launcher,
            fill=self.vault.fill,
        )
        self.facts = Facts(self.post, world.notices, self, keeper_lost)
        self.trial_over: Callable[[CommitConfig | RollBack], None] = lambda verdict: None
        self._scope = scope
        self._world = world
        self._session = session
        self._changed = changed
        self._inbox: deque[Event] = deque()
        self._draining = False
        self._timers: Timers[TimerKey] = Timers(lambda key: self.post(TimerFired(key)))
        self.absence = Absence(world.meter.slept, world.clock.monotonic)
        self._probes = ProbeSchedule(
            scope,
            world.prober,
            world.launcher,
            clock=world.clock,
            meter=world.meter,
            look=self.look,
            answered=self._probed,
            spent=self._spent,
            stretch=self._stretch,
        )
        self._memory: dict[str, dict[str, object]] = {}
        self._notes: dict[int, bytes] = {}

    def post(self, event: Event) -> None:
        """Take an event in; it is handled before this returns, unless another is being handled just now. That time has
        passed without us is known before anything else: what is due by now is judged in its light."""
        self.look()
        self._inbox.append(self.vault.censored(event))
        if self._draining:
            return
        self._draining = True
        before = self.system
        try:
            while self._inbox:
                self._handle(self._inbox.popleft())
        finally:
            self._draining = False
        if self.system is not before:
            self._remember(before)
            self._changed()
            self.secrets.look()

    def look(self) -> None:
        """Notice a suspend, or a standstill of our own."""
        if away := self.absence.look():
            self._resume(away)

    def check_soon(self, module: ModuleId) -> None:
        """It was asked to do something: what it says of itself is asked for at once."""
        self._probes.soon(module)

    def going_to_sleep(self) -> None:
        """The machine says so: nobody is asked until it is awake again."""
        self._probes.pause()

    def awake(self) -> None:
        """The machine says so; it is believed even if the clocks do not show a sleep."""
        self._resume(self.absence.look() or Resumed())

    def _resume(self, away: Resumed) -> None:
        self.native.rebase()
        self._probes.go_on()
        self._probes.void(self._world.clock.monotonic())
        self.post(away)

    def _handle(self, event: Event) -> None:
        try:
            self.system, effects = decide(self.system, event, self._world.clock.monotonic())
        except Exception:  # a fault in one event must not end the supervision of all modules
            _logger.exception("the event was dropped: %r", event)
            return
        for effect in effects:
            try:
                self._perform(effect)
            except Exception:  # likewise: the other effects still have to be performed
                _logger.exception("the effect could not be performed: %r", effect)

    def _perform(self, effect: Effect) -> None:
        processes = self._world.processes
        match effect:
            case Spawn(module, launch):
                self._start(self.system.modules[module], launch)
            case Stop(module, polite=True):
                self._scope.start(self._talks.stop(effect), f"the polite end of {module}")
            case Activate(module):
                self._scope.start(self._talks.activate(effect), f"the activation of {module}")
            case Deliver(module):
                self._scope.start(self._talks.deliver(effect), f"new settings for {module}")
            case Stop(_, incarnation, stop_signal, grace):
                processes.stop(incarnation, stop_signal, grace)
            case Kill(incarnation):
                processes.kill(incarnation)
            case Acknowledge(incarnation):
                self._notes.pop(incarnation, None)
                processes.acknowledge(incarnation)
            case Probe(module):
                self._probes.plan(effect, self.vault.fill(self.system.modules[module].descriptor))
            case EndProbes(module):
                self._probes.end(module)
            case RunErrand():
                self._errands.run(effect)
            case EndErrand(token):
                self._errands.end(token)
            case SetMode(module):
                self._scope.start(self._talks.take_mode(effect), f"the new mode of {module}")
            case Hold():
                self.holders.hold(effect)
            case Alert(module):
                self._scope.start(self._talks.alert(effect), f"the alert of {module}")
            case CommitConfig() | RollBack():
                self.trial_over(effect)
            case Arm(key, at):
                self._timers.arm(key, at)
            case Disarm(key):
                self._timers.disarm(key)
            case Record(entry):
                self.journal.add(entry)
            case _:
                assert_never(effect)

    def _start(self, module: Module, launch: int) -> None:
        """At once, or as soon as the values of its secrets are there."""
        if not names_in(module.descriptor):
            self.vault.none(module.id)
            self._spawn(module, launch)
            return
        self.secrets.begin(
            module.descriptor, launch, lambda: self._spawn(self.system.modules[module.id], launch)
        )

    def _values_known(self, module: ModuleId) -> None:
        """Of a module that runs since before us: a new bus could not be told of it so far."""
        run = self.system.modules[module].run
        key = self.native.key_of(run.incarnation) if run and run.incarnation is not None else None
        if key is not None:
            self._scope.start(self.native.admit(key), f"letting {module} in")

    def _spawn(self, module: Module, launch: int) -> None:
        key = f"{self._session}-{launch}"
        rank = self.system.graph.rank.get(module.id, 0)
        try:
            request = self._world.launcher.request(self.vault.fill(launched(module)), key, rank)
            if module.descriptor.native:
                request = self.native.dress(request, self.vault.fill(module.descriptor))
            request = self._world.limiter.dress(request, module.descriptor)
        except LaunchRefused as refused:
            self.post(SpawnFailed(module.id, launch, "", f"{refused.title}: {refused.message}"))
            return
        except OSError as error:
            self.post(SpawnFailed(module.id, launch, "", str(error)))
            return
        self.facts.expect(key, module.id, launch)
        if module.descriptor.native and module.id != BUS_ID:
            self._scope.start(self._admit_and_spawn(request, launch), f"the start of {module.id}")
        else:
            self._world.processes.spawn(request)

    async def _admit_and_spawn(self, request: LaunchRequest, launch: int) -> None:
        """The bus must know a module before its first word. Meanwhile the start may have become pointless."""
        try:
            await self.native.admit(request.key)
        except Exception:  # whatever it was, a start that was ordered has to be answered
            _logger.exception("the bus could not be told of %s", request.module)
        module = self.system.modules.get(request.module)
        if module is not None and isinstance(module.phase, UP) and module.phase.run.launch == launch:
            self._world.processes.spawn(request)
        else:
            self.facts.spawn_failed(request.key, None, "", "it is not wanted any more")

    # ---- Launches: of native modules, and who waits for an end

    def spawned(self, key: str, incarnation: int, pid: int) -> None:
        self.holders.spawned(key, incarnation, pid)
        self.native.spawned(key, incarnation)

    def tell(self, key: str) -> None:
        self.native.tell(key)

    def failed(self, key: str) -> None:
        self.holders.failed(key)
        self.native.failed(key)

    def ended(self, incarnation: int) -> None:
        self.native.ended(incarnation)
        self._talks.ended(incarnation)

    def kills(self, incarnation: int) -> int:
        return self.holders.kills_behind_exit(incarnation)

    def gone(self, incarnation: int) -> None:
        self.holders.gone(incarnation)

    def keeper_lost(self) -> None:
        self.holders.keeper_lost()
        self.native.keeper_lost()

    # ---- what must be kept

    def _stretch(self, module_id: ModuleId) -> float:
        module = self.system.modules.get(module_id)
        return stretch_of(module.run.cap) if module and module.run else 1.0

    def _spent(self, cpu_seconds: float) -> None:
        self.cost.add(self._world.clock.monotonic(), cpu_seconds)

    def _probed(self, answer: Probed) -> None:
        if answer.passed is not None:
            self.errors.add(answer.module, self._world.clock.monotonic(), answer.passed)
        self.post(answer)

    def _remember(self, before: System) -> None:
        """Keep what must outlive us: notes with the spawns, the rest in the memory file."""
        dirty = before.modules.keys() != self.system.modules.keys()
        told = _told_of_system(self.system)
        dirty_system = told != _told_of_system(before)
        if dirty:
            self.errors.retain(self.system.modules)
            self.vault.retain(self.system.modules)
        for module_id, module in self.system.modules.items():
            if module is before.modules.get(module_id):
                continue
            self._write_note(module)
            memory = memory_of(module)
            if self._memory.get(module_id) != memory:
                self._memory[module_id] = memory
                dirty = True
        if dirty or dirty_system:
            known = {str(m) for m in self.system.modules} | {str(m) for m in self.system.invalid}
            self._memory = {m: memory for m, memory in self._memory.items() if m in known}
            self._world.memory.save({"modules": self._memory, "system": told})

    def _write_note(self, module: Module) -> None:
        run = module.run
        if run is None or run.incarnation is None:
            return
        told = note_of(run) | self.native.note(run.incarnation)
        note = json.dumps(told, separators=(",", ":")).encode()
        if self._notes.get(run.incarnation) != note:
            self._notes[run.incarnation] = note
            self._world.processes.note(run.incarnation, note)

    @property
    def memory(self) -> Mapping[str, Mapping[str, object]]:
        """What is remembered of every module, also of those whose files are unusable at present."""
        return self._memory

    def know_memory(self, memory: dict[str, dict[str, object]]) -> None:
        """What the memory file holds already (also of modules whose files are unusable at present)."""
        self._memory = dict(memory)

    def roots(self) -> dict[ModuleId, tuple[int, int]]:
        """(incarnation, leader's pid) of every module with a process."""
        found: dict[ModuleId, tuple[int, int]] = {}
        for module_id, module in self.system.modules.items():
            run = module.run
            if run and run.incarnation is not None and run.pid is not None:
                found[module_id] = (run.incarnation, run.pid)
        return found

    def close(self) -> None:
        """No timer, no probe and no answer of an errand after this."""
        self._timers.clear()
        self._probes.close()
        self._errands.close()


def _told_of_system(system: System) -> dict[str, Any]:
    """What must outlive us of the system as a whole."""
    shutdown = system.shutdown
    under_way = system.restarting or bool(shutdown and shutdown.again and system.active)
    told: dict[str, Any] = {"restarted_at": system.restarted_at, "restarting": under_way}
    return told | ({"trial": sorted(system.trial.parts)} if system.trial else {})
