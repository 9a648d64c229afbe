"""Notifications over D-Bus, to a server in a process of its own that answers, hangs, dies and comes back."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jeepney import HeaderFields, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from skelly_tray.ui import desktop_notices
from skelly_tray.ui.desktop_bus import session_address
from skelly_tray.ui.desktop_notices import DesktopNotices
from skelly_tray.ui.notifier import stage_image
from skelly_tray.ui.present.incidents import Stage
from skelly_tray.ui.present.notice_words import Notice
from tests.tools.notification_server import ADDRESS
from tests.ui.notification_bus import NotificationBus, Talker

pytestmark = pytest.mark.skipif(NotificationBus.missing(), reason="dbus-daemon is not installed")

ALL = ("actions", "body", "body-markup", "icon-static", "persistence", "sound")
FAILED = Notice(
    "n1", "AI companion stopped by itself", "Exit 1.", Stage.FAILING, "ai", resident=True,
    actions=(("retry", "Retry now"), ("logs", "Logs")),
)  # fmt: skip
CURED = Notice("n1", "AI companion runs again", "6 s down.", Stage.RECOVERED, "ai", again=True)


class Client:
    """The client under test, and what it said."""

    def __init__(self, address: str) -> None:
        self.desktop = DesktopNotices(address, stage_image, name="Skelly Tray · h")
        self.chosen: list[tuple[str, str, str]] = []
        self.closed: list[str] = []
        self.unheard: list[Notice] = []
        self.held: list[bool] = []
        self.desktop.chosen.connect(
            lambda key, action: self.chosen.append((key, action, os.environ.get("XDG_ACTIVATION_TOKEN", "")))
        )
        self.desktop.closed.connect(self.closed.append)
        self.desktop.unheard.connect(self.unheard.append)
        self.desktop.held_back_changed.connect(lambda: self.held.append(self.desktop.held_back))


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[NotificationBus]:
    made = NotificationBus(qtbot)
    yield made
    made.close()


@pytest.fixture
def client(bus: NotificationBus) -> Iterator[Client]:
    made = Client(bus.address)
    yield made
    made.desktop.close()
    made.desktop.deleteLater()


@pytest.fixture
def server(bus: NotificationBus) -> Talker:
    return bus.serve(*ALL)


def test_a_notification_is_replaced_in_place(bus: NotificationBus, server: Talker, client: Client) -> None:
    client.desktop.show(FAILED)
    first = bus.notified(server, 1)
    assert (first["title"], first["replaces"]) == ("AI companion stopped by itself", 0)
    client.desktop.show(CURED)
    second = bus.notified(server, 2)
    assert (second["title"], second["replaces"]) == ("AI companion runs again", first["id"])
    client.desktop.show(replace(FAILED, key="n2"))
    assert bus.notified(server, 3)["replaces"] == 0
    assert client.unheard == []


@pytest.mark.parametrize(
    ("notice", "hints"),
    [
        (FAILED, {"urgency": 1, "resident": True, "suppress-sound": True}),
        (replace(FAILED, urgent=True), {"urgency": 2, "resident": True, "suppress-sound": True}),
        (replace(FAILED, sound=True), {"urgency": 1, "resident": True, "sound-name": "dialog-warning"}),
        (CURED, {"urgency": 1, "suppress-sound": True}),
        (replace(CURED, transient=True), {"urgency": 0, "transient": True, "suppress-sound": True}),
    ],
)
def test_it_says_how_loud_it_is_and_what_it_is(
    bus: NotificationBus, server: Talker, client: Client, notice: Notice, hints: dict[str, Any]
) -> None:
    client.desktop.show(notice)
    told = bus.notified(server, 1)
    types, image = told["hints"].pop("types"), told["hints"].pop("image")
    assert told["hints"] == {"desktop-entry": "skelly-tray", "category": "x-skelly-tray.module", **hints}
    assert types["urgency"] == "y" and image == [64, 64, 256, True, 8, 4, 64 * 64 * 4]
    assert (told["app"], told["icon"], told["expires"]) == ("Skelly Tray · h", "skelly-tray", -1)


def test_every_stage_has_a_picture_and_the_worst_another_than_the_best(qtbot: QtBot) -> None:
    pictures = {stage: stage_image(stage)[6] for stage in Stage}
    assert len({pictures[stage] for stage in (Stage.GIVEN_UP, Stage.FAILING, Stage.RECOVERED)}) == 3


@pytest.mark.parametrize(("capabilities", "offered"), [(ALL, True), (("body",), False)])
def test_actions_are_offered_where_there_are_any(
    bus: NotificationBus, client: Client, capabilities: tuple[str, ...], offered: bool
) -> None:
    server = bus.serve(*capabilities)
    client.desktop.show(FAILED)
    wanted = ["default", "Why", "retry", "Retry now", "logs", "Logs"] if offered else []
    assert bus.notified(server, 1)["actions"] == wanted
    client.desktop.show(replace(FAILED, key="n2", module=None, actions=()))
    assert bus.notified(server, 2)["actions"] == (["default", "Open"] if offered else [])


@pytest.mark.parametrize(
    ("capabilities", "shown"),
    [(ALL, "&lt;b&gt;no&lt;/b&gt; &amp;amp; &lt;img src=x&gt;"), (("body",), "‹b›no‹/b› &amp; ‹img src=x›")],
)
def test_a_hostile_text_is_no_markup(
    bus: NotificationBus, client: Client, capabilities: tuple[str, ...], shown: str
) -> None:
    server = bus.serve(*capabilities)
    client.desktop.show(replace(FAILED, title="<i>x</i> & y", text="<b>no</b> &amp; <img src=x>"))
    told = bus.notified(server, 1)
    assert (told["title"], told["text"]) == ("‹i›x‹/i› & y", shown)


def test_an_action_is_told_with_its_token_in_the_environment_for_as_long(
    bus: NotificationBus, server: Talker, client: Client
) -> None:
    client.desktop.show(FAILED)
    shown = bus.notified(server, 1)["id"]
    bus.order(server, act="retry", id=shown, token="t-1")
    bus.order(server, act="default", id=shown, token="")
    bus.order(server, act="logs", id=shown + 7, token="")
    bus.order(server, act="logs", id=shown, token="")
    bus.wait(lambda: len(client.chosen) == 3)
    assert client.chosen == [("n1", "retry", "t-1"), ("n1", "default", ""), ("n1", "logs", "")]
    assert "XDG_ACTIVATION_TOKEN" not in os.environ


def test_nobody_else_can_press_a_button(bus: NotificationBus, server: Talker, client: Client) -> None:
    client.desktop.show(FAILED)
    shown = bus.notified(server, 1)["id"]
    forger = open_dbus_connection(bus.address)
    try:
        names = forger.send_and_get_reply(message_bus.ListNames()).body[0]
        for name in (name for name in names if name.startswith(":")):
            forged = new_signal(ADDRESS, "ActionInvoked", "us", (shown, "retry"))
            forged.header.fields[HeaderFields.destination] = name  # straight to us, without any rule
            forger.send(forged)
        forger.send_and_get_reply(message_bus.ListNames())
    finally:
        forger.close()
    bus.order(server, act="logs", id=shown, token="")
    bus.wait(lambda: client.chosen)
    assert client.chosen == [("n1", "logs", "")]


@pytest.mark.parametrize(("reason", "by_user"), [(1, False), (2, True), (3, False)])
def test_what_was_closed_is_shown_anew_and_the_user_is_told_from_the_clock(
    bus: NotificationBus, server: Talker, client: Client, reason: int, by_user: bool
) -> None:
    client.desktop.show(FAILED)
    bus.wait(lambda: client.desktop._ids)
    bus.order(server, close=bus.notified(server, 1)["id"], reason=reason)
    bus.wait(lambda: not client.desktop._ids)
    assert client.closed == (["n1"] if by_user else [])
    client.desktop.show(replace(FAILED, key="n2"))
    bus.notified(server, 2)
    client.desktop.show(CURED)
    assert bus.notified(server, 3)["replaces"] == 0


def test_it_is_taken_back_also_while_it_is_on_its_way(
    bus: NotificationBus, server: Talker, client: Client
) -> None:
    client.desktop.show(FAILED)
    shown = bus.notified(server, 1)["id"]
    client.desktop.withdraw("n1")
    bus.wait(lambda: server.told("closed") == [shown])
    bus.order(server, hang=True)
    client.desktop.show(replace(FAILED, key="n2"))
    client.desktop.show(replace(FAILED, key="n3"))
    client.desktop.withdraw("n2")
    client.desktop.withdraw("n3")
    client.desktop.show(replace(CURED, key="n4"))
    bus.order(server, hang=False)
    bus.wait(lambda: len(server.told("closed")) == 2 and len(server.told("notified")) == 3)
    assert [told["title"] for told in server.told("notified")][1:] == [FAILED.title, CURED.title]


def test_only_so_many_are_remembered(
    bus: NotificationBus, server: Talker, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop_notices, "MOST", 3)
    for number in range(5):
        client.desktop.show(replace(FAILED, key=f"n{number}"))
    bus.wait(lambda: "n4" in client.desktop._ids)
    assert list(client.desktop._ids) == ["n2", "n3", "n4"]


def test_at_the_end_everything_is_taken_back(bus: NotificationBus, server: Talker, client: Client) -> None:
    client.desktop.show(FAILED)
    shown = bus.notified(server, 1)["id"]
    bus.wait(lambda: client.desktop._ids)
    client.desktop.close()
    bus.wait(lambda: server.told("closed") == [shown])
    client.desktop.show(FAILED)
    assert client.unheard == [FAILED], "closed, it shows nothing"


def test_without_a_server_somebody_else_says_it_until_one_comes(bus: NotificationBus, client: Client) -> None:
    client.desktop.show(FAILED)
    bus.wait(lambda: client.unheard)
    client.desktop.show(CURED)
    assert client.unheard == [FAILED, CURED]
    server = bus.serve(*ALL)
    bus.wait(lambda: client.desktop._server is desktop_notices._Server.THERE)
    client.desktop.show(FAILED)
    assert bus.notified(server, 1)["replaces"] == 0 and len(client.unheard) == 2


@pytest.mark.parametrize(("capabilities", "told"), [(ALL, "with buttons"), (("body",), "without buttons")])
def test_how_they_are_shown_is_told_for_a_diagnosis(
    bus: NotificationBus, client: Client, capabilities: tuple[str, ...], told: str
) -> None:
    assert client.desktop.backend == "D-Bus, not needed yet"
    server = bus.serve(*capabilities)
    client.desktop.prepare()
    bus.wait(lambda: client.desktop.backend == f"D-Bus, {told}")
    bus.end_server(server)
    bus.wait(lambda: client.desktop.backend.startswith("messages of the tray"))


def test_a_server_that_dies_is_forgotten_and_its_successor_is_asked_anew(
    bus: NotificationBus, server: Talker, client: Client
) -> None:
    client.desktop.show(FAILED)
    bus.notified(server, 1)
    bus.end_server(server)
    bus.wait(lambda: client.desktop._server is desktop_notices._Server.NONE)
    client.desktop.show(FAILED)
    assert client.unheard == [FAILED]
    second = bus.serve("body")
    bus.wait(lambda: client.desktop._server is desktop_notices._Server.THERE)
    client.desktop.show(CURED)
    told = bus.notified(second, 1)
    assert (told["replaces"], told["actions"]) == (0, [])


def test_a_server_that_dies_over_a_notification_leaves_it_to_somebody_else(
    bus: NotificationBus, server: Talker, client: Client
) -> None:
    client.desktop.prepare()
    bus.wait(lambda: client.desktop._server is desktop_notices._Server.THERE)
    bus.order(server, hang=True)
    client.desktop.show(FAILED)
    bus.end_server(server)
    bus.wait(lambda: client.unheard == [FAILED])


def test_a_server_that_hangs_gets_one_call_and_then_the_newest_of_each(
    bus: NotificationBus, server: Talker, client: Client
) -> None:
    client.desktop.show(FAILED)
    first = bus.notified(server, 1)["id"]
    bus.order(server, hang=True)
    for count in range(50):
        client.desktop.show(replace(FAILED, text=f"{count} s"))
        client.desktop.show(replace(FAILED, key="n2", text=f"{count} s"))
    client.desktop.show(CURED)
    bus.order(server, hang=False)
    bus.wait(lambda: len(server.told("notified")) == 4)
    assert {(told["title"], told["text"], told["id"]) for told in server.told("notified")[2:]} == {
        (CURED.title, CURED.text, first),
        (FAILED.title, "49 s", first + 1),
    }
    assert client.unheard == []


def test_a_call_that_was_taken_for_lost_is_made_again_and_leaves_no_second_one(
    bus: NotificationBus, server: Talker, client: Client
) -> None:
    client.desktop.prepare()
    bus.wait(lambda: client.desktop._server is desktop_notices._Server.THERE)
    bus.order(server, hang=True)
    client.desktop.show(FAILED)
    client.desktop._patience.timeout.emit()
    bus.order(server, hang=False)
    bus.wait(lambda: len(server.told("notified")) == 2 and server.told("closed") and client.desktop._ids)
    one, two = (told["id"] for told in server.told("notified"))
    assert server.told("closed") == [one] and client.desktop._ids == {"n1": two}


def test_a_server_that_never_says_what_it_can_is_as_good_as_none(
    bus: NotificationBus, server: Talker, client: Client
) -> None:
    bus.order(server, hang=True)
    client.desktop.show(FAILED)
    client.desktop._start.timeout.emit()
    assert client.unheard == [FAILED]
    bus.order(server, hang=False)
    bus.wait(lambda: client.desktop._server is desktop_notices._Server.THERE)
    client.desktop.show(CURED)
    assert bus.notified(server, 1)["title"] == CURED.title


def test_a_server_that_refuses_leaves_it_to_somebody_else(
    bus: NotificationBus, server: Talker, client: Client
) -> None:
    bus.order(server, refuse=True)
    client.desktop.show(FAILED)
    bus.wait(lambda: client.unheard == [FAILED])
    bus.order(server, refuse=False)
    client.desktop.show(CURED)
    assert bus.notified(server, 1)["title"] == CURED.title


def test_do_not_disturb_is_known_and_followed(bus: NotificationBus, server: Talker, client: Client) -> None:
    bus.order(server, inhibit=True)
    client.desktop.prepare()
    bus.wait(lambda: client.held == [True])
    bus.order(server, inhibit=False)
    bus.wait(lambda: client.held == [True, False])
    bus.order(server, inhibit=True)
    bus.wait(lambda: client.held == [True, False, True])
    bus.end_server(server)
    bus.wait(lambda: client.held == [True, False, True, False])


def test_a_bus_that_dies_and_comes_back_is_found_again(
    bus: NotificationBus, server: Talker, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.desktop.show(FAILED)
    bus.notified(server, 1)
    bus.end()
    bus.wait(lambda: client.desktop._bus is None)
    client.desktop.show(FAILED)
    assert client.unheard == [FAILED]
    bus.start()
    again = bus.serve(*ALL)
    client.desktop.show(FAILED)
    assert len(client.unheard) == 2, "not tried again at once"
    monkeypatch.setattr(desktop_notices, "RETRY_AFTER", 0.0)
    client.desktop.show(CURED)
    assert bus.notified(again, 1)["title"] == CURED.title


@pytest.mark.parametrize(
    "address", ["", "unix:path=/nonexistent/bus", "tcp:host=localhost,port=1", "rubbish"]
)
def test_without_a_bus_everything_is_said_by_somebody_else(qtbot: QtBot, address: str) -> None:
    client = Client(address)
    client.desktop.show(FAILED)
    assert client.unheard == [FAILED]
    client.desktop.withdraw("n1")
    client.desktop.close()


@pytest.mark.parametrize("rubbish", [b"", b"HTTP/1.1 400 no\r\n\r\n", b"OK 1234\r\n" + b"\x00rubbish" * 100])
def test_who_does_not_speak_as_a_bus_does_is_none(qtbot: QtBot, tmp_path: Path, rubbish: bytes) -> None:
    place = socket.socket(socket.AF_UNIX)
    place.bind(str(tmp_path / "bus"))
    place.listen()
    client = Client(f"unix:path={tmp_path}/bus")
    client.desktop.show(FAILED)
    other, _ = place.accept()
    first = other.recv(1000)
    assert first.startswith(b"\0AUTH EXTERNAL")
    if rubbish.startswith(b"OK"):
        other.sendall(b"OK 1234\r\n")
        qtbot.waitUntil(
            lambda: client.desktop._bus is None or client.desktop._bus._login is None, timeout=5000
        )
        other.sendall(rubbish)
    elif rubbish:
        other.sendall(rubbish)
    else:
        other.close()
    qtbot.waitUntil(lambda: client.unheard == [FAILED], timeout=20_000)
    assert client.desktop._bus is None
    other.close()
    place.close()
    client.desktop.close()


def test_the_address_is_the_sessions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x")
    assert session_address() == "unix:path=/x"
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert session_address() == ""
    with socket.socket(socket.AF_UNIX) as place:
        place.bind(str(tmp_path / "bus"))
        assert session_address() == f"unix:path={tmp_path}/bus"
