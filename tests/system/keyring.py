"""A real gnome-keyring on a session bus of its own, for systems in tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.supervisor import wait_until

PASSWORD = "the password of the keyring"


_WITHOUT_ACTIVATION = """<busconfig>
<type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"""
"""The usual session bus would start a keyring by itself for whoever asks for one."""


class Keyring:
    """`environment`: what a program needs to find it. bus: the address of a session bus that is there, else its own."""

    def __init__(self, folder: Path, bus: str = "") -> None:
        if not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-daemon"):
            pytest.skip("needs gnome-keyring and dbus")
        self.folder = folder
        runtime = folder / "xdg"
        runtime.mkdir(mode=0o700, parents=True)
        self.environment = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime)}
        self.bus = None if bus else self._start_bus()
        if self.bus is not None:
            assert self.bus.stdout is not None
            bus = self.bus.stdout.readline().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        self.daemon: subprocess.Popen[bytes] | None = None

    def _start_bus(self) -> subprocess.Popen[str]:
        config = self.folder / "bus.conf"
        config.write_text(_WITHOUT_ACTIVATION, encoding="utf-8")
        return subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def start(self, *, unlocked: bool = True) -> None:
        """The daemon, with its one keyring unlocked, or locked as after a login without its password."""
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        self.daemon = subprocess.Popen(
            command + (["--unlock"] if unlocked else []),
            env={**os.environ, **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self.daemon.stdin is not None
        if unlocked:
            self.daemon.stdin.write(PASSWORD.encode())
        self.daemon.stdin.close()
        wait_until(self._answers, "the keyring's name on the bus")

    def _answers(self) -> bool:
        asked = [
            "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets",
        ]  # fmt: skip
        told = subprocess.run(
            asked, env={**os.environ, **self.environment}, capture_output=True, text=True, check=False
        )
        return "boolean true" in told.stdout

    def stall(self) -> None:
        """It takes connections and calls, and answers none."""
        assert self.daemon is not None
        self.daemon.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self.daemon is not None
        self.daemon.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait()
            self.daemon = None

    def close(self) -> None:
        self.stop()
        if self.bus is not None:
            self.bus.kill()
            self.bus.wait()
            assert self.bus.stdout is not None
            self.bus.stdout.close()
