"""Where our groups are is read from the kernel's own tables, whatever was mounted where."""

from __future__ import annotations

from pathlib import Path

from skelly_tray.adapters.limits.cgroup_places import UNIFIED, groups_of, own_folders


def proc(folder: Path, cgroup: str, mountinfo: str) -> Path:
    (folder / "cgroup").write_text(cgroup)
    (folder / "mountinfo").write_text(mountinfo)
    return folder


def test_both_versions_are_found_where_they_are_mounted(tmp_path: Path) -> None:
    for name in ("v1/cpu,cpuacct/a", "v1/mem ory/b/c", "v2/user.slice/x.scope"):
        (tmp_path / name).mkdir(parents=True)
    spaced = str(tmp_path / "v1/mem ory").replace(" ", r"\040")
    found = own_folders(
        proc(
            tmp_path,
            "5:memory:/b/c\n2:cpu,cpuacct:/a\n1:name=systemd:/z\n0::/user.slice/x.scope\n",
            "junk\n"
            f"30 20 0:1 / {tmp_path}/v1/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
            f"31 20 0:2 / {spaced} rw - cgroup cgroup rw,memory\n"
            f"32 20 0:3 / {tmp_path}/v2 rw - cgroup2 cgroup2 rw,nsdelegate\n"
            "33 20 0:4 / /tmp rw - tmpfs tmpfs rw\n",
        )
    )
    assert found == {
        "cpu": tmp_path / "v1/cpu,cpuacct/a",
        "cpuacct": tmp_path / "v1/cpu,cpuacct/a",
        "memory": tmp_path / "v1/mem ory/b/c",
        UNIFIED: tmp_path / "v2/user.slice/x.scope",
    }


def test_a_container_sees_its_own_part_of_the_groups(tmp_path: Path) -> None:
    (tmp_path / "v2/inner").mkdir(parents=True)
    mount = f"32 20 0:3 /docker/abc {tmp_path}/v2 ro - cgroup2 cgroup2 rw\n"
    assert own_folders(proc(tmp_path, "0::/docker/abc/inner\n", mount)) == {UNIFIED: tmp_path / "v2/inner"}
    assert own_folders(proc(tmp_path, "0::/docker/abc\n", mount)) == {UNIFIED: tmp_path / "v2"}
    assert own_folders(proc(tmp_path, "0::/docker/abcd\n", mount)) == {}
    namespaced = f"32 20 0:3 / {tmp_path}/v2 ro - cgroup2 cgroup2 rw\n"
    assert own_folders(proc(tmp_path, "0::/../other\n", namespaced)) == {}


def test_a_machine_without_groups_has_none(tmp_path: Path) -> None:
    assert own_folders(tmp_path) == {}
    assert groups_of("3:cpu,cpuacct:/a:b\n0::/\n") == {"cpu": "/a:b", "cpuacct": "/a:b", "": "/"}
