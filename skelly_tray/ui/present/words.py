"""Texts for people, in their language: every text that the user interface shows goes through `tr` or `trn`.

English is in the source. Another language is a file of Qt's, `resources/translations/LANGUAGE.ts`, whose sources are
the English texts; `speak` takes them in. What a file does not have stays English. Sentences of the core (why a module
failed) come as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

_known: dict[str, str] = {}


def speak(translations: Mapping[str, str]) -> None:
    """Translate from now on by these, from English; an empty mapping is English. Texts made before stay as they are."""
    _known.clear()
    _known.update(translations)


def tr(text: str, /, **values: object) -> str:
    """`text` in the language of the user, with `{name}` replaced by the value of that name. `text` must be a literal:
    translators find it in the source."""
    found = _known.get(text) or text
    return found.format(**values) if values else found


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """`one` or `many` as `count` asks for, which is `{n}` in them."""
    return tr(one if count == 1 else many, n=count, **values)
