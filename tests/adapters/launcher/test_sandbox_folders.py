"""A sandboxed module finds the folders of its lists, and one for temporary files, ready in its own state folder."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from skelly_tray.adapters.launcher import folders, sandbox_folders
from skelly_tray.adapters.launcher.identity import Identity
from skelly_tray.adapters.launcher.launcher import ModuleLauncher
from skelly_tray.adapters.sandbox.guard import Guard
from skelly_tray.adapters.sandbox.machine import Offer
from skelly_tray.config.home import Home, find_home
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId
from skelly_tray.domain.sandbox import Sandbox
from skelly_tray.engine.ports import LaunchRefused, LaunchRequest


@pytest.fixture
def place(tmp_path: Path) -> Home:
    made = find_home(str(tmp_path / "h"))
    made.create()
    return made


def launched(home: Home, sandbox: Sandbox, guard: Guard | None = None, **env: str) -> LaunchRequest:
    described = ModuleDescriptor(id=ModuleId("web"), name="Web", command=("run",), sandbox=sandbox, env=env)
    return ModuleLauncher(home, {}, sandboxes=guard).request(described, "key", 0)


def test_temporary_files_go_into_its_own_folder_when_it_may_write_there(place: Home) -> None:
    state = place.module_state("web")
    request = launched(place, Sandbox(None, (str(state),)))
    assert request.environment["TMPDIR"] == f"{state}/tmp"
    assert stat.S_IMODE((state / "tmp").stat().st_mode) == 0o700
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


@pytest.mark.parametrize("write", [(), ("/srv/elsewhere",)])
def test_without_a_right_to_write_there_is_no_such_folder(place: Home, write: tuple[str, ...]) -> None:
    assert "TMPDIR" not in launched(place, Sandbox(None, write)).environment
    assert not (place.module_state("web") / "tmp").exists()


def test_a_module_without_rules_for_files_keeps_the_usual_place(place: Home) -> None:
    assert "TMPDIR" not in launched(place, Sandbox()).environment


def test_the_files_own_word_on_temporary_files_wins(place: Home) -> None:
    state = str(place.module_state("web"))
    assert launched(place, Sandbox(None, (state,)), TMPDIR="/fast").environment["TMPDIR"] == "/fast"


def test_what_its_lists_name_in_its_own_folder_is_made(place: Home) -> None:
    """It could not make it itself: it may write inside, not beside."""
    state = place.module_state("web")
    launched(place, Sandbox((f"{state}/in/here",), (f"{state}/cache",)))
    assert (state / "in" / "here").is_dir() and (state / "cache").is_dir()


def test_a_file_in_its_list_stays_the_file_it_is(place: Home) -> None:
    state = place.module_state("web")
    state.mkdir(parents=True)
    (state / "data.db").write_text("data")
    launched(place, Sandbox(None, (f"{state}/data.db",)))
    assert (state / "data.db").read_text() == "data"


@pytest.mark.parametrize("link", ["cache", "tmp"])
def test_a_link_that_the_module_left_is_not_followed(place: Home, tmp_path: Path, link: str) -> None:
    """Else it could widen its own sandbox, from one start to the next."""
    state = place.module_state("web")
    state.mkdir(parents=True)
    (state / link).symlink_to(tmp_path)
    with pytest.raises(LaunchRefused) as refused:
        launched(place, Sandbox(None, (str(state), f"{state}/cache")))
    assert f"{state}/{link}" in refused.value.message


def test_a_link_that_is_put_there_meanwhile_is_not_followed(
    place: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of another user's module we are root: it would be given any folder of that name that it likes."""
    state, elsewhere = place.module_state("web"), tmp_path / "elsewhere"
    (elsewhere / "here").mkdir(parents=True)
    (elsewhere / "here").chmod(0o755)

    def give_and_lose(descriptor: int, identity: Identity | None) -> None:
        folders.give(descriptor, identity)
        if not (state / "away").exists():
            (state / "in").rename(state / "away")
            (state / "in").symlink_to(elsewhere)

    monkeypatch.setattr(sandbox_folders, "give", give_and_lose)
    launched(place, Sandbox((f"{state}/in/here",)))
    assert stat.S_IMODE((elsewhere / "here").stat().st_mode) == 0o755
    assert stat.S_IMODE((state / "away" / "here").stat().st_mode) == 0o700


def test_what_cannot_be_held_is_not_in_the_request(place: Home) -> None:
    guard = Guard(lambda: Offer(0, True))
    request = launched(place, Sandbox(None, ("/srv",)), guard)
    assert request.sandbox == Sandbox() and "TMPDIR" not in request.environment
