"""Texts for people, in their language: every text that the user interface shows goes through `tr`, `trc` or `trn`.

English is in the source. Another language is a file of Qt's, `resources/translations/LANGUAGE.ts`, whose sources are
the English texts; `ui/languages.py` reads it, `speak` takes it in. What a file does not have stays English. Sentences
of the core (why a module failed) come in English and are translated by `core_words.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


def one_or_many(count: int) -> int:
    """Which form a count takes where, as in English, one is told from all others."""
    return 0 if count == 1 else 1


@dataclass(frozen=True, slots=True)
class Speech:
    """One language. texts: by (what `trc` says it is about, or "", English). forms: of `trn`, by its two English ones,
    as many as `form` tells apart."""

    code: str = "en"
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    forms: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = one_or_many


ENGLISH = Speech()
"""What the source says."""
_spoken = ENGLISH


def speak(speech: Speech) -> None:
    """Translate from now on into this language. Texts made before stay as they are."""
    global _spoken
    _spoken = speech


def spoken() -> Speech:
    """The language that is spoken now."""
    return _spoken


@contextmanager
def in_english() -> Iterator[None]:
    """For what is to be read by others: a report of a bug, a file."""
    former = _spoken
    speak(ENGLISH)
    try:
        yield
    finally:
        speak(former)


def tr(text: str, /, **values: object) -> str:
    """`text` in the language of the user, with `{name}` replaced by the value of that name. `text` must be a literal:
    translators find it in the source."""
    found = _spoken.texts.get(("", text)) or text
    return found.format(**values) if values else found


def trc(about: str, text: str, /, **values: object) -> str:
    """As `tr`, for a text that says different things in different places. about: a literal that tells a translator
    which one this is: `trc("what was done about it", "stopped")`."""
    found = _spoken.texts.get((about, text)) or text
    return found.format(**values) if values else found


def tr_later(text: str, /) -> str:
    """A literal that `looked_up` or `core_words.told` translates when it is shown: translators find it here."""
    return text


def looked_up(text: str) -> str:
    """A text that comes as data (what a key of the configuration means) in the language of the user, if it is known."""
    return _spoken.texts.get(("", text)) or text


def going_on(text: str) -> str:
    """A text as it goes on after a colon: in small letters, where the language writes its nouns in them too."""
    return text[:1].lower() + text[1:] if _spoken is ENGLISH and text[1:2].islower() else text


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """`one` or `many` as `count` asks for, which is `{n}` in them."""
    forms = _spoken.forms.get((one, many))
    found = forms[min(_spoken.form(count), len(forms) - 1)] if forms else (one, many)[one_or_many(count)]
    return found.format(n=count, **values)
