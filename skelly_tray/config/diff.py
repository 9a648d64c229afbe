"""The difference of two configurations as lines for people, without what may be a secret.

A value that stands under a name that sounds secret is shown as dots; a reference to a secret is a name, and
is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from skelly_tray.config.errors import UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.overrides import FILE as OVERRIDES
from skelly_tray.config.reading import parse_toml
from skelly_tray.config.revisions import REJECTED, ROLLED_BACK, Revisions, changed_names
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.domain.health_report import HIDDEN, SHORTEST_SECRET, secrets_of, sounds_secret
from skelly_tray.domain.secret_refs import is_reference

CONTEXT = 2
"""Lines shown around a change."""
MOST_LINES = 2000
LONGEST_LINE = 500
MOST_PAIRS = 1_000_000
"""Lines of one text times those of the other, without what they begin and end with alike, that are compared line by
line; the time grows with more than their number. Larger ones are shown as replaced."""

Opcode = tuple[str, int, int, int, int]

_ASSIGNED = re.compile(r"""([A-Za-z0-9_.\-"']+)\s*=\s*""")
_REFERENCE = re.compile(r"""\{\s*secret\s*=\s*("[^"]*"|'[^']*')\s*\}""")
_VALUE = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|[^,}\]#]+""")
_HEADER = re.compile(r"\s*\[+([^\[\]]+)\]+\s*(#.*)?$")


def diff(before: Texts, after: Texts) -> list[str]:
    """Unified diff lines, file by file, then the overrides; none where nothing differs."""
    lines: list[str] = []
    for name in sorted(changed_names(before, after) & {*before.files, *after.files}):
        lines += _of_texts(name, before.files.get(name), after.files.get(name))
    lines += _of_overrides(before.overrides, after.overrides)
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"... and {len(lines) - MOST_LINES} lines more"]
    return [line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in lines]


def _of_texts(name: str, before: str | None, after: str | None) -> Iterator[str]:
    old, new = (before or "").splitlines(), (after or "").splitlines()
    secrets = _secrets(before or "", name) | _secrets(after or "", name)
    shown_old, shown_new = list(_masked(old, secrets)), list(_masked(new, secrets))
    yield f"--- {name}" if before is not None else f"--- {name} (not there)"
    yield f"+++ {name}" if after is not None else f"+++ {name} (removed)"
    if old == new:
        yield "  (only line ends differ)"
    for group in _groups(old, new):
        (_, a, _, b, _), (_, _, a_end, _, b_end) = group[0], group[-1]
        yield f"@@ -{_range(a, a_end)} +{_range(b, b_end)} @@"
        for kind, i, i_end, j, j_end in group:
            if kind == "equal":
                yield from (f" {line}" for line in shown_old[i:i_end])
                continue
            yield from (f"-{line}" for line in shown_old[i:i_end])
            yield from (f"+{line}" for line in shown_new[j:j_end])


def _groups(old: list[str], new: list[str]) -> Iterable[list[Opcode]]:
    """What differs, with a few lines around it, as `get_grouped_opcodes` gives it."""
    shortest = min(len(old), len(new))
    begin = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    rest = shortest - begin
    end = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    if (len(old) - begin - end) * (len(new) - begin - end) <= MOST_PAIRS:
        first, last = max(0, begin - CONTEXT), max(0, end - CONTEXT)
        within = SequenceMatcher(
            None, old[first : len(old) - last], new[first : len(new) - last], autojunk=False
        )
        for group in within.get_grouped_opcodes(CONTEXT):
            yield [
                (kind, a + first, a_end + first, b + first, b_end + first)
                for kind, a, a_end, b, b_end in group
            ]
        return
    yield [("replace", begin, len(old) - end, begin, len(new) - end)]


def _range(start: int, end: int) -> str:
    """As `diff -u` counts."""
    count = end - start
    first = start + 1 if count else start
    return str(first) if count == 1 else f"{first},{count}"


