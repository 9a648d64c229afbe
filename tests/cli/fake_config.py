"""A stand-in for the transaction, behind the real control methods of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.config.diff import diff
from skelly_tray.config.edits import Edit
from skelly_tray.config.home import Home
from skelly_tray.config.revisions import Revisions
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.writing import write_texts


class FakeConfigCore:
    """A transaction that believes everything: it writes, and keeps a revision. follows: of the report. verdict: what
    comes of each change, and why."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.running = read_texts(home)
        self.asked: list[tuple[str, str]] = []
        self.follows: dict[str, Any] = {}
        self.verdict = ("committed", "")

    async def change_config(self, edit: Edit, *, by: str, why: str, on_trial: bool = True) -> dict[str, Any]:
        before = read_texts(self.home)
        after = edit(before)
        report: dict[str, Any] = {
            "errors": [],
            "warnings": [],
            "revision": None,
            "changed": [],
            "restarts": [],
            "trial_s": 0.0,
        }
        if after != before:
            self.asked.append((by, why))
            write_texts(self.home, before, after)
            kept = Revisions(self.home)
            revision = kept.add(before, after, by=by, why=why, at=1.0)
            kept.mark(revision, *self.verdict)
            report |= {"revision": revision, **self.follows}
        return report

    async def preview_config(self, edit: Edit) -> dict[str, Any]:
        """It believes what it is asked for here too."""
        return {"errors": [], "lines": diff(self.running, edit(read_texts(self.home))), **self.follows}

    def texts_in_effect(self) -> Texts:
        return self.running

    async def query(self, name: str, params: Mapping[str, Any]) -> Any:
        return [name, dict(params)]
