"""Finds the texts of the user interface in the source and keeps the TS files of the languages up to date.

`python -m tests.tools.translations` writes `resources/translations/*.ts` anew: what is translated stays, what is new is
marked as unfinished, what has vanished from the source goes. `--missing` prints what is not translated yet.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from skelly_tray.config.resources import resource_root
from skelly_tray.config.schema.fields import Field, fields_of
from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.ui.languages import LANGUAGES
from skelly_tray.ui.present.config_form import help_of, words_of
from skelly_tray.ui.present.words import ENGLISH, Speech
from skelly_tray.ui.ts_file import read

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "skelly_tray"
FUNCTIONS = {"tr": 1, "trc": 2, "trn": 2, "tr_later": 1}
"""What translates, or only marks a text to be translated later; how many of its first arguments are literals."""
DECLARED = "skelly_tray/ui/present/words.py"
"""Where they are: what is inside it is no text."""
SCHEMA = "skelly_tray/config/schema"
FORMS = {"de": 2}
"""How many forms of a counted text a language has."""


class NotALiteralError(ValueError):
    """A text that nobody could find in the source."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One message. comment: what it is about; of a counted one: its English form for one. source: English."""

    comment: str
    source: str
    counted: bool = False


@dataclass(slots=True)
class Found:
    """The texts of a source tree, each with the files that it stands in."""

    texts: dict[Text, list[str]] = field(default_factory=dict)

    def add(self, text: Text, place: str) -> None:
        places = self.texts.setdefault(text, [])
        if place not in places:
            places.append(place)


def collected(root: Path = SOURCES) -> Found:
    """All texts of the program, in the order of the files. Raises NotALiteralError for the first that is none."""
    found = Found()
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root.parent).as_posix()
        if place != DECLARED:
            for text in texts_of(path.read_text("utf-8"), place):
                found.add(text, place)
    for told in (*fields_below(fields_of(ORCHESTRATOR_KEYS)), *fields_below(fields_of(MODULE_KEYS))):
        default = str(told.get("default") or "")
        for text in (*map(words_of, told["path"]), help_of(told["help"]), default if " " in default else ""):
            if text:
                found.add(Text("", text), SCHEMA)
    return found


def fields_below(fields: Iterable[Field], above: tuple[str, ...] = ()) -> Iterator[Field]:
    """What a form shows of the schema, whatever is chosen in it."""
    for told in fields:
        path = (*above, *told["path"])
        yield {**told, "path": path}
        if told["kind"] == "variants":
            yield {**told, "path": (*path, told["selector"])}
            for inner in (told["common"], *told["cases"].values()):
                yield from fields_below(inner, path)


def texts_of(source: str, place: str) -> Iterator[Text]:
    """The texts of one file. Raises NotALiteralError."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        count = FUNCTIONS.get(name)
        if count is None:
            continue
        literals = [_literal(argument, place) for argument in node.args[:count]]
        if len(literals) < count:
            raise NotALiteralError(f"{place}:{node.lineno}: {name} without its text")
        match name:
            case "trn":
                yield Text(literals[0], literals[1], counted=True)
            case "trc":
                yield Text(literals[0], literals[1])
            case _:
                yield Text("", literals[0])


def _literal(node: ast.expr, place: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotALiteralError(
        f"{place}:{node.lineno}: a text to be translated is a literal, not {ast.unparse(node)}"
    )


def file_of(code: str) -> Path:
    return resource_root() / "translations" / f"{code}.ts"


def translated(speech: Speech, text: Text) -> tuple[str, ...]:
    """Its translation, in as many forms as there are; empty while there is none."""
    if text.counted:
        return tuple(speech.forms.get((text.comment, text.source), ()))
    found = speech.texts.get((text.comment, text.source))
    return (found,) if found else ()


def missing(speech: Speech, found: Iterable[Text]) -> list[Text]:
    return [text for text in found if not translated(speech, text)]


def rendered(code: str, found: Mapping[Text, list[str]], speech: Speech) -> str:
    """The TS file of a language."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{code}" sourcelanguage="en">')
    lines += ["<context>", "    <name>Skelly Tray</name>"]
    for text, places in found.items():
        lines += _message(text, places, translated(speech, text), FORMS[code])
    return "\n".join([*lines, "</context>", "</TS>", ""])


def _message(text: Text, places: list[str], forms: tuple[str, ...], count: int) -> Iterator[str]:
    yield '    <message numerus="yes">' if text.counted else "    <message>"
    for place in places:
        yield f'        <location filename="{place}"/>'
    yield f"        <source>{escape(text.source)}</source>"
    if text.comment:
        yield f"        <comment>{escape(text.comment)}</comment>"
    state = "" if forms else ' type="unfinished"'
    if text.counted:
        yield f"        <translation{state}>"
        for form in forms or ("",) * count:
            yield f"            <numerusform>{escape(form)}</numerusform>"
        yield "        </translation>"
    else:
        yield f"        <translation{state}>{escape(forms[0] if forms else '')}</translation>"
    yield "    </message>"


def main(arguments: list[str]) -> int:
    found = collected().texts
    for code in LANGUAGES:
        if code == ENGLISH.code:
            continue
        path = file_of(code)
        speech = read(path) if path.exists() else Speech(code)
        if "--missing" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rendered(code, found, speech), "utf-8")
        lacking = missing(speech, found)
        print(f"{code}: {len(found)} texts, {len(lacking)} not translated", file=sys.stderr)
        if "--missing" in arguments:
            for text in lacking:
                print(f"{text.comment} | {text.source}" if text.comment else text.source)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
