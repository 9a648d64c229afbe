"""The keeper as a program: small, alone, one per home, and gone without a trace."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import skelly_tray
from skelly_tray.keeper import places
from skelly_tray.keeper.own_log import MAX_BYTES

PROGRAM = [sys.executable, "-I", "-S", str(Path(skelly_tray.__file__).parent / "keeper" / "__main__.py")]


def options(home: Path) -> list[str]:
    for name in ("run", "state", "logs"):
        (home / name).mkdir(parents=True, exist_ok=True)
    folders = [f"--{name}={home / name}" for name in ("run", "state", "logs")]
    words = [word for folder in folders for word in folder.split("=", 1)]
    return [*words, "--home", "77", "--nofile", "1024", "--program", "test"]


def start(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*PROGRAM, *options(home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def first_word(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[bytes]) -> str:
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    return errors.decode()


def test_one_keeper_per_home(home: Path) -> None:
    first = start(home)
    assert first_word(first) == b"ready"
    second = start(home)
    assert first_word(second) == b"locked"
    assert second.wait(20) == 0
    second.communicate()
    assert (home / "run" / "keeper.lock").read_text() == f"{first.pid}\n"
    assert stat.S_IMODE((home / "run" / "keeper.sock").stat().st_mode) == 0o600
    end(first)
    assert not (home / "run" / "keeper.sock").exists()
    assert not (home / "run" / "notify").exists()


def test_keeper_imports_nothing_heavy_and_stays_small(home: Path) -> None:
    code = (
        "import sys; before = set(sys.modules); sys.path.append(sys.argv[1])\n"
        "import skelly_tray.keeper.program\n"
        "heavy = 'asyncio subprocess typing dataclasses inspect logging tempfile threading'.split()\n"
        "print([name for name in heavy if name in sys.modules and name not in before])"
    )
    root = str(Path(skelly_tray.__file__).parent.parent)
    shown = subprocess.run([*PROGRAM[:3], "-c", code, root], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
    keeper = start(home)
    assert first_word(keeper) == b"ready"
    status = Path(f"/proc/{keeper.pid}/status").read_text()
    assert int(status.split("VmRSS:")[1].split()[0]) < 14 * 1024
    assert int(status.split("Threads:")[1].split()[0]) == 1
    end(keeper)


def test_keeper_hears_neither_hangup_nor_interrupt(home: Path) -> None:
    keeper = start(home)
    assert first_word(keeper) == b"ready"
    for number in (signal.SIGHUP, signal.SIGINT):
        keeper.send_signal(number)
    assert os.getsid(keeper.pid) == keeper.pid
    second = start(home)
    assert first_word(second) == b"locked"  # after both signals, the first is at work
    second.communicate()
    end(keeper)


def test_failure_to_start_is_explained_on_standard_error(home: Path) -> None:
    arguments = options(home)
    (home / "run" / "notify").write_text("in the way")
    failed = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, timeout=20)
    assert failed.returncode != 0 and failed.stdout == ""
    assert "is not a folder" in (home / "logs" / "keeper.log").read_text()


def test_check_only_imports() -> None:
    assert subprocess.run([*PROGRAM, "--check"], timeout=20).returncode == 0


def test_own_log_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "keeper.log"
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from skelly_tray.keeper.own_log import OwnLog\n"
        "log = OwnLog(sys.argv[1])\n"
        "for number in range(1500): log.write('x' * 2000)\n"
        "log.write('last')"
    )
    root = str(Path(skelly_tray.__file__).parent.parent)
    subprocess.run([sys.executable, "-c", code, str(path), root], check=True)
    assert path.stat().st_size <= MAX_BYTES
    assert path.with_name("keeper.log.1").stat().st_size <= MAX_BYTES
    last = path.read_text().splitlines()[-1]
    assert last.endswith("Z sys last")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    time.strptime(last.split(".")[0], "%Y-%m-%dT%H:%M:%S")


def test_foreign_folder_for_sockets_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "place"
    folder.mkdir(0o777)
    folder.chmod(0o777)
    places.make_private(str(folder))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o711
    link = tmp_path / "link"
    link.symlink_to(folder)
    with pytest.raises(places.PlaceError, match="is not a folder"):
        places.make_private(str(link))
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(places.PlaceError, match="belongs to another user"):
        places.make_private(str(folder))


def test_keeper_holds_nothing_that_its_starter_had_open(home: Path) -> None:
    reading, writing = os.pipe()
    words = [*PROGRAM, *options(home)]
    keeper = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[writing])
    assert first_word(keeper) == b"ready"
    os.close(writing)
    os.set_blocking(reading, False)
    assert os.read(reading, 1) == b"", "the keeper still holds the other end"
    os.close(reading)
    end(keeper)
