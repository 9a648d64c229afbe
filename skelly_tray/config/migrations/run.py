"""Brings the files on disk up to date: each as it was is kept first, and every one that is changed is told."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from skelly_tray.config.atomic import make_folder, replace_file, sweep_leftovers
from skelly_tray.config.errors import ConfigWarning
from skelly_tray.config.home import Home
from skelly_tray.config.migrations.rewriting import migrated_text
from skelly_tray.config.module_build import build_module
from skelly_tray.config.names import ORCHESTRATOR_FILE, is_module_file
from skelly_tray.config.orchestrator_build import build_orchestrator
from skelly_tray.config.overrides import NO_OVERRIDES
from skelly_tray.config.settings.check import Beside
from skelly_tray.config.texts import Texts
from skelly_tray.domain.orchestrator_config import OrchestratorConfig

FOLDER = "backups"


def migrate(home: Home, texts: Texts, *, write: bool) -> tuple[Texts, tuple[ConfigWarning, ...]]:
    """`texts` with what is older brought up to date, and what was done. Blocks on the disk; raises nothing.

    write: the files too. Without it, or where that fails, they are only understood. A file that is still wrong
    afterwards is left as it is: whoever mends it needs the lines that he wrote.
    """
    files, warnings = dict(texts.files), []
    for name, text in texts.files.items():
        module = Path(name).stem if is_module_file(name) else None
        if module is None and name != ORCHESTRATOR_FILE:
            continue
        newer = migrated_text(module, text)
        if newer is None or not _is_right(home, module, newer, texts):
            continue
        files[name] = newer
        warnings.append(ConfigWarning(name, "", _stored(home, name, text, newer) if write else _WOULD_BE))
    return (replace(texts, files=files) if warnings else texts), tuple(warnings)


_WOULD_BE = "is written for an older version; the next start brings it up to date, and keeps it as it was"


def _is_right(home: Home, module: str | None, text: str, texts: Texts) -> bool:
    if module is None:
        return build_orchestrator(text, ORCHESTRATOR_FILE).usable
    beside = Beside(texts.files, texts.refused)
    return not build_module(home, module, text, OrchestratorConfig(), NO_OVERRIDES, beside).errors


def _stored(home: Home, name: str, text: str, newer: str) -> str:
    folder = home.state / FOLDER
    try:
        make_folder(folder)
        sweep_leftovers(folder)
        kept = _kept(folder, Path(name).stem, text.encode())
        replace_file(home.config / name, newer.encode())
    except OSError as error:
        return (
            f"is written for an older version, and could not be brought up to date on disk: {error.strerror}"
        )
    return f"was written for an older version and has been brought up to date; as it was: {kept}"


def _kept(folder: Path, stem: str, content: bytes) -> Path:
    """Where that text lies now; a start that went no further may have kept it already. Raises OSError."""
    for path in folder.glob(f"*-{stem}*.toml"):
        if path.read_bytes() == content:
            return path
    path = _free(folder, f"{time.strftime('%Y-%m-%d-%H%M%S', time.gmtime())}-{stem}")
    replace_file(path, content)
    return path


def _free(folder: Path, stem: str) -> Path:
    path = folder / f"{stem}.toml"
    for number in range(2, 1000):
        if not path.exists():
            break
        path = folder / f"{stem}-{number}.toml"
    return path
