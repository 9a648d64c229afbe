"""The composition root of the core: its parts, joined with the orchestrator and the control socket, and their end."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from skelly_tray import __version__
from skelly_tray.adapters.logind import LoginWatch
from skelly_tray.adapters.logs.choice import choice_of
from skelly_tray.adapters.logs.own_log import log_to
from skelly_tray.adapters.logs.reading import read_tail
from skelly_tray.adapters.metrics.page import MetricsPage
from skelly_tray.adapters.probes.log import patterns_of
from skelly_tray.adapters.service.sd_notify import ServiceManager
from skelly_tray.adapters.watcher.watcher import ConfigWatcher
from skelly_tray.app.calling import call_here
from skelly_tray.app.control import Control, Hooks
from skelly_tray.app.control_audit import AuditMethods
from skelly_tray.app.findable import Findable
from skelly_tray.app.how_it_is import how_it_is, in_short
from skelly_tray.app.instance import InstanceLock
from skelly_tray.app.parts import make_parts
from skelly_tray.app.secret_list import watch_secret_list
from skelly_tray.app.session_end import SessionEnd
from skelly_tray.config.home import Home
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.orchestrator_config import OrchestratorConfig, UiConfig
from skelly_tray.domain.status import SystemStatus
from skelly_tray.engine.auditing import Auditing
from skelly_tray.engine.configuration import Configuration
from skelly_tray.engine.orchestrator import Orchestrator
from skelly_tray.rpc.listener import Listener, open_listener
from skelly_tray.rpc.server import Server
from skelly_tray.scopes import Scope

_logger = logging.getLogger(__name__)


def _report(name: str, error: BaseException) -> None:
    _logger.error("%s failed", name, exc_info=error)


class RunningCore:
    """The core of one home with its control socket. Made on the loop; `open`, then `close`.

    looks_changed: whoever shows a window may set it, to be told of another `[ui]`.
    """

    def __init__(
        self,
        home: Home,
        configuration: Configuration,
        lock: InstanceLock,
        *,
        hooks: Hooks | None = None,
        verbose: bool,
    ) -> None:
        self._home, self._lock, self._at_start = home, lock, configuration.descriptors
        self._config = configuration.loaded.orchestrator
        self._parts = parts = make_parts(home, self._config, self._patterns)
        self._handler = log_to(parts.logs, level=self._config.logs.level, verbose=verbose)
        self._verbose = verbose
        self.looks_changed: Callable[[UiConfig], None] = lambda ui: None
        self._page: asyncio.Task[Any] | None = None
        self._scope, self._background = Scope(_report), Scope(_report)
        self.orchestrator = Orchestrator(parts.world(self._background), configuration, self._read_log)
        self._session_end = SessionEnd(self.orchestrator, home.title, self.start)
        parts.issues.connect(self.orchestrator.publisher.raise_issue)
        self.orchestrator.subscribe_journal(Auditing(parts.audit).noted)
        control = Control(self.orchestrator, home, hooks)
        self.watcher = ConfigWatcher(
            home, self.orchestrator.files_changed, self.orchestrator.publisher.raise_issue
        )
        audited = AuditMethods(parts.audit)
        self._methods = audited.around(control.methods())
        self._server = Server(self._methods, start=self._start_request, turned_away=audited.turned_away)

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        """A method of the control socket for a window in this process: the same checks, plain data as over the wire.

        Raises RpcError."""
        return await call_here(self._methods, method, params)

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run something for as long as the core runs."""
        return self._scope.start(work, name)

    def _start_request(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return self._scope.start(work, "a request")

    def _patterns(self, module: str) -> tuple[str, ...]:
        """Also while the keeper is being taken over: what its modules said meanwhile comes before they are known."""
        descriptor = self.orchestrator.descriptor(ModuleId(module)) or self._at_start.get(ModuleId(module))
        return patterns_of(descriptor) if descriptor else ()

    def _read_log(
        self, module: str, count: int, *, since: str = "", until: str = "", grep: str = ""
    ) -> list[dict[str, str]]:
        """Raises ValueError for a time or a pattern that is none."""
        lines = read_tail(self._home.logs, module, count, choice_of(since, until, grep, time.time()))
        return [{"time": line.time, "stream": line.stream, "text": line.text} for line in lines]

    async def open(self) -> bool:
        """Take over the keeper, answer on the control socket, begin the start; False if the end was asked for first.

        Raises KeeperUnavailable and OSError, each with a sentence.
        """
        _logger.info("Skelly Tray %s starts with pid %d for %s", __version__, os.getpid(), self._home.config)
        told = {"pid": os.getpid(), "version": __version__}
        self._parts.audit.record("system", "the orchestrator starts", by="orchestrator", detail=told)
        if not await self.orchestrator.open():
            return False
        await self._server.open(self._listen())
        self.start(self._findable().run(), "staying findable")
        self._serve_metrics()
        self.orchestrator.reconfigured = self._reconfigured
        self.start(self.watcher.run(), "watching the configuration")
        login = LoginWatch(
            self.orchestrator.sleeping, self._session_end.told, self._session_end.manager_there
        )
        self.start(login.run(), "listening to the login manager")
        self.start(
            watch_secret_list(self._home, self.orchestrator.publisher.raise_issue), "the list of secrets"
        )
        self.start(self.orchestrator.start_system(), "the start of the system")
        self._tell_manager()
        return True

    def _tell_manager(self) -> None:
        """What started us as a service is told that commands are answered from now on."""
        snapshot = self.orchestrator.publisher.snapshot
        manager = ServiceManager(os.environ)
        if manager.listens:
            told = manager.run(
                lambda: in_short(snapshot()), lambda: snapshot().status is SystemStatus.STOPPING
            )
            self.start(told, "the word to the manager of services")

    def _listen(self) -> Listener:
        return open_listener(self._home.run, "control")

    def _findable(self) -> Findable:
        others = (self._parts.processes, self._parts.bus)
        issues, quit_now = self.orchestrator.publisher.raise_issue, self.orchestrator.quit
        return Findable(self._lock, self._server, self._listen, others, issues, quit_now)

    def say_how_it_is(self) -> None:
        """One line in the log."""
        _logger.info("how it is: %s", how_it_is(self.orchestrator.publisher.snapshot()))

    def _serve_metrics(self) -> None:
        if self._page is not None:
            self._page.cancel()
            self._page = None
        if port := self._config.metrics.port:
            publisher = self.orchestrator.publisher
            page = MetricsPage(port, self._home.run, publisher.snapshot, publisher.raise_issue)
            self._page = self.start(page.serve(), "the metrics page")

    def _reconfigured(self, config: OrchestratorConfig) -> None:
        """Another orchestrator.toml is in effect: all that the domain does not read itself, or that it cannot be."""
        before, self._config = self._config, config
        self._parts.configure(before, config)
        if config.logs != before.logs:
            self._handler.write_from(config.logs.level, verbose=self._verbose)
        if config.metrics != before.metrics:
            self._serve_metrics()
        if config.ui != before.ui:
            self.looks_changed(config.ui)

    async def close(self, *, keep_modules: bool, told: bool = True) -> None:
        """Everything ends in the reverse order; what was written is on disk when this returns. told: whether somebody
        wanted this end; else the keeper takes it for that of a core that was killed."""
        _logger.info("ending%s", ", the keeper goes on with the modules" if keep_modules else "")
        self._parts.secret_helper.warm()
        await self._server.close()
        await self._scope.close()
        self._session_end.close()
        await self.orchestrator.close(keep_modules=keep_modules, told=told)
        await self._background.close()
        self._parts.audit.record(
            "system", "the orchestrator ends", by="orchestrator", detail={"keeps_modules": keep_modules}
        )
        await asyncio.to_thread(self._parts.audit.close)  # what it has to say belongs into our log
        logging.getLogger("skelly_tray").removeHandler(self._handler)
        await asyncio.to_thread(self._parts.close_files)
