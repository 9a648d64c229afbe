"""Makes the archive for every other Linux out of a bundle: unpacked anywhere, it runs from there.

`python packaging/linux/tarball.py BUNDLE FOLDER` writes FOLDER/skelly-tray-VERSION-linux-MACHINE.tar.xz and prints its
path. Its layout is that of a prefix (`bin`, `lib`, `share`): unpacked into `~/.local` or `/usr/local` with
`--strip-components=1` it is found by desktops, shells and man as well.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tree import ROOT, lay, moment

NAME = "skelly-tray"


def build(bundle: Path, folder: Path) -> Path:
    """The path of the archive that was written."""
    done = subprocess.run([bundle / NAME, "--version"], stdout=subprocess.PIPE, text=True, check=True)
    version = done.stdout.split()[-1]
    top = f"{NAME}-{version}-linux-{platform.machine()}"
    with tempfile.TemporaryDirectory() as work:
        prefix = Path(work) / top
        # A version beside another: unpacking a newer one leaves what runs from this one alone.
        shutil.copytree(bundle, prefix / "lib" / NAME / version, symlinks=True)
        (prefix / "bin").mkdir()
        (prefix / "bin" / NAME).symlink_to(f"../lib/{NAME}/{version}/{NAME}")
        lay(prefix, version)
        documents = prefix / "share" / "doc" / NAME
        documents.mkdir(parents=True)
        shutil.copy(ROOT / "LICENSE", documents)
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"{top}.tar.xz"
        with tarfile.open(made, "w:xz") as archive:
            archive.add(prefix, top, filter=_plain)
    return made


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's in particular, and of the time of the source: the same content makes the same archive."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = int(moment().timestamp())
    is_program = entry.name.endswith(f"/{NAME}") and "/lib/" in entry.name
    entry.mode = 0o755 if entry.isdir() or is_program else 0o644
    return entry


def main() -> int:
    """Build one; its path goes to standard output."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bundle", type=Path)
    parser.add_argument("folder", type=Path)
    values = parser.parse_args()
    sys.stdout.write(f"{build(values.bundle.absolute(), values.folder.absolute())}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
