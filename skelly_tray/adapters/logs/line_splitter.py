"""Cuts a stream of bytes into lines, with a bound on the length of a line."""

from __future__ import annotations

from skelly_tray.adapters.logs.veil import OPEN, Veil

MAX_LINE = 16 * 1024
"""Bytes of one line; a longer one is cut into pieces, all but the last marked with `CUT_MARK`."""
CUT_MARK = b" [line cut, continues]"


class LineSplitter:
    """Feeds on what was read, gives complete lines without their newline; holds back at most MAX_LINE bytes."""

    __slots__ = ("_partial", "_skipping")

    def __init__(self) -> None:
        self._partial = b""
        self._skipping = False

    def feed(self, data: bytes, veil: Veil = OPEN) -> list[bytes]:
        """The lines that `data` completes, in order; a carriage return before the newline is dropped. veil: what may
        not be cut in two is taken out before a line is cut."""
        if self._skipping:
            _, newline, data = data.partition(b"\n")
            if not newline:
                return []
            self._skipping = False
        lines = (self._partial + data).split(b"\n")
        self._partial = lines.pop()
        if any(len(line) > MAX_LINE + len(CUT_MARK) for line in lines):
            lines = [piece for line in lines for piece in _cut(veil.data(line))]
        if len(self._partial) > MAX_LINE + veil.longest:
            whole = veil.data(self._partial)
            head, self._partial = whole[: len(whole) - veil.longest], whole[len(whole) - veil.longest :]
            pieces = _cut(head)
            self._partial = pieces.pop() + self._partial
            lines += pieces
        return [line[:-1] if line.endswith(b"\r") else line for line in lines]

    def flush(self) -> list[bytes]:
        """The unfinished line, if any: nothing more is expected of it."""
        rest, self._partial = self._partial, b""
        return [rest] if rest else []

    def skip_to_newline(self) -> None:
        """Bytes were lost: drop what is held and all up to the next newline."""
        self._partial = b""
        self._skipping = True


def _cut(line: bytes) -> list[bytes]:
    if len(line) <= MAX_LINE + len(CUT_MARK):
        return [line]
    starts = range(0, len(line), MAX_LINE)
    pieces = [line[start : start + MAX_LINE] + CUT_MARK for start in starts]
    pieces[-1] = pieces[-1][: -len(CUT_MARK)]
    return pieces
