"""The module itself: hears what is to be shown, has it shown in the way there is, and tells what the user answered."""

from __future__ import annotations

import asyncio
import os
import time
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, to_builtins

from skelly_tray.modules.cute_figurine.command import read_command
from skelly_tray.modules.cute_figurine.conversation import Answer, Conversation, Reply, View
from skelly_tray.modules.cute_figurine.memory import Memory, Untold
from skelly_tray.modules.cute_figurine.notifications import Notifications
from skelly_tray.modules.cute_figurine.presence import Presence
from skelly_tray.modules.cute_figurine.settings import Settings as FigurineSettings
from skelly_tray.modules.cute_figurine.settings import spoken
from skelly_tray.modules.cute_figurine.stage_process import StageProcess
from skelly_tray.modules.cute_figurine.surroundings import (
    drawing,
    session_bus,
    stage_environment,
)
from skelly_tray.modules.cute_figurine.words import WORDS
from skelly_tray.reentry import module_process
from skelly_tray.sdk import Event, Health, Mode, Module, ModuleError, RpcError, serve

FIRST_RETRY, LAST_RETRY = 2.0, 60.0
"""Seconds between two tries to draw, and to tell an answer."""
_STABLE = 30.0
"""Seconds after which a stage has been up well, and its end is the first again."""
_TOLD_WITHIN = 30.0


class NoParams(Struct, forbid_unknown_fields=True):
    """Nothing to be said."""


class AnswerParams(Struct, forbid_unknown_fields=True):
    """answer: to the message that is shown, for those who do not use a pointer."""

    answer: Literal["helpful", "not_now", "dismissed"]


class ThroughParams(Struct, forbid_unknown_fields=True):
    """on: the mouse reaches what is behind the figurine."""

    on: bool


Pixel = Annotated[int, Meta(ge=-(1 << 20), le=1 << 20)]


class ClearParams(Struct, forbid_unknown_fields=True):
    """areas: left, top, width and height of windows that it is not to cover. in_use: somebody works in one of them."""

    areas: Annotated[list[tuple[Pixel, Pixel, Pixel, Pixel]], Meta(max_length=16)]
    in_use: bool = False


