"""What a look through the audit log has found, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.words import tr, trn


@dataclass(frozen=True, slots=True)
class Checked:
    symbol: Symbol
    tone: Tone
    text: str


def checked(found: Mapping[str, Any]) -> Checked:
    """The answer of `audit.verify`. What cannot be known is never called whole."""
    why = told(str(found.get("text") or ""))
    match found.get("verdict"):
        case "whole":
            count = int(found.get("entries") or 0)
            text = trn("Whole: {n} entry, unchanged since it was written.",
                       "Whole: {n} entries, unchanged since they were written.", count)  # fmt: skip
            return Checked(Symbol.DOT, Tone.GOOD, text)
        case "broken":
            text = tr(
                "Broken at {file}, line {line}: {why}",
                file=found.get("file"),
                line=found.get("line"),
                why=why,
            )
            return Checked(Symbol.SQUARE, Tone.BAD, text)
        case _:
            return Checked(
                Symbol.TRIANGLE, Tone.WARN, tr("Whether it is whole cannot be known: {why}", why=why)
            )
