"""The chapters of the guide in the order in which one reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIRST = (
    "start.md",
    "importing.md",
    "editing.md",
    "recovery.md",
    "trouble.md",
    "limits.md",
    "secrets.md",
    "seven.md",
    "focus.md",
    "session.md",
    "service.md",
    "installing.md",
    "security.md",
)
"""What is read first; what is for programmers, and the reference, comes after the rest."""
LAST = ("modules.md", "configuration.md", "commands.md", "wire.md")
OF_PLACES = {
    "settings": "editing.md",
    "config": "editing.md",
    "add_module": "start.md#add-a-program-of-your-own",
    "import_file": "importing.md",
    "why": "recovery.md",
    "events": "recovery.md",
    "logs": "recovery.md",
    "trash": "recovery.md",
    "what_if": "recovery.md",
    "restart_how": "recovery.md",
    "graph": "recovery.md",
    "limits": "limits.md",
    "system": "metrics.md",
    "focus": "focus.md",
    "focus_erase": "focus.md",
    "focus_export": "focus.md",
    "secrets": "secrets.md",
    "general": "session.md",
    "quit_anyway": "session.md",
}
"""The chapter of a page of the window, a tab of the details, a dialog or a page of the settings."""


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


def chapter_of(*places: str) -> str:
    """The file that fits the first of these places that has one (and where in it, after a #); else the first of all."""
    return next((OF_PLACES[place] for place in places if place in OF_PLACES), FIRST[0])


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
