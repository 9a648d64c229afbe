"""Where the system's D-Bus is, and whether a login manager is on it. Without asyncio: the command line asks, too."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ADDRESS_VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS"
USUAL_SOCKET = Path("/var/run/dbus/system_bus_socket")
LOGIN_MANAGER = "org.freedesktop.login1"
ANSWER_WITHIN = 2.0
"""Seconds."""


def system_bus() -> str | None:
    """The address of the system's D-Bus, or None where there is none."""
    if sys.platform != "linux":
        return None
    return os.environ.get(ADDRESS_VARIABLE) or (
        f"unix:path={USUAL_SOCKET}" if USUAL_SOCKET.exists() else None
    )


def who_announces() -> str:
    """Who would tell of a suspend, for `doctor`; or why nobody does."""
    address = system_bus()
    if address is None:
        return "nobody: there is no system D-Bus"
    from jeepney import message_bus
    from jeepney.io.blocking import open_dbus_connection

    try:
        with open_dbus_connection(address) as connection:
            reply = connection.send_and_get_reply(
                message_bus.NameHasOwner(LOGIN_MANAGER), timeout=ANSWER_WITHIN
            )
    except (OSError, EOFError, ValueError, RuntimeError, TimeoutError) as error:
        return f"nobody: the system D-Bus cannot be used: {error}"
    return "logind" if reply.body == (True,) else "nobody: the system D-Bus has no logind"
