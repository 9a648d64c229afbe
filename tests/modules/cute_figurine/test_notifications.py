"""Where nothing can be drawn, messages are notifications of a real session bus; a server that fails is survived."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from skelly_tray.modules.cute_figurine.module import CuteFigurine
from skelly_tray.modules.cute_figurine.notifications import Notifications
from tests.modules.cute_figurine.test_module import command, feedback
from tests.sdk.living import Living, living, until
from tests.tools.desktop import Desktop, Talk

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed"),
]


@pytest.fixture
def on_bus(headless: None, monkeypatch: pytest.MonkeyPatch, desktop: Desktop) -> Desktop:
    """A session bus, and no display."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.bus)
    return desktop


@pytest.fixture
def server(on_bus: Desktop) -> Iterator[Talk]:
    talk = on_bus.start("tests.tools.notification_server", "actions", "body-markup")
    assert talk.next("ready")
    yield talk


def told(server: Talk, key: str) -> list[Any]:
    while not server._facts.empty():
        server.told.append(server._facts.get())
    return [fact[key] for fact in server.told if key in fact]


async def order(server: Talk, **what: object) -> None:
    """Without waiting for the answer: the module runs on this loop."""
    import json

    assert server.process.stdin
    count = len(told(server, "obeyed"))
    server.process.stdin.write(json.dumps(what) + "\n")
    server.process.stdin.flush()
    await until(lambda: len(told(server, "obeyed")) > count)


async def notified(life: Living[CuteFigurine], server: Talk, count: int = 1) -> list[dict[str, Any]]:
    await until(lambda: len(told(server, "notified")) >= count, "the notification")
    return told(server, "notified")


async def test_a_message_is_a_quiet_notification_with_answers(server: Talk) -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        peer.event("animation_command", command(message="Tea & <one> line?", seconds=25))
        (shown,) = await notified(life, server)
        assert shown["title"] == "Skelly" and shown["text"] == "Tea &amp; &lt;one&gt; line?"
        assert shown["actions"] == ["helpful", "Helpful", "not_now", "Not now"] and shown["expires"] == 25_000
        assert shown["hints"]["urgency"] == 0 and shown["hints"]["transient"] is True
        health = await peer.ask("health.check")
        assert health["status"] == "healthy" and "come as notifications" in health["issues"][0]["message"]
        assert (await peer.ask("where"))["way"] == "notification"


@pytest.mark.parametrize(
    ("order_of_the_test", "answer"),
    [
        ({"act": "helpful", "token": ""}, "helpful"),
        ({"act": "not_now", "token": ""}, "not_now"),
        ({"reason": 2}, "dismissed"),
    ],
)
async def test_what_is_answered_there_is_told(
    server: Talk, order_of_the_test: dict[str, Any], answer: str
) -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        peer.event("animation_command", command())
        (shown,) = await notified(life, server)
        await until(lambda: life.module._notes._shown)
        which = "act" if "act" in order_of_the_test else "close"
        identity = {"id": shown["id"]} if which == "act" else {"close": shown["id"]}
        await order(server, **(order_of_the_test | identity))
        await until(lambda: feedback(peer) == [("r-a", answer)])


async def test_the_next_message_takes_the_place_of_the_last_and_one_that_is_over_is_withdrawn(
    server: Talk,
) -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        peer.event("animation_command", command())
        (first,) = await notified(life, server)
        peer.event("animation_command", command("b", "Two.", feedback=False))
        second = (await notified(life, server, 2))[1]
        assert second["replaces"] == first["id"] and second["actions"] == []
        await until(lambda: life.module._notes._shown == (second["id"], 2))
        await peer.ask("answer", answer="dismissed")
        await until(lambda: told(server, "closed") == [second["id"]])


async def test_moods_alone_and_hidden_messages_are_no_notifications(server: Talk) -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        peer.event("animation_command", command("m", None, mood="melting", seconds=0, feedback=False))
        await peer.ask("hide")
        peer.event("animation_command", command("a"))
        await until(lambda: feedback(peer) == [("r-a", "timeout")])
        await peer.ask("show")
        peer.event("animation_command", command("b", "Two."))
        assert [shown["text"] for shown in await notified(life, server)] == ["Two."]


async def test_a_server_that_refuses_makes_it_degraded_until_it_does_not(server: Talk) -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        await order(server, refuse=True)
        peer.event("animation_command", command())
        await until(lambda: life.module._notes.trouble)
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "it refused" in health["issues"][0]["message"]
        await order(server, refuse=False)
        peer.event("animation_command", command("b", "Two."))
        await notified(life, server)
        assert (await peer.ask("health.check"))["status"] == "healthy"


async def test_a_bus_that_goes_away_is_survived(on_bus: Desktop, server: Talk) -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        peer.event("animation_command", command())
        await notified(life, server)
        on_bus.end(on_bus._processes[1])
        await until(lambda: not life.module._notes._bus.is_open)
        peer.event("animation_command", command("b", "Two."))
        await until(lambda: life.module._notes.trouble)
        assert (await peer.ask("health.check"))["status"] == "degraded"
        assert await peer.ask("answer", answer="helpful") == {"answered": ["r-b"]}


@pytest.mark.usefixtures("on_bus")
async def test_a_bus_without_anybody_who_shows_notifications_makes_it_degraded() -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        await until(lambda: life.module._notes.trouble)
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "cannot be shown" in health["issues"][0]["message"]


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize(
    ("desktop_says", "moves"),
    [
        ({}, True),
        ({"enable-animations": False}, False),
        ({"enable-animations": True}, True),
        ({"reduced-motion": 1}, False),
        ({"reduced-motion": 0}, True),
    ],
)
async def test_a_desktop_that_asks_for_less_motion_gets_it(
    monkeypatch: pytest.MonkeyPatch, desktop_says: dict[str, Any], moves: bool
) -> None:
    async def setting(self: Notifications, namespace: str, key: str) -> Any:
        return desktop_says.get(key)

    monkeypatch.setattr(Notifications, "setting", setting)
    async with living(CuteFigurine) as life:
        await life.ready()
        await until(lambda: life.module._stage and life.module._stage.is_up)
        assert life.module._moves is moves


async def test_a_portal_that_is_not_there_is_not_started_and_says_nothing(on_bus: Desktop) -> None:
    async with living(CuteFigurine) as life:
        await life.ready()
        assert await life.module._notes.setting("org.gnome.desktop.interface", "enable-animations") is None
