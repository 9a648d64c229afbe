"""The system in one line (window, menu, tooltip), the shape of its tray icon, and its worst trouble."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from skelly_tray.domain.status import Issue, ModuleState, ModuleStatus, SystemHealth, SystemStatus
from skelly_tray.ui.present.capture import CAPTURE
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Rank, Symbol, Tone, alive, look
from skelly_tray.ui.present.measures import age, countdown, megabytes, percent, wall_seconds
from skelly_tray.ui.present.recovering import full_again, mended
from skelly_tray.ui.present.rows import module_names, why
from skelly_tray.ui.present.words import tr, trn

TOOLTIP_LINE = 90
"""Characters: panels neither wrap nor cut their tooltips."""


class Mood(Enum):
    """The shapes that the tray icon can take."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    CRITICAL = "critical"
    STARTING = "starting"
    STOPPED = "stopped"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Headline:
    symbol: Symbol
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """The worst trouble, for the strip: `title` says what happened, `detail` what we know and do. can_retry: whether
    a start by hand would be sooner than what happens by itself. of_configuration: `module`, or nothing if it is about
    no module, runs well with what it had before."""

    module: str
    symbol: Symbol
    tone: Tone
    title: str
    detail: str
    can_retry: bool = True
    of_configuration: bool = False


def mood(snapshot: SystemHealth | None) -> Mood:
    """The icon's shape; no snapshot yet counts as starting."""
    if snapshot is None:
        return Mood.STARTING
    match snapshot.status:
        case SystemStatus.HEALTHY:
            return Mood.PAUSED if paused(snapshot) else Mood.HEALTHY
        case SystemStatus.DEGRADED:
            return Mood.STARTING if coming_up(snapshot) else Mood.DEGRADED
        case SystemStatus.CRITICAL:
            return Mood.CRITICAL
        case SystemStatus.STARTING | SystemStatus.STOPPING:
            return Mood.STARTING
        case SystemStatus.STOPPED:
            return Mood.STOPPED
    assert_never(snapshot.status)


def coming_up(snapshot: SystemHealth) -> bool:
    """Whether nothing is wrong but that modules start that are new or were wanted only now: the core calls it degraded,
    for a program must not count on them yet; to a person it is no trouble."""
    modules = snapshot.modules.values()
    underway = [module for module in modules if module.state in (ModuleState.STARTING, ModuleState.WAITING)]
    return (
        any(module.state is ModuleState.STARTING for module in underway)
        and not any(look(module).rank.trouble for module in modules)
        and not any(module.attempts for module in underway)
        and all(module.waiting_on for module in underway if module.state is ModuleState.WAITING)
    )


def paused(snapshot: SystemHealth) -> list[str]:
    """The modules that run and say that they pause, as capturing does when somebody wants it to."""
    return [
        module_id
        for module_id, module in snapshot.modules.items()
        if module.metrics.get("paused") and alive(module)
    ]


def headline(
    snapshot: SystemHealth | None, elapsed: float | None = None, *, silent: Collection[str] = ()
) -> Headline:
    """One line on the whole system. elapsed: seconds since the snapshot; None leaves the uptime out. silent: modules
    whose pauses are told elsewhere."""
    if snapshot is None:
        return Headline(Symbol.QUARTER, Tone.BUSY, tr("Connecting to the core"))
    if not snapshot.modules:
        return Headline(Symbol.RING, Tone.CALM, tr("No modules yet"))
    match mood(snapshot):
        case Mood.HEALTHY | Mood.PAUSED:
            pauses, files = _pauses(snapshot, silent), _configuration(snapshot)
            said = (_all_well(snapshot), pauses, files, _up(snapshot, elapsed))
            return Headline(Symbol.DOT, Tone.GOOD, " · ".join(part for part in said if part))
        case Mood.DEGRADED:
            return Headline(Symbol.TRIANGLE, Tone.WARN, _in_trouble(snapshot))
        case Mood.CRITICAL:
            return Headline(Symbol.SQUARE, Tone.BAD, _in_trouble(snapshot))
        case Mood.STARTING:
            return Headline(Symbol.QUARTER, Tone.BUSY, _on_the_way(snapshot))
        case Mood.STOPPED:
            return Headline(Symbol.RING, Tone.CALM, tr("All modules stopped"))


