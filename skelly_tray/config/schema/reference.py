"""Writes the reference page of all configuration keys from the tables that check them.

`python -m skelly_tray.config.schema.reference > resources/guide/configuration.md` after every change of a key;
a test holds the page to it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from skelly_tray.config.durations import show_duration
from skelly_tray.config.schema.module_file import DEPENDENCY, MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.schema.prose import CLOSING
from skelly_tray.config.schema.types import (
    Duration,
    Key,
    ListOf,
    MapOf,
    Table,
    TextOr,
    ValueType,
    Variants,
)
from skelly_tray.config.schema.wording import describe

_INTRODUCTION = """\
# Configuration files

<!-- Written by `python -m skelly_tray.config.schema.reference`; change the tables there, not this page. -->

The configuration is one file `config/orchestrator.toml` for the whole system, and one file
`config/modules/ID.toml` for each module; the file's name is the module's id (`a-z`, `0-9`, `_`, `-`; at most 64
characters). Every key that is not marked *required* may be left out. Unknown keys are errors, so that a typing
error never goes unnoticed; all errors of all files are reported at once, and a module whose file has errors takes
no other down. `skelly-tray doctor` tells where these folders are.

A file takes effect when it is saved: it is checked with all others, applied to what runs, and on trial for a while;
[editing.md](editing.md) says how. `skelly-tray config validate` only checks.

Durations are `"500ms"`, `"10s"`, `"5m"`, `"1h"`, or a number of seconds. `$STATE` (the module's own folder),
`$HOME` and `$PYTHON` (which Skelly Tray itself runs with) are expanded in `command`, `env`, `working_dir`, `probes`,
`sandbox` and `recovery`. A file must be a regular file of your own (or root's) that nobody else can write, in UTF-8 and
at most 256 KiB large.
"""


def reference() -> str:
    """The whole page, in Markdown."""
    lines = [_INTRODUCTION, "## orchestrator.toml", ""]
    lines += _section(ORCHESTRATOR_KEYS)
    lines += ["## modules/ID.toml", ""]
    lines += _section(MODULE_KEYS)
    lines += ["### depends_on", "", f"Each is {describe(DEPENDENCY)} with these keys:", ""]
    assert isinstance(DEPENDENCY.table, Table)
    lines += [*_rows(DEPENDENCY.table.keys), CLOSING]
    return "\n".join(lines).rstrip() + "\n"


def _section(keys: tuple[Key, ...]) -> Iterator[str]:
    yield from _rows(key for key in keys if not isinstance(key.type, Table))
    for key in keys:
        if isinstance(key.type, Table):
            yield from _table(key, key.name)


def _table(key: Key, path: str) -> Iterator[str]:
    kind = key.type
    if not isinstance(kind, Table):
        return
    yield from (f"### [{path}]", "", f"{_sentence(key.doc)}", "")
    variants = [inner for inner in kind.keys if isinstance(inner.type, Variants)]
    if variants:
        yield from _rows(kind.keys)
        yield from _variants(variants[0].type)
        return
    yield from _rows(inner for inner in kind.keys if not isinstance(inner.type, Table))
    for inner in kind.keys:
        yield from _table(inner, f"{path}.{inner.name}")


def _variants(kind: ValueType) -> Iterator[str]:
    if not isinstance(kind, Variants):
        return
    yield from (f"`{kind.selector}` is one of {describe(kind.choice)}, and decides about these keys:", "")
    for name, keys in kind.options.items():
        own = "; ".join(f"`{key.name}`: {key.doc}{_default_in_words(key)}" for key in keys)
        yield f"- `{name}`: {own or 'no further keys'}"
    yield from ("", "All kinds have these:", "")
    yield from _rows(kind.common)


def _default_in_words(key: Key) -> str:
    return " (required)" if key.required else f" (default {_default(key)})" if _default(key) else ""


def _rows(keys: Iterator[Key] | tuple[Key, ...]) -> Iterator[str]:
    yield from ("| key | value | default | meaning |", "|---|---|---|---|")
    for key in keys:
        default = "*required*" if key.required else _default(key)
        yield f"| `{key.name}` | {_escape(_value(key.type))} | {default} | {_escape(key.doc)} |"
    yield ""


def _value(kind: ValueType) -> str:
    match kind:
        case Duration():
            return "a duration" + (f" of at least {show_duration(kind.minimum)}" if kind.minimum else "")
        case ListOf(item=Variants() as variants):
            return f"a list of tables with {variants.selector} = {describe(variants.choice)}"
        case ListOf(item=Table() as table):
            return f"a list of tables with {', '.join(key.name for key in table.keys)}"
        case ListOf(item=TextOr()):
            return "a list, see below"
        case MapOf(item=TextOr() as item):
            return f"a table of names, each with {item.text.what}"
        case _:
            return describe(kind)


def _default(key: Key) -> str:
    if key.shown_default:
        return key.shown_default
    if key.default is None:
        return ""
    if isinstance(key.type, Duration):
        return f"`{show_duration(key.default)}`"
    return f"`{json.dumps(key.default)}`"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
