"""The entry in the user's autostart folder: written, taken away, and told about truthfully, whatever became of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from skelly_tray.adapters.autostart.desktop_entry import command_of, read_entry
from skelly_tray.adapters.autostart.starting import Starting
from skelly_tray.adapters.autostart.xdg import XdgAutostart
from skelly_tray.config.autostart import Reason, Start

Change = Callable[[str], str]


class Place:
    """A user's folders, and a program that can be started."""

    def __init__(self, root: Path) -> None:
        self.program = root / "bin dir" / "skelly-tray"
        self.program.parent.mkdir()
        self.program.write_text("#!/bin/sh\n")
        self.program.chmod(0o755)
        self.config = root / "config"
        self.environment = {
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_CONFIG_DIRS": str(root / "etc"),
            "XDG_CURRENT_DESKTOP": "ubuntu:GNOME",
        }
        self.system = root / "etc" / "autostart"

    def autostart(self, *arguments: str, name: str = "skelly-tray") -> XdgAutostart:
        starting = Starting(name, "Skelly Tray", (str(self.program), *arguments), "skelly-tray")
        return XdgAutostart(starting, self.environment)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_it_is_off_before_and_on_after_and_off_again(place: Place) -> None:
    autostart = place.autostart()
    assert autostart.state().start is Start.OFF and not place.config.exists()
    assert autostart.turn(False).start is Start.OFF and not place.config.exists()
    assert autostart.turn(True) == autostart.state()
    assert (autostart.state().start, autostart.state().reason) == (Start.ON, Reason.NONE)
    entry = read_entry(autostart.path.read_text())
    assert command_of(entry["Exec"]) == [str(place.program)] and entry["TryExec"] == str(place.program)
    assert autostart.turn(False).start is Start.OFF
    assert list(autostart.path.parent.iterdir()) == []


def test_each_home_has_an_entry_of_its_own(place: Place) -> None:
    one, two = place.autostart(), place.autostart("--home", "/srv/my home", name="skelly-tray-1234")
    one.turn(True)
    two.turn(True)
    one.turn(False)
    assert not one.state().is_on and two.state().is_on
    assert command_of(read_entry(two.path.read_text())["Exec"]) == [
        str(place.program),
        "--home",
        "/srv/my home",
    ]


@pytest.mark.parametrize(
    ("change", "start", "reason", "detail"),
    [
        (lambda t: t.replace("Hidden=false", "Hidden=true"), Start.OFF, Reason.HIDDEN, ""),
        (lambda t: t.replace("enabled=true", "enabled=false"), Start.OFF, Reason.HIDDEN, ""),
        (lambda t: t + "OnlyShowIn=KDE;XFCE;\n", Start.OFF, Reason.OTHER_DESKTOP, "KDE, XFCE"),
        (lambda t: t + "NotShowIn=GNOME;\n", Start.OFF, Reason.OTHER_DESKTOP, "not GNOME"),
        (lambda t: t + "OnlyShowIn=GNOME;\n", Start.ON, Reason.NONE, ""),
        (lambda t: t.replace("Type=Application", "Type=Link"), Start.OFF, Reason.UNREADABLE, "Type"),
        (lambda t: "", Start.OFF, Reason.UNREADABLE, "Desktop Entry"),
        (lambda t: t.replace("Exec=", "Exac="), Start.OFF, Reason.UNREADABLE, "no Exec"),
        (
            lambda t: t.replace("bin dir/skelly-tray", "gone/skelly-tray"),
            Start.OFF,
            Reason.PROGRAM_GONE,
            "gone",
        ),
        (
            lambda t: "[Desktop Entry]\nType=Application\nExec=/bin/sh -c x\n",
            Start.ON,
            Reason.OTHER_PROGRAM,
            "/bin/sh -c x",
        ),
    ],
)
def test_what_became_of_the_entry_is_told_and_switching_on_renews_it(
    place: Place, change: Change, start: Start, reason: Reason, detail: str
) -> None:
    autostart = place.autostart()
    autostart.turn(True)
    autostart.path.write_text(change(autostart.path.read_text()))
    state = autostart.state()
    assert (state.start, state.reason) == (start, reason) and detail in state.detail
    assert autostart.turn(True).reason is Reason.NONE and autostart.state().is_on


