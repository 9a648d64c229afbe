"""What packages for Linux have in common: what they contain below their prefix besides the bundle, laid out by `lay`.

One source each: the icon's drawing, the parser of the command line (manual page, completion), the fragments of news.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from skelly_tray.cli.completions import script
from skelly_tray.cli.manual import manual

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAME = "skelly-tray"
APP_ID = "org.skelly_tray.SkellyTray"


def moment() -> datetime:
    """When this state of the source was made: what is built twice from it is the same twice. SOURCE_DATE_EPOCH says it
    for a tree without a history."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told is None:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        told = done.stdout.strip() or "0"
    return datetime.fromtimestamp(int(told), UTC)


def lay(prefix: Path, version: str) -> None:
    """Desktop entry, icons, metainfo, manual page and completions. prefix: such as `usr` of the package."""
    share = prefix / "share"
    _write(share / "applications" / "skelly-tray.desktop", (HERE / "skelly-tray.desktop").read_text())
    _write(share / "metainfo" / f"{APP_ID}.metainfo.xml", metainfo(version))
    write_gzip(share / "man" / "man1" / "skelly-tray.1.gz", manual())
    _write(share / "bash-completion" / "completions" / "skelly-tray", script("bash"))
    _write(share / "fish" / "vendor_completions.d" / "skelly-tray.fish", script("fish"))
    _write(share / "zsh" / "vendor-completions" / "_skelly-tray", script("zsh"))
    drawing = ROOT / "packaging" / "icons" / "draw.py"
    subprocess.run([sys.executable, drawing, "hicolor", share / "icons" / "hicolor"], check=True)


def metainfo(version: str) -> str:
    """The AppStream component of this version."""
    text = (HERE / "skelly-tray.metainfo.xml.in").read_text(encoding="utf-8")
    return text.replace("@VERSION@", version).replace("@DATE@", f"{moment():%Y-%m-%d}")


def version_of(bundle: Path) -> str:
    """As the bundle itself says it."""
    return said(str(bundle / NAME), "--version").split()[-1]


def set_modes(root: Path, programs: set[Path]) -> None:
    """Only programs can be run: libraries need not, though pip leaves many of them so."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)


def said(*command: str) -> str:
    """What it says. Raises CalledProcessError."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def asked(build: Callable[..., Path], what: str) -> int:
    """The command line of what makes a package: BUNDLE FOLDER [--quick]. The path goes to standard output."""
    parser = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true")
    values = parser.parse_args()
    sys.stdout.write(f"{build(values.bundle.absolute(), values.folder.absolute(), quick=values.quick)}\n")
    return 0


def write_gzip(path: Path, text: str) -> None:
    """Compressed as far as it goes, without a name and a time in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
