"""Failures that come together: is it something that they all need?

The first failure is acted upon at once. If another follows within TOGETHER, the living dependencies that it has in
common with one before are *suspected*: each that can be asked is probed at once, and that one answer decides. Whoever
needs a suspect waits for the answer. Only one that fails is recovered, and those who need it wait for it to be back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from skelly_tray.domain.descriptor import BusCheck, LogCheck, ModuleId, NotifyCheck, ProbeRole
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Probe
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Running
from skelly_tray.domain.steps import set_run

TOGETHER = 2.0
"""Seconds between failures that may have one cause."""

_SAYS_BY_ITSELF = {
    ProbeRole.LIVENESS: (LogCheck, NotifyCheck),
    ProbeRole.READINESS: (LogCheck, NotifyCheck, BusCheck),
}
"""Checks whose answer comes unasked, or came once."""


def note_failure(draft: Draft, module: Module) -> None:
    """A running module has failed; suspect what it has in common with those that failed a moment ago."""
    recent = [
        (at, m) for at, m in draft.system.failed_lately if draft.now - at <= TOGETHER and m != module.id
    ]
    draft.update(failed_lately=(*recent, (draft.now, module.id)))
    failed = {m for _, m in recent}
    for common in sorted((_all_needs(draft, {module.id}) & _all_needs(draft, failed)) - failed):
        _suspect(draft, common)


def asking_role(module: Module) -> ProbeRole | None:
    """The probe of the module whose answer now says whether it works; None if nothing can be asked of it."""
    for role in (ProbeRole.LIVENESS, ProbeRole.READINESS):
        spec = module.descriptor.probe(role)
        if spec is not None and not isinstance(spec.check, _SAYS_BY_ITSELF[role]):
            return role
    return None


def _suspect(draft: Draft, module_id: ModuleId) -> None:
    module = draft.get(module_id)
    if module is None or not isinstance(module.phase, Running):
        return
    run, role = module.phase.run, asking_role(module)
    if role is None or not run.ready or run.suspected or run.incarnation is None:
        return
    set_run(draft, module, replace(run, suspected=True), visible=True)
    draft.emit(Probe(module.id, run.incarnation, role, draft.now))


def _all_needs(draft: Draft, modules: Collection[ModuleId]) -> set[ModuleId]:
    """Everything that any of the modules needs, at any depth. Each edge is looked at once, however many they are:
    hundreds may fail in the same moment."""
    dependencies = draft.system.graph.dependencies
    found: set[ModuleId] = set()
    todo = list(modules)
    while todo:
        for edge in dependencies.get(todo.pop(), ()):
            if edge.required and edge.module not in found:
                found.add(edge.module)
                todo.append(edge.module)
    return found
