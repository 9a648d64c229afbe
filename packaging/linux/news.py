"""The changelog of a package, in Debian's form: the entries of `CHANGELOG.md`, and the fragments for it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

KINDS = ("added", "changed", "removed", "fixed")


def debian_changelog(root: Path, package: str, version: str, maintainer: str, when: datetime) -> str:
    """One entry: what there is in this version. root: of the project."""
    told = [*fragments(root / "packaging" / "news"), *released(root / "CHANGELOG.md", version)]
    items = "\n".join(map(_item, told or ["See the project's own history."]))
    head = f"{package} ({version}) unstable; urgency=medium"
    return f"{head}\n\n{items}\n\n -- {maintainer}  {format_datetime(when)}\n"


def fragments(folder: Path) -> Iterator[str]:
    """The texts of all news that no release has collected yet, what is new first."""
    for kind in KINDS:
        for path in sorted(folder.glob(f"*.{kind}.md")):
            yield path.read_text(encoding="utf-8")


def released(changelog: Path, version: str) -> list[str]:
    """The entries below the heading of that version; none before its release."""
    text = changelog.read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(version)}\b.*?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"^[-*] (.*?)(?=^[-*] |^#|\Z)", found[1], re.MULTILINE | re.DOTALL) if found else []


def _item(text: str) -> str:
    plain = " ".join(text.replace("`", "").replace("**", "").split())
    return textwrap.fill(plain, 78, initial_indent="  * ", subsequent_indent="    ", break_on_hyphens=False)
