"""How the figurine holds itself: a pose for each mood and moment. Pure: the time is told, in seconds since it began.

A mood moves for a while and then keeps still, so that nothing is drawn for nothing. `MOVES` says for how long.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Literal

Mood = Literal["idle", "cheering", "thinking", "melting", "sleeping", "waving"]
Eyes = Literal["open", "closed", "happy", "half", "wide"]
Reach = Literal["none", "right", "both"]
Mouth = Literal["smile", "open", "small", "wavy", "round"]
MOODS: tuple[Mood, ...] = ("idle", "cheering", "thinking", "melting", "sleeping", "waving")

MOVES: dict[Mood, float] = {
    "idle": 3.0,
    "cheering": 5.0,
    "thinking": 6.0,
    "melting": 7.0,
    "sleeping": 8.0,
    "waving": 4.0,
}
"""Seconds until it keeps still."""

FRAME_MS: dict[Mood, int] = {
    "idle": 160,
    "cheering": 135,
    "thinking": 190,
    "melting": 170,
    "sleeping": 230,
    "waving": 135,
}
"""Between two pictures while it moves: what is slow needs few, and jelly is not quick."""

CROWN: dict[Mood, float] = {
    "idle": 18.0,
    "cheering": 16.0,
    "thinking": 18.0,
    "melting": 84.0,
    "sleeping": 74.0,
    "waving": 18.0,
}
"""Where the head ends when it is at rest, from the top of the box: the bubble stands over it."""

SETTLE = 1.2
"""Seconds of them in which it comes to rest."""

BLEND = 0.35
"""Seconds from one mood to the next."""

_TURN = 2 * math.pi


@dataclass(frozen=True, slots=True)
class Extra:
    """A small thing in the air: `star`, `drop`, `dot`, `z`. x, y: its middle; size: 1 as usual."""

    kind: Literal["star", "drop", "dot", "z"]
    x: float
    y: float
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Pose:
    """Angles in degrees; of arms from hanging down, outwards. lift: above the ground. squash: flatter and wider.

    sink, melt: 0 to 1, how much of the body is in the puddle, and how soft the head is. lids: 0 open, 1 shut. wobble:
    how far the crown is to the right. reach: which hands are in front of the head.
    """

    lift: float = 0.0
    tilt: float = 0.0
    squash: float = 0.0
    sink: float = 0.0
    melt: float = 0.0
    wobble: float = 0.0
    left_upper: float = 16.0
    left_lower: float = -4.0
    right_upper: float = 16.0
    right_lower: float = -4.0
    lids: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    eyes: Eyes = "open"
    mouth: Mouth = "smile"
    reach: Reach = "none"
    extras: tuple[Extra, ...] = ()


def pose(mood: Mood, time: float) -> Pose:
    """time: since the mood began. After `MOVES` it is always the same."""
    ends = MOVES[mood]
    time = min(time, ends)
    return _POSES[mood](time, min(1.0, (ends - time) / SETTLE))


def still(mood: Mood) -> Pose:
    """What it comes to rest in, and all that is shown where nothing shall move."""
    return pose(mood, MOVES[mood])


def between(former: Pose, new: Pose, share: float) -> Pose:
    """share: 0 the former, 1 the new."""
    if share >= 1:
        return new
    eased = share * share * (3 - 2 * share)
    mixed = {}
    for field in fields(Pose):
        before, after = getattr(former, field.name), getattr(new, field.name)
        if isinstance(after, float):
            mixed[field.name] = before + (after - before) * eased
    return replace(new if eased >= 0.5 else former, **mixed)


def _wave(time: float, period: float, begin: float = 0.0) -> float:
    return math.sin(_TURN * (time / period + begin))


def _idle(time: float, moving: float) -> Pose:
    breath = _wave(time, 3.0) * moving
    return Pose(
        lift=0.6 * breath,
        squash=-0.02 * breath,
        wobble=0.8 * _wave(time, 1.5) * moving,
        left_upper=16 + 2 * breath,
        right_upper=16 + 2 * breath,
        lids=_blink(time, 1.4),
    )


def _cheering(time: float, moving: float) -> Pose:
    hop = abs(_wave(time, 0.9)) * moving
    swing = _wave(time, 0.6) * moving
    return Pose(
        lift=9 * hop,
        squash=0.10 * (1 - min(1.0, hop * 3)) * moving - 0.05 * hop,
        tilt=4 * _wave(time, 1.8) * moving,
        wobble=2.2 * _wave(time, 0.9, 0.2) * moving,
        left_upper=112 + 10 * swing,
        left_lower=42 + 10 * swing,
        right_upper=112 - 10 * swing,
        right_lower=42 - 10 * swing,
        eyes="happy",
        mouth="open",
        extras=tuple(_sparks(time, moving)),
    )


def _thinking(time: float, moving: float) -> Pose:
    sway = _wave(time, 3.0) * moving
    dots = (Extra("dot", 129, 40, 0.55), Extra("dot", 140, 30, 0.8), Extra("dot", 154, 19, 1.1))
    beat = time / 0.7
    return Pose(
        tilt=7 + 2 * sway,
        squash=-0.01 * sway,
        left_upper=22,
        left_lower=-58,
        right_upper=38 + 2 * sway,
        right_lower=-178,
        reach="right",
        gaze_x=1.5,
        gaze_y=-1.9,
        lids=_blink(time, 2.4),
        mouth="small",
        extras=tuple(
            replace(dot, y=dot.y - 2.2 * max(0.0, math.sin(beat - number * 0.9)) * moving)
            for number, dot in enumerate(dots)
        ),
    )


def _melting(time: float, moving: float) -> Pose:
    ooze = 1 - math.exp(-time / 1.1)
    sag = _wave(time, 3.4) * moving
    fall = (time % 1.7) / 1.7
    drop = Extra("drop", 36, 118 + 42 * fall * fall, 0.9 * min(1.0, 4 * (1 - fall)) * moving)
    return Pose(
        sink=0.86 * ooze + 0.02 * sag,
        melt=0.92 * ooze + 0.05 * sag,
        tilt=-5 * ooze + 1.5 * sag,
        squash=0.07 * ooze,
        wobble=-1.5 * ooze + 1.2 * sag,
        left_upper=16 + 58 * ooze,
        left_lower=-4 + 12 * ooze,
        right_upper=16 + 58 * ooze,
        right_lower=-4 + 12 * ooze,
        lids=0.42 * ooze,
        gaze_y=1.0 * ooze,
        eyes="half",
        mouth="wavy",
        extras=(drop,) if moving > 0 and time > 1 else (),
    )


def _sleeping(time: float, moving: float) -> Pose:
    breath = _wave(time, 4.0) * moving
    letters = (Extra("z", 124, 62, 0.62), Extra("z", 137, 46, 0.85), Extra("z", 152, 28, 1.1))
    return Pose(
        sink=0.80 + 0.010 * breath,
        melt=0.25,
        tilt=-8 + 1.2 * breath,
        squash=0.05 - 0.022 * breath,
        left_upper=58,
        left_lower=-150,
        right_upper=58,
        right_lower=-150,
        reach="both",
        eyes="closed",
        mouth="round",
        extras=tuple(
            replace(
                letter,
                x=letter.x + 1.5 * _wave(time, 4.0, number / 3) * moving,
                y=letter.y - 1.5 * _wave(time, 4.0, number / 3 + 0.25) * moving,
            )
            for number, letter in enumerate(letters)
        ),
    )


def _waving(time: float, moving: float) -> Pose:
    swing = _wave(time, 1.0) * moving
    return Pose(
        tilt=-5 + 1.5 * _wave(time, 1.6) * moving,
        lift=1.2 * abs(_wave(time, 1.6)) * moving,
        wobble=1.2 * _wave(time, 0.8, 0.15) * moving,
        left_upper=18,
        left_lower=-8,
        right_upper=104 + 5 * swing,
        right_lower=46 + 24 * swing,
        lids=_blink(time, 1.0),
        mouth="open",
    )


_POSES: dict[Mood, Callable[[float, float], Pose]] = {
    "idle": _idle,
    "cheering": _cheering,
    "thinking": _thinking,
    "melting": _melting,
    "sleeping": _sleeping,
    "waving": _waving,
}


def _blink(time: float, at: float) -> float:
    """Shut for a moment, once."""
    return max(0.0, 1 - abs(time - at) / 0.12)


def _sparks(time: float, moving: float) -> list[Extra]:
    places = ((26, 44), (150, 38), (40, 18), (136, 20), (16, 84), (159, 82))
    found = []
    for number, (x, y) in enumerate(places):
        twinkle = 0.5 + 0.5 * _wave(time, 1.2, number / len(places))
        size = (0.75 + 0.45 * (number % 2)) * (1 - 0.65 * moving * (1 - twinkle))
        found.append(Extra("star", x, y, size))
    return found
