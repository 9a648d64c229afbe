"""Points of one series as bytes: whole numbers column by column, compressed to 1 or 2 bytes a figure."""

from __future__ import annotations

import struct
import zlib
from itertools import accumulate

from skelly_tray.telemetry.columns import Points

_HEAD = struct.Struct("<BHB")
_VERSION = 1
_LEVEL = 3
"""Of compression: higher ones take longer and save next to nothing on so few bytes."""
_SMALL = 1024
"""Bytes of a chunk that are compressed with small tables."""

LONGEST = 24 * 3600 * 1000
"""Milliseconds between the first and the last point of a chunk, at most."""
MOST_POINTS = 3600


class BrokenChunk(ValueError):  # noqa: N818 - a fact about a file
    """These bytes are no chunk that this version wrote."""


def pack(points: Points) -> bytes:
    """At most `MOST_POINTS` points within `LONGEST`."""
    first, count = points.times[0], len(points.times)
    offsets = [moment - first for moment in points.times]
    rows = [offsets, *points.values]
    steps = [step for row in rows for step in _steps(row)]
    body = struct.pack(f"<{len(steps)}i", *steps)
    return _HEAD.pack(_VERSION, count, len(points.values)) + _compressed(body)


def _compressed(body: bytes) -> bytes:
    """Most chunks are a few seconds of one series: setting up the usual tables takes longer than filling them."""
    if len(body) > _SMALL:
        return zlib.compress(body, _LEVEL)
    packer = zlib.compressobj(_LEVEL, wbits=_SMALL.bit_length() - 1, memLevel=1)
    return packer.compress(body) + packer.flush()


def unpack(start: int, data: bytes, columns: int) -> Points:
    """The points whose first is at `start` (ms). columns: how many there must be. Raises BrokenChunk."""
    try:
        version, count, width = _HEAD.unpack_from(data)
        if version != _VERSION or width != columns:
            raise BrokenChunk(f"version {version} with {width} columns")
        body = zlib.decompress(data[_HEAD.size :])
        numbers = struct.unpack(f"<{count * (width + 1)}i", body)
    except (struct.error, zlib.error) as error:
        raise BrokenChunk(str(error)) from error
    rows = [_sums(numbers[at : at + count]) for at in range(0, len(numbers), count)] if count else []
    return Points([start + offset for offset in rows[0]], rows[1:]) if rows else Points([], [[]] * width)


def _steps(row: list[int]) -> list[int]:
    """Differences: still figures become zeros, which compress to nothing."""
    return [row[0], *map(int.__sub__, row[1:], row)]


def _sums(steps: tuple[int, ...]) -> list[int]:
    return list(accumulate(steps))
