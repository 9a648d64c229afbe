"""Where the figurine and its bubble stand on the screens that there are. Pure: rectangles are plain numbers.

A place is kept as shares of the room that is left on a screen, so that it means the same when its size changes; and for
each screen, so that it comes back with the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

DEFAULT = (0.97, 0.98)
"""Down on the right, where nothing begins."""

GAP = -3
"""Pixels between the head and the tail of the bubble."""
BESIDE = -16
"""The same to the left and right: the box around the figurine is wider than itself."""
MARGIN = 8


class Area(NamedTuple):
    """A rectangle in pixels; of a screen: the part that is free of panels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


class Screen(NamedTuple):
    """name: as the system calls it."""

    name: str
    area: Area


class BubblePlace(NamedTuple):
    """tail: how far from the left (or, beside the figure, from the top) of the bubble its tail points from."""

    x: int
    y: int
    side: str
    tail: int


def find_screen(screens: Sequence[Screen], wanted: str) -> Screen:
    """The wanted one, or the first, which is the main one."""
    return next((screen for screen in screens if screen.name == wanted), screens[0])


def place(
    screen: Screen, places: Mapping[str, tuple[float, float]], size: tuple[int, int]
) -> tuple[int, int]:
    """Left and top of the figure on that screen, always within it."""
    across, down = places.get(screen.name, DEFAULT)
    area = screen.area
    room = max(0, area.width - size[0]), max(0, area.height - size[1])
    return area.x + round(_share(across) * room[0]), area.y + round(_share(down) * room[1])


def shares(screen: Screen, x: int, y: int, size: tuple[int, int]) -> tuple[float, float]:
    """The place to be kept of a figure whose left and top these are."""
    area = screen.area
    room = max(1, area.width - size[0]), max(1, area.height - size[1])
    return round(_share((x - area.x) / room[0]), 4), round(_share((y - area.y) / room[1]), 4)


def screen_under(screens: Sequence[Screen], x: float, y: float) -> Screen:
    """The screen on which this point is, or the nearest."""

    def distance(screen: Screen) -> float:
        area = screen.area
        across = max(area.x - x, 0, x - area.x - area.width)
        down = max(area.y - y, 0, y - area.y - area.height)
        return across * across + down * down

    return min(screens, key=distance)


def aside(
    screen: Screen, at: tuple[int, int], size: tuple[int, int], windows: Sequence[Area]
) -> tuple[int, int] | None:
    """The nearest place to `at` where the figure covers nothing of these windows; None where there is none."""
    area, (width, height) = screen.area, size
    across = [at[0], area.x, area.x + area.width - width]
    across += [edge for each in windows for edge in (each.x - width, each.x + each.width)]
    down = [at[1], area.y, area.y + area.height - height]
    down += [edge for each in windows for edge in (each.y - height, each.y + each.height)]
    free = [
        (x, y)
        for x in across
        if area.x <= x <= area.x + area.width - width
        for y in down
        if area.y <= y <= area.y + area.height - height
        if not any(_overlap(Area(x, y, width, height), each) for each in windows)
    ]
    return min(free, key=lambda place: (place[0] - at[0]) ** 2 + (place[1] - at[1]) ** 2, default=None)


def beside(figure: Area, bubble: tuple[int, int], screen: Area) -> BubblePlace:
    """Above the figure, or where there is no room for it, beside it; always within the screen."""
    width, height = bubble
    above = figure.y - height - GAP
    if above >= screen.y + MARGIN:
        x = _within(round(figure.middle[0] - width / 2), width, screen.x, screen.width)
        return BubblePlace(x, above, "above", round(figure.middle[0]) - x)
    y = _within(round(figure.y + figure.height * 0.35 - height / 2), height, screen.y, screen.height)
    tail = round(figure.y + figure.height * 0.35) - y
    left = figure.x - width - BESIDE
    if left >= screen.x + MARGIN:
        return BubblePlace(left, y, "left", tail)
    x = _within(figure.x + figure.width + BESIDE, width, screen.x, screen.width)
    return BubblePlace(x, y, "right", tail)


def _overlap(one: Area, other: Area) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _within(begin: int, length: int, low: int, room: int) -> int:
    return max(low + min(MARGIN, max(0, room - length)), min(begin, low + room - length - MARGIN))


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
