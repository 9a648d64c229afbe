"""A grant as the bus is told it."""

from __future__ import annotations

from typing import Any

from skelly_tray.engine.bus_port import Grant


def as_json(grant: Grant) -> dict[str, Any]:
    """The entry of `admin.grant`."""
    return {
        "key": grant.key,
        "module": str(grant.module),
        "token_sha256": grant.token_sha256,
        "uid": grant.uid,
        "publish": list(grant.access.publish),
        "subscribe": list(grant.access.subscribe),
        "call": list(grant.access.call),
        "settings": dict(grant.settings),
        "mode": dict(grant.mode),
        "activated": grant.activated,
    }
