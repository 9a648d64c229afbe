"""Who is here: sessions come by a token, are ready or not, and end; everybody concerned is told."""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

from skelly_tray.modules.event_bus.grants import Grant, GrantBook
from skelly_tray.modules.event_bus.orchestrator import Orchestrator
from skelly_tray.modules.event_bus.session import Session
from skelly_tray.rpc.connection import Connection
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import invalid, optional_text, text
from skelly_tray.rpc.peer import peer_uid

PROTOCOL = 1
ENDED = "the connection ended"


class Sessions:
    """on_ready(session), on_hello(session), on_end(session, blame): whom else it concerns."""

    def __init__(
        self,
        grants: GrantBook,
        orchestrator: Orchestrator,
        *,
        on_hello: Callable[[Session], None],
        on_ready: Callable[[Session], None],
        on_end: Callable[[Session, bool], None],
    ) -> None:
        self._grants = grants
        self._orchestrator = orchestrator
        self._on_hello = on_hello
        self._on_ready = on_ready
        self._on_end = on_end
        self._by_key: dict[str, Session] = {}
        self._by_module: dict[str, Session] = {}
        self._reasons: dict[Session, str] = {}
        self._number = 0

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[Session]:
        return iter(self._by_key.values())

    def of_module(self, module: str) -> Session | None:
        return self._by_module.get(module)

    def listed(self) -> list[dict[str, Any]]:
        """`ready` is null for one that has not said it yet."""
        return [
            {"key": key, "module": s.module, "ready": s.ready, "version": s.version}
            for key, s in self._by_key.items()
        ]

    def hello(self, params: dict[str, Any], connection: Connection) -> dict[str, Any]:
        """Let a module in. Raises RpcError (denied) for every token that is not good here and now."""
        module, version = text(params, "module"), optional_text(params, "version")
        if params.get("protocol", PROTOCOL) != PROTOCOL:
            raise invalid(f"this bus speaks protocol {PROTOCOL}")
        grant = self._grants.find(text(params, "token"))
        if grant is None or grant.module != module or not _is_user(connection, grant.uid):
            raise RpcError(ErrorCode.DENIED, "this token is not good here")
        former = self._by_key.get(grant.key)
        if former is not None:
            if not _has_hung_up(former.connection):
                raise RpcError(ErrorCode.DENIED, "this token is in use")
            self._end(former, blame=True)
            former.connection.abort()
        return self._enter(grant, connection, version and version[:64])

    def _enter(self, grant: Grant, connection: Connection, version: str | None) -> dict[str, Any]:
        self._number += 1
        session = Session(self._number, grant, connection, version)
        connection.state = session
        connection.authenticate(grant.module)
        self._by_key[grant.key] = self._by_module[grant.module] = session
        connection.on_close(lambda: self._end(session, blame=session not in self._reasons))
        self._orchestrator.tell(
            "bus.hello", {"key": grant.key, "module": grant.module, "version": session.version}
        )
        self._on_hello(session)
        return {
            "session": session.id,
            "protocol": PROTOCOL,
            "settings": grant.settings,
            "mode": grant.mode,
            "activated": grant.activated,
        }

    def say_ready(self, session: Session, ready: bool) -> None:
        if session.ready is ready:
            return
        now = time.monotonic()
        if session.word.wait(now) > 0:
            raise RpcError(ErrorCode.RATE_LIMITED, "it changes its mind too often")
        session.word.charge(now)
        session.ready = ready
        told = {"key": session.grant.key, "module": session.module, "ready": ready}
        self._orchestrator.tell("bus.ready", told)
        if ready:
            session.grant.was_ready = True
            self._on_ready(session)

    def revoke(self, key: str) -> bool:
        """The launch is over: its token is worthless, its connection closed. False: no such grant."""
        session = self._by_key.get(key)
        if session is not None:
            self._reasons[session] = "revoked"
            session.connection.close()
            self._end(session, blame=False)
        return self._grants.remove(key) is not None

    def regrant(self, grant: Grant) -> None:
        self._grants.put(grant)
        session = self._by_key.get(grant.key)
        if session is not None:
            session.grant = grant
            session.outlets.clear()

    def _end(self, session: Session, blame: bool) -> None:
        key = session.grant.key
        if self._by_key.get(key) is not session:
            return
        del self._by_key[key]
        if self._by_module.get(session.module) is session:
            del self._by_module[session.module]
        reason = self._reasons.pop(session, ENDED)
        self._on_end(session, blame)
        self._orchestrator.tell("bus.left", {"key": key, "module": session.module, "reason": reason})


def _is_user(connection: Connection, uid: int | None) -> bool:
    """On a Unix socket the kernel names the peer; elsewhere the token alone decides."""
    sock = connection.socket
    if sock is None or sock.family != getattr(socket, "AF_UNIX", None):
        return sock is not None
    try:
        return peer_uid(sock) == (os.getuid() if uid is None else uid)
    except OSError:
        return False


def _has_hung_up(connection: Connection) -> bool:
    """Whether the peer has closed, which we do not read while it is held back."""
    sock = connection.socket
    if sock is None or not connection.is_open:
        return True
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sock.fileno(), 0)
    return any(events & (select.POLLHUP | select.POLLERR) for _, events in poll.poll(0))
