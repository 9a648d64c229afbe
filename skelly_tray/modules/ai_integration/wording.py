"""Decides who words a message: the endpoint, if it is wanted, works and keeps to the tone; else the local writer."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from skelly_tray.modules.ai_integration import endpoint
from skelly_tray.modules.ai_integration.breaker import Breaker
from skelly_tray.modules.ai_integration.endpoint import EndpointError, Request
from skelly_tray.modules.ai_integration.giving_away import gives_away
from skelly_tray.modules.ai_integration.occasion import Occasion
from skelly_tray.modules.ai_integration.prompt import body
from skelly_tray.modules.ai_integration.settings import EndpointSettings, Settings, spoken
from skelly_tray.modules.ai_integration.tone import cleaned, fault
from skelly_tray.modules.ai_integration.writer import LocalWriter, part_of_day

Ask = Callable[[Request, float], Awaitable[str]]


class Worded(NamedTuple):
    """by: `local` or `endpoint`. phrase: of the local writer."""

    text: str
    by: str
    phrase: str = ""


class Wording:
    """clock: seconds that only go forward. local_time: of the wall. ask: of `endpoint`, or a test's."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.monotonic,
        local_time: Callable[[], datetime] | None = None,
        chance: random.Random | None = None,
        ask: Ask = endpoint.ask,
    ) -> None:
        self.counts: Counter[str] = Counter()
        """local, endpoint, refused (by the tone), failed."""
        self.refusal = ""
        """Why the last answer of the endpoint was not said; empty once one was."""
        self._settings = settings
        self._clock = clock
        self._local_time = local_time or (lambda: datetime.now().astimezone())
        self._writer = LocalWriter(chance or random.Random())
        self._ask = ask
        self._breaker = _breaker(settings.endpoint)

    def use(self, settings: Settings) -> None:
        """From now on; what was held against another endpoint counts no more."""
        if settings.endpoint != self._settings.endpoint:
            self._breaker = _breaker(settings.endpoint)
            self.refusal = ""
        self._settings = settings

    async def word(self, occasion: Occasion, recent: Sequence[str], may_ask: bool = True) -> Worded:
        """A message that keeps to the tone, always. may_ask: False: locally, whatever the settings say."""
        asked = await self._asked(occasion) if may_ask else None
        if asked is not None:
            self.counts["endpoint"] += 1
            return Worded(asked, "endpoint")
        language = spoken(self._settings.language, os.environ)
        part = part_of_day(self._local_time().hour)
        text, phrase = self._writer.write(occasion, language, part, recent)
        self.counts["local"] += 1
        return Worded(text, "local", phrase)

    def would_send(self, occasion: Occasion) -> Request:
        """What leaves this machine for such an occasion, if the endpoint is on."""
        language = spoken(self._settings.language, os.environ)
        hour = self._local_time().hour
        return endpoint.request(
            self._settings.endpoint, body(occasion, language, hour, self._settings.endpoint)
        )

    @property
    def fault(self) -> str:
        """Why the endpoint cannot be used as it is configured; empty when it can, or is off."""
        settings = self._settings.endpoint
        return endpoint.fault_of(settings) if settings.enabled else ""

    @property
    def trouble(self) -> str:
        """Why messages are written locally although the endpoint is on; empty when all is well."""
        if not self._settings.endpoint.enabled:
            return ""
        if self.fault:
            return self.fault
        now = self._clock()
        if self._breaker.state(now) == "closed":
            return ""
        left = self._breaker.left(now)
        when = f"tried again in {round(left)} s" if left else "tried again with the next message"
        return f"the endpoint does not work: {self._breaker.reason}; {when}"

    def describe(self) -> dict[str, Any]:
        """For health and `would_send`."""
        state = self._breaker.state(self._clock()) if self._settings.endpoint.enabled else "off"
        return {"breaker": state, "trouble": self.trouble, "last_refusal": self.refusal}

    async def _asked(self, occasion: Occasion) -> str | None:
        settings = self._settings.endpoint
        if not settings.enabled or self.fault or not self._breaker.may_ask(self._clock()):
            return None
        breaker = self._breaker
        try:
            reply = cleaned(await self._ask(self.would_send(occasion), settings.timeout))
        except EndpointError as error:
            self.counts["failed"] += 1
            breaker.failed(self._clock(), str(error))
            return None
        except BaseException:
            breaker.abandoned()
            raise
        breaker.worked()
        self.refusal = "it repeats the key" if gives_away(reply, settings.api_key) else fault(reply)
        if self.refusal:
            self.counts["refused"] += 1
            return None
        return reply


def _breaker(settings: EndpointSettings) -> Breaker:
    return Breaker(settings.failures, settings.retry_after)