def is_news(before: Headline, now: Headline) -> bool:
    """Whether somebody who only listens should hear of it: another state, or other trouble; not that time goes on."""
    if before.symbol is not now.symbol:
        return True
    return now.tone in (Tone.WARN, Tone.BAD) and before.text != now.text


def modules_word(count: int) -> str:
    return trn("1 module", "{n} modules", count)


def _up(snapshot: SystemHealth, elapsed: float | None) -> str:
    return "" if elapsed is None else tr("up {age}", age=age(snapshot.uptime_s + elapsed))


def _pauses(snapshot: SystemHealth, silent: Collection[str]) -> str:
    names = module_names(snapshot)
    pausing = (module_id for module_id in paused(snapshot) if module_id not in silent)
    return ", ".join(tr("{module} is paused", module=names[module_id]) for module_id in pausing)


NOT_IN_EFFECT = frozenset(("config.orchestrator", "config.modules/", "config.set_aside"))
"""Issues of what was written and is not in effect, beside those of single modules."""


def not_in_effect(snapshot: SystemHealth) -> list[Issue]:
    """One for each change of the configuration that is not in effect, those of modules first."""
    found = [
        issue
        for issue in snapshot.issues
        if issue.id in NOT_IN_EFFECT or (issue.module is not None and issue.id == f"{issue.module}.config")
    ]
    return sorted(found, key=lambda issue: (issue.module is None, issue.id))


def _configuration(snapshot: SystemHealth) -> str:
    """Short: it stands beside much else."""
    count = len(not_in_effect(snapshot))
    return trn("1 change not in effect", "{n} changes not in effect", count) if count else ""


def configuration_trouble(snapshot: SystemHealth | None) -> Trouble | None:
    """For the strip, when no module is in trouble: what was written and is not in effect."""
    if snapshot is None or not (found := not_in_effect(snapshot)):
        return None
    first = found[0]
    title_ = trn(
        "1 configuration change is not in effect", "{n} configuration changes are not in effect", len(found)
    )
    detail = _named(told(first.message.partition("\n")[0]) or told(first.title), first.module, snapshot)
    if more := len(found) - 1:
        detail = tr("{what} (and {n} more)", what=detail, n=more)
    return Trouble(
        first.module or "", Symbol.TRIANGLE, Tone.WARN, title_, detail, can_retry=False, of_configuration=True
    )


def _named(text: str, module: str | None, snapshot: SystemHealth) -> str:
    name = module_names(snapshot).get(module) if module else None
    return f"{name}: {text.removeprefix(f'{module}: ')}" if name else text


def _all_well(snapshot: SystemHealth) -> str:
    modules = snapshot.modules.values()
    total = len(snapshot.modules)
    down = sum(1 for module in modules if not alive(module) and module.desired == "down")
    if not down:
        return trn("1 module healthy", "All {n} modules healthy", total)
    healthy = total - down
    return trn(
        "{healthy} of {n} module healthy, {down} stopped", "{healthy} of {n} modules healthy, {down} stopped", total,
        healthy=healthy, down=down,
    )  # fmt: skip


def _in_trouble(snapshot: SystemHealth) -> str:
    total = len(snapshot.modules)
    ranks = [look(module).rank for module in snapshot.modules.values()]
    failed = sum(
        1 for module in snapshot.modules.values() if module.state in (ModuleState.FAILED, ModuleState.INVALID)
    )
    troubled = sum(1 for rank in ranks if rank.trouble)
    if failed:
        if more := troubled - failed:
            return tr(
                "{failed} of {n} modules failed, {more} more in trouble", failed=failed, n=total, more=more
            )
        return trn("{failed} of {n} module failed", "{failed} of {n} modules failed", total, failed=failed)
    if troubled:
        return trn(
            "{some} of {n} module in trouble", "{some} of {n} modules in trouble", total, some=troubled
        )
    return _reason(snapshot) or _configuration(snapshot) or tr("Something is not as it should be")


def _reason(snapshot: SystemHealth) -> str:
    """The core's own words, which begin with the id of a module, with its name instead."""
    said = told(snapshot.reason)
    first = next((module for module in snapshot.failing_modules if said.startswith(f"{module}: ")), None)
    return _named(said, first, snapshot)


