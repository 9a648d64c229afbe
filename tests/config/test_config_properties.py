"""Whatever stands in a file: loading ends, raises nothing, and every error is one line that names its file."""

from __future__ import annotations

import json
import math
import tempfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.config.durations import LONGEST, parse_duration, show_duration
from skelly_tray.config.home import find_home
from skelly_tray.config.load import load
from skelly_tray.config.module_build import build_module
from skelly_tray.config.orchestrator_build import build_orchestrator
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.domain.orchestrator_config import OrchestratorConfig

WORDS = sorted(
    {key.name for key in (*MODULE_KEYS, *ORCHESTRATOR_KEYS)}
    | {
        "kind",
        "module",
        "condition",
        "secret",
        "startup",
        "liveness",
        "interval",
        "do",
        "steps",
        "window",
        "url",
    }
)
SCALARS = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(["http", "tcp", "exec", "bus", "ready", "10s", "web", "$STATE", "run", "TERM", "restart"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), inner, max_size=4)
    ),
    max_leaves=12,
)
FILES = st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=8)
HOME = find_home(tempfile.gettempdir() + "/never-made")


def toml(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(name)} = {toml(item)}" for name, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case float():
            return {math.inf: "inf", -math.inf: "-inf"}.get(
                value, "nan" if math.isnan(value) else repr(value)
            )
        case str():
            return json.dumps(value).replace("\x7f", "\\u007f")
        case _:
            return json.dumps(value)


def document(data: dict[str, Any]) -> str:
    return "\n".join(f"{json.dumps(name)} = {toml(item)}" for name, item in data.items())


@settings(max_examples=300, deadline=None)
@given(FILES)
def test_any_module_file_is_built_or_refused_with_reasons(data: dict[str, Any]) -> None:
    file = build_module(HOME, "web", document(data), OrchestratorConfig())
    assert (file.descriptor is None) == bool(file.errors)
    for error in file.errors:
        assert str(error).startswith("modules/web.toml: ") and "\n" not in str(error)


@settings(max_examples=300, deadline=None)
@given(FILES)
def test_any_orchestrator_file_is_built_or_refused_with_reasons(data: dict[str, Any]) -> None:
    read = build_orchestrator(document(data), "orchestrator.toml")
    assert read.usable == (not read.errors)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_survived(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = find_home(folder)
        home.create()
        (home.modules_dir / "web.toml").write_bytes(content)
        (home.modules_dir / "db.toml").write_text('command = ["true"]')
        assert "db" in load(home).descriptors


@given(st.one_of(st.floats(), st.integers(), st.text(), st.booleans(), st.none(), st.lists(st.integers())))
def test_a_duration_is_finite_and_not_negative_or_nothing(value: Any) -> None:
    seconds = parse_duration(value)
    assert seconds is None or (type(seconds) is float and 0 <= seconds <= LONGEST)


@given(st.integers(0, 10**6), st.sampled_from([("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]))
def test_a_duration_with_a_unit_means_number_times_unit(number: int, unit: tuple[str, float]) -> None:
    seconds = parse_duration(f"{number}{unit[0]}")
    expected = number * unit[1]
    assert seconds == pytest.approx(expected) if expected <= LONGEST else seconds is None


@pytest.mark.parametrize(
    "value", [True, False, "10", "s", "-1s", "1d", "1h30m", "٣s", "1e3s", " 1s", "1s ", "", -0.1, 1e300]
)
def test_what_is_no_duration(value: object) -> None:
    assert parse_duration(value) is None


@pytest.mark.parametrize("text", ["0s", "200ms", "1.5s", "10s", "5m", "1h", "90s"])
def test_a_shown_duration_reads_back(text: str) -> None:
    seconds = parse_duration(text)
    assert seconds is not None and parse_duration(show_duration(seconds)) == seconds
