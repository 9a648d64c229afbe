"""A core whose `orchestrator.toml` is a real file: `config.set` and `config.unset` are the program's own edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.app.control_config import orchestrator_text
from skelly_tray.config.edits import (
    RefusedEditError,
    idle_override,
    overridden,
    saved,
    unset_override,
    unset_saved,
)
from skelly_tray.config.form import check_text
from skelly_tray.config.home import Home
from skelly_tray.config.keys import Key, parse_key
from skelly_tray.config.listing import module_files
from skelly_tray.config.texts import read_texts
from skelly_tray.config.value import value_at
from skelly_tray.domain.status import SystemHealth
from tests.ui.fake_config_core import FakeConfigUiCore


class FakeSettingsCore(FakeConfigUiCore):
    """tells: whether a change is told in the journal, as the real core does."""

    def __init__(self, home: Home, first: SystemHealth | None = None) -> None:
        super().__init__(home, first)
        self.tells = True
        self.answers["diagnostics"] = {"paths": {"config": {"path": str(home.config)}}}
        self.answers["secret.status"] = {
            "keyring": {"state": "ready", "backend": "Secret Service"},
            "file": "none",
        }
        self.answers["secret.list"] = {"secrets": []}
        self.answers["audit.verify"] = {"verdict": "whole", "entries": 214, "text": ""}

    @property
    def text(self) -> str:
        return self.home.orchestrator_file.read_text() if self.home.orchestrator_file.exists() else ""

    def write(self, text: str) -> None:
        """As if somebody had saved it in an editor."""
        self.home.orchestrator_file.write_text(text)
        self.tell(None, "config_changed", verdict="applied")

    def value(self, key: str) -> Any:
        """What is in effect."""
        return value_at(read_texts(self.home), parse_key(key)).value

    def override(self, key: str, value: Any) -> None:
        """As `config set` without `--save` does."""
        self._change(overridden(parse_key(key), value), "override", "overrides.json")
        self.tell(None, "config_changed", verdict="applied")

    def _answer_config_text(self, params: Mapping[str, Any]) -> dict[str, Any]:
        if params["module"] == "orchestrator":
            return orchestrator_text(self.home)
        return super()._answer_config_text(params)

    def _answer_config_files(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        return module_files(self.home)

    def _answer_config_set(self, params: Mapping[str, Any]) -> dict[str, Any]:
        key = parse_key(str(params["key"]))
        edit = saved if params.get("save") else overridden
        return self._checked(key, edit(key, params["value"]))

    def _answer_config_unset(self, params: Mapping[str, Any]) -> dict[str, Any]:
        key = parse_key(str(params["key"]))
        return self._checked(key, unset_saved(key) if params.get("save") else unset_override(key))

    def _checked(self, key: Key, edit: Any) -> dict[str, Any]:
        def whole(texts: Any) -> Any:
            after = edit(texts)
            module = key.module or "orchestrator"
            errors = (*check_text(self.home, module, after.files.get(key.file, "")),
                      *idle_override(self.home, after, key))  # fmt: skip
            if errors:
                raise RefusedEditError(*errors)
            return after

        report = self._change(whole, f"set {key.text}", key.file)
        if self.tells and not report["errors"]:
            self.tell(None, "config_changed", verdict="applied")
        return report
