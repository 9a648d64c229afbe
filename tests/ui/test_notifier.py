"""The notifier between the core, the desktop and the tray: what it asks, shows and passes on. Time stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui import notifier as notifier_module
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.desktop_notices import DesktopNotices
from skelly_tray.ui.dialogs.why import WhyDialog
from skelly_tray.ui.notifier import SETTINGS, Notifier, stage_image
from skelly_tray.ui.present.notice_words import Notice
from skelly_tray.ui.tray import Tray
from tests.ui.conftest import MakeApplication
from tests.ui.fake_core import FakeCore, snapshot

Tells = Callable[[float], list[Notice]]


class Desktop(DesktopNotices):
    """Shows everything, and remembers it."""

    def __init__(self) -> None:
        super().__init__("", stage_image)
        self.shown: list[Notice] = []
        self.withdrawn: list[str] = []
        self.held = False

    @property
    def held_back(self) -> bool:
        return self.held

    def hold_back(self, held: bool) -> None:
        self.held = held
        self.held_back_changed.emit()

    def show(self, notice: Notice) -> None:
        self.shown.append(notice)

    def withdraw(self, key: str) -> None:
        self.withdrawn.append(key)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(notifier_module, "time", made)
    return made


@pytest.fixture
def application(make_application: MakeApplication, clock: Clock, core: FakeCore) -> TrayApplication:
    core.snapshot = snapshot()
    return make_application(host_grace_ms=10**6)


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


@pytest.fixture
def notifier(
    application: TrayApplication, core: FakeCore, desktop: Desktop, clock: Clock
) -> Iterator[Notifier]:
    made = Notifier(core, application.watch, application.tray, application.snooze, desktop=desktop)
    clock.now += 60.0  # the first seconds are over
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def tells(notifier: Notifier, desktop: Desktop, clock: Clock) -> Tells:
    """Let so many seconds pass, a second at a time; what was shown meanwhile."""

    def tell(seconds: float) -> list[Notice]:
        before = len(desktop.shown)
        for _ in range(int(seconds)):
            clock.now += 1.0
            notifier._tell()
        return desktop.shown[before:]

    return tell


def fails(core: FakeCore, module: str = "web") -> None:
    core.tell(module, "state_changed", "stopping", origin="running", cause="exit", text="exit 1")


def test_a_failure_is_shown_with_the_name_of_the_module(core: FakeCore, tells: Tells) -> None:
    fails(core)
    assert [notice.title for notice in tells(20)] == ["Web server stopped by itself"]


def test_only_a_required_module_of_the_snapshot_is_urgent(core: FakeCore, tells: Tells) -> None:
    core.change("ai", required=False)
    for module in ("ai", "web"):
        core.tell(module, "recovery", verdict="failed", notify=True, text="given up", trial_after=None)
        assert tells(100)[-1].urgent == (module == "web")


def test_its_settings_are_asked_for_at_the_start_and_after_each_change(core: FakeCore, tells: Tells) -> None:
    assert core.asked.count(("config.get", {"key": SETTINGS})) == 2  # of the application's, and of ours
    core.answers["config.get"] = {"value": {"failures": False, "muted": ["db"]}}
    core.tell(None, "config_changed", cause="user", verdict="committed")
    fails(core)
    assert tells(60) == []


@pytest.mark.parametrize("value", [{"failures": 7}, {"nonsense": True}, {"after": "soon"}])
def test_settings_that_are_wrong_change_nothing(core: FakeCore, tells: Tells, value: dict[str, Any]) -> None:
    core.answers["config.get"] = {"value": value}
    core.tell(None, "config_changed", cause="user", verdict="committed")
    fails(core)
    assert len(tells(20)) == 1


def test_settings_that_nobody_tells_are_the_usual_ones(core: FakeCore, tells: Tells) -> None:
    core.errors["config.get"] = "there is no connection"
    core.tell(None, "config_changed", cause="user", verdict="committed")
    fails(core)
    assert len(tells(20)) == 1


def test_a_core_that_is_not_there_yet_is_asked_when_it_is(
    make_application: MakeApplication, core: FakeCore, clock: Clock
) -> None:
    core.snapshot = None
    make_application(host_grace_ms=10**6)
    assert "config.get" not in core.names_asked()
    for _ in range(3):
        core.publish(snapshot())
    assert core.names_asked().count("config.get") == 1


def test_while_notifications_are_put_off_nothing_is_shown_and_one_digest_after(
    application: TrayApplication, core: FakeCore, tells: Tells
) -> None:
    application.snooze.for_seconds(3600)
    for module in ("web", "ai"):
        fails(core, module)
        assert tells(100) == []
    application.snooze.end()
    assert [notice.title for notice in tells(60)] == ["Meanwhile: 2 modules failed: Web server, AI companion"]


def test_do_not_disturb_is_respected(core: FakeCore, tells: Tells, desktop: Desktop) -> None:
    desktop.hold_back(True)
    fails(core)
    assert tells(100) == []
    desktop.hold_back(False)
    assert len(tells(60)) == 1


def test_a_snooze_that_lasts_from_before_counts_from_the_start(
    application: TrayApplication, core: FakeCore, desktop: Desktop, clock: Clock
) -> None:
    application.snooze.for_seconds(3600)
    notifier = Notifier(core, application.watch, application.tray, application.snooze, desktop=desktop)
    fails(core)
    clock.now += 3000.0
    notifier._tell()
    assert desktop.shown == []
    notifier.close()


@pytest.mark.parametrize(
    ("action", "state", "wished"),
    [
        ("retry", ModuleState.BACKOFF, ("start", "web")),
        ("retry", ModuleState.RUNNING, ("restart", "web")),
        ("restart", ModuleState.RUNNING, ("restart", "web")),
        ("logs", ModuleState.BACKOFF, ("logs", "web")),
        ("why", ModuleState.BACKOFF, ("why", "web")),
        ("default", ModuleState.BACKOFF, ("why", "web")),
    ],
)
def test_a_button_does_what_it_says(
    core: FakeCore, tells: Tells, notifier: Notifier, desktop: Desktop, action: str, state: ModuleState,
    wished: tuple[str, str],
) -> None:  # fmt: skip
    wishes: list[tuple[str, str]] = []
    notifier.wished.connect(lambda what, module: wishes.append((what, module)))
    fails(core)
    (notice,) = tells(20)
    core.change("web", state=state)
    desktop.chosen.emit(notice.key, action)
    desktop.chosen.emit(notice.key, "nonsense")
    assert wishes == [wished]


def test_the_snooze_button_puts_off_what_comes(
    application: TrayApplication, core: FakeCore, tells: Tells, desktop: Desktop
) -> None:
    fails(core)
    (notice,) = tells(20)
    desktop.chosen.emit(notice.key, "snooze")
    assert application.snooze.active
    fails(core, "ai")
    assert tells(100) == []


def test_a_click_on_a_digest_or_on_one_whose_module_is_gone_leads_to_the_window(
    core: FakeCore, tells: Tells, notifier: Notifier, desktop: Desktop
) -> None:
    windows: list[bool] = []
    notifier.window_wished.connect(lambda: windows.append(True))
    fails(core)
    (single,) = tells(90)
    modules = dict(snapshot().modules)
    del modules["web"]
    core.publish(snapshot(modules=modules))
    desktop.chosen.emit(single.key, "default")
    for module in ("ai", "storage"):
        fails(core, module)
    desktop.chosen.emit(tells(20)[-1].key, "default")
    desktop.chosen.emit("unknown", "default")
    assert len(windows) == 3


def test_only_so_many_are_remembered(
    core: FakeCore, tells: Tells, notifier: Notifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier_module, "MOST", 2)
    for module in ("web", "ai", "storage"):
        fails(core, module)
        tells(90)
    assert list(notifier._modules.values()) == ["ai", "storage"]


def test_a_module_that_is_given_up_is_no_change_of_the_settings(core: FakeCore, tells: Tells) -> None:
    before = core.names_asked().count("config.get")
    core.tell("web", "recovery", verdict="failed", notify=True, text="given up", trial_after=None)
    assert core.names_asked().count("config.get") == before


def test_what_the_user_restarts_is_taken_back(core: FakeCore, tells: Tells, desktop: Desktop) -> None:
    fails(core)
    (notice,) = tells(20)
    core.tell(None, "user_action", cause="user", action="restart", modules=["web"])
    assert tells(3) == [] and desktop.withdrawn == [notice.key]


def test_what_the_user_has_closed_stays_closed(core: FakeCore, tells: Tells, desktop: Desktop) -> None:
    fails(core)
    (notice,) = tells(20)
    desktop.closed.emit(notice.key)
    core.tell("web", "health_changed", "healthy", cause="probe")
    assert tells(60) == []


@pytest.mark.parametrize("tray", [True, False])
def test_without_a_server_the_tray_says_it_or_else_the_window(
    application: TrayApplication, core: FakeCore, tells: Tells, desktop: Desktop, notifier: Notifier,
    monkeypatch: pytest.MonkeyPatch, tray: bool,
) -> None:  # fmt: skip
    said: list[str] = []
    unseen: list[str] = []
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: tray))
    monkeypatch.setattr(application.tray, "say", lambda title, _: said.append(title))
    notifier.unseen.connect(lambda title, _: unseen.append(title))
    fails(core)
    desktop.unheard.emit(tells(20)[0])
    assert said == ["Web server stopped by itself"]
    assert unseen == ([] if tray else said)


def test_the_application_does_what_a_notification_wishes(application: TrayApplication) -> None:
    application.notifier.window_wished.emit()
    assert application.window is not None and application.window.isVisible()
    application.notifier.unseen.emit("Web server stopped by itself", "Exit 1.")
    assert application.window.statusBar().currentMessage() == "Web server stopped by itself. Exit 1."
    application.notifier.wished.emit("why", "web")
    opened = [w for w in QApplication.topLevelWidgets() if isinstance(w, WhyDialog) and w.isVisible()]
    assert len(opened) == 1


def test_a_hint_is_a_passing_notification_that_leads_to_the_window(
    notifier: Notifier, desktop: Desktop, application: TrayApplication
) -> None:
    notifier.window_wished.connect(application.show_window)
    notifier.hint("Skelly Tray keeps running", "Quit is in its menu.")
    [hint] = desktop.shown
    assert (hint.title, hint.transient, hint.module, hint.actions) == (
        "Skelly Tray keeps running", True, None, (),
    )  # fmt: skip
    desktop.chosen.emit(hint.key, "default")
    assert application.window is not None and application.window.isVisible()


def test_a_module_that_is_well_although_nobody_said_so_is_told_as_well(
    core: FakeCore, tells: Tells, desktop: Desktop
) -> None:
    fails(core)
    tells(20)
    for _ in range(40):
        core.publish(snapshot())
        tells(1)
    tells(10)
    assert [notice.title for notice in desktop.shown] == [
        "Web server stopped by itself",
        "Web server runs again",
    ]


def test_a_module_that_was_removed_meanwhile_is_taken_back(
    core: FakeCore, tells: Tells, desktop: Desktop
) -> None:
    fails(core)
    (notice,) = tells(20)
    modules = dict(snapshot().modules)
    del modules["web"]
    for _ in range(40):
        core.publish(snapshot(modules=modules))
        tells(1)
    assert desktop.withdrawn == [notice.key]
