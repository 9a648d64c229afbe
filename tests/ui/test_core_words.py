"""Sentences of the core are known by templates: whole, in parts, one inside another; what is not known stays."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import skelly_tray
from skelly_tray.ui.present.core_templates import TEMPLATES
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.words import ENGLISH, Speech, speak

GERMAN = Speech(
    "de",
    {
        ("", "exit {n}"): "Exit-Code {n}",
        ("", "failed"): "fehlgeschlagen",
        ("", "waits for {modules}"): "wartet auf {modules}",
        ("", "next try in {time}"): "nächster Versuch in {time}",
        ("", "given up after {n} restarts: {why}"): "aufgegeben nach {n} Neustarts: {why}",
        ("", "it used {n} % of a core, over its limit of {of} %"): "{n} % eines Kerns, Grenze {of} %",
        ("", "it is throttled"): "gedrosselt",
        ("", "{module} has failed: {why}"): "{module} ist ausgefallen: {why}",
        ("", "{module} is stopped"): "{module} ist gestoppt",
        ("", "killed by {signal}"): "durch {signal} beendet",
        ("decimal mark", "."): ",",
        ("a sentence of several", "{text} (and {n} more)"): "{text} (und {n} weitere)",
    },
)


@pytest.fixture(autouse=True)
def spoken_german() -> Iterator[None]:
    speak(GERMAN)
    yield
    speak(ENGLISH)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("exit 1", "Exit-Code 1"),
        ("exit 1; next try in 12.5 s", "Exit-Code 1; nächster Versuch in 12,5 s"),
        ("given up after 3 restarts: exit 1", "aufgegeben nach 3 Neustarts: Exit-Code 1"),
        ("waits for ai (failed), web (exit 1)", "wartet auf ai (fehlgeschlagen), web (Exit-Code 1)"),
        ("web: exit 3 (and 2 more)", "web: Exit-Code 3 (und 2 weitere)"),
        (
            "it used 31 % of a core, over its limit of 20.5 %; it is throttled",
            "31 % eines Kerns, Grenze 20,5 %; gedrosselt",
        ),
        (
            'ai has failed: exit 1, "no model at /models".',
            'ai ist ausgefallen: Exit-Code 1, "no model at /models".',
        ),
        ("web is stopped. B2 has failed: exit 1.", "web ist gestoppt. B2 ist ausgefallen: Exit-Code 1."),
        ("killed by SIGKILL", "durch SIGKILL beendet"),
        ("killed by the cat", "killed by the cat"),
        ("exit of the building", "exit of the building"),
        ("web.toml: enabeld: unknown key", "web.toml: enabeld: unknown key"),
        ("exit 1\nand a line of its own", "Exit-Code 1\nand a line of its own"),
        ("", ""),
    ],
)
def test_sentences_of_the_core_are_translated_as_far_as_they_are_known(english: str, german: str) -> None:
    assert told(english) == german
    assert told(english) == german, "the second time it is remembered"


def test_english_is_as_it_came_and_another_language_begins_anew() -> None:
    assert told("exit 1") == "Exit-Code 1"
    speak(Speech("fr", {("", "exit {n}"): "code {n}"}))
    assert told("exit 1") == "code 1"
    speak(ENGLISH)
    assert told("exit 1") == "exit 1"


def test_a_sentence_in_itself_without_end_is_no_trap() -> None:
    endless = "given up after 3 restarts: " * 100
    assert "aufgegeben" in told(endless)


@cache
def said_by_the_core() -> str:
    """All literals of the core."""
    root = Path(skelly_tray.__file__).parent
    files = [
        path
        for name in ("domain", "engine", "adapters", "app", "config", "rpc")
        for path in (root / name).rglob("*.py")
    ]
    literals = [
        node.value
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return "\n".join(literals).lower()


def composed(words: list[str]) -> bool:
    """The core says this in one piece or a few, each as long as can be, and none a mere word."""
    for count in range(len(words), min(1, len(words) - 1), -1):
        piece = " ".join(words[:count])
        if (piece in said_by_the_core() or piece.replace(" ", "_") in said_by_the_core()) and (
            count == len(words) or composed(words[count:])
        ):
            return True
    return False


def test_a_template_is_of_what_the_core_says() -> None:
    nobody_says = []
    for template in TEMPLATES:
        parts = re.split(
            r"\{\w+\}|[:;,()%]|\bMB\b|\bCPU\b|\bmemory\b(?= was used)|\d|\bmodules?\b|\brestarts?\b|'s\b",
            template,
        )
        nobody_says += [
            (template, part) for part in parts if part.strip() and not composed(part.lower().split())
        ]
    assert nobody_says == []


def test_what_is_longer_than_any_sentence_stays_as_it_came() -> None:
    assert told(f"waits for {'a' * 3000}") == f"wartet auf {'a' * 3000}"
    assert told(f"waits for {'a' * 4000}") == f"waits for {'a' * 4000}"


NAMES = {"ai": "AI companion", "web": "Web server", "storage": "Storage"}


@pytest.mark.parametrize(
    ("said", "english", "german"),
    [
        (
            'ai has failed: exit 1, "ai web".',
            'AI companion has failed: exit 1, "ai web".',
            'AI companion ist ausgefallen: Exit-Code 1, "ai web".',
        ),
        (
            "waits for ai (failed), web (exit 1)",
            "waits for AI companion (failed), Web server (exit 1)",
            "wartet auf AI companion (fehlgeschlagen), Web server (Exit-Code 1)",
        ),
        (
            "web: exit 3 (and 2 more)",
            "Web server: exit 3 (and 2 more)",
            "Web server: Exit-Code 3 (und 2 weitere)",
        ),
        ("storage was asked to do what nobody knows", "Storage was asked to do what nobody knows", None),
        ("ai is stopped.", "AI companion is stopped.", "AI companion ist gestoppt."),
        ("ai runs: held down by web.", "AI companion runs: held down by Web server.", None),
        ("ai is stopped", "AI companion is stopped", "AI companion ist gestoppt"),
        ("it opened /srv/ai/web", "it opened /srv/ai/web", None),
        ("another-ai is stopped", "another-ai is stopped", "another-ai ist gestoppt"),
    ],
)
def test_a_sentence_about_a_module_calls_it_by_its_name_and_leaves_what_programs_say(
    said: str, english: str, german: str | None
) -> None:
    assert told(said, NAMES) == (english if german is None else german)
    speak(ENGLISH)
    assert told(said, NAMES) == english
    assert told(said) == said, "without names, ids stay"
