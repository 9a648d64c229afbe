"""Longer spans of the curves: fetched as a whole and seldom, drawn with their band and with marks of what happened."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from skelly_tray.ui.present.marks import MarkGroup, MarkKind, PlotMark, grouped, legend, plot_mark
from skelly_tray.ui.present.series import Series, SeriesStore
from skelly_tray.ui.present.spans import LIVE, SPANS, moment, span_of
from skelly_tray.ui.theme import DARK, LIGHT, Theme, mark_colour
from skelly_tray.ui.window.main import MainWindow
from skelly_tray.ui.window.overview import WORDS_IN_LEGEND, legend_html
from skelly_tray.ui.window.plot_feed import PlotFeed
from skelly_tray.ui.window.plot_layers import SYMBOLS, band_path
from skelly_tray.ui.window.plots import ModulePlots
from tests.ui.fake_core import FakeCore, made_up_past, snapshot

NOW = 1_800_000_000.0
DAY = 86_400


def mark(seq: int, ago: float, kind: MarkKind = MarkKind.RESTART, text: str = "it began anew") -> PlotMark:
    return PlotMark(seq, NOW - ago, kind, text)


def past(count: int = 100, **more: Any) -> dict[str, Any]:
    times = [NOW - DAY + DAY / count * (i + 1) for i in range(count)]
    return {
        "time": times, "cpu_percent": [5.0] * count, "memory_mb": [50.0] * count, "health": [1] * count,
        "response_ms": [2.0] * count, "cpu_percent_min": [1.0] * count, "cpu_percent_max": [80.0] * count,
        "memory_mb_min": [49.0] * count, "memory_mb_max": [51.0] * count, **more,
    }  # fmt: skip


# What is told of marks


def test_marks_of_one_kind_that_are_close_are_one_and_others_stay_apart() -> None:
    close = [mark(1, 5000), mark(2, 4900), mark(3, 4800, MarkKind.CONFIG), mark(4, 100)]
    groups = grouped(close, now=NOW, span=DAY)
    assert [[m.seq for m in group.marks] for group in groups] == [[1, 2], [3], [4]]
    assert len(grouped(close, now=NOW, span=600.0)) == 1, "only what the span covers"


def test_a_mark_says_when_and_what_and_several_how_many() -> None:
    alone, many = MarkGroup((mark(1, 49),)), MarkGroup((mark(1, 60), mark(2, 49, text="the last")))
    assert alone.sentence(NOW, 600.0).replace("\u202f", " ") == "49 s ago  it began anew"
    assert many.sentence(NOW, 600.0).replace("\u202f", " ") == "2 restarts, the last:\n49 s ago  the last"


def test_the_legend_counts_the_kinds_that_are_drawn() -> None:
    groups = grouped([mark(1, 90), mark(2, 80), mark(3, 70, MarkKind.FAILURE)], now=NOW, span=600.0)
    assert legend(groups) == [(MarkKind.FAILURE, "1 failure"), (MarkKind.RESTART, "2 restarts")]
    assert "2&nbsp;restarts" in legend_html(legend(groups), LIGHT) and "▲" in legend_html(
        legend(groups), LIGHT
    )


def test_kinds_differ_by_shape_and_not_only_by_colour() -> None:
    assert (
        len({SYMBOLS[kind] for kind in MarkKind}) == len(MarkKind) == len({kind.glyph for kind in MarkKind})
    )
    for colours in (LIGHT, DARK):
        assert len({mark_colour(kind, colours) for kind in MarkKind}) >= 5


@pytest.mark.parametrize(
    "told", [{}, {"seq": 1, "time": 1.0, "kind": "of the future", "text": ""}, {"seq": "x"}]
)
def test_a_mark_that_is_not_understood_is_left_out(told: dict[str, Any]) -> None:
    assert plot_mark(told) is None
    series = Series.whole({"time": [1.0], "marks": [told]})
    assert series.marks == []


def test_a_moment_is_told_as_it_suits_the_span() -> None:
    assert moment(NOW - 49, NOW, LIVE) == "49\u202fs ago"
    assert len(moment(NOW - 7000, NOW, DAY)) == 5 and ":" in moment(NOW - 7000, NOW, DAY)
    assert len(moment(NOW - 9 * DAY, NOW, 30 * DAY).split()) == 3
    assert [span_of(span.seconds) for span in SPANS] == list(SPANS)


# What is fetched


class Asked:
    """A feed whose questions are answered by the test."""

    def __init__(self) -> None:
        self.now = NOW
        self.questions: list[tuple[Any, Any]] = []
        self.came = 0
        self.store = SeriesStore(keep=LIVE)
        self.feed = PlotFeed(
            lambda params, came: self.questions.append((params, came)),
            self.store,
            lambda: self.now,
            self._came,
        )

    def _came(self) -> None:
        self.came += 1

    def beat(self, seconds: int) -> None:
        for _ in range(seconds):
            self.now += 1
            self.feed.beat()


def test_a_long_span_is_fetched_anew_only_as_often_as_it_moves() -> None:
    for span in SPANS[1:]:
        asked = Asked()
        asked.feed.choose("web", span.seconds)
        asked.beat(600)
        assert len(asked.questions) == 1 + 600 // round(span.refresh)
        assert all(params == {"module": "web", "seconds": span.seconds} for params, _ in asked.questions)


def test_the_live_span_is_fetched_once_and_then_extended() -> None:
    asked = Asked()
    asked.feed.choose("web", LIVE)
    asked.beat(100)
    ((_, came),) = asked.questions
    came({"web": past()})
    assert asked.store.of("web") and asked.feed.past("web", LIVE) is None and asked.came == 1


def test_an_answer_that_comes_too_late_is_not_drawn_under_another_name() -> None:
    asked = Asked()
    asked.feed.choose("web", DAY)
    asked.feed.choose("db", DAY)
    (_, web), (_, db) = asked.questions
    web({"web": past()})
    assert asked.feed.past("web", DAY) is None and asked.feed.past("db", DAY) is None and asked.came == 0
    db({"db": past()})
    found = asked.feed.past("db", DAY)
    assert found and found.now == NOW and len(found.series.time) == 100
    assert asked.feed.past("db", 30 * DAY) is None


# What is drawn


@pytest.fixture
def plots(qtbot: QtBot) -> ModulePlots:
    made = ModulePlots(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 200)
    return made


def test_the_band_reaches_from_the_least_to_the_most_and_is_in_view(plots: ModulePlots) -> None:
    plots.show_series(Series.whole(past()), now=NOW, span=float(DAY), limits={})
    box = plots.cpu._band.path().boundingRect()
    assert (box.top(), box.bottom()) == (1.0, 80.0)
    assert plots.cpu.plot.getPlotItem().getViewBox().viewRange()[1][1] > 80.0
    short = past()
    for name in ("cpu_percent_min", "cpu_percent_max"):
        del short[name]
    plots.show_series(Series.whole(short), now=NOW, span=600.0, limits={})
    assert plots.cpu._band.path().isEmpty()


def test_a_gap_in_the_figures_is_a_gap_in_the_band() -> None:
    x = np.arange(5.0)
    low, high = np.array([1, 1, np.nan, 2, 2]), np.array([3, 3, np.nan, 4, 4])
    assert len(band_path(x, low, high).toSubpathPolygons()) == 2


def test_marks_are_drawn_above_the_curve_and_told_under_the_pointer(plots: ModulePlots) -> None:
    made = Series.whole(past())
    made.marks = [mark(1, 40_000), mark(2, 20_000, MarkKind.CONFIG, "its file changed")]
    plots.show_series(made, now=NOW, span=float(DAY), limits={})
    for card in (plots.cpu, plots.memory, plots.health):
        drawn = card.marks.shapes.getData()
        assert list(drawn[0]) == [-40_000.0, -20_000.0] and min(drawn[1]) > card._top
        assert [spot["symbol"] for spot in card.marks.shapes.data] == ["t1", "o"]
    near = plots.cpu.mark_near(-20_100.0)
    assert near is not None and near.endswith("its file changed") and plots.cpu.mark_near(-30_000.0) is None


def test_marks_keep_their_place_and_take_the_other_colours(plots: ModulePlots) -> None:
    made = Series.whole(past())
    made.marks = [mark(1, 40_000, MarkKind.CONFIG)]
    plots.show_series(made, now=NOW, span=float(DAY), limits={})
    before = plots.cpu.marks.shapes.data[0]["brush"].color().name()
    plots._theme.set_setting("dark")
    after = plots.cpu.marks.shapes.data[0]["brush"].color().name()
    assert (before.upper(), after.upper()) == (LIGHT.plum, DARK.plum)


def test_samples_that_were_drawn_can_be_extended(plots: ModulePlots) -> None:
    """What draws them holds on to none of the numbers themselves, whose place could not grow then."""
    made = Series()
    made.extend(past())
    plots.show_series(made, now=NOW, span=float(DAY), limits={})
    made.extend(past() | {"time": [NOW + 1 + at for at in range(100)]})
    made.forget_before(NOW)
    assert len(made.time) == 101
    plots.show_series(made, now=NOW + 100, span=600.0, limits={})
    assert len(plots.cpu._x) == 101  # type: ignore[arg-type]


def test_marks_that_move_along_are_drawn_with_one_picture_of_each_kind(plots: ModulePlots) -> None:
    made = Series.whole(past())
    made.marks = [mark(number, 1000.0 * number, kind) for number, kind in enumerate(MarkKind, start=1)]
    for second in range(5):
        plots.show_series(made, now=NOW + second, span=float(DAY), limits={})
    for card in plots.cards:
        assert len(card.marks.shapes.data) == len(MarkKind) == len(card.marks.shapes.fragmentAtlas)


# In the window


def seen(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.heartbeat.running, timeout=5000)


def test_a_span_is_chosen_by_keyboard_and_stays_chosen(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    core.publish(snapshot())
    seen(qtbot, window)
    window.table.choose("storage")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.details.span == DAY, timeout=5000)
    assert ("samples", {"module": "storage", "seconds": DAY}) in core.asked
    window.table.choose("web")
    assert window.details.span == DAY and ("samples", {"module": "web", "seconds": DAY}) in core.asked
    window.hide()
    window.show()
    assert window.details.span == DAY
    chosen = window.details.overview._spans.checkedButton()
    assert chosen.text() == "24 h" and chosen.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_long_past_is_drawn_with_live_figures_beside_it(
    window: MainWindow, core: FakeCore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.publish(snapshot())
    seen(qtbot, window)
    qtbot.waitUntil(lambda: window.details.overview._plots is not None, timeout=10_000)
    window.table.choose("storage")
    plots = window.details.overview._plots
    assert plots is not None
    live = plots.cpu._value.text()
    window.details.overview._spans.button(30 * DAY).click()
    x, _ = plots.cpu.curve.getOriginalDataset()
    assert x[0] < -29 * DAY and plots.groups and window.details.overview._legend.text()
    assert plots.cpu._value.text() == live
    overview = window.details.overview
    few = legend(plots.groups)[:WORDS_IN_LEGEND]
    monkeypatch.setattr("skelly_tray.ui.window.overview.legend", lambda _groups: few)
    for wide in (2000, 1, 2000):
        overview.resize(wide, overview.height())
        overview._show_legend()
        assert (few[0][1].replace(" ", "&nbsp;") in overview._legend.text()) is (wide > 1), "cut is nothing"
        assert few[0][1] in overview._legend.toolTip()
    core.asked.clear()
    qtbot.waitUntil(lambda: len(core.asked) >= 2, timeout=5000)
    assert all(params["seconds"] < 100 for _, params in core.asked), "the past is not fetched at every beat"


def test_the_curves_of_another_module_are_never_left_standing(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    core.publish(snapshot())
    seen(qtbot, window)
    qtbot.waitUntil(lambda: window.details.overview._plots is not None, timeout=10_000)
    window.table.choose("storage")
    window.details.overview._spans.button(DAY).click()
    core.errors["samples"] = "the disk does not answer"
    window.table.choose("web")
    plots = window.details.overview._plots
    assert plots is not None
    drawn, _ = plots.cpu.curve.getOriginalDataset()
    assert drawn is None or len(drawn) == 0


def test_nothing_is_fetched_for_a_long_span_while_nobody_looks(
    window: MainWindow, core: FakeCore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.publish(snapshot())
    seen(qtbot, window)
    window.table.choose("storage")
    window.details.overview._spans.button(3600).click()
    window.hide()
    qtbot.waitUntil(lambda: not window.heartbeat.running, timeout=5000)
    core.asked.clear()
    QTest.qWait(1200)
    window.table.choose("web")
    assert core.asked == []


def test_samples_of_a_long_past_are_as_many_as_can_be_drawn() -> None:
    series = Series.whole(made_up_past("storage", float(DAY)))
    assert len(series.time) == 720 and all(len(values) == 720 for values in series.bands.values())
    assert len(series.marks) == 9


def test_nothing_is_fetched_for_curves_behind_another_tab(
    window: MainWindow, core: FakeCore, qtbot: QtBot
) -> None:
    core.publish(snapshot())
    seen(qtbot, window)
    window.details.overview._spans.button(DAY).click()
    window.details.show_tab("limits")
    core.asked.clear()
    window.table.choose("storage")
    window.modules._feed._due = 0.0
    window.modules.beat()
    assert [params for _, params in core.asked if params.get("seconds") == DAY] == []
    window.details.show_tab("overview")
    assert ("samples", {"module": "storage", "seconds": DAY}) in core.asked
