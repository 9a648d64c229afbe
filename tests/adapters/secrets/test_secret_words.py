"""What is said when no place keeps a secret: each word of advice helps against that very trouble."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from skelly_tray.adapters.secrets.ladder import Ladder
from skelly_tray.config.home import find_home
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble


class Refusing:
    """A keyring that answers every call with the same trouble."""

    rung = "keyring"

    def __init__(self, trouble: SecretTrouble) -> None:
        self._trouble = trouble

    def _no(self) -> NoReturn:
        raise SecretsUnavailable(self._trouble, "it says why")

    def get(self, name: str) -> str | None:
        self._no()

    def set(self, name: str, value: str) -> None:
        self._no()

    def delete(self, name: str) -> bool:
        self._no()

    def unlock(self) -> None:
        self._no()

    def backend(self) -> str:
        self._no()


@pytest.mark.parametrize(
    ("trouble", "todo", "file"),
    [
        (SecretTrouble.UNAVAILABLE, "start a keyring service, or set up a file", True),
        (SecretTrouble.TIMED_OUT, "hangs or asks for a password, or set up a file", True),
        (SecretTrouble.LOCKED, "unlock the keyring, or run: skelly-tray secret unlock", False),
    ],
)
def test_a_file_is_advised_only_where_unlock_makes_one(
    tmp_path: Path, trouble: SecretTrouble, todo: str, file: bool
) -> None:
    stores = Ladder(find_home(str(tmp_path)), Refusing(trouble))
    assert todo in stores.status()["todo"]
    with pytest.raises(SecretsUnavailable) as told:
        stores.set("web/token", "canary-12345")
    assert "`skelly-tray secret set --session web/token` keeps it" in told.value.message
    assert ("sets up a file" in told.value.message) is file
