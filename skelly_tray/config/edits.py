"""Changes of a configuration as functions from `Texts` to `Texts`, for a transaction to check and carry out.

Each raises RefusedEditError for what it can see by itself; whether the result is a usable configuration is the
transaction's question.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from skelly_tray.config.errors import ConfigError, UnusableFileError, nearest
from skelly_tray.config.home import Home
from skelly_tray.config.keys import Key, dotted
from skelly_tray.config.module_build import check_id
from skelly_tray.config.names import ORCHESTRATOR_FILE, file_name, is_module_file
from skelly_tray.config.reading import decode, parse_toml
from skelly_tray.config.secret_values import name_for
from skelly_tray.config.settings.marks import EACH, secret_keys
from skelly_tray.config.settings.source import schema_of
from skelly_tray.config.texts import Texts
from skelly_tray.config.toml_edit import NotEditableError, NotSetError, set_key, unset_key
from skelly_tray.domain.descriptor import BUS_ID
from skelly_tray.domain.secret_refs import is_reference

Edit = Callable[[Texts], Texts]
T = TypeVar("T")


class RefusedEditError(Exception):
    """The change cannot be made; `errors` say why."""

    def __init__(self, *errors: ConfigError) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors


def saved(key: Key, value: Any) -> Edit:
    """`value` in the file; an override of that key, or of one in it, would hide it and goes."""

    def edit(texts: Texts) -> Texts:
        _refuse_plain_secret(texts, key, value)
        text = _text_of(texts, key)
        try:
            changed = set_key(text, key.path, value)
        except NotEditableError as error:
            raise _refused(key, error) from error
        return replace(_with_text(texts, key.file, changed), overrides=_without_override(texts, key))

    return edit


def overridden(key: Key, value: Any) -> Edit:
    """`value` above the file, as a runtime override."""

    def edit(texts: Texts) -> Texts:
        _refuse_plain_secret(texts, key, value)
        _text_of(texts, key)
        if value is None:
            raise RefusedEditError(
                ConfigError("key", key.text, "null is no value", "a value, or unset the key")
            )
        return replace(texts, overrides={**_without_override(texts, key), key.text: value})

    return edit


def unset_saved(key: Key) -> Edit:
    """Neither in the file nor overridden: the default. Where it is so already that is no error."""

    def edit(texts: Texts) -> Texts:
        overrides = _without_override(texts, key)
        try:
            changed = unset_key(_text_of(texts, key), key.path)
        except NotSetError:
            return texts if overrides == texts.overrides else replace(texts, overrides=overrides)
        except NotEditableError as error:
            raise _refused(key, error) from error
        return replace(_with_text(texts, key.file, changed), overrides=overrides)

    return edit


def unset_override(key: Key) -> Edit:
    """What the file says, or the default. What is not overridden stays as it is, which is no error."""

    def edit(texts: Texts) -> Texts:
        overrides = _without_override(texts, key)
        return texts if overrides == texts.overrides else replace(texts, overrides=overrides)

    return edit


def replaced(file: str, text: str, was: str | None = None) -> Edit:
    """Another text of one file. was: `fingerprint` of the text that the new one was made from; it is refused when the
    file holds something else by now."""

    def edit(texts: Texts) -> Texts:
        if was is not None and fingerprint(texts.files.get(file)) != was:
            raise RefusedEditError(
                ConfigError(file, "", "was changed by somebody else meanwhile; nothing was stored")
            )
        try:
            # As a reader would: the same limits hold for a text that never was a file.
            decoded = decode(text.encode("utf-8", "surrogatepass"), file)
        except UnusableFileError as refused:
            raise RefusedEditError(refused.error) from refused
        return _with_text(texts, file, decoded)

    return edit


def begun(template: Mapping[str, str], *, notifications: bool = True) -> Edit:
    """The first configuration of a home, from the texts of a template. Refused where there is one already."""

    def edit(texts: Texts) -> Texts:
        if texts.refused or any(text.strip() for text in texts.files.values()):
            raise RefusedEditError(ConfigError(ORCHESTRATOR_FILE, "", "there is a configuration already"))
        files = dict(template)
        if not notifications:
            files[ORCHESTRATOR_FILE] = set_key(files[ORCHESTRATOR_FILE], ("notifications", "enabled"), False)
        return replace(texts, files=files)

    return edit


def created(module: str, text: str) -> Edit:
    """The file of a module that there is not yet."""

    def edit(texts: Texts) -> Texts:
        name = file_name(module)
        if bad := check_id(module):
            raise RefusedEditError(bad)
        if any(known.lower() == name.lower() for known in (*texts.files, *texts.refused)):
            raise RefusedEditError(ConfigError(name, "", "is there already", "an id that no module has"))
        return replaced(name, text)(texts)

    return edit


def brought_in(modules: Mapping[str, str], *, force: bool = False) -> Edit:
    """The files of several modules, all or none: id → text. force: also in place of those that are there."""

    def edit(texts: Texts) -> Texts:
        refused: list[ConfigError] = []
        for module, text in modules.items():
            try:
                if force and check_id(module) is None and file_name(module) in {*texts.files, *texts.refused}:
                    texts = replaced(file_name(module), text)(texts)
                else:
                    texts = created(module, text)(texts)
            except RefusedEditError as error:
                refused += error.errors
        if refused:
            raise RefusedEditError(*refused)
        return texts

    return edit


def undone(before: Texts, after: Texts, *, force: bool = False) -> Edit:
    """Without the change that made `after` of `before`; what was changed since elsewhere stays. Refused where what it
    changed is another by now, and where a module would go that others need, unless `force`."""

    def edit(texts: Texts) -> Texts:
        files = _back(texts.files, before.files, after.files)
        overrides = _back(texts.overrides, before.overrides, after.overrides)
        made = replace(texts, files=files, overrides=overrides)
        gone = [str(PurePosixPath(name).stem) for name in {*texts.files} - {*files} if is_module_file(name)]
        needed = {module: users for module in sorted(gone) if (users := needed_by(made, module))}
        if needed and not force:
            raise RefusedEditError(
                *(ConfigError(file_name(m), "", needed_text(m, users)) for m, users in needed.items())
            )
        return made

    return edit


def _back(now: Mapping[str, T], before: Mapping[str, T], after: Mapping[str, T]) -> dict[str, T]:
    names = {name for name in {**before, **after} if before.get(name) != after.get(name)}
    if other := sorted(name for name in names if now.get(name) != after.get(name)):
        told = "was changed by somebody else meanwhile; nothing was stored"
        raise RefusedEditError(*(ConfigError(name, "", told) for name in other))
    return {
        **{name: value for name, value in now.items() if name not in names},
        **{name: before[name] for name in names if name in before},
    }


def removed(module: str, *, force: bool = False) -> Edit:
    """Without the file of a module; what the module keeps in its state folder stays. force: also one that others need,
    which then stop."""

    def edit(texts: Texts) -> Texts:
        name = file_name(module)
        if name not in texts.files:
            known = (PurePosixPath(each).stem for each in texts.files if is_module_file(each))
            raise RefusedEditError(ConfigError(name, "", "is not there", "", nearest(module, known)))
        if (users := needed_by(texts, module)) and not force:
            raise RefusedEditError(ConfigError(name, "", needed_text(module, users)))
        return replace(texts, files={each: text for each, text in texts.files.items() if each != name})

    return edit


def needed_by(texts: Texts, module: str) -> tuple[str, ...]:
    """The modules whose files say that they cannot run without that one, sorted."""
    return tuple(
        sorted(
            str(PurePosixPath(name).stem)
            for name, text in texts.files.items()
            if is_module_file(name) and module in text and _needs(name, text, module)
        )
    )


def needed_text(module: str, users: Sequence[str]) -> str:
    """Why it is not removed just so."""
    them = "it" if len(users) == 1 else "they"
    return f"{', '.join(users)} cannot run without {module}, and {them} would stop; nothing was changed"


def _needs(name: str, text: str, module: str) -> bool:
    try:
        edges = parse_toml(text, name).get("depends_on")
    except UnusableFileError:
        return False
    for edge in edges if isinstance(edges, list) else ():
        if edge == module:
            return True
        if isinstance(edge, Mapping) and edge.get("module") == module and edge.get("required") is not False:
            return True
    return False


def fingerprint(text: str | None) -> str:
    """By which a text is told from another; a file that is not there is as an empty one."""
    return hashlib.sha256((text or "").encode("utf-8", "surrogatepass")).hexdigest()


def restored(target: Texts) -> Edit:
    """All texts as they were at another time. A file that cannot be read now, and was none then, stays as it is."""

    def edit(texts: Texts) -> Texts:
        refused = {name: error for name, error in texts.refused.items() if name not in target.files}
        return Texts(dict(target.files), refused, dict(target.overrides))

    return edit


def idle_override(home: Home, texts: Texts, key: Key) -> tuple[ConfigError, ...]:
    """Why the override of `key` would have no effect in these texts; empty when it has. Blocks on the disk."""
    from skelly_tray.config.load import build

    return build(home, texts).override_errors.get(key.text, ())


def wants_secret(texts: Texts, key: Key) -> bool:
    """Does the schema of the module's settings mark that key as a secret?"""
    if key.module is None or key.path[0] != "settings" or key.file not in texts.files:
        return False
    try:
        given = parse_toml(texts.files[key.file], key.file).get("settings_schema")
        if not isinstance(given, str | Mapping):
            return False
        marked = secret_keys(schema_of(given, texts.files, texts.refused))
    except UnusableFileError:
        return False
    return any(_matches(pattern, key.path[1:]) for pattern in marked)


