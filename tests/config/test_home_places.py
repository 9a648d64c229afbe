"""Where a home is without `--home`: the platform's places, and never a folder that anybody could make first."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from skelly_tray.config.home import find_home

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the places of Linux")


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SKELLY_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def test_sockets_lie_in_the_runtime_folder_of_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "session").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "session"))
    assert find_home().run == tmp_path / "session" / "skelly-tray"


def test_a_runtime_folder_that_others_may_enter_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "session").mkdir(mode=0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "session"))
    assert find_home().run.parent != tmp_path / "session"


def test_without_a_runtime_folder_sockets_lie_below_our_state_and_nothing_warns(tmp_path: Path) -> None:
    home = find_home()
    own = Path(f"/run/user/{os.getuid()}")
    assert home.run == (own / "skelly-tray" if own.is_dir() else home.state / "run")
    assert home.state == tmp_path / ".local/state/skelly-tray"


def test_a_home_that_somebody_named_is_called_by_its_folder_and_the_usual_one_is_not(tmp_path: Path) -> None:
    assert find_home(str(tmp_path / "lab")).label == "lab"
    assert find_home().label == ""
