"""Before a restart or a stop touches other modules: which, and how."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from skelly_tray.ui.dialogs.frame import ModuleDialog, paragraph
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.window.buttons import button

VERBS = {"stop": "Stop", "restart": "Restart", "start": "Start"}


class ImpactDialog(ModuleDialog):
    """Accepted: do it. also: what happens to each other module, by name."""

    def __init__(
        self,
        do: str,
        name: str,
        also: Mapping[str, str],
        error: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{VERBS[do]} {name}?", theme, parent)
        self.setMinimumWidth(420)
        if error:
            self.body.addWidget(paragraph(f"What else this touches could not be found out: {error}"))
        else:
            self.body.addWidget(paragraph("Other modules depend on it:", "muted"))
        for module, text in also.items():
            self.body.addWidget(paragraph(f"•  {module}: {text}"))
        self.body.addStretch(1)
        self.confirm = button(f"{VERBS[do]} {name}", self.accept, tip="Go on")
        self.confirm.setDefault(True)
        self.cancel = button("Cancel", self.reject, tip="Change nothing", key="Esc")
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.confirm)
        self.confirm.setFocus()
