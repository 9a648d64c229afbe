"""What the program is, and how it stands on this machine, as lines for people and as text for a bug report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any

OURSELVES = "skelly-tray"


@dataclass(frozen=True, slots=True)
class Facts:
    """One section: a title, and its lines as (what, value)."""

    title: str
    lines: tuple[tuple[str, str], ...]


def sections(answer: Mapping[str, Any]) -> list[Facts]:
    """The answer of `diagnostics`."""
    found = []
    for name, facts in answer.items():
        lines = tuple(_flat(facts)) if isinstance(facts, Mapping) else (("", _word(facts)),)
        found.append(Facts(name.replace("_", " "), lines))
    return found


def _flat(facts: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        shown = f"{above}{name}".replace("_", " ")
        if isinstance(value, Mapping):
            yield from _flat(value, f"{shown} ")
        else:
            yield shown, _word(value)


def _word(value: Any) -> str:
    """English, as the names beside it: it is to be pasted into a report."""
    match value:
        case None:
            return "none"
        case True:
            return "yes"
        case False:
            return "no"
        case _:
            return str(value)


def as_text(found: list[Facts], user_folder: str) -> str:
    """All of it, to be pasted; the user's own folder, which holds their name, as `~`."""
    lines: list[str] = []
    for section in found:
        widest = max((len(name) for name, _ in section.lines), default=0)
        lines += [
            section.title,
            *(f"  {name.ljust(widest)}  {value}".rstrip() for name, value in section.lines),
            "",
        ]
    return redacted("\n".join(lines).rstrip() + "\n", user_folder)


def redacted(text: str, user_folder: str) -> str:
    """Without the user's folder, wherever it stands."""
    folder = user_folder.rstrip("/\\")
    return re.sub(rf"{re.escape(folder)}(?![\w.-])", "~", text) if len(folder) > 1 else text


def folder_of(answer: Mapping[str, Any], name: str) -> str:
    """Where one of our folders is, as it was told; "" when that is not known. name: config, state, logs or run."""
    told = (answer.get("paths") or {}).get(name)
    return str(told.get("path", "")) if isinstance(told, Mapping) else ""


def packages_used() -> list[str]:
    """What we are built on, as we were packaged; empty where that is not known."""
    try:
        wanted = metadata.requires(OURSELVES) or []
    except metadata.PackageNotFoundError:
        return []
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in wanted if "extra ==" not in line)
    return sorted({name[0] for name in names if name}, key=str.lower)


def licence_of(package: str) -> str:
    """`PySide6-Essentials 6.11.0 · LGPL-3.0-only`; "" for one that is not installed."""
    try:
        told = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return ""

    def all_of(field: str) -> list[str]:
        """Not by index: of a field that is not there one version says None, another raises KeyError."""
        return list(told.get_all(field) or ())

    classes = [line.rpartition(" :: ")[2] for line in all_of("Classifier") if line.startswith("License")]
    texts = [line for text in all_of("License") for line in text.splitlines()[:1]]
    licence = next(filter(None, [*all_of("License-Expression"), *texts, *classes]), "")
    return f"{package} {told['Version']} · {licence or 'see its own files'}"
