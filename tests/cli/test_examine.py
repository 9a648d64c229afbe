"""What `doctor` looks at, on machines made of folders."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from skelly_tray.adapters.limits import cgroup_v1
from skelly_tray.app.examine import keyrings
from skelly_tray.app.examine.places import shown
from skelly_tray.app.examine.programs import missing_program
from skelly_tray.app.examine.rungs import limit_rungs
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="cgroups are Linux's")


@linux_only
def test_rungs_that_the_machine_lacks_say_why(tmp_path: Path) -> None:
    rungs = limit_rungs(tmp_path, tmp_path)
    assert rungs["cgroup_v2"] == "no: not mounted" and rungs["cgroup_v1"] == "no: not mounted"
    assert rungs["systemd_scope"].startswith("no: systemd does not run")
    assert rungs["freeze"].startswith("available") and list(rungs)[-1] == "advisory"


def groups(folder: Path, version: str, controllers: str) -> Path:
    """A folder like /proc/self of a process whose groups are in `folder/groups`."""
    (folder / "groups").mkdir()
    kind = "cgroup2" if version == "2" else "cgroup"
    mount = f"30 20 0:1 / {folder}/groups rw - {kind} cgroup rw,{controllers}\n"
    (folder / "mountinfo").write_text(mount)
    (folder / "cgroup").write_text("0::/\n" if version == "2" else f"2:{controllers}:/\n")
    return folder / "groups"


@linux_only
def test_cgroup_v2_needs_its_controllers_and_a_group_of_our_own(tmp_path: Path) -> None:
    folder = groups(tmp_path, "2", "nsdelegate")
    for name in ("cgroup.subtree_control", "cgroup.type"):
        (folder / name).write_text("")
    (folder / "cgroup.procs").write_text("1\n2\n")
    (folder / "cgroup.controllers").write_text("hugetlb io\n")
    assert limit_rungs(tmp_path, tmp_path)["cgroup_v2"].startswith("no: without the controllers")
    (folder / "cgroup.controllers").write_text("cpu io memory pids\n")
    assert limit_rungs(tmp_path, tmp_path)["cgroup_v2"] == "no: the group holds 2 other processes"
    (folder / "cgroup.procs").write_text(f"{os.getpid()}\n")
    assert limit_rungs(tmp_path, tmp_path)["cgroup_v2"].startswith("available")


@linux_only
def test_cgroup_v1_is_tried_out_and_leaves_nothing(tmp_path: Path) -> None:
    folder = groups(tmp_path, "1", "cpu")
    assert limit_rungs(tmp_path, tmp_path)["cgroup_v1"] == "no: not writable by this user"
    (folder / "cpu.cfs_quota_us").write_text("-1")
    found = limit_rungs(tmp_path, tmp_path)["cgroup_v1"]
    assert found == "no: No such file or directory"  # a folder of plain files makes no group
    assert not list(folder.glob("skelly-try-*"))
    if cgroup_v1.parents():
        assert limit_rungs()["cgroup_v1"] == "available (cpu, memory, pids)"


@linux_only
def test_a_systemd_that_does_not_answer_is_not_available(tmp_path: Path) -> None:
    for folder in ("run/systemd/system", f"run/user/{os.getuid()}"):
        (tmp_path / folder).mkdir(parents=True)
    assert limit_rungs(tmp_path, tmp_path)["systemd_scope"] == "no: there is no systemd user session"
    (tmp_path / f"run/user/{os.getuid()}/bus").touch()
    assert "does not answer" in limit_rungs(tmp_path, tmp_path)["systemd_scope"]


def test_the_users_folder_is_shown_as_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    assert shown(Path("/home/somebody/.config/skelly-tray")) == "~/.config/skelly-tray"
    assert shown(Path("/srv/skelly")) == "/srv/skelly"
    monkeypatch.setenv("HOME", "/")
    assert shown(Path("/srv/skelly")) == "/srv/skelly"


def test_only_keyrings_that_encrypt_are_named_and_a_broken_one_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Good:
        viable = True

    class Broken:
        @property
        def viable(self) -> bool:
            raise RuntimeError("no bus")

    modules = {"keyring.backends.kwallet": Good, "keyring.backends.SecretService": Broken()}

    def load(name: str) -> object:
        if name not in modules:
            raise ImportError(name)
        return type("Module", (), {"Keyring": modules[name], "DBusKeyring": modules[name]})

    monkeypatch.setattr(keyrings, "import_module", load)
    assert keyrings.keyring_name() == "kwallet"
    modules.clear()
    assert keyrings.keyring_name() == "none found"


def test_a_keyring_that_hangs_does_not_hang_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr(keyrings, "_viable", lambda name, kind: release.wait(30))
    monkeypatch.setattr(keyrings, "_DEADLINE", 0.05)
    assert keyrings.keyring_name().startswith("unknown: the keyring service did not answer")
    release.set()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["sh"], None),
        (["/bin/sh"], None),
        (["bin/later"], None),
        (["/no/such/redis"], 'command: there is no program "/no/such/redis" here'),
        (["no-such-redis"], 'command: there is no program "no-such-redis" here'),
        (["~/run"], 'command: there is no program "~/run" here; ~ is not expanded, $HOME is'),
    ],
)
def test_a_program_that_is_not_there_is_named_before_the_start(command: list[str], said: str | None) -> None:
    descriptor = ModuleDescriptor(ModuleId("x"), "x", tuple(command))
    assert missing_program(descriptor, os.environ) == said


def test_a_shell_line_as_one_word_is_told_from_a_missing_program(tmp_path: Path) -> None:
    line = ModuleDescriptor(ModuleId("x"), "x", ("tail -F x | grep y",))
    assert '["sh", "-c", "…"]' in str(missing_program(line, os.environ))
    (tmp_path / "own").write_text("#!/bin/sh\n")
    (tmp_path / "own").chmod(0o755)
    own = ModuleDescriptor(ModuleId("x"), "x", ("own",), env={"PATH": str(tmp_path)})
    assert missing_program(own, os.environ) is None
    assert missing_program(replace(own, env={}), os.environ) is not None
    assert missing_program(replace(own, env={}, user="somebody"), os.environ) is None
