"""Carries out what a user asks for and waits for the result: an intent goes in, a report comes out.

A report says for each named module whether it got where it should, and who else was touched:
`{"ok", "timed_out", "modules": {id: {"ok", "text"}}, "also": {id: sentence}}`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.errors import lines
from skelly_tray.domain.events import Event, RestartRequested, StartRequested, StopRequested, SystemStarted
from skelly_tray.domain.module import Module
from skelly_tray.domain.outlook import (
    Settled,
    must_stop_first,
    started,
    stopped,
    touched_by_restart,
    woken_by_start,
)
from skelly_tray.domain.system import System

Judge = Callable[[System, Module], Settled | None]


@dataclass(slots=True)
class _Pending:
    modules: tuple[ModuleId, ...]
    judge: Judge
    done: asyncio.Future[None]
    found: dict[ModuleId, Settled] = field(default_factory=dict)


class Actions:
    """`post` takes events; `look` must be called after every change of the system."""

    def __init__(self, system: Callable[[], System], post: Callable[[Event], None]) -> None:
        self._system = system
        self._post = post
        self._pending: list[_Pending] = []

    async def act(self, intent: Mapping[str, Any], *, wait: bool, timeout: float | None) -> dict[str, Any]:
        """Start, stop or restart, and report. Raises ValueError for an intent that is none."""
        do, named, everything = intent_of(intent)
        system = self._system()
        invalid = [m for m in named if m not in system.modules]
        modules = self._all_meant(do) if everything else tuple(m for m in named if m in system.modules)
        also = impact(system, do, modules)
        launches = system.launches
        self._post(event_of(do, modules, everything, reset=bool(intent.get("reset"))))
        judge: Judge = stopped if do == "stop" else lambda s, m: started(s, m, launches)
        pending = _Pending(modules, judge, asyncio.get_running_loop().create_future())
        timed_out = await self._wait(pending, timeout) if wait and modules else False
        return self._report(pending, invalid, also, waited=wait, timed_out=timed_out)

    def _all_meant(self, do: str) -> tuple[ModuleId, ...]:
        """Modules that `--all` means: for a start those enabled and not lazy, for a restart those wanted."""
        modules = self._system().modules.values()
        if do == "start":
            return tuple(
                m.id for m in modules if m.descriptor.enabled and (m.wanted or not m.descriptor.lazy)
            )
        return tuple(m.id for m in modules if do == "stop" or m.wanted)

    async def _wait(self, pending: _Pending, timeout: float | None) -> bool:
        """Whether the time was over before every module had settled."""
        self._pending.append(pending)
        self._judge(pending)
        try:
            async with asyncio.timeout(timeout):
                await pending.done
        except TimeoutError:
            return True
        finally:
            self._pending.remove(pending)
        return False

    def look(self) -> None:
        """Something changed: does anybody's wait end?"""
        for pending in list(self._pending):
            self._judge(pending)

    def _judge(self, pending: _Pending) -> None:
        system = self._system()
        for module_id in pending.modules:
            if module_id in pending.found:
                continue
            module = system.modules.get(module_id)
            settled = pending.judge(system, module) if module else Settled(False, "its file is gone")
            if settled is not None:
                pending.found[module_id] = settled
        if len(pending.found) == len(pending.modules) and not pending.done.done():
            pending.done.set_result(None)

    def _report(
        self,
        pending: _Pending,
        invalid: Sequence[ModuleId],
        also: Mapping[str, str],
        *,
        waited: bool,
        timed_out: bool,
    ) -> dict[str, Any]:
        unsettled = Settled(False, "not there within the time given") if waited else Settled(True, "ordered")
        modules = {
            m: {"ok": s.ok, "text": s.text}
            for m, s in ((m, pending.found.get(m, unsettled)) for m in pending.modules)
        }
        unusable = self._system().invalid
        for module in invalid:
            known = unusable.get(module)
            told = "; ".join(lines(known.errors)) if known else ""
            modules[module] = {"ok": False, "text": f"its file cannot be used: {told}"}
        ok = all(m["ok"] for m in modules.values())
        return {"ok": ok, "timed_out": timed_out, "modules": modules, "also": dict(also)}


def intent_of(intent: Mapping[str, Any]) -> tuple[str, tuple[ModuleId, ...], bool]:
    """(do, modules, all) of an intent; ValueError if it is not one of start, stop and restart."""
    do = intent.get("do")
    if do not in ("start", "stop", "restart"):
        raise ValueError(f"there is no action {do!r}")
    modules = tuple(ModuleId(str(m)) for m in intent.get("modules") or ())
    return do, modules, bool(intent.get("all"))


def event_of(do: str, modules: tuple[ModuleId, ...], everything: bool, *, reset: bool = False) -> Event:
    """The event that carries the user's wish into the domain."""
    if do == "start":
        return SystemStarted(by_user=True) if everything else StartRequested(modules)
    if do == "stop":
        return StopRequested(modules, everything)
    return RestartRequested(modules, everything, reset)


def impact(system: System, do: str, modules: Sequence[ModuleId]) -> dict[str, str]:
    """Who else is touched, with a sentence for each."""
    if do == "stop":
        return {d: f"stopped first, it depends on {m}" for d, m in must_stop_first(system, modules).items()}
    if do == "start":
        return {d: f"started too, {m} needs it" for d, m in woken_by_start(system, modules).items()}
    sentences = {
        "keep": "keeps running, it depends on {0}",
        "restart": "will be restarted after it, it depends on {0}",
        "stop": "is stopped until {0} is back",
    }
    return {d: sentences[edge].format(m) for d, (m, edge) in touched_by_restart(system, modules).items()}
