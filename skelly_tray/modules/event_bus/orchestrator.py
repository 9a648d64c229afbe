"""The orchestrator as the bus sees it: told what happens, asked to start what is missing, and often away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skelly_tray.rpc import codec
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.envelope import Envelope
from skelly_tray.rpc.errors import RpcError

AWAY = "the orchestrator is away"


class Orchestrator:
    """`connection`: None while it is away. A newer connection replaces the former."""

    def __init__(self) -> None:
        self.connection: Connection | None = None

    def arrive(self, connection: Connection) -> None:
        former, self.connection = self.connection, connection
        if former is not None:
            former.close()

    def leave(self, connection: Connection) -> None:
        if self.connection is connection:
            self.connection = None

    def tell(self, method: str, params: dict[str, Any]) -> None:
        if self.connection is not None:
            self.connection.stream(codec.notification(method, params))

    def demand(self, target: str, source: str, answered: Callable[[bool, RpcError | str], None]) -> None:
        """`answered(coming, why not)`: whether this module is being started."""
        if self.connection is None:
            answered(False, AWAY)
            return

        def settled(answer: Envelope | None) -> None:
            answered(*_read_demand(answer))

        params = codec.encode({"target": target, "source": source})[:-1]
        self.connection.ask(b'"bus.demand"', params, settled)


def _read_demand(answer: Envelope | None) -> tuple[bool, RpcError | str]:
    if answer is None:
        return False, AWAY
    try:
        found = answer.outcome()
    except RpcError as error:
        return False, error
    if not isinstance(found, dict):
        return False, "the orchestrator did not say"
    return found.get("coming") is True, str(found.get("reason") or "it is not started now")
