"""The sentence that answers *why*, cause first, and the one that says what happens next: from state and journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from skelly_tray.domain.cause import Outcome
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.domain.errors import lines
from skelly_tray.domain.mode import ModeSource, plain
from skelly_tray.domain.module import Module, state_of
from skelly_tray.domain.phase import Backoff, Failed, Mending, Running, Stopped, StopReason, Waiting
from skelly_tray.domain.report import reason
from skelly_tray.domain.status import HealthStatus
from skelly_tray.domain.story import (
    STATE_WORDS,
    Line,
    Told,
    begun_waiting,
    chain,
    last_change,
    last_trouble,
    led_to,
)
from skelly_tray.domain.system import System
from skelly_tray.domain.timing import span
from skelly_tray.domain.trial import ConfigMark


def trouble_behind(entries: Sequence[Line], module_id: str, module: Module | None) -> Line | None:
    """Where the story of the module begins: what it waits for, a restart of the whole system that took it along, or
    its own last trouble; None when nothing has gone wrong."""
    own = last_trouble(entries, module_id)
    if module is not None and isinstance(module.phase, Waiting):
        return _behind_waiting(entries, module_id, module.phase.on) or own
    taken = next(
        (e for e in reversed(entries) if e.get("module") == module_id and e.get("to") == "stopping"), None
    )
    if taken is not None and (own is None or taken["seq"] > own["seq"]) and _system_restart(entries, taken):
        return taken
    return own


def _behind_waiting(entries: Sequence[Line], module_id: str, on: Sequence[ModuleId]) -> Line | None:
    """What led to the wait, unless it is for somebody else by now: then what brought that one to where it is."""
    begun = begun_waiting(entries, module_id)
    if not on or (begun is not None and any(link.get("module") in on for link in led_to(entries, begun))):
        return begun
    return last_change(entries, on[0]) or begun


def how_it_came(system: System, module_id: str, entries: Sequence[Line], trouble: Line | None) -> list[Told]:
    """The chain of causes up to the module itself, oldest first. trouble: of `trouble_behind`."""
    if trouble is None:
        return []
    told, module = chain(entries, trouble), system.modules.get(ModuleId(module_id))
    if module is None or trouble.get("module") in (module_id, None):
        return told
    begun = begun_waiting(entries, module_id)
    since = str(begun.get("time", "")) if begun is not None else ""
    return [*told, {"time": since, "text": f"{module_id} {reason(system, module)}"}]


def explain(
    system: System,
    module_id: str,
    entries: Sequence[Line],
    trouble: Line | None,
    last_words: str | None,
    now: float,
) -> str:
    """One or two sentences. entries: of the journal, oldest first. trouble: of `trouble_behind`."""
    module = system.modules.get(ModuleId(module_id))
    if module is None:
        known = system.invalid.get(ModuleId(module_id))
        told = "; ".join(lines(known.errors if known else ()))
        return f"The file of {module_id} cannot be used: {told}."
    done = [
        e
        for e in entries
        if e.get("module") == module_id
        and e.get("kind") == "recovery"
        and trouble
        and e["seq"] > trouble["seq"]
    ]
    own = trouble if trouble is not None and trouble.get("module") == module_id else None
    return (
        _of_procedure(module, done, own)
        or _of_mode(module, entries, now)
        or _of_system_restart(system, module, entries, done, trouble)
        or _of_errand(module, done, own)
        or _plain(system, module, trouble, last_words)
    )


def _plain(system: System, module: Module, trouble: Line | None, last_words: str | None) -> str:
    told = reason(system, module) + (f', "{last_words}"' if last_words else "")
    present = f"{_present(module)}: {told.removeprefix('being recovered, ')}" if told else _present(module)
    if isinstance(module.phase, (Failed, Backoff, Waiting, Mending)) or module.barred is not None:
        return f"{present}."
    if trouble is None:
        return f"{present}. Nothing has gone wrong with it as far as the journal goes back."
    return f"{present}. Its last trouble: {trouble['cause']['text']}."


def _of_procedure(module: Module, done: Sequence[Line], trouble: Line | None) -> str:
    """A recovery procedure that has not succeeded, as long as nothing better is known."""
    steps = [e for e in done if "procedure" in e["detail"]]
    if trouble is None or not steps or steps[-1]["detail"]["procedure"] == "complete":
        return ""
    failed = next((e["detail"] for e in reversed(steps) if e["detail"].get("ok") is False), None)
    if failed is None or isinstance(module.phase, Running) or failed["procedure"] == "rollback":
        return ""
    what = f"{failed.get('step')} failed" + (f" ({failed['text']})" if failed.get("text") else "")
    at_first = f"At first {module.id} {how(trouble)}."
    match failed["procedure"]:
        case "pre_checks":
            return f"{module.id} is not recovered yet, because {what}, which has to hold first. {at_first}"
        case "validation":
            told = f"The recovery of {module.id} did not hold: {what} afterwards"
        case _:
            told = f"The recovery of {module.id} did not get through: {what}"
    return f"{told}. {at_first} Now it {_word(module)}."


def _of_mode(module: Module, entries: Sequence[Line], now: float) -> str:
    mode = module.mode
    if not mode.degraded or not isinstance(module.phase, Running):
        return ""
    if module.phase.run.health is not HealthStatus.HEALTHY:
        return ""
    later = "" if mode.retry_at is None else f" Full mode is tried again in {span(mode.retry_at - now)}."
    begun = f"{module.id} has been in degraded mode for {span(now - mode.since)}"
    if mode.source is ModeSource.RECOVERY:
        return f"{begun}, because it {_behind_mode(module, entries)}.{later}"
    return f"{begun}: {mode.why}.{later}"


def _behind_mode(module: Module, entries: Sequence[Line]) -> str:
    """What led to the mode, to go on after *it*."""
    for entry in reversed(entries):
        if entry.get("module") == module.id and (entry.get("detail") or {}).get("mode") == "degraded":
            before = next((e for e in entries if e["seq"] == entry["cause"].get("seq")), None)
            return how(before) if before else str(entry["cause"].get("text", ""))
    return f"failed: {plain(module.mode.why)}"


def _of_system_restart(
    system: System, module: Module, entries: Sequence[Line], done: Sequence[Line], trouble: Line | None
) -> str:
    origin = next((e for e in reversed(done) if _asks_for_all(e)), None)
    if origin is None and trouble is not None:
        origin = _system_restart(entries, trouble)
    if origin is None or isinstance(module.phase, Failed):
        return ""
    first = next((e for e in entries if e["seq"] == origin["cause"].get("seq")), origin)
    under_way = system.shutdown is not None and system.shutdown.again
    was = "is being restarted" if under_way else "was restarted"
    why = f"{origin['module']} {how(first)}, and its recovery is a restart of everything"
    return f"Everything {was}, because {why}. {_present(module)} now."


def _system_restart(entries: Sequence[Line], entry: Line) -> Line | None:
    """The restart of the whole system that led to the entry."""
    return next((e for e in led_to(entries, entry) if _asks_for_all(e)), None)


def _asks_for_all(entry: Line) -> bool:
    detail = entry.get("detail") or {}
    return detail.get("strategy") == "system_restart" and "verdict" not in detail


def _of_errand(module: Module, done: Sequence[Line], trouble: Line | None) -> str:
    """A state that was reset, or brought back."""
    errands = [e for e in done if "errand" in e["detail"]]
    if trouble is None or not errands or isinstance(module.phase, Failed):
        return ""
    last = errands[-1]
    what, ok, text = last["detail"]["errand"], last["detail"].get("ok"), last["cause"]["text"]
    if what == "restore":
        before = f"Before that, it {how(trouble)} and was reset."
        if ok:
            return f"{_present(module)} with its former state, because you had it brought back. {before}"
        return f"{_present(module)}. The state that you asked for could not be brought back: {text}. {before}"
    told = f"It was reset, because it {how(trouble)}" if ok else f"It {how(trouble)}, and could not be reset"
    return f"{_present(module)}. {told}: {text}."


def how(entry: Mapping[str, Any]) -> str:
    """What happened to a module, to go on after its name: `was killed by SIGKILL`, `ended with exit 1`."""
    detail = entry.get("detail") or {}
    ended = detail.get("exit")
    if ended and detail.get("limit"):
        return f"{'was' if ended.get('signal') else 'ended with'} {detail['limit']}"
    if not ended:
        return f"failed: {entry['cause'].get('text', '')}"
    outcome = Outcome(ended.get("code"), ended.get("signal"))
    if outcome.signal is not None:
        return f"was {outcome}"
    return str(outcome) if outcome.code is None else f"ended with {outcome}"


def _present(module: Module) -> str:
    return f"{module.id} {_word(module)}"


def _word(module: Module) -> str:
    return "is being recovered" if isinstance(module.phase, Mending) else STATE_WORDS[state_of(module.phase)]


def what_next(module: Module | None, now: float) -> str:
    """What happens by itself, or can be done."""
    if module is None:
        return "Correct its file (`skelly-tray config validate` shows what is wrong); it takes effect when it is saved."
    found = _by_itself(module, now)
    if module.config_mark is None:
        return found or "Nothing has to be done."
    return " ".join(filter(None, (found, *_to_correct(module.config_mark))))


def _to_correct(mark: ConfigMark) -> Iterator[str]:
    """What can be done about what was written and is not in effect."""
    if mark.in_file:
        yield "The text in its file is not in effect: correct it, and it is tried when it is saved."
    for key in mark.overrides:
        other = f"set another value, or `skelly-tray config unset {key}` goes back to the file's"
        yield f"The override of {key} is not in effect: {other}."


def _by_itself(module: Module, now: float) -> str:
    match module.phase:
        case Backoff(until=until):
            return f"The next try is in {span(max(until - now, 0.0))}."
        case Failed(retry_at=float(at)):
            return f"One trial start follows in {span(max(at - now, 0.0))}; you can start it now."
        case Failed():
            return "It is not started again by itself; you can start it."
        case Waiting() if module.missing:
            return f"{module.missing.text} (then it starts by itself)."
        case Waiting(on=on) if on:
            return f"It starts by itself when {', '.join(on)} is there."
        case Stopped(reason=StopReason.LIMIT):
            return "It stays so until you start it or change its file."
        case Mending():
            return "It is being recovered, and goes on by itself."
        case Running() if module.mode.degraded and module.mode.retry_at is not None:
            return f"Full mode is tried again in {span(max(module.mode.retry_at - now, 0.0))}."
        case _:
            return ""
