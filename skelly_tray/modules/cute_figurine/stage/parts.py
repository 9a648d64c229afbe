"""What the figurine is made of: shapes as plain numbers, in a box of `WIDTH` by `HEIGHT`. Kin to the icon's skull."""

from __future__ import annotations

from typing import NamedTuple

Point = tuple[float, float]

WIDTH, HEIGHT = 176.0, 196.0
MIDDLE = 88.0
GROUND = 176.0
OUTLINE = 3.6
"""Width of the lines around everything."""


class Curve(NamedTuple):
    """A cubic Bézier from where the one before it ended."""

    first: Point
    second: Point
    end: Point


class Outline(NamedTuple):
    """A closed shape."""

    start: Point
    curves: tuple[Curve, ...]


SKULL = Outline(
    (32, 5),
    (
        Curve((16.5, 5), (6, 15), (6, 29)),
        Curve((6, 37), (9.5, 42), (14, 45)),
        Curve((14, 47.5), (14, 50), (14, 52.5)),
        Curve((14, 56.5), (16.5, 58.5), (20, 58.5)),
        Curve((23, 58.5), (25, 57), (26, 54.5)),
        Curve((27, 57.5), (29, 59), (32, 59)),
        Curve((35, 59), (37, 57.5), (38, 54.5)),
        Curve((39, 57), (41, 58.5), (44, 58.5)),
        Curve((47.5, 58.5), (50, 56.5), (50, 52.5)),
        Curve((50, 50), (50, 47.5), (50, 45)),
        Curve((54.5, 42), (58, 37), (58, 29)),
        Curve((58, 15), (47.5, 5), (32, 5)),
    ),
)
"""In a box of 64, as the icon's."""

GAPS = (26.0, 38.0)
"""Where its teeth part."""
DRIPS = (6.5, 10.0, 4.5)
"""How far each of them runs down when it melts."""

SKULL_SCALE = 1.62
SKULL_TOP, SKULL_BOTTOM = 5.0, 59.0
NECK: Point = (MIDDLE, 106.0)
"""Where the head is held, and turns."""
CHIN = 57.0
"""The height in the box of 64 that lies on the neck."""

EYES: tuple[Point, Point] = ((22, 31), (42, 31))
EYE_SIZE: Point = (5.6, 6.8)
CHEEKS: tuple[Point, Point] = ((13.5, 40), (50.5, 40))
CHEEK_SIZE: Point = (3.6, 2.2)
MOUTH: Point = (32, 43)
SHINE: tuple[Point, Point, Point] = ((17, 15), (13.5, 18.5), (11.5, 22.5))
"""A stroke of light on the forehead: a quadratic curve."""

TORSO = Outline(
    (MIDDLE, 98),
    (
        Curve((76, 98), (68, 102), (67, 112)),
        Curve((66, 124), (70, 144), (MIDDLE, 144)),
        Curve((106, 144), (110, 124), (109, 112)),
        Curve((108, 102), (100, 98), (MIDDLE, 98)),
    ),
)
RIBS: tuple[tuple[float, float], ...] = ((112.5, 14.0), (121.0, 13.0), (129.0, 10.0))
"""Each: how high it is in the middle, and how far it reaches to either side."""

SHOULDERS: tuple[Point, Point] = ((71, 110), (105, 110))
UPPER_ARM, LOWER_ARM = 19.0, 19.0
BONE_WIDTH = 9.2
KNOB = 5.1
"""A hand ends in two of these, as bones do."""

HIPS: tuple[Point, Point] = ((80, 140), (96, 140))
LEG = 27.0
FOOT: Point = (8.0, 5.2)

PUDDLE: Point = (30.0, 6.0)
"""Half its width and height when nothing has melted; it grows."""

STAR: tuple[float, float] = (8.4, 2.9)
"""The long and the short radius of a spark with four points."""
