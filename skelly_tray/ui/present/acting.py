"""A restart or a stop as a person decides on it and watches it: what it may touch, and how far each module is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from skelly_tray.domain.status import ModuleState, ModuleStatus, SystemHealth
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone, alive, look
from skelly_tray.ui.present.measures import countdown
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.words import tr, trn


class Scope(StrEnum):
    """How much is restarted or stopped."""

    MODULE = "module"
    DEPENDANTS = "dependants"
    RESET = "reset"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """One way to do it: a name, and what it means in a sentence."""

    scope: Scope
    text: str
    help: str


@dataclass(frozen=True, slots=True)
class Step:
    """How far one module is. over: it is where it should be; failed: it will not get there by itself soon."""

    id: str
    name: str
    symbol: Symbol
    tone: Tone
    text: str
    over: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What was known of a module when it was ordered: to tell its next process from the former one."""

    incarnation: int | None
    since: str | None


def scopes_of(do: str, module_id: str, snapshot: SystemHealth | None) -> tuple[ScopeChoice, ...]:
    """The ways in which that module (""; the whole system) can be restarted or stopped, the usual one first."""
    system = ScopeChoice(
        Scope.SYSTEM,
        tr("The whole system"),
        tr("Everything is stopped in order and started again")
        if do == "restart"
        else tr("Everything is stopped in order"),
    )
    if not module_id:
        return (system,)
    only = tr("Only this module")
    if do == "stop":
        above = dependants_of(module_id, snapshot)
        if above:
            only = trn(
                "This module, after the {n} that depends on it", "This module, after the {n} that depend on it",
                len(above),
            )  # fmt: skip
        return (ScopeChoice(Scope.MODULE, only, tr("It stays down until you start it")), system)
    found = [
        ScopeChoice(
            Scope.MODULE, only, tr("It keeps its state; others are touched only if their files say so")
        )
    ]
    above = dependants_of(module_id, snapshot)
    if above:
        words = trn(
            "Also {n} module that depends on it", "Also the {n} modules that depend on it", len(above)
        )
        found.append(ScopeChoice(Scope.DEPENDANTS, words, names_in(above, snapshot)))
    module = snapshot.modules.get(module_id) if snapshot else None
    if module is not None and module_id != "event_bus":
        found.append(
            ScopeChoice(
                Scope.RESET,
                tr("With an empty state"),
                tr("Its state folder goes to the trash, from where it can be brought back"),
            )
        )
    return (*found, system)


def names_in(modules: Collection[str], snapshot: SystemHealth | None) -> str:
    """As people call them, in a row."""
    names = module_names(snapshot) if snapshot else {}
    return ", ".join(names.get(module, module) for module in modules)


def dependants_of(module_id: str, snapshot: SystemHealth | None) -> tuple[str, ...]:
    """Who depends on it, at any depth, of those that are up; nearest first."""
    found: dict[str, None] = {}
    waiting = [module_id]
    while waiting and snapshot is not None:
        module = snapshot.modules.get(waiting.pop(0))
        for above in module.dependants if module else ():
            if above not in found and above != module_id:
                found[above] = None
                waiting.append(above)
    modules = snapshot.modules if snapshot else {}
    return tuple(m for m in found if m in modules and alive(modules[m]))


def intent_for(do: str, scope: Scope, module_id: str, snapshot: SystemHealth | None) -> dict[str, Any]:
    """What is posted to the core."""
    if scope is Scope.SYSTEM:
        return {"do": do, "modules": [], "all": True}
    modules = [module_id]
    if scope is Scope.DEPENDANTS:
        modules += dependants_of(module_id, snapshot)
    intent: dict[str, Any] = {"do": do, "modules": modules, "all": False}
    return intent | {"reset": True} if scope is Scope.RESET else intent


def undoing(intent: Mapping[str, Any]) -> dict[str, Any]:
    """What takes an order back as far as it can be: what is being restarted stays down, what is being stopped comes
    up again."""
    do = "stop" if intent["do"] == "restart" else "start"
    return {"do": do, "modules": list(intent["modules"]), "all": intent["all"]}


def affected(
    intent: Mapping[str, Any], also: Collection[str], snapshot: SystemHealth | None
) -> tuple[str, ...]:
    """The modules whose way is shown: those named, then those touched beside them."""
    if snapshot is None:
        return ()
    if intent["all"]:
        return tuple(m for m, status in snapshot.modules.items() if alive(status) or status.desired == "up")
    return tuple(dict.fromkeys((*intent["modules"], *also)))


