"""The curves: what they draw of which samples, and what they tell under the pointer."""

from __future__ import annotations

import math
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from skelly_tray.ui.present.marks import MarkKind, PlotMark
from skelly_tray.ui.present.series import Series, csv_text
from skelly_tray.ui.present.system import TOTALS, Totals
from skelly_tray.ui.theme import DARK, LIGHT, Theme
from skelly_tray.ui.window.events_view import EventsView
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.plot_card import Limit, _TimeAxis
from skelly_tray.ui.window.plots import ModulePlots
from skelly_tray.ui.window.system_plots import SystemPlots
from tests.ui.fake_core import FakeCore, ago, made_up_samples, snapshot

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


def test_another_theme_takes_the_ground_of_the_curves_with_it(qtbot: QtBot) -> None:
    theme = Theme("light")
    made = ModulePlots(theme)
    qtbot.addWidget(made)
    for setting, colours in (("dark", DARK), ("light", LIGHT)):
        theme.set_setting(setting)
        for card in (made.cpu, made.memory, made.health):
            ground = card.plot.grab().toImage().pixelColor(2, 2)
            assert ground.name() == colours.background.lower()


def test_the_pointer_tells_the_value_of_its_moment_on_all_three(plots: ModulePlots) -> None:
    made = series(60)
    made.cpu_percent[10] = 44.0
    plots.show_series(made, now=NOW, span=120.0, limits={})
    plots.cpu.pointed.emit(made.time[10] - NOW)
    assert plots.cpu._value.text().replace("\u202f", " ") == "49 s ago: 44.0 %"
    assert plots.memory._value.text().replace("\u202f", " ") == "49 s ago: 50 MB"
    plots.cpu.pointed.emit(None)
    assert plots.cpu._value.text().replace("\u202f", " ") == "5.0 %"


def slept(made: Series, first: int, last: int) -> Series:
    """Without the samples between these two."""
    for name in ("time", "cpu_percent", "memory_mb", "health", "response_ms"):
        del getattr(made, name)[first + 1 : last]
    return made


def test_no_line_crosses_the_time_that_the_machine_slept(plots: ModulePlots) -> None:
    made = slept(series(120), 40, 80)
    plots.show_series(made, now=NOW, span=120.0, limits={})
    for card in plots.cards:
        x, y = card.curve.getOriginalDataset()
        assert np.isnan(y).sum() == 1
        (at,) = np.flatnonzero(np.isnan(y))
        assert (x[at - 1], x[at + 1]) == (made.time[40] - NOW, made.time[41] - NOW)
    cells = plots._bars.image[0, :, 3] > 0
    assert cells[1:40].all() and not cells[45:78].any() and cells[82:].all()


def test_of_a_moment_in_that_time_nothing_is_told(plots: ModulePlots) -> None:
    made = slept(series(120), 40, 80)
    plots.show_series(made, now=NOW, span=120.0, limits={})
    for index, told in ((39, "5.0 %"), (40, "5.0 %"), (41, "5.0 %")):
        plots.cpu.pointed.emit(made.time[index] - NOW)
        assert plots.cpu._value.text().replace("\u202f", " ").endswith(told)
    plots.cpu.pointed.emit(made.time[40] + 15 - NOW)
    assert plots.cpu._value.text().endswith(": –") and plots.cpu._cursor.value() == made.time[40] + 15 - NOW


def test_the_curves_of_the_whole_system_are_torn_there_as_well(qtbot: QtBot) -> None:
    times = [NOW - 120 + n for n in range(120) if not 40 < n < 80]
    made = SystemPlots(Theme("light"))
    qtbot.addWidget(made)
    made.show_totals(Totals(times, {name: [5.0] * len(times) for name in TOTALS}), NOW, 120.0)
    drawn = [*(card.curve for card in made.cards), *made._own.values()]
    assert [int(np.isnan(curve.getOriginalDataset()[1]).sum()) for curve in drawn] == [1] * 6
    made.cpu.pointed.emit(-60.0)
    assert made.cpu._value.text().endswith("–")
    made.cpu.pointed.emit(-20.0)
    assert not made.cpu._value.text().endswith("–")


def test_the_band_of_a_long_past_has_the_gap_too(plots: ModulePlots) -> None:
    made = series(120)
    made.bands = {f"cpu_percent_{word}": [value] * 120 for word, value in (("min", 1.0), ("max", 9.0))}
    for band in made.bands.values():
        del band[41:80]
    plots.show_series(slept(made, 40, 80), now=NOW, span=120.0, limits={})
    path = plots.cpu._band.path()
    assert path.contains(QPointF(-100.0, 5.0)) and path.contains(QPointF(-20.0, 5.0))
    assert not path.contains(QPointF(-60.0, 5.0))


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