def _matches(pattern: Iterable[str], path: tuple[str, ...]) -> bool:
    parts = tuple(pattern)
    return len(parts) == len(path) and all(
        want in (EACH, part) for want, part in zip(parts, path, strict=True)
    )


def _refuse_plain_secret(texts: Texts, key: Key, value: Any) -> None:
    if is_reference(value) or not wants_secret(texts, key):
        return
    name = name_for(key.module or "", key.path[1:])
    raise RefusedEditError(
        ConfigError(
            key.file,
            dotted(key.path),
            "is a secret, which no file keeps",
            f'store it with "skelly-tray secret set {name}", then set the key to {{ secret = "{name}" }}',
        )
    )


def _text_of(texts: Texts, key: Key) -> str:
    """The text of the key's file, TOML; "" for one that may be missing."""
    if key.file in texts.refused:
        raise RefusedEditError(texts.refused[key.file])
    text = texts.files.get(key.file)
    if text is None:
        if key.file in (ORCHESTRATOR_FILE, file_name(BUS_ID)):
            return ""
        known = (PurePosixPath(name).stem for name in {*texts.files, *texts.refused} if is_module_file(name))
        guess = nearest(key.module or "", known)
        raise RefusedEditError(ConfigError("key", key.text, "is of a module that there is not", "", guess))
    try:
        parse_toml(text, key.file)
    except UnusableFileError as refused:
        raise RefusedEditError(refused.error) from refused
    return text


def _with_text(texts: Texts, file: str, text: str) -> Texts:
    refused = {name: error for name, error in texts.refused.items() if name != file}
    return Texts({**texts.files, file: text}, refused, texts.overrides)


def _without_override(texts: Texts, key: Key) -> dict[str, Any]:
    return {
        name: value
        for name, value in texts.overrides.items()
        if name != key.text and not name.startswith(f"{key.text}.")
    }


def _refused(key: Key, error: NotEditableError) -> RefusedEditError:
    return RefusedEditError(ConfigError(key.file, dotted(key.path), str(error)))
