"""The text of one module file, for a dialog: read it with its errors, check it."""

from __future__ import annotations

from typing import Any

from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.home import Home
from skelly_tray.config.module_build import build_module, check_id
from skelly_tray.config.names import file_name
from skelly_tray.config.orchestrator_build import load_orchestrator
from skelly_tray.config.reading import decode, read_text
from skelly_tray.config.settings.check import Beside
from skelly_tray.config.texts import read_texts


def config_text(home: Home, module: str) -> dict[str, Any]:
    """`{"path", "text", "errors"}` of a module's file; an unreadable one has no text and says why."""
    path = home.modules_dir / f"{module}.toml"
    bad_id = check_id(module)
    if bad_id is not None:
        # The id becomes part of a path: nothing is read for one that is none.
        return {"path": str(home.modules_dir), "text": "", "errors": [str(bad_id)]}
    try:
        text = read_text(path, file_name(module))
    except FileNotFoundError:
        return {"path": str(path), "text": "", "errors": [f"{file_name(module)}: there is no such file"]}
    except UnusableFileError as refused:
        return {"path": str(path), "text": "", "errors": [str(refused.error)]}
    return {
        "path": str(path),
        "text": text,
        "errors": [str(error) for error in check_module(home, module, text)],
    }


def check_module(home: Home, module: str, text: str, beside: Beside | None = None) -> tuple[ConfigError, ...]:
    """Everything that is wrong with `text` as the file of `module`; nothing is written. beside: where the schema of its
    settings may be, None for the files of the home."""
    bad_id = check_id(module)
    if bad_id is not None:
        return (bad_id,)
    try:
        # As a reader would: the same limits hold for a text that never was a file.
        decoded = decode(text.encode("utf-8", "surrogatepass"), file_name(module))
    except UnusableFileError as refused:
        return (refused.error,)
    if beside is None:
        texts = read_texts(home)
        beside = Beside(texts.files, texts.refused)
    orchestrator = load_orchestrator(home).config
    return build_module(home, module, decoded, orchestrator, beside=beside).errors
