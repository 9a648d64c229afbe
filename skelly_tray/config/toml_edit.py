"""Changes one key in the text of a TOML file; comments, order, quotes and line ends of everything else stay.

What tomlkit makes is never believed: it is read again, and must hold exactly what was asked for and nothing else. So
the worst that an unusual file can bring is a refusal.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from copy import deepcopy
from functools import partial
from typing import Any

from skelly_tray.config.keys import dotted
from skelly_tray.config.schema.types import Text, TextOr, ValueType
from skelly_tray.domain.secret_refs import is_reference

Path = tuple[str, ...]


class NotEditableError(ValueError):
    """The change cannot be made in this text; the message is a sentence without the file's name."""


class NotSetError(NotEditableError):
    """It is not in the text at all."""


def set_key(text: str, path: Path, value: Any) -> str:
    """`text` with `value` (as tomllib gives it) at `path`; tables on the way are made. Raises NotEditableError.

    `text` must be TOML.
    """
    shown, wanted = _toml(value), tomllib.loads(text)
    table: dict[str, Any] = wanted
    for depth, name in enumerate(path[:-1], 1):
        table = table.setdefault(name, {})
        if not isinstance(table, dict):
            raise NotEditableError(f"{dotted(path[:depth])} is no table in the file")
    if path[-1] in table and _typed(table[path[-1]]) == _typed(value):
        return text
    table[path[-1]] = value
    plain = (_on_its_line, _inside, _appended_table)
    ways = (_appended_table, _inside) if isinstance(value, Mapping) else plain
    return _first_right(
        text, wanted, path, *(partial(way, path=path, value=value, shown=shown) for way in ways)
    )


def unset_key(text: str, path: Path) -> str:
    """`text` without the key at `path`; a table that is empty then may stay. Raises NotEditableError."""
    wanted = tomllib.loads(text)
    table: Any = wanted
    for name in path[:-1]:
        table = table.get(name) if isinstance(table, dict) else None
    if not isinstance(table, dict) or path[-1] not in table:
        raise NotSetError(f"{dotted(path)} is not set in the file")
    del table[path[-1]]
    return _first_right(text, wanted, path, partial(_without, path=path))


def value_of(text: str, kind: ValueType | None = None) -> Any:
    """A value as typed on a command line: TOML where it is some (`true`, `8123`, `["a"]`), else the text itself. kind:
    what may stand there; where that is text, `8123` is text as well."""
    try:
        found = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    if found.keys() != {"value"}:
        return text
    wants_text = isinstance(kind, Text | TextOr) and not isinstance(found["value"], str | dict)
    return text if wants_text else found["value"]


def _first_right(text: str, wanted: Mapping[str, Any], path: Path, *ways: Callable[[str], str | None]) -> str:
    """The result of the first way that holds what is wanted, in the line ends of `text`."""
    from tomlkit.exceptions import TOMLKitError

    windows = "\r\n" in text and text.count("\n") == text.count("\r\n")
    for way in ways:
        try:
            result = way(text.replace("\r\n", "\n") if windows else text)
        except (TOMLKitError, RecursionError):
            continue
        if result is not None and _holds(result, wanted, path):
            return result.replace("\n", "\r\n") if windows else result
    raise NotEditableError(
        f"{dotted(path)} cannot be changed without touching other lines; "
        "change it by hand: skelly-tray config edit"
    )


def _holds(text: str, wanted: Mapping[str, Any], path: Path) -> bool:
    try:
        return bool(_typed(_pruned(tomllib.loads(text), path)) == _typed(_pruned(wanted, path)))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False


def _typed(value: Any) -> Any:
    """For comparing: 1, 1.0 and true are three values."""
    match value:
        case Mapping():
            return {name: _typed(item) for name, item in value.items()}
        case list() | tuple():
            return [_typed(item) for item in value]
        case _:
            return type(value), value


