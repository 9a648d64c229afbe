"""All sources together: which are on, and what each says of itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple

from skelly_tray.modules.data_capture.observation import Observation
from skelly_tray.modules.data_capture.registry import SOURCES, Make
from skelly_tray.modules.data_capture.settings import Settings
from skelly_tray.modules.data_capture.source import Surroundings
from skelly_tray.modules.data_capture.watch import Watch

Spawn = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None]"]
Say = Callable[[str, str], None]
"""Told the name of a source, and a sentence about it."""


class _Running(NamedTuple):
    watch: Watch
    task: asyncio.Task[None]
    made_with: tuple[object, ...]


class Capture:
    """`arrange` makes it so that exactly the wanted sources are on. `stretch`: intervals are so many times longer."""

    def __init__(
        self,
        spawn: Spawn,
        emit: Callable[[Observation], None],
        say: Say,
        state_dir: Path,
        sources: tuple[tuple[str, Make], ...] = SOURCES,
    ) -> None:
        self.stretch = 1.0
        self._spawn = spawn
        self._emit = emit
        self._say = say
        self._state_dir = state_dir
        self._sources = dict(sources)
        self._running: dict[str, _Running] = {}
        self._arranging = asyncio.Lock()

    @property
    def names(self) -> list[str]:
        return list(self._sources)

    async def arrange(self, settings: Settings, off: dict[str, str]) -> None:
        """`off`: the sources that are not to look. Returns when those have let go of what they held."""
        made_with = (settings.titles, settings.idle_after)
        async with self._arranging:
            ending = [
                name
                for name, running in self._running.items()
                if name in off or running.made_with != made_with
            ]
            for name in ending:
                self._running[name].task.cancel()
            await asyncio.gather(*(self._running.pop(name).task for name in ending), return_exceptions=True)
            for name in self._sources:
                if name not in off and name not in self._running:
                    self._start(name, settings, made_with)

    def describe(self, off: dict[str, str]) -> dict[str, dict[str, Any]]:
        """`{name: {on, available, reason}}`; of a source that is off, `available` is not known: null."""
        told = {}
        for name in self._sources:
            running = self._running.get(name)
            if running is None:
                told[name] = {"on": False, "available": None, "reason": off.get(name, "")}
            else:
                watch = running.watch
                told[name] = {"on": True, "available": watch.available, "reason": watch.reason}
        return told

    def _start(self, name: str, settings: Settings, made_with: tuple[object, ...]) -> None:
        make, surroundings = self._sources[name], Surroundings(settings, self._state_dir)
        watch = Watch(
            lambda: make(surroundings),
            emit=self._emit,
            say=lambda text: self._say(name, text),
            stretch=lambda: self.stretch,
        )
        self._running[name] = _Running(watch, self._spawn(watch.run(), f"source {name}"), made_with)
