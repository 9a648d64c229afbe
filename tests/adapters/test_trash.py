"""The trash of reset states, with real files: nothing is lost, nothing is half moved, nothing of others is touched."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from skelly_tray.adapters import trash as trash_file
from skelly_tray.adapters.removal import remove_tree
from skelly_tray.adapters.trash import KEPT, StateTrash
from skelly_tray.config.home import Home


class Place:
    """A home with a trash, and short ways to write and read a module's state."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "config", root / "state", root / "logs", root / "run")
        self.trash = StateTrash(self.home)

    def state(self, module: str = "a") -> Path:
        return self.home.module_state(module)

    def write(self, text: str, module: str = "a", name: str = "data") -> None:
        self.state(module).mkdir(parents=True, exist_ok=True)
        (self.state(module) / name).write_text(text)

    def read(self, module: str = "a") -> str:
        return (self.state(module) / "data").read_text()

    def names(self, module: str = "a") -> list[str]:
        return [entry.name for entry in self.trash.entries(module)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


class OneMoment(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: object = None) -> OneMoment:
        return cls(2026, 1, 31, 12, 0, 0, 123456, UTC)


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trash_file, "datetime", OneMoment)


def test_a_reset_moves_the_state_whole_under_a_dated_name(place: Place, one_moment: None) -> None:
    place.write("precious")
    (place.state() / "deep" / "er").mkdir(parents=True)
    (place.state() / "deep" / "er" / "file").write_text("x")
    assert place.trash.discard("a") == "2026-01-31T12-00-00.123Z"
    assert not place.state().exists()
    kept = place.home.state / "trash" / "a" / "2026-01-31T12-00-00.123Z"
    assert (kept / "data").read_text() == "precious" and (kept / "deep" / "er" / "file").read_text() == "x"
    assert stat.S_IMODE((place.home.state / "trash").stat().st_mode) == 0o700


def test_what_is_not_there_or_empty_is_no_entry(place: Place) -> None:
    assert place.trash.discard("a") is None
    place.state().mkdir(parents=True)
    assert place.trash.discard("a") is None
    assert place.names() == [] and place.state().is_dir()


def test_resets_within_one_millisecond_get_different_names_in_order(place: Place, one_moment: None) -> None:
    for text in ("first", "second", "third"):
        place.write(text)
        place.trash.discard("a")
    assert place.names() == [f"2026-01-31T12-00-00.123Z{tail}" for tail in ("-3", "-2", "")]
    place.trash.bring_back("a", "")
    assert place.read() == "third"


def test_eleven_resets_within_one_millisecond_are_still_in_order(place: Place, one_moment: None) -> None:
    for number in range(11):
        place.write(str(number))
        place.trash.discard("a")
    place.trash.bring_back("a", "")
    assert place.read() == "10"


def test_a_named_entry_comes_back_and_the_present_state_is_kept(place: Place) -> None:
    place.write("old")
    old = place.trash.discard("a")
    place.write("middle")
    middle = place.trash.discard("a")
    place.write("now")
    assert old is not None and place.trash.bring_back("a", old) == old
    assert place.read() == "old"
    assert middle in place.names() and old not in place.names() and len(place.names()) == 2
    place.trash.bring_back("a", "")
    assert place.read() == "now", "what was there before the undo is the newest entry"


def test_an_entry_that_is_not_there_is_said_and_nothing_moves(place: Place) -> None:
    place.write("now")
    with pytest.raises(LookupError, match="there is no 2020"):
        place.trash.bring_back("a", "2020-01-01T00-00-00.000Z")
    with pytest.raises(LookupError, match="there is no state of it"):
        place.trash.bring_back("a", "")
    assert place.read() == "now" and place.names() == []


@pytest.mark.parametrize("entry", ["../../modules/b", "/etc", ".", ".."])
def test_no_name_leads_out_of_the_trash(place: Place, entry: str) -> None:
    place.write("mine", "b")
    with pytest.raises(LookupError):
        place.trash.bring_back("a", entry)
    assert place.read("b") == "mine"


def test_an_empty_state_folder_makes_room_for_the_old_one(place: Place) -> None:
    place.write("old")
    place.trash.discard("a")
    place.state().mkdir()
    place.trash.bring_back("a", "")
    assert place.read() == "old" and place.names() == []


def test_a_state_comes_back_although_the_folder_of_all_states_is_gone(place: Place) -> None:
    place.write("old")
    place.trash.discard("a")
    place.state().parent.rmdir()
    place.trash.bring_back("a", "")
    assert place.read() == "old"


def test_a_link_in_place_of_the_state_is_left_alone_and_said(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "data").write_text("theirs")
    place.write("old")
    place.trash.discard("a")
    place.state().symlink_to(elsewhere)
    for attempt in (lambda: place.trash.discard("a"), lambda: place.trash.bring_back("a", "")):
        with pytest.raises(OSError, match="is a link"):
            attempt()
    assert (elsewhere / "data").read_text() == "theirs" and place.state().is_symlink()
    assert len(place.names()) == 1


