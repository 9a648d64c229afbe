"""Versions of the package beside each other: what runs from one keeps it, and what nobody runs goes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.supervisor import wait_until

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "linux" / "versions"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages of Linux")


class Library:
    """/usr/lib/skelly-tray, somewhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "skelly-tray"
        self._script = folder / "versions"
        text = SCRIPT.read_text()
        assert "LIBRARY=/usr/lib/skelly-tray\n" in text and "PATIENCE=60 " in text
        text = text.replace("LIBRARY=/usr/lib/skelly-tray\n", f"LIBRARY={self.folder}\n")
        self._script.write_text(text.replace("PATIENCE=60 ", "PATIENCE=2 "))
        self.running: list[subprocess.Popen[bytes]] = []

    def unpack(self, version: str) -> None:
        """As dpkg does: new files under the names of the old ones."""
        shutil.rmtree(self.folder / "packaged", ignore_errors=True)
        (self.folder / "packaged" / "_internal").mkdir(parents=True)
        shutil.copy("/usr/bin/sort", self.folder / "packaged" / "skelly-tray")
        (self.folder / "packaged" / "_internal" / "plugin").write_text(version)
        (self.folder / "packaged" / "version-id").write_text(f"{version}\n")

    def order(self, word: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(self._script), word], capture_output=True, text=True, check=False, timeout=50
        )

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """What runs from the current version, until its standard input ends."""
        program = (self.folder / "current" / "skelly-tray").resolve()
        process = subprocess.Popen(["skelly-tray", *words], executable=program, stdin=subprocess.PIPE)
        self.running.append(process)
        wait_until(lambda: Path(f"/proc/{process.pid}/exe").resolve() == program, "it runs")
        return process

    def versions(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if path.name not in ("packaged", "current"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    yield made
    for process in made.running:
        process.kill()
        process.communicate()


def test_what_is_unpacked_is_linked_and_becomes_current(library: Library) -> None:
    library.unpack("1")
    assert library.order("take").returncode == 0
    current = library.folder / "current"
    assert (current / "_internal" / "plugin").read_text() == "1"
    assert current.resolve() == library.folder / "1"
    packaged = library.folder / "packaged" / "skelly-tray"
    assert (current / "skelly-tray").stat().st_ino == packaged.stat().st_ino


def test_a_version_that_runs_keeps_its_files_until_it_has_ended(library: Library) -> None:
    library.unpack("1")
    library.order("take")
    process = library.start()
    library.unpack("2")
    assert (library.folder / "1" / "_internal" / "plugin").read_text() == "1"
    library.order("take")
    assert library.versions() == ["1", "2"] and (library.folder / "current").resolve().name == "2"
    assert (library.folder / "1" / "_internal" / "plugin").read_text() == "1"
    process.kill()
    process.wait()
    library.order("take")
    assert library.versions() == ["2"]


def test_a_version_that_is_installed_again_is_renewed_unless_it_runs(library: Library) -> None:
    library.unpack("1")
    library.order("take")
    inode = (library.folder / "1" / "skelly-tray").stat().st_ino
    process = library.start()
    library.unpack("1")
    library.order("take")
    assert (library.folder / "1" / "skelly-tray").stat().st_ino == inode
    process.kill()
    process.wait()
    library.order("take")
    renewed = (library.folder / "1" / "skelly-tray").stat().st_ino
    assert renewed == (library.folder / "packaged" / "skelly-tray").stat().st_ino != inode
    assert library.versions() == ["1"]


@pytest.mark.parametrize("identity", ["", "../elsewhere", "a b", ".", "x/y"])
def test_a_damaged_identity_is_refused_and_changes_nothing(library: Library, identity: str) -> None:
    library.unpack("1")
    library.order("take")
    (library.folder / "packaged" / "version-id").write_text(identity)
    done = library.order("take")
    assert done.returncode == 1 and "damaged" in done.stderr
    assert library.versions() == ["1"] and (library.folder / "current").resolve().name == "1"


def test_a_removal_ends_who_runs_it_and_takes_all_versions_away(library: Library) -> None:
    library.unpack("1")
    library.order("take")
    process = library.start()
    assert library.order("stop").returncode == 0
    assert process.wait() == -15
    library.order("drop")
    assert sorted(path.name for path in library.folder.iterdir()) == ["packaged"]


def test_parts_of_a_system_are_left_to_its_supervisor_and_named_when_they_stay(library: Library) -> None:
    library.unpack("1")
    library.order("take")
    supervisor, part = library.start(), library.start("--temporary-directory=keeper-process")
    done = library.order("stop")
    assert supervisor.wait() == -15 and part.poll() is None
    assert done.returncode == 0 and done.stderr.endswith(f"pid {part.pid}\n")
