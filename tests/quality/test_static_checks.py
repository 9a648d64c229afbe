"""The checkers of the project pass: style, types, directions of import. Their own words are the failure."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str) -> None:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


def beside_python(name: str) -> str:
    """The program of the environment that runs the tests, wherever PATH points."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is not installed"
    return found


def test_ruff_finds_nothing() -> None:
    run(beside_python("ruff"), "check", "--quiet", "skelly_tray", "tests")


@pytest.mark.timeout(300)
def test_mypy_strict_finds_nothing() -> None:
    run(sys.executable, "-m", "mypy", "--no-error-summary")


def test_packages_import_only_in_the_allowed_directions() -> None:
    run(beside_python("lint-imports"), "--no-cache")


def test_the_package_is_imported_from_this_checkout() -> None:
    """Else all other tests would hold another copy of the program."""
    spec = importlib.util.find_spec("skelly_tray")
    assert spec is not None and spec.origin is not None
    assert Path(spec.origin).parent == ROOT / "skelly_tray"
