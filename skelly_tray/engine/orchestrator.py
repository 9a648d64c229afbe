"""`Orchestrator`: the façade of the core: the calls of the source design, and the three ports of the user interface.

It joins engine, probes, journal, telemetry and publisher, opens the keeper, and ends everything in order.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from skelly_tray.config.edits import Edit, replaced
from skelly_tray.config.module_build import check_id
from skelly_tray.config.names import file_name
from skelly_tray.config.texts import Texts
from skelly_tray.domain.descriptor import BUS_ID, ModuleDescriptor, ModuleId
from skelly_tray.domain.effects import CommitConfig, RollBack
from skelly_tray.domain.events import KeeperOpened, KillDemanded, SystemStarted, SystemStopped
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.domain.phase import Failed
from skelly_tray.domain.sequence import time_to_stop
from skelly_tray.domain.status import SystemHealth
from skelly_tray.domain.system import System
from skelly_tray.engine.actions import Actions, event_of, intent_of
from skelly_tray.engine.announcing import Announcements
from skelly_tray.engine.bus_port import BusRefused, BusSilent
from skelly_tray.engine.configuration import Configuration
from skelly_tray.engine.engine import Engine
from skelly_tray.engine.history import History
from skelly_tray.engine.journal import RECENT
from skelly_tray.engine.last_words import LastWords
from skelly_tray.engine.ports import KeeperUnavailable, SpawnRecord
from skelly_tray.engine.publisher import Publisher
from skelly_tray.engine.queries import Queries, ReadLog
from skelly_tray.engine.resources import Resources
from skelly_tray.engine.restoring import Restoring
from skelly_tray.engine.returning import adoptee, memory_by_module, system_restart_of, trial_of
from skelly_tray.engine.secrets import SecretStarts
from skelly_tray.engine.transactions import Transactions
from skelly_tray.engine.upkeep import Upkeep
from skelly_tray.engine.world import World
from skelly_tray.scopes import Scope
from skelly_tray.telemetry.store import Telemetry

_logger = logging.getLogger(__name__)

NO_SUCH_MODULE = -32001
"""Code of the wire."""
KEEPER_RETRY = 2.0
"""Seconds between two tries to get a keeper back."""
SWEEP_PATIENCE = 10.0
"""Seconds that the end waits for another keeper to sweep what a dead one left."""


class Orchestrator:
    """All calls on one event loop. `configuration` is what was read before the start."""

    def __init__(self, world: World, configuration: Configuration, read_log: ReadLog) -> None:
        self._world = world
        self.reconfigured: Callable[[OrchestratorConfig], None] = lambda config: None
        self._at_start = configuration.descriptors
        self._scope = Scope(_report_task)
        self._telemetry = Telemetry()
        self._history = History(world.history, self._telemetry, world.clock)
        self._engine = Engine(world, self._scope, secrets.token_hex(4), self._changed, self._keeper_lost)
        self.publisher = self._make_publisher(world)
        self._announcements = Announcements(world.bus, lambda: self._engine.system)
        self._engine.journal.subscribe(self._noted)
        self._engine.journal.subscribe(self._history.noted)
        self._look_due = False
        self._last_words = LastWords(self._scope, read_log, self.publisher.changed)
        self.publisher.last_words = self._last_words.words
        self._transactions = self._make_transactions(world, configuration)
        self._engine.trial_over = self._trial_over
        self._actions = Actions(lambda: self._engine.system, self._engine.post)
        self._queries = self._make_queries(world, read_log)
        self._restoring = Restoring(
            world.trash, lambda: self._engine.system, self._engine.post, self._until, self._engine.journal
        )
        self._upkeep = self._make_upkeep(world)
        self._quit = asyncio.Event()
        self._keep_modules = False
        self._why_quit = ""
        self._stop_within: float | None = None
        self._opening: asyncio.Timeout | None = None
        self._closing = False
        self._waiters: list[tuple[asyncio.Future[None], Callable[[], bool]]] = []

    # ---- its parts, each of what was made before it

    def _make_publisher(self, world: World) -> Publisher:
        engine = self._engine
        made = Publisher(
            lambda: engine.system, world.clock, self._telemetry, engine.errors, engine.cost, engine.native.phi
        )
        made.holdings = engine.holders.of
        made.sandboxes = world.sandboxes
        return made

    def _make_transactions(self, world: World, configuration: Configuration) -> Transactions:
        return Transactions(
            world,
            configuration,
            self._engine.post,
            lambda: memory_by_module({"modules": self._engine.memory}, fresh=True),
            self.publisher.raise_issue,
            lambda configuration: self.reconfigured(configuration.loaded.orchestrator),
        )

    def _make_queries(self, world: World, read_log: ReadLog) -> Queries:
        return Queries(
            home=world.home,
            clock=world.clock,
            system=lambda: self._engine.system,
            journal=self._engine.journal,
            history=self._history,
            read_log=read_log,
            last_words=lambda module: self._last_words.words.get(ModuleId(module)),
        )

    def _make_upkeep(self, world: World) -> Upkeep:
        return Upkeep(
            meter=world.meter,
            clock=world.clock,
            processes=world.processes,
            telemetry=self._telemetry,
            history=self._history,
            publisher=self.publisher,
            system=lambda: self._engine.system,
            roots=self._engine.roots,
            post=self._engine.post,
            absence=self._engine.absence,
            look=self._engine.look,
            resources=Resources(
                self._engine.holders, world.meter, lambda: self._engine.system, self._engine.post
            ),
        )

    # ---- life

    async def open(self) -> bool:
        """Get the keeper, and back what it holds; False if the end was asked for before it could be had, for a keeper
        that sweeps may take as long as the longest grace. Raises what `Processes.open` raises."""
        remembered = await asyncio.to_thread(self._world.memory.load)
        await self._engine.secrets.foresee(self._at_start.values())
        try:
            async with asyncio.timeout(0 if self._quit.is_set() else None) as self._opening:
                records = await self._world.processes.open(self._engine.facts)
        except TimeoutError:
            if not self._quit.is_set():
                raise
            return False
        finally:
            self._opening = None
        if any(descriptor.limits.held for descriptor in self._at_start.values()):
            await self._world.limiter.settled()
        fresh = not self._world.processes.taken_over
        memory = memory_by_module(remembered, fresh=fresh)
        self._world.bus.open(self._engine.native)
        self._engine.know_memory({str(m): dict(v) for m, v in memory.items()})
        restart = (None, False) if fresh else system_restart_of(remembered)
        await self._transactions.begin(memory, restart, trial_of(remembered))
        self._opened(records)
        self._history.begin(self._engine.journal.recent(RECENT))
        self._scope.start(self._upkeep.run(), "upkeep")
        self._scope.start(self._upkeep.weigh_disk(), "weighing our folders")
        self._scope.start(self._transactions.keep_again(), "keeping what the disk did not take")
        return True

    def _opened(self, records: Sequence[SpawnRecord]) -> None:
        self.publisher.keeper_pid = self._world.processes.keeper_pid
        _logger.info("the keeper has pid %s and holds %d spawns", self.publisher.keeper_pid, len(records))
        adoptees = tuple(adoptee(r) for r in records)
        for record, found in zip(records, adoptees, strict=True):
            self._engine.facts.adopt(record.incarnation, record.module)
            self._engine.native.adopt(record, found.note)
            if not found.gone:
                self._engine.holders.adopt(record)
        self._engine.post(KeeperOpened(adoptees))

    def _keeper_lost(self) -> None:
        _logger.error("the keeper is gone")
        if not self._closing:
            self._scope.start(self._reopen(), "reopen the keeper")

    async def _reopen(self) -> None:
        """Another keeper, as soon as there is one; it sweeps what the dead one left before it answers."""
        while True:
            try:
                records = await self._world.processes.open(self._engine.facts)
            except (KeeperUnavailable, OSError) as error:
                self.publisher.raise_issue("keeper.open", "The keeper cannot be started", str(error))
                await asyncio.sleep(KEEPER_RETRY)
            else:
                self.publisher.raise_issue("keeper.open", "", "")
                self._opened(records)
                return

    async def close(self, *, keep_modules: bool = False, told: bool = True) -> None:
        """End the core; the modules must have been stopped before, unless they are to be kept. told: as in the port
        `Processes`."""
        self._closing = True
        self._engine.close()
        await self._world.bus.close()
        await self._scope.close()
        self._world.limiter.close(keep_modules=keep_modules)
        await self._world.processes.close(keep_modules=keep_modules, told=told)

    async def run_until_quit(self) -> bool:
        """Wait for the wish to quit and carry it out. True if the modules are to stay with the keeper."""
        await self._quit.wait()
        if not self._keep_modules:
            needed = time_to_stop(self._engine.system)
            await self.stop_system(min(needed, self._stop_within or needed), self._why_quit)
            await self._swept()
        return self._keep_modules

    async def _swept(self) -> None:
        """A keeper that died during the stop leaves processes that only its successor knows how to find."""
        try:
            async with asyncio.timeout(SWEEP_PATIENCE):
                await self._until(lambda: self._engine.system.keeper_up)
        except TimeoutError:
            _logger.error("no keeper came to end what the last one left; processes may be left behind")

    @property
    def quitting(self) -> bool:
        """The end was asked for."""
        return self._quit.is_set()

    def quit(
        self, why: str = "you asked to quit", *, keep_modules: bool = False, within: float | None = None
    ) -> None:
        """Ask for the end; `why` becomes the cause of every stop. A second time, everything is killed at once.

        within: seconds that the stop has, when a session ends; else it takes as long as the graces of the modules. The
        signal that follows when a session ends insists on nothing."""
        if self._quit.is_set() and self._stop_within is not None:
            self._stop_within = None
            return
        if self._quit.is_set():
            self._engine.post(KillDemanded())
            return
        self._keep_modules, self._why_quit, self._stop_within = keep_modules, why, within
        self._quit.set()
        if self._opening is not None:
            self._opening.reschedule(asyncio.get_running_loop().time())

    def sleeping(self, asleep: bool) -> None:
        """The machine is about to sleep, or is awake again, as its login manager tells."""
        if asleep:
            self._engine.going_to_sleep()
        else:
            self._engine.awake()

    def descriptor(self, module_id: ModuleId) -> ModuleDescriptor | None:
        """The descriptor in effect, if the module is usable."""
        module = self._engine.system.modules.get(module_id)
        return module.descriptor if module else None

    # ---- the source design's calls

    async def start_system(self) -> None:
        """Start everything that is wanted, in order; returns when the start is over, however it ended."""
        self._engine.post(SystemStarted())
        await self._until(lambda: self._engine.system.startup is None)

    async def stop_system(self, timeout: float, why: str = "the system is being stopped") -> None:
        """Stop everything in order; what is left after `timeout` seconds is killed. why: the cause that is told."""
        self._engine.post(SystemStopped(timeout, why))
        await self._until(lambda: not self._engine.system.active)

    async def get_system_health(self) -> SystemHealth:
        return self.publisher.snapshot()

    async def update_config(self, module_id: ModuleId, text: str) -> list[str]:
        """Store `text` as the file of the module and apply it; the errors, and then nothing has changed."""
        if bad := check_id(module_id):
            return [str(bad)]
        name = file_name(module_id)
        report = await self.change_config(replaced(name, text), by="ui", why=f"edited {name}")
        return list(report["errors"])

    async def files_changed(self) -> None:
        """Files of the configuration may be others than they were."""
        await self._transactions.files_changed()

    def _trial_over(self, verdict: CommitConfig | RollBack) -> None:
        """Later, for it may come in the midst of a transaction."""
        if self._closing:
            return
        match verdict:
            case CommitConfig(trial_id):
                self._scope.start(self._transactions.commit(trial_id), "keeping the configuration")
            case RollBack(trial_id, module, why):
                work = self._transactions.roll_back(trial_id, module, why)
                self._scope.start(work, "rolling the configuration back")

    async def change_config(self, edit: Edit, *, by: str, why: str, on_trial: bool = True) -> dict[str, Any]:
        """One change of the configuration as a whole; its report, with the errors that spoke against it. on_trial: as
        of `Transactions.change`."""
        return await self._transactions.change(edit, by=by, why=why, on_trial=on_trial)

    async def preview_config(self, edit: Edit) -> dict[str, Any]:
        """What a change would bring; nothing is done. Its report as of `change_config`, and `lines`."""
        return await self._transactions.preview(edit)

    def texts_in_effect(self) -> Texts:
        """What the configuration that runs was made of."""
        return self._transactions.texts_in_effect

    async def restart_module(self, module_id: ModuleId) -> dict[str, Any]:
        """Restart one module and wait for it; the report of `act`."""
        return await self.act({"do": "restart", "modules": [module_id]}, wait=True, timeout=None)

    # ---- the three ports, and their kin for the control socket

    async def act(self, intent: Mapping[str, Any], *, wait: bool, timeout: float | None) -> dict[str, Any]:
        return await self._actions.act(intent, wait=wait, timeout=timeout)

    def post(self, intent: Mapping[str, Any]) -> None:
        """Carry out an intent without waiting. Raises ValueError if it is none."""
        match intent.get("do"):
            case "quit":
                self.quit(keep_modules=bool(intent.get("keep_modules")))
            case "kill_all":
                self._engine.post(KillDemanded())
            case "update_config":
                work = self.update_config(ModuleId(str(intent["module"])), str(intent["text"]))
                self._scope.start(work, "update the configuration")
            case _:
                do, named, everything = intent_of(intent)
                known = tuple(m for m in named if m in self._engine.system.modules)
                self._engine.post(event_of(do, known, everything, reset=bool(intent.get("reset"))))

    def subscribe(self, callback: Callable[[SystemHealth], None]) -> Callable[[], None]:
        return self.publisher.subscribe(callback)

    def subscribe_journal(
        self, callback: Callable[[Sequence[Mapping[str, Any]]], None]
    ) -> Callable[[], None]:
        return self._engine.journal.subscribe(callback)

    async def query(self, name: str, params: Mapping[str, Any]) -> Any:
        if name == "status":
            return self.publisher.snapshot()
        if name == "config.update":
            module = ModuleId(str(params["module"]))
            return {"errors": await self.update_config(module, str(params["text"]))}
        if name == "call":
            return await self._call(params)
        if name.startswith("trash."):
            return await self._restoring.answer(name, params)
        return await self._queries.answer(name, params)

    async def _call(self, params: Mapping[str, Any]) -> Any:
        """A request of the user to a native module. Raises BusUnavailable, BusRefused and BusSilent."""
        module, timeout = ModuleId(str(params["module"])), float(params.get("timeout", 30.0))
        coming, reason = self._engine.native.demanded(module, "somebody at the command line")
        if not coming:
            raise BusRefused(NO_SUCH_MODULE, reason)
        try:
            async with asyncio.timeout(timeout):
                await self._until(lambda: _answers(self._engine.system, module))
        except TimeoutError:
            raise BusSilent(f"it was not ready within {timeout:g} s") from None
        given = params.get("params") or {}
        try:
            answer = await self._world.bus.ask(module, str(params["method"]), given, timeout)
        finally:
            self._engine.check_soon(module)
        return self._engine.vault.hide(module, answer)

    @property
    def secrets(self) -> SecretStarts:
        """What the control socket needs for the commands about secrets."""
        return self._engine.secrets

    # ---- inner workings

    def _changed(self) -> None:
        self._actions.look()
        if not self._closing:  # what the keeper still tells at the end is read by nobody
            self._last_words.look(self._engine.system)
        self.publisher.changed()
        for waiter, reached in list(self._waiters):
            if reached() and not waiter.done():
                waiter.set_result(None)

    def _noted(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """What the bus is to know stands in the journal; a check that changes nothing does not, and costs nothing."""
        if BUS_ID not in self._engine.system.modules:
            return
        self._announcements.entries(entries)
        if not self._look_due and not self._closing:
            self._look_due = True
            asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        self._look_due = False
        self._engine.native.look()
        self._announcements.look()

    async def _until(self, reached: Callable[[], bool]) -> None:
        if reached():
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (waiter, reached)
        self._waiters.append(entry)
        try:
            await waiter
        finally:
            self._waiters.remove(entry)


def _answers(system: System, module_id: ModuleId) -> bool:
    """It is up, or will not come any more: then the bus says so."""
    module = system.modules.get(module_id)
    return module is None or module.ready or not module.wanted or isinstance(module.phase, Failed)


def _report_task(name: str, error: BaseException) -> None:
    _logger.error("%s failed", name, exc_info=error)
