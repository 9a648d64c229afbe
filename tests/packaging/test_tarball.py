"""The archive for every other Linux: unpacked anywhere, it runs from there and says so to those who start it later."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from skelly_tray import __version__
from tests.packaging import bundles

pytestmark = [pytest.mark.packages, pytest.mark.timeout(900)]


def test_it_runs_where_it_was_unpacked_and_is_started_by_its_command(tmp_path: Path) -> None:
    command = [
        bundles.python(),
        "packaging/linux/tarball.py",
        "--quick",
        str(bundles.this_version() / "skelly-tray"),
    ]
    archive = Path(bundles.run([*command, str(tmp_path)], bundles.ROOT, PYTHONPATH=str(bundles.ROOT)).strip())
    prefix = tmp_path / "prefix"
    prefix.mkdir()
    subprocess.run(["tar", "-xf", archive, "-C", prefix, "--strip-components=1"], check=True)
    program = prefix / "bin" / "skelly-tray"
    for place in ("applications/skelly-tray.desktop", "man/man1/skelly-tray.1.gz", "doc/skelly-tray/LICENSE"):
        assert (prefix / "share" / place).is_file()

    def said(*words: str) -> str:
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [program, *words], env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout

    assert said("--version").strip() == f"skelly-tray {__version__}"
    said("autostart", "on")
    entry = (tmp_path / ".config" / "autostart" / "skelly-tray.desktop").read_text()
    assert f"TryExec={program}\n" in entry and "Icon=skelly-tray\n" in entry
    assert "complete -F" in said("completion", "bash")
