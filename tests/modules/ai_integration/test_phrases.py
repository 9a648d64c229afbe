"""The sentences of this program: all keep to the tone, there are enough, and none is said twice in a row."""

from __future__ import annotations

import random
import string
from itertools import product

import pytest

from skelly_tray.modules.ai_integration.occasion import KINDS, STATES, Occasion, example
from skelly_tray.modules.ai_integration.tone import fault
from skelly_tray.modules.ai_integration.writer import PARTS, LocalWriter, part_of_day, phrases

LANGUAGES = ("en", "de")
LONGEST_VALUES = {"minutes": "1440", "coins": "99999", "total": "9999999", "name": "x" * 30}
OCCASIONS = list(product(KINDS, STATES))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_keeps_to_the_tone_with_the_longest_values(language: str, kind: str) -> None:
    for phrase in phrases(language, kind):
        assert fault(phrase.text.format(**LONGEST_VALUES)) == "", phrase.text
        assert phrase.fields <= LONGEST_VALUES.keys()
        assert "[" not in phrase.text and phrase.text[0] in string.ascii_uppercase + "{ÄÖÜ", phrase.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_there_is_variety_and_always_something_to_say_without_figures(language: str, kind: str) -> None:
    known = phrases(language, kind)
    assert len({phrase.text for phrase in known}) == len(known) >= 8
    assert len([phrase for phrase in known if not (phrase.fields or phrase.states or phrase.parts)]) >= 2
    if kind in KINDS[:5]:
        assert len(known) >= 16
        assert {part for phrase in known for part in phrase.parts} == {*PARTS}


def test_both_languages_say_as_much() -> None:
    for kind in KINDS:
        english, german = (phrases(language, kind) for language in LANGUAGES)
        assert [(p.states, p.parts) for p in english] == [(p.states, p.parts) for p in german]


@pytest.mark.parametrize("seed", range(5))
def test_the_last_sentences_are_not_said_again(seed: int) -> None:
    writer = LocalWriter(random.Random(seed))
    for kind, state in OCCASIONS:
        recent: list[str] = []
        for _ in range(30):
            occasion = Occasion(kind, "r", 0, state, numbers={"minutes": 40, "coins": 3, "total": 7})
            text, phrase = writer.write(occasion, "en", "morning", recent)
            fitting = [p for p in phrases("en", kind) if p.text == phrase]
            assert fitting and text
            assert phrase not in recent[-2:], f"{kind}: {phrase}"
            recent.append(phrase)


def test_all_that_fit_are_said_before_one_comes_again() -> None:
    writer, recent = LocalWriter(random.Random(1)), []
    occasion = Occasion("coins", "r", 0, numbers={"coins": 3, "total": 9})
    count = len(phrases("en", "coins"))
    for _ in range(count):
        recent.append(writer.write(occasion, "en", "morning", recent)[1])
    assert len(set(recent)) == count


def test_a_seed_says_the_same_and_another_one_something_else() -> None:
    def say(seed: int) -> list[str]:
        writer = LocalWriter(random.Random(seed))
        return [writer.write(example("refocus", 0), "de", "evening")[0] for _ in range(10)]

    assert say(3) == say(3) != say(4)


def test_what_is_not_known_is_not_spoken_of() -> None:
    writer = LocalWriter(random.Random(0))
    said = [writer.write(Occasion("level", "r", 0), "en", "night")[0] for _ in range(200)]
    assert said and not any("{" in text or "None" in text for text in said)


def test_a_state_and_a_time_of_day_are_spoken_of_only_when_it_is_so() -> None:
    writer = LocalWriter(random.Random(0))
    by_day = {writer.write(Occasion("break", "r", 0, "neutral"), "en", "morning")[0] for _ in range(300)}
    by_night = {writer.write(Occasion("break", "r", 0, "neutral"), "en", "night")[0] for _ in range(300)}
    assert not any("It is late" in text or "in one go" in text for text in by_day)
    assert any("It is late" in text for text in by_night)


def test_a_name_that_would_break_the_tone_is_left_out() -> None:
    writer = LocalWriter(random.Random(0))
    loud = Occasion("achievement", "r", 0, names={"name": "WOW! http://x.example"})
    assert not any("WOW" in writer.write(loud, "en", "morning")[0] for _ in range(100))
    named = Occasion("achievement", "r", 0, names={"name": "First light."})
    assert any("First light" in writer.write(named, "en", "morning")[0] for _ in range(100))


def test_names_of_rewards_come_in_english_and_stay_out_of_german() -> None:
    writer = LocalWriter(random.Random(0))
    named = Occasion("achievement", "r", 0, names={"name": "First light"})
    assert not any("First light" in writer.write(named, "de", "morning")[0] for _ in range(100))


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, "night"),
        (4, "night"),
        (5, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (18, "evening"),
        (23, "night"),
    ],
)
def test_the_parts_of_a_day(hour: int, part: str) -> None:
    assert part_of_day(hour) == part
