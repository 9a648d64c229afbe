"""The module on a bus: publishes what is seen, can be paused and told to do less, and gives away nothing private."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.modules.data_capture.module import DataCapture
from skelly_tray.modules.data_capture.pause import Pause
from skelly_tray.modules.data_capture.sources.process import ProcessSource
from tests.modules.data_capture.person import Person
from tests.modules.data_capture.program import NAME, start_program
from tests.sdk.fake_bus import Peer, RefusalError, error, fake_bus
from tests.sdk.living import living, until
from tests.tools.desktop import Desktop

CANARY = "canary-of-the-test"
ONLY_PROCESSES = {"sources": {"window": False, "input": False, "idle": False, "resources": False}}


def events(peer: Peer) -> list[dict[str, Any]]:
    return [call["payload"] for call in peer.calls("publish") if call["topic"] == "raw_event"]


def kinds(peer: Peer) -> list[str]:
    return [event["kind"] for event in events(peer)]


@pytest.fixture(autouse=True)
def _quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProcessSource, "interval", 0.02)


def told(peer: Peer, kind: str) -> list[dict[str, Any]]:
    """What was told of our program."""
    return [e["data"] for e in events(peer) if e["kind"] == kind and e["data"]["name"] == NAME]


async def settled(peer: Peer) -> dict[str, Any]:
    """What `sources` says once each is open or has said why not."""
    while True:
        found: dict[str, Any] = await peer.ask("sources")
        if not any(source["reason"] == "it is being opened" for source in found.values()):
            return found


@pytest.mark.usefixtures("no_display")
async def test_without_a_display_it_is_healthy_and_says_what_it_cannot_see() -> None:
    async with living(DataCapture) as life:
        peer = await life.ready()
        found = await settled(peer)
        assert found["process"] == found["resources"] == {"on": True, "available": True, "reason": ""}
        for name in ("window", "input", "idle"):
            assert found[name]["on"] and not found[name]["available"] and "DISPLAY" in found[name]["reason"]
            assert life.said.count(f"{name} is not seen") == 1
        health = await peer.ask("health.check")
        assert health["status"] == "healthy"
        assert {issue["severity"] for issue in health["issues"]} == {"info"} and len(health["issues"]) == 3
        assert health["metrics"]["sources"] == 2
        await until(lambda: kinds(peer)[:1] == ["capture_started"])


@pytest.mark.usefixtures("no_display")
async def test_a_program_that_starts_and_ends_is_told_by_its_name_alone(tmp_path: Path) -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        await settled(peer)
        with start_program(tmp_path, CANARY) as program:
            await until(lambda: told(peer, "process_started"), "the start")
            program.communicate()
        await until(lambda: told(peer, "process_ended"), "the end")
        assert told(peer, "process_started") == [{"name": NAME, "count": 1}]
        assert CANARY not in json.dumps(peer.heard) and CANARY not in life.said


@pytest.mark.usefixtures("no_display")
async def test_sources_are_switched_while_it_runs() -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        found = await settled(peer)
        assert found["window"] == {"on": False, "available": None, "reason": "switched off in the settings"}
        none = {"sources": dict.fromkeys(("window", "input", "idle", "resources", "process"), False)}
        await peer.ask("config.update", settings=none, changed=["sources"])
        assert not any(source["on"] for source in (await peer.ask("sources")).values())
        await peer.ask("config.update", settings={}, changed=["sources"])
        found = await settled(peer)
        assert all(source["on"] for source in found.values()) and found["resources"]["available"]
        with pytest.raises(RefusalError, match="titles"):
            await peer.ask("config.update", settings={"titles": "loud"}, changed=["titles"])


@pytest.mark.usefixtures("no_display")
async def test_a_mode_with_less_switches_sources_off_and_stretches_the_others() -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        await peer.ask("mode.degrade", disable_features=["process"], reduce_load=0.25)
        found = await peer.ask("sources")
        assert not found["process"]["on"] and "with less" in found["process"]["reason"]
        assert life.module._capture.stretch == 4
        await peer.ask("mode.restore")
        assert (await settled(peer))["process"]["available"] and life.module._capture.stretch == 1


@pytest.mark.usefixtures("no_display")
async def test_while_paused_nothing_looks_also_after_a_restart() -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        answer = await peer.ask("pause", minutes=60)
        assert answer["paused"].startswith("paused until ")
        assert not any(source["on"] for source in (await peer.ask("sources")).values())
        health = await peer.ask("health.check")
        assert 3500 < health["metrics"]["paused_until"] - time.time() <= 3600
        assert health["metrics"]["paused"] == 1 and "paused" in health["issues"][0]["message"]
        assert await life.end() == 0
        async with living(DataCapture, bus=life.bus) as second:
            peer = await life.bus.peer(2)
            await peer.until_heard("ready")
            assert not (await peer.ask("sources"))["process"]["on"]
            await peer.ask("resume")
            assert (await settled(peer))["process"]["available"]
            metrics = (await peer.ask("health.check"))["metrics"]
            assert (metrics["paused"], metrics["paused_until"]) == (0, 0)
            await until(lambda: "capture_resumed" in kinds(peer))
            assert second.module.settings.sources.process


@pytest.mark.usefixtures("no_display")
async def test_a_pause_is_over_by_itself() -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        await peer.ask("pause", minutes=0.001)
        await until(lambda: "capture_resumed" in kinds(peer))
        assert (await settled(peer))["process"]["available"]


@pytest.mark.usefixtures("no_display")
async def test_a_pause_from_before_a_restart_is_over_by_itself() -> None:
    async with fake_bus() as bus:
        Pause(Path(bus.environ["SKELLY_STATE_DIR"]) / "pause.json").begin(time.time() + 0.5)
        async with living(DataCapture, bus=bus, settings=ONLY_PROCESSES) as life:
            peer = await life.ready()
            await until(lambda: "capture_resumed" in kinds(peer))
            assert (await settled(peer))["process"]["available"]


@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize("params", [{"minutes": 0}, {"minutes": -5}, {"minutes": "5"}, {"hours": 1}])
async def test_a_wrong_pause_is_refused(params: dict[str, Any]) -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError):
            await peer.ask("pause", **params)
        assert (await settled(peer))["process"]["on"]


@pytest.mark.usefixtures("no_display")
async def test_what_cannot_be_published_waits_and_makes_it_degraded() -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        await until(lambda: kinds(peer) == ["capture_started"])
        life.bus.reply_always("publish", error(-32004))
        await peer.ask("pause")
        await until(lambda: life.module._outbox.failing)
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and health["metrics"]["message_queue_depth"] >= 1
        life.bus.always.clear()
        await until(lambda: not life.module._outbox.failing and not len(life.module._outbox))
        assert (await peer.ask("health.check"))["status"] == "healthy"
        assert kinds(peer).count("capture_paused") >= 2


@pytest.mark.usefixtures("no_display")
async def test_at_the_end_the_last_events_are_published() -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        assert await life.end() == 0
        assert kinds(peer)[-1] == "capture_stopped"
        assert "failed" not in life.said


@pytest.mark.display
@pytest.mark.skipif(bool(Desktop.missing()), reason=f"{Desktop.missing()} is not installed")
async def test_nothing_that_was_typed_or_read_is_told(person: Person) -> None:
    async with living(DataCapture) as life:
        peer = await life.ready()
        found = await settled(peer)
        assert all(source["available"] for source in found.values()), found
        person.focus(person.window("Editor", f"letter about {CANARY}"))
        await until(lambda: "Editor" in json.dumps(events(peer)), "the window")
        person.type("canaryofthetest")
        person.move(10, 10)
        input_source = life.module._capture._running["input"]
        assert input_source.watch.available
        await peer.ask("health.check")
        await life.end()
        focus = next(e["data"] for e in events(peer) if e["data"].get("program") == "Editor")
        assert len(focus["title_hash"]) == 16 and set(focus) == {"program", "title_hash"}
        everything = json.dumps(peer.heard) + life.said
        assert CANARY not in everything and "canaryofthetest" not in everything


def recorded(*, at: str = "2026-01-05T08:00:00Z", kind: str = "idle", **data: Any) -> dict[str, Any]:
    return {"time": at, "kind": kind, "data": data or {"idle": True, "idle_s": 60}}


async def test_what_was_recorded_is_told_with_its_own_times_and_what_comes_twice_is_the_same() -> None:
    given = [
        recorded(),
        recorded(at="2026-01-05T09:00:00+01:00"),
        recorded(
            kind="input_counts",
            seconds=10,
            keys=4,
            clicks=0,
            scrolls=0,
            pointer_px=7,
            at="2026-01-05T08:01:00Z",
        ),
        recorded(kind="resources", cpu_percent=2.5),
        recorded(kind="capture_stopped") | {"data": {}, "id": "mine", "source": "data_capture"},
    ]
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        for _ in range(2):
            assert await peer.ask("replay", events=given) == {"stored": 5}
        told = [event for event in events(peer) if event["time"].startswith("2026-01-05")]
        ids = [event["id"] for event in told]
        assert ids[:5] == ids[5:] and ids[0] == ids[1] != ids[2] and ids[4] == "mine"
        assert told[0] == {
            "id": ids[0],
            "kind": "idle",
            "time": "2026-01-05T08:00:00.000Z",
            "source": "data_capture",
            "data": {"idle": True, "idle_s": 60.0},
        }
        assert told[2]["data"]["keys"] == 4 and told[3]["data"] == {"cpu_percent": 2.5}


@pytest.mark.parametrize("titles", ["masked", "full", "off"])
async def test_titles_of_what_was_recorded_are_told_as_the_settings_say(titles: str) -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES | {"titles": titles}) as life:
        peer = await life.ready()
        await peer.ask("replay", events=[recorded(kind="window_focus", program="Editor", title=CANARY)])
        (data,) = [event["data"] for event in events(peer) if event["kind"] == "window_focus"]
        assert data["program"] == "Editor"
        assert (data.get("title") == CANARY) is (titles == "full")
        assert ("title_hash" in data) is (titles == "masked")
        assert titles == "full" or CANARY not in json.dumps(data)


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [recorded(kind="keys_typed", text=CANARY)],
        [recorded(), recorded(idle=True, idle_s=1, text=CANARY)],
        [recorded(idle=CANARY, idle_s=1)],
        [recorded(at="yesterday")],
        [recorded(at="2026-01-05T08:00:00")],
        [recorded(kind="window_focus", program="x" * 101)],
        [recorded(kind="window_focus", program="x", title_hash=CANARY)],
        [recorded()] * 501,
    ],
)
async def test_what_no_source_would_tell_is_refused_as_a_whole_and_not_quoted(
    wrong: list[dict[str, Any]],
) -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError) as refused:
            await peer.ask("replay", events=wrong)
        assert refused.value.code == -32602 and CANARY not in str(refused.value) + life.said
        assert kinds(peer) == ["capture_started"]


async def test_what_cannot_be_stored_is_said_to_whoever_brought_it() -> None:
    async with living(DataCapture, settings=ONLY_PROCESSES) as life:
        peer = await life.ready()
        await until(lambda: events(peer))
        life.bus.reply_once("publish", error(-32002))
        with pytest.raises(RefusalError):
            await peer.ask("replay", events=[recorded()])
        assert await peer.ask("replay", events=[recorded()]) == {"stored": 1}
