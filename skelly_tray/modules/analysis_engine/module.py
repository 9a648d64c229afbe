"""The module itself: takes batches from the bus, tells which state is in force, and answers questions about it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec

from skelly_tray.modules.analysis_engine import condition, history, lessons
from skelly_tray.modules.analysis_engine.engine import Engine, Moment
from skelly_tray.modules.analysis_engine.history import Correction
from skelly_tray.modules.analysis_engine.lessons import Learned
from skelly_tray.modules.analysis_engine.model import NOTHING, Weights
from skelly_tray.modules.analysis_engine.observed import read_batch
from skelly_tray.modules.analysis_engine.personal import BOUND, Own, size
from skelly_tray.modules.analysis_engine.questions import (
    DAY_MS,
    CorrectParams,
    ExportParams,
    NoParams,
    Reaction,
    TimelineParams,
    corrected_period,
    timeline_period,
)
from skelly_tray.modules.analysis_engine.settings import Settings as AnalysisSettings
from skelly_tray.modules.analysis_engine.table import TABLE
from skelly_tray.modules.analysis_engine.telling import Telling, payload
from skelly_tray.sdk import Event, Health, Mode, Module, ModuleError, RpcError, serve
from skelly_tray.sdk.keeping import Keeping, UnavailableError

_LOOK_EVERY = 30.0
"""Seconds between two looks at the clock: without batches it alone can tell that somebody has gone."""

_JUST_NOW_MS = 60_000
_LEAST_SHARE = 0.05
_STRONGEST = 8
_TOLD_AT_ONCE = 32
"""States that are on their way to who hears them; after an absence of theirs, or of ours, there may be many."""


class AnalysisEngine(Module):
    """Hears `event_batch` and `feedback`, publishes `state_change`; serves questions and corrections."""

    Settings = AnalysisSettings
    version = "1.0.0"
    settings: AnalysisSettings

    async def start(self) -> None:
        self._keeping = Keeping(self.state_dir / "analysis.db", history.TABLES, self.log.warning)
        self._learned: Own | None = None
        self._active_since = now_ms()
        self._batch_at: int | None = None
        self._judging_ms = 0.0
        self._count = 0
        self._refused = ""
        self._turn = asyncio.Lock()
        self._some = asyncio.Event()
        self._begin()
        try:
            self._learned = await self._keeping.ask(history.own)
            kept = await self._keeping.ask(history.resume)
            self._untold.extend(await self._keeping.ask(history.untold))
        except UnavailableError as error:
            self.log.error("what was kept cannot be read", error=error)
        else:
            if kept is not None:
                self._engine.resume(kept, now_ms())
        self._use_learned()

    async def activate(self) -> None:
        self._active_since = now_ms()
        await self.subscribe("event_batch", self.on_batch, delivery="reliable")
        await self.subscribe("feedback", self.on_feedback, delivery="reliable")
        self.run_in_background(self._watch_the_clock(), "clock")
        self.run_in_background(self._go_on_telling(), "telling")
        self._some.set()

    # ---- what comes

    async def on_batch(self, event: Event) -> None:
        """Returns when it is judged and kept; a malformed one is refused and changes nothing."""
        try:
            batch = read_batch(event.payload)
        except ValueError as error:
            raise ModuleError(str(error)) from None
        async with self._turn:
            now = self._batch_at = now_ms()
            begun = time.perf_counter()
            moments = self._engine.take(batch, now)
            self._judging_ms = (time.perf_counter() - begun) * 1000 / max(1, len(moments))
            self._count += len(moments)
            await self._keep(moments)

    async def on_feedback(self, event: Event) -> None:
        """A reaction of the user to a suggestion; a malformed one is refused."""
        try:
            reaction = msgspec.convert(event.payload, Reaction)
        except msgspec.ValidationError:
            raise ModuleError("a feedback is an object {time, request, answer}") from None
        learning = self.settings.learning if self.settings.learn_from_reactions else 0.0
        await self._learn(
            partial(
                lessons.react,
                request=reaction.request,
                time=min(reaction.time, now_ms()),
                answer=reaction.answer,
                bounds=self.settings.bounds,
                learning=learning if self._personalises else 0.0,
            )
        )

    # ---- what may be asked

    @serve("state", params=NoParams)
    async def state(self, params: NoParams) -> dict[str, Any]:
        """The state in force, as in `state_change`; null before anything was judged."""
        moment = self._engine.last
        window = self.settings.window_seconds
        if moment is None:
            return {"state": None, "confidence": 0.0, "factors": [], "window_s": window}
        told = payload(moment, moment.previous, window, refresh=False)
        return told | {"known": moment.known, "personal": self._engine.own is not NOTHING}

    @serve("timeline", params=TimelineParams)
    async def timeline(self, params: TimelineParams) -> dict[str, Any]:
        begin, until = timeline_period(params, now_ms())
        stretches = await self._keeping.ask(partial(history.timeline, begin=begin, until=until))
        return {"from": begin, "to": until, "stretches": stretches}

    @serve("correct", params=CorrectParams)
    async def correct(self, params: CorrectParams) -> dict[str, Any]:
        """The user's own word. It shows in the timeline at once; of now, it is in force at once."""
        now = now_ms()
        begin, until = corrected_period(params, now)
        learning = self.settings.learning if self._personalises else 0.0
        said = Correction(now, params.state, begin, until)
        learned = await self._learn(
            partial(lessons.correct, said=said, bounds=self.settings.bounds, learning=learning)
        )
        if until >= now - _JUST_NOW_MS:
            async with self._turn:
                await self._keep([self._engine.say(params.state, now)])
        return {"state": params.state, "from": begin, "to": until} | {
            "moments": learned.examples,
            "learned": learned.own is not None,
        }

    @serve("personal", params=NoParams)
    async def personal(self, params: NoParams) -> dict[str, Any]:
        """What was said and learned so far."""
        corrections, reactions = await self._keeping.ask(
            lambda connection: (len(history.corrections(connection)), history.count_reactions(connection))
        )
        own = self._learned
        names = [*(row.name for row in TABLE), "itself"]
        weights = [
            {"state": state, "feature": name, "weight": round(weight, 3)}
            for state, each in (own or {}).items()
            for name, weight in zip(names, each, strict=True)
            if abs(weight) >= 0.001
        ]
        weights.sort(key=lambda one: -abs(float(str(one["weight"]))))
        return {
            "on": self._personalises,
            "corrections": corrections,
            "reactions": reactions,
            "largest": round(size(own), 5) if own else 0.0,
            "bound": BOUND,
            "strongest": weights[:_STRONGEST],
        }

    @serve("reset_personal", params=NoParams)
    async def reset_personal(self, params: NoParams) -> dict[str, Any]:
        """Forget what the user said and what was learned from it. The timeline stays."""
        await self._keeping.ask(history.forget_personal)
        self._learned = None
        self._use_learned()
        return {"reset": True}

    @serve("export", params=ExportParams)
    async def export(self, params: ExportParams) -> dict[str, Any]:
        """All that is kept, page by page."""

        def read(connection: Any) -> tuple[Any, Any]:
            found = history.moments(connection, params.after + 1, 2**62, params.limit + 1)
            return found, history.corrections(connection)

        found, said = await self._keeping.ask(read)
        page = found[: params.limit]
        answer: dict[str, Any] = {
            "moments": [
                {
                    "time": one.time,
                    "state": one.state,
                    "confidence": one.confidence,
                    "features": None if one.features is None else one.features._asdict(),
                }
                for one in page
            ],
            "corrections": [
                {"time": one.time, "state": one.state, "from": one.begin, "to": one.until} for one in said
            ],
            "learned": self._learned,
        }
        return answer | ({"next": page[-1].time} if len(found) > params.limit else {})

    @serve("erase", params=NoParams)
    async def erase(self, params: NoParams) -> dict[str, Any]:
        """Remove all that is kept, the timeline too."""
        async with self._turn:
            await self._keeping.erase()
            self._learned = None
            self._begin()
        return {"erased": True}

    # ---- what the orchestrator asks

    async def health(self) -> Health:
        engine, now = self._engine, now_ms()
        last = engine.last
        seen = condition.Seen(
            now=now,
            active_since=self._active_since,
            batch_at=self._batch_at,
            newest=engine.newest,
            capturing=engine.capturing,
            sees_input=engine.sees_input,
            away=last is not None and last.state == "away",
            skipped=engine.skipped,
            trouble=self._keeping.trouble,
            damage=self._keeping.damage,
            refused_publish=self._refused,
        )
        return condition.report(
            seen,
            {
                "judged": float(self._count),
                "judging_ms": round(self._judging_ms, 3),
                "confidence": 0.0 if last is None else last.confidence,
                "known": 0.0 if last is None else last.known,
            },
        )

    async def settings_changed(self, old: AnalysisSettings, changed: list[str]) -> None:
        self._engine.set(self.settings)
        self._telling.refresh_ms = round(self.settings.refresh_seconds * 1000)
        self._use_learned()

    async def degrade(self, mode: Mode) -> None:
        self._use_learned()

    async def restore(self) -> None:
        self._use_learned()

    async def reset_state(self, reset_state: bool, clear_queues: bool) -> None:
        if reset_state:
            async with self._turn:
                await self._keeping.begin_anew()
                self._learned = None
                self._begin()
            self.log.info("what was kept has been set aside")

    async def save_state(self) -> None:
        resume = self._engine.keep()
        if resume is not None:
            await self._keeping.ask(partial(history.set_resume, resume=resume))

    async def stop(self, grace_s: float) -> None:
        await self._keeping.close()

    # ----

    @property
    def _personalises(self) -> bool:
        return self.settings.personalise and self.mode.allows("personalisation")

    def _begin(self) -> None:
        self._engine = Engine(self.settings)
        self._telling = Telling()
        self._untold: deque[dict[str, Any]] = deque(maxlen=history.MOST_UNTOLD)
        self._telling.refresh_ms = round(self.settings.refresh_seconds * 1000)
        self._use_learned()

    def _use_learned(self) -> None:
        own: Weights = NOTHING
        if self._personalises and self._learned is not None:
            own = self._learned
        self._engine.own = own

    async def _learn(self, work: Any) -> Learned:
        learned: Learned = await self._keeping.ask(work)
        if learned.own is not None:
            self._learned = learned.own
            self._use_learned()
        return learned

    async def _keep(self, moments: Sequence[Moment]) -> None:
        """Write them down, and what is to be told of them. What cannot be kept is missing in the timeline, and told
        all the same."""
        window = self.settings.window_seconds
        news = [told for one in moments if (told := self._telling.news(one, window)) is not None]
        keep_ms, resume = round(self.settings.keep_days * DAY_MS), self._engine.keep()

        def work(connection: sqlite3.Connection) -> None:
            for moment in moments:
                history.add(connection, moment, resume, keep_ms)
            for told in news:
                history.add_untold(connection, told)

        if moments:
            try:
                await self._keeping.ask(work)
            except UnavailableError as error:
                self.log.warning("a moment could not be kept", error=error)
        self._untold.extend(news)
        self._some.set()

    async def _go_on_telling(self) -> None:
        """Tell what waits, in its order. Who is slow to take it keeps nobody waiting who brings a batch; what cannot be
        told now is tried again with the next moment."""
        while True:
            await self._some.wait()
            self._some.clear()
            while waiting := list(self._untold)[:_TOLD_AT_ONCE]:
                outcomes = await asyncio.gather(
                    *(self.publish("state_change", told) for told in waiting), return_exceptions=True
                )
                failed = [error for error in outcomes if isinstance(error, BaseException)]
                await self._was_told(
                    [told for told, outcome in zip(waiting, outcomes, strict=True) if outcome not in failed]
                )
                if other := next((error for error in failed if not isinstance(error, RpcError)), None):
                    raise other
                self._refused = str(failed[0]) if failed else ""
                if failed:
                    self.log.warning("a state could not be told and will be tried again", error=failed[0])
                    break

    async def _was_told(self, done: Sequence[dict[str, Any]]) -> None:
        for told in done:
            with contextlib.suppress(ValueError):  # all was erased meanwhile
                self._untold.remove(told)
        if done:
            try:
                await self._keeping.ask(partial(history.told, times=[told["time"] for told in done]))
            except UnavailableError:
                return  # the next process tells it once more

    async def _watch_the_clock(self) -> None:
        while True:
            await asyncio.sleep(self._look_every)
            async with self._turn:
                moment = self._engine.look(now_ms())
                await self._keep([] if moment is None else [moment])

    @property
    def _look_every(self) -> float:
        share = 1.0 if self.mode.reduce_load is None else max(self.mode.reduce_load, _LEAST_SHARE)
        return _LOOK_EVERY / share


def now_ms() -> int:
    """Milliseconds since 1970."""
    return round(time.time() * 1000)