class CuteFigurine(Module):
    """Hears `animation_command`, publishes `feedback`; serves `show`, `hide`, `where`, `answer`, `click_through` and
    `keep_clear`."""

    Settings = FigurineSettings
    version = "1.0.0"
    settings: FigurineSettings

    async def start(self) -> None:
        self._memory = await asyncio.to_thread(Memory, self.state_dir / "figurine.json")
        if self._memory.set_aside:
            self.log.warning("what was kept could not be read; it was set aside")
        kept = self._memory.kept
        self._conversation = Conversation(kept.known)
        self._through = self.settings.click_through
        self._clear = ClearParams([])
        self._saving = asyncio.Lock()
        self._stage: StageProcess | None = None
        self._lost = ""
        self._moves = True
        self._tasks: list[asyncio.Task[Any]] = []
        self._where: dict[str, Any] = {}
        self._drawing = await asyncio.to_thread(drawing, os.environ)
        self._notes = Notifications(session_bus(os.environ), self.run_in_background, self._answered_note)
        self._notified = 0
        self._changed, self._untold, self._resettle = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def activate(self) -> None:
        works = {"stage": self._keep_stage(), "showing": self._tend(), "feedback": self._report()}
        self._tasks = [self.run_in_background(work, name) for name, work in works.items()]
        await self.subscribe("animation_command", self.on_command)

    async def on_command(self, event: Event) -> None:
        """A malformed one is refused and loses nothing else."""
        try:
            command = read_command(event.payload)
        except ValueError as error:
            raise ModuleError(f"animation_command: {error}") from None
        unwanted = not self.settings.messages or not self.mode.allows("messages") or self._memory.kept.hidden
        if unwanted and command.message is not None:
            await self._keep(self._conversation.unseen(command))
            return
        answers = self._conversation.hear(command, time.monotonic())
        self._show()
        if command.message is not None:
            await self._keep(answers)

    @serve("show", params=NoParams)
    async def show(self, params: NoParams) -> dict[str, Any]:
        """Where it can be seen and clicked again."""
        self._memory.kept.hidden, self._through = False, self.settings.click_through
        await self._arrange()
        return self._described()

    @serve("hide", params=NoParams)
    async def hide(self, params: NoParams) -> dict[str, Any]:
        """Until it is shown again, also after a restart."""
        await self._hide()
        return self._described()

    @serve("where", params=NoParams)
    async def where(self, params: NoParams) -> dict[str, Any]:
        return self._described()

    @serve("answer", params=AnswerParams)
    async def answer(self, params: AnswerParams) -> dict[str, Any]:
        answers = self._conversation.answer(params.answer)
        await self._answered(answers)
        return {"answered": [answer.request for answer in answers]}

    @serve("click_through", params=ThroughParams)
    async def click_through(self, params: ThroughParams) -> dict[str, Any]:
        """Until the next start, or `show`."""
        self._through = params.on
        self._send_look()
        return {"click_through": self._through}

    @serve("keep_clear", params=ClearParams)
    async def keep_clear(self, params: ClearParams) -> dict[str, Any]:
        """Until other windows are told, or none: what has told them says so when they have gone."""
        self._clear = params
        self._send_clear()
        return {}

    @serve("export", params=NoParams)
    async def export(self, params: NoParams) -> dict[str, Any]:
        """All that is kept here."""
        kept: dict[str, Any] = to_builtins(self._memory.kept)
        return kept

    @serve("erase", params=NoParams)
    async def erase(self, params: NoParams) -> dict[str, Any]:
        await self._forget()
        return {"erased": True}

    async def health(self) -> Health:
        presence = self._presence()
        told, degraded = presence.told()
        metrics = {
            "message_queue_depth": float(len(self._memory.kept.untold)),
            "drawn": float(presence.drawn),
            "hidden": float(self._memory.kept.hidden),
        }
        if self._memory.trouble:
            return Health.degraded(self._memory.trouble, told, **metrics)
        return Health.degraded(told.message, **metrics) if degraded else Health.healthy(told, **metrics)

    async def settings_changed(self, old: FigurineSettings, changed: list[str]) -> None:
        if self.settings.click_through != old.click_through:
            self._through = self.settings.click_through
        if self.settings.show_as != old.show_as:
            self._resettle.set()
        if self.settings.motion != old.motion:
            await self._ask_motion()
        self._send_look()
        self._show()

    async def degrade(self, mode: Mode) -> None:
        """Known features: `drawing` (messages come as notifications), `messages`, `motion`."""
        self._resettle.set()
        self._send_look()

    async def restore(self) -> None:
        self._resettle.set()
        self._send_look()

    async def reset_state(self, reset_state: bool, clear_queues: bool) -> None:
        if reset_state:
            await self._forget()
        elif clear_queues:
            self._memory.kept.untold = []
            await self._save()

    async def stop(self, grace_s: float) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._notes.close()
        await self._keep(self._conversation.answer("timeout"))

    # ---- what is seen

    def _presence(self) -> Presence:
        return Presence(
            self._stage is not None and self._stage.is_up,
            self.settings.show_as == "figurine" and self.mode.allows("drawing"),
            self._drawing,
            self._lost,
            self._notes.trouble,
        )

    def _described(self) -> dict[str, Any]:
        way = self._presence().way
        told = {"way": way, "hidden": self._memory.kept.hidden, "click_through": self._through}
        return told | (self._where if way == "figurine" else {})

    def _show(self) -> None:
        """As it is to be seen now; and whoever waits for a time looks anew."""
        self._changed.set()
        self._push()

    def _push(self) -> None:
        if self._stage is not None and self._stage.is_up:
            view = self._conversation.view
            self._stage.send(
                {
                    "do": "view",
                    "mood": view.mood,
                    "text": view.text,
                    "buttons": view.buttons,
                    "number": view.number,
                    "visible": not self._memory.kept.hidden,
                }
            )

    def _send_look(self) -> None:
        if self._stage is None:
            return
        settings = self.settings
        self._stage.send(
            {
                "do": "look",
                "size": settings.size,
                "opacity": settings.opacity,
                "theme": settings.theme,
                "motion": self._moves and self.mode.allows("motion"),
                "click_through": self._through,
                "words": WORDS[spoken(settings.language, os.environ)],
            }
        )

    async def _arrange(self) -> None:
        self._send_look()
        self._show()
        await self._save()

    async def _hide(self) -> None:
        self._memory.kept.hidden = True
        await self._answered(self._conversation.answer("dismissed"))

    async def _forget(self) -> None:
        self._conversation.known.clear()
        async with self._saving:
            await asyncio.to_thread(self._memory.erase)
        self._send_places()
        self._show()

    async def _tend(self) -> None:
        """What is over ends in time; without a stage, messages go to the notifications."""
        while True:
            self._changed.clear()
            if (due := self._conversation.due) is not None and due <= time.monotonic():
                answers = self._conversation.expire(time.monotonic())
                self._push()
                await self._keep(answers)
            await self._notify(self._conversation.view)
            due = self._conversation.due
            try:
                async with asyncio.timeout(None if due is None else max(0.0, due - time.monotonic())):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def _notify(self, view: View) -> None:
        if self._presence().drawn or view.text is None or self._memory.kept.hidden:
            if self._notified:
                self._notified = 0
                await self._notes.withdraw()
            return
        if view.number != self._notified:
            self._notified = view.number
            words = WORDS[spoken(self.settings.language, os.environ)]
            answers = {name: words[name] for name in ("helpful", "not_now")} if view.buttons else {}
            await self._notes.show(view.number, "Skelly", view.text, answers, view.seconds)

    # ---- the stage

    async def _keep_stage(self) -> None:
        """Draw whenever that can be; a display that goes away is told, and its return is noticed."""
        delay = FIRST_RETRY
        while True:
            self._resettle.clear()
            self._drawing = await asyncio.to_thread(drawing, os.environ)
            wanted = self._presence().wants_drawing
            if wanted and not self._drawing.reason:
                begun = time.monotonic()
                await self._draw()
                if time.monotonic() - begun > _STABLE:
                    delay = FIRST_RETRY
            else:
                self._lost = self._lost if wanted and self._drawing.expected else ""
                await self._notes.probe()
            self._changed.set()
            hopes = (wanted and self._drawing.expected) or self._notes.may_come_back
            try:
                async with asyncio.timeout(delay if hopes else None):
                    await self._resettle.wait()
            except TimeoutError:
                delay = min(LAST_RETRY, delay * 2)

    async def _draw(self) -> None:
        """Until the stage ends, or is not wanted any more."""
        await self._ask_motion()
        self._stage = StageProcess(
            module_process("cute_figurine"),
            stage_environment(),
            self._take,
            lambda line: self.log.info("the stage says", text=line),
        )
        running = self.run_in_background(self._stage.run(), "stage process")
        unwanted = self.run_in_background(self._until_unwanted(), "stage wanted")
        try:
            await asyncio.wait([running, unwanted], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (running, unwanted):
                task.cancel()
            ended = (await asyncio.gather(running, unwanted, return_exceptions=True))[0]
            self._stage, self._where = None, {}
        if isinstance(ended, str):
            self._lost = ended
            self.log.warning("it is not drawn any more", reason=ended)
            await self._notes.probe()

    async def _until_unwanted(self) -> None:
        while self._presence().wants_drawing:
            self._resettle.clear()
            await self._resettle.wait()

    async def _ask_motion(self) -> None:
        """Does the desktop ask for less movement?"""
        self._moves = self.settings.motion != "none"
        if self.settings.motion == "system":
            asked = await self._notes.setting("org.freedesktop.appearance", "reduced-motion")
            shown = await self._notes.setting("org.gnome.desktop.interface", "enable-animations")
            self._moves = asked != 1 and shown is not False

    def _take(self, told: dict[str, Any]) -> None:
        """A line of the stage's."""
        now = time.monotonic()
        match told:
            case {"told": "up"}:
                self._lost = ""
                self.log.info("it is drawn", platform=told.get("platform"))
                self._send_look()
                self._send_places()
                self._send_clear()
                self._show()
            case {"told": "where"}:
                self._where = {key: value for key, value in told.items() if key != "told"}
            case {"told": "placed", "screen": str(screen), "x": float(x) | int(x), "y": float(y) | int(y)}:
                self._memory.put(screen, x, y)
                self._later(self._save())
            case {
                "told": "answered",
                "answer": "helpful" | "not_now" | "dismissed" as reply,
                "number": int(number),
            }:
                self._later(self._answered(self._conversation.answer(reply, number)))
            case {"told": "hover", "over": bool(over)}:
                self._conversation.hold(over, now)
                self._changed.set()
            case {"told": "poked"}:
                self._conversation.poke(now)
                self._show()
            case {"told": "chosen", "what": "hide"}:
                self._later(self._hide())
            case {"told": "chosen", "what": "click_through"}:
                self._through = True
                self._send_look()
            case _:
                """Of a newer stage, or none of our business."""

    def _send_places(self) -> None:
        if self._stage is not None:
            kept = self._memory.kept
            self._stage.send({"do": "places", "places": kept.places, "last": kept.last})

    def _send_clear(self) -> None:
        if self._stage is not None:
            self._stage.send({"do": "clear", **to_builtins(self._clear)})

    # ---- what comes of it

    def _answered_note(self, reply: str, number: int) -> None:
        known: dict[str, Reply] = {"helpful": "helpful", "not_now": "not_now", "dismissed": "dismissed"}
        self._later(self._answered(self._conversation.answer(known[reply], number)))

    async def _answered(self, answers: list[Answer]) -> None:
        self._show()
        await self._keep(answers)

    async def _keep(self, answers: list[Answer]) -> None:
        """On disk first: an answer of the user outlives a kill of ours and an absence of the bus."""
        now = time.time_ns() // 1_000_000
        for answer in answers:
            self._memory.add_untold(Untold(now, answer.request, answer.answer))
        await self._save()
        if answers:
            self._untold.set()

    async def _save(self) -> None:
        self._memory.kept.known = list(self._conversation.known)
        async with self._saving:
            await asyncio.to_thread(self._memory.save)

    async def _report(self) -> None:
        """Tell the answers, in their order, until they are taken."""
        delay = FIRST_RETRY
        while True:
            self._untold.clear()
            while waiting := next(iter(self._memory.kept.untold), None):
                try:
                    await self.publish("feedback", to_builtins(waiting), deadline=_TOLD_WITHIN)
                except RpcError as error:
                    self.log.warning("an answer could not be told and will be tried again", error=error)
                    await asyncio.sleep(delay)
                    delay = min(LAST_RETRY, delay * 2)
                    continue
                delay = FIRST_RETRY
                kept = self._memory.kept
                kept.untold = [other for other in kept.untold if other is not waiting]
                await self._save()
            await self._untold.wait()

    def _later(self, work: Any) -> None:
        self.run_in_background(work, "what the user did")
