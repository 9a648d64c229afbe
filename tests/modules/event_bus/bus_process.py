"""A real bus process with its admin client, and peers that speak the raw wire over a plain socket."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 20.0
"""Seconds after which a test gives up; nothing is measured by it."""
SECRET = "the-admin-secret-of-the-test"

Message = dict[str, Any]
Answerer = Callable[[str, Message], Any]


class RefusedError(Exception):
    """An error answer."""

    def __init__(self, error: Message) -> None:
        super().__init__(str(error))
        self.code: int = error["code"]
        self.data: Any = error.get("data")
        self.message: str = error["message"]


class Peer:
    """One connection. What comes while it waits for something else is kept in `heard`.

    answerer(method, params): answers the bus's requests; raising RefusedError answers with that error, and returning
    `Peer.LATER` with nothing.
    """

    LATER = object()

    def __init__(self, path: Path, answerer: Answerer | None = None) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENCE)
        try:
            self.sock.connect(str(path))
        except OSError:
            self.sock.close()
            raise
        self.heard: list[Message] = []
        self.answerer = answerer or (lambda method, params: {})
        self._received = bytearray()
        self._last_id = 0

    # ---- words

    def say(self, data: bytes) -> None:
        self.sock.sendall(data)

    def fill(self, line: bytes, most: int) -> int:
        """Send this line until the bus takes no more for half a second; how many bytes it took, at most `most`."""
        self.sock.settimeout(0.5)
        sent = 0
        try:
            while sent < most:
                sent += self.sock.send(line * 100)
        except TimeoutError:
            pass
        self.sock.settimeout(PATIENCE)
        return sent

    def send(self, **message: Any) -> None:
        self.say(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")

    def notify(self, method: str, /, **params: Any) -> None:
        self.send(method=method, params=params)

    def begin(self, method: str, /, **params: Any) -> int:
        """Ask, and wait for the answer later (`answer`)."""
        self._last_id += 1
        self.send(id=self._last_id, method=method, params=params)
        return self._last_id

    def ask(self, method: str, /, **params: Any) -> Any:
        return self.answer(self.begin(method, **params))

    def answer(self, number: int) -> Any:
        """The result of this request. Raises RefusedError."""

        def is_it(message: Message) -> bool:
            return "method" not in message and message.get("id") == number

        message = self.wait(is_it)
        if "error" in message:
            raise RefusedError(message["error"])
        return message["result"]

    # ---- what comes

    def wait(self, wanted: Callable[[Message], bool]) -> Message:
        """The first message for which this holds; the others are kept. Requests are answered on the way."""
        for at, message in enumerate(self.heard):
            if wanted(message):
                return self.heard.pop(at)
        while True:
            message = self.hear()
            if wanted(message):
                return message
            self.heard.append(message)

    def event(self, topic: str | None = None) -> Message:
        """The params of the next event (of this topic)."""
        found = self.wait(
            lambda m: m.get("method") == "event" and (topic is None or m["params"]["topic"] == topic)
        )
        params: Message = found["params"]
        return params

    def told(self, method: str, **expected: Any) -> Message:
        """The params of the next notification of this name that has these members."""
        found = self.wait(
            lambda m: m.get("method") == method and expected.items() <= m["params"].items() and "id" not in m
        )
        params: Message = found["params"]
        return params

    def request(self, method: str) -> Message:
        """The next request of this name; whoever takes it here answers it too."""
        return self.wait(lambda m: m.get("method") == method and "id" in m)

    def hear(self) -> Message:
        """The next message; a request is answered by the answerer. Raises ConnectionError at the end."""
        message: Message = json.loads(self.line())
        if "method" in message and "id" in message:
            self._serve(message)
        return message

    def line(self) -> bytes:
        while (end := self._received.find(b"\n")) < 0:
            data = self.sock.recv(1 << 16)
            if not data:
                raise ConnectionError("the bus has closed")
            self._received += data
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        return line

    def _serve(self, message: Message) -> None:
        try:
            answer = self.answerer(message["method"], message.get("params") or {})
        except RefusedError as error:
            self.send(id=message["id"], error={"code": error.code, "message": error.message})
        else:
            if answer is not Peer.LATER:
                self.send(id=message["id"], result=answer)

    def pump(self, seconds: float) -> None:
        """Hear and answer whatever comes within this time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.sock.settimeout(left)
            with contextlib.suppress(TimeoutError):
                self.heard.append(self.hear())
        self.sock.settimeout(PATIENCE)

    def is_closed(self) -> bool:
        """True once the bus has closed; what it says before is kept."""
        with contextlib.suppress(ConnectionError):
            while True:
                self.heard.append(self.hear())
        return True

    def close(self) -> None:
        self.sock.close()


