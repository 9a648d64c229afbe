"""A tree is removed however a module left it, and nothing outside of it is touched."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from skelly_tray.adapters import removal
from skelly_tray.adapters.removal import remove_tree, size_of_tree

NOBODY = 65534
DEEP = 3000
"""Folders in each other: more than a recursion may take, and together far too long for a path."""


def deep(tree: Path) -> None:
    inside = os.open(tree, os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("d", dir_fd=inside)
        outer, inside = inside, os.open("d", os.O_RDONLY, dir_fd=inside)
        os.close(outer)
    os.close(inside)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    made = tmp_path / "tree"
    made.mkdir()
    return made


def as_nobody(act: Callable[[], object]) -> str:
    """What goes wrong when a user without privileges does it; empty for nothing."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            act()
        except BaseException as error:  # noqa: BLE001 - told below
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    said = os.read(reading, 1000).decode()
    os.close(reading)
    os.waitpid(pid, 0)
    return said


def test_a_tree_of_any_depth_goes_and_is_measured(tree: Path) -> None:
    deep(tree)
    (tree / "d" / "file").write_bytes(b"x" * 1000)
    before = set(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else set()
    assert size_of_tree(tree) == 1000
    remove_tree(tree)
    assert not tree.exists()
    assert not before or set(os.listdir("/proc/self/fd")) == before


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="a way of Linux")
def test_folders_that_nobody_may_enter_go_without_privileges(home: Path) -> None:
    home.mkdir()
    tree = home / "tree"
    (tree / "closed" / "inner").mkdir(parents=True)
    (tree / "closed" / "inner" / "file").write_text("x")
    (tree / "read-only" / "inner").mkdir(parents=True)
    for path, mode in (("closed/inner", 0), ("closed", 0), ("read-only/inner", 0o500), ("read-only", 0o500)):
        (tree / path).chmod(mode)
    if os.geteuid() == 0:
        home.chmod(0o777)
        for path in (tree, *tree.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        home.parent.chmod(home.parent.stat().st_mode | stat.S_IXOTH)
    assert as_nobody(lambda: remove_tree(tree)) == ""
    assert not tree.exists()


def test_what_links_lead_to_stays(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "kept" / "inner").mkdir(parents=True, mode=0o755)
    (tmp_path / "kept" / "file").write_text("x")
    (tree / "inner").mkdir()
    for link in (tree / "a", tree / "inner" / "b"):
        link.symlink_to(tmp_path / "kept")
    assert size_of_tree(tree) < 1000
    remove_tree(tree)
    assert not tree.exists() and (tmp_path / "kept" / "file").read_text() == "x"


def test_a_link_to_a_tree_is_none(tree: Path, tmp_path: Path) -> None:
    (tree / "file").write_text("x")
    (tmp_path / "link").symlink_to(tree)
    with pytest.raises(OSError):
        remove_tree(tmp_path / "link")
    assert (tree / "file").exists()


def test_whoever_goes_on_making_files_keeps_nobody_busy_for_ever(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal, "MOST_ROUNDS", 20)
    deep(tree)
    with pytest.raises(OSError, match="not empty"):
        remove_tree(tree)
    monkeypatch.undo()
    remove_tree(tree)
