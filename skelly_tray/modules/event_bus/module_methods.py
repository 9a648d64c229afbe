"""What modules may call: `hello` first, then the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.modules.event_bus.publishing import Publishing
from skelly_tray.modules.event_bus.requests import Requests
from skelly_tray.modules.event_bus.session import Session
from skelly_tray.modules.event_bus.sessions import Sessions
from skelly_tray.modules.event_bus.subscribing import Subscribing
from skelly_tray.rpc import codec
from skelly_tray.rpc.asking import id_of
from skelly_tray.rpc.connection import Connection, Direct, Method
from skelly_tray.rpc.envelope import Envelope
from skelly_tray.rpc.errors import RpcError
from skelly_tray.rpc.params import flag, only


def methods_of_all(
    publishing: Publishing, requests: Requests, subscribing: Subscribing
) -> Mapping[str, Method]:
    """What modules and the orchestrator may call alike."""
    return {
        "bus.ping": _ping,
        "publish": Direct(publishing.publish),
        "request": Direct(requests.request),
        "subscribe": subscribing.subscribe,
        "unsubscribe": subscribing.unsubscribe,
    }


def methods_of_modules(sessions: Sessions, shared: Mapping[str, Method]) -> Mapping[str, Method]:
    def ready(params: dict[str, Any], connection: Connection) -> Any:
        only(params, "ready")
        session: Session = connection.state
        sessions.say_ready(session, flag(params, "ready", True))
        return {}

    return {**shared, "ready": ready}


def greeting(sessions: Sessions) -> Mapping[str, Method]:
    """The one method of a stranger; whoever is not let in is shown out."""

    def hello(call: Envelope, connection: Connection) -> None:
        try:
            answer = sessions.hello(call.named_params(), connection)
        except RpcError as error:
            connection.refuse(error, call)
        else:
            if call.wants_answer:
                connection.out.send(codec.result(id_of(call), answer))

    return {"hello": Direct(hello)}


def _ping(params: dict[str, Any], connection: Connection) -> Any:
    return {}
