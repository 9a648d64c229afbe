"""A schema and settings that would keep the validator busy are refused before it sees them: it cannot be interrupted,
and the loop would stand still meanwhile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from skelly_tray.config.settings import check as checking
from skelly_tray.domain.descriptor import ModuleId
from tests.config.conftest import Place

WEB = ModuleId("web")
RUN = 'command = ["true"]\nsettings_schema = "web.schema.json"\n[settings]\n'
NUMBERS = list(range(15_000))

BOMBS: dict[str, tuple[object, dict[str, Any]]] = {
    "each of many entries is compared with each of many options": (
        {"properties": {"a": {"items": {"enum": NUMBERS}}}},
        {"a": [n + 20_000 for n in NUMBERS]},
    ),
    "very many patterns, of keys that are not even there": (
        {"properties": {f"k{n}": {"pattern": f"^a{n}[a-z]{{1,1000}}$"} for n in range(4_000)}},
        {},
    ),
    "each of many keys is compared with each of many patterns": (
        {"patternProperties": {f"^a{n}": {} for n in range(1_000)}},
        {f"key{n}": n for n in range(8_000)},
    ),
    "each of many keys belongs to each of many schemas": (
        {"allOf": [{"additionalProperties": {"type": "string", "maxLength": n}} for n in range(1_000)]},
        {f"key{n}": 1 for n in range(8_000)},
    ),
    "a long text is read again and again": (
        {"properties": {"a": {"allOf": [{"minLength": 300_000 + n} for n in range(2_000)]}}},
        {"a": "a" * 200_000},
    ),
}


def _write(place: Place, schema: object, settings: dict[str, Any]) -> None:
    path = place.home.modules_dir / "web.schema.json"
    path.write_text(json.dumps(schema))
    path.chmod(0o600)
    place.module("web", RUN + _toml(settings)).chmod(0o600)


def _toml(settings: dict[str, Any]) -> str:
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_keep_the_validator_busy_is_refused_unseen(
    place: Place, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema, settings = BOMBS[name]
    _write(place, schema, settings)

    def seen(*_: object) -> list[Any]:
        raise AssertionError("the validator was asked")

    monkeypatch.setattr(checking, "judge", seen)
    (error,) = place.load().invalid[WEB]
    assert "takes too many steps" in error.problem and "options and patterns" in error.allowed


def test_what_people_write_is_far_from_the_bounds(place: Place) -> None:
    schema = {
        "properties": {
            **{f"k{n}": {"pattern": "^[a-z]+$"} for n in range(100)},
            "text": {"minLength": 10},
            "colours": {"items": {"enum": [f"colour {n}" for n in range(300)]}},
        }
    }
    settings = {"k1": "a", "text": "a" * 50_000, "colours": [f"colour {n}" for n in range(300)]}
    _write(place, schema, settings)
    loaded = place.load()
    assert not loaded.errors and loaded.descriptors[WEB].settings["k1"] == "a"
