"""The desktop's accent, close rows and stillness: each setting of `[ui]` does what it says, and text stays readable."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from skelly_tray.domain.orchestrator_config import UiConfig
from skelly_tray.ui import theme as theme_module
from skelly_tray.ui.accent import SystemAccent, accent_of
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.present.contrast import contrast, legible, tinted
from skelly_tray.ui.present.looks import Tone
from skelly_tray.ui.theme import COMPACT_ROW_HEIGHT, DARK, LIGHT, ROW_HEIGHT, Colours, Theme
from skelly_tray.ui.window.delegate import NOTE
from skelly_tray.ui.window.main import MainWindow
from tests.ui.notification_bus import NotificationBus

pytestmark = pytest.mark.usefixtures("qapp")

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


def grounds(colours: Colours) -> tuple[str, str]:
    return colours.background, colours.surface


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@given(accent=COLOURS)
@example(accent="#FFFF00")
@example(accent="#000000")
@example(accent="#FFFFFF")
@example(accent="#808080")
def test_any_accent_can_be_read_and_read_upon(colours: Colours, accent: str) -> None:
    made = legible(accent, grounds(colours))
    assert all(contrast(made, ground) >= 4.5 for ground in grounds(colours))
    texts = [colours.ink, colours.muted, *(colours.tone(tone) for tone in Tone)]
    chosen = tinted(made, colours.background, texts)
    assert all(contrast(text, chosen) >= 4.5 for text in texts)


@given(accent=COLOURS)
def test_an_accent_that_can_be_read_stays_as_it_is(accent: str) -> None:
    if all(contrast(accent, ground) >= 4.5 for ground in grounds(LIGHT)):
        assert legible(accent, grounds(LIGHT)) == accent


def test_no_more_is_changed_than_needs_be() -> None:
    made = legible("#F0A030", grounds(LIGHT))
    worst = min(contrast(made, ground) for ground in grounds(LIGHT))
    assert 4.5 <= worst < 4.7 and made != "#000000"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1.0


@pytest.mark.parametrize(
    ("told", "colour"),
    [
        (("v", ("(ddd)", (1.0, 0.5, 0.0))), "#FF8000"),
        (("(ddd)", (0.0, 0.0, 1.0)), "#0000FF"),
        (("(ddd)", (-1.0, -1.0, -1.0)), None),
        (("(ddd)", (float("nan"), 0.0, 0.0)), None),
        (("u", 3), None),
        (("(ddd)", ("a", "b", "c")), None),
        ((), None),
        (None, None),
    ],
)
def test_what_the_portal_tells_is_a_colour_or_nothing(told: Any, colour: str | None) -> None:
    assert accent_of(told) == colour


class Portal(threading.Thread):
    """The settings portal of a desktop, as far as it is asked; `tell` changes the colour."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        from jeepney.io.blocking import open_dbus_connection

        self.link = open_dbus_connection(bus=address)
        self.ready = threading.Event()
        self.news: queue.Queue[tuple[float, float, float]] = queue.Queue()
        self.ended = False

    def run(self) -> None:
        from jeepney import DBusAddress, MessageType, message_bus, new_method_return, new_signal

        self.link.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
        self.ready.set()
        place = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")
        while not self.ended:
            while not self.news.empty():
                body = ("org.freedesktop.appearance", "accent-color", ("(ddd)", self.news.get()))
                self.link.send(new_signal(place, "SettingChanged", "ssv", body))
            try:
                message = self.link.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call and len(message.body) == 2:
                told = ("v", ("(ddd)", (1.0, 0.0, 0.0)))
                self.link.send(new_method_return(message, "v", (told,)))
        self.link.close()

    def end(self) -> None:
        self.ended = True
        self.join()


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[NotificationBus]:
    made = NotificationBus(qtbot)
    yield made
    made.close()


