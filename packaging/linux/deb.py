"""Makes the package for Debian, Ubuntu and their like out of a bundle; see README.md beside this file.

`python packaging/linux/deb.py BUNDLE FOLDER [--quick]` writes FOLDER/skelly-tray_VERSION_ARCHITECTURE.deb and prints
its path. --quick: hardly compressed, for tests. Needs dpkg-dev, and the packages that the bundle's libraries come from.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from debian_copyright import copyright_file
from news import debian_changelog
from tree import HERE, NAME, ROOT, asked, lay, moment, said, set_modes, version_of, write_gzip

MAINTAINER = "The Skelly Tray maintainers <{}>"
NO_ADDRESS = "maintainers@skelly-tray.invalid"
"""Where DEBEMAIL says nothing: the project has no address of its own, and this one belongs to nobody."""

CONTROL = """\
Package: {package}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: dbus-user-session | dbus-x11, hicolor-icon-theme
Suggests: gnome-keyring | libpam-kwallet5
Section: admin
Priority: optional
Description: keeps a system of local programs alive and says why
 A module is any program of yours: a database, a web server, a watcher, a job
 that runs now and then. Skelly Tray starts them in the order they need each
 other, knows whether each really works, brings back what dies without storms
 and without leftovers that hold its port, and holds them to their limits.
 .
 An icon in the tray tells how everything is, a window shows processor, memory
 and health live, and a command line and a service do the same without a
 desktop. It always says why a module is not well.
 .
 This package has everything that is not part of every desktop in one folder;
 what runs goes on with its version when another one is installed.
"""


def build(bundle: Path, folder: Path, *, quick: bool) -> Path:
    """The path of the package that was written."""
    version = version_of(bundle)
    architecture = said("dpkg", "--print-architecture")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment().timestamp()))
    with tempfile.TemporaryDirectory() as work:
        root = Path(work) / NAME
        packaged = root / "usr" / "lib" / NAME / "packaged"
        shutil.copytree(bundle, packaged, symlinks=True)
        identity = f"{version}-{_hash_of(packaged)}"
        (packaged / "version-id").write_text(f"{identity}\n")
        shutil.copy(HERE / "versions", packaged.with_name("versions"))
        command = root / "usr" / "bin" / NAME
        command.parent.mkdir()
        command.symlink_to(f"../lib/{NAME}/current/{NAME}")
        lay(root / "usr", version)
        _document(root / "usr" / "share", packaged, version)
        set_modes(root, {packaged / NAME, packaged.with_name("versions")})
        control = root / "DEBIAN"
        control.mkdir(mode=0o755)
        (control / "control").write_text(
            CONTROL.format(
                package=NAME,
                version=version,
                architecture=architecture,
                maintainer=maintainer(),
                size=sum(-(-path.lstat().st_size // 1024) for path in root.rglob("*")),
                depends=", ".join(dependencies(packaged, Path(work))),
            )
        )
        (control / "md5sums").write_text("".join(_sums(root)))
        for script in ("postinst", "prerm", "postrm"):
            shutil.copy(HERE / "maintainer" / script, control / script)
            (control / script).chmod(0o755)
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"{NAME}_{version}_{architecture}.deb"
        squeeze = ["-Zgzip", "-z1"] if quick else ["-Zxz"]
        said("dpkg-deb", "--root-owner-group", *squeeze, "--build", str(root), str(made))
    return made


def maintainer() -> str:
    """DEBFULLNAME and DEBEMAIL say who builds a package that is given to others."""
    name, address = os.environ.get("DEBFULLNAME"), os.environ.get("DEBEMAIL")
    return f"{name} <{address}>" if name and address else MAINTAINER.format(address or NO_ADDRESS)


def dependencies(packaged: Path, work: Path) -> list[str]:
    """The packages of all libraries that are asked for and not in the bundle, each with the oldest version that has the
    symbols which are used: dpkg-shlibdeps knows. It is told which packages' libraries came along."""
    source = work / "source" / "debian"
    source.mkdir(parents=True)
    (source / "control").write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
    programs = [path for path in sorted(packaged.rglob("*")) if not path.is_symlink() and _is_elf(path)]
    ours = sorted({f"-l{path.parent}" for path in programs if ".so" in path.name})
    left_out = [f"-x{name}" for name in _came_along(packaged)]
    done = subprocess.run(
        [
            "dpkg-shlibdeps",
            "-O",
            "--ignore-missing-info",
            *ours,
            *left_out,
            *(f"-e{path}" for path in programs),
        ],
        cwd=source.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"the dependencies cannot be told:\n{done.stderr.strip()}")
    return done.stdout.strip().partition("=")[2].split(", ")


def _came_along(packaged: Path) -> list[str]:
    """Debian packages whose libraries are in the bundle, as it lists itself."""
    listed = json.loads((packaged / "sbom.cdx.json").read_text(encoding="utf-8"))["components"]
    return [part["name"] for part in listed if part["purl"].startswith("pkg:deb/")]


def _document(share: Path, packaged: Path, version: str) -> None:
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(copyright_file(ROOT, packaged), encoding="utf-8")
    write_gzip(documents / "changelog.gz", debian_changelog(ROOT, NAME, version, maintainer(), moment()))
    overrides = share / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copy(HERE / "lintian-overrides", overrides / NAME)


def _is_elf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _hash_of(folder: Path) -> str:
    """8 digits for what is in it: two builds of one version are two versions to those who run them."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(str(path.relative_to(folder)).encode() + b"\0")
        if path.is_file() and not path.is_symlink():
            found.update(path.read_bytes())
    return found.hexdigest()[:8]


def _sums(root: Path) -> Iterator[str]:
    for path in sorted((root / "usr").rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            yield f"{digest}  {path.relative_to(root)}\n"


if __name__ == "__main__":
    sys.exit(asked(build, str(__doc__)))
