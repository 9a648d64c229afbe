"""Turns what the process adapter reports into events of the domain: knows which incarnation is whose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.events import Event, Exited, Gone, KeeperLost, Notified, Spawned, SpawnFailed
from skelly_tray.engine.ports import Notices


class Launches(Protocol):
    """Who keeps launches by their key: of native modules (`engine/native.py`), and what holds them to their limits."""

    def spawned(self, key: str, incarnation: int, pid: int) -> None: ...

    def tell(self, key: str) -> None: ...

    def failed(self, key: str) -> None: ...

    def ended(self, incarnation: int) -> None: ...

    def kills(self, incarnation: int) -> int: ...

    def gone(self, incarnation: int) -> None: ...

    def keeper_lost(self) -> None: ...


HEARD_BY_PROBES = frozenset(("READY", "WATCHDOG"))


class Facts:
    """The engine's `ProcessFacts`. `lost` is told when the keeper is gone, after the event."""

    def __init__(
        self, post: Callable[[Event], None], notices: Notices, launches: Launches, lost: Callable[[], None]
    ) -> None:
        self._post = post
        self._native = launches
        self._notices = notices
        self._lost = lost
        self._launches: dict[str, tuple[ModuleId, int]] = {}
        self._modules: dict[int, ModuleId] = {}
        self._keys: dict[int, str] = {}

    def expect(self, key: str, module: ModuleId, launch: int) -> None:
        """A spawn has been ordered under this key."""
        self._launches[key] = (module, launch)

    def adopt(self, incarnation: int, module: ModuleId) -> None:
        """An incarnation that the keeper had before us."""
        self._modules[incarnation] = module

    def spawned(self, key: str, incarnation: int, pid: int, started_at: float) -> None:
        expected = self._launches.get(key)
        if expected is not None:
            module, launch = expected
            self._modules[incarnation] = module
            self._keys[incarnation] = key
            self._native.spawned(key, incarnation, pid)
            self._post(Spawned(module, launch, incarnation, pid, started_at))
            self._native.tell(key)

    def spawn_failed(self, key: str, incarnation: int | None, stage: str, error: str) -> None:
        expected = self._launches.pop(key, None)
        if expected is not None:
            module, launch = expected
            self._native.failed(key)
            self._post(SpawnFailed(module, launch, stage, error))

    def exited(self, incarnation: int, outcome: Outcome, at: float) -> None:
        module = self._modules.get(incarnation)
        self._native.ended(incarnation)
        if module is not None:
            self._post(Exited(module, incarnation, outcome, at, self._native.kills(incarnation)))

    def gone(self, incarnation: int, leftovers: int) -> None:
        module = self._modules.pop(incarnation, None)
        self._notices.forget(incarnation)
        self._native.ended(incarnation)
        self._native.gone(incarnation)
        self._launches.pop(self._keys.pop(incarnation, ""), None)
        self._post(Gone(module or ModuleId(""), incarnation, leftovers))

    def notified(self, incarnation: int, fields: Mapping[str, str]) -> None:
        module = self._modules.get(incarnation)
        if module is None:
            return
        self._notices.notified(incarnation, fields)
        if fields.keys() - HEARD_BY_PROBES or fields.get("WATCHDOG") == "trigger":
            self._post(Notified(module, incarnation, fields))

    def keeper_lost(self) -> None:
        for incarnation in self._modules:
            self._notices.forget(incarnation)
        self._modules.clear()
        self._keys.clear()
        self._launches.clear()
        self._native.keeper_lost()
        self._post(KeeperLost())
        self._lost()
