"""The keyring is asked, and secrets are sealed, in a process that ends: by itself, at a deadline, and with us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from skelly_tray.adapters.secrets.elsewhere import KeyringElsewhere, SealingElsewhere
from skelly_tray.adapters.secrets.helper import Helper, helper_environment
from skelly_tray.adapters.secrets.passphrase_store import PassphraseStore
from skelly_tray.adapters.secrets.sealing import SealingHere
from skelly_tray.app.secret_helper import secret_helper
from skelly_tray.config.home import find_home
from skelly_tray.config.secret_values import LARGEST
from skelly_tray.engine.secret_port import SecretsUnavailable, SecretTrouble
from tests.supervisor import alive, wait_until

FAKE = [sys.executable, str(Path(__file__).with_name("fake_keyring.py"))]
ROOT = str(Path(__file__).parents[3])
VALUE = "canary of the helper"
PATIENT = 30.0
NEVER = 1e6


def environment(**added: str) -> dict[str, str]:
    return helper_environment({**os.environ, "PYTHONPATH": ROOT, **added})


@pytest.fixture
def helper(tmp_path: Path) -> Iterator[Helper]:
    made = Helper([*FAKE, str(tmp_path)], environment(), idle=NEVER)
    yield made
    made.close()
    assert threads() == []


def keyring(helper: Helper, patience: float = PATIENT) -> KeyringElsewhere:
    return KeyringElsewhere("a home", helper, patience)


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "secrets helper"]


def pid_of(helper: Helper) -> int:
    return int(keyring(helper).get("pid") or 0)


def refusal(call: Callable[[], object]) -> SecretsUnavailable:
    with pytest.raises(SecretsUnavailable) as caught:
        call()
    assert VALUE not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("value", [VALUE, "two\nlines\r\n", "ä€🔑", "\ud800", '{"id": 1}', "x" * LARGEST])
def test_what_is_set_is_what_is_had_and_gone_after_its_deletion(helper: Helper, value: str) -> None:
    store = keyring(helper)
    store.set("web/token", value)
    assert store.get("web/token") == value and store.backend() == "KWallet"
    assert KeyringElsewhere("another home", helper, PATIENT).get("web/token") is None
    assert store.delete("web/token") is True and store.delete("web/token") is False
    assert store.get("web/token") is None


@pytest.mark.parametrize(
    ("name", "trouble", "words"),
    [
        (f"raise KeyringLocked {VALUE}", SecretTrouble.LOCKED, "the keyring is locked"),
        (f"raise TimeoutError {VALUE}", SecretTrouble.TIMED_OUT, "did not answer in time"),
        (f"raise PasswordSetError {VALUE}", SecretTrouble.DENIED, "refused it"),
        (f"raise RuntimeError {VALUE}", SecretTrouble.UNAVAILABLE, "cannot be used (RuntimeError)"),
        (f"raise SystemExit {VALUE}", SecretTrouble.UNAVAILABLE, "cannot be used (SystemExit)"),
    ],
)
def test_the_troubles_of_a_keyring_come_over_as_they_are(
    helper: Helper, name: str, trouble: SecretTrouble, words: str
) -> None:
    store, pid = keyring(helper), pid_of(helper)
    told = refusal(lambda: store.get(name))
    assert told.trouble is trouble and words in told.message
    assert pid_of(helper) == pid


def test_a_value_that_does_not_come_back_was_not_kept(helper: Helper) -> None:
    told = refusal(lambda: keyring(helper).set("drop", VALUE))
    assert told.trouble is SecretTrouble.DENIED and "did not keep drop" in told.message


def test_a_call_that_hangs_is_ended_with_its_process_and_the_next_one_is_answered(helper: Helper) -> None:
    pid = pid_of(helper)
    told = refusal(lambda: keyring(helper, 0.05).get("hang"))
    assert told.trouble is SecretTrouble.TIMED_OUT and "did not answer within 0.05 s" in told.message
    wait_until(lambda: not Path(f"/proc/{pid}").exists() and not threads(), "nothing is left of it")
    assert pid_of(helper) not in (pid, 0)


def test_a_helper_that_crashes_is_an_unavailable_keyring_and_the_next_call_starts_another(
    helper: Helper,
) -> None:
    store, pid = keyring(helper), pid_of(helper)
    told = refusal(lambda: store.get("crash"))
    assert told.trouble is SecretTrouble.UNAVAILABLE and "ended before it answered" in told.message
    assert pid_of(helper) not in (pid, 0)


def test_a_helper_that_was_killed_while_it_had_nothing_to_do_is_not_missed(helper: Helper) -> None:
    pid = pid_of(helper)
    os.kill(pid, signal.SIGKILL)
    assert pid_of(helper) not in (pid, 0)
    wait_until(lambda: len(threads()) == 1, "the end of the first one's thread")


GARBAGE = {
    "no line": b"",
    "no JSON": b"hello\n",
    "JSON of another kind": b"[1]\n",
    "a number": b"7\n",
    "no result": b'{"id": 1}\n',
    "the answer of another call": b'{"id": 7, "result": "x"}\n',
    "another type": b'{"id": 1, "result": 5}\n',
    "a truth for a text": b'{"id": 1, "result": true}\n',
    "an unknown trouble": b'{"id": 1, "trouble": "odd", "message": "x"}\n',
    "half a line": b'{"id": 1, "result": "x"}',
    "deep nesting": b"[" * 100_000 + b"\n",
    "no text at all": b"\xff\n",
}
SAYING = """
import sys
o = sys.stdout.buffer
o.write(b'{"ready": true}\\n'); o.flush()
sys.stdin.readline()
o.write(open(sys.argv[1], 'rb').read()); o.flush()
"""


@pytest.mark.parametrize("said", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_an_unavailable_keyring_and_no_exception(said: bytes, tmp_path: Path) -> None:
    (tmp_path / "said").write_bytes(said)
    command = [sys.executable, "-I", "-S", "-c", SAYING, str(tmp_path / "said")]
    for use in (
        lambda helper: keyring(helper).get("web/token"),
        lambda helper: SealingElsewhere(helper).derive("x", b"salt"),
    ):
        helper = Helper(command, environment(), idle=NEVER)
        assert refusal(partial(use, helper)).trouble is SecretTrouble.UNAVAILABLE
        wait_until(lambda: not threads(), "the end of its thread")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["/nowhere/at/all"], "cannot be started: No such file"),
        ([sys.executable, "-I", "-S", "-c", "pass"], "ended before it answered"),
        (
            [sys.executable, "-I", "-S", "-c", "print('hello', flush=True); input()"],
            "ended before it answered",
        ),
        ([sys.executable, "-I", "-S", "-c", "import time; time.sleep(1e6)"], "did not start within 0.2 s"),
    ],
)
def test_a_helper_that_does_not_start_is_an_unavailable_keyring(command: list[str], words: str) -> None:
    helper = Helper(command, environment(), start=0.2 if "0.2" in words else PATIENT)
    told = refusal(lambda: keyring(helper).get("web/token"))
    assert told.trouble is SecretTrouble.UNAVAILABLE and words in told.message
    wait_until(lambda: not threads(), "the end of its thread")


def test_it_ends_when_nothing_is_asked_and_the_next_call_starts_another(tmp_path: Path) -> None:
    helper = Helper([*FAKE, str(tmp_path)], environment(), idle=0.01)
    pid = pid_of(helper)
    wait_until(lambda: not Path(f"/proc/{pid}").exists() and not threads(), "no process and no thread")
    for _ in range(20):  # also a call that comes just as it ends
        assert keyring(helper).get("nothing of that name") is None
    helper.close()


def test_calls_from_many_threads_each_get_their_own_answer(helper: Helper) -> None:
    store, wrong = keyring(helper), list[str]()

    def use(number: int) -> None:
        for turn in range(20):
            store.set(f"name {number}", f"{number} {turn}")
            if store.get(f"name {number}") != f"{number} {turn}":
                wrong.append(f"{number} {turn}")

    users = [threading.Thread(target=use, args=(number,)) for number in range(8)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert wrong == []


@pytest.mark.parametrize(("name", "answer"), [("print", None), ("read", "")])
def test_what_a_library_prints_or_reads_is_no_part_of_the_conversation(
    helper: Helper, name: str, answer: str | None
) -> None:
    assert keyring(helper).get(name) == answer
    assert pid_of(helper)


def test_only_what_leads_to_the_keyring_is_in_its_environment(tmp_path: Path) -> None:
    added = {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "TOKEN": VALUE,
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        "XDG_RUNTIME_DIR": "/nowhere",
        "KDE_FULL_SESSION": "true",
    }
    helper = Helper([*FAKE, str(tmp_path)], environment(**added))
    seen = set((keyring(helper).get("environment") or "").split())
    helper.close()
    assert {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "KDE_FULL_SESSION", "PATH"} <= seen
    assert not {"TOKEN", "PYTHON_KEYRING_BACKEND", "PYTEST_CURRENT_TEST"} & seen


def test_others_are_answered_while_somebody_types_the_password_of_the_keyring(
    helper: Helper, tmp_path: Path
) -> None:
    store = keyring(helper)
    asking = threading.Thread(target=store.unlock)
    asking.start()
    wait_until((tmp_path / "prompt").exists, "the prompt")
    assert store.backend() == "KWallet" and asking.is_alive()
    (tmp_path / "answered").touch()
    asking.join(PATIENT)
    assert not asking.is_alive()


def test_it_is_started_ahead_only_where_the_last_call_had_an_answer(tmp_path: Path) -> None:
    helper = Helper([*FAKE, str(tmp_path)], environment(), idle=0.01)
    helper.warm()
    assert threads() == []
    assert keyring(helper).backend() == "KWallet"
    wait_until(lambda: not threads(), "its end")
    helper.warm()
    assert threads() != []
    wait_until(lambda: not threads(), "its end")
    refusal(lambda: keyring(helper).get(f"raise RuntimeError {VALUE}"))
    wait_until(lambda: not threads(), "its end")
    helper.warm()
    assert threads() == []


def test_closing_ends_it_also_in_the_middle_of_a_call(helper: Helper) -> None:
    pid, told = pid_of(helper), list[SecretsUnavailable]()
    asking = threading.Thread(target=lambda: told.append(refusal(lambda: keyring(helper).get("hang"))))
    asking.start()
    wait_until(helper._turn.locked, "the call")
    helper.close()
    asking.join(PATIENT)
    assert not alive(pid) and [one.trouble for one in told] == [SecretTrouble.UNAVAILABLE]
    assert refusal(lambda: keyring(helper).get("web/token")).trouble is SecretTrouble.UNAVAILABLE


# ---- its end with us

_PARENT = """
import sys, threading
from skelly_tray.adapters.secrets.elsewhere import KeyringElsewhere
from skelly_tray.adapters.secrets.helper import Helper
import os
store = KeyringElsewhere("a home", Helper(sys.argv[1:], os.environ), 1000)
print(store.get("pid"), flush=True)
store.get("hang")
"""


def test_it_dies_with_us_also_in_a_call_that_hangs(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PARENT, *FAKE, str(tmp_path)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(), text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_until(lambda: not alive(pid), "the end of the helper")


def test_the_end_of_its_input_ends_it_in_a_call_that_hangs_where_nothing_else_would(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*FAKE, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdout.readline()
        process.stdin.write(b'{"id": 1, "do": "get", "service": "a home", "name": "hang"}\n')
        process.stdin.close()
        assert process.wait(PATIENT) == 0


_SHUT_OFF = """
import ctypes, resource, signal
from skelly_tray.adapters.secrets.helper_program import _shut_off
_shut_off()
libc, parent = ctypes.CDLL(None), ctypes.c_int()
libc.prctl(2, ctypes.byref(parent), 0, 0, 0)
print(parent.value, libc.prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
print(*(signal.getsignal(s) is signal.SIG_IGN for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)))
"""


def test_its_memory_is_neither_dumped_nor_read_and_only_its_input_ends_it() -> None:
    done = subprocess.run([sys.executable, "-c", _SHUT_OFF], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["9 0 (0, 0)", "True True True"]


# ---- sealing


def test_what_is_sealed_elsewhere_is_what_is_sealed_here(helper: Helper) -> None:
    here, there = SealingHere(), SealingElsewhere(helper)
    key = there.derive("päss\ud800", b"s" * 16)
    assert key == here.derive("päss\ud800", b"s" * 16) and len(key) == 32
    nonce, content, header = b"n" * 12, VALUE.encode() * 10_000, b"header"
    sealed = there.seal(key, nonce, content, header)
    assert sealed == here.seal(key, nonce, content, header)
    assert there.unseal(key, nonce, sealed, header) == content
    assert there.unseal(key, nonce, sealed, b"another") is None
    assert there.unseal(b"k" * 32, nonce, sealed, header) is None


def test_a_file_is_used_through_the_helper_and_not_unlocked_if_it_could_not_be_made(tmp_path: Path) -> None:
    home = find_home(str(tmp_path))
    broken = PassphraseStore(home, SealingElsewhere(Helper(["/nowhere/at/all"], {})))
    told = refusal(lambda: broken.unlock("a passphrase"))
    assert told.trouble is SecretTrouble.UNAVAILABLE and "cannot be started" in told.message
    assert not broken.unlocked and not broken.exists
    helper = Helper([*FAKE, str(tmp_path)], environment())
    store = PassphraseStore(home, SealingElsewhere(helper))
    assert store.unlock("a passphrase") is True
    store.set("web/token", VALUE)
    assert PassphraseStore(home, SealingElsewhere(helper)).unlock("a passphrase") is False
    assert store.get("web/token") == VALUE
    assert "passphrase is wrong" in refusal(lambda: PassphraseStore(home).unlock("wrong")).message
    helper.close()


# ---- the program


def test_the_program_becomes_the_helper_by_one_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    helper = secret_helper()
    told = refusal(lambda: keyring(helper).backend())
    helper.close()
    assert "no keyring service answers in this session" in told.message
    assert "or run: skelly-tray secret unlock" in told.message


def test_asking_the_keyring_and_sealing_loads_nothing_here() -> None:
    program = (
        "import sys\n"
        "import skelly_tray.app.headless\n"
        "from skelly_tray.app.secret_helper import secret_helper\n"
        "from skelly_tray.adapters.secrets.elsewhere import KeyringElsewhere, SealingElsewhere\n"
        "from skelly_tray.engine.secret_port import SecretsUnavailable\n"
        "helper = secret_helper()\n"
        "try: KeyringElsewhere('x', helper, 60).get('y')\n"
        "except SecretsUnavailable: pass\n"
        "assert len(SealingElsewhere(helper).derive('x', b's' * 16)) == 32\n"
        "helper.close()\n"
        "print(*({'keyring', 'secretstorage', 'jeepney', 'cryptography'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
