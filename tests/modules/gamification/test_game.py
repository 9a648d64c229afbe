"""What is won: each thing once, fair in the long run, and nothing is ever taken away."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.modules.gamification import clock
from skelly_tray.modules.gamification.chance import DECK, LARGEST, SMALLEST, bonus
from skelly_tray.modules.gamification.feats import FEATS
from skelly_tray.modules.gamification.game import coins_for, current_streak, level_of
from skelly_tray.modules.gamification.heard import StateChange
from skelly_tray.modules.gamification.progress import progress
from skelly_tray.modules.gamification.settings import Rewards
from tests.modules.gamification.made import DAY, HOUR, MINUTE, NOON, Life


def rewards(**changes: Any) -> Rewards:
    return Rewards(**({"bonus_share": 0.0} | changes))


def focus_days(*numbers: int, **changes: Any) -> Life:
    """Half an hour of flow on each of these days."""
    life = Life(rewards=rewards(**changes))
    for number in numbers:
        life.at = NOON + number * DAY
        life.state = None
        life.be("flow", 31).be("neutral", 5)
    return life


def test_focus_brings_coins_told_together_when_it_ends() -> None:
    life = Life(rewards=rewards()).be("flow", 16)
    assert life.world.game.coins >= 3 and life.won("coins") == []
    life.be("distracted", 2)
    (told,) = life.won("coins")
    assert told.coins == 3 and told.text == "3 coins for 16 minutes of focus"
    assert told.total == life.world.game.coins


def test_coins_cost_the_minutes_that_are_set_and_what_is_left_over_counts_next_time() -> None:
    life = Life(rewards=rewards(coin_minutes=10)).be("flow", 9).be("away", 20).be("flow", 2).be("neutral", 5)
    assert [told.coins for told in life.won("coins")] == [1]
    assert Life(rewards=rewards(coin_minutes=1)).be("flow", 9).be("away", 1).won("coins")[0].coins == 9


def test_only_focus_counts_and_only_what_was_seen_of_it() -> None:
    life = Life(rewards=rewards()).be("neutral", 60).be("distracted", 60).be("away", 60)
    assert life.world.game.total == 0 and life.rewards == []
    asleep = Life(rewards=rewards()).be("flow", 5)
    asleep.at += 10 * HOUR  # the machine slept
    asleep.state = None
    asleep.be("neutral", 1)
    assert asleep.world.game.total <= 5 * 60
    unsure = Life(rewards=rewards()).be("flow", 30, confidence=0.2)
    assert unsure.world.game.total == 0


def test_switched_off_nothing_is_won_but_time_is_still_counted() -> None:
    life = Life(rewards=rewards(on=False)).be("flow", 120).be("away", 10)
    assert life.rewards == [] and life.world.game.coins == 0 and life.world.game.total == 120 * 60
    life.settings = Life(rewards=rewards()).settings
    life.be("flow", 6).be("away", 1)
    assert [told.coins for told in life.won("coins")] == [1], "the time before is not paid afterwards"


def test_a_day_with_enough_focus_counts_once_for_the_streak() -> None:
    life = focus_days(0)
    (told,) = life.won("streak")
    assert (told.coins, told.text) == (1, "A day with focus")
    life.be("flow", 60)
    assert len(life.won("streak")) == 1
    assert focus_days(0, day_goal_minutes=40).won("streak") == []


def test_a_streak_grows_by_the_day_and_brings_more_each_day_to_a_bound() -> None:
    life = focus_days(*range(9))
    assert [told.coins for told in life.won("streak")] == [1, 2, 3, 4, 5, 6, 7, 7, 7]
    assert life.world.game.streak == 9 and life.won("streak")[-1].text == "A streak of 9 days with focus"


def test_a_day_left_out_is_forgiven_and_nothing_is_said_of_one_that_was_not() -> None:
    assert focus_days(0, 1, 3, 4).world.game.streak == 4
    life = focus_days(0, 1, 4)
    assert life.world.game.streak == 1 and life.world.game.best == 2
    assert focus_days(0, 1, 4, grace_days=2).world.game.streak == 3
    coins = [reward.total for reward in life.rewards]
    assert coins == sorted(coins)
    today = clock.day_of(life.at + 10 * DAY, 4)
    assert current_streak(life.world.game, today, rewards()) == 0 and life.world.game.best == 2


def test_a_day_begins_when_it_is_said_to() -> None:
    night = Life(NOON, rewards=rewards())
    evening = clock.wall(NOON).replace(hour=23, minute=50)
    night.at = round(evening.timestamp() * 1000)
    night.be("flow", 40)
    assert len(night.days) == 1, "one in the morning belongs to the day before"
    early = Life(night.at - 40 * MINUTE, rewards=rewards(day_begins=0)).be("flow", 40)
    assert len(early.days) == 2


def test_levels_take_more_and_more_coins_and_each_is_told_once() -> None:
    assert [coins_for(level) for level in range(5)] == [0, 25, 75, 150, 250]
    assert [level_of(coins) for coins in (0, 24, 25, 74, 75, 250)] == [0, 0, 1, 1, 2, 4]
    life = Life(rewards=rewards(coin_minutes=1)).be("flow", 200).be("away", 1)
    levels = [told.name for told in life.won("level")]
    assert (
        levels == [f"Level {number}" for number in range(1, level_of(life.world.game.coins) + 1)] and levels
    )


def test_each_achievement_is_won_once() -> None:
    life = focus_days(*range(8))
    names = [told.id for told in life.won("achievement")]
    assert len(names) == len(set(names)) and {"three_days", "seven_days", "first_light", "half_hour"} <= {
        name.partition("achievement-")[2] for name in names
    }
    assert len({feat.name for feat in FEATS}) == len(FEATS)


def test_who_finds_back_after_a_word_is_told_and_who_takes_the_break_too() -> None:
    life = Life(rewards=rewards()).be("distracted", 6).be("flow", 3)
    assert (
        life.world.game.returns == 1
        and life.won("achievement")[0].name == "Found back into focus after being away with the thoughts"
    )
    life.be("distracted", 2).be("flow", 3)
    assert life.world.game.returns == 1, "one word, one return"
    rested = Life(rewards=rewards()).be("hyperfocus", 92).be("away", 10)
    assert rested.world.game.breaks == 1
    assert Life(rewards=rewards()).be("distracted", 3).be("flow", 3).world.game.returns == 0
    rested.answer("helpful")
    assert rested.world.game.helpful == 1


@given(st.text(min_size=8, max_size=16), st.integers(0, 50), st.floats(0, 0.5))
def test_of_each_deck_exactly_the_share_brings_a_bonus(seed: str, deck: int, share: float) -> None:
    found = [bonus(seed, deck * DECK + place, share) for place in range(DECK)]
    assert sum(one > 0 for one in found) == round(DECK * share)
    assert all(one == 0 or SMALLEST <= one <= LARGEST for one in found)
    assert found == [bonus(seed, deck * DECK + place, share) for place in range(DECK)]


def test_where_in_the_deck_and_how_large_is_even_over_many_seeds() -> None:
    counts = [0] * DECK
    sizes = [0] * (LARGEST + 1)
    for number in range(2000):
        for place in range(DECK):
            one = bonus(f"seed{number}", place, 0.15)
            counts[place] += one > 0
            sizes[one] += one > 0
    assert all(abs(count - 300) < 80 for count in counts), "300 of 2000 for each place"
    assert all(abs(count - 1200) < 160 for count in sizes[SMALLEST:]), "6000 bonuses in five sizes"


def test_bonuses_are_as_frequent_as_set_and_told_beside_the_coins() -> None:
    life = Life(rewards=rewards(coin_minutes=1, bonus_share=0.25)).be("flow", 201).be("away", 1)
    assert len(life.won("bonus")) == 50
    assert Life(rewards=rewards(coin_minutes=1)).be("flow", 201).won("bonus") == []


COURSE = st.lists(
    st.tuples(
        st.sampled_from(["flow", "hyperfocus", "distracted", "neutral", "away"]),
        st.integers(1, 90),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=50, deadline=None)
@given(COURSE, st.integers(0, 2**32))
def test_nothing_is_lost_or_given_twice_however_often_a_state_comes(
    course: list[tuple[Any, int, int]], number: int
) -> None:
    once, often = Life(), Life()
    for state, minutes, hours in course:
        for life in (once, often):
            life.be(state, minutes, every=3.0)
            life.at += hours * HOUR
        for at in (often.world.timing.at, often.world.timing.at - 90_000, number % NOON):
            often.hear(StateChange(at, "flow", at, 1.0))
    assert once.rewards == often.rewards and once.world.game == often.world.game
    ids = [reward.id for reward in once.rewards]
    assert len(ids) == len(set(ids))
    totals = [reward.total for reward in once.rewards]
    assert totals == sorted(totals) and all(reward.coins >= 0 for reward in once.rewards)
    assert sum(r.coins for r in once.rewards) + once.world.game.untold == once.world.game.coins
    assert sum(day.coins for day in once.days.values()) == once.world.game.coins
    assert sum(day.focus for day in once.days.values()) == pytest.approx(once.world.game.total)


def test_progress_is_by_day_and_week() -> None:
    life = focus_days(0, 1, 5)
    today = clock.day_of(life.at, 4)
    told = progress(life.world, life.days, today, 7, life.settings)
    assert [row["focus_minutes"] > 0 for row in told["days"]] == [
        False,
        True,
        True,
        False,
        False,
        False,
        True,
    ]
    assert {value for value in told["days"][0].values() if value != told["days"][0]["day"]} == {0}
    assert told["today"] == told["days"][-1] and told["today"]["reached"] and told["goal_minutes"] == 25
    assert [week["days_reached"] for week in told["weeks"]] == [2, 1]
    assert told["coins"] == life.world.game.coins == sum(row["coins"] for row in told["days"])
    assert told["streak"] == {"current": 1, "best": 2} and told["quiet_until"] is None
    assert told["next_level_at"] > told["coins"] and told["achievements"][0].keys() == {
        "name",
        "text",
        "time",
    }
    assert len(progress(life.world, life.days, today, 30, life.settings)["days"]) == 30
