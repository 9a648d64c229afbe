"""Points as bytes: what goes in comes out, and what is none is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.adapters.history.chunks import BrokenChunk, pack, unpack
from skelly_tray.telemetry.columns import MOST, Points


@given(
    st.lists(
        st.tuples(st.integers(0, 86_400_000), st.integers(-1, MOST), st.integers(-1, MOST)),
        min_size=1,
        max_size=40,
    )
)
def test_what_is_packed_is_unpacked(rows: list[tuple[int, int, int]]) -> None:
    rows.sort()
    before = Points([10**12 + row[0] for row in rows], [[row[1] for row in rows], [row[2] for row in rows]])
    assert unpack(before.times[0], pack(before), 2) == before


@pytest.mark.parametrize("cut", [0, 3, 10, -1])
def test_bytes_that_are_no_chunk_are_refused(cut: int) -> None:
    data = pack(Points([1000, 2000], [[1, 2], [3, 4]]))
    with pytest.raises(BrokenChunk):
        unpack(1000, data[:cut], 2)
    with pytest.raises(BrokenChunk):
        unpack(1000, data, 3)


def test_still_figures_take_next_to_nothing() -> None:
    still = Points([1000 * i for i in range(60)], [[500] * 60 for _ in range(11)])
    assert len(pack(still)) < 80
