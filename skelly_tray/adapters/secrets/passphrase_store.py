"""Secrets in one file behind a passphrase: scrypt makes the key, AES-256-GCM seals the whole; for systems without a
keyring.

    SKELLYSECRETS 1 and a newline | salt (16) | nonce (12) | sealed JSON {name: value}

The header is sealed with it, so nothing of the file can be exchanged. The key is in memory from `unlock` to `lock`; the
passphrase is not kept.
"""

from __future__ import annotations

import json
import os
import threading

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

    def __init__(self, home: Home) -> None:
        self.path = home.state / "secrets.enc"
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
                self._key, self._salt = _derive(passphrase, salt), salt
                self._write({})
                return True
            salt, _, _ = self._parts()
            key = _derive(passphrase, salt)
            self._open(key)
            self._key, self._salt = key, salt
            return False

    def lock(self) -> None:
        with self._lock:
            self._key = None

    def get(self, name: str) -> str | None:
        with self._lock:
            return self._values().get(name)

    def set(self, name: str, value: str) -> None:
        with self._lock:
            self._write({**self._values(), name: value})
            if self._values().get(name) != value:
                raise SecretsUnavailable(SecretTrouble.DENIED, f"{self.path.name} did not keep {name}")

    def delete(self, name: str) -> bool:
        with self._lock:
            values = self._values()
            if values.pop(name, None) is None:
                return False
            self._write(values)
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
            descriptor = os.open(self.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
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
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce, sealed = self._parts()
        try:
            values = json.loads(AESGCM(key).decrypt(nonce, sealed, MAGIC + salt))
        except InvalidTag:
            raise _wrong(known=key == self._key) from None
        except ValueError:
            raise _damaged() from None
        return {str(name): str(value) for name, value in values.items()}

    def _write(self, values: dict[str, str]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        assert self._key is not None
        nonce = os.urandom(NONCE)
        sealed = AESGCM(self._key).encrypt(nonce, json.dumps(values).encode(), MAGIC + self._salt)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self.path, MAGIC + self._salt + nonce + sealed)
        except OSError as error:
            raise SecretsUnavailable(
                SecretTrouble.UNAVAILABLE, f"the file of secrets cannot be written: {error.strerror}"
            ) from error


def _derive(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode("utf-8", "surrogatepass"))


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
