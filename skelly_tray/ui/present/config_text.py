"""The text of one configuration file while it is edited: the same text for the form and for the editor."""

from __future__ import annotations

import shlex
import sys
import threading
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from skelly_tray.config.edits import fingerprint
from skelly_tray.config.toml_edit import NotEditableError, set_key, unset_key

Path = tuple[str, ...]
LIBRARY = "tomlkit"
"""By which `set_key` and `unset_key` keep the rest of a text; some 30 ms to load."""


class Draft:
    """stored: the text as the file held it when it was read. In `text` lines end with one character; `as_stored` gives
    those of Windows back to a file that had them."""

    def __init__(self, stored: str) -> None:
        self.stored = stored
        self.windows = "\r\n" in stored and stored.count("\n") == stored.count("\r\n")
        self.text = stored.replace("\r\n", "\n") if self.windows else stored

    @property
    def changed(self) -> bool:
        return self.as_stored() != self.stored

    @property
    def was(self) -> str:
        """For the core, so that it overwrites nothing else."""
        return fingerprint(self.stored)

    def as_stored(self) -> str:
        return self.text.replace("\n", "\r\n") if self.windows else self.text

    def data(self) -> dict[str, Any] | None:
        """What the text says; None while it is no TOML."""
        try:
            return tomllib.loads(self.text)
        except (tomllib.TOMLDecodeError, RecursionError, ValueError):
            return None

    def put(self, path: Path, value: Any) -> bool:
        """Set one key and leave all else as it is, comments too; False when that cannot be done."""
        try:
            self.text = set_key(self.text, path, value)
        except (NotEditableError, ValueError, RecursionError):
            return False
        return True

    def drop(self, path: Path) -> bool:
        """Take one key out; what is not there is gone already."""
        data = self.data()
        if data is None:
            return False
        if at(data, path) is None:
            return True
        try:
            self.text = unset_key(self.text, path)
        except (NotEditableError, ValueError, RecursionError):
            return False
        return True


def warm_up() -> None:
    """Load what changes a text in a thread, or the first keystroke would wait for it. Returns at once."""
    if LIBRARY not in sys.modules:
        # It is waited for at the end of the program: an interpreter that ends beneath an import is no good end.
        threading.Thread(target=import_module, args=(LIBRARY,), name="editing").start()


def at(data: Any, path: Sequence[str]) -> Any:
    """The value at that path; None where there is none."""
    for name in path:
        if not isinstance(data, Mapping) or name not in data:
            return None
        data = data[name]
    return data


@dataclass(frozen=True, slots=True)
class Swap:
    """Between two texts: replace `length` characters from `start` by `text`."""

    start: int
    length: int
    text: str


def swap(before: str, after: str) -> Swap | None:
    """The smallest piece that is another, so that an editor keeps its place and can undo; None if nothing is."""
    if before == after:
        return None
    most = min(len(before), len(after))
    start = next((i for i in range(most) if before[i] != after[i]), most)
    end = next((i for i in range(most - start) if before[-1 - i] != after[-1 - i]), most - start)
    return Swap(start, len(before) - start - end, after[start : len(after) - end])


# ---- values as they stand in one line of a form


def shown(value: Any, kind: str) -> str:
    """A value as text for a line edit; "" for none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if all(isinstance(item, str) for item in value):
            return shlex.join(value)
        case list():
            return " ".join(map(str, value))
        case float() if kind == "duration":
            return f"{value:g}"
        case _:
            return str(value)


def typed(text: str, kind: str, item: str = "text") -> Any:
    """What is meant by the text of a line edit. What cannot be meant stays text: the check of the core says what is
    wrong with it. Raises ValueError for quotes that do not close."""
    match kind:
        case "whole" | "number":
            return _number(text, kind)
        case "duration":
            return _number(text, "number") if _is_number(text) else text.strip()
        case "list" if item in ("whole", "number"):
            return [_number(word, item) for word in text.replace(",", " ").split()]
        case "list":
            return shlex.split(text)
        case _:
            return text


def _is_number(text: str) -> bool:
    return isinstance(_number(text, "number"), (int, float))


def _number(text: str, kind: str) -> Any:
    text = text.strip()
    for make in (int, float) if kind == "number" else (int,):
        try:
            return make(text)
        except ValueError:
            continue
    return text
