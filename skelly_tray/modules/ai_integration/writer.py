"""Writes a message from the sentences of this program: no network, no model, and nothing said twice in a row."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from skelly_tray.modules.ai_integration.occasion import STATES, Occasion
from skelly_tray.modules.ai_integration.tone import fault

PARTS = ("morning", "afternoon", "evening", "night")
_BEGIN = {"morning": 5, "afternoon": 12, "evening": 18, "night": 23}

NOT_AGAIN = 24
"""So many of the last sentences are not used, as long as others fit."""

_FITTING_WEIGHT = 2
"""How much likelier a sentence is that was written for just this state or time of day."""

_LEAST = 2
"""Smallest number that a sentence is made with: all of them speak of several."""

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """states, parts: where it fits; empty: anywhere. fields: what must be known to say it."""

    text: str
    states: frozenset[str]
    parts: frozenset[str]
    fields: frozenset[str]

    def fits(self, occasion: Occasion, part: str, values: dict[str, str]) -> bool:
        return (
            (not self.states or occasion.state in self.states)
            and (not self.parts or part in self.parts)
            and self.fields <= values.keys()
        )


def part_of_day(hour: int) -> str:
    """hour: of the local time, 0 to 23."""
    return next((part for part in reversed(PARTS) if hour >= _BEGIN[part]), "night")


@cache
def phrases(language: str, kind: str) -> tuple[Phrase, ...]:
    """All sentences of a language for one kind of occasion."""
    lines = import_module(f"skelly_tray.modules.ai_integration.phrases.{language}").PHRASES[kind].splitlines()
    return tuple(_phrase(line) for line in lines if line.strip())


class LocalWriter:
    """chance: seeded in tests, so that the same is said."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def write(
        self, occasion: Occasion, language: str, part: str, recent: Sequence[str] = ()
    ) -> tuple[str, str]:
        """The sentence, and the phrase it was made of, which belongs into `recent` (the newest last) next time."""
        values = _values(occasion, language)
        known = phrases(language, occasion.kind)
        fitting = [phrase for phrase in known if phrase.fits(occasion, part, values)]
        # What a name makes of it may break the rules of tone; those without fields never do.
        fitting = [phrase for phrase in fitting if not phrase.fields or not fault(_filled(phrase, values))]
        fresh = _not_among(fitting, recent)
        weights = [
            _FITTING_WEIGHT if phrase.states or phrase.parts or phrase.fields else 1 for phrase in fresh
        ]
        chosen = self._chance.choices(fresh, weights)[0]
        return _filled(chosen, values), chosen.text


def _not_among(fitting: list[Phrase], recent: Sequence[str]) -> list[Phrase]:
    """Without those said lately; where all were, without as many of the newest as there can be."""
    for count in range(min(NOT_AGAIN, len(recent)), -1, -1):
        lately = set(recent[len(recent) - count :])
        if fresh := [phrase for phrase in fitting if phrase.text not in lately]:
            return fresh
    return fitting


def _values(occasion: Occasion, language: str) -> dict[str, str]:
    """Names of rewards come in English, and are left out of sentences in other languages."""
    values = {}
    for name in ("coins", "total"):
        if (number := occasion.numbers.get(name, 0)) >= _LEAST:
            values[name] = str(round(number))
    if (minutes := occasion.minutes or 0) >= _LEAST:
        values["minutes"] = str(minutes)
    if language == "en" and (name := occasion.names.get("name", "").rstrip(".!?… ")):
        values["name"] = name
    return values


def _filled(phrase: Phrase, values: dict[str, str]) -> str:
    return _FIELD.sub(lambda field: values[field[1]], phrase.text)


def _phrase(line: str) -> Phrase:
    tags: set[str] = set()
    text = line.strip()
    if text.startswith("["):
        named, _, text = text[1:].partition("]")
        tags, text = set(named.split()), text.strip()
    return Phrase(
        text,
        frozenset(tags & {*STATES}),
        frozenset(tags & {*PARTS}),
        frozenset(_FIELD.findall(text)),
    )
