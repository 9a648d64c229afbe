"""The control methods: what they ask of the core, what they refuse, and what watchers are sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from skelly_tray.app.control import Control, Hooks
from skelly_tray.config.home import find_home
from skelly_tray.domain.status import SystemStatus
from skelly_tray.rpc.errors import ErrorCode
from tests.cli.fake_core import ENTRY, REPORT, FakeCore
from tests.rpc.serving import Peer, Served, serving, until


@asynccontextmanager
async def controlled(hooks: Hooks | None = None) -> AsyncIterator[tuple[FakeCore, Peer, Served]]:
    core = FakeCore()
    async with serving(Control(core, find_home("/nowhere"), hooks).methods()) as served:
        yield core, await served.peer(), served


async def test_status_is_the_whole_snapshot_or_one_row() -> None:
    async with controlled() as (_, peer, _served):
        whole = (await peer.ask("status"))["result"]
        assert whole["status"] == "degraded" and set(whole["modules"]) == {"web", "worker"}
        row = (await peer.ask("status", module="web"))["result"]
        assert row["pid"] == 4711 and row["health"] == "healthy"


@pytest.mark.parametrize("do", ["start", "stop", "restart"])
async def test_actions_become_intents_and_their_report_is_the_answer(do: str) -> None:
    async with controlled() as (core, peer, _):
        assert (await peer.ask(do, modules=["web", "web"], timeout=5))["result"] == REPORT
        await peer.ask(do, module="worker", wait=False)
        await peer.ask(do, all=True)
        assert core.acted == [
            ({"do": do, "modules": ["web"], "all": False}, True, 5.0),
            ({"do": do, "modules": ["worker"], "all": False}, False, None),
            ({"do": do, "modules": [], "all": True}, True, None),
        ]


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"modules": []},
        {"modules": "web"},
        {"modules": [1]},
        {"modules": ["web"], "all": True},
        {"modules": ["web"], "wait": 1},
        {"modules": ["web"], "timeout": -1},
        {"modules": ["web"], "timeout": True},
        {"modules": ["web"], "timeuot": 1},
    ],
)
async def test_wrong_params_are_named_and_nothing_is_done(params: dict[str, Any]) -> None:
    async with controlled() as (core, peer, _):
        assert (await peer.ask("stop", **params))["error"]["code"] == ErrorCode.INVALID_PARAMS
        assert core.acted == []


async def test_a_misspelt_param_is_answered_with_the_nearest_name() -> None:
    async with controlled() as (core, peer, _):
        answer = await peer.ask("quit", keep_module=True)
        assert '"keep_modules"' in answer["error"]["message"]
        assert core.posted == []


@pytest.mark.parametrize("method", ["status", "start", "why", "logs", "events", "samples", "config.text"])
async def test_an_unknown_module_is_named_with_the_nearest_one(method: str) -> None:
    async with controlled() as (core, peer, _):
        error = (await peer.ask(method, module="wbe"))["error"]
        assert error["code"] == ErrorCode.NO_SUCH_MODULE
        assert error["data"] == {"module": "wbe", "nearest": "web"} and '"web"' in error["message"]
        assert core.acted == [] and core.asked == []


async def test_questions_reach_the_core_with_their_params() -> None:
    async with controlled() as (core, peer, _):
        await peer.ask("events")
        await peer.ask("events", module="web", count=3)
        await peer.ask("why", module="web")
        await peer.ask("logs", module="orchestrator", count=5)
        await peer.ask("graph")
        await peer.ask("impact", do="stop", modules=["web"])
        await peer.ask("samples", module="web", seconds=60)
        await peer.ask("config.text", module="web")
        await peer.ask("config.update", module="web", text="x = 1")
        assert core.changed == [("ui", "edited modules/web.toml")]
        assert core.asked == [
            ("events", {"count": 50}),
            ("events", {"module": "web", "count": 3}),
            ("why", {"module": "web"}),
            ("logs", {"module": "orchestrator", "count": 5}),
            ("graph", {}),
            ("impact", {"do": "stop", "modules": ["web"], "all": False}),
            ("samples", {"module": "web", "seconds": 60.0}),
            ("config.text", {"module": "web"}),
        ]


async def test_quit_raise_ping_and_doctor() -> None:
    hooks = Hooks(raise_window=lambda: True, facts=lambda: {"tray": "StatusNotifierItem"})
    async with controlled(hooks) as (core, peer, _):
        assert (await peer.ask("quit", keep_modules=True))["result"] == {"quitting": True}
        assert core.posted == [{"do": "quit", "keep_modules": True}]
        assert (await peer.ask("raise"))["result"] == {"raised": True}
        assert (await peer.ask("ping"))["result"]["protocol"] == 1
        doctor = (await peer.ask("doctor"))["result"]
        assert doctor["tray"] == "StatusNotifierItem" and doctor["keeper_pid"] == 4242


async def test_who_shows_something_is_asked_for_its_portrait_and_who_does_not_has_none() -> None:
    async with controlled(Hooks(portrait=lambda: {"window": None, "icon": {"opaque": 9}})) as (_, peer, _):
        assert (await peer.ask("portrait"))["result"] == {"window": None, "icon": {"opaque": 9}}
    async with controlled() as (_, peer, _):
        assert (await peer.ask("portrait"))["result"] == {"window": None, "icon": None}


async def test_a_second_tray_raises_the_attached_one_and_gets_none_of_its_own() -> None:
    async with controlled() as (_, first, served):
        assert (await first.ask("raise"))["result"] == {"raised": False}
        assert (await first.ask("raise", attach=True))["result"] == {"raised": False}
        assert (await first.ask("raise", attach=True))["result"] == {"raised": False}
        second = await served.peer()
        assert (await second.ask("raise", attach=True))["result"] == {"raised": True}
        told = await first.hear()
        assert told is not None and told["method"] == "raise"
        assert (await first.ask("raise"))["result"] == {"raised": False}


async def test_a_tray_that_has_gone_is_not_raised() -> None:
    async with controlled() as (_, first, served):
        second = await served.peer()
        assert (await second.ask("raise", attach=True))["result"] == {"raised": False}
        second.writer.close()
        await until(lambda: served.server.connection_count == 1, "the tray has gone")
        assert (await first.ask("raise"))["result"] == {"raised": False}


async def test_watch_answers_first_then_sends_the_snapshot_and_everything_that_comes() -> None:
    async with controlled() as (core, peer, _):
        await peer.say(b'{"jsonrpc":"2.0","id":"w","method":"watch","params":{}}\n')
        first, second = await peer.hear(), await peer.hear()
        assert first is not None and first["result"] == {"watching": True}
        assert second is not None and second["method"] == "snapshot"
        assert second["params"]["status"] == "degraded"
        core.reading[0]([ENTRY])
        core.becomes(status=SystemStatus.CRITICAL)
        core.becomes(status=SystemStatus.HEALTHY)
        entry, newest = await peer.hear(), await peer.hear()
        assert entry == {"jsonrpc": "2.0", "method": "journal", "params": ENTRY}
        assert newest is not None and newest["params"]["status"] == "healthy"


async def test_the_core_is_listened_to_only_while_somebody_watches() -> None:
    async with controlled() as (core, peer, served):
        assert core.watching == [] and core.reading == []
        other = await served.peer()
        await peer.ask("watch"), await other.ask("watch"), await other.ask("watch")
        assert len(core.watching) == len(core.reading) == 1
        other.writer.close()
        await until(lambda: served.server.connection_count == 1, "one has left")
        assert len(core.watching) == 1
        peer.writer.close()
        await until(lambda: core.watching == [] and core.reading == [], "nobody watches")


async def test_a_snapshot_too_large_for_a_line_is_said_instead_of_sent() -> None:
    async with controlled() as (core, peer, _):
        await peer.ask("watch")
        core.becomes(reason="x" * (1 << 20))
        messages = [await peer.hear(), await peer.hear()]
        assert [message and message["method"] for message in messages] == ["snapshot", "unsendable"]
