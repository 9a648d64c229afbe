"""Files of our state are read only when nobody else can have put them there, and nothing hangs on what is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skelly_tray.adapters.memory_file import NAME, MemoryFile
from skelly_tray.adapters.secrets.index import Index
from skelly_tray.config.home import Home, find_home
from skelly_tray.config.last_good import (
    LastGood,
    UnusableLastGoodError,
    read_last_good,
    usable_last_good,
    write_last_good,
)
from skelly_tray.config.revisions import Revisions
from skelly_tray.config.state_files import UntrustedFileError, read_state
from skelly_tray.config.texts import Texts
from skelly_tray.config.undo import unfinished
from skelly_tray.config.writing import one_at_a_time


def fifo(path: Path) -> None:
    os.mkfifo(path, 0o600)


def link(path: Path) -> None:
    target = path.with_name("elsewhere")
    target.write_text("{}")
    target.chmod(0o600)
    path.symlink_to(target)


def foreign(path: Path) -> None:
    path.write_text("{}")
    path.chmod(0o600)
    if os.geteuid() != 0:
        pytest.skip("needs root to give a file to somebody else")
    os.chown(path, 65534, 65534)


def open_to_all(path: Path) -> None:
    path.write_text("{}")
    path.chmod(0o666)


def a_folder(path: Path) -> None:
    path.mkdir(0o700)


BAD = (fifo, link, foreign, open_to_all, a_folder)


@pytest.mark.parametrize("make", BAD)
def test_what_others_could_have_put_there_is_refused(tmp_path: Path, make: object) -> None:
    path = tmp_path / "file.json"
    assert callable(make)
    make(path)
    with pytest.raises(OSError):
        read_state(path)


def test_the_reason_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    open_to_all(path)
    with pytest.raises(UntrustedFileError, match=r"can be written by everybody; chmod go-w cures it"):
        read_state(path)
    path.chmod(0o600)
    assert read_state(path) == b"{}"


def test_a_memory_that_is_a_link_is_set_aside_and_said(tmp_path: Path) -> None:
    issues: list[str] = []
    memory = MemoryFile(tmp_path, lambda issue, _title, message: issues.append(message), lambda call: call())
    link(tmp_path / NAME)
    assert memory.load() == {} and issues
    memory.close()


def test_what_came_from_others_is_neither_the_last_good_nor_a_revision_nor_a_list_of_secrets(
    tmp_path: Path,
) -> None:
    home = Home(*(tmp_path / name for name in ("config", "state", "logs", "run")))
    home.create()
    write_last_good(home, LastGood())
    assert read_last_good(home) == LastGood()
    for path in (home.state / "last_good").iterdir():
        path.chmod(0o666)
    with pytest.raises(UnusableLastGoodError, match="can be written by everybody"):
        read_last_good(home)
    assert usable_last_good(home) is None
    revisions = Revisions(home)
    revisions.add(Texts(), Texts({"modules/web.toml": ""}), by="cli", why="", at=0.0)
    for path in (home.state / "revisions").iterdir():
        path.chmod(0o666)
    with pytest.raises(UntrustedFileError):
        revisions.list()
    index = Index(home.state)
    index.put("web/token", "keyring", "now")
    assert index.entries()
    (home.state / "secrets.json").chmod(0o666)
    assert index.entries() == {}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts descriptors")
def test_a_folder_in_place_of_a_file_is_refused_and_costs_no_descriptor(tmp_path: Path) -> None:
    """Such a file is looked at again and again: in the end there would be none left."""
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with pytest.raises(UntrustedFileError, match="is not a regular file"):
            read_state(tmp_path)
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_folder_in_place_of_the_record_of_a_change_stops_no_further_change(tmp_path: Path) -> None:
    home = find_home(str(tmp_path))
    (home.state / "undo.json").mkdir(parents=True)
    with one_at_a_time(home) as told:
        assert "is not a regular file; nothing has been taken back by it" in str(told[0])
    assert not unfinished(home)
