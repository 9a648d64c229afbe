"""The audit log on the control socket: `audit.verify`, and who asked for what over it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import asdict
from inspect import isawaitable
from typing import Any, Protocol

from skelly_tray.adapters.audit.chain import Verdict
from skelly_tray.app.control_config import WHO
from skelly_tray.engine.audit_port import Audit
from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import only
from skelly_tray.rpc.peer import peer_of

RECORDED = {
    "call": ("module", "method"),
    "config.add": ("module",),
    "config.remove": ("module", "force"),
    "config.rollback": ("rev",),
    "config.set": ("key", "save"),
    "config.undo": ("rev", "force"),
    "config.unset": ("key", "save"),
    "config.update": ("module",),
    "import.write": ("replace",),
    "quit": ("keep_modules",),
    "restart": ("module", "modules", "all", "reset"),
    "secret.delete": ("name",),
    "secret.lock": (),
    "secret.set": ("name", "session"),
    "secret.unlock": (),
    "start": ("module", "modules", "all"),
    "stop": ("module", "modules", "all"),
    "trash.empty": ("module",),
    "trash.restore": ("module", "entry"),
}
"""Methods that change something, and the parameters that may be told: none that can carry a value."""
BY_ITSELF = (("cute_figurine", "keep_clear"),)
"""Modules and methods that a window calls whenever it is moved, and that change nothing that lasts."""
NAMED_WHEN_DONE = frozenset(("secret.delete", "secret.set"))
"""A value is easily pasted where a name belongs: what turned out to be no name of a secret is not written down."""
REFUSAL_PAUSE = 5.0
"""Seconds between two entries about refused peers."""
_LONGEST = 200

Params = dict[str, Any]


class AuditLogOf(Audit, Protocol):
    """What is recorded into, and can be verified."""

    def verify(self) -> Future[Verdict]: ...


class AuditMethods:
    def __init__(self, audit: AuditLogOf) -> None:
        self._audit = audit
        self._turned_away_at = -REFUSAL_PAUSE
        self._untold = 0

    def turned_away(self, connection: Connection, error: RpcError) -> None:
        """A peer was refused for who it is. Many at once are counted, so that they cannot flood the log."""
        now = asyncio.get_running_loop().time()
        if now - self._turned_away_at < REFUSAL_PAUSE:
            self._untold += 1
            return
        self._turned_away_at, untold, self._untold = now, self._untold, 0
        detail = {**_peer(connection), "others_before": untold}
        self._audit.record("access", f"refused: {error.message}", by="api", detail=detail)

    def around(self, methods: Mapping[str, Handler]) -> dict[str, Handler]:
        """The same methods, of which those that change something are recorded; and ours."""
        found = {
            name: self._recorded(name, handler) if name in RECORDED else handler
            for name, handler in methods.items()
        }
        return {**found, "audit.verify": self._verify}

    def _recorded(self, name: str, handler: Handler) -> Handler:
        async def run(params: Params, connection: Connection) -> Any:
            if name == "call" and (params.get("module"), params.get("method")) in BY_ITSELF:
                result = handler(params, connection)
                return await result if isawaitable(result) else result
            told = _told(params, RECORDED[name])
            detail = {**({} if name in NAMED_WHEN_DONE else told), **_peer(connection)}
            by = params.get("by") if params.get("by") in WHO else "cli"
            try:
                result = handler(params, connection)
                answer = await result if isawaitable(result) else result
                if not (isinstance(answer, dict) and answer.get("deleted") is False):
                    detail |= told
            except RpcError as refused:
                detail["refused"] = int(refused.code)
                raise
            finally:
                self._audit.record("action", f"asked for: {name}", by=str(by), detail=detail)
            return answer

        return run

    async def _verify(self, params: Params, connection: Connection) -> Any:
        only(params)
        try:
            found: Verdict = await asyncio.wrap_future(self._audit.verify())
            return asdict(found)
        except OSError as error:
            message = f"the audit log cannot be read: {error}"
            raise RpcError(ErrorCode.INTERNAL_ERROR, message) from error


def _told(params: Params, names: tuple[str, ...]) -> dict[str, Any]:
    """Of what a peer sent: short texts, numbers, and lists of texts."""
    found: dict[str, Any] = {}
    for name in names:
        value = params.get(name)
        if isinstance(value, str):
            found[name] = value[:_LONGEST]
        elif isinstance(value, bool | int):
            found[name] = value
        elif isinstance(value, list):
            found[name] = [one[:_LONGEST] for one in value[:50] if isinstance(one, str)]
    return found


def _peer(connection: Connection) -> dict[str, int]:
    try:
        pid, uid = peer_of(connection.socket)
    except (OSError, AttributeError):
        return {}
    return {"uid": uid} if pid is None else {"pid": pid, "uid": uid}
