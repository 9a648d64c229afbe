"""Patterns by exhaustion and at random: what they match, what lies within what, and what the index finds."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.event_bus.patterns import MAX_LENGTH, contains, is_pattern, is_topic, matches
from skelly_tray.modules.event_bus.topic_index import TopicIndex

SEGMENTS = ("a", "b")
TOPICS = [".".join(parts) for length in range(1, 6) for parts in product(SEGMENTS, repeat=length)]
PATTERNS = st.builds(
    lambda parts, rest: ".".join([*parts, *rest]) or ">",
    st.lists(st.sampled_from(["a", "b", "*"]), max_size=4),
    st.sampled_from([[], [">"]]),
)


def by_hand(pattern: list[str], topic: list[str]) -> bool:
    """The definition, read aloud."""
    if pattern == [">"]:
        return len(topic) >= 1
    if not pattern or not topic:
        return pattern == topic
    return pattern[0] in ("*", topic[0]) and by_hand(pattern[1:], topic[1:])


@given(PATTERNS)
def test_a_star_is_one_segment_and_an_arrow_the_rest(pattern: str) -> None:
    assert is_pattern(pattern)
    for topic in TOPICS:
        assert matches(pattern, topic) == by_hand(pattern.split("."), topic.split("."))


@given(PATTERNS, PATTERNS)
def test_a_pattern_lies_within_another_exactly_when_all_its_topics_do(granted: str, wanted: str) -> None:
    # A third segment name stands for all that neither pattern names.
    names = [*SEGMENTS, "c"]
    topics = [".".join(parts) for length in range(1, 7) for parts in product(names, repeat=length)]
    assert contains(granted, wanted) == all(matches(granted, t) for t in topics if matches(wanted, t))


@given(st.lists(st.tuples(PATTERNS, st.integers(0, 5)), max_size=20), st.data())
def test_the_index_finds_what_a_look_at_every_pattern_finds(
    entries: list[tuple[str, int]], data: st.DataObject
) -> None:
    index: TopicIndex[int] = TopicIndex()
    kept: list[tuple[str, int]] = []
    for pattern, item in entries:
        before = index.version
        index.add(pattern, item)
        kept.append((pattern, item))
        if kept and data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(kept))
            kept = [entry for entry in kept if entry != gone]
            index.remove(*gone)
        assert index.version > before
        for topic in TOPICS[:14]:
            found = index.find(topic)
            assert sorted(found) == sorted({i for p, i in kept if matches(p, topic)})
            assert index.find(topic) is found


@pytest.mark.parametrize("topic", ["a", "web.request", "ä.ö", "a-b_c.1", "a" * MAX_LENGTH])
def test_topics_are_words_between_dots(topic: str) -> None:
    assert is_topic(topic) and is_pattern(topic)


@pytest.mark.parametrize(
    "text", ["", ".", "a.", ".a", "a..b", "a b", "a\n", "a*", "*a.b", "a>", "a\x00", "a\x7f", "x" * 257]
)
def test_what_is_neither_topic_nor_pattern(text: str) -> None:
    assert not is_topic(text) and not is_pattern(text)


@pytest.mark.parametrize("text", ["*", ">", "a.*", "*.a", "a.>", "*.>"])
def test_patterns_are_no_topics(text: str) -> None:
    assert is_pattern(text) and not is_topic(text)


@pytest.mark.parametrize("text", [">.a", "a.>.b", ">.>"])
def test_an_arrow_stands_at_the_end(text: str) -> None:
    assert not is_pattern(text)
