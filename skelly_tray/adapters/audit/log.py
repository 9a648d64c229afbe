"""The audit log as one writer sees it: files, key and anchor together. Blocking; a thread or a command calls it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from skelly_tray.adapters.audit.chain import Head, Verdict, verify
from skelly_tray.adapters.audit.files import AuditFiles, locked, note, read_files
from skelly_tray.adapters.audit.vault import (
    KEY,
    KeyVault,
    VaultClosedError,
    anchor_of,
    keep_anchor,
    key_of,
)

MAX_BYTES = 8 * 1024 * 1024
KEEP = 4


class AuditLog:
    """Opened at once. `trouble`: why key and anchor are only in memory, or nothing. Raises OSError."""

    def __init__(self, state: Path, vault: KeyVault, *, max_bytes: int = MAX_BYTES, keep: int = KEEP) -> None:
        self._state = state
        self._vault = vault
        self.trouble = ""
        with locked(state):
            # Under the lock, or two that begin at once would each make a key.
            try:
                self._key = key_of(vault)
                self._anchor = anchor_of(vault)
            except VaultClosedError as closed:
                self.trouble, self._key, self._anchor = str(closed), secrets.token_bytes(32), None
            self._files = AuditFiles(state, self._key, max_bytes, keep)
            self._files.anchor = self._anchor
            self._files.refresh()
            if self.trouble:
                text = "no keyring keeps the key: what follows can be verified within this session only"
                self._files.append([note(text, {"why": self.trouble})])

    def bound(self, max_bytes: int, keep: int) -> None:
        """From the next entry on."""
        self._files.bound(max_bytes, keep)

    def append(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """On disk when this returns. Raises OSError, and then none of them is."""
        with locked(self._state):
            self._files.append(entries)

    def anchor(self) -> None:
        """Have the keyring vouch for the newest entry. Raises OSError and VaultClosedError."""
        with locked(self._state):
            self._files.refresh()
            if self._files.head == self._anchor:
                return
            if not self.trouble:
                keep_anchor(self._vault, self._files.head)
            self._anchor = self._files.head
            self._files.anchor = self._anchor

    def verify(self) -> Verdict:
        """Also what only this session can know. Raises OSError."""
        with locked(self._state):
            return verify(read_files(self._state), [self._key], self._anchor_now())

    def _anchor_now(self) -> Head | None:
        if self.trouble:
            return self._anchor
        try:
            return anchor_of(self._vault)
        except VaultClosedError:
            return self._anchor


def verify_files(state: Path, vault: KeyVault) -> Verdict:
    """What the files prove, for whoever does not write them. Raises OSError."""
    keys: list[bytes] = []
    anchor = None
    with locked(state):
        try:
            keys = [key] if (key := vault.get(KEY)) else []
            anchor = anchor_of(vault)
        except VaultClosedError:
            anchor = None
        return verify(read_files(state), keys, anchor)
