"""The program re-enters itself for the keeper, as a frozen application has to."""

from __future__ import annotations

import subprocess
import sys

import pytest

from skelly_tray.__main__ import KEEPER_PROCESS
from skelly_tray.adapters.processes import starting
from skelly_tray.adapters.secrets.helper import helper_environment
from skelly_tray.app.reentry import own_environment, own_process


def test_the_program_becomes_the_keeper_by_one_word() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "skelly_tray", KEEPER_PROCESS, "--check"], check=False, timeout=30
    )
    assert done.returncode == 0


def test_both_sides_know_the_same_word() -> None:
    assert starting.KEEPER_OPTION == KEEPER_PROCESS


def test_a_frozen_application_starts_itself_by_the_word_alone_and_unpacks_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert own_process("--word") == [sys.executable, "-P", "-m", "skelly_tray", "--word"]
    assert "PYINSTALLER_RESET_ENVIRONMENT" not in own_environment()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_process("--word") == [sys.executable, "--word"]
    assert helper_environment(own_environment())["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
