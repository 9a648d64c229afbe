"""What a module is written with: its life on the bus, its settings, its health.

`Module` is the class to derive from, `skelly_tray.sdk.blocking.BusClient` the facade for scripts without asyncio. A
name is imported when it is first used, so that a script pays for nothing but what it takes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError
    from skelly_tray.sdk.event import Event
    from skelly_tray.sdk.faults import ModuleError
    from skelly_tray.sdk.health import Health, HealthIssue
    from skelly_tray.sdk.mode import Mode
    from skelly_tray.sdk.module import Module
    from skelly_tray.sdk.serving import serve
    from skelly_tray.sdk.subscriptions import Subscription

__all__ = [
    "ConnectionLostError",
    "ErrorCode",
    "Event",
    "Health",
    "HealthIssue",
    "Mode",
    "Module",
    "ModuleError",
    "RpcError",
    "Subscription",
    "serve",
]

_HOMES = {
    "ConnectionLostError": "skelly_tray.rpc.errors",
    "ErrorCode": "skelly_tray.rpc.errors",
    "Event": "skelly_tray.sdk.event",
    "Health": "skelly_tray.sdk.health",
    "HealthIssue": "skelly_tray.sdk.health",
    "Mode": "skelly_tray.sdk.mode",
    "Module": "skelly_tray.sdk.module",
    "ModuleError": "skelly_tray.sdk.faults",
    "RpcError": "skelly_tray.rpc.errors",
    "Subscription": "skelly_tray.sdk.subscriptions",
    "serve": "skelly_tray.sdk.serving",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(home), name)
    return found
