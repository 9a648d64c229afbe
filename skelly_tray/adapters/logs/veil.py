"""What a module may not have written into its log: the values of its secrets."""

from __future__ import annotations

from skelly_tray.domain.hiding import Hider

WITHHELD = b"[line withheld: the secrets in it cannot be told apart until they can be read again]"


class Veil:
    """hider: None while the values are not known; then no line is let through."""

    __slots__ = ("_hider",)

    def __init__(self, hider: Hider | None) -> None:
        self._hider = hider

    @property
    def longest(self) -> int:
        """Bytes that have to be seen together, so that no value is cut in two."""
        return self._hider.longest if self._hider else 0

    def data(self, data: bytes) -> bytes:
        """Whole lines, or a part of one of which the rest comes later."""
        return self._hider.data(data) if self._hider else data

    def lines(self, lines: list[bytes]) -> list[bytes]:
        """Whole lines, to be written now."""
        if self._hider is None:
            return [WITHHELD for _ in lines]
        return [self._hider.data(line) for line in lines] if self._hider.longest else lines

    def unfinished(self, line: bytes) -> bytes:
        """A line that was broken off."""
        return self._hider.unfinished(line) if self._hider else WITHHELD


OPEN = Veil(Hider(()))
"""Of a module without secrets."""
