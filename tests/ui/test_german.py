"""The German of the interface: whole, with the same placeholders as the English, and as German is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QTabWidget, QWidget

from skelly_tray.ui.present import measures
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import living_words
from skelly_tray.ui.present.menu import going_on
from skelly_tray.ui.present.spans import moment
from skelly_tray.ui.present.words import ENGLISH, Speech, speak, tr, trn
from skelly_tray.ui.ts_file import read
from skelly_tray.ui.window.delegate import WITHOUT_SPARK, spark_width
from skelly_tray.ui.window.model import Column
from tests.tools.translations import FORMS, Text, collected, file_of, missing, translated
from tests.ui.measuring.stage import FEW, Stage

CODE = "de"
NARROW = measures.NARROW
FOUND = collected().texts


@pytest.fixture(scope="module")
def speech() -> Speech:
    return read(file_of(CODE))


@pytest.fixture
def german(speech: Speech) -> Iterator[None]:
    speak(speech)
    yield
    speak(ENGLISH)


def test_nothing_is_missing_and_nothing_is_left_over(speech: Speech) -> None:
    """`python -m tests.tools.translations` writes new texts into the file and takes out those that have gone."""
    lacking = [f"{text.comment} | {text.source}" for text in missing(speech, FOUND)]
    assert lacking == [], "not translated yet"
    kept = {*speech.texts, *speech.forms}
    assert sorted(kept - {(text.comment, text.source) for text in FOUND}) == [], "no longer in the source"


def names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


def differences(text: Text, forms: tuple[str, ...]) -> Iterator[str]:
    """What a translation lacks or has too many of."""
    wanted = names(text.source) | (names(text.comment) if text.counted else set())
    for form in forms:
        if not wanted - {"n"} <= names(form) <= wanted:
            yield "placeholders"
        if form.count("&") != text.source.count("&"):
            yield "a mnemonic is a mnemonic in every language"
        if form.endswith("…") != text.source.endswith("…"):
            yield "what asks something more says so"
        if (form[:1].isspace(), form[-1:].isspace()) != (
            text.source[:1].isspace(),
            text.source[-1:].isspace(),
        ):
            yield "spaces at its ends"
    if forms and text.counted and (len(forms) != FORMS[CODE] or names(text.source) != names(forms[-1])):
        yield "forms of a count"
    if forms and not text.counted and names(forms[0]) != wanted:
        yield "placeholders"


def test_a_translation_has_the_placeholders_and_the_shape_of_its_source(speech: Speech) -> None:
    wrong = {
        text.source: found for text in FOUND if (found := [*differences(text, translated(speech, text))])
    }
    assert wrong == {}


def test_nobody_is_called_you_and_nothing_is_shouted(speech: Speech) -> None:
    all_texts = [*speech.texts.values(), *(form for forms in speech.forms.values() for form in forms)]
    personal = re.compile(r"\b(?:[Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir|Sie haben|Ihre|Ihnen)\b")
    assert [text for text in all_texts if personal.search(text)] == []
    assert [text for text in all_texts if text.rstrip().endswith("!")] == []


@pytest.mark.usefixtures("german")
def test_numbers_spans_and_dates_are_written_as_in_german() -> None:
    assert [measures.percent(2.14), measures.percent(104.2)] == [f"2,1{NARROW}%", f"104{NARROW}%"]
    assert [measures.megabytes(9.44), measures.megabytes(2048)] == [f"9,4{NARROW}MB", f"2,0{NARROW}GB"]
    assert measures.milliseconds(2400) == f"2,4{NARROW}s"
    assert measures.age(3 * 86_400 + 7_300) == f"3{NARROW}T 2{NARROW}h"
    assert measures.rounded(measures.percent(20.0)) == f"20{NARROW}%"
    assert [measures.times(count) for count in (1, 2, 7)] == ["einmal", "zweimal", "7-mal"]
    at = datetime(2026, 3, 3, 14, 2, 7).astimezone()
    assert measures.clock_time(at.isoformat(), at.timestamp() + 200_000) == "03.03.2026 14:02:07"
    assert measures.short_time(at.isoformat(), at.timestamp() + 60) == "14:02"
    assert moment(at.timestamp(), at.timestamp() + 200_000, 30 * 86_400) == "3. März 14:02"


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("exit 1; next try in 12.5 s", "Exit-Code 1; nächster Versuch in 12,5 s"),
        ("stopped by you", "von Hand gestoppt"),
        ("waits for storage (backoff)", "wartet auf storage (in der Wartezeit)"),
        ("given up after 3 restarts: killed by SIGKILL", "aufgegeben nach 3 Neustarts: durch SIGKILL beendet"),
        ("not ready: connection refused at 127.0.0.1:80", "nicht bereit: Verbindung abgelehnt von 127.0.0.1:80"),
        ('comand: unknown key; did you mean "command"?', 'comand: unbekannter Schlüssel; war "command" gemeint?'),
        ("One trial start follows in 5 min; you can start it now.",
         "Ein Probestart folgt in 5 min; von Hand lässt es sich jetzt starten."),
        ("3 modules of 8 still to come up", "noch 3 von 8 Modulen müssen hochkommen"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("german")
def test_what_the_core_says_is_said_in_german(english: str, expected: str) -> None:
    assert told(english) == expected


@pytest.mark.usefixtures("german")
def test_counts_decline_and_sentences_begin_large_where_german_does() -> None:
    assert [trn("1 module healthy", "All {n} modules healthy", n) for n in (1, 8)] == [
        "1 Modul gesund", "Alle 8 Module gesund",
    ]  # fmt: skip
    assert trn("{failed} of {n} module failed", "{failed} of {n} modules failed", 8, failed=1) == (
        "1 von 8 Modulen ausgefallen"
    )
    assert going_on(tr("Connecting to the core")) == "Verbindung zum Kern wird hergestellt"


def mnemonics(window: QWidget) -> list[str]:
    """Of what is seen at once in a window."""
    texts = [each.text() for each in window.findChildren(QAbstractButton) if each.isVisible()]
    for bar in window.findChildren(QTabBar):
        if bar.isVisible() and isinstance(bar.parent(), QTabWidget):
            texts += [bar.tabText(number) for number in range(bar.count())]
    return [found[0].lower() for text in texts for found in re.findall(r"(?:^|[^&])&([^& ])", text)]


@pytest.mark.timeout(240)
@pytest.mark.parametrize("code", ["en", CODE])
def test_no_two_mnemonics_of_a_window_are_the_same(
    qapp: QApplication, tmp_path: Path, speech: Speech, code: str
) -> None:
    speak(ENGLISH if code == "en" else speech)
    try:
        stage = Stage(qapp, tmp_path, "light", FEW)
        seen = []
        for view in stage.dialogs():
            found = mnemonics(view.window)
            seen += found
            assert sorted(found) == sorted(set(found)), str(view)
        stage.close()
    finally:
        speak(ENGLISH)
    assert len(seen) > 10


@pytest.mark.usefixtures("german")
def test_the_column_of_states_has_room_for_german(qapp: QApplication, tmp_path: Path) -> None:
    stage = Stage(qapp, tmp_path, "light", FEW)
    stage.window.resize(QSize(1366, 768))
    stage.settle()
    table = stage.window.table
    room = table.columnWidth(Column.STATE) - 17  # metrics are rounded
    assert all(table.fontMetrics().horizontalAdvance(word) <= room for word in living_words())
    stage.close()


@pytest.mark.usefixtures("german")
def test_the_list_has_room_for_its_columns_at_the_first_start_in_german_too(
    qapp: QApplication, tmp_path: Path
) -> None:
    stage = Stage(qapp, tmp_path, "light", FEW)
    table = stage.window.table
    shown = [column for column in Column if not table.isColumnHidden(column)]
    sparks = [spark_width(column, table.columnWidth(column)) for column in WITHOUT_SPARK]
    stage.close()
    assert shown == [Column.MODULE, Column.STATE, Column.CPU, Column.MEMORY, Column.UPTIME]
    assert min(sparks) > 0, "and their curves are there"
