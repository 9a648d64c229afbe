"""Storing a module's text: checked first, replaced as a whole, mode 0600; reading it back with its errors."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from skelly_tray.cli.direct_config import change_files
from skelly_tray.cli.failure import CommandError
from skelly_tray.config.editing import check_module, config_text
from skelly_tray.config.edits import replaced
from skelly_tray.config.home import Home
from tests.config.conftest import Place

RUN = 'command = ["true"]\n'


def store(home: Home, module: str, text: str) -> list[str]:
    """As a command does while no orchestrator runs; the errors."""
    errors: list[str] = change_files(home, replaced(f"modules/{module}.toml", text), "edited")["errors"]
    return errors


def test_a_good_text_is_stored_as_it_is(place: Place) -> None:
    path = place.module("web", RUN)
    text = RUN + "# größer\n"
    assert store(place.home, "web", text) == []
    assert path.read_text(encoding="utf-8") == text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == ["web.toml"]


@pytest.mark.parametrize("text", ["", "comand = 1", "[", RUN + "\0", RUN + "#" * 300_000, RUN + "# \ud800"])
def test_a_bad_text_changes_nothing(place: Place, text: str) -> None:
    path = place.module("web", RUN)
    errors = store(place.home, "web", text)
    assert errors and all(str(error).startswith("modules/web.toml: ") for error in errors)
    assert path.read_text() == RUN
    assert os.listdir(path.parent) == ["web.toml"]


@pytest.mark.parametrize("module", ["../orchestrator", "a/b", "", "Web", "keeper", "/etc/x"])
def test_an_id_that_is_none_never_becomes_a_path(place: Place, module: str) -> None:
    assert check_module(place.home, module, RUN)
    assert os.listdir(place.home.modules_dir) == [] and os.listdir(place.home.config) == ["modules"]
    assert config_text(place.home, module)["text"] == ""


def test_a_link_is_replaced_and_not_written_through(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.toml"
    target.write_text("untouched")
    (place.home.modules_dir / "web.toml").symlink_to(target)
    assert store(place.home, "web", RUN) == []
    assert target.read_text() == "untouched" and not (place.home.modules_dir / "web.toml").is_symlink()


def test_a_write_that_fails_leaves_the_old_text(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.module("web", RUN)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="could not be written") as failed:
        store(place.home, "web", RUN + "# new\n")
    assert "No space left on device" in str(failed.value.detail)
    assert path.read_text() == RUN
    assert os.listdir(path.parent) == ["web.toml"]


def test_the_dialog_gets_path_text_and_errors(place: Place) -> None:
    path = place.module("web", RUN + "enabeld = true")
    assert config_text(place.home, "web") == {
        "path": str(path),
        "text": RUN + "enabeld = true",
        "errors": ['modules/web.toml: enabeld: unknown key; did you mean "enabled"?'],
    }


def test_a_file_that_cannot_be_read_has_no_text_and_says_why(place: Place) -> None:
    (place.home.modules_dir / "web.toml").mkdir()
    assert config_text(place.home, "web")["errors"] == ["modules/web.toml: is not a regular file"]
    assert config_text(place.home, "db")["errors"] == ["modules/db.toml: there is no such file"]
