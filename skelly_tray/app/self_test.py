"""Tries the installed program out as a user would, in a home of its own that is gone afterwards.

Everything goes through processes of this program, started as at a login, so that what is missing from an installation
or a bundle is found here: the keeper, the bus, a module, what asks the keyring, the window, the icon, pictures, texts.
"""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from skelly_tray.adapters.launcher.environment import clean_environment
from skelly_tray.adapters.secrets.helper import NoAnswerError
from skelly_tray.app.secret_helper import secret_helper
from skelly_tray.app.unread_sources import leave_unread
from skelly_tray.config.home import Home, find_home
from skelly_tray.engine.secret_port import SecretsUnavailable
from skelly_tray.reentry import own_command
from skelly_tray.rpc.blocking import BlockingClient, NotRunningError
from skelly_tray.rpc.errors import ConnectionLostError, RpcError

DEADLINE = 60.0
"""Seconds that any step may take."""
MODULE = "storage"
"""A bundled module: with it come the bus, the ordering of modules, a database, and the SDK."""
ORCHESTRATOR = 'parallel_startup = true\nmodule_start_delay = "0s"\norphan_grace = "0s"\n'
FILE = f'builtin = "{MODULE}"\n[recovery]\nbackoff = "100ms"\n'
FEWEST_COLOURS, FEWEST_PIXELS = 8, 40
"""Of a window that shows something, and of an icon of 22 by 22."""

Status = dict[str, Any]


