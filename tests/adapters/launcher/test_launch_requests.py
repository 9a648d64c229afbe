"""A launch request carries what the module's file says, and nothing that is the supervisor's own."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from skelly_tray.adapters.launcher.launcher import ModuleLauncher
from skelly_tray.adapters.launcher.requirements import Machine, require_resources
from skelly_tray.config.home import Home, find_home
from skelly_tray.domain.descriptor import (
    HttpCheck,
    ModuleDescriptor,
    ModuleId,
    NotifyCheck,
    ProbeSpec,
    Requires,
    SecretRef,
)
from skelly_tray.engine.ports import LaunchRefused, LaunchRequest


@pytest.fixture
def place(tmp_path: Path) -> Home:
    made = find_home(str(tmp_path / "h"))
    made.create()
    return made


def descriptor(**more: Any) -> ModuleDescriptor:
    return ModuleDescriptor(**{"id": ModuleId("web"), "name": "Web", "command": ("run", "it"), **more})


def launched(home: Home, base: dict[str, str] | None = None, **more: Any) -> LaunchRequest:
    return ModuleLauncher(home, base or {}).request(descriptor(**more), "key", 3)


def test_the_request_says_what_the_descriptor_says(place: Home) -> None:
    made = launched(
        place, digest="d", stop_signal="INT", shutdown_timeout=2.5, working_dir="/srv", env={"A": "1"}
    )
    assert made == LaunchRequest(
        key="key", module=ModuleId("web"), digest="d", argv=("run", "it"), working_dir="/srv", user=None,
        group=None, stop_signal="INT", grace=2.5, stop_rank=3, notify=False,
        environment={"SKELLY_STATE_DIR": str(place.module_state("web")), "A": "1"},
    )  # fmt: skip


def test_a_module_runs_in_a_private_folder_of_its_own(place: Home) -> None:
    folder = place.module_state("web")
    assert launched(place).working_dir == str(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    launched(place)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.state.stat().st_mode) == 0o700


def test_a_link_in_place_of_the_state_folder_is_refused(place: Home, tmp_path: Path) -> None:
    place.module_state("web").parent.mkdir()
    place.module_state("web").symlink_to(tmp_path)
    with pytest.raises(LaunchRefused, match="cannot be made ready"):
        launched(place)


def test_what_is_ours_never_reaches_a_module(place: Home) -> None:
    ours = {
        "NOTIFY_SOCKET": "x", "WATCHDOG_USEC": "1", "WATCHDOG_PID": "1", "LISTEN_FDS": "1", "LISTEN_PID": "1",
        "SKELLY_HOME": "x", "SKELLY_BUS_TOKEN": "x",
    }  # fmt: skip
    made = launched(place, {**ours, "PATH": "/bin", "LD_LIBRARY_PATH": "/opt"})
    assert set(made.environment) == {"PATH", "LD_LIBRARY_PATH", "SKELLY_STATE_DIR"}


def test_the_files_environment_wins(place: Home) -> None:
    made = launched(place, {"LANG": "C", "PATH": "/bin"}, env={"LANG": "de_DE"})
    assert made.environment["LANG"] == "de_DE" and made.environment["PATH"] == "/bin"


def test_a_notify_probe_asks_for_a_socket(place: Home) -> None:
    spec = ProbeSpec(NotifyCheck(), 2.5, 1.0)
    for role in ("startup", "readiness", "liveness"):
        made = launched(place, None, **{role: spec})
        assert made.notify
        assert made.environment.get("WATCHDOG_USEC") == ("2500000" if role == "liveness" else None)
    made = launched(place, liveness=ProbeSpec(HttpCheck("http://x/"), 2.5, 1.0))
    assert not made.notify and "WATCHDOG_USEC" not in made.environment


def test_a_secret_whose_value_is_not_known_is_never_left_out_in_silence(place: Home) -> None:
    with pytest.raises(LaunchRefused, match="not known yet"):
        launched(place, env={"TOKEN": SecretRef("web/token")})


@pytest.mark.parametrize("resource", ["memory_mb", "disk_mb"])
def test_a_machine_with_too_little_is_refused_with_the_figures(place: Home, resource: str) -> None:
    with pytest.raises(LaunchRefused) as caught:
        launched(place, requires=Requires(**{resource: 1e12}))
    assert caught.value.title == "Insufficient resources"
    assert caught.value.data["resource"] == resource
    assert 0 < caught.value.data["available"] < caught.value.data["required"] == 1e12
    assert launched(place, requires=Requires(**{resource: 1.0})).argv == ("run", "it")


def test_what_runs_beside_a_module_needs_nothing_free(place: Home) -> None:
    wants = descriptor(requires=Requires(memory_mb=1e12), working_dir="/srv", env={"A": "1"})
    made = ModuleLauncher(place, {}).surroundings(wants, "key", 0)
    assert (made.working_dir, made.environment["A"]) == ("/srv", "1")


class Busy(Machine):
    """A machine with a known idle share of its processors."""

    def __init__(self, idle: float | None) -> None:
        self.idle = idle

    def idle_cpu_percent(self) -> float | None:
        return self.idle


def test_idle_cpu_is_required_only_once_it_is_known() -> None:
    wants = descriptor(requires=Requires(cpu_percent=50.0))
    require_resources(wants, Busy(None))
    require_resources(wants, Busy(50.0))
    with pytest.raises(LaunchRefused, match="needs 50 % of a core idle, and the machine has 49"):
        require_resources(wants, Busy(49.0))


def test_idle_cpu_is_measured_over_all_cores(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from skelly_tray.adapters.launcher import requirements

    readings = iter([(100.0, 50.0), (100.1, 50.1), (102.0, 51.0)])
    monkeypatch.setattr(requirements, "_cpu_times", lambda: next(readings))
    machine = Machine(place.state)
    assert machine.idle_cpu_percent() is None, "too little time has passed to know"
    assert machine.idle_cpu_percent() == pytest.approx(50.0 * (os.cpu_count() or 1))


class Linked(Machine):
    """A machine with a known network."""

    def __init__(self, free: float | None) -> None:
        self.free = free

    def free_network_kbps(self) -> float | None:
        return self.free


def test_a_network_demand_needs_a_link_that_is_up_and_fast_enough_as_far_as_it_tells() -> None:
    wants = descriptor(requires=Requires(network_kbps=500.0))
    require_resources(wants, Linked(None))
    require_resources(wants, Linked(500.0))
    with pytest.raises(
        LaunchRefused, match="needs 500 kbit/s of a network link that is up, and the machine has 0"
    ):
        require_resources(wants, Linked(0.0))


@pytest.mark.parametrize(
    ("links", "free"),
    [
        ({"lo": (True, 0), "eth0": (False, 1000)}, 0.0),
        ({"lo": (True, 0), "eth0": (True, 100)}, 100_000.0),
        ({"eth0": (True, 10), "eth1": (True, 100)}, 100_000.0),
        ({"eth0": (True, 10), "wlan0": (True, 0)}, None),
        ({}, 0.0),
    ],
)
def test_the_fastest_link_that_is_up_counts_and_the_loopback_does_not(
    place: Home, monkeypatch: pytest.MonkeyPatch, links: dict[str, tuple[bool, int]], free: float | None
) -> None:
    import psutil

    found = {name: SimpleNamespace(isup=up, speed=speed) for name, (up, speed) in links.items()}
    monkeypatch.setattr(psutil, "net_if_stats", lambda: found)
    monkeypatch.setattr(psutil, "net_io_counters", lambda pernic: {})
    assert Machine(place.state).free_network_kbps() == free


def test_what_passes_through_a_link_is_not_free(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    from skelly_tray.adapters.launcher import requirements

    counts = iter([0, 1_000_000])
    clock = iter([10.0, 20.0])
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {"eth0": SimpleNamespace(isup=True, speed=1)})
    monkeypatch.setattr(requirements, "_bytes_passed", lambda: {"eth0": next(counts)})
    monkeypatch.setattr(requirements, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    assert Machine(place.state).free_network_kbps() == pytest.approx(200.0), "800 of 1000 kbit/s are used"


def test_the_real_machine_has_processors() -> None:
    from skelly_tray.adapters.launcher.requirements import _cpu_times

    total, idle = _cpu_times()
    assert 0 < idle <= total
