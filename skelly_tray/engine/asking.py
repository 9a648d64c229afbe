"""One probe of one module, made in the module's surroundings and without its secrets in what is shown."""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.descriptor import BusCheck, ExecCheck, ModuleDescriptor
from skelly_tray.domain.health_report import secrets_of
from skelly_tray.engine.ports import Launcher, LaunchRefused, ProbeAnswer, Prober, ProbeTarget


async def ask(
    prober: Prober, launcher: Launcher, target: ProbeTarget, descriptor: ModuleDescriptor
) -> ProbeAnswer:
    """The answer to the probe; a command runs in the surroundings of its module, as its user, or not at all."""
    if isinstance(target.check, BusCheck):
        told = {name: value for name, value in descriptor.env.items() if isinstance(value, str)}
        target = replace(target, secrets=secrets_of(descriptor.settings) | secrets_of(told))
    if isinstance(target.check, ExecCheck):
        try:
            request = launcher.surroundings(descriptor, "probe", 0)
        except (LaunchRefused, OSError) as refused:
            return ProbeAnswer(None, f"the probe could not be made: {refused}", 0.0)
        target = replace(
            target,
            environment=request.environment,
            working_dir=request.working_dir,
            user=request.user,
            group=request.group,
            sandbox=request.sandbox,
        )
    return await prober.check(target)
