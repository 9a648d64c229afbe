"""Topics and patterns of topics: which match, and which patterns lie within others.

Segments are separated by dots. In a pattern `*` is exactly one segment, and `>`, only at the end, one or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_LENGTH = 256
MAX_SEGMENTS = 16
_TOPIC = re.compile(r"[^\s.*>\x00-\x1f\x7f]+(\.[^\s.*>\x00-\x1f\x7f]+)*")
_PATTERN = re.compile(r"(?:>|(?:\*|[^\s.*>\x00-\x1f\x7f]+)(?:\.(?:\*|[^\s.*>\x00-\x1f\x7f]+))*(?:\.>)?)")


def is_topic(text: str) -> bool:
    return _is_bounded(text) and _TOPIC.fullmatch(text) is not None


def is_pattern(text: str) -> bool:
    return _is_bounded(text) and _PATTERN.fullmatch(text) is not None


def _is_bounded(text: str) -> bool:
    return len(text) <= MAX_LENGTH and text.count(".") < MAX_SEGMENTS


def matches(pattern: str, topic: str) -> bool:
    """Whether a valid topic lies within a valid pattern."""
    return _contains(pattern.split("."), topic.split("."))


def matches_any(patterns: Iterable[str], topic: str) -> bool:
    return any(matches(pattern, topic) for pattern in patterns)


def contains(granted: str, wanted: str) -> bool:
    """Whether every topic that `wanted` matches is matched by `granted` too."""
    return _contains(granted.split("."), wanted.split("."))


def _contains(outer: list[str], inner: list[str]) -> bool:
    """Segment by segment. A `>` of the inner one stands for a segment and perhaps more."""
    for position, segment in enumerate(outer):
        if segment == ">":
            return len(inner) > position
        if position >= len(inner) or inner[position] == ">":
            return False
        if segment not in ("*", inner[position]):
            return False
    return len(inner) == len(outer)