def _on_the_way(snapshot: SystemHealth) -> str:
    total = len(snapshot.modules)
    if snapshot.status is SystemStatus.STOPPING:
        left = sum(map(alive, snapshot.modules.values()))
        return tr("Stopping · {left} of {total} still running", left=left, total=total)
    ready = sum(1 for module in snapshot.modules.values() if module.ready)
    return tr("Starting · {ready} of {total} ready", ready=ready, total=total)


def title(label: str) -> str:
    """The name of the application; with that of its home, where it is not the usual one."""
    return f"Skelly Tray · {label}" if label else "Skelly Tray"


def window_title(label: str) -> str:
    """It ends with the name alone: else Qt adds that once more, and a window list would say it twice."""
    return tr("{home} – Skelly Tray", home=label) if label else "Skelly Tray"


def tooltip(snapshot: SystemHealth | None, *, label: str = "", snoozed: str = "", capture: str = "") -> str:
    """A few lines without running clocks, so that it changes only when something happened.

    label: of the home, see `title`. snoozed: until when notifications are put off, as `14:30`. capture: of its pause.
    """
    lines = [title(label), headline(snapshot, silent=(CAPTURE,) if capture else ()).text]
    lines += [capture] if capture else []
    if snapshot is not None:
        names = module_names(snapshot)
        troubled = [
            f"{seen.symbol.value} {names[module_id]}: {why(module, names) or seen.word}"
            for module_id, module in snapshot.modules.items()
            if (seen := look(module)).rank.trouble
        ]
        lines += [elided(line, TOOLTIP_LINE) for line in troubled[:3]]
        lines += [tr("and {n} more", n=len(troubled) - 3)] if len(troubled) > 3 else []
    if snoozed:
        lines.append(tr("Notifications are put off until {time}", time=snoozed))
    return "\n".join(lines)


def elided(text: str, longest: int) -> str:
    """The text, or its beginning with an ellipsis, in at most `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def since_sentence(module: ModuleStatus, word: str, now: float) -> str:
    """`failed 8 s ago`, or `failed` when nobody knows since when."""
    since = wall_seconds(module.since)
    return word if since is None else tr("{what} {age} ago", what=word, age=age(now - since))


def next_try(module: ModuleStatus, elapsed: float) -> str:
    """`next try in 12 s`, of a degraded module when full mode follows; nothing when nothing is planned."""
    if module.retry_in_s is None:
        return full_again(module, elapsed)
    return tr("next try in {time}", time=countdown(module.retry_in_s - elapsed))


def worst_trouble(snapshot: SystemHealth | None, *, now: float, elapsed: float) -> Trouble | None:
    """The module that most wants to be looked at; None when all is well."""
    if snapshot is None:
        return None
    ranked = [(look(module).rank, module_id) for module_id, module in snapshot.modules.items()]
    troubled = [entry for entry in ranked if entry[0].trouble]
    if not troubled:
        return None
    module_id = min(troubled, key=lambda entry: entry[0])[1]
    module, names = snapshot.modules[module_id], module_names(snapshot)
    name, seen = names[module_id], look(module)
    if module.state is ModuleState.RUNNING:
        said = tr("{module} is {state}", module=name, state=seen.word)
    elif mended(module):
        said = tr("{module} is being recovered", module=name)
    elif seen.rank is Rank.RETRYING:
        said = f"{name} {since_sentence(module, tr('stopped'), now)}"
    elif module.state is ModuleState.INVALID:
        said = tr("{module} cannot be used", module=name)
    else:
        said = f"{name} {since_sentence(module, seen.word, now)}"
    retry = next_try(module, elapsed)
    detail = ". ".join(
        part for part in (why(module, names, now).rstrip("."), retry[:1].upper() + retry[1:]) if part
    )
    return Trouble(
        module_id, seen.symbol, seen.tone, said, detail + "." if detail else "", not mended(module)
    )


def cost(snapshot: SystemHealth) -> str:
    """What it all uses, and what we ourselves cost, for the strip on a calm day."""
    own = snapshot.orchestrator
    total = snapshot.resources
    return tr(
        "Modules {cpu} CPU, {memory} · Skelly itself {own_cpu}, {own_memory}",
        cpu=percent(total.total_cpu_percent),
        memory=megabytes(total.total_memory_mb),
        own_cpu=percent(own.cpu_percent),
        own_memory=megabytes(own.memory_mb),
    )