class BusProcess:
    """Starts, kills and starts again; `admin` is the connection of its orchestrator."""

    def __init__(self, **settings: Any) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
        self.folder.chmod(0o711)
        self.path = self.folder / "bus.sock"
        self.admin_path = self.folder / "admin.sock"
        self.state = self.folder / "state"
        self.state.mkdir(mode=0o700)
        self.settings = settings
        self.grants: dict[str, Message] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self.output = (self.folder / "output").open("wb")
        self.lazy: dict[str, list[str]] = {}
        self.coming: Answerer = lambda method, params: {"coming": False, "reason": "nobody starts it"}
        self.admin: Peer = None  # type: ignore[assignment]
        self.peers: list[Peer] = []

    # ---- the process

    def start(self) -> None:
        """Launch it, say hello as the orchestrator, grant what was granted before, open the door."""
        self.launch()
        self.admin = self.connect_admin()
        if self.grants:
            self.admin.ask("admin.grant", grants=list(self.grants.values()))
        self.admin.ask("admin.open")

    def launch(self) -> None:
        reading, writing = os.pipe()
        os.write(writing, SECRET.encode())
        os.close(writing)
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
            "SKELLY_MODULE_ID": "event_bus",
            "SKELLY_BUS": f"unix:{self.path}",
            "SKELLY_BUS_ADMIN": f"unix:{self.admin_path}",
            "SKELLY_BUS_ADMIN_FD": str(reading),
            "SKELLY_STATE_DIR": str(self.state),
            "SKELLY_BUS_SETTINGS": json.dumps(self.settings),
        }
        command = [sys.executable, "-P", "-m", "skelly_tray.modules.event_bus"]
        self.process = subprocess.Popen(
            command, env=environment, pass_fds=[reading], stdout=self.output, stderr=self.output
        )
        os.close(reading)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def kill(self) -> None:
        """As if it had crashed."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(PATIENCE)

    def terminate(self) -> int:
        """SIGTERM; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def rss(self) -> int:
        """Bytes of resident memory."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) << 10
        raise AssertionError("the bus has ended")

    def said(self) -> str:
        return (self.folder / "output").read_text()

    def end(self) -> None:
        for peer in self.peers:
            peer.close()
        if self.process is not None and self.process.poll() is None:
            assert self.terminate() == 0
        self.output.close()
        said = self.said()
        shutil.rmtree(self.folder, ignore_errors=True)
        assert "Traceback" not in said and "Warning" not in said, said

    # ---- peers

    def connect_admin(self, token: str = SECRET) -> Peer:
        admin = self._connect(self.admin_path, lambda method, params: self.coming(method, params))
        admin.ask("hello", module="orchestrator", token=token, protocol=1)
        return admin

    def stranger(self) -> Peer:
        """Connected to the modules' socket, without a word said."""
        return self._connect(self.path, None)

    def grant(self, module: str, *, key: str | None = None, token: str | None = None, **what: Any) -> str:
        """Grant a launch of this module everything, except what is said; the token."""
        token = token or f"token-of-{key or module}"
        grant = {
            "key": key or module,
            "module": module,
            "token_sha256": hashlib.sha256(token.encode()).hexdigest(),
            "uid": None,
            "publish": [">"],
            "subscribe": [">"],
            "call": [">"],
            "settings": {},
            "mode": {"name": "full", "disable_features": [], "reduce_load": None},
            "activated": True,
        } | what
        self.grants[grant["key"]] = grant
        self.admin.ask("admin.grant", grants=[grant])
        return token

    def revoke(self, *keys: str, forget: bool = False) -> None:
        for key in keys:
            self.grants.pop(key, None)
        self.admin.ask("admin.revoke", keys=list(keys), forget=forget)

    def module(
        self, module: str, *, answerer: Answerer | None = None, ready: bool = True, **what: Any
    ) -> Peer:
        """A module that is granted what is said, connected, and ready."""
        token = self.grant(module, **what)
        return self.back(module, token=token, answerer=answerer, ready=ready)

    def back(
        self, module: str, *, token: str | None = None, answerer: Answerer | None = None, ready: bool = True
    ) -> Peer:
        """A granted module that connects (again)."""
        peer = self._connect(self.path, answerer)
        peer.ask("hello", module=module, token=token or f"token-of-{module}", protocol=1)
        if ready:
            peer.ask("ready")
        return peer

    def _connect(self, path: Path, answerer: Answerer | None) -> Peer:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                peer = Peer(path, answerer)
            except (FileNotFoundError, ConnectionRefusedError):
                if time.monotonic() > deadline:
                    raise AssertionError(f"nobody listens: {self.said()}") from None
                time.sleep(0.01)
            else:
                self.peers.append(peer)
                return peer


def until(condition: Callable[[], Any], what: str) -> None:
    """Look again and again until it holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)
