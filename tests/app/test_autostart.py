"""What a login starts is what would run now: from an environment, as a bundle, as an AppImage; one entry a home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.adapters.autostart.xdg import XdgAutostart
from skelly_tray.app.autostart import ICON_NAME, autostart_of, starting_of
from skelly_tray.config.autostart import AutostartState, Reason, Start
from skelly_tray.config.home import find_home
from skelly_tray.reentry import own_command
from skelly_tray.ui.present.autostart import sentence
from tests.supervisor import Supervisor


def test_the_command_of_this_environment_runs() -> None:
    done = subprocess.run(
        [*own_command(), "--version"], cwd="/", capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.startswith("skelly-tray ")


def test_an_environment_without_the_script_is_started_by_its_python(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    python.symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(python))
    assert own_command() == (str(python), "-P", "-m", "skelly_tray")
    script = tmp_path / "skelly-tray"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    assert own_command() == (str(script),)


def test_a_bundle_is_its_own_command_and_an_appimage_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/tmp/.mount_x/usr/bin/skelly-tray")
    monkeypatch.setenv("APPIMAGE", "/opt/Skelly.AppImage")
    monkeypatch.setenv("APPDIR", "/tmp/.mount_other")  # of another AppImage that started us
    assert own_command() == ("/tmp/.mount_x/usr/bin/skelly-tray",)
    monkeypatch.setenv("APPDIR", "/tmp/.mount_x")
    assert own_command() == ("/opt/Skelly.AppImage",)


def test_a_version_of_a_package_is_started_by_the_command_that_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    version, command = (
        tmp_path / "lib" / "skelly-tray" / "1.2" / "skelly-tray",
        tmp_path / "bin" / "skelly-tray",
    )
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(version))
    monkeypatch.setattr(sys, "_MEIPASS", str(version.with_name("_internal")), raising=False)
    for path in (version, command):
        assert own_command() == (str(version),)
        path.parent.mkdir(parents=True)
        path.touch()
    assert own_command() == (str(command),)
    assert starting_of(find_home("/srv/demo")).icon == ICON_NAME
    monkeypatch.setattr(sys, "executable", str(tmp_path / "lib" / "other" / "1.2" / "skelly-tray"))
    assert own_command() == (sys.executable,)


def test_a_bundle_that_unpacks_itself_names_no_picture_that_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    home = find_home("/srv/demo")
    assert starting_of(home).icon.endswith("skelly-tray.svg")
    monkeypatch.setattr(sys, "_MEIPASS", "/tmp/_MEIabc", raising=False)
    assert starting_of(home).icon == ICON_NAME


def test_a_named_home_is_named_in_the_entry_and_the_usual_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKELLY_HOME", raising=False)
    usual, named, other = (
        starting_of(find_home()),
        starting_of(find_home("/srv/demo")),
        starting_of(find_home("/srv/x")),
    )
    assert usual.name == "skelly-tray" and "--home" not in usual.command
    assert named.command[-2:] == ("--home", "/srv/demo") and named.title == "Skelly Tray · demo"
    assert len({usual.name, named.name, other.name, starting_of(find_home("/")).name}) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="the entry of Linux")
def test_the_command_writes_tells_and_removes(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.environment |= {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_CURRENT_DESKTOP": "KDE"}
    assert "does not start" in supervisor.cli("autostart", check=True).stdout
    assert supervisor.cli("autostart", "on", check=True).stdout.startswith("It starts when you log in.\n")
    (entry,) = (tmp_path / "config" / "autostart").iterdir()
    assert '"state": "on"' in supervisor.cli("autostart", "status", "--json", check=True).stdout
    (tmp_path / "config" / "autostart").chmod(0o777)
    refused = supervisor.cli("autostart", "off")
    assert refused.returncode == 1 and "cannot be trusted" in refused.stderr
    (tmp_path / "config" / "autostart").chmod(0o700)
    supervisor.cli("autostart", "off", check=True)
    assert not entry.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the entry of Linux")
def test_this_platform_has_its_way() -> None:
    assert isinstance(autostart_of(find_home("/srv/demo")), XdgAutostart)
    assert os.fspath(autostart_of(find_home("/srv/demo")).state().where).endswith(".desktop")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_of_its_own(reason: Reason) -> None:
    said = sentence(AutostartState(Start.OFF, "/w", reason, "DETAIL"))
    assert said.startswith("It does not start when you log in.") and said.endswith((".", "DETAIL"))
    assert (said.count(".") > 1 or "DETAIL" in said) == (reason is not Reason.NONE)
