"""An import as a whole: names, files, and that nothing in a foreign file can do harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.config.home import Home
from skelly_tray.config.imports.bring_in import AlreadyThereError, carry_out, plan
from skelly_tray.config.imports.formats import FORMATS, format_of
from skelly_tray.config.imports.found import NotReadableError, Source
from skelly_tray.config.imports.naming import ids_for, slug
from skelly_tray.config.imports.parts import argv, duration, megabytes, signal_name
from skelly_tray.config.load import load
from skelly_tray.config.schema.texts import MODULE_ID, RESERVED_IDS
from tests.config.imports.reading import home_in, imported, tables


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path)


def test_what_is_written_is_a_valid_configuration(home: Home, tmp_path: Path) -> None:
    made = imported(tmp_path, "Procfile", "web: sleep 9\nsystem: sleep 8\n")
    paths = carry_out(home, made.modules)
    assert [path.name for path in paths] == ["web.toml", "system-2.toml"]
    loaded = load(home)
    assert set(loaded.descriptors) == {"web", "system-2"} and not loaded.errors
    assert loaded.descriptors["system-2"].name == "system"  # type: ignore[index]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in paths)


def test_a_module_that_is_there_is_not_replaced_unless_asked_for(home: Home, tmp_path: Path) -> None:
    made = imported(tmp_path, "Procfile", "web: sleep 9\nother: sleep 8\n")
    (home.modules_dir / "web.toml").write_text("command = ['mine']\n")
    with pytest.raises(AlreadyThereError, match="web"):
        carry_out(home, made.modules)
    assert [path.name for path in home.modules_dir.iterdir()] == ["web.toml"]
    carry_out(home, made.modules, force=True)
    assert "sleep" in (home.modules_dir / "web.toml").read_text()


def test_ids_of_several_files_are_all_different(home: Home, tmp_path: Path) -> None:
    first = imported(tmp_path, "Procfile", "web: a\n")
    second = plan(home, tmp_path / "Procfile", taken=[module.id for module in first.modules])
    assert [module.id for module in second.modules] == ["web-2"]


def test_a_program_that_would_be_no_valid_module_is_left_out_and_not_needed_by_others(tmp_path: Path) -> None:
    text = (
        'processes: {a: {command: "x\\0y"}, b: {command: y, depends_on: {a: {condition: process_started}}}}'
    )
    made = imported(tmp_path, "p.yaml", text)
    assert "command" in made.left_out["a"]
    assert "depends_on" not in tables(made)["b"]


def test_nothing_small_becomes_large_and_nothing_in_it_is_run(home: Home, tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for number, name in enumerate("bcdefghi"):
        bomb += f"{name}: &{name} [{', '.join(['*' + chr(ord('a') + number)] * 9)}]\n"
    for text in (bomb + "services: *i\n", "services: !!python/object/apply:os.system ['touch ran']\n"):
        with pytest.raises(NotReadableError):
            imported(tmp_path, "compose.yaml", text)
    assert not (tmp_path / "ran").exists() and not Path("ran").exists()


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(FORMATS), text=st.text(max_size=300))
def test_any_text_is_read_or_refused(kind: object, text: str) -> None:
    try:
        found = kind.read(text, Source(Path("/nowhere")))  # type: ignore[attr-defined]
    except NotReadableError as error:
        assert str(error)
    else:
        assert found.services or found.left_out


_INNER = st.sampled_from(["test", "exec", "command", "condition", "http_get", "limits", "a"])
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["no", "5s", "x y", "", "$A", "process_healthy"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_INNER, inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    [
        "command",
        "entrypoint",
        "environment",
        "env_file",
        "depends_on",
        "healthcheck",
        "restart",
        "deploy",
        "readiness_probe",
        "availability",
        "shutdown",
        "replicas",
        "profiles",
        "working_dir",
        "env",
        "args",
        "instances",
        "script",
        "interpreter",
        "max_memory_restart",
        "stop_signal",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    top=st.sampled_from(["services", "processes", "apps"]),
    entry=st.dictionaries(_KEYS, _VALUES, max_size=6),
)
def test_values_of_any_kind_in_any_place_are_read_or_refused(
    top: str, entry: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = {"apps": [entry]} if top == "apps" else {top: {"a": entry}}
    text = json.dumps(data)
    if top != "apps":
        text = f"{top}:\n  a: {json.dumps(entry)}\n"
    folder = tmp_path_factory.mktemp("any")
    try:
        made = imported(folder, "ecosystem.json" if top == "apps" else "f.yaml", text)
    except NotReadableError as error:
        assert str(error)
    else:
        carry_out(home_in(folder), made.modules)
        assert not load(home_in(folder)).errors


@given(st.text(max_size=100))
def test_every_name_has_an_id(name: str) -> None:
    assert MODULE_ID.fullmatch(slug(name))
    made = ids_for([name, f"{name}!", f" {name}"])
    assert len(set(made.values())) == len(made)
    assert all(MODULE_ID.fullmatch(each) and each not in RESERVED_IDS for each in made.values())


def test_a_file_tells_what_it_is_and_the_user_may_say_so(tmp_path: Path) -> None:
    assert format_of("Procfile", "x: y").name == "procfile"
    assert format_of("a.yml", "version: 1\nservices:\n").name == "compose"
    assert format_of("x", "[program:a]\n").name == "supervisord"
    assert format_of("x", "a: b", "procfile").name == "procfile"
    with pytest.raises(NotReadableError, match="none of what can be imported"):
        format_of("x.txt", "hello")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a 'b c'", ["a", "b c"]), ("A=1 b", ["/bin/sh", "-c", "A=1 b"]), ("exec a b", ["a", "b"]),
     ("cd x", ["/bin/sh", "-c", "cd x"]), ("a $STATE/b", ["/bin/sh", "-c", "a ${STATE}/b"]),
     ("a 'b", ["/bin/sh", "-c", "a 'b"])],
)  # fmt: skip
def test_only_what_needs_a_shell_gets_one(text: str, expected: list[str]) -> None:
    assert argv(text) == expected


def test_times_sizes_and_signals_of_others_are_understood() -> None:
    assert [duration(each) for each in ("1m30s", "500ms", 5, "7", "x", -1, True)] == [
        "90s", "500ms", "5s", "7s", None, None, None,
    ]  # fmt: skip
    assert [megabytes(each) for each in ("512m", "1.5G", 2**20 * 3, "1GiB", "x")] == [
        512,
        1536,
        3,
        1024,
        None,
    ]
    assert [signal_name(each) for each in ("SIGTERM", "int", 9, "999", "what")] == [
        "TERM",
        "INT",
        "KILL",
        None,
        None,
    ]
