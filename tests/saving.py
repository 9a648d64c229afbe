"""The ways in which editors save a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def in_place(file: Path, text: str) -> None:
    file.write_text(text)


def renamed(file: Path, text: str) -> None:
    """A new file takes its name."""
    other = file.with_name(f".{file.name}.new")
    other.write_text(text)
    other.chmod(0o600)
    other.replace(file)


def with_backup(file: Path, text: str) -> None:
    """As vim does: the old one gets another name, and for a moment there is none."""
    file.replace(file.with_name(f"{file.name}~"))
    file.write_text(text)
    file.chmod(0o600)


def twice(file: Path, text: str) -> None:
    file.write_text(text)
    file.write_text(text)


STYLES: dict[str, Callable[[Path, str], None]] = {
    "in place": in_place,
    "renamed": renamed,
    "with a backup": with_backup,
    "twice": twice,
}
