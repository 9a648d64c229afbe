"""The analysis on a bus: it hears batches and reactions, tells states, and takes the user's word."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from skelly_tray.modules.analysis_engine import history
from skelly_tray.modules.analysis_engine import module as program
from skelly_tray.modules.analysis_engine.module import AnalysisEngine
from tests.modules.analysis_engine.made import NOON, Pen
from tests.sdk.fake_bus import Peer, RefusalError, error
from tests.sdk.living import Living, living, until

MINUTE = 60_000
REFUSED = error(-32004)


@pytest.fixture
def pen(monkeypatch: pytest.MonkeyPatch) -> Pen:
    """The module's clock is where the pen is."""
    pen = Pen(NOON)
    monkeypatch.setattr(program, "now_ms", lambda: pen.at)
    return pen


async def during(peer: Peer, pen: Pen, what: str, minutes: float) -> None:
    for _ in range(round(minutes * 2)):
        await peer.wait_for_answer(peer.begin_event("event_batch", getattr(pen, what)()))


def told(peer: Peer) -> list[dict[str, Any]]:
    return [call["payload"] for call in peer.calls("publish") if call["topic"] == "state_change"]


async def until_told(peer: Peer, state: str) -> dict[str, Any]:
    await until(lambda: told(peer) and told(peer)[-1]["state"] == state, f"{state} to be told")
    return told(peer)[-1]


async def test_it_subscribes_reliably_before_it_is_ready() -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        assert peer.calls("subscribe") == [
            {"topics": ["event_batch"], "delivery": "reliable"},
            {"topics": ["feedback"], "delivery": "reliable"},
        ]
        assert await peer.ask("state") == {"state": None, "confidence": 0.0, "factors": [], "window_s": 300}


async def test_a_change_of_state_is_told_with_its_reasons(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 15)
        await until_told(peer, "flow")
        await during(peer, pen, "flit", 6)
        change = await until_told(peer, "distracted")
        assert (change["previous"] == "flow" and change["since"] <= change["time"] == pen.at) or change[
            "since"
        ] > NOON
        assert 0 < change["confidence"] <= 1 and change["window_s"] == 300
        assert all(set(factor) == {"name", "value", "effect", "text"} for factor in change["factors"])
        assert (await peer.ask("state"))["state"] == "distracted"


async def test_a_malformed_batch_is_refused_and_changes_nothing(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 5)
        before = await peer.ask("state")
        for payload in (None, {"events": "CANARY"}):
            with pytest.raises(RefusalError):
                await peer.wait_for_answer(peer.begin_event("event_batch", payload))
        assert await peer.ask("state") == before
        assert "CANARY" not in life.said


