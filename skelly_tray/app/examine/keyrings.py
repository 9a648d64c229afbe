"""The name of the keyring that would keep secrets here; nothing is read from it."""

from __future__ import annotations

import threading
from importlib import import_module

from skelly_tray.adapters.secrets.keyring_store import candidates

_DEADLINE = 3.0
"""Seconds; a stalled keyring service blocks its caller for ever."""


def keyring_name() -> str:
    """Such as `SecretService`; or a sentence why there is none."""
    found: list[str] = []
    done = threading.Event()

    def look() -> None:
        found.extend(name for name, kind, _ in candidates() if _viable(name, kind))
        done.set()

    threading.Thread(target=look, daemon=True, name="keyring check").start()
    if not done.wait(_DEADLINE):
        return f"unknown: the keyring service did not answer within {_DEADLINE:g} s"
    return found[0].rpartition(".")[2] if found else "none found"


def _viable(module: str, kind: str) -> bool:
    try:
        return bool(getattr(import_module(module), kind).viable)
    except Exception:  # noqa: BLE001 (back ends raise whatever their service's library does)
        return False
