"""The trash of reset states, for who asks: what lies in it, bringing one back, emptying it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.errand import RestoreState
from skelly_tray.domain.events import Event, StateRestoreRequested
from skelly_tray.domain.system import System
from skelly_tray.engine.journal import Journal
from skelly_tray.engine.trash_port import Trash


class Restoring:
    """until: waits for a condition of the system. Answers are JSON-able."""

    def __init__(
        self,
        trash: Trash,
        system: Callable[[], System],
        post: Callable[[Event], None],
        until: Callable[[Callable[[], bool]], Awaitable[None]],
        journal: Journal,
    ) -> None:
        self._trash = trash
        self._system = system
        self._post = post
        self._until = until
        self._journal = journal

    async def answer(self, name: str, params: Mapping[str, Any]) -> Any:
        """`trash.list`, `trash.restore` and `trash.empty`; module: None for all of them but `restore`."""
        module = params.get("module")
        try:
            match name:
                case "trash.list":
                    found = await asyncio.to_thread(self._trash.entries, module)
                    return {"entries": [asdict(entry) for entry in found]}
                case "trash.restore":
                    return await self._restore(ModuleId(str(module)), str(params.get("entry") or ""))
                case _:
                    return {"removed": await asyncio.to_thread(self._trash.empty, module)}
        except OSError as error:
            return {"ok": False, "text": f"the trash cannot be reached: {error}", "entries": [], "removed": 0}

    async def _restore(self, module: ModuleId, entry: str) -> dict[str, Any]:
        """Whether it was brought back, and a sentence. The module is started again if it ran."""
        names = [kept.name for kept in await asyncio.to_thread(self._trash.entries, module)]
        if not names:
            return {"ok": False, "text": f"nothing of {module} lies in the trash"}
        entry = entry or names[0]
        if entry not in names:
            return {"ok": False, "text": f"there is no {entry}; there is {', '.join(names)}"}
        before = self._system().seq
        self._post(StateRestoreRequested(module, entry))
        await self._until(lambda: not self._pending(module))
        return self._outcome(module, entry, before)

    def _pending(self, module_id: ModuleId) -> bool:
        module = self._system().modules.get(module_id)
        return module is not None and isinstance(module.todo, RestoreState)

    def _outcome(self, module: ModuleId, entry: str, before: int) -> dict[str, Any]:
        """What the journal says of it. before: seq of the last entry when it was asked for."""
        for line in reversed(self._journal.recent(50, module)):
            if line["seq"] > before and (line.get("detail") or {}).get("errand") == "restore":
                return {"ok": bool(line["detail"].get("ok")), "text": line["cause"]["text"], "entry": entry}
        return {"ok": False, "text": "it was left off: the module is wanted otherwise by now", "entry": entry}
