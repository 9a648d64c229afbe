"""The class that a module derives from: hooks to fill in, and what it can do on the bus."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import msgspec

from skelly_tray.sdk.health import Health
from skelly_tray.sdk.inbox import Handler
from skelly_tray.sdk.log import Log
from skelly_tray.sdk.mode import FULL, Mode
from skelly_tray.sdk.subscriptions import Delivery, Subscription

if TYPE_CHECKING:
    from skelly_tray.sdk.life import Life


class Module:
    """Derive from it, fill in the hooks you need, end the file with `YourModule.main()`.

    The order of a life: hello (settings are there) → `start` → `activate` (dependencies are there) → ready → … →
    `stop`. An exception out of `start` or `activate` ends the process with 1; out of others it is an error answer.
    All hooks run on one event loop: whatever blocks belongs into `asyncio.to_thread`.
    """

    Settings: ClassVar[Any] = None
    """A msgspec.Struct: what the settings must look like. Without it they are a plain dict."""
    version: ClassVar[str] = ""
    heartbeat: ClassVar[float | None] = None
    """Seconds between messages on `ID.heartbeat`; None: none."""
    ready_by_hand: ClassVar[bool] = False
    """True: `activate` does not make it ready, the module calls `say_ready` itself."""
    health_timeout: ClassVar[float] = 3.0
    """Seconds after which a check is answered with an error because `health` was not done."""
    grace: ClassVar[float] = 10.0
    """Seconds for `stop` when a signal ends the module; the orchestrator says itself how long it waits."""

    id: str
    state_dir: Path
    """A folder of its own, kept over restarts."""
    log: Log
    settings: Any = None
    """As typed by `Settings`; replaced as a whole when they change."""
    mode: Mode = FULL
    _life: Life

    # ---- hooks

    async def start(self) -> None:
        """Prepare, subscribe. Comes before the dependencies are there if the module is pre-warmed."""

    async def activate(self) -> None:
        """Begin the work: the dependencies are there."""

    async def health(self) -> Health:
        """How it goes. `message_queue_depth` and `error_rate` are added if not given."""
        return Health.healthy()

    async def settings_changed(self, old: Any, changed: list[str]) -> None:
        """`self.settings` are the new ones. Raise ValueError or ModuleError to keep the old ones; the text is shown."""

    async def degrade(self, mode: Mode) -> None:
        """Do with less: `self.mode` is the new one."""

    async def restore(self) -> None:
        """Back to everything."""

    async def save_state(self) -> None:
        """Write to `state_dir` what must not be lost."""

    async def reset_state(self, reset_state: bool, clear_queues: bool) -> None:
        """Forget what was kept, or what waits."""

    async def resource_alert(self, limit: str, value: float, maximum: float) -> None:
        """A limit of this module has been exceeded."""
        self.log.warning("over a limit", limit=limit, value=value, max=maximum)

    async def stop(self, grace_s: float) -> None:
        """The last thing: finish within so many seconds. No more events come; publishing still works."""

    # ---- what a module can do

    async def publish(self, topic: str, payload: Any = None, *, deadline: float | None = 60.0) -> int:
        """Return how many took it: every reliable subscriber has acknowledged it, or it is a dead letter.

        Tried again over lost connections, so that it may arrive twice. Raises RpcError: not allowed, too large, or
        (timed out) not acknowledged within `deadline` seconds. None: no deadline.
        """
        return await self._life.session.publish(topic, payload, deadline)

    def notify(self, topic: str, payload: Any = None) -> bool:
        """Publish without waiting. False: it was dropped, there is no connection just now, or it is too busy."""
        return self._life.session.notify(topic, payload)

    async def call(
        self, target: str, method: str, params: dict[str, Any] | None = None, timeout: float = 30.0
    ) -> Any:
        """Another module's answer. Raises RpcError (its error, or the bus's) and ConnectionLostError.

        After a lost connection it is not known whether the other one acted, so it is not tried again.
        """
        return await self._life.session.request(target, method, params or {}, timeout)

    async def subscribe(
        self,
        topics: str | Iterable[str],
        handler: Handler,
        delivery: Delivery = "best_effort",
        *,
        at_once: int = 1,
    ) -> Subscription:
        """Call `handler(event)`, a function or a coroutine function, for what is published; `at_once` at most are under
        way, begun in the order in which they came.

        In patterns `*` is one segment and `>` the rest. reliable: it counts as taken when the handler has returned; if
        it raises, it comes again. best_effort: when we are slow the oldest are dropped. latest: only the newest of
        each topic waits. Kept over lost connections. Raises RpcError.
        """
        return await self._life.subscriptions.subscribe(topics, handler, delivery, at_once)

    def say_ready(self, ready: bool = True) -> None:
        """Whether this module can do its work now."""
        self._life.session.say_ready(ready)

    def run_in_background(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run it beside everything else; cancelled after `stop`. If it fails, the module is degraded and says so."""
        return self._life.background.start(work, name)

    # ---- the process

    @classmethod
    def main(cls) -> NoReturn:
        """Be this module until told to end. Exits with 0 (as asked), 1 (refused or failed), 2 (not started by us)."""
        from skelly_tray.sdk.process import run_module

        raise SystemExit(run_module(cls))

    @classmethod
    def settings_kind(cls) -> type[msgspec.Struct] | None:
        """`Settings`, checked. Raises TypeError."""
        kind = cls.Settings
        if kind is None or (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            return kind
        raise TypeError(f"{cls.__name__}.Settings must be a msgspec.Struct")

    @classmethod
    def fills_in(cls, hook: str) -> bool:
        """Whether it has such a hook of its own."""
        return getattr(cls, hook) is not getattr(Module, hook)
