"""The module on a bus, with a stand-in for the stage: what it shows, what it tells, what it survives."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.modules.cute_figurine.memory import Memory, Untold
from skelly_tray.modules.cute_figurine.module import CuteFigurine
from tests.sdk.fake_bus import Peer, RefusalError, error, fake_bus
from tests.sdk.living import Living, living, until


def command(identity: str = "a", message: str | None = "A tea?", **more: Any) -> dict[str, Any]:
    told = {"id": identity, "time": time.time_ns() // 1_000_000, "mood": "waving", "message": message}
    return told | {"seconds": 600, "request": f"r-{identity}", "feedback": message is not None} | more


def feedback(peer: Peer) -> list[tuple[str, str]]:
    calls = [call["payload"] for call in peer.calls("publish") if call["topic"] == "feedback"]
    assert all(isinstance(call["time"], int) for call in calls)
    return [(call["request"], call["answer"]) for call in calls]


def lines(heard: Path, do: str) -> list[dict[str, Any]]:
    if not heard.exists():
        return []
    told = [json.loads(line) for line in heard.read_text().splitlines()]
    return [line for line in told if line["do"] == do]


def views(heard: Path) -> list[tuple[str, str | None, bool]]:
    return [(line["mood"], line["text"], line["visible"]) for line in lines(heard, "view")]


async def shown(peer: Peer, heard: Path, told: dict[str, Any]) -> int:
    """The number of the message, once the stage was told of it."""
    peer.event("animation_command", told)
    await until(lambda: views(heard) and views(heard)[-1][1] == told["message"], "the message on the stage")
    number: int = lines(heard, "view")[-1]["number"]
    return number


async def drawing(life: Living[CuteFigurine], heard: Path) -> Peer:
    peer = await life.ready()
    await until(lambda: lines(heard, "view"), "the stage to be told what to show")
    return peer


@pytest.mark.usefixtures("headless")
async def test_without_any_desktop_it_waits_healthily_and_answers_for_what_nobody_sees() -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        health = await peer.ask("health.check")
        assert health["status"] == "healthy" and "no desktop here" in health["issues"][0]["message"]
        assert (await peer.ask("where"))["way"] == "nothing"
        peer.event("animation_command", command(seconds=0))
        peer.event("animation_command", command("b"))
        await until(lambda: feedback(peer) == [("r-a", "timeout")])
        assert life.module._stage is None


@pytest.mark.usefixtures("headless")
async def test_a_display_that_does_not_answer_makes_it_degraded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":49999")
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "does not answer" in health["issues"][0]["message"]


async def test_a_message_is_shown_and_its_answer_is_told(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        number = await shown(peer, stage, command())
        assert lines(stage, "view")[-1]["buttons"]
        life.module._take({"told": "answered", "answer": "helpful", "number": number})
        await until(lambda: feedback(peer) == [("r-a", "helpful")])
        await until(lambda: views(stage)[-1] == ("idle", None, True))
        await until(lambda: not life.module._memory.kept.untold)
        assert (await peer.ask("health.check"))["metrics"]["drawn"] == 1
        assert (await peer.ask("where"))["way"] == "figurine"


async def test_the_same_command_is_shown_once_and_another_takes_its_place(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        await shown(peer, stage, command())
        await shown(peer, stage, command("b", "Two."))
        peer.event("animation_command", command())
        await shown(peer, stage, command("c", "Three."))
        await until(lambda: feedback(peer) == [("r-a", "timeout"), ("r-b", "timeout")])
        numbered = {line["number"]: line["text"] for line in lines(stage, "view") if line["text"]}
        assert list(numbered.values()) == ["A tea?", "Two.", "Three."]


async def test_the_stage_is_told_which_windows_it_is_not_to_cover_and_anew_when_it_was_begun_anew(
    stage: Path,
) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        assert await peer.ask("keep_clear", areas=[[10, 20, 300, 200]], in_use=True) == {}
        told = {"do": "clear", "areas": [[10, 20, 300, 200]], "in_use": True}
        await until(lambda: lines(stage, "clear")[-1] == told)
        life.module._take({"told": "up"})
        await until(lambda: lines(stage, "clear")[-2:] == [told, told])
        with pytest.raises(RefusalError):
            await peer.ask("keep_clear", areas=[[1, 2, 3]])


async def test_malformed_commands_lose_nothing_else(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        for payload in (None, [], {"id": "x"}, command(seconds="long")):
            peer.event("animation_command", payload)
        await shown(peer, stage, command())


async def test_a_message_ends_by_itself(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        await shown(peer, stage, command(seconds=0))
        await until(lambda: feedback(peer) == [("r-a", "timeout")])
        await until(lambda: views(stage)[-1][1] is None)


async def test_it_is_hidden_until_it_is_shown_also_after_a_restart(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        await shown(peer, stage, command())
        assert (await peer.ask("hide"))["hidden"]
        await until(lambda: views(stage)[-1][2] is False and feedback(peer) == [("r-a", "dismissed")])
        await life.end()
        async with living(CuteFigurine, bus=life.bus) as second:
            again = await second.bus.peer(2)
            await again.until_heard("ready")
            await until(lambda: second.module._stage and second.module._stage.is_up)
            again.event("animation_command", command("b"))
            await until(lambda: feedback(again) == [("r-b", "timeout")])
            assert not any(visible for _, _, visible in views(stage)[-1:])
            assert not (await again.ask("show"))["hidden"]
            await until(lambda: views(stage)[-1][2])


async def test_what_is_done_with_the_pointer_counts(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        take = life.module._take
        take({"told": "poked"})
        await until(lambda: views(stage)[-1][0] == "waving")
        take({"told": "placed", "screen": "DP-1", "x": 0.25, "y": 1})
        await until(
            lambda: Memory(life.module.state_dir / "figurine.json").kept.places == {"DP-1": (0.25, 1.0)}
        )
        take({"told": "where", "screen": "DP-1", "x": 4, "y": 5, "visible": True})
        where = await peer.ask("where")
        assert (where["screen"], where["x"], where["y"]) == ("DP-1", 4, 5) and "told" not in where
        take({"told": "chosen", "what": "click_through"})
        await until(lambda: lines(stage, "look")[-1]["click_through"])
        await peer.ask("show")
        await until(lambda: not lines(stage, "look")[-1]["click_through"])
        take({"told": "chosen", "what": "hide"})
        await until(lambda: views(stage)[-1][2] is False)
        take({"told": "of a newer stage"})
        take({"told": "placed", "screen": 4})
        assert (await peer.ask("export"))["places"] == {"DP-1": [0.25, 1.0]}


async def test_under_the_pointer_a_message_does_not_end(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        await shown(peer, stage, command())
        life.module._take({"told": "hover", "over": True})
        assert life.module._conversation.due is None
        life.module._take({"told": "hover", "over": False})
        assert life.module._conversation.due is not None


async def test_a_stage_that_ends_is_told_and_comes_back_as_it_was(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        life.module._take({"told": "placed", "screen": "DP-1", "x": 0.5, "y": 0.5})
        await shown(peer, stage, command())
        process = life.module._stage
        assert process is not None and process.pid is not None
        before = len(views(stage))
        os.kill(process.pid, signal.SIGKILL)
        await until(lambda: "it is not drawn any more" in life.said)
        await until(lambda: life.module._stage not in (None, process) and life.module._stage.is_up)
        again = {"do": "places", "places": {"DP-1": [0.5, 0.5]}, "last": "DP-1"}
        await until(lambda: lines(stage, "places")[-1] == again)
        await until(lambda: len(views(stage)) > before and views(stage)[-1][1] == "A tea?")
        assert (await peer.ask("health.check"))["status"] == "healthy"


async def test_while_the_stage_is_away_it_is_degraded(stage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skelly_tray.modules.cute_figurine.module.FIRST_RETRY", 600.0)
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        assert life.module._stage is not None and life.module._stage.pid is not None
        os.kill(life.module._stage.pid, signal.SIGKILL)
        await until(lambda: life.module._lost)
        health = await peer.ask("health.check")
        assert health["status"] == "degraded" and "signal 9" in health["issues"][0]["message"]


async def test_an_answer_that_nobody_takes_is_kept_and_told_later(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        life.bus.reply_always("publish", error(-32001))
        await shown(peer, stage, command())
        assert await peer.ask("answer", answer="not_now") == {"answered": ["r-a"]}
        await until(lambda: "will be tried again" in life.said)
        life.bus.always.clear()
        count = len(feedback(peer))
        await until(lambda: len(feedback(peer)) > count)
        await until(lambda: not life.module._memory.kept.untold)


@pytest.mark.usefixtures("headless")
async def test_an_answer_from_before_a_kill_is_told_at_the_next_start() -> None:
    async with fake_bus() as bus:
        memory = Memory(Path(bus.environ["SKELLY_STATE_DIR"]) / "figurine.json")
        memory.add_untold(Untold(5, "r-old", "helpful"))
        memory.save()
        async with living(CuteFigurine, bus=bus) as life:
            peer = await life.ready()
            await until(lambda: feedback(peer) == [("r-old", "helpful")])
            await until(lambda: not Memory(life.module.state_dir / "figurine.json").kept.untold)


async def test_every_setting_of_its_look_reaches_the_stage(stage: Path) -> None:
    settings = {
        "size": 1.5,
        "opacity": 0.5,
        "theme": "dark",
        "motion": "none",
        "click_through": True,
        "language": "de",
    }
    async with living(CuteFigurine, settings=settings) as life:
        peer = await drawing(life, stage)
        look = lines(stage, "look")[-1]
        assert (look["size"], look["opacity"], look["theme"], look["motion"]) == (1.5, 0.5, "dark", False)
        assert look["click_through"] and look["words"]["not_now"] == "Jetzt nicht"
        new = {"motion": "full", "language": "en"}
        await peer.ask("config.update", settings=new, changed=[*settings])
        await until(lambda: lines(stage, "look")[-1]["motion"])
        look = lines(stage, "look")[-1]
        assert (
            look["size"] == look["opacity"] == 1.0 and look["theme"] == "system" and not look["click_through"]
        )
        assert look["words"]["not_now"] == "Not now"


@pytest.mark.usefixtures("headless")
async def test_messages_can_be_switched_off(stage: Path) -> None:
    async with living(CuteFigurine, settings={"messages": False}) as life:
        peer = await drawing(life, stage)
        peer.event("animation_command", command())
        peer.event("animation_command", command("b", None, mood="sleeping", seconds=0, feedback=False))
        await until(lambda: views(stage)[-1][0] == "sleeping")
        await until(lambda: feedback(peer) == [("r-a", "timeout")])
        assert not any(text for _, text, _ in views(stage))


async def test_shown_as_notifications_there_is_no_stage(stage: Path) -> None:
    async with living(CuteFigurine, settings={"show_as": "notification"}) as life:
        peer = await life.ready()
        assert life.module._stage is None
        await peer.ask("config.update", settings={}, changed=["show_as"])
        await until(lambda: life.module._stage and life.module._stage.is_up)
        await peer.ask("config.update", settings={"show_as": "notification"}, changed=["show_as"])
        await until(lambda: life.module._stage is None)
        assert "not drawn any more" not in life.said


async def test_a_mode_with_less_draws_less(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        await peer.ask("mode.degrade", disable_features=["motion", "messages"])
        await until(lambda: not lines(stage, "look")[-1]["motion"])
        peer.event("animation_command", command())
        await until(lambda: feedback(peer) == [("r-a", "timeout")])
        await peer.ask("mode.degrade", disable_features=["drawing"])
        await until(lambda: life.module._stage is None)
        await peer.ask("mode.restore")
        await until(lambda: life.module._stage and life.module._stage.is_up)


async def test_reset_and_erase_forget_its_place(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        for forget in ("state.reset", "erase"):
            life.module._take({"told": "placed", "screen": "DP-1", "x": 0.5, "y": 0.5})
            await until(lambda: life.module._memory.kept.places)
            await peer.ask(forget)
            kept = await peer.ask("export")
            assert kept["places"] == {} and kept["last"] == ""


async def test_at_the_end_the_stage_ends_and_what_was_asked_is_answered(stage: Path) -> None:
    async with living(CuteFigurine) as life:
        peer = await drawing(life, stage)
        await shown(peer, stage, command())
        assert life.module._stage is not None and life.module._stage.pid is not None
        pid = life.module._stage.pid
        assert await life.end() == 0
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        kept = Memory(life.module.state_dir / "figurine.json").kept
        assert [(untold.request, untold.answer) for untold in kept.untold] == [("r-a", "timeout")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0.1}, {"size": 9}, {"opacity": 0}, {"theme": "pink"}, {"motion": "wild"}, {"click_through": 1},
        {"show_as": "song"}, {"messages": "no"}, {"language": "fr"}, {"more": 1},
    ],
)  # fmt: skip
@pytest.mark.usefixtures("headless")
async def test_wrong_settings_are_refused(wrong: dict[str, Any]) -> None:
    async with living(CuteFigurine) as life:
        peer = await life.ready()
        with pytest.raises(RefusalError):
            await peer.ask("config.update", settings=wrong, changed=list(wrong))
        assert life.module.settings == CuteFigurine.Settings()


@pytest.mark.usefixtures("headless")
async def test_what_cannot_be_read_is_set_aside_and_said() -> None:
    async with fake_bus() as bus:
        (Path(bus.environ["SKELLY_STATE_DIR"]) / "figurine.json").write_bytes(b"{")
        async with living(CuteFigurine, bus=bus) as life:
            await life.ready()
            assert "set aside" in life.said
