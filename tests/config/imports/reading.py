"""How the tests read a file of another supervisor."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skelly_tray.config.home import Home, find_home
from skelly_tray.config.imports.bring_in import Plan, plan


def home_in(folder: Path) -> Home:
    home = find_home(str(folder / "home"))
    home.create()
    return home


def imported(folder: Path, name: str, text: str, **beside: str) -> Plan:
    """The plan for a file of that name and text. beside: other files in the same folder, `_` in a name for a dot."""
    (folder / name).write_text(text, encoding="utf-8")
    for other, content in beside.items():
        (folder / other.replace("_", ".")).write_text(content, encoding="utf-8")
    return plan(home_in(folder), folder / name)


def tables(found: Plan) -> dict[str, dict[str, Any]]:
    """The keys of each module, by id."""
    return {module.id: tomllib.loads(module.text) for module in found.modules}


def notes(found: Plan) -> Mapping[str, str]:
    """All that is said of each module, by id."""
    return {module.id: "\n".join(module.notes) for module in found.modules}
