"""Poses and motion in virtual time: every mood moves, comes to rest, and is told apart from the others at rest."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import pytest

from skelly_tray.modules.cute_figurine.stage import parts
from skelly_tray.modules.cute_figurine.stage.motion import Motion
from skelly_tray.modules.cute_figurine.stage.poses import (
    BLEND,
    CROWN,
    MOODS,
    MOVES,
    Mood,
    Pose,
    between,
    pose,
    still,
)

FRAME = 0.05


@pytest.mark.parametrize("mood", MOODS)
def test_a_mood_moves_and_then_keeps_still(mood: Mood) -> None:
    frames = [pose(mood, number * FRAME) for number in range(round(MOVES[mood] / FRAME))]
    assert len(set(frames)) > 10
    assert pose(mood, MOVES[mood]) == pose(mood, MOVES[mood] + 100) == still(mood)


@pytest.mark.parametrize("mood", MOODS)
def test_no_movement_jumps(mood: Mood) -> None:
    """Between two pictures no joint turns by more than 20 degrees, and nothing moves by more than 20 units."""
    frames = [pose(mood, number * FRAME) for number in range(round(MOVES[mood] / FRAME) + 2)]
    for former, new in pairwise(frames):
        for field in fields(Pose):
            before, after = getattr(former, field.name), getattr(new, field.name)
            if isinstance(after, float) and field.name != "lids":
                assert abs(after - before) < 20, (mood, field.name)


def test_each_mood_is_told_apart_at_rest_not_by_its_colour() -> None:
    assert len({still(mood) for mood in MOODS}) == len(MOODS)
    assert len(
        {(still(mood).eyes, still(mood).mouth, still(mood).right_upper > 90) for mood in MOODS}
    ) == len(MOODS)


@pytest.mark.parametrize("mood", MOODS)
def test_what_floats_beside_it_stays_in_its_window(mood: Mood) -> None:
    for number in range(round(MOVES[mood] / FRAME) + 2):
        for extra in pose(mood, number * FRAME).extras:
            assert 8 < extra.x < parts.WIDTH - 8 and 2 < extra.y < parts.HEIGHT - 8
    assert 0 < CROWN[mood] < parts.GROUND


def test_moods_pass_into_each_other() -> None:
    former, new = still("idle"), still("melting")
    assert between(former, new, 0.0).sink == former.sink and between(former, new, 1.0) == new
    assert former.sink < between(former, new, 0.5).sink < new.sink
    assert between(former, new, 0.1).mouth == "smile" and between(former, new, 0.9).mouth == "wavy"


def test_a_timer_is_needed_only_while_something_moves() -> None:
    motion = Motion()
    assert motion.is_still(0.0)
    motion.begin("waving", 10.0)
    assert not motion.is_still(10.0) and not motion.is_still(10.0 + MOVES["waving"] - 0.1)
    assert motion.is_still(10.0 + MOVES["waving"]) and motion.at(99.0) == still("waving")


def test_a_change_begins_where_the_last_mood_was() -> None:
    motion = Motion()
    motion.begin("cheering", 0.0)
    shown = motion.at(1.0)
    motion.begin("sleeping", 1.0)
    assert motion.at(1.0).left_upper == shown.left_upper
    assert motion.at(1.0 + BLEND) == pose("sleeping", BLEND)


def test_the_same_mood_goes_on_unless_it_begins_again() -> None:
    motion = Motion()
    motion.begin("waving", 0.0)
    motion.begin("waving", 3.0)
    assert motion.is_still(MOVES["waving"])
    motion.begin("waving", 3.0, again=True)
    assert not motion.is_still(MOVES["waving"])


def test_with_less_motion_a_mood_is_there_at_once_and_at_rest() -> None:
    motion = Motion(moves=False)
    motion.begin("cheering", 5.0)
    assert motion.is_still(5.0) and motion.at(5.0) == still("cheering")
