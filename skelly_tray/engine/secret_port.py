"""`Secrets`: values kept outside the configuration, by name; and what the engine must know to ask for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Protocol


class SecretTrouble(StrEnum):
    """Why a value cannot be had."""

    MISSING = "missing"
    LOCKED = "locked"
    TIMED_OUT = "timed_out"
    DENIED = "denied"
    UNAVAILABLE = "unavailable"


class SecretsUnavailable(Exception):  # noqa: N818 - an answer about the world, not a fault of the program
    """`message` is a sentence for people with what cures it, and never holds a value."""

    def __init__(self, trouble: SecretTrouble, message: str) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.message = message


class Secrets(Protocol):
    """Every call ends within a few seconds, whatever a keyring does, and never blocks the loop."""

    async def resolve(self, names: Iterable[str]) -> Mapping[str, str]:
        """The values. Raises SecretsUnavailable for the first that cannot be had."""

    async def set(self, name: str, value: str, *, session: bool = False) -> str:
        """Store and read back; which rung keeps it (`keyring`, `file`, `session`). session: in memory, as the user says
        so. Raises SecretsUnavailable."""

    async def delete(self, name: str) -> bool:
        """False if there was none. Raises SecretsUnavailable."""

    async def names(self) -> list[str]:
        """What we have stored and not deleted."""

    async def entries(self) -> list[dict[str, Any]]:
        """`{"name", "kept_in", "since", "changed"}` of each."""

    async def status(self) -> dict[str, Any]:
        """Where a new secret would be kept, how each place stands, and what to do. JSON-able."""

    async def unlock(self, passphrase: str | None) -> dict[str, Any]:
        """The file of secrets by its passphrase, made if there is none; None: have the system unlock its keyring.
        Raises SecretsUnavailable."""

    async def lock(self) -> None:
        """Forget the key of the file."""
