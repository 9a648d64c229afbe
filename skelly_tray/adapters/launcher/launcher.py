"""`ModuleLauncher`: everything the keeper needs to start a module, made from its descriptor at that moment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from skelly_tray.adapters.launcher.environment import clean_environment, module_environment
from skelly_tray.adapters.launcher.folders import prepare_state, require_passage
from skelly_tray.adapters.launcher.identity import resolve_identity
from skelly_tray.adapters.launcher.requirements import Machine, require_resources
from skelly_tray.adapters.launcher.sandbox_folders import prepare_sandbox, temporary_folder
from skelly_tray.config.home import Home
from skelly_tray.domain.descriptor import ModuleDescriptor, NotifyCheck, ProbeRole, SecretRef
from skelly_tray.domain.sandbox import Sandbox
from skelly_tray.engine.ports import LaunchRefused, LaunchRequest
from skelly_tray.engine.sandbox_port import Sandboxes


class ModuleLauncher:
    """The port `Launcher`. environment: what modules inherit, our own by default; read once, here.

    sandboxes: tells what of a sandbox can be held here; without it all of it is asked for.
    """

    def __init__(
        self,
        home: Home,
        environment: Mapping[str, str] | None = None,
        sandboxes: Sandboxes | None = None,
    ) -> None:
        self._home = home
        self._sandboxes = sandboxes
        self._base = clean_environment(os.environ if environment is None else environment)
        self._machine = Machine(home.state)

    def request(self, descriptor: ModuleDescriptor, key: str, stop_rank: int) -> LaunchRequest:
        """Make its folders and its request. Raises LaunchRefused when it cannot be started as it is.

        Whether the command exists is left to the start: only the child sees it as its user does.
        """
        require_resources(descriptor, self._machine)
        return self.surroundings(descriptor, key, stop_rank)

    def surroundings(self, descriptor: ModuleDescriptor, key: str, stop_rank: int) -> LaunchRequest:
        """The same without asking what the machine has free: for what runs beside the module, as its probes do."""
        identity = resolve_identity(descriptor.user, descriptor.group)
        state = prepare_state(self._home, descriptor.id, identity)
        working_dir = descriptor.working_dir or str(state)
        if identity is not None:
            require_passage(Path(working_dir), identity)
        sandbox = self._sandbox(descriptor)
        if sandbox.files:
            prepare_sandbox(state, sandbox, identity)
        added = temporary_folder(state, sandbox) | _texts(descriptor) | _watchdog(descriptor)
        return LaunchRequest(
            key=key,
            module=descriptor.id,
            digest=descriptor.digest,
            argv=descriptor.command,
            environment=module_environment(self._base, added, identity, str(state)),
            working_dir=working_dir,
            user=None if identity is None else identity.user,
            group=None if identity is None else descriptor.group,
            stop_signal=descriptor.stop_signal,
            grace=descriptor.shutdown_timeout,
            stop_rank=stop_rank,
            uid=None if identity is None else identity.uid,
            notify=any(_is_notify(descriptor, role) for role in ProbeRole),
            sandbox=sandbox,
        )

    def _sandbox(self, descriptor: ModuleDescriptor) -> Sandbox:
        if self._sandboxes is None:
            return descriptor.sandbox
        return self._sandboxes.holdable(descriptor.sandbox, descriptor.user)


def _texts(descriptor: ModuleDescriptor) -> dict[str, str]:
    texts = {}
    for name, value in descriptor.env.items():
        if isinstance(value, SecretRef):
            raise LaunchRefused(
                "No secret", f"{name} of {descriptor.id} is a secret whose value is not known yet"
            )
        texts[name] = value
    return texts


def _watchdog(descriptor: ModuleDescriptor) -> dict[str, str]:
    """What sd_watchdog_enabled reads: the longest pause between two WATCHDOG=1, in microseconds."""
    if not _is_notify(descriptor, ProbeRole.LIVENESS) or descriptor.liveness is None:
        return {}
    return {"WATCHDOG_USEC": str(round(descriptor.liveness.interval * 1_000_000))}


def _is_notify(descriptor: ModuleDescriptor, role: ProbeRole) -> bool:
    spec = descriptor.probe(role)
    return spec is not None and isinstance(spec.check, NotifyCheck)
