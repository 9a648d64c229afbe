"""What a form is made of: every key of the schema with its kind, and the settings that a module's own schema names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.edits import RefusedEditError, created, fingerprint, replaced
from skelly_tray.config.form import check_text, form_of
from skelly_tray.config.home import Home, find_home
from skelly_tray.config.overrides import overrides_content, overrides_file
from skelly_tray.config.schema.fields import NOT_FOR_A_FORM, fields_of, settings_fields
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.texts import Texts

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["port"],
    "properties": {
        "port": {"type": "integer", "minimum": 1, "maximum": 65535, "description": "where it listens"},
        "level": {"enum": ["info", "debug"], "default": "info"},
        "token": {"type": "string", "x-secret": True, "default": "never shown"},
        "names": {"type": "array", "items": {"type": "string"}},
        "deep": {"type": "object", "properties": {"on": {"type": "boolean", "default": True}}},
    },
}


def _home(tmp_path: Path) -> Home:
    home = find_home(str(tmp_path))
    home.create()
    return home


def _by_path(fields: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {".".join(field["path"]): field for field in fields}


@pytest.mark.parametrize("keys", [MODULE_KEYS, ORCHESTRATOR_KEYS])
def test_every_key_is_a_field_with_its_words(keys: Any) -> None:
    fields = fields_of(keys)
    told = {field["path"][0] for field in fields}
    assert told == {key.name for key in keys} - set(NOT_FOR_A_FORM)
    assert all(field["help"] and field["kind"] for field in fields)


def test_fields_carry_default_bounds_and_options() -> None:
    fields = _by_path(fields_of(MODULE_KEYS))
    assert fields["startup_timeout"]["default"] == "30s"
    assert fields["command"]["item"]["kind"] == "text" and fields["command"]["default"] == ""
    assert fields["importance"] | {"help": ""} == {
        "path": ["importance"], "help": "", "required": False, "default": "50", "kind": "whole",
        "allowed": "a whole number from 0 to 100", "minimum": 0, "maximum": 100, "unit": "",
    }  # fmt: skip
    assert "restart_with_reset" in fields["recovery.strategy"]["options"]
    probe = fields["probes.readiness"]
    assert list(probe["cases"]) == ["http", "tcp", "exec", "log", "notify", "bus"]
    assert [field["path"] for field in probe["cases"]["tcp"]] == [["host"], ["port"]]
    assert fields["env"]["kind"] == "map"


def test_settings_follow_the_schema_and_a_secret_shows_no_default() -> None:
    fields = _by_path(settings_fields(SCHEMA))
    assert fields["settings.port"]["required"] and fields["settings.port"]["help"] == "where it listens"
    assert fields["settings.level"]["options"] == ["info", "debug"]
    assert fields["settings.token"]["kind"] == "secret" and fields["settings.token"]["default"] == ""
    assert fields["settings.names"]["item"]["kind"] == "text"
    assert fields["settings.deep.on"]["default"] == "true"


def test_a_schema_that_is_nonsense_makes_no_field_and_no_trouble() -> None:
    nested: dict[str, Any] = {"type": "string"}
    for _ in range(200):
        nested = {"properties": {"a": nested}}
    for schema in ({"properties": 7}, {"properties": {"a": 7}}, {"required": 3, "properties": {}}, nested):
        assert settings_fields(schema) == []


def test_a_form_knows_the_schema_beside_the_file_and_the_overrides(tmp_path: Path) -> None:
    home = _home(tmp_path)
    (home.modules_dir / "web.toml").write_text(
        'command = ["web"]\nsettings_schema = { properties = { port = { type = "integer" } } }\n'
    )
    overrides_file(home).write_bytes(
        overrides_content({"modules.web.settings.port": 81, "modules.other.enabled": False})
    )
    form = form_of(home, "web")
    assert [field["path"] for field in form["settings"]] == [["settings", "port"]]
    assert form["overrides"] == {"settings.port": 81}
    (home.modules_dir / "web.toml").write_text('settings_schema = "nowhere.schema.json"\n')
    assert form_of(home, "web")["settings"] is None
    assert form_of(home, "orchestrator")["settings"] == []


def test_a_text_that_is_no_file_yet_is_checked_with_the_key_of_each_error(tmp_path: Path) -> None:
    home = _home(tmp_path)
    found = check_text(home, "web", 'command = "x y"\nimportance = 900\n')
    assert [error.key for error in found] == ["command", "importance"]
    assert [error.key for error in check_text(home, "orchestrator", "stable_after = -1\n")] == [
        "stable_after"
    ]
    assert "not TOML" in str(check_text(home, "orchestrator", "= 1")[0])
    assert check_text(home, "orchestrator", "") == () and list(home.modules_dir.iterdir()) == []


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    texts = Texts({"modules/web.toml": "a = 1\n"})
    edit = replaced("modules/web.toml", "b = 2\n", fingerprint("a = 1\n"))
    assert edit(texts).files["modules/web.toml"] == "b = 2\n"
    with pytest.raises(RefusedEditError, match="changed by somebody else"):
        edit(Texts({"modules/web.toml": "a = 3\n"}))
    with pytest.raises(RefusedEditError, match="changed by somebody else"):
        edit(Texts())
    assert replaced("modules/web.toml", "b = 2\n", fingerprint(""))(Texts()).files, "there was none"


@pytest.mark.parametrize(
    ("module", "why"), [("web", "there already"), ("WEB", "id"), ("keeper", "keeper"), ("a/b", "a/b")]
)
def test_a_module_is_added_only_under_a_new_and_proper_id(module: str, why: str) -> None:
    texts = Texts({"modules/web.toml": "a = 1\n"})
    with pytest.raises(RefusedEditError, match=why):
        created(module, "")(texts)
    with pytest.raises(RefusedEditError, match="there already"):
        created("shop", "")(Texts({"modules/Shop.toml": ""}))  # one file where case does not matter
    assert created("new", "x")(texts).files == {"modules/web.toml": "a = 1\n", "modules/new.toml": "x"}
