"""Aligned columns for people: as wide as their content, the last one taking what is left of the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import cells, fit

Paint = Callable[[str, Tone], str]

_GAP = "  "
_LEAST = 4
"""Columns that each keeps on the narrowest terminal."""
_LEAST_LAST = 12
"""Columns that the last one should find before others are left out for it."""


@dataclass(frozen=True, slots=True)
class Column:
    """right: numbers. most: columns it may take on a terminal. drop: when there is no room the column with the
    highest is left out first; 0 never is."""

    title: str
    right: bool = False
    most: int = 40
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    tone: Tone = Tone.PLAIN


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int | None, paint: Paint
) -> list[str]:
    """The lines of the table, title line first. width: of the terminal, or None for no bound."""
    widths = {
        index: _width(column, rows, index, bounded=width is not None)
        for index, column in enumerate(columns)
        if any(row[index].text for row in rows)
    }
    if width is not None:
        _leave_out(columns, widths, width)
        _shrink(widths, width)
    titles = [Cell(column.title, Tone.MUTED) for column in columns]
    return [_line(columns, row, widths, paint) for row in (titles, *rows)]


def _leave_out(columns: Sequence[Column], widths: dict[int, int], width: int) -> None:
    while widths:
        last = max(widths)
        needed = _total(widths) - max(0, widths[last] - _LEAST_LAST)
        spare = max(widths, key=lambda index: columns[index].drop)
        if needed <= width or not columns[spare].drop:
            return
        del widths[spare]


def _shrink(widths: dict[int, int], width: int) -> None:
    """Take what is missing from the last column, then from the widest."""
    if not widths:
        return
    last = max(widths)
    widths[last] = max(min(widths[last], _LEAST_LAST), widths[last] - max(0, _total(widths) - width))
    while _total(widths) > width and max(widths.values()) > _LEAST:
        widest = max(widths, key=lambda index: widths[index])
        widths[widest] -= 1


def _total(widths: dict[int, int]) -> int:
    return sum(widths.values()) + len(_GAP) * (len(widths) - 1)


def _width(column: Column, rows: Sequence[Sequence[Cell]], index: int, *, bounded: bool) -> int:
    widest = max([cells(column.title), *(cells(row[index].text) for row in rows)])
    return min(widest, max(column.most, cells(column.title))) if bounded else widest


def _line(columns: Sequence[Column], row: Sequence[Cell], widths: dict[int, int], paint: Paint) -> str:
    parts = []
    for index, room in widths.items():
        text = fit(row[index].text, room)
        space = " " * (room - cells(text))
        shown = paint(text, row[index].tone) if text else ""
        parts.append(space + shown if columns[index].right else shown + space)
    return _GAP.join(parts).rstrip()
