"""What the sources make of what they see, without an X server, a process or a second of waiting."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from pathlib import Path

import psutil
import pytest

from skelly_tray.modules.data_capture.observation import Observation, raw_event
from skelly_tray.modules.data_capture.registry import SOURCES
from skelly_tray.modules.data_capture.settings import Sources
from skelly_tray.modules.data_capture.source import Surroundings
from skelly_tray.modules.data_capture.sources import process
from skelly_tray.modules.data_capture.sources.idle import IdleWatch
from skelly_tray.modules.data_capture.sources.input import Counts
from skelly_tray.modules.data_capture.sources.process import ProcessWatch
from skelly_tray.modules.data_capture.sources.resources import ResourcesSource
from skelly_tray.modules.data_capture.sources.window import Seen
from skelly_tray.modules.data_capture.titles import TitleMask
from skelly_tray.modules.data_capture.x11.raw_input import RawInput
from skelly_tray.modules.storage.raw_event import read_event


def test_every_source_has_its_switch_and_the_registry_is_sorted() -> None:
    names = [name for name, _ in SOURCES]
    assert names == sorted(names)
    assert set(names) == set(Sources.__struct_fields__)


def test_an_event_is_one_that_the_storage_takes_and_ids_are_unique() -> None:
    events = [raw_event(Observation("idle", {"idle": True})) for _ in range(1000)]
    assert len({event["id"] for event in events}) == 1000
    stored = read_event(events[0])
    assert stored.payload() == events[0]
    assert events[0]["source"] == "data_capture"


def test_going_and_coming_back_are_told_once_each() -> None:
    watch = IdleWatch(after=60)
    told = [watch.see(idle) for idle in (0, 30, 59, 60, 65, 300, 2, 4, 61)]
    assert [seen.data if seen else None for seen in told] == [
        None,
        None,
        None,
        {"idle": True, "idle_s": 60},
        None,
        None,
        {"idle": False, "idle_s": 300},
        None,
        {"idle": True, "idle_s": 61},
    ]


def test_nothing_done_is_not_told() -> None:
    counts = Counts()
    assert counts.tell(0) is None
    counts.add(Counter(), (5, 5))
    assert counts.tell(10) is None


def test_a_count_is_told_once() -> None:
    counts = Counts()
    counts.tell(0)
    counts.add(Counter({RawInput.KEY: 2}), None)
    counts.add(Counter({RawInput.MOTION: 9}), (0, 0))
    counts.add(Counter({RawInput.MOTION: 9}), (3, 4))
    told = counts.tell(5.04)
    assert told is not None
    assert told.data == {"seconds": 5.0, "keys": 2, "clicks": 0, "scrolls": 0, "pointer_px": 5}
    assert counts.tell(15) is None


def test_an_animated_title_is_told_only_when_it_is_due() -> None:
    seen = Seen()
    assert seen.is_news(1, "Browser", "a", due=False)
    assert not seen.is_news(1, "Browser", "b", due=False)
    assert seen.is_news(1, "Browser", "c", due=True)
    assert not seen.is_news(1, "Browser", "c", due=True)
    assert seen.is_news(2, "Editor", "c", due=False)


def watched(names: dict[int, str]) -> ProcessWatch:
    watch = ProcessWatch(lambda pid: names.get(pid, ""))
    watch.begin([1, 2])
    return watch


def test_a_program_is_told_when_it_stays_and_when_it_ends() -> None:
    watch = watched({1: "init", 2: "shell", 3: "editor"})
    assert watch.see([1, 2]) == []
    assert watch.see([1, 2, 3]) == []
    assert watch.see([1, 2, 3]) == [Observation("process_started", {"name": "editor", "count": 1})]
    assert watch.see([1, 2, 3]) == []
    assert watch.see([1]) == [
        Observation("process_ended", {"name": "shell", "count": 1}),
        Observation("process_ended", {"name": "editor", "count": 1}),
    ]


def test_what_lives_for_a_moment_is_not_told() -> None:
    watch = watched({1: "init", 7: "ls", 8: "ls"})
    assert watch.see([1, 2, 7]) == []
    assert watch.see([1, 2, 8]) == []
    assert watch.see([1, 2]) == []


def test_processes_of_others_and_of_the_kernel_are_not_told() -> None:
    watch = watched({1: "init", 2: "shell"})
    watch.see([1, 2, 9])
    assert watch.see([1, 2, 9]) == []
    assert watch.see([1, 2]) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_process_of_another_user_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert process._linux_name(os.getpid()) != ""
    another = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: another)
    assert process._linux_name(os.getpid()) == ""


def test_many_programs_at_once_are_told_in_few_events() -> None:
    names = {pid: f"job{pid % 70}" for pid in range(10, 1000)}
    watch = watched(names)
    watch.see(names)
    told = [seen for seen in watch.see(names) if seen.kind == "process_started"]
    assert len(told) == 51
    assert sum(seen.data["count"] for seen in told) == len(names)
    assert told[-1].data["name"] == ""


def test_resources_are_told_from_the_second_reading_on(
    surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = ResourcesSource(surroundings)
    source.open()
    assert source.read(0, True) == ()
    (told,) = source.read(10, True)
    assert {"cpu_percent", "memory_percent", "load_1m"} <= told.data.keys()
    monkeypatch.setattr(
        psutil,
        "sensors_battery",
        lambda: type("B", (), {"percent": 41.6, "power_plugged": False}),
        raising=False,
    )
    (told,) = source.read(20, True)
    assert (told.data["battery_percent"], told.data["on_battery"]) == (42, True)


def test_a_machine_whose_battery_cannot_be_asked_has_none(
    surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise FileNotFoundError

    monkeypatch.setattr(psutil, "sensors_battery", refuse, raising=False)
    source = ResourcesSource(surroundings)
    source.open()
    source.read(0, True)
    (told,) = source.read(10, True)
    assert "on_battery" not in told.data


def test_a_mask_is_stable_on_one_machine_and_differs_on_another(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    mask = TitleMask("masked", here).show("letter to the bank")
    assert (
        mask
        == TitleMask("masked", here).show("letter to the bank")
        != TitleMask("masked", here).show("other")
    )
    assert mask != TitleMask("masked", there).show("letter to the bank")
    assert mask and len(mask) == 16 and "letter" not in mask
    assert stat.S_IMODE((here / "title.key").stat().st_mode) == 0o600


def test_where_no_key_can_be_kept_titles_are_masked_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shown = TitleMask("masked", tmp_path / "file").show("letter")
    assert shown and shown != "letter"
