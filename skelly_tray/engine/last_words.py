"""What a module wrote last before it failed: the line that mostly names the cause, quoted beside the exit code."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from skelly_tray.domain.cause import CauseKind, Failure
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Backoff, Failed
from skelly_tray.domain.system import System
from skelly_tray.engine.queries import ReadLog
from skelly_tray.scopes import Scope

LONGEST = 120
"""Characters of a line that are quoted."""
WAIT = 0.1
"""Seconds for the last lines to get from the pipe into the file."""
LINES = 20


class LastWords:
    """`words` by module, for the snapshot. told: called when there is something new."""

    def __init__(self, scope: Scope, read_log: ReadLog, told: Callable[[], None]) -> None:
        self.words: dict[ModuleId, str] = {}
        self._scope = scope
        self._read_log = read_log
        self._told = told
        self._asked: dict[ModuleId, object] = {}

    def look(self, system: System) -> None:
        """Ask for the last words of every module that has just failed; forget those of the others."""
        for module_id, module in system.modules.items():
            if not isinstance(module.phase, (Backoff, Failed)):
                self.words.pop(module_id, None)
                self._asked.pop(module_id, None)
            elif self._asked.get(module_id) is not module.phase.failure:
                self._asked[module_id] = module.phase.failure
                self.words.pop(module_id, None)
                if _may_have_said_why(module.phase.failure):
                    self._scope.start(self._ask(module, module.phase.failure), f"last words of {module_id}")
        for gone in self._asked.keys() - system.modules.keys():
            del self._asked[gone]
            self.words.pop(gone, None)

    async def _ask(self, module: Module, failure: object) -> None:
        await asyncio.sleep(WAIT)
        try:
            lines = await asyncio.to_thread(self._read_log, module.id, LINES)
        except OSError:
            return  # without its log the exit code has to be enough
        words = last_words(lines)
        if words and self._asked.get(module.id) is failure:
            self.words[module.id] = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
            self._told()


def _may_have_said_why(failure: Failure) -> bool:
    """It ended by itself; what was killed wrote its last line about something else."""
    return failure.kind is CauseKind.EXIT and (failure.outcome is None or failure.outcome.signal is None)


def last_words(lines: Sequence[Mapping[str, str]]) -> str:
    """The line that most likely names the cause: the last one on standard error, else the last one at all."""
    spoken = [(line["stream"], line["text"].strip()) for line in lines if line["stream"] != "sys"]
    spoken = [(stream, text) for stream, text in spoken if text and not text.startswith(_SIGNATURES)]
    on_error = [text for stream, text in spoken if stream == "err"]
    return (on_error or [text for _, text in spoken] or [""])[-1]


_SIGNATURES = ("Node.js v",)
"""What interpreters write below the cause."""
