"""Methods of the control socket about recovery: dry runs of a failure, and the trash of reset states."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.params import invalid, only, optional_text, text

Params = dict[str, Any]
Query = Callable[[str, Mapping[str, Any]], Awaitable[Any]]
Check = Callable[[str | None], Awaitable[None]]


class RecoveryMethods:
    """query: of the core. check: refuses a module that there is not."""

    def __init__(self, query: Query, check: Check) -> None:
        self._query = query
        self._check = check

    def methods(self) -> Mapping[str, Handler]:
        return {
            "simulate": self._simulate,
            "trash.empty": lambda params, connection: self._trash("trash.empty", params),
            "trash.list": lambda params, connection: self._trash("trash.list", params),
            "trash.restore": self._restore,
        }

    async def _simulate(self, params: Params, connection: Connection) -> Any:
        """What would follow if the module failed; nothing is done."""
        only(params, "do", "module")
        if params.get("do", "fail") != "fail":
            raise invalid("do must be fail")
        module = text(params, "module")
        await self._check(module)
        return await self._query("simulate", {"module": module})

    async def _trash(self, name: str, params: Params) -> Any:
        only(params, "module")
        return await self._query(name, {"module": optional_text(params, "module")})

    async def _restore(self, params: Params, connection: Connection) -> Any:
        only(params, "module", "entry")
        module, entry = text(params, "module"), optional_text(params, "entry")
        await self._check(module)
        return await self._query("trash.restore", {"module": module, "entry": entry})
