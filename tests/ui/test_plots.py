"""The curves: what they draw of which samples, and what they tell under the pointer."""

from __future__ import annotations

import math
import time

import pytest
from pytestqt.qtbot import QtBot

from skelly_tray.ui.present.series import Series
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.window.plot_card import Limit, _TimeAxis
from skelly_tray.ui.window.plots import ModulePlots
from tests.ui.fake_core import made_up_samples

NOW = 1_800_000_000.0


@pytest.fixture
def plots(qtbot: QtBot) -> ModulePlots:
    made = ModulePlots(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 200)
    return made


def series(seconds: int, **channels: float) -> Series:
    made = Series()
    times = [NOW - seconds + 1 + index for index in range(seconds)]
    values = {"cpu_percent": 5.0, "memory_mb": 50.0, "health": 1.0, "response_ms": 2.0} | channels
    made.extend({"time": times, **{name: [value] * seconds for name, value in values.items()}})
    return made


def test_only_the_chosen_span_is_drawn(plots: ModulePlots) -> None:
    plots.show_series(series(600), now=NOW, span=120.0, limits={})
    x, y = plots.cpu.curve.getOriginalDataset()
    assert len(x) == len(y) == 121 and x[0] >= -120 and x[-1] == 0
    assert plots.cpu.plot.getPlotItem().getViewBox().viewRange()[0] == pytest.approx([-120, 0])


def test_the_newest_values_stand_beside_the_titles(plots: ModulePlots) -> None:
    plots.show_series(series(60, health=2.0), now=NOW, span=120.0, limits={})
    said = [card._value.text().replace("\u202f", " ") for card in (plots.cpu, plots.memory, plots.health)]
    assert said == ["5.0 %", "50 MB", "degraded · 2.0 ms"]


def test_the_pointer_tells_the_value_of_its_moment_on_all_three(plots: ModulePlots) -> None:
    made = series(60)
    made.cpu_percent[10] = 44.0
    plots.show_series(made, now=NOW, span=120.0, limits={})
    plots.cpu.pointed.emit(made.time[10] - NOW)
    assert plots.cpu._value.text().replace("\u202f", " ") == "49 s ago: 44.0 %"
    assert plots.memory._value.text().replace("\u202f", " ") == "49 s ago: 50 MB"
    plots.cpu.pointed.emit(None)
    assert plots.cpu._value.text().replace("\u202f", " ") == "5.0 %"


def test_a_limit_is_a_line_that_is_always_in_view(plots: ModulePlots) -> None:
    plots.show_series(series(60), now=NOW, span=120.0, limits={"memory": Limit(200.0, exceeded=False)})
    top = plots.memory.plot.getPlotItem().getViewBox().viewRange()[1][1]
    assert plots.memory._limit.isVisible() and plots.memory._limit.value() == 200.0 and top > 200.0
    assert not plots.cpu._limit.isVisible()


def test_a_bar_is_as_high_as_the_trouble(plots: ModulePlots) -> None:
    heights = []
    for health in (1.0, 2.0, 3.0):
        plots.show_series(series(120, health=health), now=NOW, span=120.0, limits={})
        heights.append(int((plots._bars.image[:, 60, 3] > 0).sum()))
    assert heights == [1, 2, 3]


def test_no_samples_and_gaps_are_drawn_as_nothing(plots: ModulePlots) -> None:
    plots.show_series(None, now=NOW, span=120.0, limits={})
    assert plots.cpu._value.text() == "–"
    plots.show_series(series(60, cpu_percent=math.nan, response_ms=math.nan), now=NOW, span=120.0, limits={})
    assert plots.cpu._value.text() == "–" and plots.health._value.text() == "healthy"
    made = Series()
    made.extend(made_up_samples("storage", 600))
    plots.show_series(made, now=time.time(), span=600.0, limits={})
    assert not plots.grab().isNull()


@pytest.mark.parametrize(("width", "count"), [(600, 4), (140, 2)])
def test_ticks_keep_their_distance(plots: ModulePlots, width: int, count: int) -> None:
    ((_step, values),) = _TimeAxis("bottom").tickValues(-600.0, 0.0, width)
    assert len(values) == count and all(-600 < value < 0 for value in values)
