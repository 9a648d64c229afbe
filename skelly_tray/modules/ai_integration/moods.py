"""Which face goes with what is said, and with how it goes."""

from __future__ import annotations

MOODS = ("idle", "cheering", "thinking", "melting", "sleeping", "waving")

_OF_KIND = {
    "refocus": "waving",
    "break": "melting",
    "celebrate": "cheering",
    "welcome_back": "waving",
    "encourage": "thinking",
    "coins": "cheering",
    "bonus": "cheering",
    "streak": "cheering",
    "achievement": "cheering",
    "level": "cheering",
}
_OF_STATE = {
    "flow": "idle",  # it keeps still: whoever is in it is not to be disturbed
    "hyperfocus": "idle",
    "distracted": "thinking",
    "transitioning": "thinking",
    "neutral": "idle",
    "away": "sleeping",
}


def mood_of_kind(kind: str) -> str:
    return _OF_KIND[kind]


def mood_of_state(state: str) -> str:
    return _OF_STATE[state]
