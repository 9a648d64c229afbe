"""Control groups version 2 on plain files that stand in for the kernel's: which are written, and when none is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skelly_tray.adapters.limits import cgroup_v2, cgroups
from skelly_tray.adapters.limits.cgroup_places import UNIFIED
from skelly_tray.adapters.limits.cgroup_v2 import CgroupV2
from skelly_tray.adapters.limits.ladder import Ladder
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.engine.ports import SpawnRecord
from tests.adapters.limits.rigs import CPU, MEMORY, SLEEP, THREADS, limited
from tests.adapters.processes.keeping import request

ALL = limited(max_cpu_percent=25.0, max_memory_mb=100, max_threads=20)
US = os.getpid()


class Kernel:
    """What writing to a control file does: controllers are added, processes move, groups have files of their own."""

    def __init__(self, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.top = top
        self.written: list[tuple[str, str]] = []
        self._mkdir = Path.mkdir
        monkeypatch.setattr(cgroups, "put", self.put)
        monkeypatch.setattr(cgroup_v2, "put", self.put)
        monkeypatch.setattr(Path, "mkdir", lambda path, *args, **kinds: self.mkdir(path, **kinds))
        monkeypatch.setattr(Path, "rmdir", lambda path: self.rmdir(path))

    def mkdir(self, folder: Path, exist_ok: bool = False) -> None:
        self._mkdir(folder, exist_ok=exist_ok)
        if not (folder / "cgroup.procs").exists():
            (folder / "cgroup.type").write_text("domain\n")
            for name in ("cgroup.procs", "cgroup.subtree_control"):
                (folder / name).write_text("")
            passed_on = (folder.parent / "cgroup.subtree_control").read_text()
            (folder / "cgroup.controllers").write_text(passed_on)

    def rmdir(self, folder: Path) -> None:
        if (folder / "cgroup.procs").read_text():
            raise OSError(16, "Device or resource busy")
        for file in folder.iterdir():
            if file.is_dir():
                raise OSError(16, "Device or resource busy")
        for file in folder.iterdir():
            file.unlink()
        os.rmdir(folder)

    def put(self, path: Path, text: str) -> None:
        self.written.append((str(path.relative_to(self.top)), text))
        if path.name == "cgroup.subtree_control":
            if (path.parent / "cgroup.type").exists() and (path.parent / "cgroup.procs").read_text():
                raise OSError(16, "Device or resource busy")
            path.write_text(f"{path.read_text()} {text.removeprefix('+')}".strip())
        elif path.name == "cgroup.procs":
            for other in self.top.rglob("cgroup.procs"):
                other.write_text("\n".join(pid for pid in other.read_text().split() if pid != text))
            path.write_text(f"{path.read_text()}\n{text}".strip())
        else:
            path.write_text(text)


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kernel:
    """A delegated group `app` that holds only us, with all controllers."""
    made = Kernel(tmp_path, monkeypatch)
    (tmp_path / "cgroup.subtree_control").write_text("cpu memory pids io")
    (tmp_path / "app").mkdir()
    (tmp_path / "app/cgroup.procs").write_text(str(US))
    return made


def rung(kernel: Kernel, systemd: Path = Path("/nonexistent")) -> CgroupV2:
    return CgroupV2(cgroup_v2.prepare(kernel.top / "app", US, systemd), "skelly-1")


def test_we_move_into_a_leaf_before_controllers_are_passed_on(kernel: Kernel) -> None:
    kinds = cgroup_v2.prepare(kernel.top / "app", US, Path("/nonexistent"))
    assert set(kinds) == {CPU, MEMORY, THREADS}
    assert kernel.written == [
        ("app/supervisor/cgroup.procs", str(US)),
        ("app/cgroup.subtree_control", "+cpu"),
        ("app/cgroup.subtree_control", "+memory"),
        ("app/cgroup.subtree_control", "+pids"),
    ]
    assert (kernel.top / "app/cgroup.procs").read_text() == ""


def test_a_supervisor_that_is_in_its_leaf_already_uses_the_group_above(kernel: Kernel) -> None:
    cgroup_v2.prepare(kernel.top / "app", US, Path("/nonexistent"))
    kernel.written.clear()
    above = cgroup_v2.parent({UNIFIED: kernel.top / "app/supervisor"})
    assert above == kernel.top / "app"
    assert set(cgroup_v2.prepare(above, US, Path("/nonexistent"))) == {CPU, MEMORY, THREADS}
    assert kernel.written == []


def test_a_group_that_holds_others_is_left_as_it_is(kernel: Kernel) -> None:
    (kernel.top / "app/cgroup.procs").write_text(f"1\n{US}\n99")
    assert cgroup_v2.refusal(kernel.top / "app", US) == "the group holds 2 other processes"
    assert cgroup_v2.prepare(kernel.top / "app", US) == {}
    assert kernel.written == []


def test_a_group_that_others_manage_is_left_as_it_is(kernel: Kernel, tmp_path: Path) -> None:
    assert cgroup_v2.refusal(kernel.top / "app", US, tmp_path) == "the group is not delegated to us"
    try:
        os.setxattr(kernel.top / "app", "user.delegate", b"1")
    except OSError:
        pytest.skip("this file system takes no such mark")
    assert cgroup_v2.refusal(kernel.top / "app", US, tmp_path) == ""


def test_without_controllers_there_is_no_rung(kernel: Kernel) -> None:
    (kernel.top / "app/cgroup.controllers").write_text("hugetlb io\n")
    assert "without the controllers" in cgroup_v2.refusal(kernel.top / "app", US)
    assert cgroup_v2.prepare(kernel.top / "app", US) == {}
    (kernel.top / "app/cgroup.controllers").write_text("memory\n")
    assert set(cgroup_v2.prepare(kernel.top / "app", US, Path("/nonexistent"))) == {MEMORY}


def test_not_mounted_is_no_rung(tmp_path: Path) -> None:
    assert cgroup_v2.parent({}) is None
    assert cgroup_v2.parent({UNIFIED: tmp_path}) is None


def test_a_launch_joins_one_group_in_which_its_limits_are_set_and_lifted(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    ladder = Ladder([rung(kernel)])
    dressed = ladder.dress(request("k", *SLEEP), ALL)
    folder = kernel.top / "app/skelly-1/k"
    assert dressed.cgroups == (str(folder / "cgroup.procs"),)
    assert set((folder / "cgroup.controllers").read_text().split()) == {"cpu", "memory", "pids"}
    monkeypatch.setattr(cgroups, "_groups_of_process", lambda pid: {"": "/app/skelly-1/k"})
    ladder.spawned("k", 7, 1234)
    (folder / "memory.swap.max").write_text("max")
    for kind, value in ALL.limits.given.items():
        assert ladder.hold(7, kind, value).strength == "hard"
    assert {name: (folder / name).read_text() for name in FILES} == {
        "cpu.max": "25000 100000",
        "memory.high": str(95 * 2**20),
        "memory.max": str(100 * 2**20),
        "memory.swap.max": "0",
        "pids.max": "20",
    }
    for kind in ALL.limits.given:
        ladder.hold(7, kind, None)
    assert {(folder / name).read_text() for name in FILES} == {"max 100000", "max"}
    ladder.gone(7)
    assert not folder.exists()
    ladder.close(keep_modules=False)
    assert not folder.parent.exists()


FILES = ("cpu.max", "memory.high", "memory.max", "memory.swap.max", "pids.max")


def test_usage_and_kills_are_read_from_the_group(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    ladder = Ladder([rung(kernel)])
    ladder.dress(request("k", *SLEEP), ALL)
    monkeypatch.setattr(cgroups, "_groups_of_process", lambda pid: {"": "/x/app/skelly-1/k"})
    ladder.adopt(SpawnRecord("k", ModuleId("m"), 9, 1234, 0.0, "d"), ALL)
    folder = kernel.top / "app/skelly-1/k"
    (folder / "memory.stat").write_text(f"anon {30 * 2**20}\nfile {900 * 2**20}\nshmem {2 * 2**20}\n")
    (folder / "memory.swap.current").write_text(f"{8 * 2**20}\n")
    (folder / "memory.events").write_text("low 0\nhigh 8\nmax 3\noom 2\noom_kill 1\noom_group_kill 0\n")
    assert ladder.usage_mb(9) == 40.0 and ladder.kills(9) == 1
    (folder / "memory.stat").write_text("rubbish")
    assert ladder.usage_mb(9) is None


def test_a_group_whose_last_process_is_still_ending_is_removed_later(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    ladder = Ladder([rung(kernel)])
    ladder.dress(request("k", *SLEEP), ALL)
    monkeypatch.setattr(cgroups, "_groups_of_process", lambda pid: {"": "/app/skelly-1/k"})
    ladder.spawned("k", 7, 1234)
    folder = kernel.top / "app/skelly-1/k"
    (folder / "cgroup.procs").write_text("1234")
    ladder.gone(7)
    assert folder.exists() and ladder.usage_mb(7) is None
    (folder / "cgroup.procs").write_text("")
    ladder.gone(8)
    assert not folder.exists()