def test_links_inside_a_state_are_moved_as_links(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("theirs")
    place.write("old")
    (place.state() / "link").symlink_to(target)
    place.trash.discard("a")
    place.trash.empty("a")
    assert target.read_text() == "theirs"


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="needs root to make folders of other users"
)
def test_the_folder_of_another_user_stays_theirs_on_both_ways(place: Place) -> None:
    place.write("theirs")
    os.chown(place.state(), 65534, 65534)
    entry = place.trash.discard("a")
    assert entry is not None
    assert (place.home.state / "trash" / "a" / entry).stat().st_uid == 65534
    place.trash.bring_back("a", entry)
    assert place.state().stat().st_uid == 65534


def test_a_trash_that_cannot_be_made_leaves_the_state_where_it_is(place: Place) -> None:
    place.write("precious")
    (place.home.state / "trash").write_text("a file is in the way")
    with pytest.raises(OSError, match="trash"):
        place.trash.discard("a")
    assert place.read() == "precious"


def test_a_move_that_fails_brings_the_present_state_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write("old")
    entry = place.trash.discard("a")
    assert entry is not None
    place.write("now")
    plain = Path.rename

    def refuses_the_old_one(self: Path, target: Path) -> Path:
        if self.name == entry:
            raise OSError(28, "No space left on device")
        return plain(self, target)

    monkeypatch.setattr(Path, "rename", refuses_the_old_one)
    with pytest.raises(OSError, match="No space left"):
        place.trash.bring_back("a", entry)
    assert place.read() == "now" and place.names() == [entry]


def test_only_the_newest_stay_and_only_of_that_module(place: Place, one_moment: None) -> None:
    for number in range(KEPT + 3):
        place.write(str(number))
        place.trash.discard("a")
    place.write("other", "b")
    place.trash.discard("b")
    newest = place.names()[:KEPT]
    place.trash.thin_out("a")
    assert place.names() == newest and len(newest) == KEPT
    assert len(place.names("b")) == 1


def test_sizes_and_times_are_told_newest_first(place: Place, one_moment: None) -> None:
    place.write("x" * 2**20)
    place.trash.discard("a")
    place.write("y", "b")
    place.trash.discard("b")
    entries = {entry.module: entry for entry in place.trash.entries()}
    assert entries["a"].mb == 1.0 and entries["b"].mb == 0.0
    assert entries["a"].time == "2026-01-31T12:00:00.123Z"


def test_what_else_lies_in_the_trash_is_no_entry_and_is_not_removed(place: Place) -> None:
    place.write("old")
    place.trash.discard("a")
    stray = place.home.state / "trash" / "a" / "notes of mine"
    stray.mkdir()
    (place.home.state / "trash" / "README").write_text("mine")
    assert len(place.trash.entries()) == 1
    assert place.trash.empty() == 1
    assert stray.is_dir() and (place.home.state / "trash" / "README").exists()


def test_emptying_one_module_leaves_the_others(place: Place) -> None:
    for module in ("a", "b"):
        place.write("old", module)
        place.trash.discard(module)
    assert place.trash.empty("a") == 1
    assert place.names("a") == [] and len(place.names("b")) == 1
    assert not (place.home.state / "trash" / "a").exists()


def test_a_trash_that_was_never_used_is_empty(place: Place) -> None:
    assert place.trash.entries() == [] and place.trash.empty() == 0
    place.trash.thin_out("a")
    assert not (place.home.state / "trash").exists()


@pytest.mark.parametrize("far", ["../../outside", "/", ""])
def test_a_name_that_is_no_module_reaches_nothing_outside(place: Place, tmp_path: Path, far: str) -> None:
    outside = tmp_path / "outside"
    entry = outside / "2026-01-31T12-00-00.123Z"
    entry.mkdir(parents=True)
    place.write("x")
    place.trash.discard("a")
    name = str(outside) if far == "/" else far
    assert [found.module for found in place.trash.entries(name)] == ([] if name else ["a"])
    assert place.trash.empty(name) == (0 if name else 1)
    assert entry.is_dir()
    if name:
        with pytest.raises(LookupError):
            place.trash.bring_back(name, entry.name)


def test_an_entry_that_cannot_be_removed_keeps_no_other(
    place: Place, one_moment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        place.write(str(number))
        place.trash.discard("a")
    stuck = place.names()[5]

    def refuse_one(folder: Path) -> None:
        if folder.name == stuck:
            raise OSError(1, "Operation not permitted", str(folder))
        remove_tree(folder)

    monkeypatch.setattr(trash_file, "remove_tree", refuse_one)
    with pytest.raises(OSError, match="not permitted"):
        place.trash.thin_out("a")
    assert place.names()[5:] == [stuck]
