"""The page of secrets: how what keeps them stands, the way to their dialog, and the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.ui.asking import ask
from skelly_tray.ui.dialogs.frame import Marked
from skelly_tray.ui.paragraph import paragraph
from skelly_tray.ui.present import secret_lines
from skelly_tray.ui.present.audit import Checked, checked
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.rows import module_names
from skelly_tray.ui.present.words import tr
from skelly_tray.ui.settings.page import ActionRow, SettingsPage, section_title
from skelly_tray.ui.window.buttons import button


class SecretsPage(SettingsPage):
    def build(self) -> None:
        theme = self.given.theme
        self._told: Mapping[str, Any] | None = None
        self._used = False
        self.keyring, self.count = Marked(theme), paragraph("", "small")
        self.open = button(
            tr("Secrets…"), lambda: self.given.show("secrets", ""), tip=tr("Set, replace or delete one")
        )
        self.audit = Marked(theme)
        self.verify = button(
            tr("Check the audit log"), self._verify, tip=tr("Whether it was changed by somebody")
        )
        self.above.addWidget(section_title(tr("Keyring")))
        self.above.addWidget(ActionRow(tr("Where secrets are kept"), self.keyring, self.open))
        self.above.addWidget(self.count)
        self.below.addWidget(ActionRow(tr("Is it whole?"), self.audit, self.verify))
        self.audit.show_lines([(Symbol.RING, Tone.CALM, tr("Every change of the configuration and of secrets is noted "
                                                           "in it, with who asked for it."))])  # fmt: skip
        self.count.setContentsMargins(8, 0, 8, 0)
        self.anchors |= {"keyring": self.open, "audit": self.verify}

    def entered(self) -> None:
        ask(self, self.given.core, "secret.status", {}, self._status, self._no_status)
        ask(self, self.given.core, "secret.list", {}, self._listed, lambda error: self.count.setText(""))

    def _status(self, status: Mapping[str, Any]) -> None:
        self._told = status
        kept, names = secret_lines.keeping(status, self._used), self._names()
        waiting = [
            (Symbol.DOTTED, Tone.WARN, f"{names.get(str(module), module)}: {told(str(why))}")
            for module, why in (status.get("waiting") or {}).items()
        ]
        self.keyring.show_lines([(kept.symbol, kept.tone, kept.text), *waiting])

    def _no_status(self, error: str) -> None:
        self.keyring.show_lines(
            [(Symbol.SQUARE, Tone.BAD, tr("It could not be looked up: {error}", error=error))]
        )

    def _listed(self, answer: Mapping[str, Any]) -> None:
        lines = secret_lines.secret_lines(answer, self._names(), self.given.watch.now)
        self.count.setText(secret_lines.counted(lines))
        self._used = bool(lines)
        if self._told is not None:
            self._status(self._told)

    def _names(self) -> Mapping[str, str]:
        snapshot = self.given.watch.snapshot
        return module_names(snapshot) if snapshot else {}

    def _verify(self) -> None:
        self.verify.setEnabled(False)
        self._say(Checked(Symbol.QUARTER, Tone.BUSY, tr("Looking through the log…")))
        ask(
            self,
            self.given.core,
            "audit.verify",
            {},
            lambda found: self._verified(checked(found)),
            self._not_verified,
        )

    def _not_verified(self, error: str) -> None:
        self._verified(
            Checked(Symbol.SQUARE, Tone.BAD, tr("It could not be looked through: {error}", error=error))
        )

    def _verified(self, found: Checked) -> None:
        self.verify.setEnabled(True)
        self._say(found)

    def _say(self, found: Checked) -> None:
        self.audit.show_lines([(found.symbol, found.tone, found.text)])
