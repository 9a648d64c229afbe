"""How busy the whole machine is: out of what the kernel tells, and as psutil sees the same machine."""

from __future__ import annotations

import sys

import pytest

from skelly_tray.adapters.sampler.machine import (
    MachineCpu,
    linux_cpu_times,
    linux_memory_percent,
    memory_percent,
)

STAT = "cpu  100 10 50 800 40 3 7 20 99 98\n"
MEMINFO = "MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 250 kB\nBuffers: 1 kB\nCached: 2 kB\n"


def test_cpu_is_of_the_time_between_two_looks() -> None:
    readings = iter([(1000.0, 600.0), (1200.0, 650.0), (1200.0, 650.0), (1300.0, 750.0)])
    meter = MachineCpu(lambda: next(readings))
    assert meter.percent() == 0.0, "nothing to compare with"
    assert meter.percent() == pytest.approx(75.0)
    assert meter.percent() == 0.0, "no time has passed"
    assert meter.percent() == 0.0, "all of it idle"


def test_waiting_for_a_disk_is_idle_and_guests_are_counted_once() -> None:
    assert linux_cpu_times(STAT) == (1030.0, 840.0)


def test_memory_that_can_be_had_is_not_used() -> None:
    assert linux_memory_percent(MEMINFO) == pytest.approx(75.0)


@pytest.mark.skipif(sys.platform != "linux", reason="compares /proc with psutil")
def test_the_real_machine_agrees_with_psutil() -> None:
    import psutil

    assert memory_percent() == pytest.approx(psutil.virtual_memory().percent, abs=10)
    meter = MachineCpu()
    meter.percent()
    sum(range(2_000_000))
    assert 0.0 <= meter.percent() <= 100.0
