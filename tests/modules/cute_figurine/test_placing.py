"""Where it stands: always on a screen that is there, at the place it was given on each, and its bubble beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.modules.cute_figurine.stage.placing import (
    MARGIN,
    Area,
    Screen,
    aside,
    beside,
    find_screen,
    place,
    screen_under,
    shares,
)

LEFT = Screen("left", Area(0, 0, 1920, 1040))
RIGHT = Screen("right", Area(1920, 0, 1280, 1000))
SIZE = (140, 160)


def test_it_begins_down_on_the_right() -> None:
    x, y = place(LEFT, {}, SIZE)
    assert x > 1600 and y > 800 and x + SIZE[0] <= 1920 and y + SIZE[1] <= 1040


def test_each_screen_has_its_own_place_and_a_screen_that_comes_back_has_it_again() -> None:
    places = {"left": (0.0, 0.0), "right": (0.5, 0.5)}
    assert place(find_screen([LEFT, RIGHT], "right"), places, SIZE) == (2490, 420)
    assert place(find_screen([LEFT], "right"), places, SIZE) == (0, 0)
    assert place(find_screen([LEFT, RIGHT], "right"), places, SIZE) == (2490, 420)


@given(st.integers(-5000, 5000), st.integers(-5000, 5000))
def test_wherever_it_was_left_it_comes_back_into_view(x: int, y: int) -> None:
    screen = screen_under([LEFT, RIGHT], x, y)
    kept = {screen.name: shares(screen, x, y, SIZE)}
    back_x, back_y = place(screen, kept, SIZE)
    area = screen.area
    assert (
        area.x <= back_x <= area.x + area.width - SIZE[0]
        and area.y <= back_y <= area.y + area.height - SIZE[1]
    )


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_a_place_from_a_file_that_makes_no_sense_is_still_in_view(x: float, y: float) -> None:
    left, top = place(LEFT, {"left": (x, y)}, SIZE)
    assert 0 <= left <= 1920 - SIZE[0] and 0 <= top <= 1040 - SIZE[1]


def test_a_place_stays_where_it_was_put_to_the_pixel() -> None:
    for x, y in ((0, 0), (333, 777), (1780, 880), (901, 13)):
        back = place(LEFT, {"left": shares(LEFT, x, y, SIZE)}, SIZE)
        assert abs(back[0] - x) <= 1 and abs(back[1] - y) <= 1


def test_a_screen_smaller_than_it_holds_its_corner() -> None:
    assert place(Screen("tiny", Area(10, 20, 50, 50)), {}, SIZE) == (10, 20)


def test_the_screen_under_a_point_is_the_nearest() -> None:
    assert screen_under([LEFT, RIGHT], 2000, 10) is RIGHT
    assert screen_under([LEFT, RIGHT], 100, 5000) is LEFT


def test_the_bubble_is_above_and_its_tail_points_at_the_head() -> None:
    found = beside(Area(800, 600, 140, 160), (250, 90), LEFT.area)
    assert found.side == "above" and found.y + 90 < 610 and found.x + found.tail == 870


def test_without_room_above_it_is_beside_the_figure() -> None:
    assert beside(Area(800, 20, 140, 160), (250, 90), LEFT.area).side == "left"
    assert beside(Area(20, 20, 140, 160), (250, 90), LEFT.area).side == "right"


@given(st.integers(0, 1780), st.integers(0, 880), st.integers(60, 400), st.integers(40, 300))
def test_the_bubble_is_always_on_the_screen(x: int, y: int, width: int, height: int) -> None:
    found = beside(Area(x, y, 140, 160), (width, height), LEFT.area)
    assert MARGIN <= found.x <= 1920 - width - MARGIN and MARGIN <= found.y <= 1040 - height - MARGIN


@pytest.mark.parametrize("x", [0, 1780])
def test_at_the_edge_the_tail_still_points_at_the_figure(x: int) -> None:
    found = beside(Area(x, 600, 140, 160), (250, 90), LEFT.area)
    assert x <= found.x + found.tail <= x + 140


def _covers(at: tuple[int, int], window: Area) -> bool:
    return (
        at[0] < window.x + window.width
        and window.x < at[0] + SIZE[0]
        and at[1] < window.y + window.height
        and window.y < at[1] + SIZE[1]
    )


def test_it_stays_where_it_covers_no_window() -> None:
    assert aside(LEFT, (1700, 800), SIZE, []) == (1700, 800)
    assert aside(LEFT, (1700, 800), SIZE, [Area(100, 100, 1180, 760)]) == (1700, 800)


def test_it_steps_beside_a_window_by_the_shortest_way() -> None:
    assert aside(LEFT, (1700, 800), SIZE, [Area(800, 100, 980, 760)]) == (1700, 860)  # below it
    assert aside(LEFT, (1700, 800), SIZE, [Area(700, 0, 1220, 1040)]) == (560, 800)  # to the left of it


def test_where_windows_leave_no_room_there_is_no_place() -> None:
    assert aside(LEFT, (1700, 800), SIZE, [LEFT.area]) is None
    assert aside(LEFT, (1700, 800), SIZE, [Area(0, 0, 1000, 1040), Area(1100, 0, 820, 1040)]) is None


@given(
    st.lists(
        st.tuples(
            st.integers(-300, 1900), st.integers(-300, 1000), st.integers(1, 1500), st.integers(1, 900)
        ),
        max_size=5,
    ),
    st.integers(0, 1780),
    st.integers(0, 880),
)
def test_no_window_is_covered_where_there_is_room(
    windows: list[tuple[int, int, int, int]], x: int, y: int
) -> None:
    areas = [Area(*window) for window in windows]
    found = aside(LEFT, (x, y), SIZE, areas)
    if found is None:
        corners = [(0, 0), (1780, 0), (0, 880), (1780, 880)]
        assert all(any(_covers(corner, area) for area in areas) for corner in corners)
    else:
        assert 0 <= found[0] <= 1780 and 0 <= found[1] <= 880
        assert not any(_covers(found, area) for area in areas)
