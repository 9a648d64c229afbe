"""What the engine needs to keep modules to their `[sandbox]`: the port; `adapters/sandbox/` implements it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from skelly_tray.domain.sandbox import Held, NetworkRule, Sandbox


class Sandboxes(Protocol):
    """What this machine can hold; it does not change while we run. No call blocks or raises."""

    def holds(self, sandbox: Sandbox, user: str | None) -> Mapping[str, Held]:
        """For each rule given, and for no_new_privs beside them, how it is held; empty where there is no rule.

        user: of the module, None for our own.
        """

    def holdable(self, sandbox: Sandbox, user: str | None) -> Sandbox:
        """The rules without those that cannot be held: what the keeper is told, and then must hold."""


def as_told(sandbox: Sandbox) -> dict[str, Any] | None:
    """The rules as the keeper reads them (`keeper/sandbox.py`); None when there are none."""
    if not sandbox.restricts:
        return None
    return {
        "read": None if sandbox.read is None else list(sandbox.read),
        "write": None if sandbox.write is None else list(sandbox.write),
        "no_network": sandbox.network is NetworkRule.NONE,
    }
