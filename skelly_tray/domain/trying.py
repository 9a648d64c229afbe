"""The judge of a changed configuration: after every event, whether its trial is passed, failed, or goes on.

Rollback is the only recovery of a module on trial. What a dependency, a suspend or the keeper has done to it is not
blamed on the change: it then has to be ready once more, and its time begins anew. While the system goes down or is not
started, nothing is judged. A trial that the end of a supervisor interrupted begins anew with the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.effects import Arm, CommitConfig, Disarm, RollBack
from skelly_tray.domain.events import ConfigMarked, DescriptorsLoaded, TimerKey, TimerKind
from skelly_tray.domain.module import Module
from skelly_tray.domain.phase import Backoff, Failed, Recover, Running, Stopping
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.timing import TOLERANCE
from skelly_tray.domain.trial import ConfigMark, MarkState, Part, Trial

_TIMER = TimerKey(TimerKind.TRIAL)


def begin_trial(draft: Draft, event: DescriptorsLoaded, kept: Mapping[ModuleId, Module]) -> None:
    """After new descriptors were taken over. kept: the modules before. A second change joins the trial of the first; a
    load with a cause is the rollback and ends it."""
    changed = [m for m, d in event.descriptors.items() if m in kept and kept[m].descriptor != d]
    _mark_changed(draft, changed, event.cause)
    trial = draft.system.trial
    if event.cause:
        _end(draft)
        return
    if event.trial is None:
        return
    if event.trial <= 0:
        _end(draft)
        draft.emit(CommitConfig(event.trial_id))
        return
    former = {m: Part() if m in changed else part for m, part in (trial.parts if trial else {}).items()}
    parts = former | {m: Part() for m in changed if kept[m].ready}
    parts |= {m: Part() for m in event.on_trial if m in event.descriptors}
    slowest = max(
        (event.descriptors[m].startup_timeout for m in parts if m in event.descriptors), default=0.0
    )
    deadline = draft.now + 2 * (slowest + event.trial)
    lame = trial.lame if trial else frozenset(m for m, known in kept.items() if not _there(known))
    draft.update(trial=Trial(event.trial_id, draft.now, event.trial, deadline, parts, lame=lame))


def _mark_changed(draft: Draft, changed: list[ModuleId], cause: str) -> None:
    """What was rolled back is marked; another text clears the mark."""
    mark = ConfigMark(MarkState.ROLLED_BACK, cause, draft.now) if cause else None
    for name in changed:
        module = draft.get(name)
        if module is not None and (module.config_mark != mark or module.refused_settings):
            draft.keep(replace(module, config_mark=mark, refused_settings=""))


def on_config_marked(draft: Draft, event: ConfigMarked) -> None:
    """The transaction says what is in effect of a module's file."""
    module = draft.get(event.module)
    if module is None:
        return
    mark = None
    if event.state is not None:
        state = MarkState(event.state)
        mark = ConfigMark(state, event.why, draft.now, event.in_file, event.overrides)
        if mark.says_the_same_as(module.config_mark):
            return
    draft.keep(replace(module, config_mark=mark))


def on_trial(draft: Draft, module: Module) -> bool:
    """Its failure is answered by a rollback, and by nothing else."""
    trial = draft.system.trial
    part = trial.parts.get(module.id) if trial else None
    return part is not None and not part.graced and not draft.system.shutdown and not _excused(draft, module)


def grace(draft: Draft) -> None:
    """Time passed without us, or the keeper is gone: everybody on trial has to be ready once more first."""
    if trial := draft.system.trial:
        draft.update(trial=replace(trial, parts={m: Part(graced=True) for m in trial.parts}))


def judge_trial(draft: Draft) -> None:
    """Look at every module on trial."""
    trial = draft.system.trial
    if trial is None or trial.decided:
        return
    if draft.system.shutdown or (trial.parts and not draft.system.active):
        _freeze(draft, trial)
        return
    late = draft.now >= trial.deadline - TOLERANCE
    parts: dict[ModuleId, Part] = {}
    for name, part in trial.parts.items():
        module = draft.get(name)
        if module is None or not module.wanted:
            continue
        why = "" if part.graced or _excused(draft, module) else _fault(module)
        if why:
            draft.update(trial=replace(trial, decided=True))
            draft.emit(Disarm(_TIMER), RollBack(trial.id, name, why))
            return
        part = _moved_on(draft, trial, module, part)
        if not late and (part.until is None or draft.now < part.until - TOLERANCE):
            parts[name] = part
    if not parts:
        _end(draft)
        draft.emit(CommitConfig(trial.id))
    else:
        _look_again(draft, replace(trial, parts=parts))


def _look_again(draft: Draft, trial: Trial) -> None:
    """Keep the trial as it is by now, with its timer at the first moment something of it ends."""
    at = min([trial.deadline, *(p.until for p in trial.parts.values() if p.until is not None)])
    if at != trial.look:
        draft.emit(Arm(_TIMER, at))
    if (it := replace(trial, look=at)) != draft.system.trial:
        draft.update(trial=it)


def _freeze(draft: Draft, trial: Trial) -> None:
    """The system is not up: what would end now has its time once it is."""
    if trial.look is not None and draft.now >= trial.look - TOLERANCE:
        deadline = draft.now + (trial.deadline - trial.since)
        parts = {m: Part(graced=True) for m in trial.parts}
        trial = replace(trial, since=draft.now, deadline=deadline, parts=parts)
    _look_again(draft, trial)


def _moved_on(draft: Draft, trial: Trial, module: Module, part: Part) -> Part:
    well = module.ready and module.restart is None and not module.hold
    if not well:
        return replace(part, until=None)
    return part if part.until is not None else Part(draft.now + trial.window)


def _fault(module: Module) -> str:
    """What speaks against the new configuration; empty if nothing does."""
    if module.refused_settings:
        return module.refused_settings
    match module.phase:
        case Stopping(then=Recover(failure)) | Backoff(failure=failure) | Failed(failure=failure):
            return failure.text
        case Running(run=run) if module.restart is None:
            if run.health is HealthStatus.UNHEALTHY or not run.ready:
                return run.health_reason or "it is not ready"
        case _:
            pass
    return ""


def _excused(draft: Draft, module: Module) -> bool:
    """A dependency that it needs, that was ready and not changed with it, is not ready."""
    trial = draft.system.trial
    no_excuse = trial.parts.keys() | trial.lame if trial else set()
    for edge in module.descriptor.depends_on:
        dependency = draft.get(edge.module)
        if edge.required and edge.module not in no_excuse and dependency and not _there(dependency):
            return True
    return False


def _there(module: Module) -> bool:
    return module.ready or module.completed


def _end(draft: Draft) -> None:
    if draft.system.trial is not None:
        draft.update(trial=None)
        draft.emit(Disarm(_TIMER))
