"""Where secrets are kept: deadlines, the allow-list, the file behind a passphrase, and which store is chosen."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from skelly_tray.adapters.secrets import keyring_store
from skelly_tray.adapters.secrets.deadline import MOST_STUCK, Deadlines
from skelly_tray.adapters.secrets.keyring_store import KeyringStore, service_of
from skelly_tray.adapters.secrets.ladder import Ladder
from skelly_tray.adapters.secrets.passphrase_store import MAGIC, PassphraseStore
from skelly_tray.config.home import find_home
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble

VALUE = "canary of the stores"


class FakeBackend:
    """What the library's back ends look like to us."""

    viable = True
    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012
    error: BaseException | None = None
    drops = False

    def get_password(self, service: str, name: str) -> str | None:
        if self.error:
            raise self.error
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        if not self.drops:
            self.kept[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[FakeBackend]]:
    kind = type("Backend", (FakeBackend,), {"kept": {}})
    asked: list[str] = []

    def load(name: str) -> Any:
        asked.append(name)
        if name == "keyring.backends.kwallet":
            return SimpleNamespace(DBusKeyring=kind)
        raise ImportError(name)

    monkeypatch.setattr(keyring_store, "import_module", load)
    yield kind
    assert set(asked) <= {"keyring.backends.kwallet", "keyring.backends.SecretService"}


def ladder(folder: Path) -> Ladder:
    home = find_home(str(folder))
    return Ladder(home, KeyringStore(service_of(home), platform="linux"))


def refusal(call: Callable[[], object]) -> SecretsUnavailable:
    with pytest.raises(SecretsUnavailable) as caught:
        call()
    assert VALUE not in str(caught.value)
    return caught.value


def test_a_call_that_never_returns_is_left_behind_and_the_next_one_is_answered() -> None:
    release, deadlines = threading.Event(), Deadlines(0.05)
    for _ in range(MOST_STUCK):
        assert refusal(lambda: deadlines.call(release.wait)).trouble is SecretTrouble.TIMED_OUT
    calls: list[int] = []
    assert refusal(lambda: deadlines.call(lambda: calls.append(1))).trouble is SecretTrouble.TIMED_OUT
    assert calls == []
    release.set()
    for thread in threading.enumerate():
        if thread.name == "secrets":
            thread.join(10)
    assert deadlines.call(lambda: 7, 10.0) == 7


def test_what_a_call_raises_reaches_its_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        Deadlines(10.0).call(lambda: 1 // 0)


def test_two_homes_do_not_share_a_secret(tmp_path: Path, backend: type[FakeBackend]) -> None:
    one, two = ladder(tmp_path / "one"), ladder(tmp_path / "two")
    assert one.set("web/token", VALUE) == "keyring"
    assert one.get("web/token") == VALUE
    assert refusal(lambda: two.get("web/token")).trouble is SecretTrouble.MISSING


def test_a_back_end_that_drops_what_it_is_given_is_found_out(
    tmp_path: Path, backend: type[FakeBackend]
) -> None:
    backend.drops = True
    assert "did not keep web/token" in refusal(lambda: ladder(tmp_path).set("web/token", VALUE)).message


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (type("KeyringLocked", (Exception,), {})(VALUE), SecretTrouble.LOCKED),
        (TimeoutError(VALUE), SecretTrouble.TIMED_OUT),
        (PermissionError(VALUE), SecretTrouble.DENIED),
        (FileNotFoundError(VALUE), SecretTrouble.UNAVAILABLE),
        (RuntimeError(VALUE), SecretTrouble.UNAVAILABLE),
        (SystemExit(VALUE), SecretTrouble.UNAVAILABLE),
    ],
)
def test_whatever_a_back_end_raises_is_an_answer_without_its_words(
    tmp_path: Path, backend: type[FakeBackend], error: BaseException, trouble: SecretTrouble
) -> None:
    backend.error = error
    assert refusal(lambda: ladder(tmp_path).get("web/token")).trouble is trouble


