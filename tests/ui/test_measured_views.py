"""Nothing is cut, lies upon another thing or is too pale: in every view, light and dark, with few and many modules,
at 100 % and at 200 %, in English and in German, as a window opens, as small as it goes and on a small laptop."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.measuring.__main__ import measured_views
from tests.ui.measuring.stage import FEW, MANY
from tests.ui.measuring.states import measured_states


@pytest.mark.timeout(240)
@pytest.mark.parametrize("count", [FEW, MANY])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_view_has_room_and_contrast(qapp: QApplication, tmp_path: Path, theme: str, count: int) -> None:
    told = measured_views(qapp, tmp_path, theme, count)
    assert told.found == [] and told.views > 30


@pytest.mark.timeout(240)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_so_it_is_at_twice_the_size(tmp_path: Path, theme: str) -> None:
    """In a process of its own: the factor holds for all of an application."""
    environment = {**os.environ, "QT_SCALE_FACTOR": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.measuring", str(tmp_path), theme],
        env=environment, capture_output=True, text=True, check=True, timeout=220,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["ratio"] == 2.0 and told["views"] > 60 and told["found"] == []


@pytest.mark.timeout(240)
def test_so_it_is_in_a_language_with_longer_words(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.measuring", str(tmp_path), "light", "de"],
        capture_output=True, text=True, check=True, timeout=220,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["views"] > 60 and told["found"] == []


@pytest.mark.long
@pytest.mark.timeout(240)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_so_it_is_while_it_is_pointed_at_while_it_cannot_be_used_and_in_menus(
    qapp: QApplication, tmp_path: Path, theme: str
) -> None:
    count, found = measured_states(qapp, tmp_path, theme)
    assert found == [] and count > 60
