"""What the bus and its modules tell beyond health: demand for a lazy module, breakers, settings taken or refused; and
how fast checks are made."""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.cause import Cause, CauseKind, EntryKind
from skelly_tray.domain.descriptor import BUS_ID
from skelly_tray.domain.draft import Draft
from skelly_tray.domain.ending import present
from skelly_tray.domain.events import BreakerChanged, Demanded, ModeAnswered, PaceChanged, SettingsAnswered
from skelly_tray.domain.module import Desired, can_be_woken
from skelly_tray.domain.phase import UP


def on_demanded(draft: Draft, event: Demanded) -> None:
    """A lazy module is started by the first who wants something of it; any other stays as it is."""
    module = draft.get(event.module)
    if module is not None and can_be_woken(module):
        cause = Cause(CauseKind.DEMAND, f"{event.by} wants something of it", module.cause.seq)
        draft.put(replace(module, desired=Desired.UP, word_cause=cause))


def on_breaker_changed(draft: Draft, event: BreakerChanged) -> None:
    """Written down: nothing is restarted because of it."""
    module = draft.get(event.module)
    if module is None:
        return
    way = "to the bus" if event.module == BUS_ID else f"from the bus to {event.module}"
    reason = f": {event.reason}" if event.reason else ""
    words = {"open": "opened", "half_open": "tries once", "closed": "closed"}
    text = f"the circuit breaker on the way {way} {words.get(event.state, event.state)}{reason}"
    detail = {"breaker": event.state}
    draft.record(EntryKind.SYSTEM, Cause(CauseKind.SYSTEM, text, module.cause.seq), module, detail=detail)


def on_settings_answered(draft: Draft, event: SettingsAnswered) -> None:
    module = present(draft, event.module, event.incarnation)
    if module is None or not isinstance(module.phase, UP):
        return
    match event.verdict:
        case "applied":
            text, refused = "its new settings were taken while it runs", ""
        case "rejected":
            text = refused = f"it did not take its new settings and goes on with the former: {event.reason}"
        case _:
            text, refused = f"it is restarted for its new settings: {event.reason}", ""
    cause = Cause(CauseKind.CONFIG, text)
    cause = replace(cause, seq=draft.record(EntryKind.CONFIG_CHANGED, cause, module))
    restart = cause if event.verdict == "restart" else module.restart
    draft.put(replace(module, refused_settings=refused, restart=restart))


def on_mode_answered(draft: Draft, event: ModeAnswered) -> None:
    """A module that did not take over its mode goes on as it was; it is shown, and nothing is done to it."""
    module = present(draft, event.module, event.incarnation)
    if module is None or not isinstance(module.phase, UP):
        return
    if event.refused:
        cause = draft.follow(module, CauseKind.RECOVERY, f"it did not take over its mode: {event.refused}")
        detail = {"mode": "refused"}
        draft.record(EntryKind.RECOVERY, cause, module, detail=detail)
    draft.keep(replace(module, refused_mode=event.refused))


def on_pace_changed(draft: Draft, event: PaceChanged) -> None:
    if event.pace == draft.system.pace:
        return
    before, pace = draft.system.pace, event.pace
    draft.update(pace=pace)
    if before.factor != pace.factor:
        how = "at the usual pace" if pace.factor == 1 else f"{pace.factor:g} times less often: {pace.reason}"
        cause = Cause(CauseKind.SYSTEM, f"modules are checked {how}")
        draft.record(EntryKind.SYSTEM, cause, detail={"pace": pace.factor})
