"""The package for Debian in a bare Debian: installed, run by an ordinary user, upgraded while it runs, purged."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.desktop.panels import Trayer
from tests.desktop.seat import SHOOT
from tests.packaging import bundles, chroot
from tests.packaging.chroot import USER, Chroot
from tests.supervisor import wait_until
from tests.tools.desktop import Desktop

pytestmark = [
    pytest.mark.packages,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(chroot.missing()), reason=f"lacks {chroot.missing()}"),
]
PLAIN = 'command = ["sleep", "100000"]\n'
LIBRARY = "usr/lib/skelly-tray"
KEPT_BY_DPKG = ("var/lib/dpkg", "var/log", "var/cache", "run", "tmp", "etc/ld.so.cache")
"""Where the system itself notes what happened."""
PATIENCE = 90.0
"""Seconds: everything is started from a cold disk, on a machine with other work."""


class Installed:
    """The package in a chroot, its user, and a desktop on the outside that this user's programs are shown on."""

    def __init__(self, place: Chroot, desktop: Desktop, folder: Path) -> None:
        self.chroot, self.desktop, self.folder = place, desktop, folder
        self.output = folder / "output.txt"
        self.home = place.root / "home" / USER

    def install(self, package: Path) -> None:
        shutil.copy(package, self.chroot.root / "tmp" / "package.deb")
        self.chroot.run("dpkg", "-i", "/tmp/package.deb")

    def ask(self, *words: str, check: bool = True) -> str:
        """The command line, as the user."""
        return self.chroot.run("skelly-tray", *words, user=USER, check=check)

    def start(self) -> subprocess.Popen[bytes]:
        """The tray, as a login would."""
        environment = {"DISPLAY": self.desktop.display, "QT_QPA_PLATFORM": "xcb"}
        process = self.chroot.start("skelly-tray", output=self.output, **environment)
        wait_until(lambda: self.status() or process.poll() is not None, "an answer", PATIENCE)
        assert process.poll() is None, self.said()
        return process

    def status(self) -> dict[str, Any]:
        told = self.ask("status", "--json", check=False)
        return json.loads(told) if told.strip() else {}

    def all_run(self) -> bool:
        status = self.status()
        return bool(status) and all(module["ready"] for module in status["modules"].values())

    def pids(self) -> dict[str, int]:
        return {name: module["pid"] for name, module in self.status()["modules"].items()}

    def crash(self, module: str) -> None:
        """It is killed, and waited for until it and all others are there again."""
        pid = self.pids()[module]
        self.chroot.run("bash", "-c", f"kill -9 {pid}")  # a bare Debian has no program of that name
        wait_until(lambda: self.pids()[module] not in (None, pid), f"{module} is brought back", PATIENCE)
        wait_until(self.all_run, "every module runs again", PATIENCE)

    def program_of(self, pid: int) -> str:
        """The path of the program of a process."""
        return self.chroot.run("readlink", f"/proc/{pid}/exe").strip().removeprefix("/")

    def versions(self) -> set[str]:
        """The folders of versions that are there."""
        known = ("packaged", "current", "versions")
        return {path.name for path in (self.chroot.root / LIBRARY).iterdir() if path.name not in known}

    def said(self) -> str:
        """By the program, on its terminal and in its own log."""
        logs = [self.output, *self.home.rglob("orchestrator.log*"), *self.home.rglob("keeper.log*")]
        return "".join(path.read_text(errors="replace") for path in logs if path.exists())


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    package = bundles.package_of(bundles.this_version())
    needs = subprocess.run(
        ["dpkg-deb", "-f", package, "Depends"], capture_output=True, text=True, check=True
    ).stdout.strip()
    folder = Path(tempfile.mkdtemp(prefix="sk-chroot-"))
    desktop = Desktop()
    place = None
    try:
        desktop.run("openbox", quiet=True)
        place = Chroot(folder, needs)
        yield Installed(place, desktop, tmp_path)
    finally:
        if place is not None:
            place.close()
        desktop.close()
        shutil.rmtree(folder, ignore_errors=True)


