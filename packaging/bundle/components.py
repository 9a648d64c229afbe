"""What a bundle consists of: Python, the packages whose modules are in it, the libraries of the build machine.

Found from PyInstaller's own lists, so that it says what is in the bundle and not what was asked for.
"""

from __future__ import annotations

import functools
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from needed import Entry

LICENCE_FILES = ("licen", "copying", "notice", "authors")
"""How the names of files begin that say under which terms a package may be handed on."""
TEXTS = Path(__file__).with_name("texts")
KNOWN = {
    "PySide6-Essentials": ("LGPL-3.0-only", ("LGPL-3.0-only.txt", "GPL-3.0-only.txt")),
    "shiboken6": ("LGPL-3.0-only", ("LGPL-3.0-only.txt", "GPL-3.0-only.txt")),
    "jsonschema-rs": ("MIT", ("jsonschema-rs.txt",)),
}
"""Packages that bring no text of their licence along, and which of several we take."""


@dataclass(frozen=True, slots=True)
class Component:
    """kind: pypi, deb or generic, as in a package URL. licence: an SPDX expression where it is known, else words.
    texts: files to hand on, absolute. files: the libraries of it in the bundle, for those that are no Python package.
    """

    kind: str
    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]
    files: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        return f"{self.name}-{self.version}".replace("/", "_")


def components(modules: Iterable[str], binaries: Iterable[Entry]) -> list[Component]:
    """Of what is bundled, by name. modules: full names. binaries: PyInstaller's."""
    binaries = list(binaries)
    tops = {name.partition(".")[0] for name in modules}
    tops |= {
        name.partition("/")[0].partition(".")[0]
        for name, _, kind in binaries
        if "/" in name or kind == "EXTENSION"
    }
    found = [*_packages(tops), *_inside_qt(binaries), _python(), _bootloader(), *_libraries(binaries)]
    return sorted(found, key=lambda component: (component.kind, component.name.lower()))


def _packages(tops: set[str]) -> Iterator[Component]:
    by_module = metadata.packages_distributions()
    names = {name for top in tops for name in by_module.get(top, ())} - {"skelly-tray", "pyinstaller"}
    for name in sorted(names):
        found = metadata.distribution(name)
        own = found.metadata["Name"]
        known, files = KNOWN.get(_normal(own), ("", ()))
        texts = tuple(TEXTS / file for file in files) or _texts(found)
        if not texts:
            raise SystemExit(
                f"bundle: {own} has no text of its licence; it needs one in texts/ and a line in KNOWN"
            )
        yield Component("pypi", own, found.version, known or _licence(found), texts)


def _normal(name: str) -> str:
    by_name = {known.lower().replace("_", "-"): known for known in KNOWN}
    return by_name.get(name.lower().replace("_", "-"), name)


def _texts(found: metadata.Distribution) -> tuple[Path, ...]:
    return tuple(
        Path(str(file.locate()))
        for file in found.files or ()
        if file.name.lower().startswith(LICENCE_FILES) and ".dist-info" in file.parts[0]
    )


def _licence(found: metadata.Distribution) -> str:
    told = found.metadata
    classes = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")
    ]
    texts = [line for text in told.get_all("License") or () for line in text.splitlines()[:1]]
    return next(filter(None, [told.get("License-Expression"), *texts, *classes]), "see its texts")


def _inside_qt(binaries: list[Entry]) -> Iterator[Component]:
    """What the package of PySide6 has in it besides itself, under versions of their own."""
    qt = tuple(name for name, _, _ in binaries if "/lib/libQt6" in name)
    icu = tuple(name for name, _, _ in binaries if "/lib/libicu" in name)
    texts = tuple(TEXTS / file for file in KNOWN["PySide6-Essentials"][1])
    yield Component("generic", "qt", metadata.version("PySide6-Essentials"), "LGPL-3.0-only", texts, qt)
    if icu:
        version = icu[0].rpartition(".so.")[2]
        yield Component("generic", "icu", version, "Unicode-DFS-2016", (TEXTS / "ICU.txt",), icu)


def _python() -> Component:
    """With its standard library."""
    places = [Path(sys.base_prefix, f"lib/python3.{sys.version_info.minor}/LICENSE.txt")]
    places += [Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright")]
    texts = tuple(place for place in places if place.is_file())[:1]
    if not texts:
        raise SystemExit("bundle: the licence of Python was not found beside it")
    return Component("generic", "python", platform.python_version(), "PSF-2.0", texts)


def _bootloader() -> Component:
    """What starts Python in the bundle; its exception lets programs of any licence be bundled."""
    found = metadata.distribution("pyinstaller")
    return Component(
        "pypi", "pyinstaller", found.version, "GPL-2.0-or-later WITH Bootloader-exception", _texts(found)
    )


def _libraries(binaries: list[Entry]) -> Iterator[Component]:
    """Of the build machine's distribution; those in a package's own folders belong to that package."""
    own = {name: source for name, source, kind in binaries if "/" not in name and kind == "BINARY"}
    by_package: dict[str, list[str]] = {}
    for name, source in own.items():
        if not name.startswith("libpython"):
            by_package.setdefault(_package_of(source), []).append(name)
    for package, files in sorted(by_package.items()):
        text = Path(f"/usr/share/doc/{package}/copyright")
        if not text.is_file():
            raise SystemExit(f"bundle: there is no licence of {', '.join(files)} on this machine ({text})")
        yield Component("deb", package, _version(package), "see its texts", (text,), tuple(sorted(files)))


@functools.cache
def _package_of(source: str) -> str:
    """The package a file of the system is from: asked for by its place and, as systems moved them, without `/usr`."""
    path = Path(source).resolve()
    for asked in (str(path), str(path).removeprefix("/usr")):
        done = subprocess.run(["dpkg-query", "-S", asked], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    raise SystemExit(f"bundle: no package of this system has {source}")


def _version(package: str) -> str:
    command = ["dpkg-query", "-W", "-f", "${Version}\n", package]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
