"""Aligned columns for people: as wide as their content, the last one taking what is left of the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import cells, fit, pad

Paint = Callable[[str, Tone], str]

_GAP = "  "
_LEAST_LAST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """right: numbers. most: columns it may take on a terminal. optional: left out first when there is no room."""

    title: str
    right: bool = False
    most: int = 40
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    tone: Tone = Tone.PLAIN


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int | None, paint: Paint
) -> list[str]:
    """The lines of the table, title line first. width: of the terminal, or None for no bound."""
    shown = _shown(columns, rows, width)
    widths = {index: _width(columns[index], rows, index, bounded=width is not None) for index in shown}
    if width is not None and shown:
        last = shown[-1]
        used = sum(widths[index] + len(_GAP) for index in shown[:-1])
        widths[last] = max(_LEAST_LAST, min(widths[last], width - used))
    titles = [Cell(column.title, Tone.MUTED) for column in columns]
    return [_line(columns, row, shown, widths, width is not None, paint) for row in (titles, *rows)]


def _shown(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int | None) -> list[int]:
    """Indices of the columns that have something to show and find room."""
    shown = [index for index in range(len(columns)) if not rows or any(row[index].text for row in rows)]
    if width is None:
        return shown
    while optional := [index for index in shown if columns[index].optional]:
        needed = sum(_width(columns[i], rows, i, bounded=True) + len(_GAP) for i in shown[:-1]) + _LEAST_LAST
        if needed <= width:
            break
        shown.remove(optional[-1])
    return shown


def _width(column: Column, rows: Sequence[Sequence[Cell]], index: int, *, bounded: bool) -> int:
    widest = max([cells(column.title), *(cells(row[index].text) for row in rows)])
    return min(widest, max(column.most, cells(column.title))) if bounded else widest


def _line(
    columns: Sequence[Column],
    row: Sequence[Cell],
    shown: Sequence[int],
    widths: dict[int, int],
    bounded: bool,
    paint: Paint,
) -> str:
    parts = []
    for index in shown:
        text = fit(row[index].text, widths[index]) if bounded else row[index].text
        is_last = index == shown[-1]
        filled = (
            text
            if is_last and not columns[index].right
            else pad(text, widths[index], right=columns[index].right)
        )
        parts.append(filled.replace(text, paint(text, row[index].tone), 1) if text else filled)
    return _GAP.join(parts).rstrip()
