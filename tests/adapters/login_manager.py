"""A private D-Bus with a login manager on it that says what the test wants, in a thread of the test's own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from skelly_tray.adapters.logind import MANAGER, OBJECT, SIGNAL
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

    def connect(self) -> DBusConnection:
        return open_dbus_connection(self.address)

    def close(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(10)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()
        if self._path.exists():
            os.unlink(self._path)


class LoginManager:
    """Owns logind's name on that bus."""

    def __init__(self, bus: SystemBus, name: str = LOGIN_MANAGER) -> None:
        self._connection = bus.connect()
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
