"""`Audit`: who changed what, in a log whose changes can be noticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Audit(Protocol):
    """Never raises and never blocks: trouble comes back as an issue."""

    def record(self, kind: str, what: str, *, by: str, detail: Mapping[str, Any] | None = None) -> None:
        """One entry. kind: `config`, `secret`, `action`, `recovery`, `system`, `access`; what: a sentence without any
        value of a secret; by: `cli`, `ui`, `file`, `api`, `orchestrator`, or `user` where it is not known by what
        means the user did it; detail: JSON, names and numbers only."""
