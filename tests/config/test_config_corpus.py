"""A corpus of bad files: whatever is in the folder, building ends and raises nothing, and other files stay in use."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.config.errors import ConfigError
from skelly_tray.config.home import find_home
from skelly_tray.config.load import build
from skelly_tray.config.resources import resource
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.schema.types import (
    Choice,
    Duration,
    Flag,
    Key,
    ListOf,
    Number,
    Table,
    Text,
    TextOr,
    ValueType,
    Whole,
)
from skelly_tray.config.texts import Texts
from skelly_tray.domain.descriptor import ModuleId
from tests.config.conftest import Place
from tests.config.test_config_properties import FILES, VALUES, document, toml
from tests.config.test_settings_schema import SCHEMA

HOME = find_home(tempfile.gettempdir() + "/never-made")
RUN = 'command = ["true"]\n'
GOOD = {"modules/good.toml": RUN}
TEMPLATES = sorted(resource("templates").rglob("*.toml"))
KIB = 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parents[0].name}-{path.name}")
def test_a_file_torn_at_any_byte_is_built_or_refused_with_reasons(path: Any) -> None:
    whole = path.read_bytes()
    name = "orchestrator.toml" if path.name == "orchestrator.toml" else f"modules/{path.name}"
    for end in range(len(whole)):
        loaded = build(HOME, Texts({**GOOD, name: whole[:end].decode(errors="ignore")}))
        assert ModuleId("good") in loaded.descriptors and loaded.bus is not None
        if path.stem not in ("orchestrator", "event_bus"):
            assert (path.stem in loaded.descriptors) != (path.stem in loaded.invalid)


@pytest.mark.parametrize("end", range(0, len(json.dumps(SCHEMA)), 7))
def test_a_torn_schema_is_an_error_of_the_schema(end: int) -> None:
    files = {"modules/web.toml": RUN + 'settings_schema = "web.schema.json"',
             "modules/web.schema.json": json.dumps(SCHEMA)[:end]}  # fmt: skip
    (error,) = build(HOME, Texts({**GOOD, **files})).errors
    assert error.file == "modules/web.schema.json"


BOMBS = {
    "empty": "",
    "lists": "a = " + "[" * 200 * KIB,
    "tables": "a = " + "{a=" * 60 * KIB,
    "deep but parsed": "[settings]\na = " + "[" * 150 + "]" * 150,
    "a key of 40 KiB": "a" * 40 * KIB + " = 1",
    "a quoted key of 40 KiB": '"' + "ä" * 20 * KIB + '" = 1',
    "a dotted key of 40 KiB": ".".join(["a"] * 20 * KIB) + " = 1",
    "a dotted key of quoted dots": ".".join(['"."'] * 60 * KIB) + " = 1",
    "a header of 40 KiB": "[" + ".".join(["a"] * 20 * KIB) + "]",
    "many deep headers": "\n".join("[" + "a." * 60 + f"k{n}]" for n in range(1500)),
    "a huge decimal": "importance = " + "9" * 200 * KIB,
    "a huge hexadecimal": "importance = 0x" + "f" * 200 * KIB,
    "a huge exponent": "importance = 1e" + "9" * 200 * KIB,
    "a huge number in settings": "[bus]\n[settings]\na = 0x" + "f" * 200 * KIB,
    "many unknown keys": "".join(f"k{n} = 1\n" for n in range(20 * KIB)),
    "many errors in a list": f"success_exit_codes = {[999] * 40 * KIB}",
    "many tables": "[[depends_on]]\n" * 16 * KIB,
    "many modules": f"depends_on = {[f'm{n}' for n in range(20 * KIB)]}",
    "many variables": "[env]\n" + "".join(f"k{n} = 1\n" for n in range(20 * KIB)),
    "quotes": '"' * 200 * KIB,
    "a regular expression": '[probes.startup]\nkind = "log"\npattern = "' + "(" * 50 * KIB + '"',
    "a wide regular expression": '[probes.startup]\nkind = "log"\npattern = "(a{9999}){9999}"',
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_survived_and_says_what_is_wrong(name: str) -> None:
    text = BOMBS[name]
    for files in ({"modules/web.toml": text}, {"orchestrator.toml": text}):
        loaded = build(HOME, Texts({**GOOD, **files}))
        assert ModuleId("good") in loaded.descriptors
        assert all(len(str(error)) < 2 * KIB and str(error).isprintable() for error in loaded.errors)
        assert len(loaded.errors) <= 50
    assert build(HOME, Texts({"modules/web.toml": text})).descriptors == {}


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"command = ['\xc3']",
        b"a = 1\0",
        b"\xef\xbb\xbf\xef\xbb\xbf" + RUN.encode(),
        b"\x1a",
        b"\r",
    ],
)
def test_bytes_that_are_no_text_are_an_error_of_that_file(place: Place, content: bytes) -> None:
    place.module("good", RUN)
    place.module("web", "").write_bytes(content)
    loaded = place.load()
    assert list(loaded.descriptors) == ["good"] and list(loaded.invalid) == ["web"]


def test_a_byte_order_mark_and_windows_line_ends_are_taken(place: Place) -> None:
    place.module("web", "").write_bytes(b"\xef\xbb\xbf" + RUN.replace("\n", "\r\n").encode())
    assert list(place.load().descriptors) == ["web"]


def test_two_files_that_differ_in_case_only_are_told(place: Place) -> None:
    place.module("web", RUN)
    place.module("Web", RUN)
    loaded = place.load()
    assert list(loaded.descriptors) == ["web"] and list(loaded.invalid) == ["Web"]
    assert [str(error) for error in loaded.errors] == [
        "modules/Web.toml: differs from modules/web.toml only by upper and lower case; allowed: one file for a module"
    ]


SAMPLES: list[Any] = [
    True, 5, -1, 10**30, 1.5, math.nan, math.inf, "", "x\x01", [], [[]], [{}], {}, {"a": {"a": 1}}, "x" * 5000,
]  # fmt: skip
FAMILIES: dict[type, tuple[type, ...]] = {
    Flag: (bool,), Whole: (int,), Number: (int, float), Duration: (int, float, str), Text: (str,), Choice: (str,),
    ListOf: (list,), TextOr: (str, dict),
}  # fmt: skip


def every_key(
    keys: tuple[Key, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], ValueType]]:
    for key in keys:
        path = (*above, key.name)
        yield path, key.type
        if isinstance(key.type, Table):
            yield from every_key(key.type.keys, path)


@pytest.mark.parametrize(
    ("file", "keys"), [("modules/web.toml", MODULE_KEYS), ("orchestrator.toml", ORCHESTRATOR_KEYS)]
)
def test_a_value_of_a_wrong_type_is_an_error_of_its_key(file: str, keys: tuple[Key, ...]) -> None:
    seen = 0
    for path, kind in every_key(keys):
        family = FAMILIES.get(type(kind), (dict,))
        for value in SAMPLES:
            if isinstance(value, family) and not (isinstance(value, bool) and bool not in family):
                continue
            start = "" if path[0] == "command" or file != "modules/web.toml" else RUN
            text = f"{start}{'.'.join(path)} = {toml(value)}"
            errors: tuple[ConfigError, ...] = build(HOME, Texts({file: text})).errors
            assert any(error.key.startswith(".".join(path)) for error in errors), (path, value, errors)
            seen += 1
    assert seen > 300


ANY_FILES = st.dictionaries(
    st.sampled_from(
        ["orchestrator.toml", "modules/web.toml", "modules/db.toml", "modules/Web.toml", "modules/event_bus.toml",
         "modules/web.schema.json", "modules/a b.toml"]
    ),
    st.one_of(st.text(max_size=80), FILES.map(document), st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
            st.sampled_from(["type", "properties", "$ref", "items", "allOf", "default", "x-secret", "enum", "a"]), inner
        ), max_leaves=8).map(json.dumps)),
    max_size=5,
)  # fmt: skip
ANY_OVERRIDES = st.dictionaries(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["orchestrator.stable_after", "modules.web.settings", "modules.web.settings.a", "modules.web.env.A",
             "modules.web.command", "modules.event_bus.settings.window", "modules.no.name", "modules.web.depends_on"]
        ),
    ),
    VALUES | st.none(),
    max_size=4,
)  # fmt: skip
WITH_SCHEMA = RUN + 'settings_schema = "web.schema.json"\n[settings]\na = 1\n'


@settings(max_examples=200, deadline=None)
@given(ANY_FILES, ANY_OVERRIDES, st.booleans())
def test_whatever_the_texts_are_building_raises_nothing(
    files: dict[str, str], overrides: dict[str, Any], schema: bool
) -> None:
    files = {**GOOD, **files} | ({"modules/web.toml": WITH_SCHEMA} if schema else {})
    loaded = build(HOME, Texts(files, {}, overrides))
    assert ModuleId("good") in loaded.descriptors
    for told in (*loaded.errors, *loaded.warnings):
        assert "\n" not in str(told)
