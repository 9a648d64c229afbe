"""The gamification on a bus: suggests, rewards, keeps still, and loses nothing."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.modules.gamification import module as program
from skelly_tray.modules.gamification.module import Gamification
from tests.modules.gamification.made import HOUR, MINUTE, NOON, WIDE_AWAKE
from tests.sdk.fake_bus import Peer, RefusalError, error
from tests.sdk.living import living, until

AWAKE = {**WIDE_AWAKE}


class Hand:
    """Moves the module's clock; a state goes on if it is told again."""

    def __init__(self) -> None:
        self.at = self.since = NOON
        self.state = ""


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    hand = Hand()
    monkeypatch.setattr(program, "now_ms", lambda: hand.at)
    monkeypatch.setattr(program, "_FIRST_RETRY", 0.01)
    monkeypatch.setattr(program, "_LATE_MS", HOUR)  # this clock leaps while something is being told
    return hand


async def be(peer: Peer, hand: Hand, state: str, minutes: int, confidence: float = 0.9) -> None:
    if state != hand.state:
        hand.state, hand.since = state, hand.at
    for _ in range(minutes):
        payload = {
            "time": hand.at,
            "state": state,
            "since": hand.since,
            "confidence": confidence,
            "factors": [],
        }
        await peer.wait_for_answer(peer.begin_event("state_change", payload))
        hand.at += MINUTE


def published(peer: Peer, topic: str) -> list[dict[str, Any]]:
    return [call["payload"] for call in peer.calls("publish") if call["topic"] == topic]


async def until_published(peer: Peer, topic: str, kind: str) -> dict[str, Any]:
    def found() -> list[dict[str, Any]]:
        return [one for one in published(peer, topic) if one["kind"] == kind]

    await until(found, f"{kind} on {topic}")
    return found()[-1]


async def test_it_subscribes_reliably_before_it_is_ready() -> None:
    async with living(Gamification) as life:
        peer = await life.ready()
        assert peer.calls("subscribe") == [
            {"topics": ["state_change"], "delivery": "reliable"},
            {"topics": ["feedback"], "delivery": "reliable"},
        ]


async def test_a_distraction_brings_a_suggestion_and_the_answer_is_heard(hand: Hand) -> None:
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        await be(peer, hand, "distracted", 7)
        request = await until_published(peer, "intervention_request", "refocus")
        assert request["state"] == "distracted" and request["context"] == {"minutes": 5}
        feedback = {"time": hand.at, "request": request["id"], "answer": "dismissed"}
        await peer.wait_for_answer(peer.begin_event("feedback", feedback))
        assert (await peer.ask("export"))["timing"]["factors"] == {"refocus": 2.0}


async def test_rewards_wait_until_focus_is_over_unless_that_is_switched_off(hand: Hand) -> None:
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        await be(peer, hand, "flow", 40)
        held = (await peer.ask("export"))["rewards"]
        assert held and published(peer, "reward") == []
        assert (await peer.ask("health.check"))["metrics"]["untold"] == len(held)
        await be(peer, hand, "neutral", 5)
        await until_published(peer, "reward", "coins")
        assert {one["id"] for one in held} <= {one["id"] for one in published(peer, "reward")}
    hand.at = NOON
    async with living(Gamification, settings=AWAKE | {"rewards": {"hold_in_focus": False}}) as life:
        peer = await life.ready()
        await be(peer, hand, "flow", 40)
        await until_published(peer, "reward", "streak")


async def test_a_reward_that_cannot_be_told_is_told_later_with_the_same_id(hand: Hand) -> None:
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        for _ in range(2):
            life.bus.reply_once("publish", error(-32004))
        await be(peer, hand, "flow", 12)
        await be(peer, hand, "away", 1)
        await until(lambda: len({one["id"] for one in published(peer, "reward")}) >= 2)
        first, second, third = published(peer, "reward")[:3]
        assert first == second == third and "will be tried again" in life.said
        await until(lambda: not life.module._refused)


async def test_what_was_told_is_not_told_again_by_the_next_process_and_what_was_not_is(hand: Hand) -> None:
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        await be(peer, hand, "flow", 12)
        await be(peer, hand, "away", 1)
        await until(lambda: life.module._untold == 0 and published(peer, "reward"), "all told")
        told = [one["id"] for one in published(peer, "reward")]
        await be(peer, hand, "flow", 40)
        waiting = len((await peer.ask("export"))["rewards"]) - len(told)
        before = await peer.ask("progress")
        assert waiting > 0 and await life.end() == 0
        async with living(Gamification, bus=life.bus) as second:
            peer = await life.bus.peer(2)
            await peer.until_heard("ready")
            assert await peer.ask("progress") == before
            await be(peer, hand, "away", 1)
            await until(lambda: len(published(peer, "reward")) > waiting)
            again = [one["id"] for one in published(peer, "reward")]
            assert not set(told) & set(again) and len(again) == len(set(again))
            assert await second.end() == 0


async def test_a_suggestion_that_came_too_late_is_not_made(hand: Hand) -> None:
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        life.bus.reply_always("publish", error(-32004))
        await be(peer, hand, "distracted", 6)
        await until(lambda: published(peer, "intervention_request"), "a try")
        hand.at += 2 * HOUR
        life.bus.always.clear()
        await until(lambda: not life.module._refused, "that it is given up")
        count = len(published(peer, "intervention_request"))
        await be(peer, hand, "neutral", 1)
        assert len(published(peer, "intervention_request")) == count


