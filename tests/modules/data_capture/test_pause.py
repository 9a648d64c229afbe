"""A pause lasts as long as was asked for, over restarts, and when in doubt longer."""

from __future__ import annotations

import stat
from pathlib import Path

from skelly_tray.modules.data_capture.pause import Pause


def test_a_pause_ends_by_itself(tmp_path: Path) -> None:
    pause = Pause(tmp_path / "pause.json")
    assert pause.left(0) == 0 and pause.describe(0) == ""
    pause.begin(1000)
    assert (pause.until(400), pause.until(1000)) == (1000, 0)
    assert pause.left(400) == 600 and pause.describe(400).startswith("paused until ")
    assert pause.left(1000) == 0 and pause.describe(1000) == ""


def test_a_pause_is_kept_over_a_restart(tmp_path: Path) -> None:
    Pause(tmp_path / "new" / "pause.json").begin(1000)
    again = Pause(tmp_path / "new" / "pause.json")
    assert again.left(400) == 600
    assert stat.S_IMODE((tmp_path / "new" / "pause.json").stat().st_mode) == 0o600
    again.end()
    assert Pause(tmp_path / "new" / "pause.json").left(400) == 0


def test_a_pause_without_an_end_lasts_until_it_is_resumed(tmp_path: Path) -> None:
    pause = Pause(tmp_path / "pause.json")
    pause.begin(None)
    assert Pause(tmp_path / "pause.json").left(1e12) > 0
    assert pause.describe(1e12) == "paused until it is resumed" and pause.until(1e12) == 0


def test_a_pause_that_cannot_be_read_goes_on(tmp_path: Path) -> None:
    (tmp_path / "pause.json").write_text("{")
    assert Pause(tmp_path / "pause.json").left(0) > 0
