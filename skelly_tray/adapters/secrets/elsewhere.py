"""The keyring and the sealing of the core: the same as in this process, done by a `Helper`.

So what they load (20 MiB) is not ours for as long as we run, and a keyring that hangs holds no thread of ours.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from skelly_tray.adapters.secrets.deadline import DEADLINE, silent
from skelly_tray.adapters.secrets.helper import Helper, NoAnswerError
from skelly_tray.adapters.secrets.keyring_store import PROMPT
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

SEALING = 30.0
"""Seconds for what only computes, on a busy machine."""
_NONE = type(None)


class KeyringElsewhere:
    """A `Keyring`. service: under which name it keeps ours. patience: seconds that a call may take."""

    rung = "keyring"

    def __init__(self, service: str, helper: Helper, patience: float = DEADLINE) -> None:
        self.service = service
        self._helper = helper
        self._patience = patience

    def get(self, name: str) -> str | None:
        value: str | None = self._ask("get", (str, _NONE), name=name)
        return value

    def set(self, name: str, value: str) -> None:
        self._ask("set", (_NONE,), name=name, value=value)

    def delete(self, name: str) -> bool:
        return bool(self._ask("delete", (bool,), name=name))

    def unlock(self) -> None:
        helper = self._helper.another()
        try:
            self._asked(helper, "unlock", (_NONE,), PROMPT)
        finally:
            helper.close()

    def backend(self) -> str:
        return str(self._ask("backend", (str,)))

    def _ask(self, do: str, kinds: tuple[type, ...], **told: str) -> Any:
        return self._asked(self._helper, do, kinds, self._patience, **told)

    def _asked(self, helper: Helper, do: str, kinds: tuple[type, ...], seconds: float, **told: str) -> Any:
        try:
            return helper.ask(do, {"service": self.service, **told}, kinds, seconds)
        except NoAnswerError as none:
            if none.late:
                raise silent(seconds) from None
            message = f"the keyring cannot be asked: {none}"
            raise SecretsUnavailable(SecretTrouble.UNAVAILABLE, message) from None


class SealingElsewhere:
    """A `Sealing`."""

    def __init__(self, helper: Helper) -> None:
        self._helper = helper

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        return b64decode(self._ask("derive", (str,), {"passphrase": passphrase, "salt": _text(salt)}))

    def seal(self, key: bytes, nonce: bytes, content: bytes, header: bytes) -> bytes:
        four = {"key": _text(key), "nonce": _text(nonce), "content": _text(content), "header": _text(header)}
        return b64decode(self._ask("seal", (str,), four))

    def unseal(self, key: bytes, nonce: bytes, sealed: bytes, header: bytes) -> bytes | None:
        four = {"key": _text(key), "nonce": _text(nonce), "sealed": _text(sealed), "header": _text(header)}
        content = self._ask("unseal", (str, _NONE), four)
        return None if content is None else b64decode(content)

    def _ask(self, do: str, kinds: tuple[type, ...], told: dict[str, str]) -> Any:
        try:
            return self._helper.ask(do, told, kinds, SEALING)
        except NoAnswerError as none:
            message = f"the file of secrets cannot be used: {none}"
            raise SecretsUnavailable(SecretTrouble.UNAVAILABLE, message) from None


def _text(data: bytes) -> str:
    return b64encode(data).decode()
