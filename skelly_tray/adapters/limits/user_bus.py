"""Where the user's systemd is asked, and whether it answers at all; without asyncio, for the command line asks too."""

from __future__ import annotations

import os
from pathlib import Path


def user_bus(system: Path = Path("/")) -> str | None:
    """The address of the user's D-Bus where systemd runs the machine, else None. It may not be there yet."""
    if not (system / "run/systemd/system").is_dir():
        return None
    return f"unix:path={system / f'run/user/{os.getuid()}/bus'}"


def refusal(address: str, timeout: float) -> str:
    """Why the user's systemd cannot be asked for scopes, in a few words; empty when it can. Blocks at most so long."""
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    peer = DBusAddress("/org/freedesktop/systemd1", "org.freedesktop.systemd1", "org.freedesktop.DBus.Peer")
    try:
        with open_dbus_connection(address) as connection:
            answer = connection.send_and_get_reply(new_method_call(peer, "Ping"), timeout=timeout)
    except (OSError, EOFError, ValueError) as error:
        return f"the user's systemd does not answer ({error})"
    return "no systemd on the user's bus" if answer.header.message_type is MessageType.error else ""
