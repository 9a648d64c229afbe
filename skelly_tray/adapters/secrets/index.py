"""`state/secrets.json`: which secrets there are, where each is kept, and since when. Names only.

Keyrings cannot list what they hold for us.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from skelly_tray.config.atomic import replace_file
from skelly_tray.config.state_files import UntrustedFileError, read_state
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

Entry = dict[str, Any]


class Index:
    """Read anew each time: the command line writes it too while no orchestrator runs."""

    def __init__(self, state: Path) -> None:
        self.path = state / "secrets.json"

    def entries(self) -> dict[str, Entry]:
        """By name; nothing if the file is unreadable, as the values are then still found by asking."""
        try:
            return self._read()
        except (OSError, ValueError, RecursionError):
            return {}

    def trouble(self) -> str:
        """Why there is a list that cannot be used, a part of a sentence; or nothing."""
        try:
            self._read()
        except OSError as error:
            trusted = not isinstance(error, UntrustedFileError)
            return f"cannot be read: {error.strerror}" if trusted else str(error.strerror)
        except (ValueError, RecursionError):
            return "holds something else than was written there"
        return ""

    def put(self, name: str, rung: str, now: str) -> None:
        """Raises SecretsUnavailable, and then the list is as it was."""
        entries = self._to_change()
        since = entries.get(name, {}).get("since", now)
        self._write({**entries, name: {"kept_in": rung, "since": since, "changed": now}})

    def remove(self, name: str) -> None:
        """Raises as `put`."""
        entries = self._to_change()
        if entries.pop(name, None) is not None:
            self._write(entries)

    def _read(self) -> dict[str, Entry]:
        """Raises OSError and ValueError."""
        try:
            found = json.loads(read_state(self.path))
        except FileNotFoundError:
            return {}
        secrets = found.get("secrets") if isinstance(found, dict) else None
        if not isinstance(secrets, dict):
            raise ValueError("no list of secrets")
        return {str(name): entry for name, entry in secrets.items() if isinstance(entry, dict)}

    def _to_change(self) -> dict[str, Entry]:
        """A list that cannot be read now must not be replaced by one of a single name; one that never can be is kept
        beside."""
        try:
            return self._read()
        except OSError as error:
            raise SecretsUnavailable(
                SecretTrouble.UNAVAILABLE,
                f"the list of secrets {self.path} cannot be used: {error.strerror}",
            ) from error
        except (ValueError, RecursionError):
            with suppress(OSError):
                self.path.replace(self.path.with_name(f"{self.path.name}.unreadable"))
            return {}

    def _write(self, entries: dict[str, Entry]) -> None:
        content = json.dumps({"version": 1, "secrets": dict(sorted(entries.items()))}, indent=1) + "\n"
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self.path, content.encode())
        except OSError as error:
            raise SecretsUnavailable(
                SecretTrouble.UNAVAILABLE, f"the list of secrets cannot be written: {error.strerror}"
            ) from error
