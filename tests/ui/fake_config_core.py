"""A core whose configuration is real files: forms, checks and differences are the program's own, effects are told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skelly_tray.app.control_import import told
from skelly_tray.config.diff import diff
from skelly_tray.config.editing import config_text
from skelly_tray.config.edits import Edit, RefusedEditError, brought_in, created, replaced, undone
from skelly_tray.config.form import check_text, form_of
from skelly_tray.config.home import Home
from skelly_tray.config.imports.bring_in import plan
from skelly_tray.config.names import file_name
from skelly_tray.config.texts import read_texts
from skelly_tray.config.writing import write_texts
from skelly_tray.domain.status import SystemHealth
from tests.ui.fake_core import FakeCore


class FakeConfigUiCore(FakeCore):
    """report: what is told of each change beside its errors and its number. rows: the history."""

    def __init__(self, home: Home, first: SystemHealth | None = None) -> None:
        super().__init__(first)
        self.home = home
        self.running = read_texts(home)
        self._before_import = self.running
        self.rows: list[dict[str, Any]] = []
        self.report: dict[str, Any] = {"changed": [], "restarts": [], "warnings": [], "trial_s": 0.0}

    def text_of(self, module: str) -> str:
        return (self.home.modules_dir / f"{module}.toml").read_bytes().decode()

    def judge(self, verdict: str, why: str = "") -> None:
        """The newest change has come to its end."""
        self.rows[-1] |= {"verdict": verdict, "verdict_why": why}

    def _answer_config_text(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return config_text(self.home, str(params["module"]))

    def _answer_config_schema(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return form_of(self.home, str(params["module"]))

    def _answer_config_validate(self, params: Mapping[str, Any]) -> dict[str, Any]:
        found = check_text(self.home, str(params["module"]), str(params["text"]))
        keyed = [{"file": e.file, "key": e.key, "text": f"{e.problem} {e.allowed}"} for e in found]
        return {"errors": list(map(str, found)), "found": keyed}

    def _answer_config_diff(self, params: Mapping[str, Any]) -> dict[str, Any]:
        if "rev" in params:
            return {"errors": [], "lines": diff(read_texts(self.home), self.running), **self.report}
        edit = replaced(file_name(str(params["module"])), str(params["text"]))
        errors = self._answer_config_validate(params)["errors"]
        return {"errors": errors, "lines": diff(self.running, edit(read_texts(self.home))), **self.report}

    def _answer_config_update(self, params: Mapping[str, Any]) -> dict[str, Any]:
        name = file_name(str(params["module"]))
        return self._change(replaced(name, str(params["text"]), params.get("was")), f"edited {name}", name)

    def _answer_config_add(self, params: Mapping[str, Any]) -> dict[str, Any]:
        module = str(params["module"])
        return self._change(created(module, str(params["text"])), f"added {module}", file_name(module))

    def _answer_import_plan(self, params: Mapping[str, Any]) -> dict[str, Any]:
        there = {path.stem for path in self.home.modules_dir.glob("*.toml")}
        taken = there if params["rename"] else ()
        found = plan(self.home, Path(params["file"]), "", taken, without=params["without"], there=there)
        return told(found, self.home, there)

    def _answer_import_write(self, params: Mapping[str, Any]) -> dict[str, Any]:
        modules = {each["id"]: each["text"] for each in params["modules"]}
        self._before_import = read_texts(self.home)
        return self._change(brought_in(modules, force=params["replace"]), "imported", "modules/web.toml")

    def _answer_config_undo(self, params: Mapping[str, Any]) -> dict[str, Any]:
        before, after = self._before_import, read_texts(self.home)
        return self._change(undone(before, after, force=params["force"]), "undid", "modules/web.toml")

    def _change(self, edit: Edit, why: str, name: str) -> dict[str, Any]:
        before = read_texts(self.home)
        try:
            after = edit(before)
        except RefusedEditError as refused:
            return {
                "errors": list(map(str, refused.errors)),
                "applied": False,
                "revision": None,
                **self.report,
            }
        write_texts(self.home, before, after)
        row = {"rev": len(self.rows) + 1, "at": 1.0, "by": "ui", "why": why, "changed": [name]}
        self.rows.append({**row, "verdict": "pending", "verdict_why": ""})
        return {"errors": [], "applied": True, "revision": len(self.rows), **self.report}

    def _answer_config_history(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in self.rows[-int(params["count"]) :]]

    def _answer_config_rollback(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return self._change(
            lambda texts: self.running, f"back to revision {params['rev']}", "modules/ai.toml"
        )
