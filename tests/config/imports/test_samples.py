"""Whole files of every format: each gives valid modules, and nothing that is in them goes without a word.

Those in `samples` are our own. Real ones are beside the checkout on the machines where this is built; elsewhere their
tests are skipped.
"""

from __future__ import annotations

import configparser
import copy
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from skelly_tray.cli.main import run_command_line
from skelly_tray.config.imports.bring_in import Plan, carry_out, plan
from skelly_tray.config.imports.formats import FORMATS, format_of
from skelly_tray.config.imports.yaml_text import parse_yaml
from skelly_tray.config.load import load
from tests.config.imports.reading import home_in, notes, tables

OURS = Path(__file__).with_name("samples")
REAL = Path(__file__).resolve().parents[4] / "shared" / "samples"
SAMPLES = sorted(path.name for path in OURS.iterdir())
WITHOUT_MEANING = frozenset((("version",),))
"""Of the form of a file alone."""
AS_USUAL = frozenset((("condition", "process_started"),))
"""What is so where it is not said."""
NAMED = re.compile(r"(?:not carried over|of no use here|nothing without a container): (.+)")
"""After which a note lists what it is about."""


def planned(folder: Path, name: str, text: str) -> Plan:
    (folder / name).write_text(text, encoding="utf-8")
    return plan(home_in(folder), folder / name)


def said(found: Plan) -> tuple[object, ...]:
    """Everything that a user gets of a file: modules, and words."""
    return ([(each.id, each.text) for each in found.modules], sorted(found.left_out.items()), found.notes)


