"""A restart or a stop: how much of it, what that touches, and how far it is, module by module."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked, ModuleDialog, indented, scrolled
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import acting
from skelly_tray.ui.present.acting import Scope
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID
from skelly_tray.ui.window.buttons import button

TICK_MS = 1000


class ActDialog(ModuleDialog):
    """do: restart or stop. Nothing is done before it is confirmed; closing it later stops nothing."""

    def __init__(self, given: Given, do: str, parent: QWidget | None = None) -> None:
        self._do, self._given, self._module = do, given, given.module_id
        super().__init__(_title(do, given), given.theme, parent)
        self._intent: dict[str, Any] = {}
        self._also: dict[str, str] | None = None
        self._former: dict[str, acting.Before] = {}
        self._choices = acting.scopes_of(do, self._module, given.watch.snapshot)
        self.scope = self._choices[0].scope
        self.resize(480, 240 + 40 * len(self._choices))
        self.setMinimumSize(360, 280)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._choosing())
        self.pages.addWidget(self._watching())
        self.body.addWidget(self.pages, 1)
        self._make_buttons()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._draw_steps)
        given.watch.changed.connect(self._draw_steps)
        self._choose(self.scope)
        self.confirm.setFocus()

    # ---- what is to be done

    def _choosing(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(GRID)
        self.group = QButtonGroup(self)
        for choice in self._choices if len(self._choices) > 1 else ():
            radio = QRadioButton(choice.text)
            radio.setAccessibleDescription(choice.help)
            radio.setChecked(choice.scope is self.scope)
            radio.setProperty("scope", str(choice.scope))
            radio.toggled.connect(lambda on, scope=choice.scope: self._choose(scope) if on else None)
            self.group.addButton(radio)
            told = paragraph(choice.help, "small")
            layout.addWidget(radio)
            layout.addLayout(indented(told))
        layout.addSpacing(2 * GRID)
        self.touches = paragraph("", "muted")
        self.touched = Marked(self._theme)
        layout.addWidget(self.touches)
        layout.addWidget(self.touched)
        layout.addStretch(1)
        return scrolled(layout)

    def _watching(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(2 * GRID)
        self.state = paragraph("", "figure")
        self.state.setAccessibleDescription(tr("How far it is"))
        self.progress = Marked(self._theme)
        layout.addWidget(self.state)
        layout.addWidget(self.progress)
        layout.addWidget(paragraph(tr("It goes on when this window is closed."), "small"))
        layout.addStretch(1)
        return scrolled(layout)

    def _make_buttons(self) -> None:
        verb = tr("&Restart") if self._do == "restart" else tr("&Stop")
        self.confirm = button(verb, self._confirm, tip=tr("Do it"))
        self.confirm.setDefault(True)
        self.cancel = button(tr("Cancel"), self.reject, tip=tr("Change nothing"), key="Esc")
        taken_back = tr("&Leave stopped") if self._do == "restart" else tr("St&art again")
        self.undo = button(taken_back, self._undo, tip=tr("Take the order back as far as that is possible"))
        self.close_button = button(tr("Close"), self.accept, tip=tr("Close this window"), key="Ctrl+W")
        self.buttons.addWidget(self.undo)
        self.buttons.addStretch(1)
        for each in (self.cancel, self.confirm, self.close_button):
            self.buttons.addWidget(each)
        self.undo.hide()
        self.close_button.hide()

    def _choose(self, scope: Scope) -> None:
        self.scope = scope
        self._intent = acting.intent_for(self._do, scope, self._module, self._given.watch.snapshot)
        self._also = None
        self.touches.setText(tr("Looking up what else this touches…"))
        self.touched.show_lines(())
        asked = {key: value for key, value in self._intent.items() if key != "reset"}
        intent = self._intent

        def came(answer: Any) -> None:
            if intent is self._intent:
                self._show_impact(dict(answer.get("also") or {}))

        def failed(error: str) -> None:
            if intent is self._intent:
                self.touches.setText(
                    tr("What else this touches could not be found out: {error}", error=error)
                )

        ask(self, self._given.core, "impact", asked, came, failed)

    def _show_impact(self, also: dict[str, str]) -> None:
        self._also = also
        snapshot = self._given.watch.snapshot
        named = acting.affected(self._intent, (), snapshot)
        if self._intent["all"]:
            self.touches.setText(tr("It touches: {names}.", names=acting.names_in(named, snapshot)))
            return
        self.touches.setText(tr("Other modules depend on it:") if also else tr("No other module is touched."))
        self.touched.show_lines(
            [
                (Symbol.LOOP, Tone.WARN if "keeps" not in text else Tone.CALM,
                 f"{acting.names_in((module,), snapshot)}: {told(text)}")
                for module, text in also.items()
            ]
        )  # fmt: skip

    # ---- how far it is

    def _confirm(self) -> None:
        snapshot = self._given.watch.snapshot
        shown = acting.affected(self._intent, self._also or {}, snapshot)
        self._former = acting.before(shown, snapshot)
        self._given.core.post(self._intent)
        self.pages.setCurrentIndex(1)
        for each in (self.cancel, self.confirm):
            each.hide()
        for each in (self.undo, self.close_button):
            each.show()
        self.close_button.setDefault(True)
        self.close_button.setFocus()
        self._tick.start()
        self._draw_steps()

    def _draw_steps(self) -> None:
        if self.pages.currentIndex() != 1:
            return
        watch = self._given.watch
        made = acting.steps(self._do, self._former, self._also or {}, watch.snapshot, watch.elapsed)
        self.progress.show_lines([(step.symbol, step.tone, f"{step.name}: {step.text}") for step in made])
        text, tone = acting.summary(self._do, made)
        self.state.setText(text)
        self.tinted(self.state, tone if tone is Tone.BAD else None)
        over = all(step.over for step in made)
        self.undo.setEnabled(not over or self._do == "stop")
        if over:
            self._tick.stop()

    def _undo(self) -> None:
        self._given.core.post(acting.undoing(self._intent))
        self._do = "stop" if self._do == "restart" else "restart"
        self._former = acting.before(tuple(self._former), self._given.watch.snapshot)
        self.undo.hide()
        self._tick.start()
        self._draw_steps()

    def hideEvent(self, event: Any) -> None:
        self._tick.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: Any) -> None:
        """Return confirms from every radio button, as from the button itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.confirm.isVisible():
            self._confirm()
            return
        super().keyPressEvent(event)


def _title(do: str, given: Given) -> str:
    if not given.module_id:
        return tr("Restart everything?") if do == "restart" else tr("Stop everything?")
    if do == "restart":
        return tr("Restart {module}?", module=given.name)
    return tr("Stop {module}?", module=given.name)
