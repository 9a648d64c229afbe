"""The bonus of chance: which coins bring one, fixed by a seed that is kept, so that a crash draws nothing again.

A ratio that varies keeps things interesting; one that is drawn each time anew has droughts that feel unfair. So bonuses
are dealt from a deck: of each twenty coins exactly the set share brings one, in an order that nobody knows.
"""

from __future__ import annotations

from hashlib import blake2b

DECK = 20
"""Coins in a deck."""

SMALLEST, LARGEST = 3, 7
"""Coins of a bonus."""


def bonus(seed: str, number: int, share: float) -> int:
    """The bonus of the coin of this number, counted from 0; mostly 0. share: of the coins that bring one."""
    deck, place = divmod(number, DECK)
    order = sorted(range(DECK), key=lambda card: _hash(seed, "card", deck, card))
    if order[place] >= round(DECK * share):
        return 0
    return SMALLEST + _hash(seed, "size", number) % (LARGEST - SMALLEST + 1)


def _hash(*parts: object) -> int:
    text = "/".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
