"""One setting of `orchestrator.toml` as its row shows it: its value in effect, where that is from, what became of a
change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.present import config_report
from skelly_tray.ui.present.config_form import FieldView, view
from skelly_tray.ui.present.config_text import at, shown
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.measures import with_unit
from skelly_tray.ui.present.settings import Source
from skelly_tray.ui.present.settings_words import label_for, option_words
from skelly_tray.ui.present.words import tr

FILE = "orchestrator.toml"
KEPT_AS_TYPED = ("text", "whole", "number", "duration", "list")
"""Kinds whose refused value stays in the line, to be put right; a switch goes back to what is so."""
LONGEST = 400
"""Characters of what is said of an error; the whole is in the tooltip."""


@dataclass(frozen=True, slots=True)
class SettingView:
    """field: its `value` is what is in effect, or what was refused. origin: a line. can_reset: there is something to be
    taken back. lifts: that is an override, below which the file says something."""

    field: FieldView
    source: Source
    origin: str
    can_reset: bool
    lifts: bool


class Fate(Enum):
    """How far a change has come."""

    ASKED = "asked"
    STORED = "stored"
    REFUSED = "refused"
    LOST = "lost"
    """Nobody answered, or nothing was said of the value: it may be tried again."""


@dataclass(frozen=True, slots=True)
class Change:
    """The newest change of one key. value: None for the default. number: which change it is. why: of a refusal. report:
    of a change that was stored; row: of the history, of that revision, once it is known."""

    key: str
    value: Any
    number: int
    fate: Fate = Fate.ASKED
    why: str = ""
    report: Mapping[str, Any] | None = None
    row: Mapping[str, Any] | None = None

    @property
    def failed(self) -> bool:
        return self.fate in (Fate.REFUSED, Fate.LOST)


def setting_view(
    told: Mapping[str, Any],
    data: Mapping[str, Any],
    overrides: Mapping[str, Any],
    change: Change | None = None,
) -> SettingView:
    """told: a field of `config.schema`. data: what the file says. overrides: by key of the file."""
    path = tuple(map(str, told["path"]))
    key = ".".join(path)
    in_file, above = at(data, path), _override(overrides, path)
    value = in_file if above is None else above
    refused = change is not None and change.failed and str(told["kind"]) in KEPT_AS_TYPED
    held = change.value if refused and change is not None else value
    field = view(told, _nested(path, held), {})
    if refused and isinstance(held, str):
        field = replace(field, value=held, shown=held, whole=True)  # as it was typed, whatever kind it is not
    words = option_words(key)
    label = label_for(key, field.label)
    help = "" if field.help.rstrip(".").lower() == label.lower() else field.help
    field = replace(field, label=label, help=help, words=words)
    source = Source.OVERRIDE if above is not None else Source.DEFAULT if in_file is None else Source.FILE
    return SettingView(
        field=field,
        source=source,
        origin=_origin(source, field, shown(in_file, field.kind)),
        can_reset=value is not None,
        lifts=above is not None and in_file is not None,
    )


def _origin(source: Source, field: FieldView, in_file: str) -> str:
    """`Default: 30s`, and where a value is from that is not the default."""
    usual = field.words.get(field.default, field.default)
    if field.kind == "flag" and usual:
        usual = tr("on") if field.default == "true" else tr("off")
    if field.unit and usual:
        usual = with_unit(usual, field.unit)
    default = tr("Default: {value}", value=usual) if usual else ""
    if field.kind == "choice" and source is Source.DEFAULT:
        default = ""  # the choice says it itself
    match source:
        case Source.OVERRIDE if in_file:
            said = tr("Set while it runs; {file} says {value}", file=FILE, value=in_file)
        case Source.OVERRIDE:
            said = tr("Set while it runs, not in {file}", file=FILE)
        case Source.FILE:
            said = tr("Set in {file}", file=FILE)
        case _:
            said = ""
    return " · ".join(part for part in (default, said) if part)


def _override(overrides: Mapping[str, Any], path: Sequence[str]) -> Any:
    """The override of that key, or of a table above it."""
    for depth in range(len(path), 0, -1):
        found = at(overrides.get(".".join(path[:depth])), path[depth:])
        if found is not None:
            return found
    return None


def _nested(path: Sequence[str], value: Any) -> dict[str, Any]:
    found: Any = value
    for name in reversed(path):
        found = {name: found}
    return dict(found) if value is not None else {}


def state_line(
    change: Change | None, snapshot: SystemHealth | None, elapsed: float
) -> tuple[Symbol, Tone, str] | None:
    """What is said of the newest change of a key; None where nothing is to be said, or it is told as an error."""
    match change:
        case None:
            return None
        case Change(fate=Fate.ASKED):
            return Symbol.QUARTER, Tone.BUSY, tr("Being stored…")
        case Change(fate=Fate.STORED, report=report) if report is not None:
            changed = [str(module) for module in report.get("changed") or ()]
            if not report.get("applied") and report.get("revision") is None:
                return Symbol.DOT, Tone.GOOD, tr("In effect already.")
            if not report.get("trial_s"):
                return Symbol.DOT, Tone.GOOD, tr("Saved, and in effect.")
            left = config_report.trial_left(changed, snapshot, elapsed)
            told = config_report.outcome(change.row, left)
            return told.symbol, told.tone, told.text
        case _:
            return None


def is_over(change: Change) -> bool:
    """Nothing more will come of that change."""
    if change.fate is not Fate.STORED or change.report is None:
        return change.fate is not Fate.ASKED
    return not change.report.get("trial_s") or (
        change.row is not None and config_report.outcome(change.row, None).over
    )


def error_of(change: Change | None) -> str:
    """Why it was not stored; "" when it was, or nobody knows yet."""
    if change is None or not change.failed:
        return ""
    if change.fate is Fate.LOST:
        return tr("Not stored, and nothing is lost: {why}", why=short(change.why))
    return tr("Not stored: {why}", why=short(change.why))


def refusal(errors: Sequence[str], key: str) -> str:
    """Errors of a report without the file and the key that they are shown beside."""
    beginnings = (f"{FILE}: {key}: ", f"key: orchestrator.{key}: ", f"{FILE}: {key} ")
    return "\n".join(_without(str(error), beginnings) for error in dict.fromkeys(map(str, errors)))


def _without(text: str, beginnings: Sequence[str]) -> str:
    return next((text.removeprefix(one) for one in beginnings if text.startswith(one)), text)


def short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
