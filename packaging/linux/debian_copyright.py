"""The copyright file of a package in Debian's form (DEP 5): ours, and what the bundle lists of itself (its SBOM)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

FORMAT = "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
PLACE = "usr/lib/skelly-tray/packaged"
_TEXT = """\
Format: {format}
Upstream-Name: Skelly Tray
Source: this package is made from the project's own tree, see packaging/linux there

Files: *
Copyright: {holder}
License: MIT

Files: {place}/_internal/PySide6/* {place}/_internal/shiboken6/*
Copyright: The Qt Company Ltd. and other contributors
License: LGPL-3

Files: {place}/_internal/*
Copyright: the authors of each part, named in the texts below /{place}/licences
License: bundled

License: MIT
{mit}

License: LGPL-3
 Qt and Qt for Python are shared libraries, unchanged and not linked into the program; others of the same names may be
 put in their place. On Debian systems the text of the license is in /usr/share/common-licenses/LGPL-3, and that of the
 General Public License, which it refers to, in /usr/share/common-licenses/GPL-3. Where their source is to be had is in
 /{place}/licences/README.txt.

License: bundled
 Each part has terms of its own; their full texts are below /{place}/licences, in a folder for each:
 .
{rows}
"""


def copyright_file(root: Path, bundle: Path) -> str:
    """root: of the project, whose LICENSE is ours. bundle: with `sbom.cdx.json`."""
    ours = (root / "LICENSE").read_text(encoding="utf-8")
    holder = re.search(r"^Copyright \(c\) (.*)$", ours, re.MULTILINE)
    assert holder, "LICENSE names nobody"
    parts = json.loads((bundle / "sbom.cdx.json").read_text(encoding="utf-8"))["components"]
    rows = "\n".join(f"  {part['name']} {part['version']}: {_terms(part)}" for part in parts)
    mit = "\n".join(
        f" {line}" if line.strip() else " ." for line in ours.split(holder[0])[1].strip().splitlines()
    )
    return _TEXT.format(format=FORMAT, place=PLACE, holder=holder[1], mit=mit, rows=rows)


def _terms(part: dict[str, Any]) -> str:
    words = [
        entry.get("expression") or entry["license"].get("id") or entry["license"].get("name")
        for entry in part.get("licenses", [])
    ]
    return ", ".join(words) or "see its texts"
