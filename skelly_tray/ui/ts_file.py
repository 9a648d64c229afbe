"""Reads a file of translations, in Qt's TS format (`resources/translations/LANGUAGE.ts`).

A message has its English `source`, a `comment` (what it is about; of a numerus message: its other English form, for
one) and a `translation`, in `numerusform`s where it counts.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from skelly_tray.ui.present.words import Speech


class NotTranslationsError(ValueError):
    """A file that is not one of translations."""


def read(path: Path) -> Speech:
    """The finished and the unfinished translations of a TS file. Raises OSError, and NotTranslationsError for one that
    is not of that format or declares entities, which can make a small file a huge text."""
    reader = _Reader()
    try:
        reader.parse(path.read_bytes())
    except expat.ExpatError as error:
        raise NotTranslationsError(f"{path.name}: {error}") from error
    if not reader.language:
        raise NotTranslationsError(f"{path.name}: it does not say of which language it is")
    return Speech(reader.language.partition("_")[0], reader.texts, reader.forms)


class _Reader:
    """Takes the elements of a TS file as they come."""

    def __init__(self) -> None:
        self.language = ""
        self.texts: dict[tuple[str, str], str] = {}
        self.forms: dict[tuple[str, str], tuple[str, ...]] = {}
        self._message: dict[str, str] = {}
        self._numerus: list[str] = []
        self._counted = False
        self._dropped = False
        self._text: list[str] = []

    def parse(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begun
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = self._entity
        parser.Parse(content, True)

    def _entity(self, name: str, *_: object) -> None:
        raise NotTranslationsError(f"it declares the entity {name}, which no translation needs")

    def _begun(self, element: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        match element:
            case "TS":
                self.language = attributes.get("language", "")
            case "message":
                self._message, self._numerus = {}, []
                self._counted = attributes.get("numerus") == "yes"
            case "translation":
                self._dropped = attributes.get("type") in ("vanished", "obsolete")
            case _:
                pass

    def _ended(self, element: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        match element:
            case "source" | "comment":
                self._message[element] = text
            case "translation" if not self._dropped:
                self._message.setdefault("translation", text)
            case "numerusform":
                self._numerus.append(text)
            case "message":
                self._take()
            case _:
                pass

    def _take(self) -> None:
        source, comment = self._message.get("source", ""), self._message.get("comment", "")
        if self._dropped or not source:
            return
        if self._counted:
            if self._numerus and all(self._numerus):
                self.forms[comment, source] = tuple(self._numerus)
        elif text := self._message.get("translation", ""):
            self.texts[comment, source] = text
