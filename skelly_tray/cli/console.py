"""Standard output and error of a command: colours only on a terminal, and nothing that an encoding cannot hold."""

from __future__ import annotations

import io
import os
import shutil
import sys
from typing import TextIO

from skelly_tray.cli.present.tones import Tone

_CODES = {
    Tone.GOOD: "32",
    Tone.BUSY: "36",
    Tone.WARN: "33",
    Tone.BAD: "31",
    Tone.MUTED: "2",
    Tone.STRONG: "1",
}
_ASCII = str.maketrans(
    {
        "●": "*",
        "▲": "!",
        "■": "#",
        "○": "o",
        "◌": ".",
        "◔": "~",
        "↻": "@",
        "✕": "x",
        "→": ">",
        "·": "-",
        "…": ".",
    }
)


class Console:
    """Where a command writes. Colours: on a terminal, unless NO_COLOR is set or TERM is `dumb`."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = _forgiving(out or sys.stdout)
        self._err = _forgiving(err or sys.stderr)
        self.is_terminal = self._out.isatty()
        allowed = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.colours = self.is_terminal and allowed
        self._error_colours = self._err.isatty() and allowed
        self._ascii = not _can_show("●", self._out)

    @property
    def width(self) -> int | None:
        """Columns of the terminal; None when the output goes elsewhere and must not be cut."""
        return max(20, shutil.get_terminal_size((80, 24)).columns) if self.is_terminal else None

    def print(self, text: str = "") -> None:
        """One or more lines to standard output, at once."""
        print(text.translate(_ASCII) if self._ascii else text, file=self._out, flush=True)

    def paint(self, text: str, tone: Tone) -> str:
        return _paint(text, tone) if self.colours else text

    def error(self, title: str, *detail: str) -> None:
        """The title line, then the detail, to standard error."""
        head = "skelly-tray:"
        head = _paint(head, Tone.BAD) if self._error_colours else head
        self.remark(f"{head} {title}", *(f"  {line}" for line in detail))

    def remark(self, *lines: str) -> None:
        """Lines to standard error that are no part of the answer."""
        text = "\n".join(lines)
        print(text.translate(_ASCII) if self._ascii else text, file=self._err, flush=True)


def _paint(text: str, tone: Tone) -> str:
    code = _CODES.get(tone)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def _forgiving(stream: TextIO) -> TextIO:
    """A character that the encoding lacks must not end a command."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _can_show(text: str, stream: TextIO) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
