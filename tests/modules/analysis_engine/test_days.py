"""The made-up days are what they say, and on them the engine does clearly better than the simplest rules."""

from __future__ import annotations

from collections import Counter

from tests.modules.analysis_engine.days import PEOPLE, make_day
from tests.modules.analysis_engine.measuring import (
    UNSEEN,
    accuracy,
    best_rule,
    by_rule,
    confusions,
    macro_f1,
    most_frequent,
    tell,
)


def test_the_same_seed_makes_the_same_day_and_another_makes_another() -> None:
    day = make_day(PEOPLE[0], 1, hours=1)
    assert day.events == make_day(PEOPLE[0], 1, hours=1).events
    assert day.events != make_day(PEOPLE[0], 2, hours=1).events != make_day(PEOPLE[1], 2, hours=1).events


def test_a_day_has_no_holes_and_batches_hold_every_event_once() -> None:
    day = make_day(PEOPLE[3], 4, hours=3)
    assert all(a.end == b.begin for a, b in zip(day.stretches, day.stretches[1:], strict=False))
    batches = [payload for _, payload in day.batches()]
    assert [event for batch in batches for event in batch["events"]] == day.events
    assert len({event["id"] for event in day.events}) == len(day.events)


def test_states_of_people_nothing_was_adjusted_to_are_told_far_better_than_by_simple_rules() -> None:
    told = [one for person in UNSEEN[:2] for one in tell(make_day(person, 11, hours=6))]
    found = confusions(told)
    usual = most_frequent(told)
    majority = macro_f1(Counter((one.true, usual) for one in told))
    rule = macro_f1(by_rule(told, best_rule(told)))  # chosen on the very moments that it is judged by
    assert macro_f1(found) > 0.6 and macro_f1(found) > 2 * rule > 2 * majority
    sure = confusions(one for one in told if one.moment.confidence > 0.8)
    assert accuracy(sure) > accuracy(found) and sure.total() > found.total() / 4
