"""Bus, analysis and gamification as real processes: from what is captured to a suggestion, and a kill costs nothing."""

from __future__ import annotations

import time
from typing import Any

from tests.modules.analysis_engine.made import Pen
from tests.modules.analysis_engine.test_with_storage import Launch, bus, launch
from tests.modules.event_bus.bus_process import PATIENCE, BusProcess, Peer, until

__all__ = ["bus", "launch"]


def ask(asker: Peer, module: str, method: str, **params: Any) -> Any:
    return asker.ask("request", target=module, method=method, params=params, timeout_s=PATIENCE)


def test_a_distraction_is_answered_and_what_was_won_survives_a_kill(bus: BusProcess, launch: Launch) -> None:
    source, listener = bus.module("source"), bus.module("listener")
    listener.ask("subscribe", topics=["intervention_request", "reward"], delivery="reliable")
    settings = {"quiet_from": "", "refocus_after": 1, "gap_minutes": 1, "rewards": {"coin_minutes": 1}}
    game = launch("gamification", "g1", **settings)
    assert ask(source, "gamification", "progress")["coins"] == 0
    launch("analysis_engine", "a1", refresh_seconds=10)
    ask(source, "analysis_engine", "state")
    now = round(time.time() * 1000)

    def tell(state: str, at: int, since: int) -> None:
        payload = {"time": at, "state": state, "since": since, "confidence": 0.9}
        source.ask("publish", topic="state_change", payload=payload)

    for minute in range(12, 7, -1):
        tell("flow", now - minute * 60_000, now - 12 * 60_000)
    pen = Pen(now - 330_000)
    for _ in range(11):
        source.ask("publish", topic="event_batch", payload=pen.flit())
    until(lambda: ask(source, "analysis_engine", "state")["state"] == "distracted", "the distraction")
    tell("distracted", round(time.time() * 1000), now - 5 * 60_000)
    request = listener.event("intervention_request")["payload"]
    assert request["kind"] == "refocus" and request["state"] == "distracted"
    reward = listener.event("reward")["payload"]
    assert reward["coins"] >= 1 and reward["total"] >= reward["coins"]
    answer = {"time": now, "request": request["id"], "answer": "helpful"}
    assert source.ask("publish", topic="feedback", payload=answer)["delivered"] == 2
    before = ask(source, "gamification", "export")
    assert before["timing"]["factors"] == {"refocus": 0.9}
    assert ask(source, "analysis_engine", "personal")["reactions"] == 1

    game.kill()
    game.wait(PATIENCE)
    bus.revoke("g1")
    launch("gamification", "g2", **settings)
    after = ask(source, "gamification", "export")
    assert {one["id"] for one in before["rewards"]} <= {one["id"] for one in after["rewards"]}
    assert (
        after["game"]["coins"] >= before["game"]["coins"] and after["game"]["seed"] == before["game"]["seed"]
    )
    assert after["timing"]["asked"][: len(before["timing"]["asked"])] == before["timing"]["asked"]
