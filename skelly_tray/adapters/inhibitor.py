"""A delay lock of the login manager: a shutdown of the machine waits for us, for as long as the manager lets it.

The lock is a descriptor, and does not need the connection it came over. Taken in a thread by a connection of its own:
what jeepney has for asyncio takes no descriptors.
"""

from __future__ import annotations

import os
from typing import Any

from skelly_tray.adapters.logind import MANAGER, OBJECT
from skelly_tray.adapters.system_bus import LOGIN_MANAGER

ANSWER_WITHIN = 5.0
"""Seconds for each call."""
USUAL_DELAY = 5.0
"""Seconds that logind waits where it does not say (`InhibitDelayMaxSec`)."""


class NoLockError(Exception):
    """There is none to be had; the sentence says why."""


class DelayLock:
    """delay: seconds that a shutdown waits at most. called_for: a shutdown is being prepared already."""

    def __init__(self, descriptor: int, delay: float, *, called_for: bool) -> None:
        self._descriptor: int | None = descriptor
        self.delay = delay
        self.called_for = called_for

    def release(self) -> None:
        """Idempotent."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def take_delay_lock(address: str, who: str, why: str) -> DelayLock:
    """Blocks; call it in a thread. address: of the system's D-Bus. who, why: shown by `systemd-inhibit --list`.

    Raises NoLockError.
    """
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    manager = DBusAddress(OBJECT, bus_name=LOGIN_MANAGER, interface=MANAGER)
    properties = DBusAddress(OBJECT, bus_name=LOGIN_MANAGER, interface="org.freedesktop.DBus.Properties")
    try:
        with open_dbus_connection(address, enable_fds=True, auth_timeout=ANSWER_WITHIN) as connection:

            def ask(message: Any) -> Any:
                answer = connection.send_and_get_reply(message, timeout=ANSWER_WITHIN)
                return answer if answer.header.message_type is MessageType.method_return else None

            def known(name: str) -> Any:
                answer = ask(new_method_call(properties, "Get", "ss", (MANAGER, name)))
                return answer.body[0][1] if answer is not None else None

            given = ask(new_method_call(manager, "Inhibit", "ssss", ("shutdown", who, why, "delay")))
            if given is None:
                raise NoLockError("the login manager gives none")
            descriptor = given.body[0].to_raw_fd()
            delay, called_for = known("InhibitDelayMaxUSec"), known("PreparingForShutdown")
    except (OSError, EOFError, ValueError, RuntimeError, IndexError, AttributeError) as error:
        raise NoLockError(f"the login manager cannot be asked: {error}") from error
    os.set_inheritable(descriptor, False)
    seconds = delay / 1e6 if isinstance(delay, int) and delay > 0 else USUAL_DELAY
    return DelayLock(descriptor, seconds, called_for=called_for is True)
