"""What is written for managers of services, and what they are asked."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.adapters.service.launchd import LaunchdService
from skelly_tray.adapters.service.sd_notify import LONGEST_PAUSE, SHORTEST_PAUSE, ServiceManager
from skelly_tray.adapters.service.systemd import SystemdService
from skelly_tray.adapters.service.unit import quoted, unit_text
from skelly_tray.adapters.service.windows import TaskService
from skelly_tray.config.service import Installed, Service

SERVICE = Service(
    "skelly-tray-core", "Skelly: keeps", ("/opt/skelly tray/bin/skelly-tray", "run", "--headless")
)


class Manager:
    """Plays the program that is asked. answers: by a word of the order."""

    def __init__(self, **answers: tuple[int, str]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        self.asked.append(" ".join(command))
        words = [word.strip("/").replace("-", "_").lower() for word in command]
        return next((self.answers[word] for word in words if word in self.answers), (0, ""))


def systemd(tmp_path: Path, manager: Manager) -> SystemdService:
    return SystemdService(SERVICE, {"XDG_CONFIG_HOME": str(tmp_path / "config")}, manager)


def unquoted(text: str) -> str:
    """As systemd reads a word in double quotes, by its manual: escapes, then specifiers, then variables."""
    assert text[0] == text[-1] == '"'
    inner, read = text[1:-1], ""
    letters = iter(inner)
    for letter in letters:
        read += next(letters) if letter == "\\" else letter
        assert letter != '"'
    return read.replace("%%", "%").replace("$$", "$")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), max_size=60))
def test_every_word_is_read_as_it_was_meant(word: str) -> None:
    assert unquoted(quoted(word)) == word


@pytest.mark.parametrize("program", ["/a'b", '/a"b', "/a\\b"])
def test_a_program_that_systemd_would_not_start_is_refused(program: str) -> None:
    with pytest.raises(ValueError, match="quotation marks"):
        unit_text(Service("x", "x", (program,)))


@pytest.mark.parametrize("word", ["a\nb", "a\0b", "\udcff"])
def test_a_word_that_no_unit_can_hold_is_refused(word: str) -> None:
    with pytest.raises(ValueError):
        quoted(word)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_finds_nothing_to_say_about_the_unit(tmp_path: Path) -> None:
    program = tmp_path / "a b 100% $HOME" / "skelly-tray"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "skelly-tray-core.service"
    unit.write_text(unit_text(Service("skelly-tray-core", "50 % of it \\", (str(program), 'a "b" $C'))))
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", "--man=no", str(unit)],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        check=False,
        timeout=60,
    )
    about_ours = [line for line in done.stderr.splitlines() if "skelly" in line]
    assert (done.returncode, about_ours) == (0, []), done.stderr


def test_a_unit_is_written_enabled_and_started(tmp_path: Path) -> None:
    manager = Manager(show=(0, "LoadState=loaded\nActiveState=active\nMainPID=7\nUnitFileState=enabled"))
    service = systemd(tmp_path, manager)
    state = service.install(start=True)
    assert (state.installed, state.detail) == (Installed.RUNNING, "active, pid 7")
    assert 'ExecStart="/opt/skelly tray/bin/skelly-tray" "run" "--headless"' in service.path.read_text()
    orders = [asked.removeprefix("systemctl --user --no-pager ") for asked in manager.asked]
    assert orders[:3] == [
        "daemon-reload",
        "enable skelly-tray-core.service",
        "start skelly-tray-core.service",
    ]


def test_one_that_runs_already_is_not_started_a_second_time(tmp_path: Path) -> None:
    manager = Manager(show=(0, "ActiveState=inactive\nUnitFileState=enabled"))
    assert systemd(tmp_path, manager).install(start=False).installed is Installed.YES
    assert not any(" start " in asked for asked in manager.asked)


def test_an_order_that_failed_is_told_in_the_managers_words(tmp_path: Path) -> None:
    manager = Manager(daemon_reload=(1, "Failed to connect to bus"))
    state = systemd(tmp_path, manager).install(start=True)
    assert state.installed is Installed.CANNOT and "Failed to connect to bus" in state.detail


def test_it_is_stopped_and_taken_away(tmp_path: Path) -> None:
    manager = Manager()
    service = systemd(tmp_path, manager)
    service.install(start=False)
    assert service.uninstall().installed is Installed.NO
    assert not service.path.exists()
    assert any("disable --now skelly-tray-core.service" in asked for asked in manager.asked)


def test_without_systemctl_what_is_there_is_told_from_the_file(tmp_path: Path) -> None:
    def nobody(_command: Sequence[str]) -> tuple[int, str]:
        raise FileNotFoundError

    service = SystemdService(SERVICE, {"XDG_CONFIG_HOME": str(tmp_path)}, nobody)
    assert service.state().installed is Installed.NO
    assert "no systemctl" in service.install(start=True).detail
    assert service.state().installed is Installed.YES


def test_a_unit_that_was_given_up_is_told_as_failed(tmp_path: Path) -> None:
    manager = Manager(show=(0, "ActiveState=failed\nResult=exit-code"))
    service = systemd(tmp_path, manager)
    service.path.parent.mkdir(parents=True, mode=0o700)
    assert (service.state().installed, service.state().detail) == (Installed.FAILED, "exit-code")


def test_the_launch_agent_comes_back_after_a_crash_and_leaves_the_keeper_alone(tmp_path: Path) -> None:
    manager = Manager(print=(0, "\tstate = running\n\tpid = 12\n"))
    service = LaunchdService(SERVICE, tmp_path, {}, manager)
    assert service.install(start=True).detail == "pid 12"
    agent = plistlib.loads(service.path.read_bytes())
    assert agent["ProgramArguments"] == list(SERVICE.command)
    assert agent["KeepAlive"] == {"SuccessfulExit": False} and agent["AbandonProcessGroup"] is True
    assert service.uninstall().installed is Installed.NO and not service.path.exists()


def test_the_task_of_windows_is_made_with_the_whole_command() -> None:
    manager = Manager(query=(0, '"skelly","N/A","Ready"'))
    assert TaskService(SERVICE, {}, manager).install(start=False).installed is Installed.YES
    assert '"/opt/skelly tray/bin/skelly-tray" run --headless' in manager.asked[0]
    long = Service("x", "x", ("a" * 300,))
    assert TaskService(long, {}, manager).install(start=False).installed is Installed.CANNOT


@pytest.mark.parametrize("open_one", ["config", "config/systemd", "config/systemd/user"])
def test_no_unit_is_written_where_others_can_replace_a_folder(tmp_path: Path, open_one: str) -> None:
    (tmp_path / "config" / "systemd" / "user").mkdir(mode=0o700, parents=True)
    (tmp_path / open_one).chmod(0o777)
    manager = Manager()
    host = systemd(tmp_path, manager)
    assert host.install(start=True).installed is Installed.CANNOT
    assert host.state().installed is Installed.CANNOT
    assert not host.path.exists() and not manager.asked


@pytest.mark.parametrize(
    ("given_usec", "pause"),
    [("", LONGEST_PAUSE), ("0", LONGEST_PAUSE), ("9" * 400, LONGEST_PAUSE), ("²", LONGEST_PAUSE),
     ("1", SHORTEST_PAUSE), ("4000000", 2.0)],
)  # fmt: skip
def test_no_watchdog_makes_us_do_nothing_but_feed_it(given_usec: str, pause: float) -> None:
    assert ServiceManager({"WATCHDOG_USEC": given_usec}).pause == pause
