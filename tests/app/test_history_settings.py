"""[history] reaches the file that it is about, also later; how the bounds are kept is tested with the file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.app.parts import history_of
from skelly_tray.config.home import Home
from skelly_tray.domain.orchestrator_config import HistoryConfig


async def test_days_and_size_are_the_bounds_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}

    def made(folder: Path, _issues: object, _deliver: object, **bounds: Any) -> None:
        given.update(bounds)
        assert folder == tmp_path / "state"

    monkeypatch.setattr("skelly_tray.app.parts.HistoryFile", made)
    home = Home(*(tmp_path / name for name in ("config", "state", "logs", "run")))
    history_of(home, HistoryConfig(days=7.0, max_mb=20.0), lambda *_: None, asyncio.get_running_loop())
    assert given == {"enabled": True, "days": 7.0, "max_mb": 20.0}
    history_of(home, HistoryConfig(enabled=False), lambda *_: None, asyncio.get_running_loop())
    assert given["enabled"] is False
