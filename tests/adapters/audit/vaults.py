"""A vault in memory, which can be closed, for tests of the audit log."""

from __future__ import annotations

from skelly_tray.adapters.audit.vault import VaultClosedError


class MemoryVault:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.closed = False
        self.sets = 0

    def get(self, name: str) -> bytes | None:
        self._demand()
        return self.kept.get(name)

    def set(self, name: str, value: bytes) -> None:
        self._demand()
        self.sets += 1
        self.kept[name] = value

    def _demand(self) -> None:
        if self.closed:
            raise VaultClosedError("the keyring is closed")
