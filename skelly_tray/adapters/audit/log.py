"""The audit log as one writer sees it: files, key and anchor together. Blocking; a thread or a command calls it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from skelly_tray.adapters.audit.chain import NO_KEYRING, Head, Verdict, kept_keys, verify
from skelly_tray.adapters.audit.files import AuditFiles, locked, note, read_files
from skelly_tray.adapters.audit.vault import (
    KEY,
    KeyVault,
    VaultClosedError,
    anchor_of,
    keep_anchor,
    keep_older,
    key_of,
    older_of,
)

MAX_BYTES = 8 * 1024 * 1024
KEEP = 4


NEW_KEY = (
    "the keyring has no key of this log any more: a new one was made, and does not fit what stands before"
)
AGAIN = "the keyring answers: its key seals from here on, and it keeps the one of this session too"
PUT_BACK = "the key was gone from the keyring, and was put back"


class AuditLog:
    """Opened at once. `trouble`: why key and anchor are only in memory, or nothing. `key_gone`: the keyring had lost
    the key of what stands in the log. Raises OSError."""

    def __init__(self, state: Path, vault: KeyVault, *, max_bytes: int = MAX_BYTES, keep: int = KEEP) -> None:
        self._state = state
        self._vault = vault
        self.trouble, self.key_gone = "", False
        self._session: list[bytes] = []
        with locked(state):
            # Under the lock, or two that begin at once would each make a key.
            try:
                self._key, made = key_of(vault)
                self.key_gone = made and bool(kept_keys(read_files(state)))
                self._anchor = anchor_of(vault)
            except VaultClosedError as closed:
                self.trouble, self._key, self._anchor = str(closed), secrets.token_bytes(32), None
            self._files = AuditFiles(state, self._key, max_bytes, keep)
            self._files.anchor = self._anchor
            self._files.refresh()
            if self.trouble:
                self._files.append([note(NO_KEYRING, {"why": self.trouble})])
            if self.key_gone:
                self._files.append([note(NEW_KEY, {})])

    def bound(self, max_bytes: int, keep: int) -> None:
        """From the next entry on."""
        self._files.bound(max_bytes, keep)

    def append(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """On disk when this returns. Raises OSError, and then none of them is."""
        with locked(self._state):
            former = self._files.head.rotations
            self._files.append(entries)
            if self._files.head.rotations != former:
                # The next rotation may drop the entry that is anchored now.
                with suppress(VaultClosedError):
                    self._set_anchor()

    def ask_again(self) -> Verdict | None:
        """The keyring could not be asked at the start; it may have been unlocked since. What is broken by what it knows
        is returned, and its anchor left as it is: later starts shall find that too. Raises OSError."""
        with locked(self._state), suppress(VaultClosedError):
            key, _ = key_of(self._vault)
            found = verify(read_files(self._state), [key, self._key], anchor_of(self._vault))
            if found.verdict == "broken":
                return found
            keep_older(self._vault, self._key)
            self._session.append(self._key)
            self._key, self.trouble = key, ""
            self._files.use(key)
            self._files.append([note(AGAIN, {})])
            self._set_anchor()
        return None

    def anchor(self) -> None:
        """Have the keyring vouch for the newest entry. Raises OSError and VaultClosedError."""
        with locked(self._state):
            self._files.refresh()
            self._set_anchor()

    def _set_anchor(self) -> None:
        if self._files.head == self._anchor:
            return
        if not self.trouble:
            self._put_key_back()
            keep_anchor(self._vault, self._files.head)
        self._anchor = self._files.head
        self._files.anchor = self._anchor

    def _put_key_back(self) -> None:
        """Whoever removed it while we run has not made unreadable what we wrote."""
        if self._vault.get(KEY) is None:
            self._vault.set(KEY, self._key)
            self._files.append([note(PUT_BACK, {})])

    def verify(self) -> Verdict:
        """Also what only this session can know. Raises OSError."""
        with locked(self._state):
            keys = [self._key, *self._session, *self._older()]
            return verify(read_files(self._state), keys, self._anchor_now(), self.trouble)

    def _older(self) -> list[bytes]:
        if self.trouble:
            return []
        try:
            return older_of(self._vault)
        except VaultClosedError:
            return []

    def _anchor_now(self) -> Head | None:
        """The newer one of ours and the keyring's, which a command may have set."""
        if self.trouble:
            return self._anchor
        try:
            kept = anchor_of(self._vault)
        except VaultClosedError:
            kept = None
        return max((head for head in (kept, self._anchor) if head), key=lambda head: head.seq, default=None)


def verify_files(state: Path, vault: KeyVault) -> Verdict:
    """What the files prove, for whoever does not write them. Raises OSError."""
    keys: list[bytes] = []
    anchor, why = None, ""
    with locked(state):
        try:
            keys = [key] if (key := vault.get(KEY)) else []
            keys += older_of(vault)
            anchor = anchor_of(vault)
        except VaultClosedError as closed:
            why = str(closed)
        return verify(read_files(state), keys, anchor, why)
