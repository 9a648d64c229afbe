"""The settings of `ai_integration`, with their defaults and bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

Language = Literal["system", "en", "de"]


class EndpointSettings(Struct, forbid_unknown_fields=True, frozen=True):
    """An OpenAI-compatible service that may word the messages; nothing is sent anywhere unless `enabled`.

    url: up to and without `/chat/completions`. api_key: best a reference to a secret. timeout: seconds for a whole
    answer. failures: so many in a row, and it is left alone for `retry_after` seconds. send_names: also the names and
    the reason that a request brings, which may tell of programs; without it, only numbers and names of states.
    """

    enabled: bool = False
    url: Annotated[str, Meta(max_length=500)] = "http://127.0.0.1:11434/v1"
    model: Annotated[str, Meta(max_length=200)] = ""
    api_key: Annotated[str, Meta(max_length=4000)] = ""
    timeout: Annotated[float, Meta(ge=0.1, le=120)] = 8.0
    failures: Annotated[int, Meta(ge=1, le=100)] = 3
    retry_after: Annotated[float, Meta(ge=1, le=86_400)] = 120.0
    send_names: bool = False


class Settings(Struct, forbid_unknown_fields=True, frozen=True):
    """language: of the messages. rewards: say something of coins and achievements; of mere coins only every
    `coins_every` seconds, in between it is glad without words. follow_state: tell the figurine how it goes, without
    words. show_seconds: how long a message stays. stale_after: seconds after which a request is too old for a message.
    """

    language: Language = "system"
    rewards: bool = True
    coins_every: Annotated[float, Meta(ge=0, le=86_400)] = 600.0
    follow_state: bool = True
    show_seconds: Annotated[float, Meta(ge=3, le=600)] = 20.0
    stale_after: Annotated[float, Meta(ge=1, le=86_400)] = 120.0
    endpoint: EndpointSettings = EndpointSettings()


def spoken(language: Language, environ: Mapping[str, str]) -> str:
    """The code of the language to write in; of a system that speaks neither, English."""
    if language != "system":
        return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "de" if value.lower().startswith("de") else "en"
    return "en"
