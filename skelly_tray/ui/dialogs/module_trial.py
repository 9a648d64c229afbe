"""How a module does that was just added: its state, its first lines, and the ports that it opened, to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from skelly_tray.domain.status import ModuleState
from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked, clear
from skelly_tray.ui.given import Given
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import new_module
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.new_module import NewModule
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.theme import GRID, monospace_font
from skelly_tray.ui.window.buttons import button

LOOK_MS = 1000
LINES = 40
MOST_PORTS = 3


class TrialPage(QWidget):
    """Asks once a second, while it is seen."""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self._given = given
        self._new: NewModule | None = None
        self._ports: list[int] = []
        self._probed = False
        self.state = Marked(given.theme)
        self.output = QPlainTextEdit()
        self.output.setReadOnly(True)
        self.output.setFont(monospace_font())
        self.output.setTabChangesFocus(True)
        self.output.setAccessibleName(tr("What it has written"))
        self.output.setPlaceholderText(tr("It has written nothing yet."))
        self.ports = paragraph("", "muted")
        self.offers: list[QPushButton] = []
        self._offers = QVBoxLayout()
        self._offers.setSpacing(GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.state)
        layout.addWidget(self.output, 1)
        layout.addWidget(self.ports)
        layout.addLayout(self._offers)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        given.watch.changed.connect(self._draw)

    @property
    def module(self) -> str:
        return self._new.id if self._new else ""

    def follow(self, new: NewModule) -> None:
        """That module has been added."""
        self._new, self._ports, self._probed = new, [], False
        self.output.clear()
        self.ports.setText(tr("When it opens a port, it can be checked by that."))
        self._offer()
        self._timer.start()
        self._draw()
        self.look()

    def leave(self) -> None:
        self._new = None
        self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._new is not None:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def look(self) -> None:
        """Ask for its lines, and for its ports while it runs."""
        if self._new is None or self._given.watch.module(self.module) is None:
            return
        ask(self, self._given.core, "logs", {"module": self.module, "count": LINES}, self._wrote, _nothing)
        running = self._given.watch.module(self.module)
        if running is not None and running.state is ModuleState.RUNNING and not self._probed:
            ask(self, self._given.core, "ports", {"module": self.module}, self._opened, _nothing)

    def _wrote(self, answer: Any) -> None:
        text = new_module.last_lines(answer, LINES)
        if text != self.output.toPlainText():
            self.output.setPlainText(text)
            bar = self.output.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _opened(self, answer: Mapping[str, Any]) -> None:
        ports = [int(port) for port in answer.get("ports") or ()]
        if ports != self._ports and not self._probed:
            self._ports = ports
            self._offer()

    def _offer(self) -> None:
        """Two ways to check each port; what a port speaks is not tried out, for that would be a request to it."""
        clear(self._offers)
        self.offers = []
        for port in self._ports[:MOST_PORTS]:
            line = QHBoxLayout()
            line.setSpacing(2 * GRID)
            line.addWidget(paragraph(tr("Port {port}", port=port), "figure"))
            for kind, text, whole in (
                ("tcp", tr("accepts connections"), tr("Port {port} accepts connections", port=port)),
                ("http", tr("answers HTTP"), tr("Port {port} answers HTTP", port=port)),
            ):
                act = self._add_probe(port, kind)
                self.offers.append(button(text, act, tip=tr("Added to its file")))
                self.offers[-1].setAccessibleName(whole)
                line.addWidget(self.offers[-1])
            line.addStretch(1)
            self._offers.addLayout(line)
        if self._ports:
            self.ports.setText(tr("It has opened a port. Count it as ready only when:"))

    def _add_probe(self, port: int, kind: str) -> Any:
        def act() -> None:
            for each in self.offers:
                each.setEnabled(False)
            key = f"modules.{self.module}.probes.readiness"
            params = {"key": key, "value": new_module.probe_for(port, kind), "save": True, "by": "ui"}
            ask(self, self._given.core, "config.set", params, self._added, self._not_added)

        return act

    def _added(self, report: Any) -> None:
        if errors := report.get("errors") or ():
            self._not_added("; ".join(told(str(error)) for error in errors))
            return
        self._probed, self._ports = True, []
        self._offer()
        self.ports.setText(tr("From now on it counts as ready only then."))

    def _not_added(self, error: str) -> None:
        for each in self.offers:
            each.setEnabled(True)
        self.ports.setText(tr("The check was not added: {error}", error=error))

    def _draw(self) -> None:
        new = self._new
        if new is None:
            return
        module = self._given.watch.module(new.id)
        lines: list[tuple[Symbol, Tone, str]] = [
            new_module.progress(module, new.name or new.id, start=new.start)
        ]
        self.state.show_lines(lines)


def _nothing(_error: str) -> None:
    """The next look may be answered; its state is seen anyhow."""
