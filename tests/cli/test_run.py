"""How it starts: with a window where there can be one, headless where not, configured by itself the first time."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

import skelly_tray.app
from skelly_tray.cli.main import run_command_line
from skelly_tray.config.home import Home

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class Starts:
    """Stands in for the two programs; `seen` tells which was started."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[tuple[str, bool]] = []
        for name in ("headless", "tray"):
            module = types.ModuleType(f"skelly_tray.app.{name}")
            module.main = self._main(name)  # type: ignore[attr-defined]
            monkeypatch.setitem(sys.modules, module.__name__, module)
            monkeypatch.setattr(skelly_tray.app, name, module, raising=False)
        for name in SCREENS:
            monkeypatch.delenv(name, raising=False)

    def _main(self, name: str) -> object:
        def main(home: Home, *, verbose: bool) -> int:
            self.seen.append((name, verbose))
            return 0

        return main


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> Starts:
    return Starts(monkeypatch)


def run(home: Path, *arguments: str) -> int:
    return run_command_line(["--home", str(home), *arguments])


def test_the_first_start_writes_a_configuration_and_later_ones_leave_it(
    home: Path, starts: Starts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "run", "--headless") == 0
    file = home / "config" / "orchestrator.toml"
    assert file.is_file() and any((home / "config" / "modules").glob("*.toml"))
    assert "first start" in capsys.readouterr().err
    file.write_text("# mine\n")
    assert run(home, "-v", "run", "--headless") == 0
    assert file.read_text() == "# mine\n" and capsys.readouterr().err == ""
    assert starts.seen == [("headless", False), ("headless", True)]


def test_the_first_start_with_a_display_says_where_to_look(
    home: Path, starts: Starts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("skelly_tray.cli.commands.run.screen_available", lambda: True)
    assert run(home) == 0
    assert "in the tray" in capsys.readouterr().err
    assert not (home / "config" / "orchestrator.toml").exists(), "the window asks what it is to be"
    assert run(home, "init") == 0
    capsys.readouterr()
    assert run(home) == 0
    assert capsys.readouterr().err == ""
    assert starts.seen == [("tray", False), ("tray", False)]


def test_a_module_alone_is_a_configuration_too(home: Path, starts: Starts) -> None:
    modules = home / "config" / "modules"
    modules.mkdir(parents=True)
    (modules / "web.toml").write_text('command = ["true"]\n')
    assert run(home, "run", "--headless") == 0
    assert not (home / "config" / "orchestrator.toml").exists()


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there is always a display there")
@pytest.mark.parametrize("arguments", [(), ("run",)])
def test_without_a_display_it_runs_headless_and_says_so(
    home: Path, starts: Starts, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, *arguments) == 0
    assert starts.seen == [("headless", False)]
    assert "no display" in capsys.readouterr().err


@pytest.mark.parametrize("screen", SCREENS)
def test_with_a_display_it_is_the_tray_application(
    home: Path, starts: Starts, screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(screen, "something")
    assert run(home, "-v") == 0
    assert starts.seen == [("tray", True)]


def test_where_qt_cannot_be_loaded_it_runs_headless_and_says_why(
    home: Path, starts: Starts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.delattr(skelly_tray.app, "tray")
    monkeypatch.setitem(sys.modules, "skelly_tray.app.tray", None)
    assert run(home) == 0
    assert starts.seen == [("headless", False)]
    said = capsys.readouterr().err
    assert "cannot be loaded" in said and "first start, wrote a configuration" in said


def test_a_home_that_cannot_be_written_is_a_clear_failure(
    home: Path, starts: Starts, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("a file where a folder should be")
    assert run(home, "run", "--headless") == 1
    assert capsys.readouterr().err.startswith("skelly-tray: Cannot write the configuration")
    assert starts.seen == []
