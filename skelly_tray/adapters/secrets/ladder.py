"""Which store keeps a secret: the system's keyring; else the passphrase file, if the user has set one up; else memory,
if the user says so; else none. Never plain text.

Synchronous, for the command line; `adapters/secrets/asynchronous.py` is the same for the loop.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from skelly_tray.adapters.secrets.index import Index
from skelly_tray.adapters.secrets.keyring_store import Keyring, KeyringStore, service_of
from skelly_tray.adapters.secrets.memory_store import MemoryStore
from skelly_tray.adapters.secrets.passphrase_store import PassphraseStore
from skelly_tray.adapters.secrets.sealing import Sealing
from skelly_tray.config.home import Home
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

KEPT_IN = {
    "keyring": "the keyring of the system",
    "file": "the file behind your passphrase",
    "session": "memory, until the orchestrator ends",
}


class Ladder:
    """All calls block for a few seconds at most and raise SecretsUnavailable; from any thread, one at a time.

    keyring, sealing: in this process, unless somebody else does that for us.
    """

    def __init__(self, home: Home, keyring: Keyring | None = None, sealing: Sealing | None = None) -> None:
        self.keyring: Keyring = keyring or KeyringStore(service_of(home))
        self.file = PassphraseStore(home, sealing)
        self.memory = MemoryStore()
        self.index = Index(home.state)
        self._lock = threading.RLock()

    def get(self, name: str) -> str:
        """The value, from wherever it is."""
        with self._lock:
            if (value := self.memory.get(name)) is not None:
                return value
            entry = self.index.entries().get(name)
            value = (
                self._from_file(name) if entry and entry.get("kept_in") == "file" else self._from_any(name)
            )
            if value is None:
                raise SecretsUnavailable(
                    SecretTrouble.MISSING,
                    f"there is no secret {name}; set it with: skelly-tray secret set {name}",
                )
            return value

    def _from_any(self, name: str) -> str | None:
        try:
            value = self.keyring.get(name)
        except SecretsUnavailable as trouble:
            known = self.index.entries().get(name, {}).get("kept_in") == "keyring"
            if known or not self.file.exists:
                raise SecretsUnavailable(
                    trouble.trouble, f"the secret {name} cannot be had: {trouble}"
                ) from None
            return self._from_file(name)
        if value is None and self.file.exists and self.file.unlocked:
            return self._from_file(name)
        return value

    def _from_file(self, name: str) -> str | None:
        try:
            return self.file.get(name)
        except SecretsUnavailable as trouble:
            raise SecretsUnavailable(trouble.trouble, f"the secret {name} cannot be had: {trouble}") from None

    def set(self, name: str, value: str, *, session: bool = False) -> str:
        """Store it on the best rung there is; that rung."""
        with self._lock:
            if session:
                self.memory.set(name, value)
                return self.memory.rung
            store = self._best(name, value)
            self.index.put(name, store, _now())
            self.memory.delete(name)
            return store

    def _best(self, name: str, value: str) -> str:
        try:
            self.keyring.set(name, value)
        except SecretsUnavailable as trouble:
            if not self.file.exists:
                raise SecretsUnavailable(
                    trouble.trouble, f"{name} was not stored: {trouble}. {_instead(name, trouble)}"
                ) from None
            try:
                self.file.set(name, value)
            except SecretsUnavailable as second:
                raise SecretsUnavailable(
                    second.trouble, f"{name} was not stored: {trouble}; and {second}"
                ) from None
            return self.file.rung
        if self.file.unlocked:  # one place only, so that no former value is ever found
            self.file.delete(name)
        return self.keyring.rung

    def delete(self, name: str) -> bool:
        """Remove it from wherever it is; False if it is nowhere."""
        with self._lock:
            entry = self.index.entries().get(name, {})
            found = self.memory.delete(name)
            if entry.get("kept_in") == "file" or (self.file.exists and self.file.unlocked):
                found = self.file.delete(name) or found
            if entry.get("kept_in") == "keyring" or not (entry or found):
                found = self._deleted_from_keyring(name, known=bool(entry)) or found
            self.index.remove(name)
            return found or bool(entry)

    def _deleted_from_keyring(self, name: str, *, known: bool) -> bool:
        try:
            return self.keyring.delete(name)
        except SecretsUnavailable as trouble:
            if known:
                raise SecretsUnavailable(trouble.trouble, f"{name} was not deleted: {trouble}") from None
            return False

    def entries(self) -> list[dict[str, Any]]:
        """`{"name", "kept_in", "since", "changed"}` of each, by name; nothing is asked of a keyring."""
        with self._lock:
            entries = self.index.entries()
            found = {name: {"name": name, **entry} for name, entry in entries.items()}
            for name in self.memory.names():
                found[name] = {"name": name, "kept_in": self.memory.rung, "since": None, "changed": None}
            return [found[name] for name in sorted(found)]

    def status(self) -> dict[str, Any]:
        """Which rung would keep a new secret, how each stands, and what to do. JSON-able."""
        keyring: dict[str, Any] = {"state": "ready", "backend": None, "text": ""}
        try:
            keyring["backend"] = self.keyring.backend()
        except SecretsUnavailable as trouble:
            keyring |= {"state": str(trouble.trouble), "text": trouble.message}
        file = "none" if not self.file.exists else "unlocked" if self.file.unlocked else "locked"
        rung = "keyring" if keyring["state"] == "ready" else "file" if file == "unlocked" else None
        return {"keeps_in": rung, "keyring": keyring, "file": file, "todo": _todo(keyring, file)}

    def unlock(self, passphrase: str | None) -> dict[str, Any]:
        """The file by its passphrase, made if there is none; without one the keyring, by the system's own prompt."""
        if passphrase is None:
            self.keyring.unlock()  # for as long as the prompt is there, all others are answered
            return {"unlocked": "keyring", "made": False}
        with self._lock:
            return {"unlocked": "file", "made": self.file.unlock(passphrase)}

    def lock(self) -> None:
        self.file.lock()

    def resolve(self, names: Iterable[str]) -> dict[str, str]:
        return {name: self.get(name) for name in names}


def _instead(name: str, trouble: SecretsUnavailable) -> str:
    """Where else it can be kept. A keyring that is there and locked is what `secret unlock` unlocks."""
    session = f"`skelly-tray secret set --session {name}` keeps it until the orchestrator ends"
    if trouble.trouble is SecretTrouble.LOCKED:
        return session
    return f"`skelly-tray secret unlock` sets up a file behind a passphrase; {session}"


_FILE = "set up a file behind a passphrase with: skelly-tray secret unlock"


def _todo(keyring: dict[str, Any], file: str) -> str:
    if keyring["state"] == "ready" or file == "unlocked":
        return "nothing: secrets can be set and used"
    if file == "locked":
        return "unlock the file of secrets with: skelly-tray secret unlock"
    if keyring["state"] == "locked":
        return "unlock the keyring, or run: skelly-tray secret unlock"
    if keyring["state"] == "timed_out":
        return f"see whether the keyring's service hangs or asks for a password, or {_FILE}"
    return f"start a keyring service, or {_FILE}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
