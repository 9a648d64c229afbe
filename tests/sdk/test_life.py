"""The course of a module's life on the bus: hello, start, activate, ready, stop."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from skelly_tray.rpc.errors import RpcError
from skelly_tray.sdk import Mode, Module, ModuleError
from tests.sdk.fake_bus import RefusalError, error
from tests.sdk.living import living, until


class Recorder(Module):
    """Remembers which hooks were called."""

    version = "1.2.3"

    def __init__(self) -> None:
        self.called: list[str] = []

    async def start(self) -> None:
        self.called.append("start")

    async def activate(self) -> None:
        self.called.append("activate")

    async def stop(self, grace_s: float) -> None:
        self.called.append(f"stop {grace_s:g}")


async def test_a_module_says_hello_first_and_ready_when_it_has_started() -> None:
    async with living(Recorder) as life:
        peer = await life.ready()
        assert peer.methods == ["hello", "ready"]
        hello = peer.calls("hello")[0]
        assert (hello["module"], hello["protocol"], hello["version"]) == ("greeter", 1, "1.2.3")
        assert peer.calls("ready") == [{"ready": True}]
        assert life.module.called == ["start", "activate"]
        assert await life.end() == 0
        assert life.module.called[-1] == "stop 10"


async def test_a_prewarmed_module_starts_but_waits_for_activation_before_it_is_ready() -> None:
    async with living(Recorder, activated=False) as life:
        peer = await life.bus.peer()
        await until(lambda: life.module.called == ["start"])
        await peer.ask("health.check")
        assert peer.calls("ready") == []
        await peer.ask("lifecycle.activate")
        await peer.until_heard("ready")
        assert life.module.called == ["start", "activate"]


async def test_an_activation_while_the_bus_was_away_is_seen_at_the_next_hello() -> None:
    async with living(Recorder, activated=False) as life:
        peer = await life.bus.peer()
        await until(lambda: life.module.called == ["start"])
        life.bus.welcome["activated"] = True
        peer.drop()
        await life.ready(2)
        assert life.module.called == ["start", "activate"]


async def test_lifecycle_shutdown_is_answered_and_ends_it_with_0_and_its_grace() -> None:
    async with living(Recorder) as life:
        peer = await life.ready()
        assert await peer.ask("lifecycle.shutdown", grace_s=4) == {}
        assert await life.code() == 0
        assert life.module.called.count("stop 4") == 1
        assert peer.gone.is_set()


async def test_the_stop_hook_can_still_publish_and_gets_no_further_events() -> None:
    class Last(Recorder):
        async def start(self) -> None:
            await self.subscribe("news", self.on_news, delivery="reliable")

        async def on_news(self, event: object) -> None:
            self.called.append("news")

        async def stop(self, grace_s: float) -> None:
            late = peer.begin_event("news")
            await peer.ask("health.check")
            await self.publish("greeter.last", {"n": 1})
            self.called.append(f"answered {late.done()}")

    async with living(Last) as life:
        peer = await life.ready()
        assert await life.end() == 0
        assert life.module.called == ["activate", "answered False"]
        assert peer.calls("publish") == [{"topic": "greeter.last", "payload": {"n": 1}}]


async def test_the_event_under_way_is_finished_before_the_stop_hook() -> None:
    class Slow(Recorder):
        async def start(self) -> None:
            self.begun, self.go = asyncio.Event(), asyncio.Event()
            await self.subscribe("news", self.on_news, delivery="reliable")

        async def on_news(self, event: object) -> None:
            self.begun.set()
            await self.go.wait()
            self.called.append("news")

    async with living(Slow) as life:
        peer = await life.ready()
        taken = peer.begin_event("news")
        await life.module.begun.wait()
        life.life.end("the test")
        await peer.ask("health.check")
        life.module.go.set()
        assert await life.code() == 0
        assert life.module.called == ["activate", "news", "stop 10"]
        assert await peer.wait_for_answer(taken) == {}


async def test_a_stop_hook_that_fails_ends_the_module_with_1() -> None:
    class Bad(Recorder):
        async def stop(self, grace_s: float) -> None:
            raise KeyError("a secret")

    async with living(Bad) as life:
        await life.ready()
        assert await life.end() == 1
        assert "error stop() failed" in life.said and "a secret" not in life.said


async def test_a_stop_hook_that_hangs_ends_with_its_grace() -> None:
    class Hangs(Recorder):
        async def stop(self, grace_s: float) -> None:
            await asyncio.Event().wait()

    async with living(Hangs) as life:
        peer = await life.ready()
        await peer.ask("lifecycle.shutdown", grace_s=0.05)
        assert await life.code() == 1
        assert "was not done in 0.05 s" in life.said


async def test_a_second_request_to_end_does_not_wait_for_the_stop_hook() -> None:
    class Hangs(Recorder):
        async def stop(self, grace_s: float) -> None:
            self.called.append("stopping")
            await asyncio.Event().wait()

    async with living(Hangs) as life:
        await life.ready()
        life.life.end("first")
        await until(lambda: "stopping" in life.module.called)
        assert await life.end() == 1


async def test_a_start_that_fails_ends_the_module_with_1_and_a_line_that_says_why() -> None:
    class Bad(Recorder):
        async def start(self) -> None:
            raise ModuleError("there is no camera")

    async with living(Bad) as life:
        assert await life.code() == 1
        assert 'error="there is no camera"' in life.said
        assert life.module.called == []


async def test_the_text_of_an_unexpected_error_is_not_logged_but_its_place_is() -> None:
    class Bad(Recorder):
        async def activate(self) -> None:
            raise RuntimeError("hunter2")

    async with living(Bad) as life:
        assert await life.code() == 1
        assert "hunter2" not in life.said
        assert "RuntimeError at test_life.py:" in life.said


async def test_a_module_asked_to_end_while_it_starts_is_not_stopped_by_its_hook() -> None:
    class Slow(Recorder):
        async def start(self) -> None:
            self.called.append("starting")
            await asyncio.Event().wait()

    async with living(Slow) as life:
        await until(lambda: life.module.called == ["starting"])
        assert await life.end() == 0
        assert life.module.called == ["starting"]


async def test_settings_that_cannot_be_used_end_the_start_with_a_line_for_each_error() -> None:
    class Typed(Recorder):
        class Settings(msgspec.Struct):
            port: int
            host: str = "localhost"

    async with living(Typed, settings={"port": "x-secret", "hots": "y-secret"}) as life:
        assert await life.code() == 1
        lines = [line for line in life.said.splitlines() if line.startswith("error settings:")]
        assert lines == [
            "error settings: hots: unknown, did you mean host?",
            "error settings: port: Expected `int`, got `str`",
        ]
        assert "secret" not in life.said and life.module.called == []


async def test_a_module_that_is_ready_by_hand_says_so_itself() -> None:
    class ByHand(Recorder):
        ready_by_hand = True

    async with living(ByHand) as life:
        peer = await life.bus.peer()
        await until(lambda: "activate" in life.module.called)
        await peer.ask("health.check")
        assert peer.calls("ready") == []
        life.module.say_ready()
        life.module.say_ready(False)
        assert await peer.until_heard("ready", 2) == [{"ready": True}, {"ready": False}]


async def test_a_module_started_in_a_degraded_mode_is_told_after_its_start() -> None:
    class Degradable(Recorder):
        async def degrade(self, mode: Mode) -> None:
            self.called.append(f"degrade {mode.reduce_load}")

    mode = {"name": "degraded", "disable_features": ["video"], "reduce_load": 0.5}
    async with living(Degradable, mode=mode) as life:
        await life.ready()
        assert life.module.called == ["start", "degrade 0.5", "activate"]
        assert life.module.mode.is_degraded and not life.module.mode.allows("video")


async def test_heartbeats_are_published_from_the_start_on() -> None:
    class Beating(Recorder):
        heartbeat = 0.01

    async with living(Beating, activated=False) as life:
        peer = await life.bus.peer()
        beats = await peer.until_heard("publish", 3)
        assert {beat["topic"] for beat in beats} == {"greeter.heartbeat"}
        assert [beat["payload"]["number"] for beat in beats[:3]] == [1, 2, 3]


async def test_a_refusal_that_goes_on_ends_the_module_with_1_and_one_clear_line() -> None:
    async with living(Recorder, patience=0.2) as life:
        life.bus.reply_always("hello", error(-32004, "this token is not known"))
        assert await life.code() == 1
        assert 'error the bus refuses this module error="this token is not known"' in life.said
        assert len(life.bus.peers) > 1


async def test_a_refusal_that_passes_is_borne() -> None:
    async with living(Recorder) as life:
        life.bus.reply_once("hello", error(-32004, "in use"))
        life.bus.reply_once("hello", error(-32004, "in use"))
        await life.ready(3)
        assert life.module.called == ["start", "activate"]
        # A connection that was refused is not kept open.
        await life.bus.peers[0].gone.wait()
        await life.bus.peers[1].gone.wait()


async def test_a_refusal_after_a_lost_connection_still_calls_the_stop_hook() -> None:
    async with living(Recorder, patience=0.2) as life:
        peer = await life.ready()
        life.bus.reply_always("hello", error(-32004, "revoked"))
        peer.drop()
        assert await life.code() == 1
        assert life.module.called[-1] == "stop 10"


async def test_work_in_the_background_that_fails_is_an_issue_and_degrades_the_module() -> None:
    class Worker(Recorder):
        async def activate(self) -> None:
            self.run_in_background(self.work(), "counting")

        async def work(self) -> None:
            raise ValueError("a secret")

    async with living(Worker) as life:
        peer = await life.ready()
        await until(lambda: "background work failed" in life.said)
        report = await peer.ask("health.check")
        assert report["status"] == "degraded"
        assert report["issues"][0]["message"].startswith("counting has failed: ValueError at test_life.py")
        assert "a secret" not in life.said + str(report)


async def test_background_work_is_cancelled_after_the_stop_hook() -> None:
    class Worker(Recorder):
        async def activate(self) -> None:
            self.run_in_background(self.work(), "counting")

        async def work(self) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                self.called.append("cancelled")

    async with living(Worker) as life:
        await life.ready()
        await life.end()
        assert life.module.called[-2:] == ["stop 10", "cancelled"]


async def test_a_method_the_module_does_not_know_is_answered_so() -> None:
    async with living(Recorder) as life:
        peer = await life.ready()
        for method in ("nonsense", "state.save", "state.reset", "health.other", "start"):
            with pytest.raises(RefusalError) as caught:
                await peer.ask(method)
            assert caught.value.code == -32601


def test_settings_must_be_a_struct() -> None:
    class Wrong(Module):
        Settings = dict

    with pytest.raises(TypeError):
        Wrong.settings_kind()


async def test_a_subscription_that_is_not_allowed_ends_the_start() -> None:
    class Curious(Recorder):
        async def start(self) -> None:
            try:
                await self.subscribe("secret.>", print)
            except RpcError as problem:
                self.called.append(f"denied {problem.code}")
                raise

    async with living(Curious) as life:
        life.bus.reply_always("subscribe", error(-32004, "may not subscribe"))
        assert await life.code() == 1
        assert life.module.called == ["denied -32004"]
        assert "may not subscribe" in life.said
