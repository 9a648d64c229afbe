"""Secrets in the keyring of the system: only in back ends that encrypt, each named here and none ever discovered.

The library would take whatever back end is installed or named in the environment, plain text ones included; so it is
never asked to choose. It is imported at the first use, for it costs 14 MiB.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from skelly_tray.adapters.secrets.deadline import Deadlines, NoDeadline
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

if TYPE_CHECKING:  # the helper, which is to start soon, needs no folders
    from skelly_tray.config.home import Home

BACKENDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "darwin": (("keyring.backends.macOS", "Keyring", "macOS Keychain"),),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring", "Windows Credential Locker"),),
    "linux": (
        ("keyring.backends.SecretService", "Keyring", "Secret Service"),
        ("keyring.backends.kwallet", "DBusKeyring", "KWallet"),
    ),
}
"""(module, class, name for people), best first, by platform."""
PROMPT = 60.0
"""Seconds that the user has to answer the prompt which unlocks a keyring."""

T = TypeVar("T")


def candidates(platform: str = sys.platform) -> tuple[tuple[str, str, str], ...]:
    """The only back ends that are looked for on that platform."""
    return BACKENDS.get(platform, BACKENDS["linux"])


def service_of(home: Home) -> str:
    """Under which name the keyring keeps what belongs to this home."""
    place = hashlib.sha256(str(home.state.resolve()).encode()).hexdigest()[:16]
    return f"skelly-tray {place}"


class Keyring(Protocol):
    """Every call blocks for a few seconds at most, `unlock` for PROMPT; all raise SecretsUnavailable only."""

    rung: str

    def get(self, name: str) -> str | None:
        """The value, or None if there is none."""

    def set(self, name: str, value: str) -> None:
        """Store and read back: a back end may drop what it was given in silence."""

    def delete(self, name: str) -> bool:
        """False if there was none."""

    def unlock(self) -> None:
        """Have the system ask the user for the password of the keyring, if it is locked."""

    def backend(self) -> str:
        """Its name for people."""


class KeyringStore:
    """A `Keyring` in this process: of a command, or of the helper that the core asks (`elsewhere.py`)."""

    rung = "keyring"

    def __init__(
        self, service: str, deadlines: Deadlines | NoDeadline | None = None, platform: str = sys.platform
    ) -> None:
        self.service = service
        self._deadlines = deadlines or Deadlines()
        self._candidates = candidates(platform)

    def get(self, name: str) -> str | None:
        def look(backend: Any) -> str | None:
            value: str | None = backend.get_password(self.service, name)
            return value

        return self._made(look)

    def set(self, name: str, value: str) -> None:
        def store(backend: Any) -> bool:
            backend.set_password(self.service, name, value)
            return bool(backend.get_password(self.service, name) == value)

        if not self._made(store):
            raise SecretsUnavailable(
                SecretTrouble.DENIED,
                f"the keyring did not keep {name}: what it gives back is not what was set",
            )

    def delete(self, name: str) -> bool:
        def remove(backend: Any) -> bool:
            if backend.get_password(self.service, name) is None:
                return False
            backend.delete_password(self.service, name)
            return True

        return self._made(remove)

    def unlock(self) -> None:
        self._deadlines.call(lambda: self._guarded(lambda _: None, may_ask=True), PROMPT)

    def backend(self) -> str:
        return self._made(lambda backend: str(backend.skelly_name))

    def _made(self, use: Callable[[Any], T]) -> T:
        return self._deadlines.call(lambda: self._guarded(use))

    def _guarded(self, use: Callable[[Any], T], *, may_ask: bool = False) -> T:
        """In the thread of the keyring: whatever a back end raises becomes an answer without any value in it."""
        try:
            backend = self._choose()
            _require_unlocked(backend, may_ask)
            return use(backend)
        except SecretsUnavailable:
            raise
        except BaseException as error:  # noqa: BLE001  back ends raise whatever their service's library does
            raise _told(error) from None

    def load(self) -> None:
        """Import what a call needs, which takes longer than the call."""
        for module, _, _ in self._candidates:
            with suppress(Exception):
                import_module(module)

    def _choose(self) -> Any:
        """A back end that works now. Raises SecretsUnavailable; it is looked for anew at each call, as it may come."""
        for module, kind, name in self._candidates:
            try:
                found = getattr(import_module(module), kind)
                if not found.viable:
                    continue
            except Exception:  # noqa: BLE001  not installed here, or its service is not there
                continue
            backend = found()
            backend.skelly_name = name
            return backend
        names = ", ".join(name for _, _, name in self._candidates)
        looked = f"no keyring service answers in this session ({names} was looked for)"
        cure = "start one, or run: skelly-tray secret unlock"
        raise SecretsUnavailable(SecretTrouble.UNAVAILABLE, f"{looked}; {cure}")


def _require_unlocked(backend: Any, may_ask: bool) -> None:
    """A Secret Service that is locked, or in which no keyring has been made yet, would put up a prompt and wait for it:
    only the user's own wish may do that."""
    if type(backend).__module__ != "keyring.backends.SecretService":
        return
    import secretstorage

    bus = secretstorage.dbus_init()
    try:
        try:
            collection = secretstorage.Collection(bus)
        except secretstorage.ItemNotFoundException:
            if not may_ask:
                raise _none_made() from None
            collection = secretstorage.get_default_collection(bus)  # makes one
        if collection.is_locked() and may_ask:
            collection.unlock()
        if collection.is_locked():
            raise _locked()
    finally:
        bus.close()


def _none_made() -> SecretsUnavailable:
    return SecretsUnavailable(
        SecretTrouble.LOCKED, "there is no keyring yet; have one made by: skelly-tray secret unlock"
    )


def _locked() -> SecretsUnavailable:
    return SecretsUnavailable(
        SecretTrouble.LOCKED, "the keyring is locked; unlock it, or run: skelly-tray secret unlock"
    )


def _told(error: BaseException) -> SecretsUnavailable:
    """By its kind only: the text of a foreign error may quote what it was given."""
    kind = type(error).__name__
    if kind in ("KeyringLocked", "LockedException", "PromptDismissedException"):
        return _locked()
    if isinstance(error, TimeoutError):
        return SecretsUnavailable(SecretTrouble.TIMED_OUT, "the keyring's service did not answer in time")
    if kind in ("PasswordSetError", "PasswordDeleteError", "KeyringError") or isinstance(
        error, PermissionError
    ):
        return SecretsUnavailable(SecretTrouble.DENIED, f"the keyring refused it ({kind})")
    return SecretsUnavailable(SecretTrouble.UNAVAILABLE, f"the keyring cannot be used ({kind})")
