"""Texts in the language of the user: what is not translated stays English, values go where their names stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from skelly_tray.ui.present.words import ENGLISH, Speech, going_on, looked_up, speak, tr, trc, trn


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(ENGLISH)


def test_a_text_is_translated_where_the_language_has_it_and_stays_english_where_not() -> None:
    speak(
        Speech(
            "de",
            {("", "Restart"): "Neu starten", ("", "Stop {module}"): "{module} anhalten", ("", "Start"): ""},
        )
    )
    assert (tr("Restart"), tr("Start"), tr("Quit")) == ("Neu starten", "Start", "Quit")
    assert tr("Stop {module}", module="web") == "web anhalten"
    assert (looked_up("Restart"), looked_up("its own words")) == ("Neu starten", "its own words")
    speak(ENGLISH)
    assert tr("Restart") == "Restart"


def test_one_is_told_from_many_and_braces_without_values_are_text() -> None:
    speak(Speech("de", forms={("{n} module", "{n} modules"): ("ein Modul", "{n} Module")}))
    assert [trn("{n} module", "{n} modules", n) for n in (0, 1, 2)] == ["0 Module", "ein Modul", "2 Module"]
    assert trn("{n} part", "{n} parts", 1) == "1 part"
    assert tr("{ is a brace") == "{ is a brace"


def test_a_language_says_itself_which_form_a_count_takes() -> None:
    forms = {("{n} file", "{n} files"): ("{n} plik", "{n} pliki", "{n} plików")}
    speak(Speech("pl", forms=forms, form=lambda n: 0 if n == 1 else 1 if n % 10 in (2, 3, 4) else 2))
    assert [trn("{n} file", "{n} files", n) for n in (1, 3, 5)] == ["1 plik", "3 pliki", "5 plików"]


def test_the_same_english_can_say_two_things() -> None:
    speak(Speech("de", {("what was done", "stopped"): "angehalten", ("", "stopped"): "gestoppt"}))
    assert (trc("what was done", "stopped"), tr("stopped")) == ("angehalten", "gestoppt")
    assert trc("something else", "stopped") == "stopped"


def test_only_english_goes_on_in_small_letters() -> None:
    assert (going_on("All is well"), going_on("CPU is busy")) == ("all is well", "CPU is busy")
    speak(Speech("de"))
    assert going_on("Alles ist gut") == "Alles ist gut"