def test_each_card_says_in_words_what_it_draws(plots: ModulePlots) -> None:
    made = series(60)
    made.cpu_percent[0], made.cpu_percent[1] = 1.0, 14.0
    plots.show_series(made, now=NOW, span=600.0, limits={"cpu": Limit(20.0, exceeded=False)})
    said = [card.accessibleDescription().replace("\u202f", " ") for card in plots.cards]
    assert said[0] == "the last 10 min: now 5.0 %, between 1.0 % and 14.0 %; limit 20.0 %"
    assert said[2].startswith("healthy 100 %; the last 10 min: now 2.0 ms")
    made.extend(
        {"time": [NOW + 1], "cpu_percent": [9.0], "memory_mb": [1], "health": [3], "response_ms": [None]}
    )
    plots.show_series(made, now=NOW + 1, span=600.0, limits={})
    assert (
        "now 9.0" in plots.cpu.accessibleDescription()
        and "unhealthy 2 %" in plots.health.accessibleDescription()
    )
    plots.show_series(None, now=NOW, span=600.0, limits={})
    assert plots.cpu.accessibleDescription() == "the last 10 min: no figures"


def test_keys_go_along_the_curve_and_lead_to_the_log(plots: ModulePlots, qtbot: QtBot) -> None:
    plots.show_series(series(120), now=NOW, span=600.0, limits={})
    picked: list[float] = []
    plots.picked.connect(picked.append)
    qtbot.keyClick(plots.cpu, Qt.Key.Key_Left)
    qtbot.keyClick(plots.cpu, Qt.Key.Key_Left)
    assert plots.memory._value.text().startswith("1\u202fs ago: ")
    qtbot.keyClick(plots.cpu, Qt.Key.Key_Return)
    assert picked == [NOW - 1]
    qtbot.keyClick(plots.cpu, Qt.Key.Key_Escape)
    assert "ago" not in plots.memory._value.text()
    assert all(
        card.focusPolicy() == Qt.FocusPolicy.TabFocus and card.accessibleName() for card in plots.cards
    )


def test_a_click_on_a_mark_leads_to_its_time_and_one_beside_it_does_not(
    plots: ModulePlots, qtbot: QtBot
) -> None:
    made = series(600)
    made.marks = [PlotMark(1, NOW - 300, MarkKind.RESTART, "it began anew")]
    plots.show()
    qtbot.waitExposed(plots)
    plots.show_series(made, now=NOW, span=600.0, limits={})
    picked: list[float] = []
    plots.picked.connect(picked.append)
    card = plots.cpu

    def place(ago: float) -> QPoint:
        box = card.plot.getPlotItem().getViewBox()
        return card.plot.mapFromScene(box.mapViewToScene(QPointF(ago, card._top / 2)))

    qtbot.mouseClick(card.plot.viewport(), Qt.MouseButton.LeftButton, pos=place(-200))
    assert picked == []
    qtbot.mouseClick(card.plot.viewport(), Qt.MouseButton.LeftButton, pos=place(-300))
    assert picked == [pytest.approx(NOW - 300, abs=5)]
    asked: list[float | None] = []
    plots.menu_asked.connect(lambda time, _place: asked.append(time))
    at = place(-100)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, card.plot.viewport().mapToGlobal(at))
    QApplication.sendEvent(card.plot.viewport(), event)
    assert asked == [pytest.approx(NOW - 100, abs=5)]


def test_cards_stand_on_each_other_where_there_is_height_with_one_time_axis(
    plots: ModulePlots, qtbot: QtBot
) -> None:
    plots.show()
    plots.resize(600, 500)
    qtbot.waitUntil(lambda: plots.cpu.x() == plots.memory.x() < plots.memory.y(), timeout=5000)
    shown = [card.plot.getPlotItem().getAxis("bottom").style["showValues"] for card in plots.cards]
    assert shown == [False, False, True]
    plots.resize(900, 200)
    qtbot.waitUntil(lambda: plots.cpu.y() == plots.memory.y(), timeout=5000)
    assert all(card.plot.getPlotItem().getAxis("bottom").style["showValues"] for card in plots.cards)


