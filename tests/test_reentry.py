"""The program starts itself again, as a bundle and as a module of Python; a bundle leaves its environment to nobody."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from skelly_tray import reentry

INSIDE = "/opt/skelly/_internal"


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", INSIDE, raising=False)


def run(argv: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv, env=os.environ | environment, text=True, capture_output=True, check=False, timeout=30
    )


def test_the_program_becomes_the_keeper_by_one_word() -> None:
    assert run([*reentry.own_process(reentry.KEEPER), "--check"]).returncode == 0
    assert run([*reentry.keeper_program(), "--check"]).returncode == 0


def test_the_program_becomes_a_bundled_module_by_a_word_and_its_name() -> None:
    both = [reentry.own_process(reentry.MODULE, "storage"), list(reentry.module_process("storage"))]
    by_word, by_python = (run(argv) for argv in both)
    assert by_word.returncode == by_python.returncode != 0
    assert by_word.stderr == by_python.stderr and "started by" in by_word.stderr


def test_python_starts_us_by_the_name_of_our_package_and_a_bundle_itself(
    bundle: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reentry.own_process("--word", "x") == [sys.executable, "--word", "x"]
    assert reentry.keeper_program() == [sys.executable, reentry.KEEPER]
    assert reentry.module_process("storage") == (sys.executable, reentry.MODULE, "storage")
    monkeypatch.setattr(sys, "frozen", False)
    assert reentry.own_process("--word", "x") == [sys.executable, "-P", "-m", "skelly_tray", "--word", "x"]
    assert reentry.module_process("storage")[-2:] == ("-m", "skelly_tray.modules.storage")


def test_a_bundle_is_no_python_for_the_modules_of_users(
    bundle: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reentry.python_for_users() == "python3"
    monkeypatch.setattr(sys, "frozen", False)
    assert reentry.python_for_users() == sys.executable


def test_a_bundle_puts_its_environment_back(bundle: None) -> None:
    environ = {
        "LD_LIBRARY_PATH": f"{INSIDE}:/usr/local/lib", "LD_LIBRARY_PATH_ORIG": "/usr/local/lib",
        "DYLD_LIBRARY_PATH": INSIDE, "_PYI_ARCHIVE_FILE": "x", "_MEIPASS2": "x", "PATH": "/bin",
        "QT_PLUGIN_PATH": f"{INSIDE}/qt", "QT_QPA_FONTDIR": "/usr/share/fonts",
    }  # fmt: skip
    reentry.leave_bundle(environ)
    assert environ == {
        "LD_LIBRARY_PATH": "/usr/local/lib",
        "QT_QPA_FONTDIR": "/usr/share/fonts",
        "PATH": "/bin",
    }
    reentry.leave_bundle(environ)
    assert environ["LD_LIBRARY_PATH"] == "/usr/local/lib", "once more takes nothing of the user's"


def test_without_a_bundle_everything_stays() -> None:
    environ = {"LD_LIBRARY_PATH": "/usr/local/lib", "LD_LIBRARY_PATH_ORIG": "/x", "_PYI_ARCHIVE_FILE": "y"}
    before = dict(environ)
    reentry.leave_bundle(environ)
    assert environ == before


@pytest.mark.parametrize("words", [["--version"], [reentry.KEEPER, "--check"]])
def test_whatever_a_bundle_becomes_leaves_it_first(words: list[str]) -> None:
    program = (
        f"import os, sys; sys.frozen, sys._MEIPASS, sys.argv = True, {INSIDE!r}, ['x', *{words!r}]\n"
        "from skelly_tray.__main__ import main\n"
        "assert main() == 0\n"
        "print(sorted(name for name in os.environ if 'LIBRARY' in name or '_PYI' in name))\n"
    )
    done = run([sys.executable, "-c", program], LD_LIBRARY_PATH=INSIDE, _PYI_ARCHIVE_FILE="x")
    assert done.stdout.splitlines()[-1:] == ["[]"], done.stderr
