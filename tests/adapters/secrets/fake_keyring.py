"""Run as a program: the helper with a back end that does what the name it is asked for says."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from skelly_tray.adapters.secrets import helper_program, keyring_store


class Backend:
    viable = True
    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012

    def get_password(self, service: str, name: str) -> str | None:
        match name.split():
            case ["hang"]:
                threading.Event().wait()
            case ["crash"]:
                os.kill(os.getpid(), signal.SIGKILL)
            case ["print"]:
                print("what a library has to say", flush=True)
            case ["read"]:
                return sys.stdin.read()
            case ["raise", kind, *words]:
                raise getattr(sys.modules["builtins"], kind, None) or type(kind, (Exception,), {})(*words)
            case ["environment"]:
                return " ".join(sorted(os.environ))
            case ["pid"]:
                return str(os.getpid())
            case ["drop"]:
                return None
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self.kept[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


def load(name: str) -> Any:
    if name == "keyring.backends.kwallet":
        return SimpleNamespace(DBusKeyring=Backend)
    raise ImportError(name)


def unlock(store: keyring_store.KeyringStore) -> None:
    """The prompt is there until the folder named by the argument has a file `answered`."""
    Path(sys.argv[1], "prompt").touch()
    while not Path(sys.argv[1], "answered").exists():
        threading.Event().wait(0.01)


if __name__ == "__main__":
    setattr(keyring_store, "import_module", load)  # noqa: B010
    setattr(keyring_store.KeyringStore, "unlock", unlock)  # noqa: B010
    helper_program.main()
