"""What may be said: each rule refuses what breaks it, and lets kind sentences through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.ai_integration.tone import LONGEST, cleaned, fault


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("A" * LONGEST + ".", "too long"),
        ("One line.\nAnother.", "several lines"),
        ("A bell.\x07", "control"),
        ("Well done!", "exclaims"),
        ("See https://example.org for more.", "link"),
        ("Ask me at jelly@example.", "link"),
        ("Look at focus.ai today.", "link"),
        ("Run `ls` now.", "code"),
        ("<b>Nice</b> work.", "code"),
        ("**Nice** work.", "code"),
        ("- One thing.", "list"),
        ("1. One thing.", "list"),
        ("Просто начни.", "script"),
        ("今からやろう.", "script"),
        ("... ?", "script"),
        ("A small step", "end as a sentence"),
        ("One. Two. Three.", "two sentences"),
        ("Don't worry, it will be fine.", "feel"),
        ("Please be happy about this.", "feel"),
        ("Cheer up, it is only Monday.", "feel"),
        ("Mach dir keine Sorgen.", "feel"),
        ("Sei stolz auf dich.", "feel"),
        ("You should have started earlier.", "blame"),
        ("That time was wasted.", "blame"),
        ("Distracted again, I see.", "blame"),
        ("Du hättest früher anfangen können.", "blame"),
        ("Schon wieder abgelenkt.", "blame"),
    ],
)
def test_what_breaks_a_rule_is_refused(text: str, why: str) -> None:
    assert why in fault(text)


@pytest.mark.parametrize(
    "text",
    [
        "What was the next small step?",
        "A short break would go well here. The work will wait for you.",
        "Ein Glas Wasser, und dann weiter?",
        "“Slow” is fine…",
        "Half of it is 50 % more than nothing.",
        "It's 3.5 minutes to the window.",
        "A" * (LONGEST - 1) + ".",
    ],
)
def test_kind_sentences_are_let_through(text: str) -> None:
    assert fault(text) == ""


def test_thoughts_and_quotes_around_an_answer_are_taken_off() -> None:
    assert cleaned("<think>the user\nis tired</think>\n\n“A tea?”") == "A tea?"
    assert cleaned('"A tea?"') == "A tea?"
    assert cleaned('"Tea" or "coffee"?') == '"Tea" or "coffee"?'


@given(st.text(max_size=400))
def test_whatever_comes_is_judged_without_a_crash_and_what_passes_is_short(text: str) -> None:
    if fault(cleaned(text)) == "":
        assert len(cleaned(text)) <= LONGEST and "\n" not in cleaned(text) and "!" not in cleaned(text)
