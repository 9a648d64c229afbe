"""A language that nobody speaks: the English texts with accents, and longer, as other languages are. What stays plain
did not go through `tr`; what is cut has no room for German."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skelly_tray.ui.present.words import Speech

LONGER = 0.4
_ACCENTS = str.maketrans("aceinosuyACEINOSUY", "áçéíñöšüýÁÇÉÍÑÖŠÜÝ")
_FILLING = "·lorem"


def pseudo(text: str, *, longer: float = LONGER) -> str:
    """`Stop {module}` → `Štöp {module} ·lor`: placeholders, mnemonics and lines stay."""
    made, inside = "", False
    for letter in text:
        inside = letter == "{" or (inside and letter != "}")
        made += letter if inside else letter.translate(_ACCENTS)
    more = round(len(text) * longer)
    return made + " " + (_FILLING * (more // len(_FILLING) + 1))[: max(more - 1, 1)] if more > 1 else made


class _Texts(Mapping[tuple[str, str], str]):
    """Every text there is."""

    KEPT = ("decimal mark", "month", "days, as short as a unit", "a date, and the time of the day after it")

    def __getitem__(self, key: tuple[str, str]) -> str:
        about, text = key
        return text if about in self.KEPT else pseudo(text)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def __len__(self) -> int:
        return 1


class _Forms(Mapping[tuple[str, str], tuple[str, ...]]):
    """Both forms of every counted text."""

    def __getitem__(self, key: tuple[str, str]) -> tuple[str, ...]:
        return pseudo(key[0]), pseudo(key[1])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def __len__(self) -> int:
        return 1


PSEUDO = Speech("xx", _Texts(), _Forms())
