"""The bundle of this tree, and that of the same tree as a later version: built when the tree has changed, then kept."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.packaging.chroot import cache

ROOT = Path(__file__).resolve().parents[2]
IN_BUNDLE = (
    "skelly_tray",
    "resources",
    "packaging/bundle",
    "packaging/requirements-bundle.lock",
    "pyproject.toml",
)
IN_PACKAGE = (*IN_BUNDLE, "packaging/linux", "packaging/icons", "packaging/news", "CHANGELOG.md", "LICENSE")
LATER = "999.1"


def this_version() -> Path:
    """Its folder."""
    place = cache() / f"bundle-{_state(IN_BUNDLE)}"
    if not place.exists():
        run(["packaging/build", "bundle"], ROOT)
        _keep(ROOT / "dist" / "skelly-tray", place)
    return place


def later_version() -> Path:
    """The folder of one that differs in nothing but the version it says it is."""
    place = cache() / f"bundle-{_state(IN_BUNDLE)}-later"
    if not place.exists():
        this_version()  # makes the environment
        work = cache() / "later"
        shutil.rmtree(work, ignore_errors=True)
        for part in ("skelly_tray", "resources", "packaging", "LICENSE"):
            (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, work / part)
        module = work / "skelly_tray" / "__init__.py"
        text = re.sub(
            r"^__version__ = .*$", f'__version__ = "{LATER}"', module.read_text(), flags=re.MULTILINE
        )
        module.write_text(text)
        command = [python(), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
        command += ["--distpath", "dist", "--workpath", "build", "packaging/bundle/skelly-tray.spec"]
        run(command, work, PYTHONPATH=str(work))
        _keep(work / "dist" / "skelly-tray", place)
        shutil.rmtree(work)
    return place


def package_of(bundle: Path) -> Path:
    """The .deb of that bundle, hardly compressed."""
    folder = bundle / f"deb-{_state(IN_PACKAGE)}"
    if not (made := sorted(folder.glob("*.deb"))):
        for old in bundle.glob("deb-*"):
            shutil.rmtree(old)
        command = [python(), "packaging/linux/deb.py", "--quick", str(bundle / "skelly-tray"), str(folder)]
        run(command, ROOT, PYTHONPATH=str(ROOT))
        made = sorted(folder.glob("*.deb"))
    return made[0]


def python() -> str:
    """That of the environment which `packaging/build` makes."""
    return str(Path(os.environ.get("SKELLY_BUNDLE_VENV") or ROOT / ".venv-bundle") / "bin" / "python")


def run(command: list[str], folder: Path, **environment: str) -> str:
    """What it says; it must succeed."""
    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def _state(parts: tuple[str, ...]) -> str:
    """12 digits for everything in these."""
    found = hashlib.sha256()
    for part in parts:
        top = ROOT / part
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def _keep(bundle: Path, place: Path) -> None:
    """In place of those of former states of the tree."""
    for old in cache().glob("bundle-*"):
        if not old.name.startswith(f"bundle-{_state(IN_BUNDLE)}"):
            shutil.rmtree(old)
    new = cache() / "new"
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(bundle, new / "skelly-tray", symlinks=True)
    new.rename(place)
