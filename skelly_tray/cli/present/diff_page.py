"""Lines of a difference in the colours that people know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skelly_tray.cli.present.table import Paint
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import clean


def diff_lines(lines: Iterable[str], paint: Paint) -> Iterator[str]:
    """lines: as `config/diff.py` makes them."""
    for line in lines:
        yield paint(clean(line), _tone(line))


def _tone(line: str) -> Tone:
    if line.startswith(("--- ", "+++ ")):
        return Tone.STRONG
    return {"+": Tone.GOOD, "-": Tone.BAD, "@": Tone.BUSY}.get(line[:1], Tone.PLAIN)
