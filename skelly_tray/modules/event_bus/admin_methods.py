"""What the orchestrator may call beside what modules may: grants, the listener, lazy modules, the bus's own health."""

from __future__ import annotations

import hmac
import signal
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import msgspec

from skelly_tray.modules.event_bus.grants import ORCHESTRATOR, GrantBook, Mode, OrchestratorGrant, read_grants
from skelly_tray.modules.event_bus.orchestrator import Orchestrator
from skelly_tray.modules.event_bus.patterns import is_pattern
from skelly_tray.modules.event_bus.session import Session
from skelly_tray.modules.event_bus.sessions import PROTOCOL, Sessions
from skelly_tray.modules.event_bus.subscriptions import Subscriptions
from skelly_tray.modules.event_bus.waking import Waking
from skelly_tray.rpc import codec
from skelly_tray.rpc.asking import id_of
from skelly_tray.rpc.connection import Connection, Direct, Method
from skelly_tray.rpc.envelope import Envelope
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import flag, invalid, only, text, texts

Params = dict[str, Any]


class Door(Protocol):
    """The listeners."""

    async def open(self) -> None:
        """Let modules in; idempotent, and cures what was removed. Raises OSError."""

    def set_users(self, uids: set[int]) -> None:
        """Whose modules must be able to connect."""


class AdminMethods:
    """Each is plain: answered at once, except `admin.open`, which binds a socket."""

    def __init__(
        self,
        grants: GrantBook,
        sessions: Sessions,
        subscriptions: Subscriptions,
        waking: Waking,
        door: Door,
    ) -> None:
        self._grants = grants
        self._sessions = sessions
        self._subscriptions = subscriptions
        self._waking = waking
        self._door = door

    def methods(self) -> Mapping[str, Method]:
        return {
            "admin.grant": self._grant,
            "admin.keep": self._keep,
            "admin.revoke": self._revoke,
            "admin.update": self._update,
            "admin.clear": self._clear,
            "admin.open": self._open,
            "admin.lazy": self._lazy,
        }

    def _grant(self, params: Params, connection: Connection) -> Any:
        only(params, "grants")
        grants = read_grants(params)
        for grant in grants:
            self._sessions.regrant(grant)
        self._door.set_users(self._grants.uids())
        return {"granted": len(grants)}

    def _keep(self, params: Params, connection: Connection) -> Any:
        """These launches are all that live: what else was granted is over. So a revoke that got lost costs nothing.
        modules: all that there are; what is kept for others is dropped."""
        only(params, "keys", "modules")
        if "modules" in params:
            self._subscriptions.forget_others({ORCHESTRATOR, *texts(params, "modules")})
        living = set(texts(params, "keys"))
        over = [key for key in self._grants.keys_granted() if key not in living]
        for key in over:
            self._sessions.revoke(key)
        self._door.set_users(self._grants.uids())
        return {"revoked": len(over)}

    def _revoke(self, params: Params, connection: Connection) -> Any:
        only(params, "keys", "forget")
        forget = flag(params, "forget", False)
        revoked = 0
        for key in texts(params, "keys"):
            grant = self._grants.get(key)
            revoked += self._sessions.revoke(key)
            if grant is not None and forget:
                self._subscriptions.forget(grant.module)
        self._door.set_users(self._grants.uids())
        return {"revoked": revoked}

    def _update(self, params: Params, connection: Connection) -> Any:
        only(params, "key", "settings", "mode", "activated")
        grant = self._grants.get(text(params, "key"))
        if grant is None:
            raise invalid("no grant has this key")
        settings = params.get("settings", grant.settings)
        if not isinstance(settings, dict):
            raise invalid("settings must be an object")
        if "mode" in params:
            try:
                grant.mode = msgspec.convert(params["mode"], Mode)
            except msgspec.ValidationError as error:
                raise invalid(f"mode: {error}") from error
        grant.settings = settings
        grant.activated = flag(params, "activated", grant.activated)
        return {}

    def _clear(self, params: Params, connection: Connection) -> Any:
        """What waits for these modules is dropped; they stay subscribed."""
        only(params, "modules")
        return {"dropped": sum(self._subscriptions.clear(module) for module in texts(params, "modules"))}

    async def _open(self, params: Params, connection: Connection) -> Any:
        only(params)
        try:
            await self._door.open()
        except PermissionError:
            # The folder of our sockets is another one by now, and our sandbox was made for the former: the next process
            # of ours may write there.
            signal.raise_signal(signal.SIGTERM)
            raise
        return {"sessions": self._sessions.listed()}

    def _lazy(self, params: Params, connection: Connection) -> Any:
        only(params, "modules")
        try:
            modules = msgspec.convert(params.get("modules"), dict[str, list[str]])
        except msgspec.ValidationError as error:
            raise invalid(f"modules: {error}") from error
        for patterns in modules.values():
            if not all(map(is_pattern, patterns)):
                raise invalid("modules: not a pattern of topics")
        self._waking.set_lazy(modules)
        return {}


def admission(
    secret: str, orchestrator: Orchestrator, on_end: Callable[[Session, bool], None]
) -> Mapping[str, Method]:
    """The `hello` of the orchestrator; a newer one replaces the former."""
    number = 0

    def hello(call: Envelope, connection: Connection) -> None:
        nonlocal number
        try:
            _check(call.named_params(), secret)
        except RpcError as error:
            connection.refuse(error, call)
            return
        number += 1
        everything = OrchestratorGrant(key="", module=ORCHESTRATOR, token_sha256="", was_ready=True)
        session = connection.state = Session(number, everything, connection, None)
        connection.authenticate(ORCHESTRATOR)
        orchestrator.arrive(connection)

        def left() -> None:
            orchestrator.leave(connection)
            on_end(session, True)

        connection.on_close(left)
        connection.out.send(codec.result(id_of(call), {"session": session.id, "protocol": PROTOCOL}))

    return {"hello": Direct(hello)}


def _check(params: Params, secret: str) -> None:
    if text(params, "module") != ORCHESTRATOR or params.get("protocol", PROTOCOL) != PROTOCOL:
        raise invalid(f'module must be "{ORCHESTRATOR}", protocol {PROTOCOL}')
    offered = text(params, "token").encode("utf-8", "surrogatepass")
    if not secret or not hmac.compare_digest(offered, secret.encode()):
        raise RpcError(ErrorCode.DENIED, "wrong secret")
