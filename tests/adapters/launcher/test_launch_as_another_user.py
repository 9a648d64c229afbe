"""A module of another user: its own folder, a way to get there, that user's environment, or a clear refusal."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.launcher.folders import can_cross
from skelly_tray.adapters.launcher.identity import Identity, resolve_identity
from skelly_tray.adapters.launcher.launcher import ModuleLauncher
from skelly_tray.config.home import Home, find_home
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId
from skelly_tray.engine.ports import LaunchRefused, LaunchRequest

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start modules as another user")


@pytest.fixture
def outer() -> Iterator[Path]:
    """A folder that everybody may cross; pytest's own are private."""
    folder = Path(tempfile.mkdtemp(prefix="sk-launch-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def place(outer: Path) -> Home:
    made = find_home(str(outer / "h"))
    made.create()
    return made


def launched(home: Home, base: dict[str, str] | None = None, **more: Any) -> LaunchRequest:
    made = ModuleDescriptor(
        **{"id": ModuleId("db"), "name": "Db", "command": ("run",), "user": "nobody", **more}
    )
    return ModuleLauncher(home, base or {}).request(made, "key", 0)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@ROOT_ONLY
def test_the_state_folder_is_its_users_and_the_way_is_open(place: Home) -> None:
    made = launched(place)
    nobody = pwd.getpwnam("nobody")
    folder = place.module_state("db")
    assert made.user == "nobody" and made.working_dir == str(folder)
    assert (folder.stat().st_uid, mode(folder)) == (nobody.pw_uid, 0o700)
    assert [mode(path) for path in (place.run, place.state, folder.parent)] == [0o711] * 3
    assert [mode(path) for path in (place.config, place.logs)] == [0o700] * 2
    subprocess.run(
        ["/bin/sh", "-c", 'cd "$0" && : > mine', str(folder)],
        user="nobody", group=nobody.pw_gid, extra_groups=[], check=True, cwd="/",
    )  # fmt: skip
    assert (folder / "mine").stat().st_uid == nobody.pw_uid


@ROOT_ONLY
def test_the_first_folder_that_the_user_cannot_cross_is_named(place: Home) -> None:
    root = place.state.parent
    root.chmod(0o700)
    with pytest.raises(LaunchRefused) as caught:
        launched(place)
    assert caught.value.title == "Folder out of reach"
    assert f"user nobody cannot cross {root} (mode 0700)" in caught.value.message


@ROOT_ONLY
def test_its_own_folder_must_be_in_reach_wherever_it_works(place: Home) -> None:
    place.state.parent.chmod(0o700)
    with pytest.raises(LaunchRefused, match="nobody cannot cross"):
        launched(place, working_dir="/")


@ROOT_ONLY
def test_a_working_folder_out_of_reach_is_refused(place: Home, outer: Path) -> None:
    closed = outer / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o750)
    with pytest.raises(LaunchRefused, match=r"cannot cross .*closed "):
        launched(place, working_dir=str(closed / "inner"))


@ROOT_ONLY
def test_the_environment_is_that_users(place: Home) -> None:
    base = {
        "HOME": "/root",
        "USER": "root",
        "XDG_RUNTIME_DIR": "/run/user/0",
        "SSH_AUTH_SOCK": "x",
        "LANG": "C",
    }
    made = launched(place, base, env={"SHELL": "/bin/dash"}).environment
    entry = pwd.getpwnam("nobody")
    assert made == {
        "HOME": entry.pw_dir, "USER": "nobody", "LOGNAME": "nobody", "SHELL": "/bin/dash", "LANG": "C",
        "SKELLY_STATE_DIR": str(place.module_state("db")),
    }  # fmt: skip


@ROOT_ONLY
def test_a_group_alone_changes_only_the_group(place: Home) -> None:
    other = grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name
    made = launched(place, user=None, group=other)
    assert (made.user, made.group) == (pwd.getpwuid(0).pw_name, other)


@ROOT_ONLY
def test_a_folder_becomes_ours_again_when_the_user_is_gone(place: Home) -> None:
    launched(place)
    launched(place, user=None)
    assert place.module_state("db").stat().st_uid == os.geteuid()


def test_our_own_user_is_no_other_user(place: Home) -> None:
    own = pwd.getpwuid(os.geteuid()).pw_name
    made = launched(place, user=own)
    assert made.user is None and mode(place.state) == 0o700


def test_an_unknown_user_or_group_is_refused_by_name(place: Home) -> None:
    with pytest.raises(LaunchRefused, match='there is no user "no-such-user"'):
        launched(place, user="no-such-user")
    with pytest.raises(LaunchRefused, match='there is no group "no-such-group"'):
        launched(place, user=None, group="no-such-group")


def test_only_root_can_change_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: pwd.getpwnam("daemon").pw_uid)
    with pytest.raises(LaunchRefused, match="only root can start a module as user nobody; we run as daemon"):
        resolve_identity("nobody", None)


@pytest.mark.parametrize(
    ("bits", "uid", "gid", "crosses"),
    [
        (0o100, 5, 0, True), (0o011, 5, 6, False),  # its owner: only the owner's bit counts
        (0o010, 0, 6, True), (0o101, 0, 6, False),  # its group: only the group's
        (0o001, 0, 0, True), (0o110, 0, 0, False),
    ],
)  # fmt: skip
def test_crossing_is_judged_by_the_bits_the_kernel_picks(
    bits: int, uid: int, gid: int, crosses: bool
) -> None:
    facts = os.stat_result((stat.S_IFDIR | bits, 0, 0, 0, uid, gid, 0, 0, 0, 0))
    someone = Identity("someone", 5, 6, frozenset({6}), "/", "/bin/sh")
    assert can_cross(facts, someone) is crosses
