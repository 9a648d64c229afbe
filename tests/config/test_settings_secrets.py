"""A reference to a secret may stand anywhere in settings and environment; what a schema marks must be one."""

from __future__ import annotations

import json

import pytest

from skelly_tray.config.settings.marks import secret_keys
from skelly_tray.domain.descriptor import ModuleId, SecretRef
from skelly_tray.domain.secret_refs import names_in
from tests.config.conftest import Place
from tests.overriding import write_overrides

RUN = 'command = ["true"]\n'
WEB = ModuleId("web")
MARKED = """
[bus]
[settings_schema]
additionalProperties = false
required = ["token"]
[settings_schema.properties]
port = { type = "integer" }
token = { type = "string", minLength = 20, pattern = "^[a-z]+$", x-secret = true, default = "never" }
servers = { items = { properties = { key = { "$ref" = "#/$defs/key" } } } }
login = { anyOf = [{ properties = { password = { const = "x" } } }, { type = "string" }] }
[settings_schema."$defs"]
key = { x-secret = true }
"""


def test_references_become_names_in_the_descriptor(place: Place) -> None:
    place.module(
        "web",
        RUN
        + 'env = { TOKEN = { secret = "web/token" }, MODE = "x" }\n[bus]\n[settings]\na = { secret = "one" }\n'
        'b = [{ c = { secret = "two" } }, [{ secret = "one" }]]\nd = { secret = "x", other = 1 }\ne = { secret = 5 }',
    )
    loaded = place.load()
    assert loaded.errors == ()
    web = loaded.descriptors[WEB]
    assert web.env == {"TOKEN": SecretRef("web/token"), "MODE": "x"}
    assert web.settings == {
        "a": SecretRef("one"),
        "b": [{"c": SecretRef("two")}, [SecretRef("one")]],
        "d": {"secret": "x", "other": 1},
        "e": {"secret": 5},
    }
    assert names_in(web) == ("one", "two", "web/token")


@pytest.mark.parametrize("name", ["", "a\\nb", "x" * 201])
def test_a_name_of_a_secret_is_a_short_line(place: Place, name: str) -> None:
    line = f'env = {{ A = {{ secret = "{name}" }} }}\n[bus]\n[settings]\ns = {{ secret = "{name}" }}'
    assert [error.partition(": ")[2].split(":")[0] for error in place.errors(RUN + line)] == [
        "env.A.secret",
        "settings.s.secret",
    ]


def test_the_digest_depends_on_the_names_in_the_environment_only(place: Place) -> None:
    text = RUN + 'env = {{ A = {{ secret = "{}" }} }}\n[bus]\n[settings]\nb = {{ secret = "{}" }}'

    def digest(env: str, setting: str) -> str:
        place.module("web", text.format(env, setting))
        return place.load().descriptors[WEB].digest

    assert digest("a", "b") == digest("a", "c") != digest("b", "b")


def test_a_schema_cannot_judge_a_secret(place: Place) -> None:
    settings = 'token = { secret = "t" }\nservers = [{ key = { secret = "k" } }]\n'
    settings += 'login = { password = { secret = "p" } }'
    assert place.errors(RUN + MARKED + "[settings]\n" + settings) == []


def test_what_a_schema_judges_beside_a_secret_is_still_judged(place: Place) -> None:
    (error,) = place.errors(RUN + MARKED + '[settings]\ntoken = { secret = "t" }\nprot = { secret = "k" }')
    assert error == 'modules/web.toml: settings.prot: unknown key; did you mean "port"?'


def test_a_secret_has_no_default_and_must_be_there(place: Place) -> None:
    assert place.errors(RUN + MARKED) == [
        "modules/web.toml: settings.token: is missing; allowed: the module needs it"
    ]


def test_a_secret_in_plain_text_is_an_error_that_says_how_to_keep_it(place: Place) -> None:
    found = place.errors(RUN + MARKED + '[settings]\ntoken = "canary"\nservers = [{ key = "canary" }]')
    assert "canary" not in "".join(found)
    assert found == [
        "modules/web.toml: settings.servers[0].key: is a secret, and stands here in plain text; allowed: "
        '{ secret = "web/servers/0/key" }, once it is stored by: skelly-tray secret set web/servers/0/key',
        "modules/web.toml: settings.token: is a secret, and stands here in plain text; allowed: "
        '{ secret = "web/token" }, once it is stored by: skelly-tray secret set web/token',
    ]


def test_a_secret_in_plain_text_is_no_override(place: Place) -> None:
    place.module("web", RUN + MARKED + '[settings]\ntoken = { secret = "t" }')
    write_overrides(place.home, {"modules.web.settings.token": "canary"})
    loaded = place.load()
    assert loaded.descriptors[WEB].settings["token"] == SecretRef("t")
    (warning,) = loaded.warnings
    assert str(warning).startswith(
        "override: modules.web.settings.token: is a secret"
    ) and "canary" not in str(warning)


def test_an_override_may_name_another_secret(place: Place) -> None:
    place.module("web", RUN + MARKED + '[settings]\ntoken = { secret = "t" }')
    write_overrides(place.home, {"modules.web.settings.token": {"secret": "u"}})
    loaded = place.load()
    assert loaded.warnings == () and loaded.descriptors[WEB].settings["token"] == SecretRef("u")


def test_the_settings_that_are_secrets_are_known_without_a_value(place: Place) -> None:
    place.module("web", RUN + MARKED + '[settings]\ntoken = { secret = "t" }')
    schema = place.load().settings_schemas[WEB]
    assert secret_keys(schema) == (("servers", "*", "key"), ("token",))
    assert secret_keys({"properties": {"a": {"$ref": "#"}, "b": {"x-secret": True}}}) == (("b",),)
    assert secret_keys(json.loads('{"$ref": "#", "allOf": [{"$ref": "#"}]}')) == ()


def test_secrets_are_looked_for_in_a_hostile_schema_without_end() -> None:
    doubling = {str(n): {"allOf": [{"$ref": f"#/$defs/{n + 1}"}] * 2} for n in range(40)} | {"40": {}}
    assert secret_keys({"$ref": "#/$defs/0", "$defs": doubling, "properties": {"a": {"x-secret": True}}}) == (
        ("a",),
    )
    everywhere = {"properties": {name: {"$ref": f"#/properties/{name}"} for name in "abc"}}
    assert secret_keys({"properties": dict.fromkeys("abcdefgh", everywhere)}) == ()
    assert secret_keys({"$ref": "elsewhere"}) == ()
