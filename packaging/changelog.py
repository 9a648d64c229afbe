#!/usr/bin/env python3
"""Makes a section of CHANGELOG.md of the news fragments: `packaging/changelog.py VERSION`.

`--draft` prints the section and changes nothing; `--check` only says what is wrong with the fragments. A release takes
the fragments out: each of them is in the section, word for word.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEWS = "packaging/news"
CHANGELOG = "CHANGELOG.md"
KINDS = {"added": "Added", "changed": "Changed", "fixed": "Fixed", "removed": "Removed"}
CONTRACT = "**contract**"
"""In a fragment: others rely on what it changes; these come first."""
VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?(?:(?:a|b|rc)\d+)?")
UNRELEASED = "## Unreleased\n\nThe fragments in `packaging/news/`.\n"


@dataclass(frozen=True)
class Fragment:
    path: Path
    kind: str
    text: str


def fragments(root: Path) -> Iterator[Fragment]:
    """Of all files in the folder but its README. Raises ValueError for one that is none."""
    for path in sorted((root / NEWS).iterdir()):
        if path.name == "README.md":
            continue
        parts, text = path.name.split("."), " ".join(path.read_text("utf-8").split())
        if len(parts) != 3 or parts[1] not in KINDS or parts[2] != "md":
            raise ValueError(f"{path.name}: is not TOPIC.KIND.md with a KIND of {', '.join(KINDS)}")
        if not text.endswith((".", ")")):
            raise ValueError(f"{path.name}: is no whole sentence")
        yield Fragment(path, parts[1], text)


def section(version: str, day: str, found: Sequence[Fragment]) -> str:
    """The section of that version, ending in a newline."""
    lines = [f"## {version} ({day})", ""]
    for kind, title in KINDS.items():
        texts = sorted(
            (f.text for f in found if f.kind == kind), key=lambda text: (CONTRACT not in text, text)
        )
        if texts:
            lines += [f"### {title}", "", *(f"- {text}" for text in texts), ""]
    return "\n".join(lines)


def with_section(changelog: str, made: str) -> str:
    """The changelog with the section above those of earlier versions. Raises ValueError where there is no place."""
    if UNRELEASED not in changelog:
        raise ValueError(f"{CHANGELOG} has no place for it: {UNRELEASED.splitlines()[0]}")
    before, after = changelog.split(UNRELEASED, 1)
    return f"{before}{UNRELEASED}\n{made}{after}"


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    options = _options(arguments)
    try:
        found = list(fragments(root))
        changelog = (root / CHANGELOG).read_text("utf-8")
        if options.check:
            return 0
        if not VERSION.fullmatch(options.version or ""):
            raise ValueError(f"{options.version} is no version such as 1.2.0")
        if f"## {options.version} (" in changelog:
            raise ValueError(f"{options.version} is in {CHANGELOG} already")
        if not found:
            raise ValueError(f"there is nothing in {NEWS}")
        made = section(options.version, options.date, found)
        whole = with_section(changelog, made)
    except ValueError as error:
        sys.stderr.write(f"changelog: {error}\n")
        return 1
    if options.draft:
        sys.stdout.write(made)
        return 0
    (root / CHANGELOG).write_text(whole, encoding="utf-8")
    for each in found:
        each.path.unlink()
    sys.stdout.write(f"{len(found)} fragments are in {CHANGELOG} under {options.version}\n")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", nargs="?")
    parser.add_argument("--date", default=datetime.datetime.now(datetime.UTC).date().isoformat())
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("--check", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