def test_it_is_installed_run_upgraded_while_it_runs_and_purged(installed: Installed, tmp_path: Path) -> None:
    before = installed.chroot.files()
    installed.install(bundles.package_of(bundles.this_version()))
    assert "skelly-tray " in installed.ask("--version")
    panel = Trayer(installed.desktop, None, None)  # type: ignore[arg-type]
    panel.come()

    # it runs, and is seen
    installed.ask("init")
    modules = installed.home / ".config" / "skelly-tray" / "modules"
    (modules / "plain.toml").write_text(PLAIN)
    os.chown(modules / "plain.toml", chroot.UID, chroot.UID)
    tray = installed.start()
    wait_until(installed.all_run, "every module runs", PATIENCE)
    wait_until(panel.has_icon, "the icon is in the panel", PATIENCE)
    installed.chroot.run("skelly-tray", user=USER, DISPLAY=installed.desktop.display)
    wait_until(lambda: _window(installed.desktop), "the window is shown", PATIENCE)
    wait_until(
        lambda: _shows_curves(installed.desktop, tmp_path / "installed.png"),
        "curves are drawn",
        PATIENCE,
        every=1.0,
    )

    # a module dies
    installed.crash("storage")
    assert installed.status()["modules"]["storage"]["restarts"] == 1

    # an upgrade while it runs: nothing of it is disturbed
    kept, keeper = installed.pids(), installed.status()["orchestrator"]["keeper_pid"]
    (former,) = installed.versions()
    installed.install(bundles.package_of(bundles.later_version()))
    assert installed.ask("--version").strip() == f"skelly-tray {bundles.LATER}"
    assert installed.pids() == kept and tray.poll() is None
    assert installed.status()["orchestrator"]["version"] != bundles.LATER
    assert former in installed.versions() and len(installed.versions()) == 2
    installed.crash("gamification")
    assert former in installed.program_of(installed.pids()["gamification"])

    # the new version takes over
    kept = installed.pids()
    installed.ask("quit", "--keep-modules")
    tray.wait(timeout=PATIENCE)
    installed.start()
    wait_until(installed.all_run, "the new version has them all", PATIENCE)
    assert installed.pids() == kept
    orchestrator = installed.status()["orchestrator"]
    assert orchestrator["version"] == bundles.LATER and orchestrator["keeper_pid"] == keeper
    assert former not in installed.program_of(keeper)
    wait_until(panel.has_icon, "its icon is in the panel", PATIENCE)
    installed.chroot.run("skelly-tray", user=USER, DISPLAY=installed.desktop.display)
    wait_until(lambda: _window(installed.desktop), "its window is shown", PATIENCE)
    wait_until(
        lambda: _shows_curves(installed.desktop, tmp_path / "upgraded.png"),
        "curves are drawn",
        PATIENCE,
        every=1.0,
    )
    installed.ask("restart", "--all")
    assert not any(former in installed.program_of(pid) for pid in installed.pids().values())
    installed.chroot.run("dpkg-reconfigure", "skelly-tray")
    assert former not in installed.versions()

    # gone: its processes in order, its files, and not what is the user's
    running = [*installed.pids().values(), orchestrator["pid"], keeper]
    installed.chroot.run("dpkg", "--purge", "skelly-tray")
    assert not set(map(str, running)) & set(installed.chroot.run("ls", "/proc").split())
    left = {path for path in installed.chroot.files() - before if not path.startswith(KEPT_BY_DPKG)}
    assert left and not [path for path in left if not path.startswith(f"home/{USER}/")]
    assert (modules / "plain.toml").read_text() == PLAIN
    assert "Traceback" not in installed.said(), installed.said()


def test_lintian_has_nothing_to_complain_about() -> None:
    if not shutil.which("lintian"):
        pytest.skip("there is no lintian here")
    package = bundles.package_of(bundles.this_version())
    done = subprocess.run(
        ["lintian", "--allow-root", "--tag-display-limit", "0", "--fail-on", "error,warning", package],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _window(desktop: Desktop) -> bool:
    """Whether there is one of ours that is larger than an icon."""
    command = ["xwininfo", "-root", "-tree"]
    told = subprocess.run(command, env=desktop.environment, capture_output=True, text=True, check=False)
    sizes = re.findall(r'"Skelly Tray.*?\s(\d+)x(\d+)\+', told.stdout)
    return any(int(width) > 300 and int(height) > 200 for width, height in sizes)


def _shows_curves(desktop: Desktop, path: Path) -> bool:
    """Whether something is drawn in the right half of the window, where curves come when their library is loaded."""
    _shoot(desktop, path)
    image = QImage(str(path))
    places = product(range(560, 1100, 4), range(240, 700, 4))
    return len({image.pixel(x, y) for x, y in places}) > 5


def _shoot(desktop: Desktop, path: Path) -> None:
    """The screen as a picture."""
    subprocess.run([sys.executable, "-c", SHOOT, str(path)], env=desktop.environment, check=True, timeout=60)
    if kept := os.environ.get("SKELLY_SCREENSHOTS"):
        shutil.copy(path, kept)
