"""A tray that attaches to a core elsewhere looks as the configuration of that home says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from skelly_tray.app import tray
from skelly_tray.config.home import Home
from skelly_tray.domain.orchestrator_config import UiConfig


async def test_an_attached_tray_follows_the_settings_of_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "config", tmp_path / "state", tmp_path / "logs", tmp_path / "run")
    home.create()
    home.orchestrator_file.write_text('[ui]\ntheme = "dark"\nstart_hidden = false\n')
    home.orchestrator_file.chmod(0o600)
    shown: list[UiConfig] = []
    readers: list[Callable[[list[dict[str, Any]]], None]] = []
    themes: list[str] = []
    languages: list[str] = []
    values = {"orchestrator.ui.theme": "light", "orchestrator.ui.language": "de"}

    async def no_other_window() -> bool:
        return False

    def attached(_home: Home, _start: object, ended: Callable[[], None], _raised: object) -> Any:
        return SimpleNamespace(
            open=ended,
            close=lambda: None,
            somebody_has_a_window=no_other_window,
            subscribe_journal=readers.append,
            query=query,
        )

    def query(name: str, params: dict[str, str], result: Callable[[Any], None], _: object) -> None:
        assert name == "config.get"
        result({"key": params["key"], "value": values[params["key"]], "origin": "override"})

    def application(_app: object, _core: object, _home: Home, config: UiConfig) -> Any:
        shown.append(config)
        return SimpleNamespace(close=lambda: None, theme=SimpleNamespace(set_setting=themes.append))

    monkeypatch.setattr(tray, "AttachedCore", attached)
    monkeypatch.setattr(tray, "_application", application)
    monkeypatch.setattr(tray, "speak_as", lambda _application, language: languages.append(language))
    assert await tray._attach(None, home) == 0  # type: ignore[arg-type]
    assert shown == [UiConfig("dark", False)]
    for detail in ({"exit": 0}, {"verdict": "applied"}):
        for reader in readers:
            reader([{"detail": detail}])
    assert (themes, languages) == (["light"], ["de"]), (
        "only a change of the configuration can be one of the looks"
    )
