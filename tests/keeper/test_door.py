"""The keeper makes its files anew in a folder of its own, and in no other."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from skelly_tray.keeper import door
from skelly_tray.keeper.door import Door
from skelly_tray.keeper.places import PlaceError


@pytest.fixture
def run(tmp_path: Path) -> Path:
    made = tmp_path / "run"
    made.mkdir(mode=0o700)
    return made


def opened(run: Path) -> Door:
    address = str(run / "keeper.sock")
    return Door(str(run), address, door.lock(str(run / "keeper.lock")), door.listen(address))


def remove(run: Path) -> None:
    for each in run.iterdir():
        each.unlink()
    run.rmdir()


def test_a_folder_that_others_made_meanwhile_is_not_locked_in(run: Path) -> None:
    found = opened(run)
    remove(run)
    run.mkdir()
    run.chmod(0o777)
    with pytest.raises(PlaceError, match="others"):
        found.mend()
    assert not list(run.iterdir())
    run.chmod(0o700)
    former = found.listener
    assert found.mend()
    former.close()
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(found.address)
    found.listener.close()
