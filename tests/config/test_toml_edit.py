"""One key of a user's file is changed, and nothing else in it."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.config import toml_edit
from skelly_tray.config.keys import parse_key
from skelly_tray.config.toml_edit import NotEditableError, set_key, unset_key, value_of

TEXT = """\
# The web server.
name = "Web"  # as people know it
command = [
  "web",   # the program
  '--all',
]
health.interval = "5s"

# What it needs.
[settings]
port = 80 # low
inner = { b = 1, c = 'x' }
word = 'literal'

# Its surroundings,
# as few as possible.
[env]
A = "x"  # one
"""

PATHS = [
    ("name",), ("kind",), ("command",), ("health", "interval"), ("health", "timeout"), ("settings", "port"),
    ("settings", "new"), ("settings", "inner", "b"), ("settings", "inner", "z"), ("settings", "deep", "er"),
    ("settings", "inner", "more", "deep"), ("settings", "word"), ("env", "A"), ("env", "B"), ("env", "a.b c"),
    ("resources", "memory"), ("resources", "cpu", "max"), ("env",), ("settings",), ("settings", "inner"),
]  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
SCALARS = st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def with_value(text: str, path: tuple[str, ...], value: Any) -> dict[str, Any]:
    data = tomllib.loads(text)
    table = data
    for name in path[:-1]:
        table = table.setdefault(name, {})
    table[path[-1]] = deepcopy(value)
    return data


def exact(value: Any) -> Any:
    """To be compared with the types of what is in it (1 is not True), but not with the order of keys: TOML has values
    before tables."""
    if isinstance(value, dict):
        return {name: exact(item) for name, item in value.items()}
    return [exact(item) for item in value] if isinstance(value, list) else repr(value)


def pruned(data: dict[str, Any]) -> dict[str, Any]:
    """Without empty tables."""
    tables = {name: pruned(item) if isinstance(item, dict) else item for name, item in data.items()}
    return {name: item for name, item in tables.items() if item != {}}


def comments(text: str) -> list[str]:
    return [line[line.index("#") :].rstrip() for line in text.splitlines() if "#" in line]


@given(st.sampled_from(PATHS), VALUES, st.booleans())
def test_what_is_set_is_read_back_and_nothing_else_has_changed(
    path: tuple[str, ...], value: Any, windows: bool
) -> None:
    text = TEXT.replace("\n", "\r\n") if windows else TEXT
    result = set_key(text, path, value)
    found = tomllib.loads(result)
    assert exact(found) == exact(with_value(text, path, value))
    assert not windows or result.count("\n") == result.count("\r\n")


@given(st.sampled_from([path for path in PATHS if len(path) > 1 and path[-1] != "inner"]), SCALARS)
def test_a_single_value_touches_one_line_and_every_comment_stays(path: tuple[str, ...], value: Any) -> None:
    old, new = TEXT.splitlines(), set_key(TEXT, path, value).splitlines()
    kept = [line for line in old if line in new]
    assert len(old) - len(kept) <= 1
    assert [line for line in new if line in kept and line] == [line for line in kept if line]


@given(VALUES, st.sampled_from([path for path in PATHS if path[0] not in ("health", "resources")]))
def test_unset_takes_back_what_set_has_added(value: Any, path: tuple[str, ...]) -> None:
    text = set_key(TEXT, path, value)
    wanted = with_value(text, path, value)
    table = wanted
    for name in path[:-1]:
        table = table[name]
    del table[path[-1]]
    left = unset_key(text, path)
    found = tomllib.loads(left)
    assert pruned(found) == pruned(wanted)


def changed(path: tuple[str, ...], value: Any, text: str = TEXT) -> list[str]:
    """The lines that are new."""
    old = text.splitlines()
    return [line for line in set_key(text, path, value).splitlines() if line not in old]


def test_a_new_value_keeps_the_comment_and_the_quotes_of_the_old_one() -> None:
    assert changed(("settings", "port"), 8123) == ["port = 8123 # low"]
    assert changed(("settings", "word"), "other") == ["word = 'other'"]
    assert changed(("settings", "word"), "it's") == ['word = "it\'s"']
    assert changed(("name",), "Store") == ['name = "Store"  # as people know it']


def test_a_new_key_stands_with_its_table_and_above_the_comment_of_the_next_one() -> None:
    assert "word = 'literal'\nport_two = 1\n\n# Its surroundings," in set_key(
        TEXT, ("settings", "port_two"), 1
    )
    assert 'health.interval = "5s"\nkind = "native"\n\n# What it needs.' in set_key(TEXT, ("kind",), "native")


def test_a_file_of_comments_and_tables_gets_its_first_key_above_the_comment_of_the_table() -> None:
    assert set_key("# The UI\n[ui]\na = 1\n", ("b",), 2) == "b = 2\n\n# The UI\n[ui]\na = 1\n"
    assert set_key("# Nothing yet\n", ("b",), 2) == "# Nothing yet\nb = 2\n"
    assert set_key("", ("b", "c"), 2) == "[b]\nc = 2\n"


def test_a_new_table_gets_a_header_and_inline_ones_grow_in_their_spacing() -> None:
    assert set_key(TEXT, ("resources", "memory"), "1GB") == f'{TEXT}\n[resources]\nmemory = "1GB"\n'
    assert changed(("settings", "inner", "d"), 4) == ["inner = { b = 1, c = 'x', d = 4 }"]
    assert changed(("settings", "inner", "d", "e"), 4) == ["inner = { b = 1, c = 'x', d = { e = 4 } }"]


def test_dotted_keys_stay_dotted() -> None:
    assert changed(("health", "interval"), "9s") == ['health.interval = "9s"']
    assert changed(("health", "timeout"), "2s") == ['health.timeout = "2s"']


def test_a_reference_to_a_secret_is_written_as_one() -> None:
    assert changed(("env", "TOKEN"), {"secret": "web-token"}) == ['TOKEN = { secret = "web-token" }']
    assert changed(("env", "A"), {"secret": "a"}) == ['A = { secret = "a" }  # one']


def test_the_last_key_of_a_table_can_go_and_the_table_may_stay() -> None:
    left = unset_key(TEXT, ("env", "A"))
    assert tomllib.loads(left).get("env", {}) == {} and comments(left) == [
        line for line in comments(TEXT) if line != "# one"
    ]


def test_a_table_goes_without_the_comment_of_the_next_one() -> None:
    assert "# Its surroundings,\n# as few as possible.\n[env]" in unset_key(TEXT, ("settings",))


def test_the_same_value_changes_not_a_byte() -> None:
    odd = "a   =   1\r\nb = 2\n"
    assert set_key(odd, ("a",), 1) == odd
    assert set_key(odd, ("a",), True) == "a   =   true\r\nb = 2\n"
    assert set_key(odd, ("b",), 3) == "a   =   1\r\nb = 3\n"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("name", "x"), 1, "name is no table in the file"),
        (("command", "x"), 1, "command is no table in the file"),
        (("settings", "x"), None, "null is no value of TOML"),
        (("settings", "x"), float("nan"), "nan is no usable number"),
        (("settings", "x"), [object()], "object is no value of TOML"),
    ],
)
def test_what_has_no_place_or_no_form_is_refused(path: tuple[str, ...], value: Any, said: str) -> None:
    with pytest.raises(NotEditableError, match=said):
        set_key(TEXT, path, value)


def test_unset_of_what_is_not_set_says_so() -> None:
    for path in (("port",), ("settings", "prt"), ("name", "x"), ("no", "where")):
        with pytest.raises(NotEditableError, match="is not set in the file"):
            unset_key(TEXT, path)


def test_tables_out_of_order_are_edited_or_refused_but_never_spoilt() -> None:
    text = "[a]\nx = 1\n[b]\ny = 1\n[a.c]\nz = 1\n"
    for path in (("a", "x"), ("a", "w"), ("a", "c", "z"), ("a", "c", "new"), ("b", "y"), ("top",)):
        assert tomllib.loads(set_key(text, path, 5)) == with_value(text, path, 5)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("10s", "10s"), ("true", True), ("8123", 8123), ('["a"]', ["a"]), ('{ secret = "x" }', {"secret": "x"}),
        ('"8123"', "8123"), ("two words", "two words"), ("", ""), ("1\nb = 2", "1\nb = 2"), ("1.5", 1.5),
        ("http://127.0.0.1:80/#top", "http://127.0.0.1:80/#top"), ("1 # one", 1), ("[" * 5000, "[" * 5000),
    ],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_a_value_on_the_command_line_is_toml_where_it_is_some_and_else_text(typed: str, value: Any) -> None:
    assert (value_of(typed), type(value_of(typed))) == (value, type(value))


@pytest.mark.parametrize("key", ["modules.web.env.PORT", "modules.web.name", "modules.web.user"])
def test_where_only_text_may_stand_a_number_on_the_command_line_is_text(key: str) -> None:
    kind = parse_key(key).kind
    assert [value_of(typed, kind) for typed in ("8123", "1.10", "true", "[1]", '"x"')] == [
        "8123", "1.10", "true", "[1]", "x",
    ]  # fmt: skip
    assert value_of('{ secret = "x" }', kind) == {"secret": "x"}


@given(st.sampled_from(PATHS), SCALARS)
def test_the_quick_way_for_a_line_changes_what_the_thorough_one_would_or_leaves_it_to_that(
    path: tuple[str, ...], value: Any
) -> None:
    quick = toml_edit._on_its_line(TEXT, path, value, toml_edit._toml(value))
    if quick is not None and toml_edit._holds(quick, with_value(TEXT, path, value), path):
        assert quick == toml_edit._inside(TEXT, path, value, toml_edit._toml(value))


def test_a_plain_value_is_changed_without_reading_the_whole_text_by_tomlkit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(toml_edit, "_inside", lambda *_, **__: pytest.fail("the thorough way was taken"))
    text = "a = 1 # one\n[t.u]\nb = 'x'  # two\nc = [1, 2]\n"
    assert set_key(text, ("a",), 2) == text.replace("1 #", "2 #")
    assert set_key(text, ("t", "u", "b"), "it is") == text.replace("'x'", "'it is'")
    assert set_key(text, ("t", "u", "b"), "it's") == text.replace("'x'", '"it\'s"')
    assert set_key(text, ("t", "u", "c"), [3]) == text.replace("[1, 2]", "[3]")


def test_a_line_that_only_looks_like_the_key_is_left_alone() -> None:
    text = 'a = 1\nnote = """\n[t]\nb = 5\n"""\n[t] # here\nb = 5\n'
    assert set_key(text, ("t", "b"), 6) == text.replace("# here\nb = 5", "# here\nb = 6")
