"""The keyring as the vault of the audit log."""

from __future__ import annotations

import pytest

from skelly_tray.adapters.audit.vault import VaultClosedError
from skelly_tray.app.audit_vault import KeyringVault
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble


class Absent:
    """A keyring that is not there."""

    rung = "keyring"

    def _no(self, *told: str) -> bool:
        raise SecretsUnavailable(
            SecretTrouble.UNAVAILABLE, "no service answers; or run: skelly-tray secret unlock"
        )

    def get(self, name: str) -> str | None:
        self._no(name)
        return None

    def set(self, name: str, value: str) -> None:
        self._no(name, value)

    def delete(self, name: str) -> bool:
        return self._no(name)

    def unlock(self) -> None:
        self._no()

    def backend(self) -> str:
        return str(self._no())


def test_an_absent_keyring_is_told_without_the_cure_that_helps_only_secrets() -> None:
    vault = KeyringVault(Absent())
    with pytest.raises(VaultClosedError, match=r"^no service answers$"):
        vault.get("key")
    with pytest.raises(VaultClosedError, match=r"^no service answers$"):
        vault.set("key", b"")
