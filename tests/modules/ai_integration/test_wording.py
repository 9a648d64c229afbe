"""Who words a message: the endpoint while it works and keeps to the tone, else this program; in virtual time."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import msgspec
import pytest

from skelly_tray.modules.ai_integration.endpoint import EndpointError, Request
from skelly_tray.modules.ai_integration.occasion import KINDS, example
from skelly_tray.modules.ai_integration.settings import EndpointSettings, Settings
from skelly_tray.modules.ai_integration.tone import fault
from skelly_tray.modules.ai_integration.wording import Wording
from skelly_tray.modules.ai_integration.writer import phrases

ON = EndpointSettings(True, "http://127.0.0.1:1/v1", "small", failures=2, retry_after=60, timeout=7)
KIND = "refocus"


class Endpoint:
    """Answers what is in `say`, an exception by raising it."""

    def __init__(self) -> None:
        self.say: str | BaseException = "A tea, and then one line?"
        self.asked: list[tuple[Request, float]] = []

    async def ask(self, wanted: Request, timeout: float) -> str:
        self.asked.append((wanted, timeout))
        if isinstance(self.say, BaseException):
            raise self.say
        return self.say


class Made:
    def __init__(self, endpoint: EndpointSettings = ON, language: str = "en") -> None:
        self.now = 0.0
        self.endpoint = Endpoint()
        self.wording = Wording(
            Settings(language=language, endpoint=endpoint),  # type: ignore[arg-type]
            clock=lambda: self.now,
            local_time=lambda: datetime(2026, 1, 1, 9, tzinfo=UTC),
            chance=random.Random(1),
            ask=self.endpoint.ask,
        )

    async def word(self, may_ask: bool = True) -> str:
        worded = await self.wording.word(example(KIND, 0), (), may_ask)
        assert fault(worded.text) == ""
        assert bool(worded.phrase) == (worded.by == "local")
        return worded.by


async def test_the_endpoint_words_it_when_it_is_on() -> None:
    made = Made()
    worded = await made.wording.word(example(KIND, 0), ())
    assert worded == ("A tea, and then one line?", "endpoint", "")
    assert made.endpoint.asked[0][1] == 7
    assert made.wording.trouble == ""


async def test_switched_off_it_is_never_asked() -> None:
    made = Made(msgspec.structs.replace(ON, enabled=False))
    assert await made.word() == "local" and made.endpoint.asked == []
    assert made.wording.describe()["breaker"] == "off"
    assert await Made().word(may_ask=False) == "local"


@pytest.mark.parametrize("reply", ["You should hurry!", "", "x" * 500, "- a\n- b", "See https://h.example."])
async def test_an_answer_that_breaks_the_tone_is_replaced_and_opens_nothing(reply: str) -> None:
    made = Made()
    made.endpoint.say = reply
    for _ in range(5):
        assert await made.word() == "local"
    assert made.wording.counts["refused"] == 5 and made.wording.refusal
    assert made.wording.describe()["breaker"] == "closed"
    made.endpoint.say = "A tea?"
    assert await made.word() == "endpoint" and made.wording.refusal == ""


@pytest.mark.parametrize(
    "reply",
    [
        "Your key is sk-canary-5ecret.",
        "It begins with canary 5ecr.",
        "S K C A N A R Y 5 E C R E T.",
        "terce5-yranac-ks.",
    ],
)
async def test_a_key_that_comes_back_is_not_said(reply: str) -> None:
    made = Made(msgspec.structs.replace(ON, api_key="sk-canary-5ecret"))
    made.endpoint.say = reply
    assert await made.word() == "local"
    assert made.wording.refusal == "it repeats the key"
    made.endpoint.say = "The canary sings, and then one line?"
    assert await made.word() == "endpoint"


async def test_failures_open_the_breaker_and_its_reason_is_told() -> None:
    made = Made()
    made.endpoint.say = EndpointError("it answered with HTTP 500")
    assert [await made.word() for _ in range(4)] == ["local"] * 4
    assert len(made.endpoint.asked) == 2
    assert (
        made.wording.trouble == "the endpoint does not work: it answered with HTTP 500; tried again in 60 s"
    )
    made.now = 60.0
    made.endpoint.say = "A tea?"
    assert made.wording.describe()["breaker"] == "half_open"
    assert await made.word() == "endpoint" and made.wording.trouble == ""


async def test_a_question_that_is_broken_off_leaves_the_breaker_as_it_was() -> None:
    made = Made()
    made.endpoint.say = EndpointError("no")
    await made.word()
    await made.word()
    made.now = 60.0
    made.endpoint.say = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        await made.word()
    made.endpoint.say = "A tea?"
    assert await made.word() == "endpoint"


async def test_a_fault_of_the_settings_is_told_and_nothing_is_asked() -> None:
    made = Made(msgspec.structs.replace(ON, model=""))
    assert await made.word() == "local" and made.endpoint.asked == []
    assert "endpoint.model" in made.wording.trouble


async def test_another_endpoint_begins_with_a_closed_breaker() -> None:
    made = Made()
    made.endpoint.say = EndpointError("no")
    await made.word()
    await made.word()
    made.wording.use(Settings(language="de", endpoint=ON))
    assert made.wording.describe()["breaker"] == "open"
    made.wording.use(Settings(endpoint=msgspec.structs.replace(ON, model="other")))
    assert made.wording.describe()["breaker"] == "closed"


@pytest.mark.parametrize("language", ["en", "de"])
async def test_the_language_of_the_settings_is_written(language: str) -> None:
    made = Made(msgspec.structs.replace(ON, enabled=False), language)
    for kind in KINDS:
        worded = await made.wording.word(example(kind, 0), ())
        assert worded.phrase in [phrase.text for phrase in phrases(language, kind)]
