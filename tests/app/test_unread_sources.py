"""PySide6 does not read the source of everything that is imported after it."""

from __future__ import annotations

import linecache
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.app import unread_sources

READ = """
import linecache
from skelly_tray.app.unread_sources import leave_unread
{first}
import skelly_tray.app.tray
print(len([name for name in linecache.cache if "skelly_tray" in name]))
"""


def sources_kept(first: str) -> int:
    """How many files of ours have their lines in memory after the tray application has been imported."""
    done = subprocess.run(
        [sys.executable, "-c", READ.format(first=first)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    return int(done.stdout)


def test_no_source_of_ours_is_read_and_kept() -> None:
    assert sources_kept("leave_unread()") == 0
    assert (
        sources_kept("import PySide6.QtCore") > 100
    )  # else PySide6 has changed, and this file has no reason to be


@pytest.mark.parametrize("lacking", ["shibokensupport.feature", "_mod_uses_pyside"])
def test_a_pyside_without_that_part_is_left_as_it_is(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    feature = sys.modules["shibokensupport.feature"]
    if lacking in sys.modules:
        monkeypatch.setitem(sys.modules, lacking, None)
    else:
        monkeypatch.delattr(feature, lacking)
    linecache.getlines(__file__)
    unread_sources.leave_unread()
    assert not hasattr(feature, lacking)
    assert __file__ not in linecache.cache
