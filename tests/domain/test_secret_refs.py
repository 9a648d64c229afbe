"""References to secrets are found at any depth, and are filled in only in copies."""

from __future__ import annotations

import json

import pytest

from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId, SecretRef
from skelly_tray.domain.health_report import secrets_of
from skelly_tray.domain.secret_refs import names_in, resolved, unresolved

SETTINGS = {"a": [{"b": SecretRef("deep")}, SecretRef("flat")], "c": 1, "password": SecretRef("flat")}
WEB = ModuleDescriptor(
    id=ModuleId("web"),
    name="web",
    command=("true",),
    env={"TOKEN": SecretRef("token"), "MODE": "x"},
    settings=SETTINGS,
)


def test_the_names_in_environment_and_settings_come_once_each() -> None:
    assert names_in(WEB) == ("deep", "flat", "token")


def test_values_are_filled_into_a_copy() -> None:
    filled = resolved(SETTINGS, {"deep": "1", "flat": "2"})
    assert filled == {"a": [{"b": "1"}, "2"], "c": 1, "password": "2"}
    assert names_in(WEB) == ("deep", "flat", "token")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(KeyError, match="deep"):
        resolved(SETTINGS, {"flat": "2"})


def test_unresolved_settings_are_json_that_looks_like_the_file() -> None:
    shown = json.loads(json.dumps(unresolved(SETTINGS)))
    assert shown == {
        "a": [{"b": {"secret": "deep"}}, {"secret": "flat"}],
        "c": 1,
        "password": {"secret": "flat"},
    }


def test_a_reference_is_no_text_to_hide() -> None:
    assert secrets_of(SETTINGS) == frozenset()
