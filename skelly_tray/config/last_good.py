"""The last good configuration on disk: all its texts in one file, `state/last_good/configuration.json`, so that it is
replaced as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from skelly_tray.config.atomic import make_folder, replace_if_other, sweep_leftovers
from skelly_tray.config.errors import ConfigError
from skelly_tray.config.home import Home
from skelly_tray.config.names import MODULES_FOLDER, is_in_modules
from skelly_tray.config.overrides import FILE as OVERRIDES_FILE
from skelly_tray.config.state_files import UntrustedFileError, read_state
from skelly_tray.config.texts import Texts

NAME = "configuration.json"
EMPTIED = "is empty, and was not before, so it may be half written; its last good version is in effect"
CURE = "a file with content; to remove a module, delete its file or set enabled = false in it"


SetAside = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class LastGood:
    """texts: the configuration that was committed last. set_aside: texts that were rolled back and may still be on
    disk, by file name; overrides as JSON by the name of their file; None for a file that was removed in that change.
    They are not tried again until they are changed."""

    texts: Texts = Texts()
    set_aside: SetAside = field(default_factory=dict)


class UnusableLastGoodError(Exception):
    """There is one, and it cannot be used; a sentence why, which quotes nothing of it."""


def last_good_file(home: Home) -> Path:
    return home.state / "last_good" / NAME


def read_last_good(home: Home) -> LastGood | None:
    """None where there is none. Blocks on the disk. Raises UnusableLastGoodError."""
    try:
        found = json.loads(read_state(last_good_file(home)))
        files, overrides, aside = found["files"], found["overrides"], found["set_aside"]
        if not (_texts(files) and _texts(aside, str | None) and isinstance(overrides, dict)):
            raise ValueError("not what we write")
    except FileNotFoundError:
        return None
    except UntrustedFileError as error:
        raise UnusableLastGoodError(str(error.strerror)) from error
    except OSError as error:
        raise UnusableLastGoodError(f"cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnusableLastGoodError("holds something else than was written there") from error
    return LastGood(Texts(files, {}, overrides), aside)


def usable_last_good(home: Home) -> LastGood | None:
    """None also where it cannot be used: then the files alone count. Blocks on the disk."""
    try:
        return read_last_good(home)
    except UnusableLastGoodError:
        return None


def write_last_good(home: Home, good: LastGood) -> None:
    """Atomic and durable, mode 0600. Raises OSError, and then the former one is still there."""
    path = last_good_file(home)
    make_folder(path.parent)
    sweep_leftovers(path.parent)
    told = {
        "files": dict(good.texts.files),
        "overrides": dict(good.texts.overrides),
        "set_aside": dict(good.set_aside),
    }
    replace_if_other(path, json.dumps(told, ensure_ascii=False, sort_keys=True).encode())


def with_lost_folder(texts: Texts, former: Texts) -> Texts:
    """A folder of modules that is gone, or is not trusted any more, removes nothing: all in it is as it was."""
    if MODULES_FOLDER not in texts.refused:
        return texts
    lost = {name: text for name, text in former.files.items() if is_in_modules(name)}
    return replace(texts, files={**lost, **texts.files})


def without_emptied(texts: Texts, former: Texts) -> Texts:
    """An empty text in place of one that was not is refused: who reads during a save in place sees just that."""
    emptied = {
        name: ConfigError(name, "", EMPTIED, CURE)
        for name, text in texts.files.items()
        if not text.strip() and former.files.get(name, "").strip()
    }
    if not emptied:
        return texts
    files = {name: text for name, text in texts.files.items() if name not in emptied}
    return replace(texts, files=files, refused={**texts.refused, **emptied})


def parts_of(texts: Texts) -> dict[str, str]:
    """Every text by its file's name, the overrides as JSON."""
    return {**texts.files, OVERRIDES_FILE: json.dumps(dict(texts.overrides), sort_keys=True)}


def with_set_aside(texts: Texts, former: Texts, set_aside: SetAside, *, saved: bool = False) -> Texts:
    """`texts` with what was rolled back, and has not been changed since, as it was in `former`. saved: as below."""
    return taking(texts, former, still_aside(texts, set_aside, saved=saved))


def still_aside(texts: Texts, set_aside: SetAside, *, saved: bool) -> dict[str, str | None]:
    """What of it is still on disk as it was rolled back. A file that was removed in that change is in effect for as
    long as all texts of the change are as they were; one alone, until anything is saved. saved: something has been.
    While their folder cannot be read, the files in it are taken to be as they were."""
    parts = parts_of(texts)
    if MODULES_FOLDER in texts.refused:
        parts |= {name: text for name, text in set_aside.items() if text is not None and is_in_modules(name)}
    same = {
        name: text
        for name, text in set_aside.items()
        if parts.get(name) == text and (text is not None or name not in texts.refused)
    }
    with_text = {name for name, text in set_aside.items() if text is not None}
    if with_text <= same.keys() and (with_text or not saved):
        return same
    return {name: text for name, text in same.items() if text is not None}


def taking(texts: Texts, other: Texts, names: Any) -> Texts:
    """`texts` with the parts of these names as they are in `other`; what is not in there is left out."""
    wanted = set(names)
    files = {name: text for name, text in texts.files.items() if name not in wanted}
    files |= {name: other.files[name] for name in wanted if name in other.files}
    refused = {name: error for name, error in texts.refused.items() if name not in wanted}
    return Texts(files, refused, other.overrides if OVERRIDES_FILE in wanted else texts.overrides)


def _texts(found: object, kind: Any = str) -> bool:
    return isinstance(found, dict) and all(isinstance(text, kind) for text in found.values())