def test_names_and_dates_are_listed_and_no_value_is_in_the_list(
    tmp_path: Path, backend: type[FakeBackend]
) -> None:
    stores = ladder(tmp_path)
    stores.set("web/token", VALUE)
    stores.set("b", VALUE, session=True)
    assert [(e["name"], e["kept_in"]) for e in stores.entries()] == [
        ("b", "session"),
        ("web/token", "keyring"),
    ]
    path = tmp_path / "state" / "secrets.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert VALUE not in path.read_text() and "web/token" in path.read_text()
    assert stores.delete("web/token") and not stores.delete("web/token")
    assert backend.kept == {} and "web/token" not in path.read_text()


def test_without_a_keyring_nothing_is_stored_until_the_user_has_set_up_a_file(
    tmp_path: Path, backend: type[FakeBackend]
) -> None:
    backend.viable = False
    stores = ladder(tmp_path)
    told = refusal(lambda: stores.set("web/token", VALUE))
    assert "secret unlock" in told.message and "--session" in told.message
    assert not list(tmp_path.rglob("*.enc"))
    assert stores.unlock("a passphrase") == {"unlocked": "file", "made": True}
    assert stores.set("web/token", VALUE) == "file"
    again = ladder(tmp_path)
    assert refusal(lambda: again.get("web/token")).trouble is SecretTrouble.LOCKED
    assert again.status()["todo"].endswith("skelly-tray secret unlock")
    again.unlock("a passphrase")
    assert again.get("web/token") == VALUE
    again.lock()
    assert refusal(lambda: again.get("web/token")).trouble is SecretTrouble.LOCKED


def test_a_secret_is_in_one_place_only_once_there_is_a_keyring(
    tmp_path: Path, backend: type[FakeBackend]
) -> None:
    backend.viable = False
    stores = ladder(tmp_path)
    stores.unlock("a passphrase")
    stores.set("web/token", "the former one")
    backend.viable = True
    assert stores.get("web/token") == "the former one"
    assert stores.set("web/token", VALUE) == "keyring"
    assert stores.file.get("web/token") is None and stores.get("web/token") == VALUE


def test_a_wrong_passphrase_and_every_changed_byte_are_told(tmp_path: Path) -> None:
    home = find_home(str(tmp_path))
    store = PassphraseStore(home)
    store.unlock("right")
    store.set("web/token", VALUE)
    sealed = store.path.read_bytes()
    assert VALUE.encode() not in sealed and store.path.stat().st_mode & 0o777 == 0o600
    assert "passphrase is wrong" in refusal(lambda: PassphraseStore(home).unlock("wrong")).message
    for at in (0, len(MAGIC) - 2, len(MAGIC) + 1, len(MAGIC) + 20, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[at] ^= 1
        store.path.write_bytes(changed)
        refusal(lambda: store.get("web/token"))
    for short in (b"", sealed[:30], sealed[:-1]):
        store.path.write_bytes(short)
        refusal(lambda: store.get("web/token"))
    store.path.write_bytes(sealed)
    assert store.get("web/token") == VALUE


def test_the_same_content_is_never_sealed_the_same_way_twice(tmp_path: Path) -> None:
    store = PassphraseStore(find_home(str(tmp_path)))
    store.unlock("right")
    store.set("a", VALUE)
    first = store.path.read_bytes()
    store.set("a", VALUE)
    start = len(MAGIC) + 16
    assert store.path.read_bytes()[start : start + 12] != first[start : start + 12]


def test_an_unreadable_list_hides_no_value(tmp_path: Path, backend: type[FakeBackend]) -> None:
    stores = ladder(tmp_path)
    stores.set("web/token", VALUE)
    (tmp_path / "state" / "secrets.json").write_text("{torn", encoding="utf-8")
    assert stores.entries() == [] and stores.get("web/token") == VALUE
    stores.set("web/token", VALUE)
    assert json.loads((tmp_path / "state" / "secrets.json").read_text())["secrets"].keys() == {"web/token"}


def test_neither_the_library_nor_its_choice_of_back_ends_is_loaded_before_its_first_use(
    tmp_path: Path,
) -> None:
    before = "keyring" in sys.modules
    ladder(tmp_path)
    assert ("keyring" in sys.modules) is before


@pytest.mark.skipif(os.name != "posix", reason="needs FIFOs")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_fifo_in_place_of_the_file_of_secrets_is_refused_and_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    store = PassphraseStore(find_home(str(tmp_path)))
    store.path.parent.mkdir(parents=True)
    make(store.path)
    with pytest.raises(SecretsUnavailable, match="was damaged or changed"):
        store.unlock("passphrase")
