"""A module that is to be added: from a command line to an id, a name and a file; and what it does once it is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from skelly_tray.config.toml_edit import NotEditableError, set_key
from skelly_tray.domain.status import ModuleState, ModuleStatus
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone, look
from skelly_tray.ui.present.words import tr

_RUNNERS = re.compile(r"(python|pypy|node|deno|bun|ruby|perl|sh|bash|dash|zsh|java|php|lua)[\d.]*w?(\.exe)?")
"""Programs whose name says nothing about what they run."""
LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Suggestion:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class NewModule:
    """What the user has filled in. words: the command, split as a shell would. start: with the system, from now on."""

    words: tuple[str, ...]
    id: str
    name: str
    folder: str = ""
    start: bool = True


def words_of(line: str) -> tuple[tuple[str, ...], str]:
    """The words of a command line, and what is wrong with it, "" if nothing is."""
    try:
        words = tuple(shlex.split(line))
    except ValueError:
        return (), tr("A quote is not closed")
    if not words:
        return (), tr("What is to be run? For example: {example}", example="python3 -m http.server 8000")
    if signs := [word for word in words if word in ("|", "||", "&&", ";", ">", ">>", "<", "&")]:
        return words, tr(
            "{sign} is handed to the program as a word: no shell is asked. For one, write {example}",
            sign=signs[0], example="sh -c '…'",
        )  # fmt: skip
    return words, ""


def suggest(words: Sequence[str], taken: Collection[str]) -> Suggestion:
    """What to call it: after the program, or after what an interpreter runs."""
    if not words:
        return Suggestion("", "")
    stem = _stem(words)
    base = re.sub(r"[^a-z0-9_-]+", "-", stem.lower()).strip("-_")[:LONGEST_ID] or "module"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    name = re.sub(r"[-_.]+", " ", stem).strip() or found
    return Suggestion(found, name[:1].upper() + name[1:])


def _stem(words: Sequence[str]) -> str:
    program = PurePosixPath(words[0].replace("\\", "/")).name
    rest = list(words[1:])
    if _RUNNERS.fullmatch(program):
        if "-m" in rest[:-1]:
            return rest[rest.index("-m") + 1].split(".")[-1]
        if "-c" in rest[:-1]:
            inner = rest[rest.index("-c") + 1].split()
            return PurePosixPath(inner[0]).stem if inner else program
        if scripts := [word for word in rest if not word.startswith("-")]:
            return PurePosixPath(scripts[0].replace("\\", "/")).stem
    return PurePosixPath(program).stem or program


def file_text(new: NewModule) -> str:
    """The file that is written. Raises NotEditableError for what no file can hold."""
    text = ""
    for key, value in (
        ("name", new.name.strip() or None),
        ("command", list(new.words)),
        ("working_dir", new.folder.strip() or None),
        ("enabled", None if new.start else False),
    ):
        if value is not None:
            text = set_key(text, (key,), value)
    return text


def text_or_nothing(new: NewModule) -> str:
    """As `file_text`; "" where there is nothing to be written yet."""
    try:
        return file_text(new) if new.words else ""
    except NotEditableError:
        return ""


def progress(module: ModuleStatus | None, name: str, *, start: bool) -> tuple[Symbol, Tone, str]:
    """How far it is after it was added."""
    if module is None:
        return Symbol.QUARTER, Tone.BUSY, tr("{name} is being added…", name=name)
    seen, why = look(module), f": {told(module.reason)}" if module.reason else ""
    if module.state is ModuleState.RUNNING:
        return seen.symbol, seen.tone, tr("{name} is running (pid {pid}).", name=name, pid=module.pid or "?")
    if not start and module.state in (ModuleState.STOPPED, ModuleState.NOT_STARTED):
        return Symbol.DOT, Tone.GOOD, tr("{name} was added. It is not started with the system.", name=name)
    return seen.symbol, seen.tone, f"{name} · {seen.word}{why}"


def probe_for(port: int, kind: str) -> dict[str, Any]:
    """The value of `probes.readiness` that checks that port. kind: tcp or http."""
    return (
        {"kind": "http", "url": f"http://127.0.0.1:{port}/"}
        if kind == "http"
        else {"kind": "tcp", "port": port}
    )


def last_lines(answer: Sequence[Mapping[str, Any]], count: int) -> str:
    """What it has written, the newest lines, as a program wrote them."""
    return "\n".join(str(line.get("text", "")) for line in answer[-count:])
