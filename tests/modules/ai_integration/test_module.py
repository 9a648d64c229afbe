"""The module on a bus: what comes is answered once, settings count, and nothing private gets out."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.modules.ai_integration import module
from skelly_tray.modules.ai_integration.diary import Diary, Waiting
from skelly_tray.modules.ai_integration.module import AiIntegration
from skelly_tray.modules.ai_integration.occasion import KINDS, Occasion
from skelly_tray.modules.ai_integration.tone import fault
from skelly_tray.modules.ai_integration.writer import phrases
from tests.modules.ai_integration.endpoint_server import answers, hangs, raw, serving
from tests.sdk.fake_bus import Peer, RefusalError, error, fake_bus
from tests.sdk.living import Living, living, until

KEY = "sk-canary-key-5ecret"
CANARY = "canary-of-the-context"


@pytest.fixture(autouse=True)
def _gather_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GATHER", 0.0)


def now() -> int:
    return time.time_ns() // 1_000_000


def request(identity: str = "r1", kind: str = "refocus", age_s: float = 0, **more: Any) -> dict[str, Any]:
    told = {"id": identity, "time": now() - round(age_s * 1000), "kind": kind, "state": "distracted"}
    return told | {"confidence": 0.8, "reason": CANARY, "context": {"minutes": 12, "app": CANARY}} | more


def reward(identity: str = "w1", kind: str = "coins", **more: Any) -> dict[str, Any]:
    return {
        "id": identity,
        "time": now(),
        "kind": kind,
        "coins": 5,
        "total": 20,
        "name": "Rest",
        "text": "",
    } | more


def commands(peer: Peer) -> list[dict[str, Any]]:
    return [call["payload"] for call in peer.calls("publish") if call["topic"] == "animation_command"]


def messages(peer: Peer) -> list[dict[str, Any]]:
    return [command for command in commands(peer) if command["message"] is not None]


async def give(peer: Peer, topic: str, payload: Any) -> None:
    """As a reliable subscriber gets it. Raises RefusalError."""
    await peer.wait_for_answer(peer.begin_event(topic, payload))


async def said(life: Living[AiIntegration], peer: Peer, count: int = 1) -> list[dict[str, Any]]:
    await until(lambda: len(life.module._diary.said) >= count, "the message in the diary")
    return messages(peer)


async def test_a_request_is_answered_by_a_message_and_a_mood() -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        await give(peer, "intervention_request", request())
        (command,) = await said(life, peer)
        assert (command["mood"], command["request"], command["feedback"]) == ("waving", "r1", True)
        assert (
            command["seconds"] == 20
            and abs(command["time"] - now()) < 60_000
            and fault(command["message"]) == ""
        )
        (kept,) = (await peer.ask("recent", count=5))["messages"]
        assert kept["text"] == command["message"] and kept["by"] == "local"
        assert CANARY not in json.dumps(peer.heard) and CANARY not in life.said


async def test_what_comes_twice_is_answered_once_also_after_a_restart() -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        await give(peer, "intervention_request", request())
        await said(life, peer)
        await give(peer, "intervention_request", request())
        assert await life.end() == 0
        async with living(AiIntegration, bus=life.bus):
            again = await life.bus.peer(2)
            await again.until_heard("ready")
            await give(again, "intervention_request", request())
            await give(again, "intervention_request", request("r2"))
            await until(lambda: len(messages(again)) == 1)
            assert messages(peer)[0]["id"] == "to-r1" and messages(again)[0]["id"] == "to-r2"


async def test_a_request_that_waited_over_a_kill_is_answered_and_a_stale_one_is_not() -> None:
    async with fake_bus() as bus:
        diary = Diary(Path(bus.environ["SKELLY_STATE_DIR"]) / "diary.json")
        diary.take(Waiting(Occasion("break", "old", now() - 300_000)))
        diary.take(Waiting(Occasion("break", "fresh", now())))
        async with living(AiIntegration, bus=bus) as life:
            peer = await life.ready()
            (command,) = await said(life, peer)
            assert command["request"] == "fresh" and command["mood"] == "melting"
            assert (await peer.ask("health.check"))["metrics"]["stale"] == 1
            assert (await peer.ask("export"))["waiting"] == []


async def test_how_old_a_request_may_be_is_a_setting() -> None:
    async with living(AiIntegration, settings={"stale_after": 1000}) as life:
        peer = await life.ready()
        await give(peer, "intervention_request", request(age_s=500))
        assert len(await said(life, peer)) == 1


async def test_malformed_requests_are_refused_and_lose_nothing_else() -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        for topic in ("intervention_request", "reward"):
            for payload in (None, {"id": "x"}, request(kind="shout"), [1]):
                with pytest.raises(RefusalError):
                    await give(peer, topic, payload)
        peer.event("state_change", {"state": 5})
        await give(peer, "intervention_request", request())
        assert len(await said(life, peer)) == 1


async def test_states_are_shown_without_words_unless_switched_off() -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        for state, mood in (("away", "sleeping"), ("distracted", "thinking"), ("flow", "idle")):
            peer.event("state_change", {"state": state})
            await until(lambda mood=mood: commands(peer) and commands(peer)[-1]["mood"] == mood)
        assert {(c["message"], c["seconds"], c["feedback"]) for c in commands(peer)} == {(None, 0, False)}
        peer.event("state_change", {"state": "away"})
        await until(lambda: len(commands(peer)) == 4)
        await peer.ask("config.update", settings={"follow_state": False}, changed=["follow_state"])
        assert commands(peer)[-1]["mood"] == "idle" and len(commands(peer)) == 5
        peer.event("state_change", {"state": "away"})
        await give(peer, "intervention_request", request())
        await said(life, peer)
        assert [command["mood"] for command in commands(peer)[5:]] == ["waving"]


async def test_how_it_was_long_ago_is_not_shown() -> None:
    async with living(AiIntegration, settings={"stale_after": 60}) as life:
        peer = await life.ready()
        peer.event("state_change", {"state": "away", "time": now() - 61_000})
        await give(peer, "intervention_request", request())
        await said(life, peer)
        peer.event("state_change", {"state": "distracted", "time": now()})
        await until(lambda: commands(peer)[-1]["mood"] == "thinking")
        assert "sleeping" not in {command["mood"] for command in commands(peer)}


async def test_rewards_are_told_mere_coins_only_now_and_then() -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        for number, kind in enumerate(("coins", "coins", "achievement", "level", "coins")):
            await give(peer, "reward", reward(f"w{number}", kind))
            await until(lambda: not life.module._diary.waiting)
            await until(lambda number=number: len(commands(peer)) == number + 1)
        assert [c["message"] is None for c in commands(peer)] == [False, True, False, False, True]
        assert {c["mood"] for c in commands(peer)} == {"cheering"} and not any(
            c["feedback"] for c in commands(peer)
        )
        assert commands(peer)[1]["seconds"] > 0
        await peer.ask("config.update", settings={"coins_every": 0}, changed=["coins_every"])
        await give(peer, "reward", reward("w9"))
        assert (await said(life, peer, 4))[-1]["request"] == "w9"


async def test_of_rewards_that_come_together_the_best_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GATHER", 600.0)
    async with living(AiIntegration) as life:
        peer = await life.ready()
        for number, kind in enumerate(("streak", "achievement", "level")):
            await give(peer, "reward", reward(f"w{number}", kind))
        monkeypatch.setattr(module, "GATHER", 0.0)
        await give(peer, "reward", reward("w9", "bonus"))
        assert [command["request"] for command in await said(life, peer)] == ["w1"]
        await until(lambda: not life.module._diary.waiting)
        assert len(commands(peer)) == 1


async def test_a_reward_lets_a_suggestion_finish_and_a_suggestion_waits_for_no_reward() -> None:
    async with living(AiIntegration, settings={"show_seconds": 600}) as life:
        peer = await life.ready()
        await give(peer, "intervention_request", request())
        await said(life, peer)
        await give(peer, "reward", reward(kind="level"))
        await give(peer, "intervention_request", request("r2"))
        assert [command["request"] for command in await said(life, peer, 2)] == ["r1", "r2"]
        assert [waiting.occasion.kind for waiting in life.module._diary.waiting] == ["level"]
        life.module._busy_until = 0.0
        await give(peer, "reward", reward("w2", "coins"))
        assert [command["request"] for command in await said(life, peer, 3)][2] == "w1"


async def test_rewards_can_be_switched_off() -> None:
    async with living(AiIntegration, settings={"rewards": False}) as life:
        peer = await life.ready()
        await give(peer, "reward", reward(kind="level"))
        await give(peer, "intervention_request", request())
        assert [command["request"] for command in await said(life, peer)] == ["r1"]


async def test_language_and_time_on_the_screen_are_settings() -> None:
    async with living(AiIntegration, settings={"language": "de", "show_seconds": 45}) as life:
        peer = await life.ready()
        told = await peer.ask("say", kind="streak")
        assert told["seconds"] == 45
        assert (await peer.ask("recent"))["messages"][0]["text"] == told["message"]
        german = {phrase.text for phrase in phrases("de", "streak")}
        assert life.module._diary.phrases[0] in german


@pytest.mark.parametrize("kind", KINDS)
async def test_any_kind_can_be_heard_at_will(kind: str) -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        told = await peer.ask("say", kind=kind)
        assert commands(peer) == [told] and not told["feedback"]
        with pytest.raises(RefusalError):
            await peer.ask("say", kind="shout")


async def test_the_endpoint_words_messages_and_gets_numbers_only() -> None:
    async with serving(answers("A tea, and then one line?")) as server:
        settings = {"endpoint": {"enabled": True, "url": server.url, "model": "small", "api_key": KEY}}
        async with living(AiIntegration, settings=settings) as life:
            peer = await life.ready()
            await give(peer, "intervention_request", request())
            (command,) = await said(life, peer)
            assert command["message"] == "A tea, and then one line?"
            (seen,) = server.seen
            assert CANARY not in seen and '"minutes\\": 12' in seen and f"Bearer {KEY}" in seen
            shown = await peer.ask("would_send", kind="refocus")
            assert shown["sent"] and shown["url"] == f"{server.url}/chat/completions"
            exported = await peer.ask("export")
            assert exported["messages"][0]["by"] == "endpoint"
            life.module.log.warning("whatever a library may say", header=f"Bearer {KEY}")
            told = json.dumps([peer.heard, shown, exported, await peer.ask("health.check")])
            assert KEY not in told and KEY not in life.said
            assert KEY not in (life.module.state_dir / "diary.json").read_text()


async def test_what_would_be_sent_can_be_seen_before_it_is_switched_on() -> None:
    async with living(AiIntegration, settings={"endpoint": {"model": "small", "api_key": KEY}}) as life:
        peer = await life.ready()
        shown = await peer.ask("would_send", kind="break")
        assert not shown["sent"] and shown["breaker"] == "off" and shown["body"]["model"] == "small"
        assert KEY not in json.dumps(shown) and shown["headers"]["Authorization"] == "Bearer •••"


async def test_an_endpoint_that_fails_makes_it_degraded_until_it_works() -> None:
    async with serving(raw(b"", status="500 Oh")) as server:
        endpoint = {"enabled": True, "url": server.url, "model": "small", "failures": 1, "retry_after": 1}
        async with living(AiIntegration, settings={"endpoint": endpoint}) as life:
            peer = await life.ready()
            assert (await peer.ask("health.check"))["status"] == "healthy"
            await peer.ask("say", kind="break")
            health = await peer.ask("health.check")
            assert health["status"] == "degraded" and "HTTP 500" in health["issues"][0]["message"]
            server.conduct = answers("A tea?")
            until_tried = {"enabled": True, "url": server.url, "model": "other", "failures": 1}
            await peer.ask("config.update", settings={"endpoint": until_tried}, changed=["endpoint"])
            assert (await peer.ask("say", kind="break"))["message"] == "A tea?"
            assert (await peer.ask("health.check"))["status"] == "healthy"


async def test_in_a_mode_with_less_the_endpoint_is_not_asked() -> None:
    async with serving() as server:
        endpoint = {"enabled": True, "url": server.url, "model": "small"}
        async with living(AiIntegration, settings={"endpoint": endpoint}) as life:
            peer = await life.ready()
            await peer.ask("mode.degrade", disable_features=["endpoint", "rewards", "moods"])
            await peer.ask("say", kind="break")
            await give(peer, "reward", reward(kind="level"))
            peer.event("state_change", {"state": "away"})
            await peer.ask("say", kind="break")
            assert server.seen == [] and [c["mood"] for c in commands(peer)] == ["melting", "melting"]
            await peer.ask("mode.restore")
            assert commands(peer)[-1]["mood"] == "sleeping"
            await peer.ask("say", kind="break")
            assert len(server.seen) == 1


async def test_it_ends_in_time_while_the_endpoint_hangs_and_the_request_is_kept() -> None:
    async with serving(hangs) as server:
        endpoint = {"enabled": True, "url": server.url, "model": "small", "timeout": 100}
        async with living(AiIntegration, settings={"endpoint": endpoint}) as life:
            peer = await life.ready()
            await give(peer, "intervention_request", request())
            await until(lambda: server.seen)
            assert (await peer.ask("health.check"))["metrics"]["message_queue_depth"] == 1
            assert await life.end() == 0
            kept = Diary(life.module.state_dir / "diary.json")
            assert [waiting.occasion.request for waiting in kept.waiting] == ["r1"]


async def test_a_bus_that_refuses_what_is_said_makes_it_degraded() -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        life.bus.reply_always("publish", error(-32001, "not allowed"))
        await peer.ask("say", kind="break")
        assert (await peer.ask("health.check"))["status"] == "degraded"
        life.bus.always.clear()
        await peer.ask("say", kind="break")
        assert (await peer.ask("health.check"))["status"] == "healthy"


async def test_erase_and_reset_forget_what_was_said() -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        await peer.ask("say", kind="break")
        assert await peer.ask("erase") == {"erased": 1}
        assert await peer.ask("export") == {"messages": [], "waiting": []}
        await peer.ask("say", kind="break")
        await peer.ask("state.reset", reset_state=True, clear_queues=True)
        assert (await peer.ask("recent"))["messages"] == []


async def test_a_diary_that_cannot_be_read_is_set_aside_and_said() -> None:
    async with fake_bus() as bus:
        (Path(bus.environ["SKELLY_STATE_DIR"]) / "diary.json").write_bytes(b"{")
        async with living(AiIntegration, bus=bus) as life:
            peer = await life.ready()
            await peer.ask("say", kind="break")
            assert "set aside" in life.said


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "fr"}, {"show_seconds": 0}, {"stale_after": 0}, {"coins_every": -1}, {"rewards": "yes"},
        {"follow_state": 1}, {"endpoint": {"timeout": 0}}, {"endpoint": {"failures": 0}}, {"more": 1},
        {"endpoint": {"retry_after": 0}}, {"endpoint": {"url": 4}}, {"endpoint": {"send_names": "yes"}},
    ],
)  # fmt: skip
async def test_wrong_settings_are_refused_and_the_old_ones_stay(wrong: dict[str, Any]) -> None:
    async with living(AiIntegration) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError):
            await peer.ask("config.update", settings=wrong, changed=list(wrong))
        assert life.module.settings == AiIntegration.Settings()
