"""Texts in the language of the user: what is not translated stays English, values go where their names stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from skelly_tray.ui.present.words import speak, tr, trn


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak({})


def test_a_text_is_translated_where_the_language_has_it_and_stays_english_where_not() -> None:
    speak({"Restart": "Neu starten", "Stop {module}": "{module} anhalten", "Start": ""})
    assert (tr("Restart"), tr("Start"), tr("Quit")) == ("Neu starten", "Start", "Quit")
    assert tr("Stop {module}", module="web") == "web anhalten"
    speak({})
    assert tr("Restart") == "Restart"


def test_one_is_told_from_many_and_braces_without_values_are_text() -> None:
    speak({"{n} modules": "{n} Module"})
    assert [trn("{n} module", "{n} modules", n) for n in (0, 1, 2)] == ["0 Module", "1 module", "2 Module"]
    assert tr("{ is a brace") == "{ is a brace"
