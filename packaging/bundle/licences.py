"""Writes the folder `licences` of a bundle: a notice, and the terms of each thing that is in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from components import Component

NOTICE = """\
Licences of Skelly Tray and of what is bundled with it
======================================================

Skelly Tray itself is under the MIT licence, see skelly-tray/LICENSE. Everything else in the bundle has a folder here
with the terms of its authors; ../sbom.cdx.json is the same list for programs.

Qt, PySide6 and shiboken6
-------------------------
This program uses Qt {qt} and Qt for Python (PySide6 and shiboken6), copyright The Qt Company Ltd. and other
contributors, under the GNU Lesser General Public License, version 3; its text and that of the GNU General Public
License, which it refers to, are in their folders. They come with no warranty.

They are not changed and not linked into the program: they are the shared libraries
    _internal/PySide6/Qt/lib/libQt6*.so.6 and libicu*.so, _internal/PySide6/Qt/plugins/,
    _internal/PySide6/*.abi3.so, libpyside6*.so, and _internal/shiboken6/.
You may change Qt and Qt for Python and use your version here: put libraries of the same names (and a compatible
interface) in place of these files, and start the program as before. Nothing in it prevents that, and nothing forbids
to take it apart to find errors in such changes.

Their complete source is published by the Qt Project, as "Qt {qt}" (qt-everywhere-src) and "pyside-setup {qt}". If
you cannot get it there, we give it to you on a usual medium for no more than what that costs, for three years from
when you got this bundle: ask in the project from which you have it.

Parts of others within Qt (among them ICU, see icu-*, HarfBuzz, PCRE2, libpng, libjpeg, double-conversion,
zlib, the Unicode character data) are under permissive licences, which that source has in its folder LICENSES and in
its files qt_attribution.json.

What is bundled
---------------
{rows}

Symbols for debuggers have been taken out of libraries; nothing else has been changed.
"""


def write(folder: Path, found: list[Component], own: Path) -> None:
    """own: our licence. Raises OSError."""
    shutil.rmtree(folder, ignore_errors=True)
    _copy((own,), folder / "skelly-tray")
    for component in found:
        _copy(component.texts, folder / component.folder)
    rows = "\n".join(f"{component.folder:<34} {component.licence}" for component in found)
    qt = next(component.version for component in found if component.name.lower().startswith("pyside6"))
    (folder / "README.txt").write_text(NOTICE.format(qt=qt, rows=rows), encoding="utf-8")


def _copy(texts: tuple[Path, ...], folder: Path) -> None:
    """Files of one name in several folders, as numpy has, keep their folder's name."""
    folder.mkdir(parents=True)
    for text in texts:
        place = folder / text.name
        shutil.copyfile(text, place if not place.exists() else folder / f"{text.parent.name}-{text.name}")
