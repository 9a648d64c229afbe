"""What is seen and for how long, in virtual time; each message that asks gets exactly one answer."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.modules.cute_figurine.command import Command, read_command
from skelly_tray.modules.cute_figurine.conversation import AFTER_HOVER, MOST_KNOWN, Answer, Conversation

ASKS = Command("a", "waving", "A tea?", 20.0, "r1", True)
TELLS = Command("b", "cheering", "Clink.", 10.0)
GIVEN = {
    "id": "a",
    "time": 1,
    "mood": "waving",
    "message": "A tea?",
    "seconds": 20,
    "request": "r1",
    "feedback": True,
}


def test_a_message_is_shown_for_its_time_and_answered_by_a_timeout() -> None:
    talk = Conversation()
    assert talk.hear(ASKS, 100.0) == []
    assert talk.view[:3] == ("waving", "A tea?", True) and talk.due == 120.0
    assert talk.expire(119.9) == [] and talk.view.text
    assert talk.expire(120.0) == [Answer("r1", "timeout")]
    assert talk.view[:3] == ("idle", None, False) and talk.due is None


@pytest.mark.parametrize("reply", ["helpful", "not_now", "dismissed"])
def test_an_answer_ends_it_once(reply: Any) -> None:
    talk = Conversation()
    talk.hear(ASKS, 0)
    assert talk.answer(reply, talk.view.number) == [Answer("r1", reply)]
    assert talk.answer(reply) == [] and talk.expire(1000) == []


def test_an_answer_to_a_message_that_is_over_counts_for_no_other() -> None:
    talk = Conversation()
    talk.hear(ASKS, 0)
    old = talk.view.number
    assert talk.hear(ASKS._replace(id="c", request="r2"), 5) == [Answer("r1", "timeout")]
    assert talk.answer("helpful", old) == [] and talk.view.text
    assert talk.answer("helpful", talk.view.number) == [Answer("r2", "helpful")]


def test_what_asks_nothing_is_answered_by_nothing() -> None:
    talk = Conversation()
    talk.hear(TELLS, 0)
    assert not talk.view.buttons and talk.expire(10) == [] and talk.view.text is None


def test_a_mood_stays_one_with_a_time_goes_by() -> None:
    talk = Conversation()
    talk.hear(Command("m", "sleeping"), 0)
    assert talk.view.mood == "sleeping" and talk.due is None
    talk.hear(Command("n", "cheering", None, 4.0), 0)
    assert talk.view.mood == "cheering" and talk.due == 4
    talk.expire(4)
    assert talk.view.mood == "sleeping"


def test_moods_do_not_interrupt_a_message() -> None:
    talk = Conversation()
    talk.hear(ASKS, 0)
    talk.hear(Command("n", "cheering", None, 4.0), 1)
    talk.hear(Command("m", "sleeping"), 1)
    talk.poke(1)
    assert talk.view.mood == "waving" and talk.view.text
    talk.answer("helpful")
    assert talk.view.mood == "sleeping"


def test_under_the_pointer_a_message_stays_and_a_little_longer() -> None:
    talk = Conversation()
    talk.hear(ASKS, 0)
    talk.hold(True, 19)
    assert talk.due is None and talk.expire(100) == []
    talk.hold(False, 100)
    assert talk.due == 100 + AFTER_HOVER and talk.expire(100 + AFTER_HOVER) == [Answer("r1", "timeout")]
    talk.hold(True, 200)
    talk.hear(ASKS._replace(id="z"), 300)
    assert talk.due == 320


def test_the_same_command_is_shown_once_also_after_a_restart() -> None:
    talk = Conversation()
    talk.hear(ASKS, 0)
    talk.answer("helpful")
    assert talk.hear(ASKS, 1) == [] and talk.view.text is None
    again = Conversation(list(talk.known))
    assert again.hear(ASKS, 0) == [] and again.view.text is None


def test_what_is_not_to_be_shown_is_a_timeout_at_once_and_only_once() -> None:
    talk = Conversation()
    assert talk.unseen(ASKS) == [Answer("r1", "timeout")] and talk.unseen(ASKS) == []
    assert talk.unseen(TELLS) == [] and talk.view.text is None


def test_what_is_remembered_is_bounded() -> None:
    talk = Conversation()
    for number in range(MOST_KNOWN * 2):
        talk.hear(TELLS._replace(id=str(number)), 0)
    assert len(talk.known) == MOST_KNOWN


def test_a_poke_is_waved_at() -> None:
    talk = Conversation()
    talk.poke(0)
    assert talk.view.mood == "waving" and talk.due
    talk.expire(talk.due)
    assert talk.view.mood == "idle"


def test_a_command_is_read() -> None:
    assert read_command(GIVEN | {"of a newer version": 1}) == Command(
        "a", "waving", "A tea?", 20.0, "r1", True
    )
    assert read_command({"id": "m", "mood": "melting"}) == Command("m", "melting")


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""}, {"id": 4}, {"id": "x" * 121}, {"mood": 4}, {"mood": None}, {"message": 4}, {"message": ["a"]},
        {"seconds": -1}, {"seconds": "long"}, {"seconds": float("nan")}, {"seconds": True}, {"request": 4},
        {"feedback": "yes"}, {"request": "x" * 121},
    ],
)  # fmt: skip
def test_a_malformed_command_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        read_command(GIVEN | wrong)


@pytest.mark.parametrize("payload", [None, [], "text", {}])
def test_what_is_no_command_is_refused(payload: Any) -> None:
    with pytest.raises(ValueError):
        read_command(payload)


def test_what_is_odd_is_made_fit_to_be_shown() -> None:
    odd = read_command(GIVEN | {"mood": "dancing", "message": "two\nlines\x07 " + "x" * 400, "seconds": 1e9})
    assert (
        odd.mood == "idle" and odd.message is not None and len(odd.message) == 300 and "\n" not in odd.message
    )
    assert odd.seconds == 3600
    assert read_command(GIVEN | {"message": " \n "}).message is None
    assert not read_command(GIVEN | {"request": None}).feedback
