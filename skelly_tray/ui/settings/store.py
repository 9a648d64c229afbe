"""What `orchestrator.toml` says, as the pages show it, and the changes that they make to it.

A change is asked for at once, by the method that `config set` uses, and goes into the file. What is refused is kept
beside its field; what somebody else saves is followed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from skelly_tray.ui.asking import ask
from skelly_tray.ui.given import Given
from skelly_tray.ui.present.config_form import errors_by_key
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.settings_rows import (
    Change,
    Fate,
    SettingView,
    error_of,
    is_over,
    refusal,
    setting_view,
    state_line,
)
from skelly_tray.ui.present.words import tr

ORCHESTRATOR = "orchestrator"
LOOK_MS = 1000
ROWS = 50
"""Of the history that are looked through for changes of ours."""


class SettingsStore(QObject):
    """changed: values, origins or fates are others. judged: some configuration, of modules too, was changed by
    whomever. shaped: the keys that there are came, or are others.

    Made with its owner; what comes after that has gone is not heard."""

    changed = Signal()
    judged = Signal()
    shaped = Signal()

    def __init__(self, given: Given, parent: QObject) -> None:
        super().__init__(parent)
        self._given = given
        self._fields: dict[str, Mapping[str, Any]] = {}
        self._overrides: Mapping[str, Any] = {}
        self._data: dict[str, Any] | None = None
        self._wrong: dict[str, str] = {}
        self._whole_wrong: list[str] = []
        self._unreachable = ""
        self._changes: dict[str, Change] = {}
        self._number = 0
        self.path = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._follow)
        unsubscribe = given.core.subscribe_journal(self._noted)
        self.destroyed.connect(lambda: unsubscribe())
        given.watch.changed.connect(self._snapshot_came)
        self.look()

    # ---- what is

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that there are, in the order of the schema."""
        return tuple(self._fields)

    @property
    def readable(self) -> bool:
        """Whether the values are known: the file can be read, and somebody has told what it says."""
        return self._data is not None and bool(self._fields)

    @property
    def writable(self) -> bool:
        """Whether a change can be stored: the file is one that can be read."""
        return self.readable and not self._whole_wrong

    def view(self, key: str) -> SettingView | None:
        """That setting; None while it is not known, or for a key that there is not."""
        told = self._fields.get(key)
        if told is None or self._data is None:
            return None
        return setting_view(told, self._data, self._overrides, self._changes.get(key))

    def views(self) -> Iterator[SettingView]:
        return (found for key in self._fields if (found := self.view(key)) is not None)

    def is_on(self, key: str) -> bool:
        """A switch as it is in effect; one that is not known counts as on."""
        view = self.view(key)
        if view is None:
            return True
        value = view.field.value
        return value if isinstance(value, bool) else view.field.default != "false"

    def error(self, key: str) -> str:
        """What is wrong with a setting: a change that was refused, or what stands in the file."""
        return error_of(self._changes.get(key)) or self._wrong.get(key, "")

    def state(self, key: str) -> tuple[Symbol, Tone, str] | None:
        watch = self._given.watch
        return state_line(self._changes.get(key), watch.snapshot, watch.elapsed)

    def may_try_again(self, key: str) -> bool:
        change = self._changes.get(key)
        return change is not None and change.fate is Fate.LOST

    def may_give_up(self, key: str) -> bool:
        """A refused change is still shown, and can be put away."""
        change = self._changes.get(key)
        return change is not None and change.failed

    @property
    def busy(self) -> bool:
        """A change has not been answered yet."""
        return any(change.fate is Fate.ASKED for change in self._changes.values())

    @property
    def unsaved(self) -> bool:
        """Something that was typed is stored nowhere."""
        return any(change.failed for change in self._changes.values())

    @property
    def trouble(self) -> list[str]:
        """What concerns all of it: it cannot be reached or read, or is not in effect."""
        if self._unreachable:
            return [self._unreachable]
        if self._whole_wrong:
            return self._whole_wrong
        snapshot = self._given.watch.snapshot
        issues = snapshot.issues if snapshot else []
        return [
            f"{issue.title}. {issue.message}"
            for issue in issues
            if issue.id in ("config.set_aside", "config.orchestrator")
        ]

    # ---- what is asked

    def look(self) -> None:
        """Ask for everything anew."""
        core = self._given.core
        ask(self, core, "config.schema", {"module": ORCHESTRATOR}, self._schema_came, self._failed)
        ask(self, core, "config.text", {"module": ORCHESTRATOR}, self._text_came, self._failed)

    def _schema_came(self, answer: Any) -> None:
        fields = answer.get("fields") if isinstance(answer, Mapping) else None
        told = {".".join(map(str, one["path"])): one for one in fields or ()}
        self._overrides = (answer.get("overrides") or {}) if isinstance(answer, Mapping) else {}
        another, self._fields = list(told) != list(self._fields), told
        if another and self._data is not None:
            self.shaped.emit()
        self.changed.emit()

    def _text_came(self, answer: Mapping[str, Any]) -> None:
        first, self._unreachable = self._data is None, ""
        text, self.path = str(answer.get("text", "")), str(answer.get("path", ""))
        errors = [told(str(error)) for error in answer.get("errors") or ()]
        try:
            self._data = tomllib.loads(text)
            self._whole_wrong = []
        except (tomllib.TOMLDecodeError, RecursionError, ValueError):
            self._whole_wrong = errors or [tr("orchestrator.toml is not TOML.")]
        if errors and not text:  # it could not be read at all
            self._whole_wrong = errors
        self._wrong = {}
        if first and self._data is not None and self._fields:
            self.shaped.emit()
        self.changed.emit()
        if errors and not self._whole_wrong:
            asked = {"module": ORCHESTRATOR, "text": text}
            ask(self, self._given.core, "config.validate", asked, self._found, lambda error: None)

    def _found(self, answer: Mapping[str, Any]) -> None:
        self._wrong = errors_by_key(answer.get("found") or ())
        self.changed.emit()

    def _failed(self, error: str) -> None:
        self._unreachable = tr("The settings could not be asked for: {error}", error=error)
        self.changed.emit()

    def _noted(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Some configuration was judged: ours may be another."""
        if any("verdict" in (entry.get("detail") or {}) for entry in entries):
            self.look()
            self.judged.emit()

    def _snapshot_came(self) -> None:
        if self._unreachable:
            self.look()  # somebody is there again
        elif any(not is_over(change) for change in self._changes.values()):
            self.changed.emit()

    # ---- what is changed

    def put(self, key: str, value: Any) -> None:
        """Store that value, None for the default."""
        change, view = self._changes.get(key), self.view(key)
        if value is None and view is not None and not view.can_reset and (change is None or change.failed):
            self.give_up(key)  # nothing is set, and nothing that is not known here yet
            return
        asked: dict[str, Any] = {"key": f"{ORCHESTRATOR}.{key}", "save": True, "by": "ui"}
        if value is None:
            self._change(key, None, "config.unset", asked)
        else:
            self._change(key, value, "config.set", {**asked, "value": value})

    def lift(self, key: str) -> None:
        """Take an override away: what the file says holds."""
        self._change(key, None, "config.unset", {"key": f"{ORCHESTRATOR}.{key}", "by": "ui"})

    def try_again(self, key: str) -> None:
        change = self._changes.get(key)
        if change is not None:
            self.put(key, change.value)

    def give_up(self, key: str) -> None:
        """What was refused is put away; what is so is shown."""
        if self._changes.pop(key, None) is not None:
            self.changed.emit()

    def _change(self, key: str, value: Any, method: str, params: Mapping[str, Any]) -> None:
        self._number += 1
        number = self._number
        self._changes = {k: c for k, c in self._changes.items() if c.failed or not is_over(c)}
        self._changes[key] = Change(key, value, number)
        self.changed.emit()

        def answered(report: Mapping[str, Any]) -> None:
            errors = [str(error) for error in report.get("errors") or ()]
            if errors:
                self._settle(key, number, fate=Fate.REFUSED, why=told(refusal(errors, key)))
            else:
                self._settle(key, number, fate=Fate.STORED, report=report)
            self.look()

        ask(self, self._given.core, method, params, answered,
            lambda error: self._settle(key, number, fate=Fate.LOST, why=error))  # fmt: skip

    def _settle(self, key: str, number: int, **told: Any) -> None:
        """An answer came; it is told unless the key has been changed again meanwhile."""
        change = self._changes.get(key)
        if change is None or change.number != number:
            return
        self._changes[key] = replace(change, **told)
        if not is_over(self._changes[key]):
            self._timer.start()
            self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """What becomes of those on trial is said in the history."""
        if all(is_over(change) for change in self._changes.values()):
            self._timer.stop()
        else:
            ask(
                self,
                self._given.core,
                "config.history",
                {"count": ROWS},
                self._history_came,
                lambda error: None,
            )

    def _history_came(self, rows: Any) -> None:
        by_number = {row["rev"]: row for row in rows}
        for key, change in self._changes.items():
            if change.report is not None and (row := by_number.get(change.report.get("revision"))):
                self._changes[key] = replace(change, row=row)
        self.changed.emit()
