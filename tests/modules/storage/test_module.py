"""The storage on a bus: it acknowledges what it stored, refuses what is malformed, and passes batches on."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import pytest

from skelly_tray.modules.storage.instants import now_ms, to_iso
from skelly_tray.modules.storage.module import Storage
from skelly_tray.sdk import Mode
from tests.modules.storage import made
from tests.sdk.fake_bus import Peer, RefusalError, error
from tests.sdk.living import Living, living, until

TODAY = now_ms()


def payload(number: int, time: str = "") -> dict[str, Any]:
    """Of today: what is older than the retention would be dropped."""
    return made.payload(number, time=time or to_iso(TODAY))


async def store(peer: Peer, *events: Any) -> None:
    for answer in [peer.begin_event("raw_event", event) for event in events]:
        await peer.wait_for_answer(answer)


async def stored(peer: Peer) -> list[str]:
    return [event["id"] for event in (await peer.ask("query"))["events"]]


def batches(peer: Peer) -> list[Any]:
    return [call["payload"] for call in peer.calls("publish") if call["topic"] == "event_batch"]


async def test_it_subscribes_reliably_before_it_is_ready() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        assert peer.calls("subscribe") == [{"topics": ["raw_event"], "delivery": "reliable"}]
        assert peer.methods.index("subscribe") < peer.methods.index("ready")


async def test_what_was_acknowledged_is_there_and_once() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        await store(peer, payload(1), payload(2), payload(1))
        assert await stored(peer) == ["e1", "e2"]
        assert (await peer.ask("stats"))["events"] == 2
        assert (await peer.ask("query", kinds=["idle"]))["events"] == []


async def test_a_malformed_event_is_refused_and_loses_nothing_else() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        answers = [
            peer.begin_event("raw_event", event) for event in (payload(1), {"id": "CANARY"}, payload(2))
        ]
        await peer.wait_for_answer(answers[0])
        with pytest.raises(RefusalError):
            await peer.wait_for_answer(answers[1])
        await peer.wait_for_answer(answers[2])
        assert await stored(peer) == ["e1", "e2"]
        assert "CANARY" not in life.said


async def test_a_wrong_question_is_answered_with_what_is_wrong() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError, match='did you mean "limit"'):
            await peer.ask("query", limti=5)
        with pytest.raises(RefusalError, match="seconds"):
            await peer.ask("summary", seconds=-1)


async def test_a_summary_is_of_the_last_seconds() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        await store(peer, payload(1, to_iso(TODAY - 7_200_000)))
        assert (await peer.ask("summary"))["count"] == 0
        assert (await peer.ask("summary", seconds=10_000))["count"] == 1


async def test_batches_are_published_and_tried_again_until_they_are_taken() -> None:
    async with living(Storage, settings={"batch_seconds": 0.1}) as life:
        peer = await life.ready()
        life.bus.reply_once("publish", error(-32004))
        await store(peer, payload(1), payload(2))
        await until(lambda: sum(batch["count"] for batch in batches(peer)) >= 3, "a second try")
        first, second = batches(peer)[:2]
        assert first["events"][0] == second["events"][0] == payload(1)
        assert "will be tried again" in life.said


async def test_without_the_feature_there_are_no_batches() -> None:
    degraded = {"name": "degraded", "disable_features": ["batches"], "reduce_load": 0.5}
    looks: list[float] = []

    class Counted(Storage):
        async def _pause(self, seconds: float) -> None:
            looks.append(seconds)
            await asyncio.sleep(0)

    async with living(Counted, settings={"batch_seconds": 0.1}, mode=degraded) as life:
        peer = await life.ready()
        await store(peer, payload(1))
        so_far = len(looks)
        await until(lambda: len(looks) > so_far + 2, "two more turns")
        assert batches(peer) == []
        await peer.ask("mode.restore")
        await until(lambda: batches(peer), "a batch after the restoration")


async def test_with_less_load_it_commits_less_often() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        usual = life.module._commit.max_wait
        await peer.ask("mode.degrade", disable_features=[], reduce_load=0.5)
        assert life.module._commit.max_wait == usual * 2 and life.module._commit.always_wait
        await store(peer, payload(1), payload(2))
        await peer.ask("mode.restore")
        assert life.module._commit.max_wait == usual and not life.module._commit.always_wait
        assert life.module.mode == Mode()


async def test_settings_take_effect_while_it_runs_and_wrong_ones_change_nothing() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        await peer.ask("config.update", settings={"max_mb": 50, "batch_seconds": 0.1}, changed=["max_mb"])
        assert (await peer.ask("stats"))["max_mb"] == 50
        await store(peer, payload(1))
        await until(lambda: batches(peer), "a batch after the new interval")
        with pytest.raises(RefusalError, match="max_mb"):
            await peer.ask("config.update", settings={"max_mb": 1}, changed=["max_mb"])
        assert (await peer.ask("stats"))["max_mb"] == 50


async def test_old_events_go() -> None:
    async with living(Storage, settings={"retention_days": 1}) as life:
        peer = await life.ready()
        await store(peer, payload(1, time="2001-01-01T00:00:00Z"))
        life.module._tasks[1].cancel()
        again = life.module.run_in_background(life.module._keep_up(), "again")
        await until_gone(life, peer)
        again.cancel()


async def test_writing_is_tried_again_by_itself() -> None:
    async with living(Storage) as life:
        await life.ready()
        life.module._condition.failed("the disk is full")
        again = life.module.run_in_background(life.module._keep_up(), "again")
        await until(lambda: not life.module._condition.cannot_write)
        again.cancel()


async def until_gone(life: Living[Storage], peer: Peer) -> None:
    while await stored(peer):
        assert not life.task.done()


async def test_health_tells_the_figures_and_a_database_that_cannot_be_written() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        await store(peer, payload(1))
        health = await peer.ask("health.check")
        assert health["status"] == "healthy" and health["issues"] == []
        assert {"message_queue_depth", "error_rate", "last_commit_ms"} <= health["metrics"].keys()
        assert health["metrics"]["last_commit_ms"] > 0
        life.module._condition.failed("the disk is full: nothing more can be stored until there is room")
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "disk is full" in health["issues"][0]["message"]
        await store(peer, payload(2))
        assert (await peer.ask("health.check"))["status"] == "healthy"


async def test_a_damaged_file_is_said_in_an_issue_and_in_the_log() -> None:
    async with living(Storage) as life:
        await life.ready()
        assert await life.end() == 0
        (life.module.state_dir / "events.db").write_bytes(b"no database" * 1000)
        async with living(Storage, bus=life.bus) as second:
            peer = await life.bus.peer(2)
            await peer.until_heard("ready")
            await store(peer, payload(1))
            health = await peer.ask("health.check")
            assert health["status"] == "degraded" and "damaged" in health["issues"][0]["message"]
            assert "damaged" in second.said


async def test_without_its_folder_it_lives_on_degraded_and_tries_again() -> None:
    class Blocked(Storage):
        async def start(self) -> None:
            self.state_dir = self.state_dir / "inner"
            self.state_dir.write_text("a file where the folder should be")
            await super().start()

    async with living(Blocked) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError):
            await store(peer, payload(1))
        assert (await peer.ask("health.check"))["status"] == "degraded"
        life.module.state_dir.unlink()
        await store(peer, payload(1))
        assert (await peer.ask("health.check"))["status"] == "healthy"
        assert await stored(peer) == ["e1"]


async def test_a_reset_begins_anew() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        await store(peer, payload(1))
        await peer.ask("state.reset", reset_state=False, clear_queues=True)
        assert await stored(peer) == ["e1"]
        await peer.ask("state.reset", reset_state=True, clear_queues=True)
        assert await stored(peer) == []
        await store(peer, payload(2))
        assert await stored(peer) == ["e2"]


async def test_what_was_erased_is_gone_and_the_next_is_stored() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        await store(peer, payload(1))
        assert await peer.ask("erase") == {"erased": True}
        assert await stored(peer) == []
        await store(peer, payload(2))
        assert await stored(peer) == ["e2"]


async def test_it_ends_in_order_and_the_file_is_whole() -> None:
    async with living(Storage) as life:
        peer = await life.ready()
        await store(peer, *(payload(number) for number in range(100)))
        assert await life.end() == 0
        assert "failed" not in life.said
        with sqlite3.connect(life.module.state_dir / "events.db") as database:
            assert database.execute("SELECT count(*) FROM events").fetchone() == (100,)
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()
