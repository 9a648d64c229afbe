"""Which of the collected libraries are reached from a program, an extension or a plugin: the rest need not come along.

Works on PyInstaller's lists of (name in the bundle, source file, kind); a SYMLINK has its target for a source.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable

Entry = tuple[str, str, str]
Imports = Callable[[str], Iterable[tuple[str, object]]]
"""The names of the libraries that a file asks for."""


def reached(binaries: list[Entry], imports: Imports) -> list[Entry]:
    """Those that are needed, in their order."""
    by_name = {posixpath.basename(entry[0]): entry for entry in binaries if entry[2] != "SYMLINK"}
    todo = [entry for entry in binaries if _is_a_beginning(entry)]
    found: set[str] = set()
    while todo:
        name, source, _ = todo.pop()
        if name in found:
            continue
        found.add(name)
        todo += [
            by_name[wanted] for path, _ in imports(source) if (wanted := posixpath.basename(path)) in by_name
        ]
    return [entry for entry in binaries if entry[0] in found]


def without_links(entries: list[Entry]) -> list[Entry]:
    """PyInstaller links each library into the top folder too; ours are found by the paths in those who ask for them."""
    return [entry for entry in entries if entry[2] != "SYMLINK"]


def _is_a_beginning(entry: Entry) -> bool:
    name, _, kind = entry
    return kind == "EXTENSION" or "/plugins/" in name or posixpath.basename(name).startswith("libpython")
