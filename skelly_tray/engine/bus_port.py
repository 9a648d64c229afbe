"""What the engine needs of the event bus, and what it tells the engine: the ports, as Protocols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from skelly_tray.domain.descriptor import BusAccess, ModuleId


class BusUnavailable(Exception):  # noqa: N818 - a state of the world
    """There is no way to the bus, or it does not answer: whatever was asked says nothing of the module."""


class BusRefused(Exception):  # noqa: N818 - an answer, not a fault of the program
    """The bus, or the module behind it, answered with an error. code: of the wire."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data


class BusSilent(Exception):  # noqa: N818 - an observation
    """The module did not answer in time, although the bus answered a ping that was sent after that."""


FULL_MODE: Mapping[str, Any] = {"name": "full", "disable_features": [], "reduce_load": 1.0}


@dataclass(frozen=True, slots=True)
class Grant:
    """One launch may use the bus. key: of the launch. token_sha256: hexadecimal, of the token that only the module has.
    uid: whom the bus must see at the other end; None: our own. activated: False while a pre-warmed one must wait.
    mode: as `hello` answers it."""

    key: str
    module: ModuleId
    token_sha256: str
    uid: int | None
    access: BusAccess
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)
    activated: bool = True
    mode: Mapping[str, Any] = field(default_factory=lambda: FULL_MODE)


class BusFacts(Protocol):
    """Where the bus adapter reports. Called on the loop."""

    def grants(self) -> list[Grant]:
        """All that a new bus must know before it lets anybody in."""

    def modules(self) -> list[str]:
        """All native modules that there are, up or not."""

    def lazy(self) -> Mapping[str, Sequence[str]]:
        """Modules that a message on one of their topics would start."""

    def linked(self, sessions: Sequence[Mapping[str, Any]]) -> None:
        """The bus is there; `{"key", "module", "ready", "version"}` of everybody it knows already."""

    def said_hello(self, key: str) -> None: ...

    def said_ready(self, key: str, ready: bool) -> None: ...

    def breaker(self, module: ModuleId, state: str, reason: str) -> None: ...

    def heartbeat(self, module: ModuleId) -> None: ...

    def demanded(self, target: str, source: str) -> tuple[bool, str]:
        """Somebody wants something of a module that is not there: whether it will come, and why not."""


class Bus(Protocol):
    """The bus process, as the orchestrator speaks with it. Only `connect` and `publish` do not wait."""

    def addresses(self) -> tuple[str, str]:
        """Where modules connect, and where we do: `unix:PATH` or `tcp:HOST:PORT`. Raises OSError."""

    def open(self, facts: BusFacts) -> None:
        """Begin; nothing is connected yet."""

    def connect(self, secret: str) -> None:
        """A bus was started with this secret (or is adopted): connect to it, and keep connected."""

    def disconnect(self) -> None:
        """The bus is not to be reached any more."""

    @property
    def connected_for(self) -> float:
        """Seconds since the bus was (re)connected; 0 while it is not."""

    async def wait_connected(self) -> None:
        """Returns once the bus is connected and lets modules in."""

    async def grant(self, grant: Grant) -> None:
        """Raises BusUnavailable; the bus learns it anyway before it lets anybody in."""

    def revoke(self, key: str, *, forget: bool) -> None:
        """That launch is over. forget: what was kept for the module is of no use any more."""

    def clear(self, module: str) -> None:
        """Drop what waits for that module; it stays subscribed."""

    def update(self, key: str, **fields: Any) -> None:
        """Change what `hello` answers to that launch: settings, mode, activated."""

    def set_lazy(self, modules: Mapping[str, Sequence[str]]) -> None:
        """Modules that a message on one of their topics would start."""

    async def ask(self, module: str, method: str, params: Mapping[str, Any], timeout: float) -> Any:
        """A request to a module. Raises BusUnavailable, BusRefused and BusSilent."""

    async def check(self, timeout: float) -> Any:
        """The bus's own health report. Raises BusUnavailable, BusRefused and TimeoutError."""

    def publish(self, topic: str, payload: Mapping[str, Any]) -> None:
        """To whoever listens; dropped while there is no bus."""

    async def close(self) -> None: ...
