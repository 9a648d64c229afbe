"""The list of module files: what each says first, whatever else is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skelly_tray.config.home import Home, find_home
from skelly_tray.config.listing import module_files


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = find_home(str(tmp_path / "home"))
    made.create()
    return made


def test_each_file_is_listed_with_what_is_in_effect(home: Home) -> None:
    (home.modules_dir / "web.toml").write_text('name = "Web"\nenabled = false\n')
    (home.modules_dir / "ai.toml").write_text("nonsense = true\n")
    (home.modules_dir / "ai.schema.json").write_text("{}")
    (home.modules_dir / "bad.toml").write_text("= =")
    (home.modules_dir / "odd.toml").write_text('name = 7\nenabled = "no"\n')
    (home.state / "overrides.json").write_text(json.dumps({"modules.ai.enabled": False}))
    rows = {row["module"]: row for row in module_files(home)}
    assert list(rows) == ["ai", "bad", "odd", "web"]
    assert rows["web"] == {
        "module": "web", "path": str(home.modules_dir / "web.toml"), "name": "Web", "enabled": False,
        "overridden": False, "error": "",
    }  # fmt: skip
    assert rows["ai"]["enabled"] is False and rows["ai"]["overridden"] is True
    assert "TOML" in rows["bad"]["error"] and rows["odd"]["name"] == "" and rows["odd"]["enabled"] is True


def test_a_folder_that_is_not_there_has_none(home: Home) -> None:
    home.modules_dir.rmdir()
    assert module_files(home) == []
