"""Values of secrets taken out of texts before anybody else sees them.

A value is also looked for as it stands in JSON, in a URL and in a Python repr, and line by line if it has several.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import AnyStr, Generic
from urllib.parse import quote

from skelly_tray.domain.health_report import HIDDEN

SHORTEST_SECRET = 6
"""Characters; a shorter value is a word that texts hold anyway."""
MOST_IN_PATTERN = 100
"""Texts that one pattern looks for: it tries each of them everywhere."""
LARGEST_PATTERN = 20_000
"""Characters of them all: to make one takes a second for 60,000."""


class Hider:
    """Made once for a set of values. `longest`: bytes of the longest text that is looked for."""

    __slots__ = ("_data", "_text", "_texts", "longest")

    def __init__(self, values: Iterable[str]) -> None:
        texts = sorted({text for value in values for text in _forms(value)}, key=lambda t: (-len(t), t))
        raw = [text.encode("utf-8", "surrogatepass") for text in texts]
        self._texts = raw
        few = len(texts) <= MOST_IN_PATTERN and sum(map(len, texts)) <= LARGEST_PATTERN
        self._text = (re.compile("|".join(map(re.escape, texts))) if few else _Many(texts)) if texts else None
        self._data = (re.compile(b"|".join(map(re.escape, raw))) if few else _Many(raw)) if raw else None
        self.longest = max(map(len, raw), default=0)

    def __repr__(self) -> str:
        return f"Hider({len(self._texts)} texts)"

    def text(self, text: str) -> str:
        return self._text.sub(HIDDEN, text) if self._text else text

    def data(self, data: bytes) -> bytes:
        return self._data.sub(HIDDEN.encode(), data) if self._data else data

    def unfinished(self, data: bytes) -> bytes:
        """The same for what was broken off: its end may be the beginning of a value."""
        data = self.data(data)
        longest = max((n for text in self._texts if (n := _overlap(data, text))), default=0)
        return data[:-longest] + HIDDEN.encode() if longest else data


class _Many(Generic[AnyStr]):
    """Looks for very many texts as a pattern of all of them would, in a time that hardly grows with their number.

    texts: of at least SHORTEST_SECRET characters each."""

    def __init__(self, texts: Iterable[AnyStr]) -> None:
        self._texts: frozenset[AnyStr] = frozenset(texts)
        found: dict[AnyStr, set[int]] = {}
        for text in self._texts:
            found.setdefault(text[:SHORTEST_SECRET], set()).add(len(text))
        self._lengths: dict[AnyStr, list[int]] = {
            begin: sorted(lengths, reverse=True) for begin, lengths in found.items()
        }
        """Of the texts with that beginning, longest first."""

    def sub(self, hidden: AnyStr, text: AnyStr) -> AnyStr:
        parts: list[AnyStr] = []
        done = place = 0
        lengths = self._lengths
        while place <= len(text) - SHORTEST_SECRET:
            length = 0
            if known := lengths.get(text[place : place + SHORTEST_SECRET]):
                length = next((n for n in known if text[place : place + n] in self._texts), 0)
            if length:
                parts += (text[done:place], hidden)
                done = place = place + length
            else:
                place += 1
        parts.append(text[done:])
        return text[:0].join(parts)


def _overlap(data: bytes, text: bytes) -> int:
    """How many of the last bytes of `data` are the first of `text`, if enough to tell something."""
    sizes = range(min(len(data), len(text) - 1), SHORTEST_SECRET // 2 - 1, -1)
    return next((size for size in sizes if data.endswith(text[:size])), 0)


def _forms(value: str) -> set[str]:
    plain = {value, *(line.strip() for line in value.splitlines())}
    escaped = {json.dumps(text)[1:-1] for text in plain} | {
        json.dumps(t, ensure_ascii=False)[1:-1] for t in plain
    }
    other = {repr(text)[1:-1] for text in plain} | {quote(text, safe="", errors="replace") for text in plain}
    return {text for text in plain | escaped | other if len(text) >= SHORTEST_SECRET}
