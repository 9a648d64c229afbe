"""The words of notifications: what happened, since when, what is done about it, and what the user can do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.incidents import EVERYTHING, Incident, Stage, sentence
from skelly_tray.ui.present.measures import age, short_time, times
from skelly_tray.ui.present.words import tr, trn

LONGEST = 4
"""Lines of a digest."""
LONGEST_NAMES = 3
"""Modules that the title of a digest names."""
LONGEST_TITLE, LONGEST_TEXT, LONGEST_CAUSE = 100, 400, 120
"""Characters; desktops cut what is longer, mostly without saying so."""

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification, or what an earlier one has become: both have the same `key`.

    module: whom it is about; None for several. again: an update of one that was shown. urgent: it must be seen.
    resident: it stays when one of its actions was chosen. transient: nothing to be kept. sound: it may be heard.
    actions: what it offers, as (restart | retry | logs | snooze | why, label).
    """

    key: str
    title: str
    text: str
    stage: Stage
    module: str | None = None
    again: bool = False
    urgent: bool = False
    resident: bool = False
    transient: bool = False
    sound: bool = False
    actions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident at the stage at which it is told."""

    incident: Incident
    stage: Stage


def heading(shown: Shown, names: Names) -> str:
    """`AI companion stopped by itself`."""
    incident = shown.incident
    name = named(incident.module, names)
    match shown.stage:
        case Stage.GIVEN_UP:
            return tr("{module} has failed", module=name)
        case Stage.RESTARTING:
            return tr("Everything is being restarted")
        case Stage.FLAPPING:
            return tr("{module} keeps failing", module=name)
        case Stage.FAILING:
            return _failed(incident, name)
        case Stage.LIMIT if incident.stopped:
            return tr("{module} was stopped at its limit", module=name)
        case Stage.LIMIT:
            return tr("{module} is over its limit", module=name)
        case _ if incident.id == EVERYTHING:
            return tr("Everything was restarted")
        case _ if incident.does_less:
            return tr("{module} runs again, but does less", module=name)
        case _:
            return tr("{module} runs again", module=name)


def _failed(incident: Incident, name: str) -> str:
    match incident.kind:
        case "exit":
            return tr("{module} stopped by itself", module=name)
        case "probe":
            return tr("{module} stopped answering", module=name)
        case "spawn":
            return tr("{module} could not be started", module=name)
        case "limit":
            return tr("{module} went over its limit", module=name)
        case _:
            return tr("{module} failed", module=name)


def body(shown: Shown, names: Names, wall: float) -> str:
    """The sentences below the heading. wall: seconds since the epoch."""
    incident = shown.incident
    name = named(incident.module, names)
    match shown.stage:
        case Stage.GIVEN_UP | Stage.LIMIT:
            return incident.note
        case Stage.RESTARTING:
            return _renamed(incident, name)
        case Stage.FLAPPING:
            return _often(incident, wall)
        case Stage.FAILING:
            return tr("{cause} It is being brought back.", cause=sentence(_cause(incident)))
        case _ if incident.id == EVERYTHING:
            return " ".join(part for part in (_renamed(incident, name), incident.note) if part)
        case _ if incident.failures > 1:
            return _often(incident, wall)
        case _:
            return _cured(incident, name)


def _cured(incident: Incident, name: str) -> str:
    """The one sentence that tells all: what happened, what was done, and how long it was away."""
    span = age(max(1, round(incident.down)))
    values = {"what": _failed(incident, name), "cause": _cause(incident).rstrip("."), "span": span}
    if incident.does_less:
        return tr("{what} ({cause}) and runs again with less to do, {span} down.", **values)
    if incident.kind == "probe":
        return tr("{what} ({cause}) and works again, {span} down.", **values)
    return tr("{what} ({cause}) and has been started again, {span} down.", **values)


def _often(incident: Incident, wall: float) -> str:
    return tr(
        "It failed {times} since {time}. At first: {cause}.",
        times=times(incident.failures),
        time=short_time(incident.began, wall),
        cause=_cause(incident).rstrip("."),
    )


def _cause(incident: Incident) -> str:
    return cut(told(incident.text), LONGEST_CAUSE)


def _renamed(incident: Incident, name: str) -> str:
    """The core's sentence about a restart of everything begins with the module's id."""
    text = told(incident.text)
    rest = text.removeprefix(f"{incident.module} ")
    return sentence(text) if rest == text else sentence(f"{name} {rest}")


def digest(members: Sequence[Shown], names: Names, *, missed: bool) -> tuple[str, str]:
    """Title and text for several, worst first. missed: they happened while notifications were put off."""
    lines = [heading(each, names) for each in members[:LONGEST]]
    if (more := len(members) - LONGEST) > 0:
        lines.append(tr("and {n} more", n=more))
    title = _summary(members, names)
    return tr("Meanwhile: {what}", what=title) if missed else title, "\n".join(lines)


def _summary(members: Sequence[Shown], names: Names) -> str:
    """`3 modules failed: ai, web, db`: of the worst kind that there is."""
    everything = [each for each in members if each.stage is Stage.RESTARTING]
    if everything:
        return tr("Everything is being restarted")
    bad = _names([each for each in members if each.stage.bad], names)
    if bad:
        return trn("{n} module failed: {modules}", "{n} modules failed: {modules}", bad[0], modules=bad[1])
    over = _names([each for each in members if each.stage is Stage.LIMIT], names)
    if over:
        return trn(
            "{n} module is over its limit: {modules}",
            "{n} modules are over their limits: {modules}",
            over[0],
            modules=over[1],
        )
    count, listed = _names(members, names) or (0, "")
    return trn("{n} module runs again: {modules}", "{n} modules run again: {modules}", count, modules=listed)


def _names(members: Sequence[Shown], names: Names) -> tuple[int, str] | None:
    """How many modules there are among them, and the first few by name."""
    modules = list(dict.fromkeys(each.incident.module for each in members))
    if not modules:
        return None
    listed = ", ".join(named(module, names) for module in modules[:LONGEST_NAMES])
    more = len(modules) - LONGEST_NAMES
    return len(modules), listed if more <= 0 else tr("{modules} and {n} more", modules=listed, n=more)


def offers(first: Shown, *, several: bool) -> tuple[tuple[str, str], ...]:
    """What can be done about it right there. first: the worst of them."""
    logs, why, snooze = ("logs", tr("Logs")), ("why", tr("Why")), ("snooze", tr("Snooze 1 h"))
    match first.stage:
        case Stage.RECOVERED:
            return () if several or first.incident.id == EVERYTHING else (logs, why)
        case _ if several or first.incident.id == EVERYTHING:
            return (snooze,)
        case Stage.GIVEN_UP | Stage.FAILING:
            return (("retry", tr("Retry now")), logs, snooze, why)
        case _:
            return (("restart", tr("Restart")), logs, snooze, why)


def named(module: str, names: Names) -> str:
    return names.get(module) or module


_CONTROLS = re.compile(
    "\x1b\\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Without what no text is made of: control characters, colours of a terminal, marks that turn lines around, and
    halves of characters. What modules say about themselves is not to be trusted."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def cut(text: str, longest: int) -> str:
    text = clean(text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
