"""How the file behind a passphrase is sealed: scrypt makes the key, AES-256-GCM seals.

`cryptography` is imported at the first use, for it costs 7 MiB; scrypt takes 128 MiB for as long as it computes.
"""

from __future__ import annotations

from typing import Protocol


class Sealing(Protocol):
    """All raise SecretsUnavailable and nothing else."""

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        """The key, 32 bytes."""

    def seal(self, key: bytes, nonce: bytes, content: bytes, header: bytes) -> bytes:
        """The header is sealed with it and not contained."""

    def unseal(self, key: bytes, nonce: bytes, sealed: bytes, header: bytes) -> bytes | None:
        """The content; None if one of the four does not fit the others."""


class SealingHere:
    """In this process."""

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        kdf = Scrypt(salt=salt, length=32, n=2**17, r=8, p=1)
        return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))

    def seal(self, key: bytes, nonce: bytes, content: bytes, header: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(key).encrypt(nonce, content, header)

    def unseal(self, key: bytes, nonce: bytes, sealed: bytes, header: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(key).decrypt(nonce, sealed, header)
        except InvalidTag:
            return None
