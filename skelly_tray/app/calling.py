"""The methods of the control socket without a socket: for a window in the same process."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import isawaitable
from typing import Any, cast

import msgspec

from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.errors import ErrorCode, RpcError

NEED_A_PEER = ("raise", "watch")
"""Methods that go on telling whoever called them: a window in this process subscribes instead."""


class _Ourselves:
    """Stands where a handler gets its peer; there is nothing to be known of it."""


async def call_here(methods: Mapping[str, Handler], method: str, params: Mapping[str, Any]) -> Any:
    """The result as plain data, as a peer would get it. Raises RpcError."""
    handler = None if method in NEED_A_PEER else methods.get(method)
    if handler is None:
        raise RpcError(ErrorCode.METHOD_NOT_FOUND, f"there is no method {method[:80]} here")
    answer = handler(dict(params), cast(Connection, _Ourselves()))
    result = await answer if isawaitable(answer) else answer
    return msgspec.to_builtins(result)
