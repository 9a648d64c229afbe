"""The oldest go when they are too old or too many, in small steps, and the file never grows past its limit."""

from __future__ import annotations

from pathlib import Path

from skelly_tray.modules.storage.retention import STEP, Limits
from skelly_tray.modules.storage.store import Store
from skelly_tray.sdk.database import size_on_disk
from tests.modules.storage.made import NOON, event, store

DAY = 86_400_000
MB = 2**20


def kept_numbers(kept: Store) -> list[int]:
    rows = kept._connection.execute("SELECT id FROM events ORDER BY time, seq")
    return [int(id_.removeprefix("e")) for (id_,) in rows]


def test_what_is_older_than_the_limit_goes_and_the_rest_stays(tmp_path: Path) -> None:
    kept = store(tmp_path, Limits(keep_ms=2 * DAY, max_bytes=100 * MB))
    kept.add([event(number, time=NOON + number * DAY) for number in range(5)])
    while kept.trim(NOON + 4 * DAY):
        pass
    assert kept_numbers(kept) == [2, 3, 4]
    assert kept.stats()["dropped"] == 2


def test_it_is_dropped_in_small_steps(tmp_path: Path) -> None:
    kept = store(tmp_path, Limits(keep_ms=DAY, max_bytes=100 * MB))
    kept.add([event(number) for number in range(STEP * 3)])
    assert kept.trim(NOON + 3 * DAY)
    assert kept.stats()["events"] == STEP * 2


def test_the_files_never_grow_past_the_limit_and_the_newest_stay(tmp_path: Path) -> None:
    limits = Limits(keep_ms=30 * DAY, max_bytes=10 * MB)
    kept = store(tmp_path, limits)
    last = 0
    for group in range(60):
        last = (group + 1) * 250
        kept.add([event(number, padding=1_500) for number in range(group * 250, last)])
        assert size_on_disk(kept.path) <= limits.max_bytes
        if group % 10 == 0:
            kept.trim(NOON)
    found = kept_numbers(kept)
    assert found[-1] == last - 1
    assert found == list(range(found[0], last))
    assert 1000 < len(found) < 15_000


def test_a_lower_limit_makes_the_file_smaller(tmp_path: Path) -> None:
    kept = store(tmp_path)
    for group in range(20):
        kept.add([event(number, padding=5_000) for number in range(group * 200, (group + 1) * 200)])
    assert size_on_disk(kept.path) > 15 * MB
    kept.limits = Limits(keep_ms=30 * DAY, max_bytes=10 * MB)
    before = size_on_disk(kept.path)
    kept.add([event(90_000, padding=5_000, time=NOON + 90_000)])
    assert size_on_disk(kept.path) <= before + MB  # it does not wait for the whole of it
    while kept.trim(NOON):
        pass
    assert size_on_disk(kept.path) <= 10 * MB
    assert kept_numbers(kept)[-1] == 90_000