def touches_many(snapshot: SystemHealth | None) -> bool:
    """Whether an order to all is about more than one module, so that it is asked about first."""
    return len(affected({"modules": [], "all": True}, (), snapshot)) > 1


def before(modules: Collection[str], snapshot: SystemHealth | None) -> dict[str, Before]:
    """To be kept when the order is given."""
    known = snapshot.modules if snapshot else {}
    return {m: Before(known[m].incarnation, known[m].since) for m in modules if m in known}


def steps(
    do: str,
    former: Mapping[str, Before],
    also: Mapping[str, str],
    snapshot: SystemHealth | None,
    elapsed: float,
) -> list[Step]:
    """How far each is. also: who is touched beside, with the sentence of what happens. elapsed: seconds since the
    snapshot."""
    found = []
    for module_id, then in former.items():
        module = snapshot.modules.get(module_id) if snapshot else None
        if module is None:
            found.append(
                Step(module_id, module_id, Symbol.RING, Tone.CALM, tr("is not there any more"), over=True)
            )
        else:
            kept = do == "restart" and module_id in also and "keeps running" in also[module_id]
            found.append(_step(do, module_id, module, then, elapsed, kept=kept))
    return found


def _step(do: str, module_id: str, module: ModuleStatus, then: Before, elapsed: float, *, kept: bool) -> Step:
    seen, name = look(module), module.name or module_id
    if kept and module.state is ModuleState.RUNNING:
        return Step(module_id, name, seen.symbol, seen.tone, tr("keeps running"), over=True)
    if module.state is ModuleState.STOPPING:
        return Step(module_id, name, seen.symbol, seen.tone, _stopping(module, elapsed))
    if do == "stop":
        over = not alive(module) and module.state is not ModuleState.BACKOFF
        return Step(module_id, name, seen.symbol, seen.tone, seen.word, over=over)
    fresh = module.incarnation != then.incarnation or module.since != then.since
    if module.state is ModuleState.RUNNING and fresh:
        text = tr("is running again (pid {pid})", pid=module.pid or "?")
        text = text if module.ready else tr("is running, but not ready: {why}", why=told(module.reason))
        return Step(module_id, name, seen.symbol, seen.tone, text, over=True, failed=not module.ready)
    if module.state is ModuleState.STOPPED and module.reason_kind == "completed" and fresh:
        return Step(module_id, name, seen.symbol, seen.tone, tr("has done its work"), over=True)
    if module.state in (ModuleState.FAILED, ModuleState.BACKOFF, ModuleState.INVALID) and fresh:
        text = f"{seen.word}: {told(module.reason)}"
        return Step(module_id, name, seen.symbol, seen.tone, text, over=True, failed=True)
    if module.state is ModuleState.STOPPED and fresh:
        return Step(module_id, name, seen.symbol, seen.tone, seen.word, over=True)
    if module.state is ModuleState.WAITING or not fresh:
        text = told(module.reason) if module.state is ModuleState.WAITING else tr("will be restarted")
        return Step(module_id, name, Symbol.DOTTED, Tone.BUSY, text)
    return Step(
        module_id,
        name,
        seen.symbol,
        seen.tone,
        f"{seen.word}: {told(module.reason)}" if module.reason else seen.word,
    )


def _stopping(module: ModuleStatus, elapsed: float) -> str:
    who = tr("stopping: waiting for pid {pid}", pid=module.pid) if module.pid else tr("stopping")
    if module.kill_in_s is None:
        return who
    left = module.kill_in_s - elapsed
    if left <= 0:
        return tr("{who}, is being killed", who=who)
    return tr("{who}, KILL in {left}", who=who, left=countdown(left))


def summary(do: str, made: Collection[Step]) -> tuple[str, Tone]:
    """The whole in a sentence; tells when it is over."""
    left = [step for step in made if not step.over]
    failed = [step for step in made if step.failed]
    if left:
        if do == "restart":
            words = tr("Restarting: waiting for {name}", name=left[0].name)
        else:
            words = tr("Stopping: waiting for {name}", name=left[0].name)
        more = len(left) - 1
        words += trn(" and {n} more", " and {n} more", more) if more else ""
        return words, Tone.BUSY
    if failed:
        return trn("{n} module did not come back", "{n} modules did not come back", len(failed)), Tone.BAD
    return (tr("Everything is up again") if do == "restart" else tr("Everything named is stopped")), Tone.GOOD
