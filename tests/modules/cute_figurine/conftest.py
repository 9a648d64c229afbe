"""Fixtures: sessions without a display, with a stand-in for the stage, and with a real desktop."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from skelly_tray.modules.cute_figurine import module
from tests.tools.desktop import Desktop

ROOT = Path(__file__).resolve().parents[3]
SESSION = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "QT_QPA_PLATFORM",
    "XAUTHORITY",
)


@pytest.fixture
def headless(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SESSION:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(module, "FIRST_RETRY", 0.05)


@pytest.fixture
def stage(headless: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A stand-in for the stage; what it is told is written, line by line, into the file that is returned."""
    heard = tmp_path / "heard"
    script = Path(__file__).with_name("stage_stand_in.py")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(module, "module_process", lambda _: [sys.executable, str(script), str(heard)])
    return heard


@pytest.fixture
def drawn(headless: None, monkeypatch: pytest.MonkeyPatch, desktop: Desktop) -> Desktop:
    """A desktop that is drawn on."""
    monkeypatch.setenv("DISPLAY", desktop.display)
    monkeypatch.setenv("XDG_RUNTIME_DIR", desktop.environment["XDG_RUNTIME_DIR"])
    monkeypatch.setenv("NO_AT_BRIDGE", "1")
    return desktop