def test_the_area_beyond_the_limit_is_shaded(plots: ModulePlots) -> None:
    plots.show_series(series(60), now=NOW, span=120.0, limits={"memory": Limit(200.0, exceeded=False)})
    low, high = plots.memory._beyond.getRegion()
    assert low == 200.0 and high > 200.0 and plots.memory._beyond.isVisible()
    assert not plots.cpu._beyond.isVisible()
    plots.show_series(series(60), now=NOW, span=120.0, limits={})
    assert not plots.memory._beyond.isVisible()


def test_figures_of_a_module_that_is_not_sampled_any_more_are_none_of_now(plots: ModulePlots) -> None:
    plots.show_series(series(60), now=NOW + 60, span=600.0, limits={})
    assert [card._value.text() for card in plots.cards] == ["–", "–", "–"]


# Exports


def test_figures_are_exported_with_gaps_bands_and_what_happened() -> None:
    made = Series.whole(
        {
            "time": [NOW - 20, NOW - 10, NOW], "cpu_percent": [1.0, None, 3.5], "memory_mb": [50, 51, 52],
            "health": [1, 2, 1], "response_ms": [None, 2.0, 2.0], "cpu_percent_min": [0.5, 1.0, 3.0],
            "marks": [{"seq": 1, "time": NOW - 5, "kind": "restart", "text": 'exit 1, "no model"'}],
        }
    )  # fmt: skip
    lines = csv_text(made, NOW - 15).splitlines()
    assert lines == [
        "time,cpu_percent,memory_mb,health,response_ms,cpu_percent_min,event",
        "2027-01-15T07:59:50Z,,51,2,2,1,",
        '2027-01-15T08:00:00Z,3.5,52,1,2,3,"restart: exit 1, ""no model"""',
    ]
    assert csv_text(Series(), 0).count("\n") == 1


def test_what_is_drawn_is_saved_as_figures_and_as_a_picture_and_a_failure_is_said(
    window: MainWindow, core: FakeCore, qtbot: QtBot, tmp_path: Path
) -> None:
    core.publish(snapshot())
    overview = window.details.overview
    qtbot.waitUntil(lambda: overview._plots is not None, timeout=10_000)
    overview.save(tmp_path / "a.csv")
    assert (
        len((tmp_path / "a.csv").read_text().splitlines()) > 500 and overview.note.text() == "Saved as a.csv"
    )
    overview.save(tmp_path / "a.png")
    picture = QImage(str(tmp_path / "a.png"))
    assert picture.width() > 2 * overview._plots.width()  # type: ignore[union-attr]
    for name in ("nowhere/a.csv", "nowhere/a.png"):
        overview.save(tmp_path / name)
        assert overview.note.text().startswith("Not saved: ")


@pytest.mark.parametrize("name", ["a.csv", "a.png"])
def test_an_export_replaces_what_lies_there_and_follows_no_link(
    window: MainWindow, core: FakeCore, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    core.publish(snapshot())
    overview = window.details.overview
    qtbot.waitUntil(lambda: overview._plots is not None, timeout=10_000)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / name).symlink_to(victim)
    overview.save(tmp_path / name)
    assert victim.read_text() == "precious" and not (tmp_path / name).is_symlink()
    assert (tmp_path / name).stat().st_size > 100 and (tmp_path / name).stat().st_mode & 0o077 == 0
    assert sorted(each.name for each in tmp_path.glob(".skelly-*")) == []
    (tmp_path / f"folder-{name}").mkdir()
    overview.save(tmp_path / f"folder-{name}")
    assert overview.note.text() == "Not saved: what is there is not a file"


def test_a_mark_leads_to_the_log_and_the_menu_to_the_events_of_its_time(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    core.publish(snapshot())
    qtbot.waitUntil(lambda: window.details.overview._plots is not None, timeout=10_000)
    window.details.overview._plots.picked.emit(time.time() - 58)  # type: ignore[union-attr]
    assert window.details.tab == "logs"
    logs = window.details.view("logs").log.text  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "storage answered" in logs.textCursor().selectedText(), timeout=5000)
    core.answers["events"] = [
        {"seq": n, "time": ago(n * 100), "module": "ai", "kind": "recovery", "cause": {"text": str(n)}}
        for n in (3, 2, 1)
    ]
    window.details.show_tab("overview")
    window.details.overview._show_menu(time.time() - 210, QPoint(5, 5))
    (menu,) = [each for each in window.findChildren(QMenu) if each.isVisible()]
    next(action for action in menu.actions() if action.text() == "Events at this time").trigger()
    menu.hide()
    view = window.details.view("events")
    assert isinstance(view, EventsView)
    chosen = view.model.event_at(view.list.currentIndex().row())
    assert chosen is not None and chosen.seq == 2
