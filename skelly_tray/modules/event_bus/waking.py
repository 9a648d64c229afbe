"""For modules that are not up: what is held until they come, and the demand to start them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from skelly_tray.modules.event_bus.message import Message
from skelly_tray.modules.event_bus.metrics import Counters
from skelly_tray.modules.event_bus.orchestrator import AWAY, Orchestrator
from skelly_tray.modules.event_bus.patterns import matches_any
from skelly_tray.modules.event_bus.request import Request
from skelly_tray.modules.event_bus.settings import Settings
from skelly_tray.rpc.errors import ErrorCode, RpcError


@dataclass
class _Absent:
    """What waits for one module. is_demanded: the orchestrator has been asked and has not answered."""

    requests: dict[Request, None] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    is_demanded: bool = False


class Waking:
    """`version` rises when other topics wake other modules.

    is_present: whether a launch of this module is alive, so that it will come without being asked for.
    """

    def __init__(
        self,
        settings: Settings,
        orchestrator: Orchestrator,
        counters: Counters,
        is_present: Callable[[str], bool],
    ) -> None:
        self.version = 0
        self._settings = settings
        self._orchestrator = orchestrator
        self._counters = counters
        self._is_present = is_present
        self._lazy: dict[str, tuple[str, ...]] = {}
        self._absent: dict[str, _Absent] = {}

    def set_lazy(self, modules: Mapping[str, Sequence[str]]) -> None:
        """The modules that messages on these topics start; replaces what was said before."""
        self._lazy = {module: tuple(patterns) for module, patterns in modules.items()}
        self.version += 1

    def wanting(self, topic: str) -> tuple[str, ...]:
        """The modules that a message on this topic starts."""
        return tuple(module for module, patterns in self._lazy.items() if matches_any(patterns, topic))

    def queued(self) -> int:
        return sum(len(absent.messages) + len(absent.requests) for absent in self._absent.values())

    # ---- requests

    def hold(self, request: Request) -> None:
        """Keep it until its module comes; ask for that where nothing says that it will. Raises RpcError when full."""
        absent = self._absent.setdefault(request.target, _Absent())
        size = sum(held.size for held in absent.requests)
        if len(absent.requests) >= self._settings.queue_messages or size > self._settings.queue_bytes:
            raise RpcError(ErrorCode.RATE_LIMITED, f"too much waits for {request.target} already")
        absent.requests[request] = None
        request.on_end(lambda: self._let_go(request))
        if not self._is_present(request.target):
            self._demand(request.target, request.session.module)

    def arrived(self, module: str, which: Callable[[Request], bool]) -> list[Request]:
        """The requests that waited for it and may go now."""
        absent = self._absent.get(module)
        if absent is None:
            return []
        due = [request for request in absent.requests if which(request)]
        for request in due:
            del absent.requests[request]
        self._tidy(module)
        return due

    def _let_go(self, request: Request) -> None:
        absent = self._absent.get(request.target)
        if absent is not None:
            absent.requests.pop(request, None)
            self._tidy(request.target)

    # ---- messages

    def keep(self, module: str, message: Message) -> None:
        """Keep it until the module subscribes; the oldest go when there are too many."""
        if message.size > self._settings.lazy_message_bytes:
            self._counters.dropped += 1
            return
        absent = self._absent.setdefault(module, _Absent())
        absent.messages.append(message)
        size = sum(kept.size for kept in absent.messages)
        while len(absent.messages) > self._settings.lazy_messages or size > self._settings.lazy_bytes:
            size -= absent.messages.pop(0).size
            self._counters.dropped += 1
        if not self._is_present(module):
            self._demand(module, message.source)

    def subscribed(self, module: str, topics: Sequence[str]) -> list[Message]:
        """What was kept for it and matches; the rest waits for its other subscriptions."""
        absent = self._absent.get(module)
        if absent is None:
            return []
        taken = [message for message in absent.messages if matches_any(topics, message.topic)]
        absent.messages = [message for message in absent.messages if message not in taken]
        self._tidy(module)
        return taken

    def ready(self, module: str) -> None:
        """It has subscribed to all it wants: what is still kept it does not want."""
        absent = self._absent.get(module)
        if absent is not None:
            self._counters.dropped += len(absent.messages)
            absent.messages = []
            self._tidy(module)

    # ---- demand

    def _demand(self, module: str, source: str) -> None:
        absent = self._absent[module]
        if not absent.is_demanded:
            absent.is_demanded = True
            self._orchestrator.demand(module, source, lambda *answer: self._answered(module, *answer))

    def _answered(self, module: str, coming: bool, reason: RpcError | str) -> None:
        absent = self._absent.get(module)
        if absent is None:
            return
        absent.is_demanded = False
        if not coming and not self._is_present(module):
            self._counters.dropped += len(absent.messages)
            absent.messages = []
            error = reason if isinstance(reason, RpcError) else _not_up(module, reason)
            for request in list(absent.requests):
                request.fail(error)
        self._tidy(module)

    def _tidy(self, module: str) -> None:
        absent = self._absent.get(module)
        if absent is not None and not (absent.requests or absent.messages or absent.is_demanded):
            del self._absent[module]


def _not_up(module: str, reason: str) -> RpcError:
    data = {"module": module, "connected": False, "away": reason == AWAY}
    return RpcError(ErrorCode.NO_SUCH_MODULE, f"{module} is not up: {reason}", data)
