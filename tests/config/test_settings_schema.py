"""Settings are checked by the module's own schema: all errors at once, in our words, with its defaults filled in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.texts import read_texts
from skelly_tray.domain.descriptor import ModuleId
from tests.config.conftest import Place
from tests.overriding import write_overrides

RUN = 'command = ["true"]\nsettings_schema = "web.schema.json"\n[bus]\n[settings]\n'
WEB = ModuleId("web")
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["host"],
    "properties": {
        "host": {"type": "string", "pattern": "^[a-z.]+$"},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 80},
        "mode": {"enum": ["fast", "safe"]},
        "server": {"$ref": "#/$defs/server"},
        "many": {"type": "array", "items": {"$ref": "#/$defs/server"}, "maxItems": 2},
    },
    "$defs": {
        "server": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"name": {"type": "string"}, "weight": {"type": "number", "default": 0.5}},
        }
    },
}


def give(place: Place, settings: str, schema: object = SCHEMA) -> None:
    (place.home.modules_dir / "web.schema.json").write_text(
        schema if isinstance(schema, str) else json.dumps(schema)
    )
    place.module("web", RUN + settings)


def errors(place: Place, settings: str, schema: object = SCHEMA) -> list[str]:
    give(place, settings, schema)
    return [str(error) for error in place.load().errors]


def test_settings_that_fit_have_the_defaults_of_their_schema(place: Place) -> None:
    give(place, 'host = "a.b"\nserver = {}\nmany = [{ weight = 2 }, { name = "x" }]')
    loaded = place.load()
    assert loaded.errors == () and loaded.warnings == ()
    assert loaded.descriptors[WEB].settings == {
        "host": "a.b",
        "port": 80,
        "server": {"weight": 0.5},
        "many": [{"weight": 2}, {"name": "x", "weight": 0.5}],
    }
    assert loaded.settings_schemas[WEB] == SCHEMA


def test_all_errors_come_at_once_with_their_places(place: Place) -> None:
    found = errors(
        place,
        'port = 70000\nmode = "fats"\nprot = 1\nmany = [{ nane = "x" }, { weight = "y" }, {}]\nserver = 5\n',
    )
    assert sorted(found) == sorted(
        [
            "modules/web.toml: settings.host: is missing; allowed: the module needs it",
            "modules/web.toml: settings.port: 70000 is out of range; allowed: at most 65535",
            'modules/web.toml: settings.mode: "fats" is none of what is allowed; allowed: "fast", "safe"',
            'modules/web.toml: settings.prot: unknown key; did you mean "port"?',
            "modules/web.toml: settings.many: a list is out of range; allowed: at most 2 entries",
            'modules/web.toml: settings.many[0].nane: unknown key; did you mean "name"?',
            'modules/web.toml: settings.many[1].weight: "y" is not a number; allowed: a number',
            "modules/web.toml: settings.server: 5 is not a table; allowed: a table",
        ]
    )
    assert place.load().descriptors == {}


@pytest.mark.parametrize(
    ("schema", "value", "said"),
    [
        ({"pattern": "^a$"}, '"b"', '"b" does not match; allowed: text that matches "^a$"'),
        ({"const": 1}, "2", "2 is not allowed; allowed: 1"),
        ({"anyOf": [{"type": "string"}, {"minimum": 5}]}, "2", "2 does not fit its schema (anyOf)"),
        ({"minLength": 3}, '"b"', '"b" is out of range; allowed: at least 3 characters'),
        ({"type": ["string", "null"]}, "2", "2 is not nothing or text"),
        (False, "2", "2 does not fit its schema"),
    ],
)
def test_each_kind_of_error_is_told_in_words(place: Place, schema: object, value: str, said: str) -> None:
    (error,) = errors(place, f"x = {value}", {"properties": {"x": schema}})
    assert error.startswith(f"modules/web.toml: settings.x: {said}")


def test_a_schema_may_stand_in_the_file_itself(place: Place) -> None:
    inline = 'command = ["true"]\n[bus]\n[settings_schema]\nrequired = ["port"]\n'
    assert place.errors(inline) == [
        "modules/web.toml: settings.port: is missing; allowed: the module needs it"
    ]
    assert place.errors(inline + "[settings]\nport = 1") == []


@pytest.mark.parametrize("name", ["../web.schema.json", "/etc/x.schema.json", "web.json", ".schema.json", ""])
def test_a_schema_outside_of_the_folder_is_not_even_looked_for(place: Place, name: str) -> None:
    (error,) = place.errors(f'command = ["true"]\nsettings_schema = "{name}"')
    assert error.startswith(f'modules/web.toml: settings_schema: "{name}" is not the name of a schema file')


def test_a_schema_that_is_not_there_is_named_with_those_that_are(place: Place) -> None:
    (place.home.modules_dir / "wen.schema.json").write_text("{}")
    (error,) = place.errors('command = ["true"]\nsettings_schema = "web.schema.json"')
    assert error == "modules/web.schema.json: there is no such file; allowed: wen.schema.json"


def test_a_schema_is_trusted_as_little_as_a_module_file(place: Place) -> None:
    give(place, 'host = "a"')
    path = place.home.modules_dir / "web.schema.json"
    real = path.rename(place.home.state / "real.json")
    path.symlink_to(real)
    assert [str(error) for error in place.load().errors] == [
        "modules/web.schema.json: is a symbolic link; allowed: a regular file"
    ]


def test_a_change_of_the_schema_is_a_change_of_the_texts(place: Place) -> None:
    give(place, 'host = "a"')
    before = read_texts(place.home)
    give(place, 'host = "a"', {"required": ["b"]})
    assert read_texts(place.home) != before
    assert list(before.files) == ["modules/web.schema.json", "modules/web.toml"]


def nested(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    for _ in range(depth):
        schema = {"allOf": [schema]}
    return schema


def unevaluated(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    for _ in range(depth):
        schema = {"allOf": [schema], "unevaluatedProperties": True}
    return schema


DOUBLING = {str(n): {"allOf": [{"$ref": f"#/$defs/{n + 1}"}] * 2} for n in range(40)} | {"40": {}}


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("", "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"minimum": NaN}', "is not JSON: NaN"),
        ('{"a": ' + "[" * 5000, "is nested too deeply"),
        ({"type": "strin"}, "is no JSON Schema that can be used: type: "),
        ({"properties": 5}, "is no JSON Schema that can be used: properties: "),
        ({"$ref": "http://127.0.0.1:9/x"}, "is no JSON Schema that can be used"),
        ({"$ref": "file:///etc/passwd"}, "is no JSON Schema that can be used"),
        ({"$schema": "http://127.0.0.1:9/x"}, "is no JSON Schema that can be used"),
        ({"$ref": "#/nowhere"}, "is no JSON Schema that can be used"),
        ({"properties": {"host": {"pattern": "(?=a)"}}}, "is no JSON Schema that can be used"),
        ({"properties": {"host": {"pattern": "((a{1000}){1000}){1000}"}}}, "is no JSON Schema that can be used"),
        ({"properties": {"other": nested(300)}}, "is no JSON Schema that can be used"),
        (nested(300), "takes too many steps"),
        ({"$ref": "#/$defs/0", "$defs": DOUBLING}, "takes too many steps"),
        ({"unevaluatedProperties": False, "properties": {"host": {"$ref": "#/$defs/0"}}, "$defs": DOUBLING},
         "takes too many steps"),
        ({"$dynamicRef": "#/$defs/0", "$defs": DOUBLING}, "takes too many steps"),
        ({"$ref": "#/%24defs/0", "$defs": DOUBLING}, "takes too many steps"),
        ({"$ref": "#there", "$defs": {"a": {"$anchor": "there"}}}, "$ref leads nowhere: #there is no place in it"),
        ({"properties": {"host": {"$id": "b"}}}, "only the whole schema may have an $id"),
        (unevaluated(40), "takes too many steps"),
        ({"x": "\ud800"}, "is no JSON Schema that can be used"),
    ],
)  # fmt: skip
def test_a_schema_that_is_none_or_hostile_is_refused_soon(place: Place, schema: object, said: str) -> None:
    (error,) = errors(place, 'host = "a"', schema)
    assert said in error and "\n" not in error and len(error) < 500


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
        {"properties": {"host": {"pattern": "^(a+)+$"}}},
        {"properties": {"again": {"$ref": "#", "default": {}}}},
        {"$schema": "http://json-schema.org/draft-07/schema#"},
        {"default": 1, "x": [1]},
        {"properties": {"other": {"$ref": "#/$defs/0"}}, "$defs": DOUBLING},
        {"properties": {"host": {"$ref": "#/$defs/yes"}}, "$defs": {"yes": True}},
    ],
)
def test_a_schema_that_leads_to_itself_ends(place: Place, schema: object) -> None:
    assert errors(place, 'host = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"', schema) == []


def test_a_schema_reads_no_file_even_where_nothing_applies(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("{}")
    (error,) = errors(place, 'host = "a"', {"$defs": {"other": {"$ref": elsewhere.as_uri()}}})
    assert "settings_schema: is no JSON Schema that can be used" in error


def test_a_settings_file_of_many_errors_is_cut_short(place: Place) -> None:
    found = errors(place, "".join(f"k{number} = 1\n" for number in range(3000)))
    assert len(found) == 50


@pytest.mark.parametrize("value", ["nan", "inf", "2020-01-01", "18446744073709551616", "0x" + "f" * 9000])
def test_what_json_cannot_carry_is_an_error(place: Place, value: str) -> None:
    (error,) = errors(place, f'host = "a"\nport = {value}', {})
    assert "cannot be handed over as JSON" in error


def test_settings_nested_without_end_are_an_error(place: Place) -> None:
    write_overrides(place.home, {"modules.web.settings.a": json.loads("[" * 200 + "]" * 200)})
    assert errors(place, "", {}) == []
    (warning,) = place.load().warnings
    assert "is nested too deeply" in str(warning)


def test_an_override_that_the_schema_refuses_is_left_out(place: Place) -> None:
    give(place, 'host = "a"')
    write_overrides(place.home, {"modules.web.settings.prot": 1, "modules.web.settings.port": 99})
    loaded = place.load()
    assert loaded.errors == () and loaded.descriptors[WEB].settings["port"] == 99
    (warning,) = loaded.warnings
    assert str(warning).startswith('override: modules.web.settings.prot: unknown key; did you mean "port"?')


def test_the_validator_is_loaded_only_for_a_module_with_a_schema(place: Place) -> None:
    code = (
        "import sys; from skelly_tray.config.home import find_home; from skelly_tray.config.load import load;"
        "load(find_home(sys.argv[1])); print('jsonschema_rs' in sys.modules)"
    )

    def loaded_it() -> str:
        command = [sys.executable, "-c", code, str(place.home.config.parent)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    place.module("web", 'command = ["true"]\n[bus]\n[settings]\na = 1')
    without = loaded_it()
    give(place, 'host = "a"')
    assert (without, loaded_it()) == ("False", "True")
