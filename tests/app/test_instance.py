"""One orchestrator per home."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.app.instance import AlreadyRunningError, InstanceLock
from skelly_tray.config.home import find_home


def test_a_second_lock_on_the_same_home_is_refused_and_names_the_first(tmp_path: Path) -> None:
    home = find_home(str(tmp_path))
    with InstanceLock(home), pytest.raises(AlreadyRunningError, match=str(os.getpid())), InstanceLock(home):
        pass


def test_a_lock_is_free_again_after_its_end(tmp_path: Path) -> None:
    home = find_home(str(tmp_path))
    for _ in range(2):
        with InstanceLock(home):
            assert home.orchestrator_lock.read_text().split()[0] == str(os.getpid())


def test_the_lock_of_a_killed_holder_is_free(tmp_path: Path) -> None:
    program = (
        "import sys, time\n"
        "from skelly_tray.app.instance import InstanceLock\n"
        "from skelly_tray.config.home import find_home\n"
        "with InstanceLock(find_home(sys.argv[1])): print('held', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunningError), InstanceLock(find_home(str(tmp_path))):
            pass
        holder.kill()
        holder.wait()
    with InstanceLock(find_home(str(tmp_path))):
        pass


def test_the_lock_is_not_inherited_by_children(tmp_path: Path) -> None:
    home = find_home(str(tmp_path))
    with InstanceLock(home):
        child = subprocess.Popen(["sleep", "60"], close_fds=False)
    try:
        with InstanceLock(home):
            assert child.poll() is None
    finally:
        child.kill()
        child.wait()


def test_somebody_who_only_looks_at_the_lock_is_no_other_orchestrator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = find_home(str(tmp_path))
    home.create()
    looking = os.open(home.orchestrator_lock, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(looking, fcntl.LOCK_SH)
    monkeypatch.setattr("skelly_tray.app.instance.time.sleep", lambda _: fcntl.flock(looking, fcntl.LOCK_UN))
    with InstanceLock(home):
        assert home.orchestrator_lock.read_text().split()[0] == str(os.getpid())
    os.close(looking)


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
@pytest.mark.parametrize("name", ["run", "state", "logs"])
def test_a_folder_that_others_can_plant_files_in_is_refused_before_anything_is_written(
    tmp_path: Path, name: str
) -> None:
    planted = tmp_path / name
    planted.mkdir()
    planted.chmod(0o777)
    with pytest.raises(OSError, match=f"{planted} can be written by everybody .* cures it"):
        InstanceLock(find_home(str(tmp_path))).__enter__()
    assert list(planted.iterdir()) == []
    planted.chmod(0o711)
    with InstanceLock(find_home(str(tmp_path))):
        pass


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = find_home(str(tmp_path))
    home.logs.mkdir()
    if home.logs.stat().st_uid == 0:
        os.chown(home.logs, 65534, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: home.logs.stat().st_uid + 1)
    with pytest.raises(OSError, match="belongs to user"):
        InstanceLock(home).__enter__()


def test_a_lock_whose_file_or_folder_was_removed_is_taken_again_and_met_by_the_next(tmp_path: Path) -> None:
    home = find_home(str(tmp_path))
    with InstanceLock(home) as lock:
        assert lock.in_place
        for remove in (home.orchestrator_lock.unlink, lambda: shutil.rmtree(home.run)):
            remove()
            assert not lock.in_place
            lock.take_again()
            assert lock.in_place
            with pytest.raises(AlreadyRunningError, match=str(os.getpid())), InstanceLock(home):
                pass
    with InstanceLock(home):
        pass


def test_a_lock_that_another_has_taken_meanwhile_stays_its_own(tmp_path: Path) -> None:
    home = find_home(str(tmp_path))
    with InstanceLock(home) as lock:
        home.orchestrator_lock.unlink()
        with InstanceLock(home) as other:
            with pytest.raises(AlreadyRunningError):
                lock.take_again()
            assert other.in_place and not lock.in_place
