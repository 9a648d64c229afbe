"""Secrets of modules: had before a start, waited for while they cannot be had, changed while they are used.

Asking takes time, so a start waits in a task of its own; a stop meanwhile ends that. A start that cannot be made
becomes the event `SecretsMissing`, and is tried again when the value is set or the keyring unlocked, or is found to be.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.config.secret_values import require_value
from skelly_tray.domain.descriptor import ModuleDescriptor, ModuleId
from skelly_tray.domain.events import Event, SecretsChanged, SecretsMissing, SpawnFailed
from skelly_tray.domain.phase import UP
from skelly_tray.domain.secret_refs import names_in
from skelly_tray.domain.system import System
from skelly_tray.engine.audit_port import Audit
from skelly_tray.engine.secret_port import Secrets, SecretsUnavailable, SecretTrouble
from skelly_tray.engine.vault import Vault
from skelly_tray.scopes import Scope

_logger = logging.getLogger(__name__)

FIRST_PAUSE, LAST_PAUSE = 2.0, 60.0
"""Seconds between two tries to have what is waited for; the pause grows from the one to the other."""
FORESIGHT = 4.0
"""Seconds that a start of ours waits for values of modules that may be running already."""


@dataclass(slots=True)
class _Asking:
    task: asyncio.Task[None]
    launch: int


class SecretStarts:
    """secrets: None where nothing keeps any. adopted: called with a running module whose values are known again."""

    def __init__(
        self,
        scope: Scope,
        secrets: Secrets | None,
        vault: Vault,
        system: Callable[[], System],
        post: Callable[[Event], None],
        adopted: Callable[[ModuleId], None],
        audit: Audit | None = None,
    ) -> None:
        self._scope = scope
        self._secrets = secrets
        self._vault = vault
        self._system = system
        self._post = post
        self._adopted = adopted
        self._audit = audit
        self._asking: dict[ModuleId, _Asking] = {}
        self._watching: asyncio.Task[None] | None = None
        self._soon = asyncio.Event()

    async def values(self, descriptor: ModuleDescriptor) -> Mapping[str, str]:
        """Ask, and know them. Raises SecretsUnavailable."""
        names = names_in(descriptor)
        if not names:
            return {}
        if self._secrets is None:
            raise SecretsUnavailable(SecretTrouble.UNAVAILABLE, "nothing keeps secrets here")
        values = await self._secrets.resolve(names)
        for name, value in values.items():
            _require_usable(name, value)
        await self._vault.learn(descriptor.id, values)
        return values

    # ---- starts

    def begin(self, module: ModuleDescriptor, launch: int, go: Callable[[], None]) -> None:
        """Call `go` once its values are known, unless it is to be stopped before that."""
        former = self._asking.pop(module.id, None)
        if former is not None:
            former.task.cancel()
        task = self._scope.start(self._fetch(module, launch, go), f"the secrets of {module.id}")
        self._asking[module.id] = _Asking(task, launch)

    async def _fetch(self, module: ModuleDescriptor, launch: int, go: Callable[[], None]) -> None:
        trouble = ""
        try:
            await self.values(module)
        except SecretsUnavailable as unavailable:
            trouble = unavailable.message
        except Exception:  # whatever it was, a start that was ordered has to be answered
            _logger.exception("the secrets of %s could not be asked for", module.id)
            trouble = "its secrets could not be asked for; the log of the orchestrator says why"
        asking = self._asking.get(module.id)
        if asking is None or asking.launch != launch:
            return
        del self._asking[module.id]
        if trouble:
            self._post(SecretsMissing(module.id, launch, names_in(module), trouble))
        else:
            go()

    def look(self) -> None:
        """The system has changed: a start that is not wanted any more is not waited for; one that waits is."""
        system = self._system()
        for module_id, asking in list(self._asking.items()):
            module = system.modules.get(module_id)
            run = module.run if module else None
            if module and run and run.launch == asking.launch and isinstance(module.phase, UP):
                continue
            del self._asking[module_id]
            asking.task.cancel()
            self._post(SpawnFailed(module_id, asking.launch, "", "it is not wanted any more"))
        if self._watching is None and self._waiting():
            self._watching = self._scope.start(self._watch(), "waiting for secrets")

    # ---- what is waited for

    def _waiting(self) -> list[ModuleDescriptor]:
        """Of modules that wait for a secret, and of those that run with values we do not know."""
        return [
            module.descriptor
            for module in self._system().modules.values()
            if module.missing or (module.live and not self._vault.knows(module.descriptor))
            if module.id not in self._asking
        ]

    async def _watch(self) -> None:
        pause = FIRST_PAUSE
        try:
            while self._waiting():
                self._soon.clear()
                try:
                    async with asyncio.timeout(pause):
                        await self._soon.wait()
                    pause = FIRST_PAUSE
                except TimeoutError:
                    pause = min(pause * 2, LAST_PAUSE)
                for descriptor in self._waiting():
                    await self._try(descriptor)
        finally:
            self._watching = None

    async def _try(self, descriptor: ModuleDescriptor) -> None:
        try:
            await self.values(descriptor)
        except SecretsUnavailable:
            return
        module = self._system().modules.get(descriptor.id)
        if module is None or module.descriptor != descriptor:
            return
        if module.missing:
            self._post(SecretsChanged(names_in(descriptor)))
        elif module.live:
            self._adopted(module.id)

    # ---- at our own start

    async def foresee(self, descriptors: Iterable[ModuleDescriptor]) -> None:
        """Before anything of modules that may be running already is read: what must be hidden in it. A module whose
        values cannot be had now is not quoted until they can."""
        wanted = [descriptor for descriptor in descriptors if names_in(descriptor)]
        for descriptor in wanted:
            self._vault.unknown(descriptor.id)
        try:
            async with asyncio.timeout(FORESIGHT):
                for descriptor in wanted:
                    try:
                        await self.values(descriptor)
                    except SecretsUnavailable as unavailable:
                        if unavailable.trouble is SecretTrouble.TIMED_OUT:
                            return
        except TimeoutError:
            return

    # ---- what the user does

    async def set(self, name: str, value: str, *, session: bool, by: str) -> dict[str, Any]:
        """Store it; modules that use it get it. Raises SecretsUnavailable."""
        secrets = self._demand()
        users = self.users(name)
        kept_in = await secrets.set(name, value, session=session)
        self._note(by, f"the secret {name} was set", {"name": name, "kept_in": kept_in})
        modules = self._system().modules  # a module may have been removed while the keyring took its time
        waiting = [m for m in users if m not in modules or modules[m].missing]
        for module_id in users:
            module = self._system().modules.get(module_id)
            if module is not None and module.live:
                await self._know_again(module.descriptor)
        self._post(SecretsChanged((name,), (name,)))
        self._soon.set()
        changed = [str(m) for m in users if m not in waiting]
        return {"name": name, "kept_in": kept_in, "used_by": [str(m) for m in users], "renewed": changed}

    async def _know_again(self, descriptor: ModuleDescriptor) -> None:
        try:
            await self.values(descriptor)
        except SecretsUnavailable as unavailable:  # another one of its secrets: its next start says so
            _logger.warning("%s: %s", descriptor.id, unavailable)

    async def delete(self, name: str, *, by: str) -> bool:
        """What runs with it goes on. Raises SecretsUnavailable."""
        deleted = await self._demand().delete(name)
        if deleted:
            self._note(by, f"the secret {name} was deleted", {"name": name})
        return deleted

    async def unlock(self, passphrase: str | None, *, by: str) -> dict[str, Any]:
        """Those that wait try at once. Raises SecretsUnavailable."""
        done = await self._demand().unlock(passphrase)
        self._note(by, f"secrets were unlocked: {done['unlocked']}", done)
        self._soon.set()
        return done

    async def lock(self, *, by: str) -> None:
        await self._demand().lock()
        self._note(by, "the file of secrets was locked", {})

    async def listing(self) -> list[dict[str, Any]]:
        """Each secret, and which modules use it; also those that are used and not there."""
        found = {entry["name"]: entry for entry in await self._demand().entries()}
        for module in self._system().modules.values():
            for name in names_in(module.descriptor):
                found.setdefault(name, {"name": name, "kept_in": None, "since": None, "changed": None})
        return [{**found[name], "used_by": [str(m) for m in self.users(name)]} for name in sorted(found)]

    async def status(self) -> dict[str, Any]:
        status = await self._demand().status()
        waiting = {str(m.id): m.missing.text for m in self._system().modules.values() if m.missing}
        return {**status, "waiting": waiting}

    def _note(self, by: str, what: str, detail: Mapping[str, Any]) -> None:
        if self._audit is not None:
            self._audit.record("secret", what, by=by, detail=detail)

    def users(self, name: str) -> list[ModuleId]:
        modules = self._system().modules.values()
        return sorted(module.id for module in modules if name in names_in(module.descriptor))

    def _demand(self) -> Secrets:
        if self._secrets is None:
            raise SecretsUnavailable(SecretTrouble.UNAVAILABLE, "nothing keeps secrets here")
        return self._secrets


def _require_usable(name: str, value: str) -> None:
    """Others can put values into a keyring, too. Raises SecretsUnavailable for what we would not have stored."""
    try:
        require_value(value)
    except ValueError as error:
        message = (
            f"the secret {name} cannot be used: {error}; set another one with: skelly-tray secret set {name}"
        )
        raise SecretsUnavailable(SecretTrouble.DENIED, message) from None
