"""Which language is spoken, and how its file is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from skelly_tray.config.schema.orchestrator_file import UI
from skelly_tray.config.schema.types import Choice
from skelly_tray.ui.languages import LANGUAGES, SYSTEM, use, wanted
from skelly_tray.ui.present.words import ENGLISH, speak, spoken, tr
from skelly_tray.ui.ts_file import NotTranslationsError, read

FILE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context><name>Skelly Tray</name>
<message><source>Restart</source><translation>Neu starten</translation></message>
<message><source>A &amp; B</source><translation type="unfinished">A und B</translation></message>
<message><source>Start</source><translation type="unfinished"></translation></message>
<message><source>stopped</source><comment>done</comment><translation>angehalten</translation></message>
<message><source>Gone</source><translation type="vanished">Weg</translation></message>
<message numerus="yes"><source>{n} modules</source><comment>{n} module</comment>
<translation><numerusform>{n} Modul</numerusform><numerusform>{n} Module</numerusform></translation></message>
<message numerus="yes"><source>{n} days</source><comment>{n} day</comment>
<translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation></message>
</context></TS>
"""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(ENGLISH)


@pytest.mark.parametrize(
    ("setting", "environment", "code"),
    [
        ("en", {"LANG": "de_DE.UTF-8"}, "en"),
        ("de", {"LANG": "en_GB.UTF-8"}, "de"),
        ("xx", {"LANG": "de_DE.UTF-8"}, "en"),
        (SYSTEM, {"LANG": "de_AT.UTF-8"}, "de"),
        (SYSTEM, {"LANG": "de_DE@euro"}, "de"),
        (SYSTEM, {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        (SYSTEM, {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "de"),
        (SYSTEM, {"LANG": "en_GB.UTF-8", "LANGUAGE": "de:en"}, "de"),
        (SYSTEM, {"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:en:de"}, "en"),
        (SYSTEM, {"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        (SYSTEM, {"LC_ALL": "POSIX", "LANG": "de_DE"}, "en"),
        (SYSTEM, {"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_setting_decides_and_else_the_environment(
    setting: str, environment: dict[str, str], code: str
) -> None:
    assert wanted(setting, environment, ["de-DE"]) == code


def test_where_the_environment_says_nothing_the_desktop_decides() -> None:
    assert wanted(SYSTEM, {}, ["fr-FR", "de-CH", "en"]) == "de"
    assert wanted(SYSTEM, {}, []) == "en"


def test_a_file_gives_its_texts_and_its_forms(tmp_path: Path) -> None:
    path = tmp_path / "de.ts"
    path.write_text(FILE)
    speech = read(path)
    assert speech.code == "de"
    assert speech.texts == {
        ("", "Restart"): "Neu starten",
        ("", "A & B"): "A und B",
        ("done", "stopped"): "angehalten",
    }
    assert speech.forms == {("{n} module", "{n} modules"): ("{n} Modul", "{n} Module")}


@pytest.mark.parametrize(
    "content",
    [
        FILE.replace("<!DOCTYPE TS>", '<!DOCTYPE TS [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
        FILE.replace("<!DOCTYPE TS>", '<!DOCTYPE TS [<!ENTITY f SYSTEM "file:///etc/hostname">]>'),
        FILE.replace('language="de_DE" ', ""),
        FILE[: len(FILE) // 2],
        "no XML",
        "",
    ],
)
def test_what_is_no_file_of_translations_or_declares_entities_is_refused(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "de.ts"
    path.write_text(content)
    with pytest.raises(NotTranslationsError):
        read(path)


@pytest.mark.usefixtures("qapp")
def test_a_language_is_spoken_from_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not use("en"), "English is spoken already"
    assert use("de")
    assert (spoken().code, tr("Restart")) == ("de", "Neu starten")
    assert not use("de")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert use(SYSTEM)
    assert tr("Restart") == "Restart"


def test_a_language_that_cannot_be_read_leaves_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("skelly_tray.ui.languages.resource", lambda _name: tmp_path / "none.ts")
    assert not use("de")
    assert spoken() is ENGLISH
    assert "the language de cannot be used" in caplog.text


def test_english_reads_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skelly_tray.ui.languages._read", lambda code: pytest.fail(f"{code} was read"))
    for setting in ("en", SYSTEM):
        monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
        use(setting)
    assert spoken() is ENGLISH


def test_the_setting_offers_the_languages_that_there_are() -> None:
    kind = next(key.type for key in UI if key.name == "language")
    assert isinstance(kind, Choice)
    assert kind.options == (SYSTEM, *LANGUAGES)
