"""Makes the archive for every other Linux out of a bundle: unpacked anywhere, it runs from there.

`python packaging/linux/tarball.py BUNDLE FOLDER [--quick]` writes FOLDER/skelly-tray-VERSION-linux-MACHINE.tar.xz and
prints its path; --quick: hardly compressed, `.tar.gz`, for tests. Its layout is that of a prefix (`bin`, `lib`,
`share`): unpacked into `~/.local` or `/usr/local` with `--strip-components=1` it is found by desktops, shells and man,
too.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tree import NAME, ROOT, asked, lay, moment, set_modes, version_of


def build(bundle: Path, folder: Path, *, quick: bool) -> Path:
    """The path of the archive that was written."""
    version = version_of(bundle)
    top = f"{NAME}-{version}-linux-{platform.machine()}"
    with tempfile.TemporaryDirectory() as work:
        prefix = Path(work) / top
        # A version beside another: unpacking a newer one leaves what runs from this one alone.
        program = prefix / "lib" / NAME / version / NAME
        shutil.copytree(bundle, program.parent, symlinks=True)
        (prefix / "bin").mkdir()
        (prefix / "bin" / NAME).symlink_to(f"../lib/{NAME}/{version}/{NAME}")
        lay(prefix, version)
        documents = prefix / "share" / "doc" / NAME
        documents.mkdir(parents=True)
        shutil.copy(ROOT / "LICENSE", documents)
        set_modes(prefix, {program})
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"{top}.tar.{'gz' if quick else 'xz'}"
        # Nobody's in particular, of the time of the source, sorted: the same content makes the same archive.
        plain = ["--sort=name", "--owner=root:0", "--group=root:0", f"--mtime=@{int(moment().timestamp())}"]
        squeeze = f"--use-compress-program={'gzip -1' if quick else 'xz -T0'}"
        subprocess.run(["tar", *plain, squeeze, "-cf", made, "-C", work, top], check=True)
    return made


if __name__ == "__main__":
    sys.exit(asked(build, str(__doc__)))
