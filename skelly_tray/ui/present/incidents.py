"""What the journal means: one incident a module, from its first failure until it has been well for long enough.

No news are what the user did, dependants that were taken along, a oneshot that has done its work, and cures in the
first seconds of a start or after a sleep, when all sorts of things come back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from skelly_tray.domain.story import TROUBLE
from skelly_tray.ui.present.core_words import told as core_told
from skelly_tray.ui.present.measures import span_words
from skelly_tray.ui.present.words import tr

EVERYTHING = "*"
"""The incident that everything is being restarted; no module has that id."""

CONTRARY = 30.0
"""Seconds for which a module must be seen in another state than the journal told, before that counts."""

Entry = Mapping[str, Any]


class Stage(IntEnum):
    """How an incident stands, worst first. FLAPPING: it fails again and again, whether or not it runs just now."""

    RESTARTING = 0
    GIVEN_UP = 1
    FLAPPING = 2
    FAILING = 3
    LIMIT = 4
    RECOVERED = 5

    @property
    def bad(self) -> bool:
        """It asks for something to be done, by us or by the user."""
        return self < Stage.LIMIT


@dataclass(frozen=True, slots=True)
class Told:
    """What the user was told of an incident: at which stage, after how many failures, when, and how often so far."""

    stage: Stage
    failures: int
    at: float
    count: int


@dataclass(frozen=True, slots=True)
class Incident:
    """Times are seconds of one monotonic clock but `began`, the time stamp of the first failure.

    since: when this stage began. kind, text: the first cause. failed_at: the last failure. down: seconds from that one
    until it was well. note: what the core says of this stage.
    """

    id: str
    module: str
    stage: Stage
    since: float
    began: str = ""
    kind: str = ""
    text: str = ""
    failures: int = 1
    failed_at: float = 0.0
    down: float = 0.0
    note: str = ""
    in_procedure: bool = False
    does_less: bool = False
    stopped: bool = False
    told: Told | None = None

    @property
    def told_bad(self) -> bool:
        return self.told is not None and self.told.stage.bad


@dataclass(slots=True)
class Incidents:
    """Hears every entry. open: by id. left: ids of those that are over without a word, for whoever shows them.

    shaken_at: the last start or sleep. grace: seconds after it in which much comes back. muted: modules whose entries
    mean nothing.
    """

    shaken_at: float
    grace: float
    muted: frozenset[str] = frozenset()
    open: dict[str, Incident] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    _contrary: dict[str, float] = field(default_factory=dict)

    @property
    def grace_until(self) -> float:
        return self.shaken_at + self.grace

    def hear(self, entry: Entry, now: float) -> None:
        """Take one entry, oldest first."""
        kind = entry.get("kind")
        if kind == "system":
            self._system(entry, now)
        elif kind == "user_action":
            self._user(entry)
        elif entry.get("module") not in self.muted:
            match kind:
                case "recovery":
                    self._recovery(entry, now)
                case "state_changed" | "health_changed":
                    self._changed(entry, now)
                case "limit_exceeded":
                    self._limit(entry, now)
                case "limit_cleared":
                    self._limit_cleared(entry)
                case _:
                    pass

    def see(self, modules: Mapping[str, bool], now: float) -> None:
        """What the snapshot says: entries can be missed, while a core elsewhere cannot be reached or starts anew.

        modules: of each (and EVERYTHING) that is wanted, whether it is well."""
        for incident in list(self.open.values()):
            well = modules.get(incident.module if incident.id != EVERYTHING else EVERYTHING)
            if not incident.stage.bad or well is False or (well and incident.in_procedure):
                self._contrary.pop(incident.id, None)
            elif now - self._contrary.setdefault(incident.id, now) >= CONTRARY:
                del self._contrary[incident.id]
                if well and incident.id != EVERYTHING:
                    self._well(incident.module, now, worth=True)
                else:
                    self.forget(incident.id)

    def forget(self, incident: str) -> None:
        if self.open.pop(incident, None) is not None:
            self.left.append(incident)

    def _set(self, incident: str, **changes: Any) -> None:
        self.open[incident] = replace(self.open[incident], **changes)

    def _user(self, entry: Entry) -> None:
        """They know: what they stop, start or restart is no news, whatever came before."""
        named = (entry.get("detail") or {}).get("modules") or ()
        everything = "--all" in named
        for incident in list(self.open.values()):
            if everything or incident.module in named:
                self.forget(incident.id)

    def _system(self, entry: Entry, now: float) -> None:
        detail = entry.get("detail") or {}
        if {"slept_s", "stalled_s"} & detail.keys() or entry.get("to") == "starting":
            self.shaken_at = now
        elif entry.get("from") == "starting" and EVERYTHING in self.open:
            missing = ", ".join(map(str, detail.get("missing") or ()))
            note = tr("Still missing: {modules}.", modules=missing) if missing else ""
            self._set(EVERYTHING, stage=Stage.RECOVERED, since=now, note=note)

    def _recovery(self, entry: Entry, now: float) -> None:
        module, detail, text = (
            str(entry.get("module")),
            entry.get("detail") or {},
            str(entry["cause"]["text"]),
        )
        known = self.open.get(module)
        if "mode" in detail and known is not None:
            self._set(module, does_less=detail["mode"] == "degraded")
        elif detail.get("procedure") == "complete":
            self._well(module, now, worth=bool(detail.get("notify")))
        elif detail.get("procedure") == "left off":
            self.forget(module)
        elif "procedure" in detail and known is not None:
            self._set(module, in_procedure=True)
            self._unwell(module, now)
        elif detail.get("notify") and detail.get("verdict") == "failed":
            self._given_up(module, text, detail.get("trial_after"), entry, now)
        elif detail.get("notify"):
            self._everything(module, text, entry, now)

    def _everything(self, module: str, text: str, entry: Entry, now: float) -> None:
        known = self.open.get(EVERYTHING)
        if known is not None and known.stage is Stage.RESTARTING:
            return  # it still is
        self.forget(EVERYTHING)
        began = str(entry.get("time", ""))
        self.open[EVERYTHING] = Incident(EVERYTHING, module, Stage.RESTARTING, now, began, text=text)

    def _given_up(self, module: str, text: str, trial: object, entry: Entry, now: float) -> None:
        known = self.open.get(module)
        if known is not None and known.stage is Stage.GIVEN_UP:
            return
        if known is None:
            cause = entry["cause"]
            known = Incident(
                module, module, Stage.GIVEN_UP, now, str(entry.get("time", "")), str(cause["kind"]), text,
                failed_at=now,
            )  # fmt: skip
        following = (
            tr("It is tried once more in {span}.", span=span_words(float(trial)))
            if isinstance(trial, (int, float))
            else tr("It is not started again by itself.")
        )
        note = f"{sentence(core_told(text))} {following}"
        self.open[module] = replace(known, stage=Stage.GIVEN_UP, since=now, note=note, in_procedure=False)

    def _changed(self, entry: Entry, now: float) -> None:
        module, to, cause = str(entry.get("module")), entry.get("to"), entry["cause"]
        if to in ("stopping", "backoff", "failed") and cause.get("kind") in TROUBLE:
            stopped = f"{module}/stopped" in self.open and cause.get("kind") == "limit"
            if not (entry.get("detail") or {}).get("completed") and not stopped:
                self._failed(module, entry, now)
        elif to == "stopped":
            self.forget(module)
        elif to == "healthy" and not (module in self.open and self.open[module].in_procedure):
            self._well(module, now, worth=True)
        elif to in ("degraded", "unhealthy", "stopping"):
            self._unwell(module, now)

    def _failed(self, module: str, entry: Entry, now: float) -> None:
        known, cause = self.open.get(module), entry["cause"]
        if known is None:
            self.open[module] = Incident(
                module, module, Stage.FAILING, now, str(entry.get("time", "")), str(cause["kind"]),
                str(cause["text"]), failed_at=now,
            )  # fmt: skip
        elif entry.get("from") == "stopping" and known.stage is not Stage.RECOVERED:
            return  # the same failure goes on to a pause, or to the end
        else:
            self._set(module, failures=known.failures + 1, failed_at=now)
            self._unwell(module, now)

    def _unwell(self, module: str, now: float) -> None:
        """It is not well yet, or not any more."""
        known = self.open.get(module)
        if known is None or known.stage is not Stage.RECOVERED:
            return
        if (
            known.told is None
            or known.told.stage is not Stage.RECOVERED
            or known.failures > known.told.failures
        ):
            self._set(module, stage=Stage.FAILING, since=now)

    def _well(self, module: str, now: float, *, worth: bool) -> None:
        """It works again; which is no news in the first seconds of a start, unless its failure was told."""
        known = self.open.get(module)
        if known is None or known.stage is Stage.RECOVERED:
            return
        if not known.told_bad and (now < self.grace_until or not worth):
            self.forget(module)
            return
        down = now - known.failed_at
        self._set(module, stage=Stage.RECOVERED, since=now, down=down, in_procedure=False, note="")

    def _limit(self, entry: Entry, now: float) -> None:
        module, detail = str(entry.get("module")), entry.get("detail") or {}
        incident, stops = f"{module}/{detail.get('limit')}", detail.get("action") == "stop"
        if stops:  # told whenever it happens, and alone: only the user can have started it again
            self.forget(incident)
            incident = f"{module}/stopped"
        if detail.get("notify") and (stops or incident not in self.open):
            note = sentence(core_told(str(entry["cause"]["text"])))
            self.open[incident] = Incident(incident, module, Stage.LIMIT, now, note=note, stopped=stops)

    def _limit_cleared(self, entry: Entry) -> None:
        """What was told of it is taken back; its incident stays, so that one that comes and goes is told once."""
        incident = f"{entry.get('module')}/{(entry.get('detail') or {}).get('limit')}"
        known = self.open.get(incident)
        if known is not None and known.told is None:
            del self.open[incident]
        elif known is not None:
            self.left.append(incident)


def sentence(text: str) -> str:
    """A cause as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?", "…")) else ".")
