"""`import` writes module files, or says why not, and reports what was not carried over."""

from __future__ import annotations

from pathlib import Path

import pytest

from skelly_tray.cli.commands.import_ import FORMATS as OFFERED
from skelly_tray.cli.main import run_command_line
from skelly_tray.config.home import find_home
from skelly_tray.config.imports.formats import NAMES
from skelly_tray.config.load import load


@pytest.fixture
def procfile(tmp_path: Path) -> Path:
    file = tmp_path / "Procfile"
    file.write_text("web: python3 -m http.server $PORT\nworker: sleep 9\n")
    return file


def bring(home: Path, *arguments: object) -> int:
    return run_command_line(["--home", str(home), "import", *map(str, arguments)])


def test_the_files_are_there_and_valid_and_the_report_says_what_became_of_each(
    tmp_path: Path, procfile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(tmp_path / "home", procfile) == 0
    said = capsys.readouterr().out
    assert (
        "a Procfile" in said
        and "web → web.toml" in said
        and "PORT is 5000" in said
        and "wrote 2 modules" in said
    )
    loaded = load(find_home(str(tmp_path / "home")))
    assert set(loaded.descriptors) == {"web", "worker"} and not loaded.errors


def test_a_dry_run_writes_nothing(tmp_path: Path, procfile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(tmp_path / "home", "--dry-run", procfile) == 0
    assert "2 modules would be written" in capsys.readouterr().out
    assert not list((tmp_path / "home").rglob("*.toml"))


def test_modules_that_are_there_are_named_and_stay(
    tmp_path: Path, procfile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(tmp_path / "home", procfile) == 0
    assert bring(tmp_path / "home", procfile) == 1
    assert "web, worker; --force replaces them" in capsys.readouterr().err
    assert bring(tmp_path / "home", "--force", procfile) == 0


def test_what_cannot_be_imported_is_told_with_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(tmp_path / "home", tmp_path / "none") == 2
    (tmp_path / "text").write_text("hello")
    assert bring(tmp_path / "home", tmp_path / "text") == 1
    (tmp_path / "compose.yaml").write_text("services: {db: {image: 'redis:7'}}")
    assert bring(tmp_path / "home", tmp_path / "compose.yaml") == 1
    told = capsys.readouterr()
    assert "there is no file" in told.err and "none of what can be imported" in told.err
    assert "db is left out" in told.out and "nothing was imported" in told.err


def test_several_files_are_one_import(tmp_path: Path, procfile: Path) -> None:
    other = tmp_path / "supervisord.conf"
    other.write_text("[program:web]\ncommand=sleep 5\n")
    assert bring(tmp_path / "home", procfile, other) == 0
    names = {path.stem for path in (tmp_path / "home").rglob("*.toml")}
    assert names == {"web", "worker", "web-2"}


def test_every_format_can_be_named() -> None:
    assert OFFERED == NAMES
