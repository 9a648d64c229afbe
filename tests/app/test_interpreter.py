"""Python is set so that a thread which computes keeps the loop waiting for a moment only; by every way of running."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from skelly_tray.app import headless, tray
from skelly_tray.app.interpreter import SWITCH_INTERVAL

SHOWN = """
import gc, sys
from skelly_tray.app.interpreter import settle, settle_again
settle()
print(round(sys.getswitchinterval() * 1000, 3), gc.get_freeze_count() > 1000, gc.isenabled())
before, kept = gc.get_freeze_count(), [[] for _ in range(5000)]
settle_again()
print(gc.get_freeze_count() >= before + 5000)
"""


def test_the_loop_gets_the_interpreter_soon_and_what_is_loaded_is_not_looked_at_again() -> None:
    done = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(SWITCH_INTERVAL * 1000), "True", "True", "True"]


@pytest.mark.parametrize("way", [headless, tray], ids=["headless", "tray"])
async def test_python_is_settled_once_the_core_is_open(way: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    async def did(what: str, answer: bool) -> bool:
        order.append(what)
        if what == "run" and way is tray:
            monkeypatch.setattr(tray, "loaded", lambda name: False)
            watchers[0](None)
            monkeypatch.setattr(tray, "loaded", lambda name: True)
            watchers[0](None)
        return answer

    def core(*_: object, **__: object) -> Any:
        orchestrator = SimpleNamespace(quit=None, run_until_quit=lambda: did("run", False))
        return SimpleNamespace(
            orchestrator=orchestrator,
            watcher=SimpleNamespace(rescan=None),
            start=None,
            say_how_it_is=None,
            call=None,
            open=lambda: did("open", True),
            close=lambda keep_modules, told=True: did("close", keep_modules),
        )

    monkeypatch.setattr(way, "RunningCore", core)
    monkeypatch.setattr(way, "settle", lambda: order.append("settle"))
    for name in ("on_ending_signals", "on_hangup", "on_stray_signals"):
        monkeypatch.setattr(way, name, lambda _: None)
    monkeypatch.setattr(headless, "hide_memory", lambda: order.append("hide"))
    configuration: Any = SimpleNamespace(loaded=SimpleNamespace(orchestrator=SimpleNamespace(ui=None)))
    home: Any = None
    lock: Any = None
    watchers: list[Callable[[object], None]] = []

    def subscribe(watcher: Callable[[object], None]) -> Callable[[], None]:
        watchers.append(watcher)
        return lambda: watchers.remove(watcher)

    ui_core = SimpleNamespace(subscribe=subscribe)
    if way is tray:
        shown = SimpleNamespace(close=lambda: order.append("closed"))
        monkeypatch.setattr(tray, "_application", lambda *_: shown)
        monkeypatch.setattr(tray, "InProcessCore", lambda *_: ui_core)
        monkeypatch.setattr(tray, "is_configured", lambda _: True)
        monkeypatch.setattr(tray, "settle_again", lambda: order.append("settle again"))
        app: Any = None
        assert await tray._serve(app, home, configuration, lock, verbose=False) == 0
    else:
        assert await headless._serve(home, configuration, lock, verbose=False) == 0
    again = ["settle again"] if way is tray else []
    # The desktop's portals would refuse a tray whose memory is hidden.
    hidden = ["hide"] if way is headless else []
    assert [step for step in order if step != "closed"] == [*hidden, "open", "settle", "run", *again, "close"]
    assert not watchers
