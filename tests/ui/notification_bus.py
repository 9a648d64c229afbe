"""A session bus of the test's own and servers of notifications on it, for a client in this process, whose loop runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from tests.tools.desktop import ROOT

WITHIN = 20_000
"""Milliseconds."""

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""
"""Nothing is started on demand: what is installed on this machine is no part of the test."""


class Talker:
    """A process of ours that writes JSON lines; they are read in a thread."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.facts: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.facts.append(json.loads(line))

    def told(self, key: str) -> list[Any]:
        return [fact[key] for fact in list(self.facts) if key in fact]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            pipe.close()


class NotificationBus:
    """dbus-daemon, and what is asked of the server on it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._folder = Path(tempfile.mkdtemp(prefix="sk-bus-"))
        self._folder.chmod(0o700)
        self._servers: list[Talker] = []
        self.address = f"unix:path={self._folder}/bus"
        self.start()

    @staticmethod
    def missing() -> bool:
        return not shutil.which("dbus-daemon")

    def start(self) -> None:
        path = self._folder / "bus"
        path.unlink(missing_ok=True)
        config = self._folder / "bus.conf"
        config.write_text(CONFIG.format(path=path))
        self.daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.daemon.stdout and self.daemon.stdout.readline()

    def end(self) -> None:
        """The bus dies, and its servers with it."""
        for server in self._servers:
            server.end()
        self._servers.clear()
        self.daemon.kill()
        self.daemon.wait()
        assert self.daemon.stdout
        self.daemon.stdout.close()

    def close(self) -> None:
        self.end()
        shutil.rmtree(self._folder)

    def wait(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=WITHIN)

    def serve(self, *capabilities: str) -> Talker:
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.address}
        server = Talker([sys.executable, "-m", "tests.tools.notification_server", *capabilities], environment)
        self._servers.append(server)
        self.wait(lambda: server.told("ready"))
        return server

    def end_server(self, server: Talker) -> None:
        self._servers.remove(server)
        server.end()

    def order(self, server: Talker, **order: object) -> None:
        assert server.process.stdin
        before = len(server.told("obeyed"))
        server.process.stdin.write(json.dumps(order) + "\n")
        self.wait(lambda: len(server.told("obeyed")) > before)

    def notified(self, server: Talker, count: int) -> dict[str, Any]:
        """The newest notification, once there have been so many."""
        self.wait(lambda: len(server.told("notified")) >= count)
        assert len(server.told("notified")) == count
        return dict(server.told("notified")[-1])
