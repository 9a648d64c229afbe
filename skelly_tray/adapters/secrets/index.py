"""`state/secrets.json`: which secrets there are, where each is kept, and since when. Names only.

Keyrings cannot list what they hold for us.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from skelly_tray.config.atomic import replace_file
from skelly_tray.config.state_files import read_state
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

Entry = dict[str, Any]


class Index:
    """Read anew each time: the command line writes it too while no orchestrator runs."""

    def __init__(self, state: Path) -> None:
        self._path = state / "secrets.json"

    def entries(self) -> dict[str, Entry]:
        """By name; nothing if the file is unreadable, as the values are then still found by asking."""
        try:
            found = json.loads(read_state(self._path))
        except (OSError, ValueError):
            return {}
        secrets = found.get("secrets") if isinstance(found, dict) else None
        if not isinstance(secrets, dict):
            return {}
        return {str(name): entry for name, entry in secrets.items() if isinstance(entry, dict)}

    def put(self, name: str, rung: str, now: str) -> None:
        entries = self.entries()
        since = entries.get(name, {}).get("since", now)
        self._write({**entries, name: {"kept_in": rung, "since": since, "changed": now}})

    def remove(self, name: str) -> None:
        entries = self.entries()
        if entries.pop(name, None) is not None:
            self._write(entries)

    def _write(self, entries: dict[str, Entry]) -> None:
        content = json.dumps({"version": 1, "secrets": dict(sorted(entries.items()))}, indent=1) + "\n"
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._path, content.encode())
        except OSError as error:
            raise SecretsUnavailable(
                SecretTrouble.UNAVAILABLE, f"the list of secrets cannot be written: {error.strerror}"
            ) from error