def test_there_is_a_sample_of_every_format() -> None:
    kinds = {format_of(name, (OURS / name).read_text("utf-8")).name for name in SAMPLES}
    assert kinds == {each.name for each in FORMATS}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_whole_file_gives_a_valid_configuration(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(OURS / name, tmp_path)
    home = str(tmp_path / "home")
    assert run_command_line(["--home", home, "import", str(tmp_path / name)]) == 0
    assert run_command_line(["--home", home, "config", "validate"]) == 0
    assert "nothing" not in capsys.readouterr().err


# ---- nothing without a word


def yaml_tree(text: str) -> tuple[Any, Callable[[Any], str]]:
    return parse_yaml(text), lambda data: yaml.safe_dump(data, sort_keys=False)


def json_tree(text: str) -> tuple[Any, Callable[[Any], str]]:
    return json.loads(text), json.dumps


def ini_tree(text: str) -> tuple[Any, Callable[[Any], str]]:
    def written(data: Any) -> str:
        made, out = configparser.RawConfigParser(), io.StringIO()
        made.read_dict(data)
        made.write(out)
        return out.getvalue()

    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return {section: dict(parser.items(section)) for section in parser.sections()}, written


def lines_tree(text: str) -> tuple[Any, Callable[[Any], str]]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(enumerate(lines)), lambda data: "\n".join(data.values())


TREES = {".yaml": yaml_tree, ".json": json_tree, ".conf": ini_tree, "": lines_tree}


def paths(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Of every key in it."""
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
        inner = enumerate(value)
    else:
        return
    for key, each in inner:
        yield (*before, key)
        yield from paths(each, (*before, key))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def without(data: Any, path: tuple[Any, ...]) -> Any:
    made = copy.deepcopy(data)
    del at(made, path[:-1])[path[-1]]
    return made


@pytest.mark.parametrize("name", SAMPLES)
def test_every_key_of_a_file_is_in_its_modules_or_in_what_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / ".env").write_text("COLOUR=green\n")
    data, written = TREES[Path(name).suffix]((OURS / name).read_text("utf-8"))
    assert list(silent(tmp_path, name, data, written)) == []
    assert len(list(paths(data))) > 3


def silent(folder: Path, name: str, data: Any, written: Callable[[Any], str]) -> Iterator[tuple[Any, ...]]:
    """The keys without which everything would be the same. What is inside of something that is named as not carried
    over, or left out, needs no word of its own."""
    found = planned(folder, name, written(data))
    whole = said(found)
    told = (match[1] for note in (*found.notes, *_lines(found)) if (match := NAMED.search(note)))
    named = {word.strip("[]") for line in told for word in re.split(r"[, ]+", line)}
    for path in paths(data):
        around = {str(key) for key in path[:-1]}
        lost = {key.partition(":")[2] or key for key in map(str, path)} & set(found.left_out)
        if path in WITHOUT_MEANING or lost or around & named or (path[-1], str(at(data, path))) in AS_USUAL:
            continue
        text = written(without(data, path))
        if text.strip() and _same(folder, name, text, whole):
            yield path


def _lines(found: Plan) -> Iterator[str]:
    for each in found.modules:
        yield from each.notes


def _same(folder: Path, name: str, text: str, whole: tuple[object, ...]) -> bool:
    from skelly_tray.config.imports.found import NotReadableError

    try:
        return said(planned(folder, name, text)) == whole
    except NotReadableError:
        return False


# ---- what is in ours, judged by hand


def test_of_a_shop_in_process_compose_everything_that_is_known_here_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COLOUR=green\n")
    found = planned(tmp_path, "process-compose.yaml", (OURS / "process-compose.yaml").read_text("utf-8"))
    made = tables(found)
    assert list(made) == ["db", "migrate", "web", "worker-0", "worker-1"]
    assert made["web"]["depends_on"] == ["db", {"module": "migrate", "condition": "completed"}]
    assert made["web"]["env"] == {"PC_PROC_NAME": "web", "LEVEL": "info", "MODE": "dev"}
    assert made["db"]["env"] == {"COLOUR": "green", "LEVEL": "info"}
    assert "namespace" in notes(found)["db"] and "parent_only" in notes(found)["db"]
    assert "schedule" in notes(found)["worker-0"] and "vars" in " ".join(found.notes)


def test_what_all_programs_of_supervisord_share_is_in_each(tmp_path: Path) -> None:
    found = planned(tmp_path, "supervisord.conf", (OURS / "supervisord.conf").read_text("utf-8"))
    made = tables(found)
    assert made["web_01"]["env"] == {"REGION": "north", "LEVEL": "debug", "DATA": f"{tmp_path}/data"}
    assert made["reindex"]["no_restart_exit_codes"] == [0, 2]
    assert made["report"]["env"] == {"REGION": "north", "LEVEL": "info"}
    assert any("[supervisorctl]" in note for note in found.notes)


@pytest.mark.parametrize(
    ("line", "why"), [("environment=A=1,nonsense", "nonsense"), ("directory=%(what)s", "%(what)s")]
)
def test_what_cannot_be_understood_is_said(tmp_path: Path, line: str, why: str) -> None:
    found = planned(tmp_path, "s.conf", f"[program:a]\ncommand=a\n{line}\n")
    assert why in notes(found)["a"]


def test_variables_of_process_compose_are_filled_in_where_no_shell_does_it(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WAIT=7\n")
    text = (
        "processes: {a: {command: 'x ${WAIT}', availability: {restart: always, backoff_seconds: '${WAIT}'}}}"
    )
    found = planned(tmp_path, "p.yaml", text)
    made = tables(found)["a"]
    assert made["recovery"]["backoff"] == "7s" and made["command"] == ["bash", "-c", "x ${WAIT}"]
    assert made["env"] == {"WAIT": "7"}


# ---- real ones


@pytest.mark.skipif(not REAL.is_dir(), reason="there are no real samples beside this checkout")
class TestRealFiles:
    def test_each_is_read_and_what_comes_of_it_is_valid(self, tmp_path: Path) -> None:
        files = sorted(
            (*REAL.glob("*.yaml"), *REAL.glob("*.json"), *REAL.glob("*.conf"), *REAL.glob("Procfile*"))
        )
        assert files
        for number, file in enumerate(files):
            home = home_in(tmp_path / str(number))
            found = plan(home, file)
            assert found.modules or found.left_out
            carry_out(home, found.modules)
            loaded = load(home)
            assert not loaded.errors and set(loaded.descriptors) == {each.id for each in found.modules}

    def test_every_program_in_them_is_a_module_or_left_out_with_its_reason(self, tmp_path: Path) -> None:
        for file in REAL.glob("*.yaml"):
            data = parse_yaml(file.read_text("utf-8"))
            names = set(data.get("services") or data.get("processes"))
            found = plan(home_in(tmp_path), file)
            assert names == {each.name for each in found.modules} | set(found.left_out)
            assert all(found.left_out.values())

    def test_every_key_in_them_is_in_the_modules_or_in_what_is_said(self, tmp_path: Path) -> None:
        lost = []
        for file in REAL.glob("*.yaml"):
            data, written = yaml_tree(file.read_text("utf-8"))
            lost += [(file.name, *path) for path in silent(tmp_path, file.name, data, written)]
        assert lost == []
