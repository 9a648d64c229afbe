"""The configuration in effect: told to the engine, replaced by an update, its troubles shown as issues."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace

from skelly_tray.config.editing import write_module
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.errors import lines
from skelly_tray.domain.events import DescriptorsLoaded
from skelly_tray.engine.configuration import Configuration, errors_of_update, read_configuration
from skelly_tray.engine.ports import IssueSink
from skelly_tray.engine.world import World

Memory = Mapping[ModuleId, Mapping[str, object]]


class Updates:
    """One update at a time. words: what is remembered of the user's word, for modules that come (back)."""

    def __init__(
        self,
        world: World,
        configuration: Configuration,
        post: Callable[[DescriptorsLoaded], None],
        words: Callable[[], Memory],
        issues: IssueSink,
    ) -> None:
        self._world = world
        self._configuration = configuration
        self._post = post
        self._words = words
        self._issues = issues
        self._lock = asyncio.Lock()

    def begin(self, memory: Memory, restart: tuple[float | None, bool]) -> None:
        """Tell the engine what was read before the start. memory, restart: of an earlier supervisor."""
        at, under_way = restart
        self._post(replace(self._configuration.event(memory), restarted_at=at, restarting=under_way))
        self._tell()
        self._tell_outlived(self._configuration)

    async def update(self, module_id: str, text: str) -> list[str]:
        """Store `text` as the file of the module and apply it; the errors, and then nothing has changed."""
        async with self._lock:
            home, by, before = self._world.home, self._world.arrange, self._configuration
            if errors := await asyncio.to_thread(errors_of_update, home, ModuleId(module_id), text, by):
                return errors
            if refused := await asyncio.to_thread(write_module, home, module_id, text):
                return [str(e) for e in refused]
            self._configuration = await asyncio.to_thread(read_configuration, home, before, by)
            self._post(self._configuration.event(self._words()))
            self._tell()
            self._tell_outlived(before)
            return []

    def _tell(self) -> None:
        loaded = self._configuration.loaded
        errors = [str(e) for e in loaded.orchestrator_errors]
        title = "orchestrator.toml cannot be used; the last good one is in effect" if errors else ""
        self._issues("config.orchestrator", title, "\n".join(errors))
        warnings = [str(w) for w in loaded.warnings]
        title = "Some settings need a look" if warnings else ""
        self._issues("config.warnings", title, "\n".join(warnings))

    def _tell_outlived(self, before: Configuration) -> None:
        for module in {**before.outlived, **self._configuration.outlived}:
            found = self._configuration.outlived.get(module)
            title = (
                f"The file of {module} cannot be used; its last good version is in effect" if found else ""
            )
            self._issues(f"config.{module}", title, "\n".join(lines(found.errors)) if found else "")
