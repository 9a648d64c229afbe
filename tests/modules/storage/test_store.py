"""The store keeps each event once and answers by time and kind."""

from __future__ import annotations

import random
import stat
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.modules.storage.questions import Query, read_query
from skelly_tray.modules.storage.store import MAX_ANSWER
from skelly_tray.rpc.errors import RpcError
from tests.modules.storage.made import NOON, event, numbers, store


def asked(**params: Any) -> Query:
    return read_query(params, NOON + 10_000)


def test_an_event_that_comes_again_is_stored_once(tmp_path: Path) -> None:
    kept = store(tmp_path)
    assert kept.add([event(1), event(2), event(1)]) == 2
    assert kept.add([event(2), event(3)]) == 1
    assert numbers(kept.query(asked())) == [1, 2, 3]


def test_events_stay_over_a_restart(tmp_path: Path) -> None:
    first = store(tmp_path)
    first.add([event(1)])
    first.close()
    again = store(tmp_path)
    assert again.add([event(1), event(2)]) == 1
    assert numbers(again.query(asked())) == [1, 2]


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.add([event(1)])
    files = list(tmp_path.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_an_answer_is_in_the_order_of_time_whatever_came_first(tmp_path: Path) -> None:
    kept = store(tmp_path)
    order = list(range(50))
    random.Random(1).shuffle(order)
    kept.add([event(number) for number in order])
    assert numbers(kept.query(asked())) == list(range(50))
    assert numbers(kept.query(asked(newest_first=True))) == list(reversed(range(50)))


def test_a_query_is_bounded_by_time_and_kind(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.add([event(number, kind="idle" if number % 2 else "resources") for number in range(10)])
    span = {"from": "2026-01-01T12:00:00.003Z", "to": "2026-01-01T12:00:00.007Z"}
    assert numbers(kept.query(asked(**span))) == [3, 4, 5, 6]
    assert numbers(kept.query(asked(**span, kinds=["idle"]))) == [3, 5]
    assert numbers(kept.query(asked(kinds=["idle", "nothing"]))) == [1, 3, 5, 7, 9]
    assert numbers(kept.query(asked(kinds=["nothing"]))) == []


def test_seconds_are_counted_back_from_now(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.add([event(1), event(2, time=NOON + 9_000)])
    assert numbers(kept.query(asked(seconds=5))) == [2]


@pytest.mark.parametrize("newest_first", [False, True])
def test_following_next_gives_every_event_once_also_at_the_same_time(
    tmp_path: Path, newest_first: bool
) -> None:
    kept = store(tmp_path)
    kept.add([event(number, time=NOON + number // 7) for number in range(100)])
    found: list[int] = []
    answer = kept.query(asked(limit=9, newest_first=newest_first))
    while True:
        found += numbers(answer)
        assert answer["more"] is ("next" in answer)
        if not answer["more"]:
            break
        answer = kept.query(asked(limit=9, newest_first=newest_first, next=answer["next"]))
    assert found == sorted(range(100), reverse=newest_first)


def test_an_answer_fits_into_one_line(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.add([event(number, padding=30_000) for number in range(60)])
    answer = kept.query(asked(limit=10_000))
    assert answer["more"] and 0 < len(answer["events"]) * 30_000 <= MAX_ANSWER


@pytest.mark.parametrize(
    "params",
    [
        {"form": "2026-01-01T12:00:00Z"},
        {"from": "yesterday"},
        {"from": 5},
        {"to": "2026-01-01T12:00:00"},
        {"seconds": 5, "from": "2026-01-01T12:00:00Z"},
        {"seconds": 0},
        {"seconds": "5"},
        {"limit": 0},
        {"limit": 10_001},
        {"limit": True},
        {"kinds": "idle"},
        {"kinds": [1]},
        {"kinds": [str(n) for n in range(101)]},
        {"newest_first": 1},
        {"next": "5"},
        {"next": "a.b"},
        {"next": "1.2.3"},
        {"next": "9" * 30 + ".1"},
    ],
)
def test_a_wrong_question_is_refused(params: dict[str, Any]) -> None:
    with pytest.raises(RpcError):
        read_query(params, NOON)


def test_a_summary_counts_by_kind_and_minute(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.add([event(number, kind="idle", time=NOON + number * 20_000) for number in range(6)])
    kept.add([event(9, kind="resources", time=NOON + 61_000), event(10, time=NOON + 999_000)])
    summary = kept.summary(NOON, NOON + 120_000)
    assert summary["count"] == 7
    assert summary["by_kind"] == {"idle": 6, "resources": 1}
    assert summary["minutes"] == [
        {"time": "2026-01-01T12:00:00.000Z", "by_kind": {"idle": 3}},
        {"time": "2026-01-01T12:01:00.000Z", "by_kind": {"idle": 3, "resources": 1}},
    ]


def test_an_empty_store_has_answers_too(tmp_path: Path) -> None:
    kept = store(tmp_path)
    assert kept.query(asked()) == {"events": [], "more": False}
    assert kept.summary(NOON, NOON + 1)["count"] == 0
    assert kept.next_batch() is None
    stats = kept.stats()
    assert stats["events"] == 0 and stats["oldest"] is None and stats["newest"] is None


def test_stats_tell_how_much_is_kept(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.add([event(1), event(5)])
    stats = kept.stats()
    assert (stats["events"], stats["unbatched"], stats["dropped"]) == (2, 2, 0)
    assert stats["oldest"] == "2026-01-01T12:00:00.001Z" and stats["newest"] == "2026-01-01T12:00:00.005Z"
    assert 0 < stats["file_mb"] < stats["max_mb"] == 200