@pytest.mark.skipif(NotificationBus.missing(), reason="dbus-daemon is not installed")
def test_the_accent_of_the_desktop_is_asked_for_and_followed(bus: NotificationBus, qtbot: QtBot) -> None:
    portal = Portal(bus.address)
    portal.start()
    portal.ready.wait(20)
    accent = SystemAccent("#123456", address=bus.address)
    assert accent.colour == "#123456", "until it is known"
    qtbot.waitUntil(lambda: accent.colour == "#FF0000", timeout=20_000)
    portal.news.put((0.0, 1.0, 0.0))
    qtbot.waitUntil(lambda: accent.colour == "#00FF00", timeout=20_000)
    portal.news.put((-1.0, -1.0, -1.0))
    qtbot.waitUntil(lambda: accent.colour == "#123456", timeout=20_000)
    accent.close()
    portal.end()


@pytest.mark.skipif(NotificationBus.missing(), reason="dbus-daemon is not installed")
def test_without_a_portal_it_is_what_qt_was_told(
    bus: NotificationBus, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[object] = []
    usual = SystemAccent._answered

    def noted(accent: SystemAccent, answer: Any) -> None:
        usual(accent, answer)
        answered.append(answer)

    monkeypatch.setattr(SystemAccent, "_answered", noted)
    accent = SystemAccent("#123456", address=bus.address)
    qtbot.waitUntil(lambda: answered == [None], timeout=20_000)
    assert accent.colour == "#123456"
    accent.close()
    assert SystemAccent("#123456", address="unix:path=/nowhere").colour == "#123456"


class Fixed(SystemAccent):
    """A desktop with an orange accent."""

    def __init__(self, usual: str, parent: Any = None) -> None:
        super().__init__("#F0A030", parent, address="")


@pytest.fixture
def orange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skelly_tray.ui.accent.SystemAccent", Fixed)


@pytest.mark.usefixtures("orange")
@pytest.mark.parametrize("base", [LIGHT, DARK], ids=["light", "dark"])
def test_the_accent_is_the_desktops_and_states_keep_their_own_colours(base: Colours) -> None:
    theme = Theme("dark" if base is DARK else "light")
    changes: list[str] = []
    theme.changed.connect(lambda: changes.append(theme.colours.accent))
    looks = UiConfig(theme="dark" if base is DARK else "light", accent="system")
    theme.take(looks)
    assert theme.colours == replace(base, accent=theme.colours.accent, chosen=theme.colours.chosen)
    assert theme.colours.accent != base.accent and theme.dark is (base is DARK)
    assert theme.colours.accent in theme_module.style_sheet(theme.colours)
    theme.take(looks)
    theme.take(replace(looks, accent="skelly"))
    assert theme.colours == base and len(changes) == 2


def test_reduced_motion_stops_what_qt_moves_and_full_brings_it_back(qapp: QApplication) -> None:
    effect = Qt.UIEffect.UI_General
    before = qapp.cursorFlashTime(), QApplication.isEffectEnabled(effect)
    QApplication.setEffectEnabled(effect, True)
    theme = Theme("light")
    theme.take(UiConfig(theme="light", motion="reduced"))
    assert theme.still and qapp.cursorFlashTime() == 0 and not QApplication.isEffectEnabled(effect)
    theme.take(UiConfig(theme="light"))
    assert not theme.still and qapp.cursorFlashTime() == before[0] and QApplication.isEffectEnabled(effect)
    theme.take(UiConfig(theme="light", motion="reduced"))
    theme.close()
    assert qapp.cursorFlashTime() == before[0] and QApplication.isEffectEnabled(effect)
    QApplication.setEffectEnabled(effect, before[1])


def test_compact_rows_are_less_high_at_once_and_notes_still_have_their_line(
    application: TrayApplication, window: MainWindow
) -> None:
    heights = window.table.verticalHeader()
    tall = [heights.sectionSize(number) for number in range(window.model.rowCount())]
    assert {*tall} == {ROW_HEIGHT, ROW_HEIGHT + NOTE}
    application.theme.take(UiConfig(theme="light", density="compact"))
    closer = [heights.sectionSize(number) for number in range(window.model.rowCount())]
    assert closer == [height - ROW_HEIGHT + COMPACT_ROW_HEIGHT for height in tall]
    application.theme.take(UiConfig(theme="light"))
    assert [heights.sectionSize(number) for number in range(window.model.rowCount())] == tall
