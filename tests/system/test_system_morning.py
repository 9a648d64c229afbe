"""A morning through the real seven: what is captured comes out as states, rewards, messages and animations, whoever is
killed meanwhile; and nothing that storage acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.supervisor import Supervisor, wait_until
from tests.system.morning import OTHERWISE, SEVEN, Morning, ask, furnish
from tests.tools.desktop import Desktop

KILLS = 60
"""Of the long version."""


def comes_out(morning: Morning) -> dict[str, object]:
    """Wait for what the end of the morning must bring; the last request."""
    wait_until(lambda: ask(morning.system, "analysis_engine", "state")["state"] == "distracted", "the state")
    wait_until(lambda: morning.said("intervention_request"), "a suggestion")
    request = morning.said("intervention_request")[-1]
    wait_until(
        lambda: any(
            one["request"] == request["id"] and one["message"] for one in morning.said("animation_command")
        ),
        "a message for it",
    )
    return request


@pytest.mark.display
def test_a_morning_comes_out_as_states_rewards_messages_and_animations(
    supervisor: Supervisor, desktop: Desktop
) -> None:
    supervisor.environment |= {"DISPLAY": desktop.display, "LANG": "C"}
    morning = Morning(supervisor, furnish(supervisor, OTHERWISE))
    supervisor.start()
    supervisor.wait_running()
    wait_until(lambda: ask(supervisor, "cute_figurine", "where").get("visible"), "the figurine")
    morning.feed()
    request = comes_out(morning)
    assert request["kind"] == "refocus" and request["state"] == "distracted"
    assert not lost(morning)

    states = morning.said("state_change")
    assert {"flow", "distracted", "neutral", "away"} <= {one["state"] for one in states}
    assert [one["time"] for one in states] == sorted(one["time"] for one in states)
    assert morning.agreement() > 0.6, "most of the morning is told as it was"
    rewards = morning.said("reward")
    assert {"coins", "achievement", "streak"} <= {one["kind"] for one in rewards}
    progress = ask(supervisor, "gamification", "progress")
    truly = sum(s.end - s.begin for s in morning.day.stretches if s.state in ("flow", "hyperfocus")) / 60
    assert (
        0.5 * truly < progress["today"]["focus_minutes"] + progress["days"][-2]["focus_minutes"] < 1.5 * truly
    )

    wait_until(lambda: ask(supervisor, "cute_figurine", "where").get("bubble"), "its bubble")
    commands = morning.said("animation_command")
    assert {"thinking", "waving"} <= {one["mood"] for one in commands}
    messages = [one for one in commands if one["message"]]
    assert any(one["request"].startswith(reward["id"]) for one in messages for reward in rewards)
    wait_until(
        lambda: ask(supervisor, "cute_figurine", "answer", answer="helpful")["answered"] == [request["id"]],
        "the bubble to be that of the suggestion",
    )
    wait_until(
        lambda: ask(supervisor, "gamification", "export")["timing"]["asked"][-1]["answer"] == "helpful", "it"
    )
    assert ask(supervisor, "analysis_engine", "personal")["reactions"] == 1
    supervisor.wait_for(lambda status: status["status"] == "healthy", "a healthy system")


@contextmanager
def feeding(morning: Morning) -> Iterator[threading.Thread]:
    """The three hours and their end are brought in meanwhile; what went wrong there is raised here."""
    failed: list[BaseException] = []

    def feed() -> None:
        try:
            morning.feed()
        except BaseException as error:  # noqa: BLE001  it is raised where it can be seen
            failed.append(error)

    thread = threading.Thread(target=feed, daemon=True)
    thread.start()
    yield thread
    thread.join(300)
    assert not thread.is_alive() and not failed, failed


def kill(system: Supervisor, victim: str) -> None:
    """Wait until there is such a process: the one that was killed before may still be told of."""

    def killed() -> bool:
        pid = system.status()["modules"][victim]["pid"]
        if pid is None:
            return False
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    wait_until(killed, f"a process of {victim} to kill", 60)


def survived(system: Supervisor, victims: list[str], chance: random.Random) -> Morning:
    """Kill these one after the other while a morning comes in, at moments that chance chooses; the whole morning."""
    morning = Morning(
        system, furnish(system, OTHERWISE, recovery_backoff="100ms", max_recovery_attempts=1000)
    )
    system.start()
    system.wait_running()
    moments = sorted(chance.randrange(morning.events * 9 // 10) for _ in victims)
    with feeding(morning) as thread:
        for victim, moment in zip(victims, moments, strict=True):
            wait_until(
                lambda moment=moment: len(morning.acknowledged) >= moment or not thread.is_alive(),
                "the moment",
                60,
            )
            kill(system, victim)
    system.wait_running(timeout=60)
    assert comes_out(morning)["kind"] == "refocus"
    assert {one["state"] for one in morning.said("state_change")} >= {"flow", "distracted"}
    assert ask(system, "gamification", "progress")["coins"] > 0
    return morning


def lost(morning: Morning) -> set[str]:
    """What storage acknowledged and has not, or never passed on."""
    passed_on = {event["id"] for batch in morning.said("event_batch") for event in batch["events"]}
    return morning.acknowledged - (morning.stored() & passed_on)


def test_whoever_is_killed_while_a_morning_comes_in_the_chain_goes_on_and_nothing_is_lost(
    supervisor: Supervisor,
) -> None:
    chance = random.Random(os.environ.get("SKELLY_CHAOS_SEED") or random.randrange(10**6))
    victims = list(SEVEN)
    chance.shuffle(victims)
    assert not lost(survived(supervisor, victims, chance))


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(3))
def test_many_kills_while_a_morning_comes_in_lose_nothing(supervisor: Supervisor, seed: int) -> None:
    chance = random.Random(seed)
    assert not lost(survived(supervisor, [chance.choice(SEVEN) for _ in range(KILLS)], chance))