async def test_a_state_that_cannot_be_told_is_told_with_the_next_moment(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        life.bus.reply_once("publish", REFUSED)
        await during(peer, pen, "work", 0.5)
        await until(lambda: "will be tried again" in life.said)
        assert (await peer.ask("health.check"))["status"] == "degraded"
        await during(peer, pen, "work", 0.5)
        await until(lambda: len(told(peer)) >= 2)
        assert told(peer)[0] == told(peer)[1]
        await until(lambda: not life.module._refused)
        assert (await peer.ask("health.check"))["status"] == "healthy"


async def test_what_was_not_told_before_the_end_is_told_by_the_next_process(pen: Pen) -> None:
    async with living(AnalysisEngine, settings={"refresh_seconds": 60}) as life:
        peer = await life.ready()
        life.bus.reply_once("publish", REFUSED)
        await during(peer, pen, "work", 0.5)
        await until(lambda: "will be tried again" in life.said)
        (missed,) = told(peer)
        assert await life.end() == 0
        async with living(AnalysisEngine, bus=life.bus) as second:
            peer = await life.bus.peer(2)
            await until(lambda: told(peer) == [missed])
            await until(lambda: not second.module._untold)
            assert await second.end() == 0
        async with living(AnalysisEngine, bus=life.bus) as third:
            peer = await life.bus.peer(3)
            await peer.until_heard("ready")
            assert not third.module._untold and told(peer) == []
            assert await third.end() == 0


async def test_of_states_that_nobody_takes_the_oldest_go(pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_UNTOLD", 5)
    async with living(AnalysisEngine, settings={"refresh_seconds": 30}) as life:
        peer = await life.ready()
        life.bus.reply_once("publish", lambda _peer, _message: None)
        await during(peer, pen, "work", 5)
        kept = await life.module._keeping.ask(history.untold)
        assert [one["time"] for one in kept] == [pen.at - n * 30_000 for n in (4, 3, 2, 1, 0)]
        assert [one["time"] for one in life.module._untold] == [one["time"] for one in kept]


async def test_whoever_is_slow_to_take_a_state_keeps_no_batch_waiting(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        life.bus.reply_once("publish", lambda _peer, _message: None)
        await during(peer, pen, "work", 5)
        assert (await peer.ask("health.check"))["metrics"]["judged"] == 10


async def test_a_correction_of_now_is_in_force_at_once_and_learned(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 20)
        answer = await peer.ask("correct", state="neutral")
        assert answer["state"] == "neutral" and answer["learned"] and answer["moments"] == 16
        change = await until_told(peer, "neutral")
        assert change["factors"][0]["name"] == "said"
        found = await peer.ask("personal")
        assert found["on"] and found["corrections"] == 1 and 0 < found["largest"] <= found["bound"]
        assert found["strongest"][0].keys() == {"state", "feature", "weight"}
        assert (await peer.ask("timeline"))["stretches"][-1]["corrected"]
        assert (await peer.ask("reset_personal")) == {"reset": True}
        found = await peer.ask("personal")
        assert (found["corrections"], found["largest"], found["strongest"]) == (0, 0.0, [])


async def test_a_correction_of_the_past_does_not_change_what_is_now(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 20)
        answer = await peer.ask("correct", state="distracted", **{"from": NOON, "to": "2026-01-01T12:05:00Z"})
        assert answer["to"] == NOON + 5 * MINUTE
        assert (await peer.ask("state"))["state"] == "flow"
        stretches = (await peer.ask("timeline", **{"from": NOON, "to": pen.at}))["stretches"]
        assert stretches[0]["state"] == "distracted" and stretches[-1]["state"] == "flow"


@pytest.mark.parametrize(
    "params",
    [
        {"state": "sleepy"},
        {"state": "flow", "from": "yesterday"},
        {"state": "flow", "from": NOON + MINUTE, "to": NOON},
        {"state": "flow", "from": 0},
        {"state": "flow", "form": 1},
        {},
    ],
)
async def test_a_wrong_correction_is_refused(pen: Pen, params: dict[str, Any]) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError) as refused:
            await peer.ask("correct", **params)
        assert refused.value.code == -32602
        assert (await peer.ask("personal"))["corrections"] == 0


async def test_what_was_learned_changes_what_is_judged_unless_it_is_switched_off(pen: Pen) -> None:
    async def learned(settings: dict[str, Any], **welcome: Any) -> tuple[float, dict[str, Any]]:
        pen.at = NOON
        async with living(AnalysisEngine, settings=settings, **welcome) as life:
            peer = await life.ready()
            await during(peer, pen, "flit", 10)
            await peer.ask("correct", state="neutral", **{"from": NOON, "to": pen.at - 2 * MINUTE})
            await during(peer, pen, "flit", 10)
            shares = life.module._engine.now
            assert shares is not None
            return shares.shares["neutral"], await peer.ask("personal")

    degraded = {"name": "degraded", "disable_features": ["personalisation"]}
    plain, found = await learned({"personalise": False})
    assert not found["on"] and found["corrections"] == 1 and found["largest"] == 0
    assert (await learned({}, mode=degraded))[0] == plain
    assert (
        plain
        < (await learned({"learning": 0.2}, mode={"name": "full"}))[0]
        < (await learned({"learning": 1}))[0]
    )
    assert (await learned({"learning": 0}))[0] == plain


async def test_the_mode_switches_what_was_learned_off_and_on(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 10)
        await peer.ask("correct", state="neutral")
        assert (await peer.ask("state"))["personal"]
        await peer.ask("mode.degrade", disable_features=["personalisation"], reduce_load=0.5)
        assert not (await peer.ask("state"))["personal"] and life.module._look_every == 60
        await peer.ask("mode.restore")
        assert (await peer.ask("state"))["personal"] and life.module._look_every == 30


async def test_reactions_are_learned_from_once_unless_that_is_switched_off(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "flit", 10)
        payload = {"time": pen.at, "request": "r1", "answer": "helpful"}
        for _ in range(2):
            await peer.wait_for_answer(peer.begin_event("feedback", payload))
        found = await peer.ask("personal")
        assert found["reactions"] == 1 and 0 < found["largest"] < 0.1
        await peer.ask(
            "config.update", settings={"learn_from_reactions": False}, changed=["learn_from_reactions"]
        )
        await peer.wait_for_answer(peer.begin_event("feedback", payload | {"request": "r2"}))
        again = await peer.ask("personal")
        assert again["reactions"] == 2 and again["largest"] == found["largest"]
        for wrong in (None, {}, payload | {"answer": "CANARY"}, payload | {"request": ""}):
            with pytest.raises(RefusalError):
                await peer.wait_for_answer(peer.begin_event("feedback", wrong))
        assert "CANARY" not in life.said


async def test_settings_take_effect_while_it_runs_and_wrong_ones_change_nothing(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 10)
        count = len(told(peer))
        await peer.ask(
            "config.update",
            settings={"refresh_seconds": 30, "window_seconds": 120},
            changed=["refresh_seconds"],
        )
        await during(peer, pen, "work", 3)
        await until(lambda: len(told(peer)) >= count + 5, "a refresh with each batch")
        assert told(peer)[-1]["refresh"] and told(peer)[-1]["window_s"] == 120
        with pytest.raises(RefusalError, match="steadiness"):
            await peer.ask("config.update", settings={"steadiness": 7}, changed=["steadiness"])
        assert life.module.settings.window_seconds == 120


async def test_moments_are_kept_so_many_days(pen: Pen) -> None:
    async with living(AnalysisEngine, settings={"keep_days": 1}) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 2)
        pen.at += 2 * 86_400_000
        await during(peer, pen, "work", 1)
        kept = (await peer.ask("export"))["moments"]
        assert kept and all(one["time"] > NOON + 86_400_000 for one in kept)


async def test_the_next_process_carries_on(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 60)
        await peer.ask("state.save")
        since = (await peer.ask("state"))["since"]
        await peer.ask("correct", state="neutral", **{"from": NOON, "to": NOON + 5 * MINUTE})
        assert await life.end() == 0
        async with living(AnalysisEngine, bus=life.bus) as second:
            peer = await life.bus.peer(2)
            await peer.until_heard("ready")
            await during(peer, pen, "work", 1)
            found = await peer.ask("state")
            assert (found["state"], found["since"], found["personal"]) == ("hyperfocus", since, True)
            assert await second.end() == 0


async def test_export_gives_everything_page_by_page_and_nothing_of_titles(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        pen.window("Code", "CANARY")
        await during(peer, pen, "flit", 5)
        await peer.ask("correct", state="neutral")
        first = await peer.ask("export", limit=6)
        rest = await peer.ask("export", after=first["next"])
        times = [one["time"] for page in (first, rest) for one in page["moments"]]
        assert len(times) == len(set(times)) == 10 and "next" not in rest
        assert len(first["corrections"]) == 1 and first["learned"].keys() == {*first["learned"]}
        assert "CANARY" not in json.dumps([first, rest]) and "CANARY" not in life.said
        database = (life.module.state_dir / "analysis.db").read_bytes()
        wal = life.module.state_dir / "analysis.db-wal"
        assert b"CANARY" not in database + (wal.read_bytes() if wal.exists() else b"")
        assert b"discord" not in database


async def test_erase_and_reset_leave_nothing_and_it_goes_on(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        for forget in ("erase", "state.reset"):
            await during(peer, pen, "work", 5)
            await peer.ask("correct", state="neutral")
            await (peer.ask("erase") if forget == "erase" else peer.ask("state.reset", reset_state=True))
            found = await peer.ask("export")
            assert (found["moments"], found["corrections"], found["learned"]) == ([], [], None)
            assert (await peer.ask("state"))["state"] is None
            await during(peer, pen, "work", 1)
            assert (await peer.ask("state"))["state"] == "flow"
        assert any("reset" in path.name for path in life.module.state_dir.iterdir())
        await peer.ask("erase")
        assert not any("reset" in path.name for path in life.module.state_dir.iterdir())


async def test_a_database_that_cannot_be_used_costs_the_timeline_and_not_the_state(pen: Pen) -> None:
    class Blocked(AnalysisEngine):
        async def start(self) -> None:
            self.state_dir = self.state_dir / "inner"
            self.state_dir.write_text("a file where the folder should be")
            await super().start()

    async with living(Blocked) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 5)
        await until_told(peer, "flow")
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "database" in health["issues"][0]["message"]
        life.module.state_dir.unlink()
        await during(peer, pen, "work", 1)
        assert (await peer.ask("health.check"))["status"] == "healthy"


async def test_a_damaged_database_is_set_aside_and_said(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        await life.ready()
        assert await life.end() == 0
        (life.module.state_dir / "analysis.db").write_bytes(b"no database" * 1000)
        async with living(AnalysisEngine, bus=life.bus) as second:
            peer = await life.bus.peer(2)
            await peer.until_heard("ready")
            await during(peer, pen, "work", 1)
            health = await peer.ask("health.check")
            assert health["status"] == "healthy" and "damaged" in health["issues"][0]["message"]
            assert "damaged" in second.said


async def test_the_clock_alone_shows_that_nothing_comes(pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_LOOK_EVERY", 0.01)
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 5)
        pen.at += 10 * MINUTE
        change = await until_told(peer, "neutral")
        assert change["confidence"] == 0 and change["factors"][0]["name"] == "no_data"
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "nothing has come" in health["issues"][0]["message"]


async def test_corrections_and_batches_at_once_do_not_disturb_each_other(pen: Pen) -> None:
    async with living(AnalysisEngine) as life:
        peer = await life.ready()
        await during(peer, pen, "work", 5)
        batches = [peer.begin_event("event_batch", pen.work()) for _ in range(6)]
        past = {"from": NOON, "to": NOON + MINUTE}
        asked = [peer.begin("correct", state="neutral", **past) for _ in range(3)]
        await asyncio.gather(*(peer.wait_for_answer(one) for one in [*batches, *asked]))
        found = await peer.ask("export")
        assert len(found["moments"]) == 16 and len(found["corrections"]) == 3
        assert_running(life)


def assert_running(life: Living[AnalysisEngine]) -> None:
    assert not life.task.done() and "failed" not in life.said
