"""As much of the format of Linux's libraries as a bundle has to look into: 64 bits, little-endian."""

from __future__ import annotations

import struct
from collections.abc import Iterator

PAGE = 4096
_DYNAMIC = 6
_RPATH, _RUNPATH = 15, 29
_LOAD = 1


def is_ours(content: bytes) -> bool:
    """Whether it is one that the rest of this file can read."""
    return content.startswith(b"\x7fELF\x02\x01")


def search_paths(content: bytes) -> Iterator[int]:
    """Where in the file the folders stand that the library looks for others in: entries of the section of dynamic
    links, by their places in the section of its strings."""
    (headers,) = struct.unpack_from("<Q", content, 0x28)
    size, count = struct.unpack_from("<HH", content, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", content, headers + size * n) for n in range(count)]
    for section in (section for section in sections if section[1] == _DYNAMIC):
        strings = sections[section[6]][4]
        for at in range(section[4], section[4] + section[5], 16):
            tag, value = struct.unpack_from("<QQ", content, at)
            if tag in (_RPATH, _RUNPATH):
                yield strings + value


def can_be_loaded(content: bytes) -> bool:
    """Whether all that is mapped into memory lies as the loader of Linux wants it."""
    (headers,) = struct.unpack_from("<Q", content, 0x20)
    size, count = struct.unpack_from("<HH", content, 0x36)
    segments = [struct.unpack_from("<IIQQQQQQ", content, headers + size * n) for n in range(count)]
    return all(
        align % PAGE == 0 and (address - offset) % align == 0
        for kind, _, offset, address, _, _, _, align in segments
        if kind == _LOAD
    )