def _of_overrides(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    names = sorted(
        {name for name in {*before, *after} if name not in before or name not in after}
        | {name for name in before.keys() & after.keys() if before[name] != after[name]}
    )
    if names:
        yield f"--- {OVERRIDES}"
        yield f"+++ {OVERRIDES}"
    for name in names:
        yield from (
            f"{sign}{_assigned(name, own[name])}"
            for sign, own in (("-", before), ("+", after))
            if name in own
        )


def _assigned(key: str, value: Any) -> str:
    return f"{key} = {json.dumps(masked_value(key, value), ensure_ascii=False)}"


def masked_value(key: str, value: Any) -> Any:
    """A value that JSON can hold, with dots for what sounds secret, by the last part of its key or further in."""
    if isinstance(value, Mapping):
        if is_reference(value):
            return value
        return {name: masked_value(f"{key}.{name}", item) for name, item in value.items()}
    if sounds_secret(key) and not isinstance(value, bool) and value is not None:
        return HIDDEN
    return [masked_value("", item) for item in value] if isinstance(value, list) else value


def _secrets(text: str, name: str) -> set[str]:
    """The texts under names that sound secret, as they are written, line by line."""
    try:
        found = secrets_of(_without_references(parse_toml(text, name))) if name.endswith(".toml") else ()
    except UnusableFileError:
        return set()
    written = {form for secret in found for form in (secret, json.dumps(secret, ensure_ascii=False)[1:-1])}
    return {line for form in written for line in form.splitlines() if len(line) >= SHORTEST_SECRET}


def _without_references(value: Any) -> Any:
    """Their names are no secrets, although they stand under the word."""
    match value:
        case Mapping():
            return {name: _without_references(item) for name, item in value.items() if not is_reference(item)}
        case list():
            return [_without_references(item) for item in value if not is_reference(item)]
        case _:
            return value


def _masked(lines: list[str], secrets: Collection[str]) -> Iterator[str]:
    """The lines of a text, also of one that is no TOML."""
    below_secret, until = False, ""
    for line in lines:
        if until:
            yield HIDDEN
            until = "" if until in line else until
            continue
        header = _HEADER.match(line)
        if header:
            below_secret = sounds_secret(header[1])
        until = _opened(line, below_secret)
        shown = line if header else _line(line, below_secret)
        for secret in sorted(secrets, key=len, reverse=True):
            shown = shown.replace(secret, HIDDEN)
        yield shown


def _opened(line: str, below_secret: bool) -> str:
    """What ends the value of several lines that begins here under a name that sounds secret, or ""."""
    for found in _ASSIGNED.finditer(line):
        rest = line[found.end() :]
        if not (below_secret or sounds_secret(found[1])):
            continue
        for quotes in ('"""', "'''"):
            if rest.startswith(quotes) and quotes not in rest[3:]:
                return quotes
        if rest.startswith("[") and "]" not in rest:
            return "]"
    return ""


def _line(line: str, below_secret: bool) -> str:
    shown, place = "", 0
    for found in _ASSIGNED.finditer(line):
        if found.start() < place or not (below_secret or sounds_secret(found[1])):
            continue
        end = found.end()
        if reference := _REFERENCE.match(line, end):
            shown, place = shown + line[place : reference.end()], reference.end()
            continue
        if line[end : end + 1] == "{":  # what is in it is looked at name by name
            continue
        if line[end : end + 1] == "[" or line[end : end + 3] in ('"""', "'''"):
            return f"{shown}{line[place:end]}{HIDDEN}"
        value = _VALUE.match(line, end)
        place, shown = (value.end() if value else end), f"{shown}{line[place:end]}{HIDDEN}"
    return shown + line[place:]


def against_newest(home: Home) -> dict[str, Any]:
    """`{"against", "lines"}`: the files and overrides against the newest revision that was not taken back. Blocks on
    the disk. Raises OSError and NoSuchRevisionError."""
    kept = Revisions(home)
    good = [one for one in kept.list() if one.verdict not in (REJECTED, ROLLED_BACK)]
    if not good:
        return {"against": "as they were at the first start", "lines": []}
    newest = good[-1].rev
    return {"against": f"as at revision {newest}", "lines": diff(kept.texts_at(newest), read_texts(home))}
