"""Native modules as the engine sees them: their grants, what they say over the bus, and what they are told over it.

The bus knows launches by their key, the domain knows incarnations; here the two are joined. What a new bus or a new
supervisor must know (hashes of tokens, the secret of the bus) is kept in the note of each spawn, never on disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from skelly_tray.domain.descriptor import BUS_ID, ModuleDescriptor, ModuleId, ProbeRole
from skelly_tray.domain.events import BreakerChanged, Demanded, Event, Probed
from skelly_tray.domain.heartbeat import Heartbeats
from skelly_tray.domain.module import Module, can_be_woken
from skelly_tray.domain.phase import Backoff, Failed, Rest, Stopping
from skelly_tray.domain.probing import told
from skelly_tray.domain.report import reason
from skelly_tray.domain.system import System
from skelly_tray.engine.bus_port import FULL_MODE, Bus, BusUnavailable, Grant
from skelly_tray.engine.ports import LaunchRefused, LaunchRequest, SpawnRecord
from skelly_tray.engine.vault import Vault

_KEY_OF_NOTE = "bus"


@dataclass(slots=True)
class _Launch:
    """One start of a native module. secret: of the bus itself; token_hash: of every other. settings: as granted."""

    key: str
    module: ModuleId
    secret: str = field(default="", repr=False)
    token_hash: str = ""
    uid: int | None = None
    incarnation: int | None = None
    hello: bool = False
    ready: bool | None = None
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class Native:
    """The engine's `BusFacts`. post: takes an event in. system: the present one."""

    bus: Bus
    system: Callable[[], System]
    post: Callable[[Event], None]
    heartbeats: dict[ModuleId, Heartbeats] = field(default_factory=dict)
    clock: Callable[[], float] = lambda: 0.0
    vault: Vault = field(default_factory=lambda: Vault(lambda module, hider: None))
    _launches: dict[str, _Launch] = field(default_factory=dict)
    _keys: dict[int, str] = field(default_factory=dict)
    _told_open: set[ModuleId] = field(default_factory=set)
    _lazy: dict[str, tuple[str, ...]] = field(default_factory=dict)

    # ---- launches

    def dress(self, request: LaunchRequest, descriptor: ModuleDescriptor) -> LaunchRequest:
        """The request with all that a native module finds in its environment. Raises LaunchRefused."""
        access = descriptor.bus
        assert access is not None
        if BUS_ID not in self.system().modules:
            raise LaunchRefused(
                "No bus", "the bus runs only while an enabled module needs it: enable this one"
            )
        try:
            for_modules, for_us = self.bus.addresses()
        except OSError as error:
            raise LaunchRefused("No bus", f"its socket cannot be made: {error}") from error
        secret = secrets.token_urlsafe(32)
        launch = self._launches[request.key] = _Launch(request.key, descriptor.id, uid=request.uid)
        added = {"SKELLY_MODULE_ID": str(descriptor.id), "SKELLY_BUS": for_modules}
        pipe, plain = "SKELLY_BUS_TOKEN_FD", "SKELLY_BUS_TOKEN"
        if descriptor.id == BUS_ID:
            pipe, plain = "SKELLY_BUS_ADMIN_FD", "SKELLY_BUS_ADMIN_TOKEN"
            launch.secret = secret
            added |= {
                "SKELLY_BUS_ADMIN": for_us,
                "SKELLY_BUS_SETTINGS": json.dumps(dict(descriptor.settings)),
            }
            places = [place for place in (for_modules, for_us) if place.startswith("unix:")]
            folders = [place.removeprefix("unix:").rpartition("/")[0] for place in places]
            request = replace(request, sandbox=request.sandbox.with_writable(*folders))
            self.bus.connect(secret)
        else:
            launch.token_hash = hashlib.sha256(secret.encode()).hexdigest()
        environment = {**request.environment, **added}
        if access.token == "env" or os.name != "posix":
            return replace(request, environment={**environment, plain: secret})
        return replace(request, environment=environment, pipes={pipe: secret})

    async def admit(self, key: str) -> None:
        """Let the launch in before it is made, so that its first word is understood."""
        launch = self._launches.get(key)
        grant = self._grant(launch) if launch else None
        if launch is None or grant is None:
            return
        try:
            launch.settings = grant.settings
            await self.bus.grant(grant)
        except BusUnavailable:
            return  # a new bus is told of it before it lets anybody in

    def spawned(self, key: str, incarnation: int) -> None:
        launch = self._launches.get(key)
        if launch is not None:
            launch.incarnation = incarnation
            self._keys[incarnation] = key
            grant = self._grant(launch)
            if grant is not None and grant.settings != launch.settings:  # changed while it was being started
                self.bus.update(key, settings=dict(grant.settings))

    def adopt(self, record: SpawnRecord, note: Mapping[str, object]) -> None:
        """A launch of an earlier supervisor, as its note tells it."""
        kept = note.get(_KEY_OF_NOTE)
        if not isinstance(kept, Mapping) or record.outcome is not None:
            return
        secret, hashed, uid = kept.get("secret"), kept.get("token"), kept.get("uid")
        launch = _Launch(
            record.key,
            record.module,
            secret=secret if isinstance(secret, str) else "",
            token_hash=hashed if isinstance(hashed, str) else "",
            uid=uid if isinstance(uid, int) else None,
            incarnation=record.incarnation,
        )
        self._launches[record.key] = launch
        self._keys[record.incarnation] = record.key
        if record.module == BUS_ID and launch.secret:
            self.bus.connect(launch.secret)

    def note(self, incarnation: int) -> dict[str, Any]:
        """What to keep with the spawn, beside the facts of its run."""
        launch = self._launches.get(self._keys.get(incarnation, ""))
        if launch is None:
            return {}
        kept = {"secret": launch.secret, "token": launch.token_hash, "uid": launch.uid}
        return {_KEY_OF_NOTE: {name: value for name, value in kept.items() if value not in ("", None)}}

    def ended(self, incarnation: int) -> None:
        """Its process is gone: its token is worth nothing from here on."""
        self.failed(self._keys.pop(incarnation, ""))

    def failed(self, key: str) -> None:
        """There is no such launch any more."""
        launch = self._launches.pop(key, None)
        if launch is None:
            return
        self.heartbeats.pop(launch.module, None)
        if launch.module != BUS_ID:
            module = self.system().modules.get(launch.module)
            self.bus.revoke(key, forget=module is None or not module.wanted)
        elif self._is_meant_to_go(BUS_ID):
            self.bus.disconnect()  # after a crash the loss of the connection speaks for itself

    def keeper_lost(self) -> None:
        for key in list(self._launches):
            self.failed(key)
        self._keys.clear()

    def key_of(self, incarnation: int) -> str | None:
        return self._keys.get(incarnation)

    # ---- what the bus tells

    def grants(self) -> list[Grant]:
        return [grant for launch in self._launches.values() if (grant := self._grant(launch))]

    def _grant(self, launch: _Launch) -> Grant | None:
        module = self.system().modules.get(launch.module)
        if module is None or module.descriptor.bus is None or not launch.token_hash:
            return None
        if not self.vault.knows(module.descriptor):
            return None  # it is let in as soon as its settings are whole
        activated = module.run.activated if module.run else True
        return Grant(
            launch.key,
            launch.module,
            launch.token_hash,
            launch.uid,
            module.descriptor.bus,
            self.vault.fill(module.descriptor).settings,
            activated,
            mode_of(module),
        )

    def linked(self, sessions: Sequence[Mapping[str, Any]]) -> None:
        for session in sessions:
            launch = self._launches.get(str(session.get("key")))
            if launch is not None:
                ready = session.get("ready")
                launch.hello, launch.ready = True, ready if isinstance(ready, bool) else launch.ready
                self.tell(launch.key)

    def said_hello(self, key: str) -> None:
        if launch := self._launches.get(key):
            launch.hello = True
            self.tell(key)

    def said_ready(self, key: str, ready: bool) -> None:
        if launch := self._launches.get(key):
            launch.hello, launch.ready = True, ready
            self.tell(key)

    def tell(self, key: str) -> None:
        """What a module has said is an answer to its startup and readiness probes, if those are the bus's."""
        launch = self._launches.get(key)
        if launch is None or launch.incarnation is None:
            return
        module = self.system().modules.get(launch.module)
        if module is None:
            return
        if launch.hello and told(module, ProbeRole.STARTUP):
            self._answer(launch, ProbeRole.STARTUP, True, "it said hello")
        if launch.ready is not None and told(module, ProbeRole.READINESS):
            words = "it says it is ready" if launch.ready else "it says it is not ready"
            self._answer(launch, ProbeRole.READINESS, launch.ready, words)

    def _answer(self, launch: _Launch, role: ProbeRole, passed: bool, message: str) -> None:
        assert launch.incarnation is not None
        self.post(Probed(launch.module, launch.incarnation, role, passed, message, 0.0))

    def breaker(self, module: ModuleId, state: str, reason: str) -> None:
        """Told when it opens, unless the bus is meant to go; and when it closes after that."""
        if state == "open" and self._is_meant_to_go(module):
            return
        if state == "open":
            self._told_open.add(module)
        elif module not in self._told_open:
            return
        elif state == "closed":
            self._told_open.discard(module)
        self.post(BreakerChanged(module, state, reason))

    def _is_meant_to_go(self, module_id: ModuleId) -> bool:
        """It is being ended on purpose. After a crash its exit may be known before its connection is seen lost."""
        system = self.system()
        module = system.modules.get(module_id)
        if module is None or system.shutdown or not module.wanted or module.restart:
            return True
        return isinstance(module.phase, Stopping) and isinstance(module.phase.then, Rest)

    def heartbeat(self, module: ModuleId) -> None:
        self.heartbeats[module] = self.heartbeats.get(module, Heartbeats()).beat(self.clock())

    def rebase(self) -> None:
        """After a suspend."""
        now = self.clock()
        self.heartbeats = {m: beats.rebased(now) for m, beats in self.heartbeats.items()}

    def phi(self, module: ModuleId, now: float) -> float | None:
        beats = self.heartbeats.get(module)
        return beats.phi(now) if beats else None

    def demanded(self, target: str, source: str) -> tuple[bool, str]:
        module_id = ModuleId(target)
        if module_id not in self.system().modules:
            return False, f"there is no module {target[:64]}"
        if self.system().modules[module_id].descriptor.bus is None:
            return False, f"{target} does not speak over the bus: it is not native"
        self.post(Demanded(module_id, source))
        system = self.system()
        module = system.modules[module_id]
        held = module.hold is not None and not module.hold.passing
        coming = module.wanted and not held and not isinstance(module.phase, (Failed, Backoff))
        return coming, "" if coming else f"{target} is not there: {reason(system, module)}"

    # ---- what the bus is told

    def look(self) -> None:
        """The system has changed: which modules would a message start?"""
        before, lazy = self._lazy, self.lazy()
        if lazy != before:
            self.bus.set_lazy(lazy)

    def modules(self) -> list[str]:
        return [str(m.id) for m in self.system().modules.values() if m.descriptor.native]

    def lazy(self) -> Mapping[str, tuple[str, ...]]:
        self._lazy = {
            str(m.id): patterns for m in self.system().modules.values() if (patterns := _woken_by(m))
        }
        return self._lazy


def mode_of(module: Module) -> dict[str, Any]:
    """The mode that a module works in, as the wire says it."""
    if not module.mode.degraded:
        return dict(FULL_MODE)
    less = module.descriptor.degraded
    return {
        "name": "degraded",
        "disable_features": list(less.disable_features),
        "reduce_load": less.reduce_load,
    }


def _woken_by(module: Module) -> tuple[str, ...]:
    """The topics that start this module; one that may hear everything is not started by everything."""
    access = module.descriptor.bus
    if access is None or not can_be_woken(module):
        return ()
    return tuple(pattern for pattern in access.subscribe if pattern != ">")
