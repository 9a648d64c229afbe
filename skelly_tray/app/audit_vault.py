"""The keyring as the vault of the audit log."""

from __future__ import annotations

from skelly_tray.adapters.audit.vault import VaultClosedError
from skelly_tray.adapters.secrets.keyring_store import KeyringStore
from skelly_tray.config.home import Home
from skelly_tray.engine.secret_port import SecretsUnavailable


class KeyringVault:
    """The names have a stroke, which no secret of the user's may have."""

    def __init__(self, home: Home) -> None:
        self._store = KeyringStore(home)

    def get(self, name: str) -> bytes | None:
        try:
            kept = self._store.get(name)
        except SecretsUnavailable as unavailable:
            raise VaultClosedError(unavailable.message) from None
        try:
            return None if kept is None else bytes.fromhex(kept)
        except ValueError:
            raise VaultClosedError("what the keyring has for the audit log cannot be read") from None

    def set(self, name: str, value: bytes) -> None:
        try:
            self._store.set(name, value.hex())
        except SecretsUnavailable as unavailable:
            raise VaultClosedError(unavailable.message) from None
