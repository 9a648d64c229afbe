"""Notifications in a real program that shows them, where it is installed: dunst is small, and strict about types."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from pytestqt.qtbot import QtBot

from skelly_tray.ui.desktop_notices import PATH, DesktopNotices, _Server
from skelly_tray.ui.notifier import stage_image
from skelly_tray.ui.present.incidents import Stage
from skelly_tray.ui.present.notice_words import Notice
from tests.tools.desktop import Desktop

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed"),
    pytest.mark.skipif(not shutil.which("dunst"), reason="dunst is not installed"),
]

FAILED = Notice(
    "n1", "AI companion stopped by itself", "Exit 1 & <b>more</b>.", Stage.FAILING, "ai", resident=True, sound=True,
    actions=(("retry", "Retry now"),),
)  # fmt: skip
COMMANDS = DBusAddress(PATH, "org.freedesktop.Notifications", "org.dunstproject.cmd0")


@pytest.fixture
def dunst(desktop: Desktop) -> Iterator[DBusConnection]:
    desktop.run("dunst")
    connection = open_dbus_connection(desktop.bus)
    yield connection
    connection.close()


def test_it_is_shown_replaced_clicked_and_closed(
    desktop: Desktop, dunst: DBusConnection, qtbot: QtBot
) -> None:
    client = DesktopNotices(desktop.bus, stage_image)
    chosen: list[tuple[str, str]] = []
    closed: list[str] = []
    client.chosen.connect(lambda key, action: chosen.append((key, action)))
    client.closed.connect(closed.append)
    client.prepare()
    qtbot.waitUntil(lambda: client._server is _Server.THERE, timeout=20_000)
    client.show(FAILED)
    qtbot.waitUntil(lambda: bool(client._ids), timeout=20_000)
    before = dict(client._ids)
    client.show(replace(FAILED, stage=Stage.GIVEN_UP, urgent=True, again=True))
    qtbot.waitUntil(lambda: client._under_way is None, timeout=20_000)
    assert client._ids == before
    dunst.send(new_method_call(COMMANDS, "NotificationAction", "u", (0,)))
    qtbot.waitUntil(lambda: chosen == [("n1", "default")], timeout=20_000)
    client.show(replace(FAILED, key="n2", stage=Stage.RECOVERED, resident=False, transient=True, sound=False))
    qtbot.waitUntil(lambda: "n2" in client._ids, timeout=20_000)
    dunst.send(new_method_call(COMMANDS, "NotificationCloseLast"))
    qtbot.waitUntil(lambda: bool(closed), timeout=20_000)
    client.close()
