"""What the adapters are told of another orchestrator.toml while we run: each key reaches whom it is about, and only
them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from skelly_tray.app import tray
from skelly_tray.app.assembly import RunningCore
from skelly_tray.app.instance import InstanceLock
from skelly_tray.config.home import Home
from skelly_tray.domain.orchestrator_config import (
    AuditConfig,
    HistoryConfig,
    LogsConfig,
    MetricsConfig,
    OrchestratorConfig,
    UiConfig,
)
from skelly_tray.engine.configuration import read_configuration

USUAL = OrchestratorConfig()
CHANGES: dict[str, tuple[OrchestratorConfig, *tuple[tuple[Any, ...], ...]]] = {
    "logs": (
        replace(USUAL, logs=LogsConfig(max_mb=1.0, level="debug")),
        ("logs", LogsConfig(max_mb=1.0, level="debug")),
        ("level", "debug", {"verbose": False}),
    ),
    "metrics": (replace(USUAL, metrics=MetricsConfig(port=7)), ("metrics",)),
    "orphan_grace": (replace(USUAL, orphan_grace=7.0), ("orphan_grace", 7.0)),
    "history": (
        replace(USUAL, history=HistoryConfig(enabled=False, days=2.0, max_mb=5.0)),
        ("history", {"enabled": False, "days": 2.0, "max_mb": 5.0}),
    ),
    "audit": (
        replace(USUAL, audit=AuditConfig(max_mb=0.5, keep=1)),
        ("audit", {"max_bytes": 2**19, "keep": 1}),
    ),
    "ui": (replace(USUAL, ui=UiConfig(theme="dark")), ("ui", UiConfig(theme="dark"))),
    "what only the domain reads": (replace(USUAL, unhealthy_threshold=9),),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_a_change_reaches_whom_it_is_about_and_once(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(*(tmp_path / part for part in ("config", "state", "logs", "run")))
    home.create()
    core = RunningCore(home, read_configuration(home), InstanceLock(home), verbose=False)
    told: list[tuple[Any, ...]] = []

    def listener(who: str) -> Callable[..., None]:
        return lambda *given, **named: told.append((who, *given, *([named] if named else [])))

    try:
        monkeypatch.setattr(core._parts.logs, "configure", listener("logs"))
        monkeypatch.setattr(core._handler, "write_from", listener("level"))
        monkeypatch.setattr(core, "_serve_metrics", listener("metrics"))
        monkeypatch.setattr(core._parts.processes, "set_orphan_grace", listener("orphan_grace"))
        monkeypatch.setattr(core._parts.history, "configure", listener("history"))
        monkeypatch.setattr(core._parts.audit, "configure", listener("audit"))
        core.looks_changed = listener("ui")
        wanted, *expected = CHANGES[name]
        for _ in range(2):
            core._reconfigured(wanted)
        assert told == expected
    finally:
        core._parts.audit.close()
        core._parts.close_files()


async def test_the_window_of_this_process_is_told_of_another_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    themes: list[str] = []
    languages: list[str] = []
    core: Any = SimpleNamespace(
        orchestrator=SimpleNamespace(quit=None),
        watcher=SimpleNamespace(rescan=None),
        start=None,
        call=None,
        say_how_it_is=None,
    )

    async def opened() -> bool:
        return True

    async def run_until_quit() -> bool:
        core.looks_changed(UiConfig(theme="light", language="de"))
        return False

    async def close(*, keep_modules: bool, told: bool) -> None:
        themes.append("closed")

    core.open, core.orchestrator.run_until_quit, core.close = opened, run_until_quit, close
    shown = SimpleNamespace(
        close=lambda: None, theme=SimpleNamespace(take=lambda ui: themes.append(ui.theme))
    )
    monkeypatch.setattr(tray, "speak_as", lambda _application, language: languages.append(language))
    monkeypatch.setattr(tray, "RunningCore", lambda *_, **__: core)
    monkeypatch.setattr(tray, "_application", lambda *_: shown)
    monkeypatch.setattr(tray, "InProcessCore", lambda *_: None)
    monkeypatch.setattr(tray, "is_configured", lambda _: True)
    for unused in ("settle", "settle_with_plots", "on_ending_signals", "on_hangup", "on_stray_signals"):
        monkeypatch.setattr(tray, unused, lambda *_: None)
    configuration: Any = SimpleNamespace(loaded=SimpleNamespace(orchestrator=USUAL))
    nothing: Any = None
    assert await tray._serve(nothing, nothing, configuration, nothing, verbose=False) == 0
    assert (themes, languages) == (["light", "closed"], ["de"])


def test_a_tray_speaks_the_language_of_the_setting_from_its_start_and_another_from_when_it_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoken: list[str] = []
    made: list[str] = []

    def use(setting: str) -> bool:
        spoken.append(setting)
        return len(spoken) == 3

    def application(*_: Any, **__: Any) -> Any:
        made.extend(spoken)
        return SimpleNamespace(
            mishaps=SimpleNamespace(listen=lambda: None),
            retranslate=lambda: spoken.append("said anew"),
            theme=SimpleNamespace(take=lambda ui: None),
        )

    monkeypatch.setattr(tray.languages, "use", use)
    monkeypatch.setattr(tray, "TrayApplication", application)
    nothing: Any = None
    home: Any = SimpleNamespace(state=None, label="")
    shown = tray._application(nothing, nothing, home, UiConfig(language="de"))
    assert made == ["de"], "the menu is made with its texts"
    tray.speak_as(shown, "en")
    assert spoken == ["de", "en"], "what is spoken already is not said anew"
    tray.speak_as(shown, "de")
    assert spoken == ["de", "en", "de", "said anew"]
