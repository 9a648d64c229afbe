"""A desktop to measure the tray on: an X server, a session bus and a host for tray icons, all our own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WATCHER = Path(__file__).resolve().parent.parent / "tools" / "sni_watcher.py"


@dataclass(frozen=True, slots=True)
class Desktop:
    """The environment that a program needs to appear on it."""

    environment: dict[str, str]

    @classmethod
    @contextlib.contextmanager
    def open(cls) -> Iterator[Desktop | None]:
        """None, with a word of why, where X or D-Bus is not installed."""
        missing = [name for name in ("Xvfb", "dbus-daemon") if shutil.which(name) is None]
        if missing:
            print(f"  not measured: {' and '.join(missing)} not installed")
            yield None
            return
        with contextlib.ExitStack() as stack:
            runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="sk-desktop-"))
            environment = {"XDG_RUNTIME_DIR": runtime, "NO_AT_BRIDGE": "1", "QT_QPA_PLATFORM": "xcb"}
            environment["DISPLAY"] = ":" + stack.enter_context(_x_server())
            environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_session_bus())
            stack.enter_context(_tray_host(os.environ | environment))
            yield cls(environment)


@contextlib.contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout:
            process.stdout.close()


@contextlib.contextmanager
def _x_server() -> Iterator[str]:
    """The number of a display nobody else uses."""
    read, write = os.pipe()
    options = ["-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        ["Xvfb", *options], pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )
    os.close(write)
    with _ended(server), open(read, encoding="ascii") as answer:
        yield answer.readline().strip()


@contextlib.contextmanager
def _session_bus() -> Iterator[str]:
    """The address of a message bus of our own."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert bus.stdout is not None
    with _ended(bus):
        yield bus.stdout.readline().strip()


@contextlib.contextmanager
def _tray_host(environment: dict[str, str]) -> Iterator[None]:
    """Something that takes tray icons, so that the program has no reason to open its window."""
    host = subprocess.Popen(
        [sys.executable, str(WATCHER)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert host.stdout is not None
    with _ended(host):
        host.stdout.readline()
        yield
