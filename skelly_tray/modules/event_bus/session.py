"""A peer that has said hello: a module of one launch, or the orchestrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skelly_tray.modules.event_bus.grants import ORCHESTRATOR, Grant
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.token_bucket import TokenBucket

if TYPE_CHECKING:
    from skelly_tray.modules.event_bus.publishing import Outlet
    from skelly_tray.modules.event_bus.subscriptions import Subscription

MAX_SUBSCRIPTIONS = 256
MAX_PATTERNS = 512
"""In all subscriptions of one session."""


class Session:
    """Lives as long as its connection.

    outlets: what publishing has worked out for the topics this peer publishes. last_check: when a health check was
    answered. requests_in: requests of others that it has not answered yet.
    """

    def __init__(self, number: int, grant: Grant, connection: Connection, version: str | None) -> None:
        self.id = f"{grant.module}-{number}"
        self.grant = grant
        self.connection = connection
        self.version = version
        self.ready: bool | None = None
        self.subscriptions: dict[str, Subscription] = {}
        self.outlets: dict[str, Outlet] = {}
        self.last_check: float | None = None
        self.requests_in = 0
        self.request_bytes_in = 0
        self.beats = TokenBucket(rate=5.0, burst=10.0)
        """Its heartbeats."""
        self.word = TokenBucket(rate=2.0, burst=20.0)
        """How often it may change its mind about being ready."""
        self._last_subscription = 0

    @property
    def module(self) -> str:
        return self.grant.module

    @property
    def is_orchestrator(self) -> bool:
        return self.grant.module == ORCHESTRATOR

    def next_subscription(self) -> str:
        self._last_subscription += 1
        return f"s{self._last_subscription}"
