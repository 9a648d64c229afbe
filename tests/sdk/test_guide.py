"""The guide to writing modules shows the examples as they are, and every example has a file that can be used."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from skelly_tray.sdk import ErrorCode, Module
from tests.sdk.processes import EXAMPLES, ROOT

GUIDE = (ROOT / "resources" / "guide" / "modules.md").read_text()
SCRIPTS = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".py", ".mjs"))


@pytest.mark.parametrize("name", ["greeter.py", "greeter.toml", "plain_socket.py"])
def test_the_guide_shows_this_example_as_it_is(name: str) -> None:
    assert (EXAMPLES / name).read_text().rstrip() in GUIDE


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_an_example_has_a_module_file_that_runs_it(path: Path) -> None:
    module = tomllib.loads(path.with_suffix(".toml").read_text())
    assert module["command"][-1].endswith("/" + path.name) and "bus" in module


def test_the_guide_names_every_hook_and_error() -> None:
    hooks = [name for name, found in vars(Module).items() if getattr(found, "__code__", None)]
    missing = [name for name in hooks if not name.startswith("_") and f"{name}(" not in GUIDE]
    assert not missing
    assert all(str(int(code)) in GUIDE for code in ErrorCode if code > -32010 and code <= -32001)
