"""The ways in which people get the program, each made here as they would make it: a command that starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.packaging.bundles import this_version

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = "SKELLY_BUNDLE"
"""A folder with a bundle that was built before, for who tries out its tests; without it one is built."""

Command = tuple[str, ...]


def checkout(_: Path) -> Command:
    """By the command of the README, which sets itself up."""
    return (str(ROOT / "skelly-tray"),)


def wheel(folder: Path) -> Command:
    """Installed by pip into an environment that has nothing else."""
    _done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    python = folder / "venv" / "bin" / "python"
    _done(sys.executable, "-m", "venv", str(folder / "venv"))
    (built,) = folder.glob("*.whl")
    _done(str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input", str(built))
    return (str(python.with_name("skelly-tray")),)


def bundle(_: Path) -> Command:
    """The folder that PyInstaller makes."""
    ready = os.environ.get(BUNDLE)
    folder = Path(ready).resolve() if ready else this_version() / "skelly-tray"
    return (str(folder / "skelly-tray"),)


WAYS: Mapping[str, Callable[[Path], Command]] = {"checkout": checkout, "wheel": wheel, "bundle": bundle}

ALL = [
    pytest.param("checkout"),
    *(
        pytest.param(name, marks=[pytest.mark.packages, pytest.mark.timeout(1200)])
        for name in ("wheel", "bundle")
    ),
]
"""For `pytest.mark.parametrize` of the fixture `program`."""


def _done(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
