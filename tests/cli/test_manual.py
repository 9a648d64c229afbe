"""The manual page says what the program does, and is one that man reads without a complaint."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from skelly_tray.cli.failure import ExitCode
from skelly_tray.cli.manual import manual
from skelly_tray.cli.registry import commands

needs_man = pytest.mark.skipif(
    not (shutil.which("man") and shutil.which("groff")), reason="there is no man with groff here"
)


def man(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["man", "-E", "UTF-8", *options, "-l", str(path)],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANROFFSEQ": ""},
        capture_output=True,
        text=True,
        check=True,
    )


@needs_man
def test_man_has_nothing_to_complain_about(tmp_path: Path) -> None:
    page = tmp_path / "skelly-tray.1"
    page.write_text(manual(), encoding="utf-8")
    assert man(page, "--warnings", "-Tutf8", "-Z").stderr == ""
    page.write_text(manual() + ".BROKEN\n")
    assert man(page, "--warnings", "-Tutf8", "-Z").stderr, "what is wrong would not be noticed"


@needs_man
def test_every_command_and_every_word_about_it_can_be_read(tmp_path: Path) -> None:
    page = tmp_path / "skelly-tray.1"
    page.write_text(manual(), encoding="utf-8")
    read = "".join(man(page).stdout.split())
    for command in commands():
        assert f"skelly-tray{command.name.replace(' ', '')}" in read
        for text in (command.summary[1:], command.detail, *(a.help[1:] for a in command.arguments)):
            assert "".join(text.replace("`", "").split()) in read, text


def test_every_exit_code_is_told() -> None:
    told = manual().split(".SH EXIT STATUS")[1].split(".SH")[0]
    assert [f".B {code}" in told for code in range(len(ExitCode))] == [True] * len(ExitCode)
