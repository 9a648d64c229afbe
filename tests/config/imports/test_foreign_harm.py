"""Nothing that a foreign file, or its name, can hold breaks the reader or keeps it busy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skelly_tray.config.imports.found import NotReadableError
from skelly_tray.config.imports.yaml_text import MOST_LETTERS
from tests.config.imports.reading import imported, notes, tables


@pytest.mark.parametrize("name", ["{x}", "{0.__class__}", "{", "%s"])
def test_braces_in_the_name_of_a_file_stay_as_they_are(tmp_path: Path, name: str) -> None:
    made = imported(tmp_path, f"{name}.yaml", "services: {web: {command: x}}\n")
    assert made.modules[0].text.startswith(f"# Imported: web of {name}.yaml.\n")


def test_a_number_cannot_be_made_wider_than_a_line(tmp_path: Path) -> None:
    text = "[program:a]\ncommand=x %(process_num)099999999d %(process_num)03d\n"
    (command,) = (table["command"] for table in tables(imported(tmp_path, "s.conf", text)).values())
    assert command[-1].endswith("000") and "%(process_num)099999999d" in " ".join(command)


def test_what_only_looks_like_a_number_is_none(tmp_path: Path) -> None:
    text = "[program:²]\ncommand=x %(program_name)d\n"
    assert [table["command"] for table in tables(imported(tmp_path, "s.conf", text)).values()] == [["x", "²"]]


@pytest.mark.parametrize("pattern", ["a**b", "**", "..", "%(here)s/**"])
def test_no_pattern_of_includes_is_fatal(tmp_path: Path, pattern: str) -> None:
    found = imported(tmp_path, "s.conf", f"[include]\nfiles={pattern}\n[program:a]\ncommand=x\n")
    assert list(tables(found)) == ["a"]


def test_includes_do_not_walk_through_everything_below(tmp_path: Path) -> None:
    deep = tmp_path / "one" / "two"
    deep.mkdir(parents=True)
    (deep / "deep.conf").write_text("[program:deep]\ncommand=x\n")
    (tmp_path / "one" / "near.conf").write_text("[program:near]\ncommand=x\n")
    found = imported(tmp_path, "s.ini", "[include]\nfiles=**/*.conf\n[program:a]\ncommand=x\n")
    assert set(tables(found)) == {"a", "near"}


def test_less_than_one_copy_is_left_out(tmp_path: Path) -> None:
    found = imported(tmp_path, "s.conf", "[program:a]\ncommand=x\nnumprocs=-5\n[program:b]\ncommand=x\n")
    assert list(tables(found)) == ["b"] and found.left_out == {"a": "it is wanted -5 times"}


def test_the_home_of_nobody_stays_as_it_is_written(tmp_path: Path) -> None:
    found = imported(tmp_path, "c.yaml", "services: {a: {command: x, working_dir: ~nobody-of-that-name/x}}\n")
    assert tables(found)["a"]["working_dir"] == str(tmp_path / "~nobody-of-that-name/x")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("c.yaml", "services: {a: {command: x, environment: {1: one, ~: 2}}}"),
        ("p.yaml", "processes: {a: {command: x, environment: {1: one, ~: 2}}}"),
        ("ecosystem.json", json.dumps({"apps": [{"script": "x", "env": {"1": "one", "None": 2}}]})),
    ],
)
def test_names_of_variables_may_be_numbers(tmp_path: Path, file: str, text: str) -> None:
    found = imported(tmp_path, file, f"{text}\n")
    (made,) = tables(found).values()
    assert made["env"] == {"1": "one", "None": "2"}


def test_keys_of_a_probe_may_be_numbers(tmp_path: Path) -> None:
    text = "processes: {a: {command: x, readiness_probe: {exec: {command: y}, 1: 2, z: 3}}}\n"
    assert "not carried over: 1, z" in notes(imported(tmp_path, "p.yaml", text))["a"]


def test_a_text_that_is_repeated_many_times_is_refused(tmp_path: Path) -> None:
    long = "${A:-" + "x" * 100_000 + "}"
    times = MOST_LETTERS // 100_000 + 1
    text = f's: &s "{long}"\nl: [{", ".join(["*s "] * times)}]\nservices: {{a: {{command: x}}}}\n'
    with pytest.raises(NotReadableError, match="larger"):
        imported(tmp_path, "c.yaml", text)
