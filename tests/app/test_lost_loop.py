"""The loop of the tray is taken away, as when the display goes: what was wanted decides about the modules."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from skelly_tray.app import tray


@pytest.mark.parametrize(("quitting", "closed"), [(False, (True, False)), (True, (False, True))])
async def test_a_lost_loop_is_like_a_crash_unless_the_end_was_asked_for(
    quitting: bool, closed: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """closed: whether modules are kept, and whether the keeper is told."""
    running, got = asyncio.Event(), list[tuple[bool, bool]]()

    async def opened() -> bool:
        return True

    async def run_until_quit() -> bool:
        running.set()
        await asyncio.Event().wait()
        return False

    async def close(*, keep_modules: bool, told: bool) -> None:
        got.append((keep_modules, told))

    orchestrator = SimpleNamespace(quit=None, run_until_quit=run_until_quit, quitting=quitting)
    core = SimpleNamespace(
        orchestrator=orchestrator, watcher=SimpleNamespace(rescan=None), say_how_it_is=None, call=None, start=None,
        open=opened, close=close,
    )  # fmt: skip
    monkeypatch.setattr(tray, "RunningCore", lambda *_, **__: core)
    monkeypatch.setattr(tray, "_application", lambda *_: SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(tray, "is_configured", lambda _: True)
    for name in (
        "InProcessCore", "settle", "settle_with_plots", "on_ending_signals", "on_hangup", "on_stray_signals",
    ):  # fmt: skip
        monkeypatch.setattr(tray, name, lambda *_: None)
    configuration: Any = SimpleNamespace(loaded=SimpleNamespace(orchestrator=SimpleNamespace(ui=None)))
    nothing: Any = None
    serving = asyncio.ensure_future(tray._serve(nothing, nothing, configuration, nothing, verbose=False))
    await running.wait()
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    assert got == [closed]
