"""The full keys of the configuration, as commands and overrides name them: `orchestrator.health_check_interval`,
`modules.web.settings.port`. A part with other characters is quoted as in TOML: `modules.web.env."A.B"`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from skelly_tray.config.errors import ConfigError, nearest
from skelly_tray.config.names import ORCHESTRATOR_FILE, file_name
from skelly_tray.config.schema.bus_table import BUS_SETTINGS
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.schema.texts import MODULE, MODULE_ID, RESERVED_IDS
from skelly_tray.config.schema.types import ListOf, MapOf, OpenTable, Table, TextOr, ValueType, Variants
from skelly_tray.config.schema.wording import noun
from skelly_tray.domain.descriptor import BUS_ID

LONGEST = 1024
"""Characters of a full key."""
MOST_PARTS = 32
FORM = "orchestrator.KEY or modules.ID.KEY"
_PART = re.compile(r"""([A-Za-z0-9_-]+)|("(?:[^"\\]|\\.)*")|'([^']*)'""", re.ASCII)


class BadKeyError(ValueError):
    """A text names no key; `error` says why, and which one is like it."""

    def __init__(self, error: ConfigError) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True, slots=True)
class Key:
    """A place in one file. file: as in `Texts`. path: names of tables, then the key; at least one.

    kind: what may stand there, None where a file does not say (in settings, which are the module's own).
    """

    file: str
    path: tuple[str, ...]
    kind: ValueType | None = field(default=None, compare=False, repr=False)

    @property
    def module(self) -> str | None:
        """The module whose file it is in; None: the orchestrator's."""
        return None if self.file == ORCHESTRATOR_FILE else PurePosixPath(self.file).stem

    @property
    def text(self) -> str:
        """The full key, the same for every spelling of it."""
        first = ("orchestrator",) if self.module is None else ("modules", self.module)
        return dotted((*first, *self.path))


def dotted(parts: Iterable[str]) -> str:
    """Parts as one key, quoted where TOML would."""
    return ".".join(
        part if re.fullmatch(r"[A-Za-z0-9_-]+", part, re.ASCII) else json.dumps(part, ensure_ascii=False)
        for part in parts
    )


def parse_key(text: str) -> Key:
    """The key that `text` names. Whether there is such a module is not checked. Raises BadKeyError."""
    parts = _split(text)
    if parts[0] == "orchestrator":
        return _key(text, ORCHESTRATOR_FILE, parts, 1, Table(ORCHESTRATOR_KEYS))
    if parts[0] != "modules":
        guess = nearest(parts[0], ("orchestrator", "modules"))
        guess = dotted((guess, *parts[1:])) if guess else _whole_key(parts)
        raise _bad(text, "begins with neither orchestrator nor modules", FORM, guess)
    if len(parts) < 2 or not MODULE_ID.fullmatch(parts[1]) or parts[1] in RESERVED_IDS:
        raise _bad(text, "names no module", f"modules.ID.KEY, where ID is {MODULE.what}")
    return _key(text, file_name(parts[1]), parts, 2, _tables_of(parts[1]))


def _tables_of(module: str) -> Table:
    if module != BUS_ID:
        return Table(MODULE_KEYS)
    return Table(
        tuple(replace(key, type=BUS_SETTINGS) if key.name == "settings" else key for key in MODULE_KEYS)
    )


def _key(text: str, file: str, parts: tuple[str, ...], first: int, top: ValueType) -> Key:
    """first: where in `parts` the path inside the file begins."""
    if len(parts) == first:
        raise _bad(text, "names a whole file, and not a key of it", f"{dotted(parts)}.KEY")
    kind: ValueType | None = top
    for depth in range(first, len(parts)):
        if kind is not None:
            kind = _below(text, kind, parts[depth], parts[:depth])
    return Key(file, parts[first:], kind)


def _below(text: str, kind: ValueType, part: str, above: tuple[str, ...]) -> ValueType | None:
    """What may stand under the name `part` in a table of that kind."""
    match kind:
        case Table() | Variants():
            known = dict(_named(kind))
            if part in known:
                return known[part]
            guess = nearest(part, known)
            allowed = "" if guess else ", ".join(known)
            raise _bad(
                text, f"there is no key {dotted((part,))}", allowed, dotted((*above, guess)) if guess else ""
            )
        case MapOf():
            problem = kind.name.refuse(part)
            if problem is not None:
                raise _bad(text, f"{dotted((part,))} {problem}", kind.name.what)
            return kind.item
        case OpenTable():
            return None
        case TextOr():
            return _below(text, kind.table, part, above)
        case ListOf():
            raise _bad(text, f"{dotted(above)} is a list, which is set as a whole", dotted(above))
        case _:
            raise _bad(text, f"{dotted(above)} is {noun(kind)} and has no keys", dotted(above))


def _named(kind: Table | Variants) -> Iterator[tuple[str, ValueType]]:
    if isinstance(kind, Table):
        yield from ((key.name, key.type) for key in kind.keys)
        return
    yield kind.selector, kind.choice
    for keys in (kind.common, *kind.options.values()):
        yield from ((key.name, key.type) for key in keys)


def _whole_key(parts: tuple[str, ...]) -> str:
    """Somebody who left the first word off meant the orchestrator's key."""
    return dotted(("orchestrator", *parts)) if parts[0] in {key.name for key in ORCHESTRATOR_KEYS} else ""


def _split(text: str) -> tuple[str, ...]:
    """The parts between the dots, quotes taken off."""
    if len(text) > LONGEST:
        raise _bad(text[:60] + "...", f"is longer than {LONGEST} characters")
    parts: list[str] = []
    place = 0
    while True:
        found = _PART.match(text, place)
        if found is None:
            raise _bad(text, "is not a key", FORM)
        parts.append(_unquoted(text, found))
        place = found.end()
        if place == len(text):
            break
        if text[place] == "[":
            raise _bad(text, "entries of a list cannot be named one by one", "the key of the whole list")
        if text[place] != "." or len(parts) == MOST_PARTS:
            raise _bad(text, "is not a key", f"{FORM}, at most {MOST_PARTS} parts between dots")
        place += 1
    return tuple(parts)


def _unquoted(text: str, found: re.Match[str]) -> str:
    bare, quoted, literal = found.groups()
    if bare is not None:
        return str(bare)
    try:
        part = str(json.loads(quoted)) if quoted is not None else str(literal)
        part.encode()
    except ValueError as error:
        raise _bad(text, "has a part that is not quoted as in TOML", FORM) from error
    return part


def _bad(text: str, problem: str, allowed: str = "", suggestion: str = "") -> BadKeyError:
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return BadKeyError(ConfigError("key", shown or '""', problem, allowed, suggestion))
