"""`service` and `open`: orders to the system around us."""

from __future__ import annotations

import json
import os
import webbrowser
from pathlib import Path

import pytest

from skelly_tray.cli.main import run_command_line


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    modules = tmp_path / "home" / "config" / "modules"
    modules.mkdir(parents=True, mode=0o700)
    (modules / "web.toml").write_text('command = ["sleep", "9"]\nurl = "http://127.0.0.1:1/"\n')
    (modules / "plain.toml").write_text('command = ["sleep", "9"]\n')
    (modules / "bad.toml").write_text("command = 3\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(os, "environ", dict(os.environ))  # `open` cleans its own
    return tmp_path / "home"


def typed(home: Path, *words: str) -> int:
    return run_command_line(["--home", str(home), *words])


def test_open_shows_the_page_of_the_module(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: not shown.append(url))
    assert typed(home, "open", "web") == 0
    assert shown == ["http://127.0.0.1:1/"] and "http://127.0.0.1:1/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("module", "code", "said"),
    [("plain", 1, "has no page"), ("wbe", 2, 'did you mean "web"?'), ("bad", 4, "cannot be used")],
)
def test_open_says_why_not(
    home: Path, module: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(home, "open", module) == code
    assert said in capsys.readouterr().err


def test_open_without_a_browser_leaves_the_address(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    assert typed(home, "open", "web") == 1
    assert "http://127.0.0.1:1/" in capsys.readouterr().err


def test_a_service_that_was_never_installed_is_told_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(home, "service", "status", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == "not_installed"
    assert told["where"].endswith("-core.service") and "skelly-tray-" in told["where"]


def test_install_where_there_is_no_manager_says_what_failed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(home))
    assert typed(home, "service", "install") == 1
    assert "could not be installed" in capsys.readouterr().err
