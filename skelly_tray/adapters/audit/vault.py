"""`KeyVault`: where the key and the head anchor of the audit log are kept, out of reach of whoever edits the file."""

from __future__ import annotations

import json
import secrets
from typing import Protocol

from skelly_tray.adapters.audit.chain import Head

KEY, ANCHOR, OLDER = "audit/key", "audit/anchor", "audit/older"
MOST_OLDER = 32
"""Keys of sessions that began without the keyring, the newest of them."""


class VaultClosedError(Exception):
    """It cannot be used now; a sentence why."""


class KeyVault(Protocol):
    """Blocks for a few seconds at most. Raises VaultClosedError and nothing else."""

    def get(self, name: str) -> bytes | None: ...

    def set(self, name: str, value: bytes) -> None: ...


def key_of(vault: KeyVault) -> tuple[bytes, bool]:
    """The key, and whether it was made now because there was none. Raises VaultClosedError."""
    key = vault.get(KEY)
    if key is not None:
        return key, False
    key = secrets.token_bytes(32)
    vault.set(KEY, key)
    return key, True


def older_of(vault: KeyVault) -> list[bytes]:
    """Keys that sessions had made in memory, until the keyring could be asked. Raises VaultClosedError."""
    kept = vault.get(OLDER)
    try:
        return [] if kept is None else [bytes.fromhex(key) for key in json.loads(kept)]
    except (ValueError, TypeError):
        raise VaultClosedError("the older keys in the keyring cannot be read") from None


def keep_older(vault: KeyVault, key: bytes) -> None:
    """Raises VaultClosedError."""
    keys = [*older_of(vault), key][-MOST_OLDER:]
    vault.set(OLDER, json.dumps([one.hex() for one in keys]).encode())


def anchor_of(vault: KeyVault) -> Head | None:
    """None if there is none. Raises VaultClosedError."""
    kept = vault.get(ANCHOR)
    if kept is None:
        return None
    try:
        found = json.loads(kept)
        return Head(int(found["seq"]), str(found["hash"]), int(found["rotations"]))
    except (ValueError, KeyError, TypeError):
        raise VaultClosedError("the anchor in the keyring cannot be read") from None


def keep_anchor(vault: KeyVault, head: Head) -> None:
    """Raises VaultClosedError."""
    told = {"seq": head.seq, "hash": head.hash, "rotations": head.rotations}
    vault.set(ANCHOR, json.dumps(told).encode())
