"""The reference page is what the tables say, and reading the configuration stays light."""

from __future__ import annotations

import subprocess
import sys

from skelly_tray.config.resources import resource
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.schema.reference import reference

HEAVY = {
    "asyncio", "msgspec", "psutil", "networkx", "PySide6", "ssl", "hashlib", "difflib", "argparse", "tomlkit",
    "subprocess", "socket",
}  # fmt: skip


def test_the_page_in_the_guide_is_current() -> None:
    assert resource("guide/configuration.md").read_text(encoding="utf-8") == reference()


def test_every_key_is_on_the_page() -> None:
    page = reference()
    for key in (*ORCHESTRATOR_KEYS, *MODULE_KEYS):
        assert f"| `{key.name}` |" in page or f"[{key.name}]" in page


def test_reading_the_configuration_imports_nothing_heavy() -> None:
    code = "import sys, skelly_tray.config.load; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(shown.stdout.split()) == set()
