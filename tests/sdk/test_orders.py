"""What the orchestrator asks of a module reaches its hooks, and what they do wrong is answered."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from skelly_tray.sdk import Health, HealthIssue, Mode, Module, ModuleError, RpcError
from tests.sdk.fake_bus import RefusalError
from tests.sdk.living import living, until


class Hooked(Module):
    """Has every hook."""

    class Settings(msgspec.Struct):
        port: int = 80
        words: list[str] = []

    def __init__(self) -> None:
        self.called: list[Any] = []

    async def health(self) -> Health:
        return Health.healthy(figure=7)

    async def settings_changed(self, old: Any, changed: list[str]) -> None:
        self.called.append((old.port, self.settings.port, changed))
        if self.settings.port == 13:
            raise ValueError("13 brings bad luck")
        if self.settings.port == 14:
            raise KeyError("a secret")

    async def degrade(self, mode: Mode) -> None:
        self.called.append(mode)
        if "all" in mode.disable_features:
            raise ModuleError("not everything can be switched off")

    async def restore(self) -> None:
        self.called.append("restore")

    async def save_state(self) -> None:
        self.called.append("save")

    async def reset_state(self, reset_state: bool, clear_queues: bool) -> None:
        self.called.append((reset_state, clear_queues))

    async def resource_alert(self, limit: str, value: float, maximum: float) -> None:
        self.called.append((limit, value, maximum))


async def test_a_health_check_is_answered_with_the_modules_own_word_and_the_usual_figures() -> None:
    async with living(Hooked) as life:
        peer = await life.ready()
        assert await peer.ask("health.check") == {
            "status": "healthy",
            "metrics": {"message_queue_depth": 0, "error_rate": 0.0, "figure": 7},
            "issues": [],
        }


async def test_a_health_hook_that_raises_is_answered_as_an_error() -> None:
    class Bad(Hooked):
        async def health(self) -> Health:
            raise KeyError("a secret")

    async with living(Bad) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError, match="health\\(\\) failed inside") as caught:
            await peer.ask("health.check")
        assert caught.value.code == -32603
        assert "a secret" not in life.said + str(caught.value)


async def test_a_health_hook_that_hangs_is_answered_in_time_and_the_next_check_too() -> None:
    class Hangs(Hooked):
        health_timeout = 0.02

        async def health(self) -> Health:
            await asyncio.Event().wait()
            return Health.healthy()

    async with living(Hangs) as life:
        peer = await life.ready()
        for _ in range(2):
            with pytest.raises(RefusalError) as caught:
                await peer.ask("health.check")
            assert caught.value.code == -32002


async def test_a_health_hook_that_returns_something_else_is_answered_as_an_error() -> None:
    class Odd(Hooked):
        async def health(self) -> Health:
            return "fine"  # type: ignore[return-value]

    async with living(Odd) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError, match="did not return a Health"):
            await peer.ask("health.check")


async def test_a_check_during_the_start_is_answered_without_the_hook() -> None:
    class Slow(Hooked):
        async def start(self) -> None:
            await asyncio.Event().wait()

    async with living(Slow) as life:
        peer = await life.bus.peer()
        assert (await peer.ask("health.check"))["status"] == "healthy"


def test_a_health_says_its_reason_as_an_issue_and_takes_numbers_only() -> None:
    report = Health.unhealthy("no disk", HealthIssue("old news", "info"), free=0.5).to_json()
    assert report["status"] == "unhealthy" and report["metrics"] == {"free": 0.5}
    assert report["issues"] == [
        {"severity": "error", "message": "no disk"},
        {"severity": "info", "message": "old news"},
    ]
    assert Health.degraded("slow").to_json()["status"] == "degraded"
    for wrong in ("5", True, None, float("nan"), float("inf"), [1]):
        with pytest.raises(TypeError, match="figure"):
            Health.healthy(figure=wrong)  # type: ignore[arg-type]


async def test_changed_settings_are_applied_typed_and_whole() -> None:
    async with living(Hooked, settings={"port": 80}) as life:
        peer = await life.ready()
        answer = await peer.ask("config.update", settings={"port": 81, "words": ["a"]}, changed=["port"])
        assert answer == {"applied": True}
        assert life.module.settings == Hooked.Settings(81, ["a"])
        assert life.module.called == [(80, 81, ["port"])]


async def test_settings_of_the_wrong_kind_are_rejected_with_all_errors_and_no_values() -> None:
    async with living(Hooked) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError) as caught:
            await peer.ask("config.update", settings={"port": "s3cret", "wrds": "s3cret"}, changed=["port"])
        assert caught.value.code == -32602
        assert caught.value.data == {
            "errors": ["wrds: unknown, did you mean words?", "port: Expected `int`, got `str`"]
        }
        assert "s3cret" not in str(caught.value) + life.said
        assert life.module.settings.port == 80 and life.module.called == []


async def test_settings_that_the_module_rejects_leave_the_old_ones() -> None:
    async with living(Hooked) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError, match="13 brings bad luck") as caught:
            await peer.ask("config.update", settings={"port": 13}, changed=["port"])
        assert caught.value.code == -32602
        with pytest.raises(RefusalError, match="failed inside") as caught:
            await peer.ask("config.update", settings={"port": 14}, changed=["port"])
        assert caught.value.code == -32603
        assert life.module.settings.port == 80
        assert "a secret" not in str(caught.value) + life.said


async def test_a_module_that_says_nothing_of_its_settings_takes_them_only_at_its_start() -> None:
    async with living(Module, settings={"port": 80}) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError) as caught:
            await peer.ask("config.update", settings={"port": 81}, changed=["port"])
        assert caught.value.code == -32601
        assert life.module.settings == {"port": 80}


async def test_what_changed_while_the_bus_was_away_is_applied_at_the_next_hello() -> None:
    async with living(Hooked, settings={"port": 80}) as life:
        peer = await life.ready()
        life.bus.welcome |= {
            "settings": {"port": 82},
            "mode": {"name": "degraded", "disable_features": ["video"], "reduce_load": None},
        }
        peer.drop()
        await life.ready(2)
        await until(lambda: len(life.module.called) == 2)
        assert life.module.called == [(80, 82, ["port"]), Mode("degraded", ("video",), None)]


async def test_a_hello_with_what_is_known_already_changes_nothing() -> None:
    async with living(Hooked, settings={"port": 80}) as life:
        peer = await life.ready()
        peer.drop()
        peer = await life.ready(2)
        await peer.ask("state.save")
        assert life.module.called == ["save"]


async def test_unusable_settings_at_a_later_hello_are_an_issue_until_better_ones_come() -> None:
    async with living(Hooked, settings={"port": 80}) as life:
        peer = await life.ready()
        life.bus.welcome["settings"] = {"port": "x"}
        peer.drop()
        peer = await life.ready(2)
        await until(lambda: "cannot be used" in life.said)
        report = await peer.ask("health.check")
        assert report["status"] == "degraded" and "port: Expected `int`" in report["issues"][0]["message"]
        assert life.module.settings.port == 80
        await peer.ask("config.update", settings={"port": 83}, changed=["port"])
        assert (await peer.ask("health.check"))["status"] == "healthy"


async def test_a_degraded_mode_is_told_and_restored() -> None:
    async with living(Hooked) as life:
        peer = await life.ready()
        assert await peer.ask("mode.degrade", disable_features=["video"], reduce_load=0.5) == {}
        assert life.module.mode == Mode("degraded", ("video",), 0.5)
        assert await peer.ask("mode.restore") == {}
        assert life.module.mode == Mode() and not life.module.mode.is_degraded
        assert life.module.called == [Mode("degraded", ("video",), 0.5), "restore"]


async def test_a_degrading_that_fails_leaves_the_mode_as_it_was() -> None:
    async with living(Hooked) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError, match="not everything can be switched off"):
            await peer.ask("mode.degrade", disable_features=["all"], reduce_load=1)
        assert life.module.mode == Mode()


async def test_state_is_saved_and_reset_and_alerts_are_told() -> None:
    async with living(Hooked) as life:
        peer = await life.ready()
        await peer.ask("state.save")
        await peer.ask("state.reset", reset_state=False, clear_queues=True)
        await peer.ask("resource.alert", limit="max_memory_mb", value=300, max=200)
        assert life.module.called == ["save", (False, True), ("max_memory_mb", 300.0, 200.0)]


async def test_an_alert_that_no_hook_takes_is_logged() -> None:
    async with living(Module) as life:
        peer = await life.ready()
        await peer.ask("resource.alert", limit="max_memory_mb", value=300, max=200)
        assert "warning over a limit limit=max_memory_mb value=300.0 max=200.0" in life.said


async def test_orders_are_carried_out_one_after_the_other_and_checks_do_not_wait_for_them() -> None:
    class Slow(Hooked):
        def __init__(self) -> None:
            super().__init__()
            self.go = asyncio.Event()

        async def save_state(self) -> None:
            self.called.append("begin")
            await self.go.wait()
            self.called.append("end")

    async with living(Slow) as life:
        peer = await life.ready()
        first = peer.begin("state.save")
        second = peer.begin("mode.restore")
        await peer.ask("health.check")
        assert life.module.called == ["begin"]
        life.module.go.set()
        await peer.wait_for_answer(first)
        await peer.wait_for_answer(second)
        assert life.module.called == ["begin", "end", "restore"]


async def test_orders_with_params_that_are_not_as_agreed_are_refused() -> None:
    async with living(Hooked) as life:
        peer = await life.ready()
        for method, params in (
            ("config.update", {"settings": 5}),
            ("mode.degrade", {"disable_features": 5}),
            ("state.reset", {"reset_state": "yes"}),
            ("resource.alert", {"value": "much"}),
        ):
            with pytest.raises(RefusalError) as caught:
                await peer.ask(method, **params)
            assert caught.value.code == -32602
        assert life.module.called == []


async def test_an_error_of_its_own_choice_reaches_the_orchestrator() -> None:
    class Particular(Hooked):
        async def save_state(self) -> None:
            raise RpcError(-32050, "the disk is full", {"free": 0})

    async with living(Particular) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError) as caught:
            await peer.ask("state.save")
        assert (caught.value.code, caught.value.message) == (-32050, "the disk is full")
        assert caught.value.data == {"free": 0}
