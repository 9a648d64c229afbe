"""Methods that others may call: the `serve` decorator and the table made from it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.sdk.faults import ModuleError, describe
from skelly_tray.sdk.log import Log
from skelly_tray.sdk.tally import Tally

RESERVED = ("health.", "config.", "lifecycle.", "mode.", "state.", "resource.")
_MARK = "_skelly_served"
Function = TypeVar("Function", bound=Callable[..., Any])


class _Served(msgspec.Struct, frozen=True):
    name: str
    params: Any = None


def serve(name: str, *, params: type[Any] | None = None) -> Callable[[Function], Function]:
    """Let others call this method: `async def greet(self, params)` gets the params and returns what JSON can hold.

    params: a type (msgspec.Struct, dataclass, TypedDict) that they are checked against and converted to; without it
    they come as a dict. The caller gets ModuleError and RpcError as they are, of other exceptions only that it failed.
    """
    if name == "event" or name.startswith(RESERVED):
        raise ValueError(f"{name!r} is a method of the bus or the orchestrator")

    def mark(function: Function) -> Function:
        setattr(function, _MARK, _Served(name, params))
        return function

    return mark


class Methods:
    """What one module serves."""

    def __init__(self, module: object, log: Log, tally: Tally) -> None:
        self._log = log
        self._tally = tally
        self._served: dict[str, tuple[Callable[[Any], Any], Any]] = {}
        for attribute in dir(type(module)):
            served = getattr(getattr(type(module), attribute, None), _MARK, None)
            if isinstance(served, _Served):
                self._served[served.name] = (getattr(module, attribute), served.params)

    async def call(self, name: str, params: dict[str, Any]) -> Any:
        """Raises RpcError only."""
        served = self._served.get(name)
        if served is None:
            raise RpcError(ErrorCode.METHOD_NOT_FOUND, f"no method {name[:80]!r}")
        function, kind = served
        arguments = params if kind is None else _converted(params, kind)
        try:
            result: Any = function(arguments)
            if inspect.isawaitable(result):
                result = await result
        except RpcError:
            self._tally.handled()
            raise
        except ModuleError as error:
            self._tally.handled()
            raise RpcError(ErrorCode.INVALID_PARAMS, str(error)) from error
        except (
            Exception
        ) as error:  # whatever a method does wrong, its caller is answered and the module goes on
            self._tally.failed()
            self._log.error("a method failed", method=name, error=describe(error))
            raise RpcError(ErrorCode.INTERNAL_ERROR, f"{name} failed inside") from error
        self._tally.handled()
        return result

    async def call_unanswered(self, name: str, params: dict[str, Any]) -> None:
        """A direct message: nobody hears what comes of it, so the log does."""
        try:
            await self.call(name, params)
        except RpcError as error:
            if error.code != ErrorCode.INTERNAL_ERROR:  # that one is in the log
                self._log.warning("a direct message was refused", method=name[:80], error=error)


def _converted(params: dict[str, Any], kind: Any) -> Any:
    try:
        return msgspec.convert(params, kind)
    except msgspec.ValidationError as error:
        raise RpcError(ErrorCode.INVALID_PARAMS, f"params: {without_values(error)}") from error


def without_values(error: Exception) -> str:
    """msgspec's words, without the value where it would show it."""
    text = str(error)
    head, quote, rest = text.partition(" value ")
    if head.startswith("Invalid") and quote:
        place = rest.rpartition(" - at ")[2]
        return f"{head} value" + (f" - at {place}" if " - at " in rest else "")
    return text
