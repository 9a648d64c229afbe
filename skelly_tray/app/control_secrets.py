"""Methods of the control socket about secrets. A value travels in by `secret.set` and never out again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol, TypeVar

from skelly_tray.app.control_config import who
from skelly_tray.config.secret_values import require_name, require_value
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.engine.secret_port import SecretsUnavailable
from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import flag, invalid, only, optional_text, text

Params = dict[str, Any]
T = TypeVar("T")


class SecretCommands(Protocol):
    """What the core can do; `engine/secrets.py`. All raise SecretsUnavailable."""

    async def set(self, name: str, value: str, *, session: bool, by: str) -> dict[str, Any]: ...

    async def delete(self, name: str, *, by: str) -> bool: ...

    async def listing(self) -> list[dict[str, Any]]: ...

    async def status(self) -> dict[str, Any]: ...

    async def unlock(self, passphrase: str | None, *, by: str) -> dict[str, Any]: ...

    async def lock(self, *, by: str) -> None: ...

    def users(self, name: str) -> list[ModuleId]: ...


class SecretMethods:
    """commands: of the core, asked for at each call."""

    def __init__(self, commands: Callable[[], SecretCommands]) -> None:
        self._commands = commands

    def methods(self) -> Mapping[str, Handler]:
        return {
            "secret.delete": self._delete,
            "secret.list": self._list,
            "secret.lock": self._lock,
            "secret.set": self._set,
            "secret.status": self._status,
            "secret.unlock": self._unlock,
        }

    async def _set(self, params: Params, connection: Connection) -> Any:
        only(params, "name", "value", "session", "by")
        name, value = _name(params), text(params, "value")
        session = flag(params, "session", False)
        try:
            require_value(value)
        except ValueError as error:
            raise invalid(str(error)) from None
        return await _had(self._commands().set(name, value, session=session, by=who(params)))

    async def _list(self, params: Params, connection: Connection) -> Any:
        only(params)
        return {"secrets": await _had(self._commands().listing())}

    async def _delete(self, params: Params, connection: Connection) -> Any:
        only(params, "name", "force", "by")
        name = _name(params)
        users = [str(module) for module in self._commands().users(name)]
        if users and not flag(params, "force", False):
            message = (
                f"{name} is used by {', '.join(users)}: nothing was deleted; --force deletes it all the same"
            )
            raise RpcError(ErrorCode.DENIED, message, {"used_by": users})
        return {"deleted": await _had(self._commands().delete(name, by=who(params))), "used_by": users}

    async def _status(self, params: Params, connection: Connection) -> Any:
        only(params)
        return await _had(self._commands().status())

    async def _unlock(self, params: Params, connection: Connection) -> Any:
        only(params, "passphrase", "by")
        return await _had(self._commands().unlock(optional_text(params, "passphrase"), by=who(params)))

    async def _lock(self, params: Params, connection: Connection) -> Any:
        only(params, "by")
        await _had(self._commands().lock(by=who(params)))
        return {"locked": True}


def _name(params: Params) -> str:
    try:
        return require_name(text(params, "name"))
    except ValueError as error:
        raise invalid(str(error)) from None


async def _had(work: Awaitable[T]) -> T:
    try:
        return await work
    except SecretsUnavailable as unavailable:
        data = {"trouble": str(unavailable.trouble)}
        raise RpcError(ErrorCode.DENIED, unavailable.message, data) from None
