"""A private D-Bus with a login manager on it that says what the test wants, in a thread of the test's own."""

from __future__ import annotations

import os
import select
import subprocess
import threading
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from skelly_tray.adapters.logind import MANAGER, OBJECT, SHUTDOWN, SIGNAL
from skelly_tray.adapters.system_bus import LOGIN_MANAGER

_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""


class SystemBus:
    """Runs until `close`. address: for the variable that names the system's D-Bus."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "bus"
        self.address = f"unix:path={self._path}"
        config = folder / "bus.conf"
        config.write_text(_CONFIG.format(path=self._path))
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self._daemon.stdout is not None and self._daemon.stdout.readline()

    def connect(self, *, descriptors: bool = False) -> DBusConnection:
        return open_dbus_connection(self.address, enable_fds=descriptors)

    def close(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(10)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()
        if self._path.exists():
            os.unlink(self._path)


class LoginManager:
    """Owns logind's name on that bus."""

    def __init__(self, bus: SystemBus, name: str = LOGIN_MANAGER, *, descriptors: bool = False) -> None:
        self._connection = bus.connect(descriptors=descriptors)
        self._connection.send_and_get_reply(message_bus.RequestName(name), timeout=10)

    def says(self, asleep: object, signature: str = "b", signal: str = SIGNAL) -> None:
        emitter = DBusAddress(OBJECT, interface=MANAGER)
        self._connection.send(new_signal(emitter, signal, signature, (asleep,)))

    def whispers(self, asleep: bool) -> None:
        """The same to each connection by its own name: no rule of theirs is asked about it."""
        names = self._connection.send_and_get_reply(message_bus.ListNames(), timeout=10).body[0]
        for name in names:
            if name.startswith(":") and name != self._connection.unique_name:
                emitter = DBusAddress(OBJECT, interface=MANAGER)
                signal = new_signal(emitter, SIGNAL, "b", (asleep,))
                signal.header.fields[HeaderFields.destination] = name
                self._connection.send(signal)

    def close(self) -> None:
        self._connection.close()


class LockingLoginManager(LoginManager):
    """One that also gives delay locks, and knows who holds one. delay: seconds that it would wait."""

    def __init__(self, bus: SystemBus, delay: float = 5.0) -> None:
        self.delay = delay
        self.preparing = False
        self.refuses = False
        self.refused = 0
        """How often it was asked in vain."""
        self.locks: list[tuple[tuple[str, ...], int]] = []
        """What each was asked with, and our end of it."""
        self._ended = threading.Event()
        self._sending = threading.Lock()
        super().__init__(bus, descriptors=True)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def prepares(self, ending: bool) -> None:
        """The word that a shutdown is called for, or called off."""
        self.preparing = ending
        with self._sending:
            self.says(ending, signal=SHUTDOWN)

    def holders(self) -> list[str]:
        """Who holds a lock now."""
        return [asked[1] for asked, end in self.locks if not select.select([end], [], [], 0)[0]]

    def close(self) -> None:
        self._ended.set()
        self._thread.join(10)
        for _, end in self.locks:
            os.close(end)
        super().close()

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                answer, given = self._answer(message)
                with self._sending:
                    self._connection.send(answer)
                if given is not None:
                    os.close(given)

    def _answer(self, message: Any) -> tuple[Any, int | None]:
        member, body = message.header.fields[HeaderFields.member], message.body
        if self.refuses:
            self.refused += 1
            return new_error(message, "org.freedesktop.DBus.Error.AccessDenied"), None
        if member == "Inhibit":
            ours, theirs = os.pipe()
            self.locks.append((body, ours))
            return new_method_return(message, "h", (theirs,)), theirs
        known = {
            "InhibitDelayMaxUSec": ("t", round(self.delay * 1e6)),
            "PreparingForShutdown": ("b", self.preparing),
        }
        return new_method_return(message, "v", (known[body[1]],)), None