def _pruned(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Without the tables on the way that hold nothing."""
    if not path or not isinstance(data.get(path[0]), dict):
        return dict(data)
    below = _pruned(data[path[0]], path[1:])
    return {**data, path[0]: below} if below else {k: v for k, v in data.items() if k != path[0]}


_HEADER = re.compile(r"\s*\[([A-Za-z0-9_. -]+)\]\s*(?:#.*)?")
_PLAIN = r"""(\s*{key}\s*=\s*)("[^"\\]*"|'[^']*'|\[[^\[\]#"']*\]|[^\s#"'\[\]{{}},]+)(\s*(?:#.*)?)"""


def _on_its_line(text: str, path: Path, value: Any, shown: str) -> str | None:
    """Where a plain value stands on a line of its own. Most changes are that, a keystroke in a form each, and tomlkit
    takes its time over a file. What looks like such a line and is none is found out by who compares the results."""
    wanted = re.compile(_PLAIN.format(key=re.escape(_key(path[-1]))))
    table: tuple[str, ...] = ()
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if header := _HEADER.fullmatch(line):
            table = tuple(part.strip() for part in header[1].split("."))
        elif table == path[:-1] and (found := wanted.fullmatch(line)):
            single = found[2].startswith("'") and isinstance(value, str)
            new = f"'{value}'" if single and value.isprintable() and "'" not in value else shown
            lines[number] = f"{found[1]}{new}{found[3]}"
            return "\n".join(lines)
    return None


def _inside(text: str, path: Path, value: Any, shown: str) -> str | None:
    """In the table that is there already; None: there is none."""
    import tomlkit
    from tomlkit.items import AbstractTable, AoT, InlineTable

    document = tomlkit.parse(text)
    table: Any = document
    for depth, name in enumerate(path[:-1]):
        if name not in table:
            return _below_inline(text, path, depth, value) if isinstance(table, InlineTable) else None
        table = table[name]
    name, old = path[-1], table.get(path[-1])
    if old is not None and isinstance(old, AbstractTable | AoT) and not isinstance(old, InlineTable):
        return _table_for(text, path, value)
    if old is not None:
        table[name] = _in_quotes_of(old, shown)
        return tomlkit.dumps(document)
    if isinstance(table, InlineTable):
        entry = f"{_key(name)} = {shown}"
        return _with_inline(text, path[:-1], _grown(table.as_string(), entry, empty=not table))
    table[name] = tomlkit.value(shown)
    return _line_moved(text, tomlkit.dumps(document))


def _below_inline(text: str, path: Path, depth: int, value: Any) -> str | None:
    """A table that is missing inside an inline one is inline itself."""
    for name in reversed(path[depth + 1 :]):
        value = {name: value}
    return _inside(text, path[: depth + 1], value, _toml(value))


def _table_for(text: str, path: Path, value: Any) -> str | None:
    """Instead of a table with a header; one that becomes another table keeps the lines that both have."""
    if not isinstance(value, Mapping):
        return _inside(_without(text, path), path, value, _toml(value))
    old: Any = tomllib.loads(text)
    for name in path:
        old = old[name]
    if not isinstance(old, dict):
        return _inside(_without(text, path), path, value, _toml(value))
    try:
        for name, item in value.items():
            text = set_key(text, (*path, name), item)
        for name in old.keys() - value.keys():
            text = unset_key(text, (*path, name))
    except NotEditableError:
        return None
    return text


def _appended_table(text: str, path: Path, value: Any, shown: str) -> str | None:
    """A table of its own at the end: `[settings]`, then the key."""
    lines = f"{_key(*path[-1:])} = {shown}\n"
    header = path[:-1]
    if isinstance(value, Mapping) and not is_reference(value):
        header = path
        lines = "".join(f"{_key(name)} = {_toml(item)}\n" for name, item in value.items())
    if not header:
        return None
    start = f"{text.rstrip()}\n\n" if text.strip() else ""
    return f"{start}[{_key(*header)}]\n{lines}"


def _without(text: str, path: Path) -> str:
    import tomlkit
    from tomlkit.items import InlineTable

    document = tomlkit.parse(text)
    table: Any = document
    for name in path[:-1]:
        table = table[name]
    del table[path[-1]]
    if isinstance(table, InlineTable):
        entries = ", ".join(f"{_key(name)} = {_toml(item)}" for name, item in table.unwrap().items())
        return _with_inline(text, path[:-1], f"{{ {entries} }}" if entries else "{}")
    return _comment_kept(text, tomlkit.dumps(document))


def _comment_kept(before: str, after: str) -> str:
    """A table goes with the comment of the next one; put that back."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(new))
    gone = old[at : at + len(old) - len(new)]
    first = len(gone)
    while first and gone[first - 1].lstrip().startswith("#"):
        first -= 1
    kept = "".join([*new[:at], *gone[first:], *new[at:]])
    follows = at < len(new) and new[at].lstrip().startswith("[")
    return kept if follows and tomllib.loads(kept) == tomllib.loads(after) else after


def _with_inline(text: str, path: Path, shown: str) -> str:
    """With another inline table in the place of that one."""
    import tomlkit

    document = tomlkit.parse(text)
    table: MutableMapping[str, Any] = document
    for name in path[:-1]:
        table = table[name]
    table[path[-1]] = tomlkit.value(shown)
    return tomlkit.dumps(document)


def _grown(inline: str, entry: str, *, empty: bool) -> str:
    """`{ a = 1 }` with one entry more, in the same spacing."""
    body = inline.rstrip()[:-1]
    inner = body.rstrip()
    if empty:
        return f"{{ {entry} }}"
    return f"{inner.rstrip(',')}, {entry}{body[len(inner) :]}}}"


def _line_moved(before: str, after: str) -> str:
    """A new line is put behind the comment of the next table; move it up to the lines that it belongs to."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    count = len(new) - len(old)
    if at >= len(old) or count < 1:
        return after
    rest = new[at + count :]
    line, lower = new[at : at + count], [text for text in rest if text.strip()]
    if not lower or not lower[0].lstrip().startswith("["):
        return after
    line = [text for text in line if text.strip()]
    to = at
    while to and old[to - 1].lstrip().startswith("#"):
        to -= 1
    while to and not old[to - 1].strip():
        to -= 1
    moved = "".join([*old[:to], *line, *(() if to else ("\n",)), *old[to:]])
    try:
        return moved if tomllib.loads(moved) == tomllib.loads(after) else after
    except tomllib.TOMLDecodeError:
        return after


def _in_quotes_of(old: Any, shown: str) -> Any:
    """The value as tomlkit has it, a text in the quotes of the old one where it can be."""
    import tomlkit
    from tomlkit.items import String

    made = tomlkit.value(shown)
    if not isinstance(made, String) or not isinstance(old, String) or old.as_string()[:1] != "'":
        return made
    return tomlkit.value(f"'{made}'") if made.isprintable() and "'" not in made else made


def _toml(value: Any) -> str:
    """The value in one line of TOML. Raises NotEditableError for what TOML cannot hold."""
    match value:
        case None:
            raise NotEditableError("null is no value of TOML")
        case Mapping():
            entries = ", ".join(f"{_key(str(name))} = {_toml(item)}" for name, item in value.items())
            return f"{{ {entries} }}" if entries else "{}"
        case list() | tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case float() if value != value:
            raise NotEditableError("nan is no usable number")
    import tomlkit
    from tomlkit.exceptions import ConvertError

    try:
        return str(tomlkit.item(deepcopy(value)).as_string())
    except (ConvertError, ValueError) as error:
        raise NotEditableError(f"{type(value).__name__} is no value of TOML") from error


def _key(*parts: str) -> str:
    return dotted(parts).replace("\x7f", "\\u007f")  # JSON takes it as it is