@pytest.mark.parametrize(
    "payload",
    [
        None,
        {},
        {"time": NOON, "state": "CANARY", "since": NOON, "confidence": 1},
        {"time": -1, "state": "flow"},
    ],
)
async def test_what_is_malformed_is_refused_and_changes_nothing(hand: Hand, payload: Any) -> None:
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        await be(peer, hand, "flow", 3)
        before = await peer.ask("export")
        for topic in ("state_change", "feedback"):
            with pytest.raises(RefusalError):
                await peer.wait_for_answer(peer.begin_event(topic, payload))
        assert await peer.ask("export") == before and "CANARY" not in life.said


async def test_quiet_is_kept_over_restarts_and_ends_when_it_is_told_to(hand: Hand) -> None:
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        assert (await peer.ask("quiet", minutes=120))["quiet_until"] == NOON + 2 * HOUR
        assert await life.end() == 0
        async with living(Gamification, bus=life.bus):
            peer = await life.bus.peer(2)
            await peer.until_heard("ready")
            assert (await peer.ask("progress"))["quiet_until"] == NOON + 2 * HOUR
            await be(peer, hand, "distracted", 30)
            health = await peer.ask("health.check")
            assert (
                health["status"] == "healthy"
                and "nothing is suggested until" in health["issues"][0]["message"]
            )
            assert published(peer, "intervention_request") == []
            assert (await peer.ask("quiet", minutes=0))["quiet_until"] is None
            await be(peer, hand, "distracted", 2)
            await until_published(peer, "intervention_request", "refocus")
    for wrong in ({"minutes": -1}, {"minuets": 1}):
        async with living(Gamification) as life:
            with pytest.raises(RefusalError):
                await (await life.ready()).ask("quiet", **wrong)


async def test_less_features_are_less_and_nothing_is_lost_meanwhile(hand: Hand) -> None:
    degraded = {"name": "degraded", "disable_features": ["interventions", "rewards"], "reduce_load": 0.5}
    async with living(Gamification, settings=AWAKE, mode=degraded) as life:
        peer = await life.ready()
        await be(peer, hand, "flow", 20)
        await be(peer, hand, "distracted", 10)
        assert peer.calls("publish") == [] and (await peer.ask("progress"))["coins"] > 0
        await peer.ask("mode.restore")
        await until_published(peer, "reward", "coins")
        await be(peer, hand, "distracted", 2)
        await until_published(peer, "intervention_request", "refocus")


async def test_the_clock_alone_brings_a_suggestion(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_LOOK_EVERY", 0.01)
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        await be(peer, hand, "distracted", 2)
        hand.at += 4 * MINUTE
        request = await until_published(peer, "intervention_request", "refocus")
        assert request["time"] == hand.at


async def test_settings_take_effect_while_it_runs_and_wrong_ones_change_nothing(hand: Hand) -> None:
    async with living(Gamification, settings=AWAKE | {"max_per_hour": 0}) as life:
        peer = await life.ready()
        await be(peer, hand, "distracted", 10)
        assert published(peer, "intervention_request") == []
        await peer.ask("config.update", settings=AWAKE, changed=["max_per_hour"])
        await be(peer, hand, "distracted", 6)
        await until_published(peer, "intervention_request", "refocus")
        for wrong in ({"quiet_from": "25:00"}, {"max_per_hour": 13}, {"rewards": {"grace_days": 0}}):
            with pytest.raises(RefusalError, match=next(iter(wrong))):
                await peer.ask("config.update", settings=wrong, changed=list(wrong))
        assert life.module.settings.max_per_hour == 3


async def test_erase_and_reset_leave_nothing_and_it_goes_on(hand: Hand) -> None:
    async with living(Gamification, settings=AWAKE) as life:
        peer = await life.ready()
        for forget in ("erase", "state.reset"):
            await be(peer, hand, "flow", 40)
            before = (await peer.ask("export"))["rewards"]
            assert before
            await (peer.ask("erase") if forget == "erase" else peer.ask("state.reset", reset_state=True))
            assert (await peer.ask("progress"))["coins"] == 0
            assert (await peer.ask("export"))["rewards"] == []
            await be(peer, hand, "flow", 12)
            after = (await peer.ask("export"))["rewards"]
            assert after and not {one["id"] for one in after} & {one["id"] for one in before}


async def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(hand: Hand) -> None:
    class Blocked(Gamification):
        async def start(self) -> None:
            self.state_dir = self.state_dir / "inner"
            self.state_dir.write_text("a file where the folder should be")
            await super().start()

    async with living(Blocked, settings=AWAKE) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError):
            await be(peer, hand, "flow", 1)
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "database" in health["issues"][0]["message"]
        life.module.state_dir.unlink()
        await be(peer, hand, "flow", 12)
        assert (await peer.ask("health.check"))["status"] == "healthy"
        assert (await peer.ask("progress"))["coins"] >= 2


async def test_a_world_of_another_version_is_left_aside(hand: Hand) -> None:
    from skelly_tray.modules.gamification import store
    from skelly_tray.sdk.database import open_database

    async with living(Gamification) as life:
        await life.ready()
        assert await life.end() == 0
        database = open_database(life.module.state_dir / "gamification.db", store.TABLES)
        database.execute("INSERT OR REPLACE INTO kept VALUES ('world', ?)", (b'{"other": 1}',))
        database.close()
        async with living(Gamification, bus=life.bus) as second:
            peer = await life.bus.peer(2)
            await peer.until_heard("ready")
            assert (await peer.ask("progress"))["coins"] == 0 and "another version" in second.said
