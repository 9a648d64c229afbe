"""Each figure says what its name says, and what could not be seen is not made up."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.modules.analysis_engine.features import (
    NOTHING_BEFORE,
    Before,
    Features,
    Measured,
    engagement,
    measure,
)
from skelly_tray.modules.analysis_engine.observed import (
    Capturing,
    Focus,
    Idle,
    Observed,
    Pulse,
    Started,
    Touch,
)
from skelly_tray.modules.analysis_engine.programs import Programs

WINDOW = 300_000
AT = 10_000_000
BEGIN = AT - WINDOW


def pulses(since: int = BEGIN, until: int = AT) -> list[Observed]:
    return [Pulse(time) for time in range(since, until + 1, 10_000)]


def touches(keys: int = 20, since: int = BEGIN, until: int = AT) -> list[Observed]:
    return [Touch(time, 10.0, keys, 0, 0, 0) for time in range(since + 10_000, until + 1, 10_000)]


def measured(*parts: Sequence[Observed], before: Before = NOTHING_BEFORE) -> Measured:
    seen = sorted((one for part in parts for one in part), key=lambda one: one.time)
    return measure(seen, AT, WINDOW, Programs({}).kind, before=before)


def features(*parts: Sequence[Observed], before: Before = NOTHING_BEFORE) -> Features:
    return measured(*parts, before=before).features


def test_switches_are_changes_of_program_and_titles_those_within_one() -> None:
    windows = [
        Focus(BEGIN + n * 30_000, program, n) for n, program in enumerate(["Code", "Code", "xterm", "Code"])
    ]
    found = features(pulses(), windows)
    assert found.switch_rate == pytest.approx(2 / 5) and found.title_rate == pytest.approx(1 / 5)
    assert found.programs == 2
    assert found.top_share == pytest.approx(270 / 300)


def test_switches_just_now_are_of_the_last_minute_and_a_half() -> None:
    early = [Focus(BEGIN, "Code", 1), Focus(BEGIN + 60_000, "xterm", 2)]
    assert features(pulses(), early).switch_now == 0
    late = [Focus(BEGIN, "Code", 1), Focus(AT - 60_000, "xterm", 2)]
    assert features(pulses(), late).switch_now == pytest.approx(1 / 1.5)


def test_the_window_before_the_span_is_where_it_began() -> None:
    found = features(pulses(), before=Before(focus=Focus(0, "Code", 1)))
    assert (found.make, found.top_share, found.dwell) == (1.0, 1.0, 300.0)


def test_dwell_counts_by_time_so_that_a_glance_costs_little() -> None:
    steady = [Focus(BEGIN, "Code", 1)]
    glance = [*steady, Focus(BEGIN + 150_000, "Slack", 2), Focus(BEGIN + 155_000, "Code", 3)]
    restless = [Focus(BEGIN + n * 10_000, ("Code", "Slack")[n % 2], n) for n in range(30)]
    dwells = [features(pulses(), windows).dwell for windows in (steady, glance, restless)]
    assert dwells[0] == 300 and 140 < (dwells[1] or 0) < 150 and dwells[2] == pytest.approx(10)


def test_kinds_of_programs_are_shares_of_time() -> None:
    windows = [Focus(BEGIN, "Code", 1), Focus(BEGIN + 150_000, "Steam", 2), Focus(BEGIN + 225_000, "Acme", 3)]
    found = features(pulses(), windows)
    assert (found.make, found.leisure, found.talk) == (0.5, 0.25, 0.0)


def test_a_program_that_was_long_unused_is_an_arrival_and_one_just_left_is_none() -> None:
    windows = [Focus(BEGIN, "Code", 1), Focus(AT - 100_000, "Gimp", 2), Focus(AT - 50_000, "Code", 3)]
    assert features(pulses(), windows).arrivals == 1


def test_keys_clicks_and_scrolls_are_per_minute() -> None:
    found = features(pulses(), [Touch(AT - 5000, 10.0, 50, 10, 20, 0)])
    assert (found.keys, found.clicks, found.scrolls) == (10, 2, 4)
    assert found.typing == pytest.approx(50 / (50 + 30 + 20))


def test_idle_share_is_of_the_ten_seconds_without_input() -> None:
    assert features(pulses(), touches()).idle_share == 0
    half = features(pulses(), touches(until=AT - 150_000))
    assert half.idle_share == pytest.approx(0.5, abs=0.05)
    assert half.idle_now == 150 and half.longest_pause == pytest.approx(150, abs=10)


def test_a_steady_rhythm_is_even_and_bursts_are_not() -> None:
    steady = features(pulses(), touches()).unevenness
    bursts = [Touch(time, 10.0, 100, 0, 0, 0) for time in range(BEGIN + 10_000, AT, 40_000)]
    uneven = features(pulses(), bursts).unevenness
    assert steady == 0 and uneven is not None and uneven > 1


def test_counts_over_a_longer_time_are_spread_over_it() -> None:
    found = features(pulses(), [Touch(AT, 300.0, 300, 0, 0, 0)])
    assert found.idle_share is not None and found.idle_share < 0.05 and found.unevenness == 0


def test_without_any_input_seen_nothing_is_said_of_it() -> None:
    found = measured(pulses(), [Focus(BEGIN, "Code", 1)])
    assert not found.sees_input
    told = found.features
    assert (told.keys, told.idle_share, told.idle_now, told.unevenness) == (None, None, None, None)
    assert told.switch_rate == 0


def test_the_screen_saver_tells_of_idleness_where_nothing_counts_input() -> None:
    found = features(pulses(), [Idle(AT - 60_000, True, 60)])
    assert found.idle_now == 120 and found.idle_share == pytest.approx(120 / 300)
    back = features(pulses(), [Idle(AT - 120_000, False, 90)])
    assert back.idle_share == pytest.approx(90 / 300)


def test_who_is_back_from_an_absence_is_told_for_a_while() -> None:
    assert features(pulses(), [Idle(AT - 90_000, False, 600)]).returned == pytest.approx(0.5)
    assert features(pulses(), [Idle(AT - 90_000, False, 100)]).returned == 0
    assert features(pulses(), [Idle(AT - 200_000, False, 600)]).returned == 0


def test_started_programs_are_of_the_last_three_minutes() -> None:
    assert features(pulses(), [Started(AT - 200_000, 4), Started(AT - 100_000, 2)]).started == 2


def test_a_gap_in_what_is_captured_is_not_taken_for_rest() -> None:
    found = measured(pulses(until=BEGIN + 60_000), pulses(AT - 60_000), touches(since=AT - 60_000))
    assert found.coverage == pytest.approx(0.4, abs=0.02)
    assert found.features.idle_share is not None and found.features.idle_share < 0.6


def test_silence_while_away_is_known_and_so_is_silence_where_no_sign_is_due() -> None:
    away = measured(pulses(until=BEGIN + 100_000), [Idle(BEGIN + 100_000, True, 60)])
    assert away.coverage > 0.99
    unsigned = measured([Touch(BEGIN + 10_000, 10.0, 5, 0, 0, 0)])
    assert unsigned.coverage > 0.95 and unsigned.features.idle_now == 290
    assert measured([], before=Before(idle=Idle(0, True, 60))).coverage == 1


def test_nothing_is_known_of_the_time_of_a_pause() -> None:
    assert measured(pulses(), [Capturing(BEGIN + 150_000, False)]).coverage == pytest.approx(0.5, abs=0.02)
    assert measured(pulses(), before=Before(capturing=False)).coverage == 0
    assert measured([]).coverage == 0


def test_engagement_grows_is_lost_faster_and_ends_with_a_pause() -> None:
    assert engagement(10, 0.9, 0, 60) == 11
    assert engagement(10, 0.1, 0, 60) == 7
    assert engagement(1, 0.1, 0, 60) == 0
    assert engagement(50, 0.9, 180, 60) == 0


times = st.integers(BEGIN - 600_000, AT)
counts = st.integers(0, 10_000)
SEEN = st.lists(
    st.one_of(
        st.builds(Focus, times, st.sampled_from(["Code", "firefox", "Steam", "", "Acme"]), st.integers(0, 3)),
        st.builds(Touch, times, st.floats(0, 3600), counts, counts, counts, counts),
        st.builds(Idle, times, st.booleans(), st.floats(0, 10_000)),
        st.builds(Started, times, counts),
        st.builds(Pulse, times),
        st.builds(Capturing, times, st.booleans()),
    ),
    max_size=8,
)


def test_who_came_back_after_the_last_known_moment_came_back_just_then() -> None:
    seen = [Capturing(9_700_001, on=False), Idle(9_700_002, idle=False, idle_s=180.0)]
    found = measured(seen, before=Before(Focus(0, "Code", 0), Idle(0, True, 60), capturing=True))
    assert found.features.returned == 1.0


@settings(max_examples=60)
@given(SEEN, st.booleans())
def test_whatever_was_seen_the_figures_are_finite_and_shares_are_shares(
    seen: list[Observed], before: bool
) -> None:
    found = measured(seen, before=Before(Focus(0, "Code", 0), Idle(0, before, 60), before))
    assert 0 <= found.coverage <= 1 + 1e-9
    for name, value in found.features._asdict().items():
        assert value is None or (math.isfinite(value) and value >= 0), name
        if name in (
            "top_share",
            "make",
            "talk",
            "browse",
            "leisure",
            "tidy",
            "idle_share",
            "typing",
            "returned",
        ):
            assert value is None or value <= 1 + 1e-9, name
