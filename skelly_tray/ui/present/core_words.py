"""Sentences of the core in the language of the user: they come as English text, and are known by templates.

What no template fits (an error of a configuration file, what a module says of itself) stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from skelly_tray.ui.present.words import Speech, spoken, trc

MOST_KEPT = 2000
"""Sentences whose translations are remembered: the same ones are shown again and again."""
LONGEST = 4000
"""Letters: longer ones stay as they came, for no sentence of ours is, and to look for the templates in what somebody
else wrote takes with the square of it."""
DEEPEST = 6
"""Sentences inside sentences."""

_ANY = r".+"
_KINDS = {
    "n": r"-?\d+(?:\.\d+)?",
    "of": r"-?\d+(?:\.\d+)?",
    "rank": r"\d+",
    "time": r"\d+(?:\.\d+)? ?(?:ms|s|min|h|d)",
    "module": r"\S+",
    "by": r"\S+",
    "place": r"\S+",
    "name": r"\S+",
    "literal": r"\"[^\"]*\"|-?\d+(?:\.\d+)?|true|false|null|a table|a list",
    "unit": r"%.*|[A-Za-z/]{1,8}",
    "signal": r"SIG\w+|signal \d+",
    "state": r"[a-z]+(?:[ _][a-z]+){0,2}",
}
"""What a placeholder stands for; one of another name stands for anything."""
_BRACES = re.compile(r"\{(\w+)\}")
_BRACKETS = re.compile(r"\(([^()]+)\)")
_MORE = re.compile(r"(?s)(.+) \(and (\d+) more\)")
_QUOTED = re.compile(r'(?s)(.+?), (".+")')
_NAMED = re.compile(r"(?s)([\w./\[\]-]+): (.+)")
_BEGUN = re.compile(r"(?s)([\w.-]+)(?=[ ,:])(.+)")
_LISTED = re.compile(r"(?:(?<=^)|(?<=, ))[\w.-]+(?=,| \(|$)")
_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Template:
    english: str
    fits: re.Pattern[str]


class _Sentences:
    """The templates of one language, and what they have found so far. names: of modules, by id; none leaves the ids."""

    def __init__(self, speech: Speech, names: Mapping[str, str]) -> None:
        from skelly_tray.ui.present.core_templates import TEMPLATES

        self.speech = speech
        self.names = dict(names)
        self._templates = [_Template(text, _pattern(text)) for text in TEMPLATES]
        self._kept: dict[str, str] = {}

    def told(self, text: str, depth: int = 0) -> str:
        if (kept := self._kept.get(text)) is not None:
            return kept
        found = self._find(text, depth) if depth <= DEEPEST else None
        found = text if found is None else found
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[text] = found
        return found

    def _find(self, text: str, depth: int) -> str | None:
        """None where nothing of it is known."""
        if known := self.speech.texts.get(("", text)):
            return known
        for template in self._templates:
            translation = self._translation(template.english)
            if translation and (match := template.fits.fullmatch(text)):
                values = {name: self._value(name, said, depth) for name, said in match.groupdict().items()}
                return translation.format(**values)
        found = self._in_parts(text, depth)
        return self._begun(text) if found is None and self.names else found

    def _translation(self, english: str) -> str | None:
        """In English only names are put in."""
        return self.speech.texts.get(("", english)) or (english if self.names else None)

    def _begun(self, text: str) -> str:
        """What is not known, but begins with the id of a module."""
        begun = _BEGUN.fullmatch(text)
        return text if begun is None else f"{self._name(begun[1])}{begun[2]}"

    def _name(self, module_id: str) -> str:
        bare = module_id.removesuffix(".")  # of the last word of a sentence
        return self.names.get(module_id) or self.names.get(bare, bare) + module_id[len(bare) :]

    def _value(self, name: str, said: str, depth: int) -> str:
        match name:
            case "n" | "of" | "time":
                return said.replace(".", trc("decimal mark", "."))
            case "why" | "action" | "state" | "what" | "literal":
                return self.told(said.replace("_", " ") if name == "state" else said, depth + 1)
            case "modules":
                named = _LISTED.sub(lambda found: self._name(found[0]), said) if self.names else said
                return _BRACKETS.sub(lambda found: f"({self.told(found[1], depth + 1)})", named)
            case "module" | "by":
                return self._name(said)
            case "text" if self.names:
                return self._begun(said)
            case _:
                return said

    def _in_parts(self, text: str, depth: int) -> str | None:
        def parts(split: list[str], joint: str) -> str:
            return joint.join(self.told(part, depth + 1) for part in split)

        if "\n" in text:
            return parts(text.split("\n"), "\n")
        if len(sentences := _SENTENCES.split(text)) > 1:
            return parts(sentences, " ")
        if text.endswith("."):
            return self.told(text[:-1], depth + 1) + "."
        if more := _MORE.fullmatch(text):
            return trc(
                "a sentence of several",
                "{text} (and {n} more)",
                text=self.told(more[1], depth + 1),
                n=more[2],
            )
        if text.endswith('"') and (quoted := _QUOTED.fullmatch(text)):
            return f"{self.told(quoted[1], depth + 1)}, {quoted[2]}"
        if len(clauses := text.split("; ")) > 1:
            return parts(clauses, "; ")
        if named := _NAMED.fullmatch(text):
            return f"{self._name(named[1])}: {self.told(named[2], depth + 1)}"
        return None


def _pattern(template: str) -> re.Pattern[str]:
    """The template as a pattern, each placeholder a group of its name."""
    made, end = "", 0
    for found in _BRACES.finditer(template):
        made += re.escape(template[end : found.start()]) + f"(?P<{found[1]}>{_KINDS.get(found[1], _ANY)})"
        end = found.end()
    return re.compile(made + re.escape(template[end:]), re.DOTALL)


_kept: dict[bool, _Sentences] = {}
"""With names, and without."""


def told(text: str, names: Mapping[str, str] | None = None) -> str:
    """A sentence of the core as the user reads it; in English as it is. names: of modules, by id: they are called by
    these where the sentence is about them, and by their ids else."""
    speech = spoken()
    if not text or not (speech.texts or names) or len(text) > LONGEST:
        return text
    sentences = _kept.get(bool(names))
    if sentences is None or sentences.speech is not speech or sentences.names != (names or {}):
        sentences = _kept[bool(names)] = _Sentences(speech, names or {})
    return sentences.told(text)
