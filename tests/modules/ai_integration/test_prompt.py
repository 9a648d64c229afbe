"""What would leave the machine: numbers and names of states, and nothing else unless the user says so."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from skelly_tray.modules.ai_integration.endpoint import fault_of, request
from skelly_tray.modules.ai_integration.occasion import KINDS, Occasion, example
from skelly_tray.modules.ai_integration.prompt import body
from skelly_tray.modules.ai_integration.settings import EndpointSettings, Settings, spoken

OFF = EndpointSettings(model="small")
CANARY = "my-private-title"
TELLING = Occasion(
    "refocus",
    "id-" + CANARY,
    1000,
    "distracted",
    0.71,
    {"minutes": 12, "switches_per_hour": 4.123, CANARY: 9, "firefox": 7, "time_in_firefox": 3},
    {"app": CANARY, "title": CANARY},
    f"looked at {CANARY}",
)


def test_neither_names_nor_reasons_nor_unknown_numbers_are_sent() -> None:
    sent = json.dumps(body(TELLING, "en", 14, OFF))
    assert CANARY not in sent and "firefox" not in sent and "looked at" not in sent
    facts = json.loads(body(TELLING, "en", 14, OFF)["messages"][1]["content"].partition("Facts: ")[2])
    assert facts == {
        "kind": "refocus",
        "state": "distracted",
        "hour": 14,
        "confidence": 0.71,
        "numbers": {"minutes": 12, "switches_per_hour": 4.12},
    }


def test_names_are_sent_once_the_user_has_switched_that_on() -> None:
    sent = json.dumps(body(TELLING, "en", 14, msgspec.structs.replace(OFF, send_names=True)))
    assert CANARY in sent and "looked at" in sent and "id-" + CANARY not in sent


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_task_and_says_the_language(kind: str) -> None:
    made = body(example(kind, 0), "de", 9, OFF)
    assert "German" in made["messages"][0]["content"] and made["model"] == "small" and not made["stream"]


def test_the_key_is_in_its_header_alone_and_never_shown() -> None:
    made = request(msgspec.structs.replace(OFF, api_key="k-123", url="https://h.example/v1/"), {"a": 1})
    assert made.url == "https://h.example/v1/chat/completions"
    assert made.headers["Authorization"] == "Bearer k-123" and "k-123" not in json.dumps(made.shown())
    assert "Authorization" not in request(OFF, {}).headers


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ""),
        ({"url": "https://api.example.org/v1", "api_key": "k"}, ""),
        ({"url": "http://localhost:8080/v1", "api_key": "k"}, ""),
        ({"url": "http://[::1]:8080/v1", "api_key": "k"}, ""),
        ({"url": "http://192.168.1.5:11434/v1"}, ""),
        ({"url": "http://api.example.org/v1", "api_key": "k"}, "https only"),
        ({"url": "http://127.0.0.1.example.org/v1", "api_key": "k"}, "https only"),
        ({"model": ""}, "model"),
        ({"url": "ftp://h/v1"}, "http"),
        ({"url": "h.example/v1"}, "http"),
        ({"url": "http://"}, "http"),
        ({"url": "http://h:port/"}, "no address"),
        ({"url": "https://me:pw@h.example/v1"}, "neither a user"),
        ({"url": "https://h.example/v1?key=1"}, "neither a user"),
        ({"url": "https://h.example/v1\n"}, "http"),
        ({"url": "https://h.example/v1", "api_key": "k\r\nX: y"}, "characters"),
        ({"url": "https://h.example/v1", "api_key": "schlüssel"}, "characters"),
    ],
)
def test_an_endpoint_that_cannot_be_used_is_said_to_be(given: dict[str, Any], told: str) -> None:
    found = fault_of(msgspec.structs.replace(OFF, **given))
    assert told in found and bool(told) == bool(found)


def test_nothing_is_sent_by_default() -> None:
    assert not Settings().endpoint.enabled and not Settings().endpoint.send_names


@pytest.mark.parametrize(
    ("language", "environ", "code"),
    [
        ("de", {"LANG": "en_US.UTF-8"}, "de"),
        ("system", {"LANG": "de_AT.UTF-8"}, "de"),
        ("system", {"LC_ALL": "en_GB", "LANG": "de_DE"}, "en"),
        ("system", {"LC_MESSAGES": "de_DE", "LANG": "en_US"}, "de"),
        ("system", {"LANG": "fr_FR"}, "en"),
        ("system", {}, "en"),
    ],
)
def test_the_language_is_the_one_set_or_that_of_the_system(
    language: Any, environ: dict[str, str], code: str
) -> None:
    assert spoken(language, environ) == code