class FailedError(Exception):
    """A step did not do what it must; a sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """name: what was tried. passed: None when it could not be tried here. detail: what was found, or what went wrong.
    seconds: it took."""

    name: str
    passed: bool | None
    detail: str
    seconds: float


class SelfTest:
    """headless: without a window, as where there is no display. picture: where that of the window is put."""

    def __init__(self, *, headless: bool, picture: Path | None = None) -> None:
        self._headless = headless
        self._picture = picture
        self._process: subprocess.Popen[bytes] | None = None
        self._pids: set[int] = set()

    def steps(self) -> Iterator[Step]:
        """Each as soon as it is over; after one that failed only the end is tried."""
        with tempfile.TemporaryDirectory(prefix="skelly-") as folder:
            self._home = find_home(str(Path(folder, "home")))
            self._output = Path(folder, "output")
            try:
                yield from self._tried()
            finally:
                self._kill()

    def _tried(self) -> Iterator[Step]:
        tries: list[tuple[str, Callable[[], str | None]]] = [
            ("starts, with the bus and a bundled module", self._starts),
            ("asks for the keyring in a process of its own", self._asks_keyring),
            ("shows its window", self._shows_window),
            ("has what draws curves", self._draws_curves),
            ("has an icon in the tray", self._has_icon),
            ("brings a crashed module back", self._recovers),
        ]
        for name, attempt in tries:
            step = _made(name, attempt)
            yield step
            if step.passed is False:
                break
        if self._process is not None:
            yield _made("stops, and leaves no process behind", self._stops)

    # ---- what is tried; None: it cannot be tried here

    def _starts(self) -> str:
        _write(self._home)
        words = ["run", "--headless"] if self._headless else ["run"]
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [*own_command(), "--home", str(self._home.root), *words],
                env=clean_environment(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        status = self._until("a running module", _module_ready)
        self._pids |= {status["orchestrator"]["keeper_pid"], *_pids(status)}
        return f"{' '.join(own_command())}, {len(status['modules'])} modules"

    def _asks_keyring(self) -> str:
        helper = secret_helper()
        try:
            return f"it answers: {helper.ask('backend', {}, (str,), DEADLINE)}"
        except SecretsUnavailable as unavailable:
            return f"it answers: {unavailable.message}"
        except NoAnswerError as error:
            raise FailedError(str(error)) from error
        finally:
            helper.close()

    def _shows_window(self) -> str | None:
        if self._headless:
            return None
        self._ask("raise")
        window = self._waited("a window with something in it", self._drawn_window)
        if self._picture is not None:
            self._picture.write_bytes(base64.b64decode(window["png"]))
        where = "" if self._picture is None else f", see {self._picture}"
        return f"{window['width']} × {window['height']} pixels{where}"

    def _drawn_window(self) -> dict[str, Any] | None:
        window: dict[str, Any] | None = self._ask("portrait")["window"]
        return window if window is not None and window["colours"] >= FEWEST_COLOURS else None

    def _draws_curves(self) -> str | None:
        """The window loads it only when there are curves to be seen."""
        if self._headless:
            return None
        try:
            leave_unread()
            library = import_module("pyqtgraph")
        except ImportError as error:
            raise FailedError(f"it cannot be loaded: {str(error).strip().splitlines()[-1]}") from error
        return f"pyqtgraph {library.__version__}"

    def _has_icon(self) -> str | None:
        if self._headless:
            return None
        icon = self._ask("portrait")["icon"]
        if icon["opaque"] < FEWEST_PIXELS:
            raise FailedError(f"it is empty: {icon['opaque']} pixels can be seen")
        return f"{icon['opaque']} pixels by {icon['backend']}" if icon["backend"] else None

    def _recovers(self) -> str:
        before = self._status()["modules"][MODULE]["pid"]
        os.kill(before, getattr(signal, "SIGKILL", signal.SIGTERM))

        def is_back(status: Status) -> bool:
            return _module_ready(status) and status["modules"][MODULE]["restarts"] == 1

        status = self._until("the module again", is_back)
        self._pids |= _pids(status)
        return f"process {before} was killed, {status['modules'][MODULE]['pid']} took its place"

    def _stops(self) -> str:
        assert self._process is not None
        with suppress(NotRunningError, ConnectionLostError):
            self._ask("quit")
        try:
            code = self._process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            raise FailedError(f"it still runs after {DEADLINE:g} s") from None
        if code != 0:
            raise FailedError(f"it ended with {code}{self._said()}")
        self._waited("the end of all processes", lambda: not any(map(_is_alive, self._pids)) or None)
        return f"{len(self._pids)} processes have ended"

    # ---- talking to it

    def _ask(self, method: str) -> Any:
        with BlockingClient.open(self._home.run) as client:
            return client.call(method, {}, timeout=DEADLINE)

    def _status(self) -> Status:
        status: Status = self._ask("status")
        return status

    def _until(self, what: str, holds: Callable[[Status], bool]) -> Status:
        def look() -> Status | None:
            with suppress(NotRunningError, ConnectionLostError):
                status = self._status()
                return status if holds(status) else None
            if self._process is not None and self._process.poll() is not None:
                raise FailedError(f"it ended with {self._process.returncode}{self._said()}")
            return None

        found: Status = self._waited(what, look)
        return found

    def _waited(self, what: str, look: Callable[[], Any]) -> Any:
        end = time.monotonic() + DEADLINE
        while (found := look()) is None:
            if time.monotonic() > end:
                raise FailedError(f"{what} did not come within {DEADLINE:g} s{self._said()}")
            time.sleep(0.05)
        return found

    def _said(self) -> str:
        """The end of what it wrote to its output."""
        text = self._output.read_text(errors="replace").strip()
        return f"; it wrote: {text[-600:]}" if text else ""

    def _kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def _made(name: str, attempt: Callable[[], str | None]) -> Step:
    began = time.monotonic()
    try:
        found = attempt()
        passed, detail = None if found is None else True, found or "not tried: there is none here"
    except FailedError as error:
        passed, detail = False, str(error)
    except (OSError, RpcError, NotRunningError, ConnectionLostError) as error:
        passed, detail = False, f"{type(error).__name__}: {error}"
    return Step(name, passed, detail, time.monotonic() - began)


def _write(home: Home) -> None:
    home.create()
    for path, text in (
        (home.config / "orchestrator.toml", ORCHESTRATOR),
        (home.modules_dir / f"{MODULE}.toml", FILE),
    ):
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)


def _module_ready(status: Status) -> bool:
    row = status["modules"].get(MODULE)
    return bool(row) and row["state"] == "running" and row["ready"]


def _pids(status: Status) -> set[int]:
    return {row["pid"] for row in status["modules"].values() if row["pid"]}


def _is_alive(pid: int) -> bool:
    import psutil

    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