def test_a_program_that_was_removed_is_told(place: Place) -> None:
    autostart = place.autostart()
    autostart.turn(True)
    place.program.unlink()
    assert (autostart.state().start, autostart.state().reason) == (Start.OFF, Reason.PROGRAM_GONE)
    assert autostart.state().detail == str(place.program)


def test_a_session_without_a_desktop_is_remarked_on(place: Place) -> None:
    del place.environment["XDG_CURRENT_DESKTOP"]
    assert place.autostart().turn(True).reason is Reason.BARE_SESSION


def test_an_entry_of_the_system_is_hidden_and_not_only_missed(place: Place) -> None:
    autostart = place.autostart()
    autostart.turn(True)
    place.system.mkdir(parents=True)
    (place.system / autostart.path.name).write_text(autostart.path.read_text())
    autostart.path.unlink()
    assert autostart.state().is_on
    assert autostart.turn(False).reason is Reason.HIDDEN and autostart.path.exists()
    assert autostart.turn(True).is_on


def test_a_link_in_its_place_is_replaced_and_its_target_untouched(place: Place) -> None:
    autostart = place.autostart()
    autostart.path.parent.mkdir(parents=True)
    target = place.config / "precious"
    target.write_text("precious")
    autostart.path.symlink_to(target)
    assert autostart.state().reason is Reason.UNREADABLE
    assert autostart.turn(True).is_on and not autostart.path.is_symlink()
    autostart.path.unlink()
    autostart.path.symlink_to(target)
    autostart.turn(False)
    assert target.read_text() == "precious" and not autostart.path.is_symlink()


def test_a_link_to_a_good_entry_counts_as_desktops_count_it(place: Place) -> None:
    autostart = place.autostart()
    autostart.turn(True)
    kept = place.config / "dotfiles.desktop"
    autostart.path.rename(kept)
    autostart.path.symlink_to(kept)
    assert autostart.state().is_on


def test_a_pipe_or_a_giant_in_its_place_is_not_waited_for(place: Place) -> None:
    autostart = place.autostart()
    autostart.path.parent.mkdir(parents=True)
    os.mkfifo(autostart.path)
    assert autostart.state().reason is Reason.UNREADABLE
    assert autostart.turn(True).is_on
    autostart.path.write_bytes(b"[Desktop Entry]\n" + b"#" * 100_000)
    assert autostart.state().reason is Reason.UNREADABLE
    autostart.path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in autostart.state().detail


def test_a_folder_that_others_can_change_is_not_written_to(place: Place) -> None:
    autostart = place.autostart()
    autostart.path.parent.mkdir(parents=True)
    autostart.path.parent.chmod(0o777)
    state = autostart.turn(True)
    assert (state.start, state.reason) == (Start.CANNOT, Reason.NOT_OURS)
    assert list(autostart.path.parent.iterdir()) == []


def test_a_folder_that_is_a_file_is_an_answer_and_no_traceback(place: Place) -> None:
    place.config.mkdir()
    (place.config / "autostart").write_text("")
    state = place.autostart().turn(True)
    assert (state.start, state.reason) == (Start.CANNOT, Reason.REFUSED) and "autostart" in state.detail


def test_a_home_whose_path_is_no_text_is_an_answer_and_no_traceback(place: Place) -> None:
    autostart = place.autostart("--home", os.fsdecode(b"/srv/\xff"))
    assert (autostart.turn(True).start, autostart.state().reason) == (Start.CANNOT, Reason.NOT_TEXT)
    assert "\\xff" in autostart.state().detail.replace("\\udcff", "\\xff")


def test_a_relative_place_for_configuration_is_not_used(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.environment["XDG_CONFIG_HOME"] = "config"
    monkeypatch.setenv("HOME", "/srv/somebody")
    assert place.autostart().path == Path("/srv/somebody/.config/autostart/skelly-tray.desktop")
