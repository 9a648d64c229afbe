"""What can be wrong with a configuration file: `ConfigError`, `ConfigWarning`, and the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_GUESS = 64
"""Characters; a longer word is no typing error of a key, and comparing it would only cost time."""


@dataclass(frozen=True, slots=True)
class ConfigError:
    """One thing that makes a file, or one key of it, unusable.

    file: relative to the configuration folder. key: dotted path with `[index]` for lists, "" when the whole
    file is meant. allowed: what would be right, for people. suggestion: the nearest valid name.
    """

    file: str
    key: str
    problem: str
    allowed: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        text = f"{where}: {self.problem}"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.suggestion:
            text += f'; did you mean "{self.suggestion}"?'
        return text


@dataclass(frozen=True, slots=True)
class ConfigWarning:
    """Something a person should know although the file can be used; `message` is a whole sentence."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


class UnusableFileError(Exception):
    """A file cannot be read or parsed at all; `error` says why."""

    def __init__(self, error: ConfigError) -> None:
        super().__init__(str(error))
        self.error = error


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name most like `word`, or "" when none is."""
    if len(word) > LONGEST_GUESS:
        return ""
    import difflib

    found = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""
