"""The entries of Windows and macOS, over a registry in memory and a folder of ours: their rules, not their systems."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from skelly_tray.adapters.autostart.launch_agent import LaunchAgentAutostart
from skelly_tray.adapters.autostart.starting import Starting
from skelly_tray.adapters.autostart.windows_run import APPROVED, LONGEST, RUN, RunKeyAutostart
from skelly_tray.config.autostart import Reason, Start


class FakeRegistry:
    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.refuses = False

    def read(self, key: str, name: str) -> str | bytes | None:
        return self.values.get((key, name))

    def write(self, key: str, name: str, value: str) -> None:
        if self.refuses:
            raise PermissionError("Access is denied")
        self.values[key, name] = value

    def remove(self, key: str, name: str) -> None:
        self.values.pop((key, name), None)


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "my programs" / "skelly-tray-gui.exe"
    path.parent.mkdir()
    path.write_text("")
    path.chmod(0o755)
    return str(path)


def test_the_run_value_is_quoted_as_windows_reads_it(program: str) -> None:
    registry = FakeRegistry()
    autostart = RunKeyAutostart(Starting("skelly-tray", "", (program, "--home", "a b"), ""), registry)
    assert autostart.state().start is Start.OFF
    assert autostart.turn(True).is_on
    assert registry.values[RUN, "skelly-tray"] == f'"{program}" --home "a b"'
    assert autostart.turn(False).start is Start.OFF and registry.values == {}


def test_what_the_task_manager_switched_off_is_off_until_it_is_switched_on(program: str) -> None:
    registry = FakeRegistry()
    autostart = RunKeyAutostart(Starting("skelly-tray", "", (program,), ""), registry)
    autostart.turn(True)
    registry.values[APPROVED, "skelly-tray"] = b"\x03" + bytes(11)
    assert autostart.state().reason is Reason.HIDDEN
    assert autostart.turn(True).is_on
    registry.values[APPROVED, "skelly-tray"] = b"\x02" + bytes(11)
    assert autostart.state().is_on


def test_a_run_value_of_others_a_long_one_and_a_refusal_are_told(program: str) -> None:
    registry = FakeRegistry()
    autostart = RunKeyAutostart(Starting("skelly-tray", "", (program,), ""), registry)
    registry.values[RUN, "skelly-tray"] = f'"{program}" --verbose'
    assert (autostart.state().start, autostart.state().reason) == (Start.ON, Reason.OTHER_PROGRAM)
    registry.values[RUN, "skelly-tray"] = '"C:\\gone\\x.exe" -v'
    assert (autostart.state().reason, autostart.state().detail) == (Reason.PROGRAM_GONE, "C:\\gone\\x.exe")
    registry.values[RUN, "skelly-tray"] = b"\x01"
    assert autostart.state().reason is Reason.UNREADABLE
    registry.refuses = True
    assert (autostart.turn(True).start, autostart.turn(True).reason) == (Start.CANNOT, Reason.REFUSED)
    long = RunKeyAutostart(Starting("s", "", (program, "x" * LONGEST), ""), registry)
    assert (long.turn(True).start, long.state().reason) == (Start.CANNOT, Reason.TOO_LONG)


def test_a_launch_agent_is_written_read_and_removed(program: str, tmp_path: Path) -> None:
    starting = Starting("skelly-tray", "", (program, "--home", "a <&> b"), "")
    autostart = LaunchAgentAutostart(starting, tmp_path / "Library")
    assert autostart.state().start is Start.OFF and autostart.turn(False).start is Start.OFF
    assert autostart.turn(True).is_on
    agent = plistlib.loads(autostart.path.read_bytes())
    assert agent["ProgramArguments"] == [program, "--home", "a <&> b"] and agent["RunAtLoad"] is True
    assert agent["Label"] == autostart.path.stem, "launchd wants the name of the file to be the label"
    assert autostart.turn(False).start is Start.OFF and not autostart.path.exists()


@pytest.mark.parametrize(
    ("change", "start", "reason"),
    [
        ({"Disabled": True}, Start.OFF, Reason.HIDDEN),
        ({"RunAtLoad": False}, Start.OFF, Reason.HIDDEN),
        ({"ProgramArguments": ["/gone/x"]}, Start.OFF, Reason.PROGRAM_GONE),
        ({"ProgramArguments": ["/bin/sh"]}, Start.ON, Reason.OTHER_PROGRAM),
        ({"ProgramArguments": "x"}, Start.OFF, Reason.UNREADABLE),
    ],
)
def test_what_became_of_a_launch_agent_is_told(
    program: str, tmp_path: Path, change: dict[str, object], start: Start, reason: Reason
) -> None:
    autostart = LaunchAgentAutostart(Starting("skelly-tray", "", (program,), ""), tmp_path)
    autostart.turn(True)
    autostart.path.write_bytes(plistlib.dumps(plistlib.loads(autostart.path.read_bytes()) | change))
    assert (autostart.state().start, autostart.state().reason) == (start, reason)
    autostart.path.write_bytes(b"<plist")
    assert autostart.state().reason is Reason.UNREADABLE
    assert autostart.turn(True).is_on
