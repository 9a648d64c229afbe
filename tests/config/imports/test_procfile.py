"""A Procfile becomes a module for each line."""

from __future__ import annotations

from pathlib import Path

import pytest

from skelly_tray.config.imports.found import NotReadableError
from tests.config.imports.reading import imported, notes, tables

TEXT = """
# what runs
web: bundle exec rails server -p $PORT
worker: python worker.py --queue "high priority"
clock:   exec ./clock
log: tail -f a.log | grep error
"""


def test_programs_start_as_they_are_and_what_needs_a_shell_gets_one(tmp_path: Path) -> None:
    found = tables(imported(tmp_path, "Procfile", TEXT))
    assert list(found) == ["web", "worker", "clock", "log"]
    assert found["web"]["command"] == ["/bin/sh", "-c", "bundle exec rails server -p $PORT"]
    assert found["worker"]["command"] == ["python", "worker.py", "--queue", "high priority"]
    assert found["clock"]["command"] == ["./clock"]
    assert found["log"]["command"] == ["/bin/sh", "-c", "tail -f a.log | grep error"]
    assert {table["working_dir"] for table in found.values()} == {str(tmp_path)}


def test_the_env_file_beside_it_is_everybodys_and_ports_are_foremans(tmp_path: Path) -> None:
    made = imported(
        tmp_path, "Procfile", TEXT, _env="A=1\n# no\nexport B='two words'\nC=\"x\\ny\" \nD=4 # four\n"
    )
    found = tables(made)
    assert found["worker"]["env"] == {"A": "1", "B": "two words", "C": "x\ny", "D": "4"}
    assert found["web"]["env"]["PORT"] == "5000" and "PORT" not in found["worker"]["env"]
    assert "PORT is 5000" in notes(made)["web"]


def test_a_line_that_is_no_process_is_told_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(NotReadableError, match="line 2"):
        imported(tmp_path, "Procfile", "web: x\nthis is nothing\n")
    with pytest.raises(NotReadableError, match="no processes"):
        imported(tmp_path, "Procfile.dev", "# nothing\n")
