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
    looks: list[UiConfig] = []
    languages: list[str] = []
    told: dict[str, Any] = {"value": {"theme": "light", "language": "de", "density": "compact"}}

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
        assert (name, params) == ("config.get", {"key": "orchestrator.ui"})
        result({"key": params["key"], **told, "origin": "override"})

    def application(_app: object, _core: object, _home: Home, config: UiConfig) -> Any:
        shown.append(config)
        return SimpleNamespace(close=lambda: None, theme=SimpleNamespace(take=looks.append))

    monkeypatch.setattr(tray, "AttachedCore", attached)
    monkeypatch.setattr(tray, "_application", application)
    monkeypatch.setattr(tray, "speak_as", lambda _application, language: languages.append(language))
    assert await tray._attach(None, home) == 0  # type: ignore[arg-type]
    assert shown == [UiConfig("dark", False)]
    for detail in ({"exit": 0}, {"verdict": "applied"}):
        for reader in readers:
            reader([{"detail": detail}])
    assert looks == [UiConfig("light", language="de", density="compact")], (
        "only a change can be one of the looks"
    )
    assert languages == ["de"]
    for value in (None, {"theme": "pink"}):
        told["value"] = value
        for reader in readers:
            reader([{"detail": {"verdict": "applied"}}])
    assert looks[1:] == [UiConfig()], "nothing set is the usual; what is wrong changes nothing"
