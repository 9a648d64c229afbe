"""What is unusual about a module besides its state, each with the one thing to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from skelly_tray.domain.status import ModuleStatus
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.limits import limit_name, throttled_words
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.rows import not_in_effect, told_by_config
from skelly_tray.ui.present.words import tr


@dataclass(frozen=True, slots=True)
class Remark:
    """action: what `wished` of the details is told when its button is pressed; offer: what the button says."""

    symbol: Symbol
    tone: Tone
    text: str
    action: str
    offer: str


def remarks(module: ModuleStatus, elapsed: float) -> list[Remark]:
    """In the order of how much they matter. elapsed: seconds since the snapshot."""
    found = []
    if module.reason_kind == "secret":
        found.append(
            Remark(Symbol.TRIANGLE, Tone.WARN, _capital(told(module.reason)), "secrets", tr("Secrets…"))
        )
    if module.config.get("state"):
        trial = module.config["state"] == "trial"
        found.append(
            Remark(
                Symbol.QUARTER if trial else Symbol.TRIANGLE,
                Tone.BUSY if trial else Tone.WARN,
                _capital(told_by_config(module, elapsed) if trial else not_in_effect(module)),
                "settings",
                tr("Settings"),
            )
        )
    over = [limit_name(name) for name, limit in module.limits.items() if limit.get("exceeded")]
    if over:
        text = tr("Over its limit: {limits}", limits=", ".join(over))
        found.append(Remark(Symbol.TRIANGLE, Tone.WARN, text, "limits", tr("Limits")))
    if module.throttled:
        text = tr("Throttled {how}", how=throttled_words(module.throttled))
        found.append(Remark(Symbol.TRIANGLE, Tone.WARN, text, "limits", tr("Limits")))
    if module.reason_kind == "disabled":
        text = tr("It is disabled: nothing starts it.")
        found.append(Remark(Symbol.RING, Tone.CALM, text, "enable", tr("Enable")))
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
