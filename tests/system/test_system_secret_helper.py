"""The process that asks the keyring for the core: it is there when it is needed, gone afterwards, and keeps the core
free of what it loads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from skelly_tray.reentry import SECRETS
from tests.nursery import descendants
from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP
from tests.system.keyring import Keyring

HEAVY = {
    "keyring",
    "secretstorage",
    "cryptography",
    "importlib_metadata",
    "networkx",
    "jsonschema_rs",
    "tomlkit",
}
TELLING = """
import atexit, os, sys
def tell():
    with open(os.path.join(os.environ["TELL"], str(os.getpid())), "w") as file:
        file.write(" ".join(sys.modules))
atexit.register(tell)
"""
REFERENCE = {"secret": "web/token"}


@pytest.fixture
def keyring(home: Path, system: Supervisor) -> Iterator[Keyring]:
    found = Keyring(home.parent / "k")
    system.environment |= found.environment
    found.start()
    yield found
    found.close()


def helpers(system: Supervisor) -> list[int]:
    """Those that live."""
    found = []
    for pid in descendants(system.run.nursery.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        found += [pid] if SECRETS.encode() in words else []
    return found


def mapped(pid: int) -> set[str]:
    """Names of the files that a process has in its memory."""
    return {
        Path(line.split(maxsplit=5)[5]).name
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines()
        if "/" in line
    }


def test_a_core_that_has_done_all_there_is_with_secrets_has_loaded_nothing_for_it(
    system: Supervisor, keyring: Keyring, tmp_path: Path
) -> None:
    """By what is mapped while it runs, and what it had imported when it ended."""
    (tmp_path / "sitecustomize.py").write_text(TELLING, encoding="utf-8")
    told = tmp_path / "told"
    told.mkdir()
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    system.environment |= {"PYTHONPATH": path, "TELL": str(told)}
    system.module("web", command=ASLEEP, env={"TOKEN": REFERENCE})
    system.module("other", command=ASLEEP, depends_on=["web"])
    system.start()
    system.cli("secret", "set", "web/token", stdin="a value\n", check=True)
    system.wait_running("web", "other")
    system.cli("secret", "unlock", stdin="a passphrase\n", check=True)
    system.cli("config", "set", "orchestrator.stable_after", "50s", check=True)
    system.cli("audit", "verify", check=True)
    core = system.pid
    names = mapped(core)
    assert any(name.startswith(("libpython", "python")) for name in names)
    assert not [name for name in names if "rust.abi3" in name or "cffi" in name]
    wait_until(lambda: not helpers(system), "the end of the helper")
    assert system.terminate() == 0
    modules = {name.partition(".")[0] for name in (told / str(core)).read_text().split()}
    assert "skelly_tray" in modules and "msgspec" in modules
    assert not HEAVY & modules


def test_a_keyring_that_stalls_keeps_no_process_and_none_outlives_a_crash(
    system: Supervisor, keyring: Keyring
) -> None:
    system.module("web", command=ASLEEP, env={"TOKEN": REFERENCE})
    system.start()
    system.cli("secret", "set", "web/token", stdin="a value\n", check=True)
    system.wait_running("web")
    wait_until(lambda: not helpers(system), "the end of the helper")
    keyring.stall()
    system.cli("restart", "--no-wait", "web")
    wait_until(lambda: helpers(system), "a helper that hangs")
    (hanging,) = helpers(system)
    wait_until(lambda: not os.path.exists(f"/proc/{hanging}"), "its end")
    wait_until(lambda: helpers(system), "another one that hangs")
    system.kill9()
    wait_until(lambda: not helpers(system), "the end of the helper with the core")
    keyring.go_on()
    system.start()
    system.wait_running("web")
