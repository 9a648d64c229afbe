"""The chapters of the guide in the order in which one reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIRST = ("modules.md", "editing.md", "recovery.md", "limits.md", "secrets.md", "security.md")
"""What is read first; the reference comes after the rest."""
LAST = ("configuration.md", "commands.md")


@dataclass(frozen=True, slots=True)
class Chapter:
    """file: its name. text: Markdown."""

    file: str
    title: str
    text: str


def chapters(texts: Mapping[str, str]) -> list[Chapter]:
    """texts: by name of the file."""
    found = [Chapter(file, _title(file, text), text) for file, text in texts.items()]
    return sorted(found, key=_place)


def _title(file: str, text: str) -> str:
    """Its first heading, else its name."""
    heading = next((line for line in text.splitlines() if line.startswith("# ")), "")
    return heading.removeprefix("# ").strip() or file.removesuffix(".md").capitalize()


def _place(chapter: Chapter) -> tuple[int, int, str]:
    if chapter.file in FIRST:
        return 0, FIRST.index(chapter.file), ""
    if chapter.file in LAST:
        return 2, LAST.index(chapter.file), ""
    return 1, 0, chapter.title.lower()
