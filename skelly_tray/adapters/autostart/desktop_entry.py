"""The format of desktop entries: written, read, and their command lines quoted.

Rules: the Desktop Entry Specification 1.5, "Basic format of the file", "Possible value types" and "The Exec key". Two
layers lie over each other: the quoting of the command line, and the escapes of every value of type string.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

GROUP = "Desktop Entry"
_IN_STRINGS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+:,@")
"""Characters that need no quotes."""
_SHELL_START = ("/bin/sh", "-c", 'exec "$0" "$@"')
"""For a program whose path cannot be the first word: the specification allows no equals sign there, and GLib looks for
the program before it makes one percent sign of two."""


class NoEntryError(ValueError):
    """The text is no entry of a program, or its command no command; the message says why."""


def exec_value(command: Sequence[str]) -> str:
    """The value of `Exec` that starts exactly this. Raises ValueError for what is no text in UTF-8."""
    words = [*_SHELL_START, *command] if set("=%") & set(command[0]) else list(command)
    return string_value(" ".join(_quoted(word) for word in words))


def string_value(text: str) -> str:
    """`text` as a value of type string. Raises ValueError for what is no text in UTF-8."""
    text.encode()  # a path of other bytes has surrogates
    escaped = "".join(_IN_STRINGS.get(letter, letter) for letter in text)
    return "\\s" + escaped[1:] if escaped.startswith(" ") else escaped


def entry_text(values: Mapping[str, str]) -> str:
    """A whole file. values: as they stand in it."""
    return f"[{GROUP}]\n" + "".join(f"{key}={value}\n" for key, value in values.items())


def read_entry(text: str) -> dict[str, str]:
    """The values of the one group that matters, as they are meant. Raises NoEntryError."""
    values: dict[str, str] = {}
    group = None
    for line in text.split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            group = line.strip()[1:-1]
        elif group == GROUP and "=" in line:
            key, _, value = line.partition("=")
            values.setdefault(key.strip(), _meant(value.strip()))
    if not values:
        raise NoEntryError(f"it has no [{GROUP}]")
    return values


def is_true(value: str | None) -> bool:
    """A boolean as it is written; `1` is of old files."""
    return value in ("true", "1")


def listed(value: str | None) -> list[str]:
    """The parts of a list of strings."""
    return [part for part in (value or "").split(";") if part]


def command_of(value: str) -> list[str]:
    """The words of an `Exec`, whose escapes of strings are gone already; field codes (`%u`) are left out.

    Raises NoEntryError."""
    words: list[str] = []
    word: list[str] | None = None
    letters = iter(value)
    quoted = False
    for letter in letters:
        if letter == '"':
            quoted, word = not quoted, word or []
        elif letter == "\\" and (following := next(letters, None)) is not None:
            word = [*(word or []), following]
        elif letter == "%" and (following := next(letters, None)) is not None:
            word = [*(word or []), "%"] if following == "%" else word
        elif letter in " \t\n" and not quoted:
            words += ["".join(word)] if word is not None else []
            word = None
        else:
            word = [*(word or []), letter]
    if quoted:
        raise NoEntryError("a quote in its Exec is not closed")
    words += ["".join(word)] if word is not None else []
    if tuple(words[: len(_SHELL_START)]) == _SHELL_START:
        words = words[len(_SHELL_START) :]
    if not words:
        raise NoEntryError("it has no Exec")
    return words


def _quoted(word: str) -> str:
    if word and _PLAIN.issuperset(word):
        return word
    return '"' + "".join(f"\\{c}" if c in '"`$\\' else c for c in word).replace("%", "%%") + '"'


def _meant(value: str) -> str:
    letters = iter(value)
    made = []
    for letter in letters:
        if letter == "\\":
            following = next(letters, "")
            made.append(_ESCAPES.get(following, letter + following))
        else:
            made.append(letter)
    return "".join(made)
