"""Bytes to lines with a bound on memory: a line over the limit is reported once and skipped up to its end."""

from __future__ import annotations


class LineBuffer:
    """Sans-IO splitter. `limit`: bytes of a line without its newline; it may be raised between feeds."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._partial = bytearray()
        self._skipping = False

    @property
    def held(self) -> int:
        """Bytes kept of a line that has not ended yet; never more than `limit`."""
        return len(self._partial)

    def feed(self, data: bytes) -> list[bytes | None]:
        """The lines that ended in `data`, in order; None stands for one over the limit.

        The None comes as soon as the limit is passed, not at the end of that line, which may never come.
        """
        lines: list[bytes | None] = []
        *ended, rest = data.split(b"\n")
        if ended:
            self._append(ended[0], lines)
            if not self._skipping:
                lines.append(bytes(self._partial))
            self._partial.clear()
            self._skipping = False
            whole = ended[1:]
            if len(data) > self.limit:
                lines.extend(line if len(line) <= self.limit else None for line in whole)
            else:
                lines.extend(whole)
        self._append(rest, lines)
        return lines

    def _append(self, piece: bytes, lines: list[bytes | None]) -> None:
        if self._skipping or not piece:
            return
        if len(self._partial) + len(piece) > self.limit:
            self._partial.clear()
            self._skipping = True
            lines.append(None)
        else:
            self._partial += piece
