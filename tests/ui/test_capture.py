"""Capture is paused and resumed from the tray; what is shown is what the module reports, and a refusal is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QMenu

from skelly_tray.domain.status import HealthStatus, ModuleState, SystemHealth
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.present.capture import capture_pause
from skelly_tray.ui.present.headline import Mood, mood, tooltip
from skelly_tray.ui.present.looks import Symbol
from tests.ui.fake_core import FakeCore, running, snapshot

NOW = datetime(2026, 5, 4, 14, 0).astimezone().timestamp()


def capturing(**changes: object) -> SystemHealth:
    module = running("Data capture", native=True, metrics={"paused": 0.0, "paused_until": 0.0})
    return snapshot(modules={"data_capture": replace(module, **changes), "web": running("Web")})  # type: ignore[arg-type]


def paused(until: float) -> SystemHealth:
    return capturing(metrics={"paused": 1.0, "paused_until": until})


@pytest.fixture
def core() -> FakeCore:
    made = FakeCore(capturing())
    made.answers["call"] = {"paused": "paused until then"}
    return made


def _entry(application: TrayApplication) -> QMenu:
    application.menu.aboutToShow.emit()
    return application.menu.capture


def _choose(application: TrayApplication, text: str) -> None:
    next(a for a in _entry(application).actions() if a.text() == text and a.isVisible()).trigger()


def _texts(application: TrayApplication) -> list[str]:
    return [a.text() for a in _entry(application).actions() if a.isVisible() and not a.isSeparator()]


@pytest.mark.parametrize(("text", "minutes"), [("15 min", 15.0), ("1 h", 60.0)])
def test_a_pause_is_asked_of_the_module(
    application: TrayApplication, core: FakeCore, text: str, minutes: float
) -> None:
    _choose(application, text)
    asked = {"module": "data_capture", "method": "pause", "params": {"minutes": minutes}, "timeout": 10.0}
    assert core.asked[-1] == ("call", asked)


def test_tomorrow_is_the_morning_of_tomorrow(application: TrayApplication, core: FakeCore) -> None:
    application.capture._now = lambda: NOW
    _choose(application, "Until tomorrow")
    minutes = core.asked[-1][1]["params"]["minutes"]
    end = datetime.fromtimestamp(NOW + minutes * 60).astimezone()
    assert (end.hour, end.minute) == (8, 0)
    assert end.date() == (datetime.fromtimestamp(NOW).astimezone() + timedelta(days=1)).date()


def test_what_the_module_reports_is_shown_and_can_be_taken_back(
    application: TrayApplication, core: FakeCore
) -> None:
    assert _texts(application) == ["15 min", "1 h", "Until tomorrow"]
    assert application.menu.capture.menuAction().text() == "Pause capture"
    core.publish(paused(0.0))
    assert application.menu.capture.menuAction().text() == "Capture is paused until you resume it"
    assert application.tray._mood is Mood.PAUSED
    assert "Capture is paused until you resume it" in application.tray._tooltip
    assert application.tray._tooltip.count("paused") == 1, "it is said twice"
    _choose(application, "Resume")
    assert core.asked[-1][1]["method"] == "resume"
    core.publish(capturing())
    assert application.tray._mood is Mood.HEALTHY and "paused" not in application.tray._tooltip


def test_another_end_of_the_pause_is_told_at_once(application: TrayApplication, core: FakeCore) -> None:
    soon = application.watch.now + 60
    core.publish(paused(soon))
    first = application.tray._tooltip
    core.publish(paused(soon + 7200))
    assert application.tray._tooltip != first


@pytest.mark.parametrize(
    "health",
    [
        snapshot(modules={"web": running("Web")}),
        capturing(state=ModuleState.STOPPED),
        capturing(state=ModuleState.BACKOFF),
        capturing(native=False),
        None,
    ],
)
def test_nothing_is_offered_where_nothing_is_captured(health: SystemHealth | None) -> None:
    assert capture_pause(health, NOW) is None


def test_the_entry_is_not_to_be_seen_without_the_module(application: TrayApplication, core: FakeCore) -> None:
    assert _entry(application).menuAction().isVisible()
    core.publish(snapshot())
    assert not _entry(application).menuAction().isVisible()


def test_until_when_is_a_time_of_the_clock() -> None:
    health = paused(NOW + 1800)
    made = capture_pause(health, NOW)
    assert made is not None and made.paused and made.text == "Capture is paused until 14:30"
    assert mood(health) is Mood.PAUSED
    assert tooltip(health, capture=made.line).splitlines()[1:] == [
        "All 2 modules healthy",
        "Capture is paused until 14:30",
    ]


def test_a_refusal_is_said_and_nothing_is_shown_as_paused(
    application: TrayApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(application, "_say_in_window", lambda said, text: told.append((said, text)))
    core.errors["call"] = "data_capture: no answer within 10 s"
    _choose(application, "15 min")
    assert told == [("Capture was not paused", "It goes on as before: data_capture: no answer within 10 s")]
    assert application.tray._mood is Mood.HEALTHY
    core.publish(paused(0.0))
    _choose(application, "Resume")
    assert told[-1][0] == "Capture was not resumed" and application.tray._mood is Mood.PAUSED


def test_a_module_that_has_not_reported_since_its_start_is_asked_once(
    application: TrayApplication, core: FakeCore
) -> None:
    """It may be paused from before, and its first report is an interval away."""
    assert "call" not in core.names_asked()
    for incarnation in (7, 8):
        for _ in range(2):
            core.publish(capturing(metrics={}, incarnation=incarnation))
        core.publish(capturing(metrics={}, incarnation=incarnation + 10, ready=False))
    assert [params["method"] for name, params in core.asked if name == "call"] == ["sources", "sources"]


def test_a_module_that_pauses_is_told_as_paused_in_the_list_and_not_as_running(
    application: TrayApplication, core: FakeCore
) -> None:
    application.show_window()
    assert application.window is not None
    model = application.window.model
    row = model.row(model.number_of("data_capture") or 0)
    assert row is not None and row.state == "running"
    core.publish(paused(0.0))
    row = model.row(model.number_of("data_capture") or 0)
    assert row is not None and (row.state, row.symbol, row.look.rank.trouble) == (
        "paused",
        Symbol.BARS,
        False,
    )
    core.publish(capturing(metrics={"paused": 1.0}, health=HealthStatus.DEGRADED))
    row = model.row(model.number_of("data_capture") or 0)
    assert row is not None and row.state == "degraded", "what limps says so, paused or not"
