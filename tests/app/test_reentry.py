"""The program re-enters itself for the keeper, as a frozen application has to."""

from __future__ import annotations

import subprocess
import sys

from skelly_tray.__main__ import KEEPER_PROCESS
from skelly_tray.adapters.processes import starting


def test_the_program_becomes_the_keeper_by_one_word() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "skelly_tray", KEEPER_PROCESS, "--check"], check=False, timeout=30
    )
    assert done.returncode == 0


def test_both_sides_know_the_same_word() -> None:
    assert starting.KEEPER_OPTION == KEEPER_PROCESS
