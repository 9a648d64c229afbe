"""The difference of two configurations is on disk as a whole, or what was there is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skelly_tray.config.errors import ConfigError
from skelly_tray.config.home import Home, find_home
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.writing import write_texts
from skelly_tray.keeper import durable

BEFORE = Texts({"orchestrator.toml": "", "modules/a.toml": "a", "modules/gone.toml": "g"}, {}, {"x": 1})
AFTER = Texts(
    {
        "orchestrator.toml": "",
        "modules/a.toml": "b\r\n",
        "modules/new.toml": "n",
        "modules/new.schema.json": "{}",
    },
    {},
    {"y": 2},
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = find_home(str(tmp_path / "h"))
    made.create()
    write_texts(made, Texts(), BEFORE)
    return made


def test_files_come_change_and_go_and_all_are_ours_alone(home: Home) -> None:
    before = os.umask(0)
    try:
        write_texts(home, BEFORE, AFTER)
    finally:
        os.umask(before)
    assert read_texts(home) == AFTER
    assert {path.stat().st_mode & 0o777 for path in home.modules_dir.iterdir()} == {0o600}


def test_a_file_that_is_the_same_is_not_touched(home: Home) -> None:
    known = home.orchestrator_file.stat()
    write_texts(home, BEFORE, AFTER)
    assert home.orchestrator_file.stat() == known


def test_a_file_that_cannot_be_read_is_left_where_it_is(home: Home) -> None:
    link = home.modules_dir / "gone.toml"
    link.unlink()
    link.symlink_to("/etc/passwd")
    refused = {"modules/gone.toml": ConfigError("modules/gone.toml", "", "is a symbolic link")}
    write_texts(home, BEFORE, Texts(AFTER.files, refused, AFTER.overrides))
    assert link.is_symlink()


@pytest.mark.parametrize("failing", range(4))
def test_when_the_disk_is_full_half_way_all_is_put_back(
    home: Home, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    written, real = iter(range(100)), durable.replace_file

    def full(path: str, content: bytes) -> None:
        if next(written) == failing:
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(durable, "replace_file", full)
    with pytest.raises(OSError, match="No space"):
        write_texts(home, BEFORE, AFTER)
    assert read_texts(home) == BEFORE


def test_overrides_that_json_cannot_hold_put_the_files_back_too(home: Home) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_texts(home, BEFORE, Texts(AFTER.files, {}, {"x": float("nan")}))
    assert read_texts(home) == BEFORE
