"""A file of another supervisor to be imported: what was found in it, what is not carried over, what came of it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skelly_tray.config.toml_edit import set_key
from skelly_tray.domain.status import SystemHealth
from skelly_tray.ui.present.core_words import told
from skelly_tray.ui.present.looks import Symbol, Tone
from skelly_tray.ui.present.new_module import progress
from skelly_tray.ui.present.words import looked_up, tr, tr_later, trn

Line = tuple[Symbol, Tone, str]

KINDS = {
    "procfile": tr_later("It is a Procfile."),
    "process-compose": tr_later("It is a process-compose file."),
    "compose": tr_later("It is a Docker Compose file."),
    "supervisord": tr_later("It is a supervisord configuration."),
    "pm2": tr_later("It is a pm2 ecosystem file."),
}
"""By the names of the formats."""
CHECKS = {
    "startup": tr_later("started by {kind}"),
    "readiness": tr_later("ready by {kind}"),
    "liveness": tr_later("alive by {kind}"),
}
MOOT = re.compile(r"(?:^|: )(?:of no use here|means nothing without a container): ")
NOTHING = "–"
KEEP, REPLACE, RENAME = "keep", "replace", "rename"
"""What becomes of a module whose id is taken."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One module to be. name: in the file. there: a module of that id is there already. wanted: it is among those that
    the texts were made for."""

    id: str
    name: str
    text: str
    command: str
    needs: str
    checks: str
    wanted: bool
    there: bool

    @property
    def title(self) -> str:
        return self.name if self.name == self.id else f"{self.name} → {self.id}"

    @property
    def whole(self) -> str:
        """For the tooltip of its name."""
        return f"{self.title}\n{tr('There is a module of that id already')}" if self.there else self.title


@dataclass(frozen=True, slots=True)
class Import:
    """kind: a sentence. folder: where the files go. remarks: what has to be said of the file and of its modules."""

    file: str
    folder: str
    kind: str
    lines: tuple[ImportLine, ...]
    remarks: tuple[Line, ...]

    @property
    def about(self) -> str:
        """What kind of file it is, and whether anything can be had of it."""
        none = tr("None of its programs can be started by itself; below stands why.")
        return self.kind if self.lines else f"{self.kind} {none}"

    @property
    def chosen(self) -> tuple[ImportLine, ...]:
        return tuple(line for line in self.lines if line.wanted)


def import_of(answer: Mapping[str, Any]) -> Import:
    """Of an answer to `import.plan`."""
    modules = answer.get("modules") or ()
    return Import(
        file=str(answer.get("file", "")),
        folder=str(answer.get("folder", "")),
        kind=looked_up(KINDS.get(str(answer.get("format")), "")),
        lines=tuple(_line(each) for each in modules),
        remarks=tuple(_remarks(answer)),
    )


def _line(module: Mapping[str, Any]) -> ImportLine:
    checks = (
        looked_up(CHECKS[str(each["role"])]).format(kind=str(each["kind"]))
        for each in module.get("checks") or ()
    )
    return ImportLine(
        id=str(module["id"]),
        name=str(module["name"]),
        text=str(module["text"]),
        command=shlex.join(map(str, module.get("command") or ())),
        needs=", ".join(map(str, module.get("needs") or ())) or NOTHING,
        checks=", ".join(checks) or NOTHING,
        wanted=bool(module.get("wanted", True)),
        there=bool(module.get("there")),
    )


def _remarks(answer: Mapping[str, Any]) -> Iterator[Line]:
    for note in answer.get("notes") or ():
        yield *_weight(str(note)), told(str(note))
    for module in answer.get("modules") or ():
        for note in (module.get("notes") or ()) if module.get("wanted", True) else ():
            yield *_weight(str(note)), f"{module['name']}: {told(str(note))}"
    for left in answer.get("left_out") or ():
        why = told(str(left["why"]))
        yield Symbol.RING, Tone.CALM, tr("{name} is left out: {why}", name=str(left["name"]), why=why)


def _weight(note: str) -> tuple[Symbol, Tone]:
    """What changes nothing here is no warning."""
    return (Symbol.RING, Tone.CALM) if MOOT.search(note) else (Symbol.TRIANGLE, Tone.WARN)


def where(found: Import) -> str:
    """Which files are written."""
    files = ", ".join(f"{line.id}.toml" for line in found.chosen)
    if not files:
        return tr("Nothing is chosen, so nothing is written.")
    return trn(
        "1 file is written into {folder}: {files}",
        "{n} files are written into {folder}: {files}",
        len(found.chosen), folder=found.folder, files=files,
    )  # fmt: skip


def texts_to_write(found: Import, *, start: bool) -> list[dict[str, str]]:
    """`modules` of `import.write`. start: with the system, from now on; else each waits to be started by hand."""
    return [
        {"id": line.id, "text": line.text if start else set_key(line.text, ("enabled",), False)}
        for line in found.chosen
    ]


def progress_lines(lines: Sequence[ImportLine], health: SystemHealth | None, *, start: bool) -> list[Line]:
    """How far each is after the import."""
    modules = health.modules if health else {}
    return [progress(modules.get(line.id), line.name, start=start) for line in lines]


def verdict_line(verdict: str, why: str) -> Line | None:
    """What came of the change as a whole; None while nothing is known."""
    match verdict:
        case "pending":
            text = tr("On trial: should one that was replaced become unhealthy, all are taken back.")
            return Symbol.QUARTER, Tone.BUSY, text
        case "rolled_back":
            text = tr("All were taken back: {why}. Their files are kept, and not in effect.", why=told(why))
            return Symbol.SQUARE, Tone.BAD, text
        case "committed":
            return Symbol.DOT, Tone.GOOD, tr("They stay until you take them out.")
        case _:
            return None
