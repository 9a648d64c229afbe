"""Secrets in one file behind a passphrase, sealed as `sealing.py` says; for systems without a keyring.

    SKELLYSECRETS 1 and a newline | salt (16) | nonce (12) | sealed JSON {name: value}

The header is sealed with it, so nothing of the file can be exchanged. The key is in memory from `unlock` to `lock`; the
passphrase is not kept.
"""

from __future__ import annotations

import json
import os
import stat
import threading

from skelly_tray.adapters.secrets.sealing import Sealing, SealingHere
from skelly_tray.config.atomic import replace_file
from skelly_tray.config.home import Home
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

MAGIC = b"SKELLYSECRETS 1\n"
FAMILY = b"SKELLYSECRETS "
SALT, NONCE, TAG = 16, 12, 16
LARGEST = 64 << 20
"""Bytes; a longer file is none of ours."""


class PassphraseStore:
    """Calls from any thread. All raise SecretsUnavailable and nothing else."""

    rung = "file"

    def __init__(self, home: Home, sealing: Sealing | None = None) -> None:
        self.path = home.state / "secrets.enc"
        self._sealing = sealing or SealingHere()
        self._lock = threading.RLock()
        self._key: bytes | None = None
        self._salt = b""

    def __repr__(self) -> str:
        return f"PassphraseStore({self.path})"

    @property
    def exists(self) -> bool:
        return os.path.lexists(self.path)

    @property
    def unlocked(self) -> bool:
        return self._key is not None

    def unlock(self, passphrase: str) -> bool:
        """Keep the key; True if the file was made just now. A wrong passphrase and a changed file are told."""
        if not passphrase:
            raise SecretsUnavailable(SecretTrouble.DENIED, "the passphrase is empty")
        with self._lock:
            if not self.exists:
                salt = os.urandom(SALT)
                key = self._sealing.derive(passphrase, salt)
                self._write({}, key, salt)
                made = True
            else:
                salt, _, _ = self._parts()
                key = self._sealing.derive(passphrase, salt)
                self._open(key)
                made = False
            self._key, self._salt = key, salt
            return made

    def lock(self) -> None:
        with self._lock:
            self._key = None

    def get(self, name: str) -> str | None:
        with self._lock:
            return self._values().get(name)

    def set(self, name: str, value: str) -> None:
        with self._lock:
            values = self._values()
            self._write({**values, name: value}, self._key, self._salt)
            if self._values().get(name) != value:
                raise SecretsUnavailable(SecretTrouble.DENIED, f"{self.path.name} did not keep {name}")

    def delete(self, name: str) -> bool:
        with self._lock:
            values = self._values()
            if values.pop(name, None) is None:
                return False
            self._write(values, self._key, self._salt)
            return True

    def _values(self) -> dict[str, str]:
        if self._key is None:
            raise SecretsUnavailable(
                SecretTrouble.LOCKED,
                "the file of secrets is locked; unlock it with: skelly-tray secret unlock",
            )
        return self._open(self._key)

    def _parts(self) -> tuple[bytes, bytes, bytes]:
        """(salt, nonce, sealed)."""
        try:
            # Who opens a FIFO for reading waits for its writer, for ever if none comes.
            flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            descriptor = os.open(self.path, flags | getattr(os, "O_CLOEXEC", 0))
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.close(descriptor)
                raise _damaged()
            with os.fdopen(descriptor, "rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise SecretsUnavailable(
                SecretTrouble.UNAVAILABLE, f"the file of secrets cannot be read: {error.strerror}"
            ) from error
        if content.startswith(FAMILY) and not content.startswith(MAGIC):
            raise SecretsUnavailable(
                SecretTrouble.UNAVAILABLE, "the file of secrets was written by a newer Skelly Tray"
            )
        start = len(MAGIC)
        if not content.startswith(MAGIC) or not start + SALT + NONCE + TAG <= len(content) <= LARGEST:
            raise _damaged()
        return (
            content[start : start + SALT],
            content[start + SALT : start + SALT + NONCE],
            content[start + SALT + NONCE :],
        )

    def _open(self, key: bytes) -> dict[str, str]:
        salt, nonce, sealed = self._parts()
        content = self._sealing.unseal(key, nonce, sealed, MAGIC + salt)
        if content is None:
            raise _wrong(known=key == self._key)
        try:
            values = json.loads(content)
        except ValueError:
            raise _damaged() from None
        return {str(name): str(value) for name, value in values.items()}

    def _write(self, values: dict[str, str], key: bytes | None, salt: bytes) -> None:
        assert key is not None
        nonce = os.urandom(NONCE)
        sealed = self._sealing.seal(key, nonce, json.dumps(values).encode(), MAGIC + salt)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self.path, MAGIC + salt + nonce + sealed)
        except OSError as error:
            raise SecretsUnavailable(
                SecretTrouble.UNAVAILABLE, f"the file of secrets cannot be written: {error.strerror}"
            ) from error


def _wrong(*, known: bool) -> SecretsUnavailable:
    """The key that opened it before does not any more: then the file has changed, not the passphrase."""
    if known:
        return _damaged()
    return SecretsUnavailable(
        SecretTrouble.DENIED, "the passphrase is wrong, or the file of secrets was changed by somebody else"
    )


def _damaged() -> SecretsUnavailable:
    return SecretsUnavailable(
        SecretTrouble.DENIED,
        "the file of secrets was damaged or changed by somebody else; take state/secrets.enc from a backup, or remove"
        " it and set the secrets again",
    )
