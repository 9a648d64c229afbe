"""The keyring as the vault of the audit log."""

from __future__ import annotations

from skelly_tray.adapters.audit.vault import VaultClosedError
from skelly_tray.adapters.secrets.keyring_store import Keyring, KeyringStore, service_of
from skelly_tray.config.home import Home
from skelly_tray.engine.secret_port import SecretsUnavailable


def audit_service_of(home: Home) -> str:
    """A name of its own in the keyring: whatever a secret is called, it is never the key of the audit log."""
    return f"{service_of(home)} audit"


def vault_here(home: Home) -> KeyringVault:
    """With the keyring in this process, for a command."""
    return KeyringVault(KeyringStore(audit_service_of(home)))


class KeyringVault:
    def __init__(self, keyring: Keyring) -> None:
        self._store = keyring

    def get(self, name: str) -> bytes | None:
        try:
            kept = self._store.get(name)
        except SecretsUnavailable as unavailable:
            raise _closed(unavailable) from None
        try:
            return None if kept is None else bytes.fromhex(kept)
        except ValueError:
            raise VaultClosedError("what the keyring has for the audit log cannot be read") from None

    def set(self, name: str, value: bytes) -> None:
        try:
            self._store.set(name, value.hex())
        except SecretsUnavailable as unavailable:
            raise _closed(unavailable) from None


def _closed(unavailable: SecretsUnavailable) -> VaultClosedError:
    """Without what cures it, which is said of secrets: a file behind a passphrase holds no key of the audit log."""
    return VaultClosedError(unavailable.message.partition("; ")[0])
