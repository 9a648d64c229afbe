"""What only a bundle can do wrong: leave parts out, hand on its libraries, read itself anew after an update."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.ways import ROOT
from tests.supervisor import Supervisor, wait_until
from tests.system.keyring import Keyring

pytestmark = [
    pytest.mark.packages,
    pytest.mark.timeout(1200),
    pytest.mark.parametrize("program", ["bundle"], indirect=True),
]
USERS_LIBRARIES = "/usr/local/lib"


def folder(installed: Supervisor) -> Path:
    return Path(installed.program[0]).parent


def test_a_users_module_gets_nothing_of_the_bundle(installed: Supervisor) -> None:
    installed.environment["LD_LIBRARY_PATH"] = USERS_LIBRARIES
    tell = "env >$STATE/told.part; mv $STATE/told.part $STATE/told; exec sleep 1000"
    installed.module("web", command=["sh", "-c", tell])
    installed.start()
    pid = installed.wait_running()["modules"]["web"]["pid"]
    told = installed.home / "state" / "modules" / "web" / "told"
    wait_until(told.exists, "the module tells its environment")
    environment = dict(line.split("=", 1) for line in told.read_text().splitlines() if "=" in line)
    assert environment["LD_LIBRARY_PATH"] == USERS_LIBRARIES
    inside = str(folder(installed) / "_internal")
    assert not [name for name, value in environment.items() if inside in value or name.startswith("_PYI")]
    assert inside not in Path(f"/proc/{pid}/maps").read_text()


def test_without_a_library_path_of_the_user_there_is_none(installed: Supervisor) -> None:
    installed.environment.pop("LD_LIBRARY_PATH", None)
    installed.module("web", command=["sh", "-c", 'test -z "${LD_LIBRARY_PATH+x}" && exec sleep 1000'])
    installed.module("storage", builtin="storage")
    installed.start()
    rows = installed.wait_running()["modules"]
    assert rows["web"]["restarts"] == 0


def test_what_runs_is_not_disturbed_when_its_program_is_replaced(
    installed: Supervisor, tmp_path: Path
) -> None:
    """An update puts another file in its place; what is imported after that still is what was started."""
    copy = tmp_path / "skelly-tray"
    shutil.copytree(folder(installed), copy, symlinks=True, copy_function=os.link)
    installed.program = (str(copy / "skelly-tray"),)
    installed.module("web", command=["sleep", "1000"])
    installed.start()
    installed.wait_running()
    other = tmp_path / "other"
    other.write_text("#!/bin/sh\nexit 7\n" * 1_000_000)
    other.replace(copy / "skelly-tray")
    assert installed.request("diagnostics")["platform"]["frozen"] is True
    assert installed.request("config.validate")


def test_the_keyring_of_the_system_keeps_secrets(installed: Supervisor) -> None:
    keyring = Keyring(installed.home.parent / "k")
    installed.environment |= keyring.environment
    keyring.start()
    try:
        done = installed.cli("secret", "set", "web/token", stdin="a value", check=True)
        assert "a value" not in done.stdout + done.stderr
        assert (
            json.loads(installed.cli("doctor", "--json", check=True).stdout)["keyring"]["backend"]
            == "SecretService"
        )
        assert "web/token" in installed.cli("secret", "list", check=True).stdout
    finally:
        keyring.close()


def test_every_library_finds_those_it_needs(installed: Supervisor) -> None:
    inside = folder(installed) / "_internal"
    lost = {}
    for path in inside.rglob("*.so*"):
        done = subprocess.run(
            ["ldd", path],
            env=os.environ | {"LD_LIBRARY_PATH": str(inside)},
            capture_output=True,
            text=True,
            check=False,
        )
        if missing := [line.strip() for line in done.stdout.splitlines() if "not found" in line]:
            lost[str(path.relative_to(inside))] = missing
    assert not lost


def test_it_says_what_is_in_it_and_under_which_terms(installed: Supervisor) -> None:
    place = folder(installed)
    bom = json.loads((place / "sbom.cdx.json").read_text())
    listed = {row["name"].lower(): row for row in bom["components"]}
    assert bom["bomFormat"] == "CycloneDX" and bom["metadata"]["component"]["name"] == "skelly-tray"
    assert {"python", "qt", "pyside6_essentials", "numpy", "keyring", "cryptography", "libssl3"} <= set(
        listed
    )
    assert not {"pytest", "hatchling", "pip"} & set(listed), "what is not bundled is not listed"
    for row in bom["components"]:
        texts = (place / "licences" / f"{row['name']}-{row['version']}").iterdir()
        assert sum(text.stat().st_size for text in texts) > 500, row["name"]
    notice = (place / "licences" / "README.txt").read_text()
    assert "GNU Lesser General Public License, version 3" in notice and listed["qt"]["version"] in notice
    assert (place / "licences" / "skelly-tray" / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()
    assert list((place / "_internal" / "PySide6" / "Qt" / "lib").glob("libQt6Core.so.6")), (
        "Qt can be replaced"
    )


def test_it_tells_nothing_of_where_it_was_built(installed: Supervisor) -> None:
    place = folder(installed)
    told = [
        path.relative_to(place)
        for path in place.rglob("*")
        if path.is_file() and str(ROOT).encode() in path.read_bytes()
    ]
    assert not told
