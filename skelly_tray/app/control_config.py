"""Methods of the control socket about the configuration: read it, change it, go back.

Each change is an edit (`config/edits.py`) that the transaction checks and carries out, whoever asks for it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from skelly_tray.config.diff import diff
from skelly_tray.config.edits import (
    Edit,
    RefusedEditError,
    begun,
    created,
    idle_override,
    needed_by,
    overridden,
    removed,
    replaced,
    restored,
    saved,
    undone,
    unset_override,
    unset_saved,
)
from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.form import ORCHESTRATOR, check_text, form_of
from skelly_tray.config.home import Home
from skelly_tray.config.init import filled_template, templates
from skelly_tray.config.keys import BadKeyError, Key, parse_key
from skelly_tray.config.listing import module_files
from skelly_tray.config.load import load
from skelly_tray.config.module_build import build_module, check_id
from skelly_tray.config.names import ORCHESTRATOR_FILE, file_name
from skelly_tray.config.orchestrator_build import load_orchestrator
from skelly_tray.config.revisions import NoSuchRevisionError, Revisions
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.config.value import row_of
from skelly_tray.engine.configuration import join
from skelly_tray.rpc.connection import Connection, Handler
from skelly_tray.rpc.errors import ErrorCode, RpcError
from skelly_tray.rpc.params import count, flag, invalid, only, optional_text, text

Params = dict[str, Any]
Check = Callable[[str | None], Awaitable[None]]
T = TypeVar("T")

WHO = ("api", "cli", "ui")
"""Who may be named as the one that asks, in `by`."""
MOST_ROWS = 200


def who(params: Params, usually: str = "cli") -> str:
    """Who asks, by its own word. Raises RpcError for a word that is none of `WHO`."""
    by = params.get("by", usually)
    if by not in WHO:
        raise invalid(f"by must be one of {', '.join(WHO)}")
    return str(by)


class ConfigCore(Protocol):
    """What these methods need of the orchestrator."""

    async def change_config(self, edit: Edit, *, by: str, why: str, on_trial: bool = True) -> dict[str, Any]:
        """One transaction; its report, JSON-able. Refusals of the edit are errors in it."""

    async def preview_config(self, edit: Edit) -> dict[str, Any]:
        """What that change would report, and `lines`: the difference to what runs. Nothing is done."""

    def texts_in_effect(self) -> Texts:
        """What the configuration that runs was made of."""

    async def query(self, name: str, params: Mapping[str, Any]) -> Any: ...


class ConfigMethods:
    """check: refuses a module that there is not."""

    def __init__(self, core: ConfigCore, home: Home, check: Check) -> None:
        self._core = core
        self._home = home
        self._check = check
        self._alone = asyncio.Lock()
        """What only computes is done one by one: many threads at once keep the loop from its turn."""

    async def _computed(self, work: Callable[[], T]) -> T:
        async with self._alone:
            return await asyncio.to_thread(work)

    def methods(self) -> Mapping[str, Handler]:
        return {
            "config.add": self._add,
            "config.begin": self._begin,
            "config.diff": self._diff,
            "config.files": self._files,
            "config.get": self._get,
            "config.history": self._history,
            "config.remove": self._remove,
            "config.rollback": self._rollback,
            "config.schema": self._schema,
            "config.set": self._set,
            "config.text": self._text,
            "config.undo": self._undo,
            "config.unset": self._unset,
            "config.update": self._update,
            "config.validate": self._validate,
        }

    # ---- what is

    async def _get(self, params: Params, connection: Connection) -> Any:
        """`{"key", "value", "origin"}`."""
        only(params, "key")
        key = _key(params)
        try:
            return await self._computed(lambda: row_of(read_texts(self._home), key))
        except UnusableFileError as refused:
            raise RpcError(ErrorCode.INTERNAL_ERROR, str(refused.error)) from refused

    async def _text(self, params: Params, connection: Connection) -> Any:
        only(params, "module")
        module = text(params, "module")
        await self._check_file(module)
        if module == ORCHESTRATOR:
            return await asyncio.to_thread(orchestrator_text, self._home)
        return await self._core.query("config.text", {"module": module})

    async def _schema(self, params: Params, connection: Connection) -> Any:
        """What a form for that file is made of; `config/form.py`."""
        only(params, "module")
        module = text(params, "module")
        await self._check_id(module)
        return await self._computed(lambda: form_of(self._home, module))

    async def _check_id(self, module: str) -> None:
        """Of a file that may not be there yet: its name must be one that it could have."""
        if module != ORCHESTRATOR and check_id(module) is not None:
            await self._check(module)

    async def _files(self, params: Params, connection: Connection) -> Any:
        """The files of modules; `config/listing.py`."""
        only(params)
        return await self._computed(lambda: module_files(self._home))

    async def _check_file(self, module: str) -> None:
        if module != ORCHESTRATOR:
            await self._check(module)

    async def _diff(self, params: Params, connection: Connection) -> Any:
        """`{"against", "lines"}`: the files and overrides against what runs. With `module` and `text`: as if that were
        its file; then also what a save of it would report, with all errors of the whole configuration. With `rev`: as
        if that revision were brought back."""
        only(params, "module", "text", "rev")
        if "rev" in params:
            _, target = await self._revision(params)
            return {"against": "what runs", **await self._core.preview_config(restored(target))}
        if params:
            module = text(params, "module")
            await self._check_id(module)
            edit = replaced(file_of(module), text(params, "text"))
            return {"against": "what runs", **await self._core.preview_config(edit)}
        running = self._core.texts_in_effect()
        lines = await self._computed(lambda: diff(running, read_texts(self._home)))
        return {"against": "what runs", "lines": lines}

    async def _history(self, params: Params, connection: Connection) -> Any:
        """Rows of revisions, newest last."""
        only(params, "count")
        wanted = min(count(params, "count", 20), MOST_ROWS)
        known = await asyncio.to_thread(self._known)
        return [one.row() for one in known[max(0, len(known) - wanted) :]]

    async def _validate(self, params: Params, connection: Connection) -> Any:
        """`{"errors", "warnings"}` of all files as they are on disk; or with `module` and `text`: of that text as its
        file, and `found` with the `key` of each error."""
        only(params, "module", "text")
        if params:
            module, whole = text(params, "module"), text(params, "text")
            found = await self._computed(lambda: check_text(self._home, module, whole))
            keyed = [{"file": e.file, "key": e.key, "text": said(e)} for e in found]
            warnings = [] if found else await asyncio.to_thread(_about_programs, self._home, module, whole)
            return {"errors": list(map(str, found)), "warnings": warnings, "found": keyed}
        return await self._computed(lambda: _validated(self._home))

    # ---- what is to be done

    async def _set(self, params: Params, connection: Connection) -> Any:
        only(params, "key", "value", "save", "by")
        key, save = _key(params), flag(params, "save", False)
        if "value" not in params:
            raise invalid("value must be given")
        value = params["value"]
        edit = saved(key, value) if save else self._in_effect(key, overridden(key, value))
        return await self._change(edit, params, f"set {key.text}", "cli")

    async def _unset(self, params: Params, connection: Connection) -> Any:
        only(params, "key", "save", "by")
        key, save = _key(params), flag(params, "save", False)
        edit = unset_saved(key) if save else unset_override(key)
        return await self._change(edit, params, f"unset {key.text}", "cli")

    async def _update(self, params: Params, connection: Connection) -> Any:
        """The whole text of a module's file, or of the orchestrator's. was: `fingerprint` of the text it was made from,
        and then it is refused when the file is another by now."""
        only(params, "module", "text", "was", "by")
        module, whole, was = text(params, "module"), text(params, "text"), optional_text(params, "was")
        await self._check_file(module)
        name = file_of(module)
        return await self._change(replaced(name, whole, was), params, f"edited {name}", "ui")

    async def _add(self, params: Params, connection: Connection) -> Any:
        """The file of a module that there is not yet."""
        only(params, "module", "text", "by")
        module, whole = text(params, "module"), text(params, "text")
        return await self._change(created(module, whole), params, f"added the module {module}"[:200], "ui")

    async def _begin(self, params: Params, connection: Connection) -> Any:
        """The first configuration of a home that has none, from a template. Not on trial: there is nothing to go back
        to."""
        only(params, "template", "notifications", "by")
        template, notifications = text(params, "template"), flag(params, "notifications", True)
        if template not in templates():
            raise invalid(f"template must be one of {', '.join(templates())}")
        edit = begun(await asyncio.to_thread(filled_template, template), notifications=notifications)
        why = f"the first start, with the template {template}"
        return await self._change(edit, params, why, "ui", on_trial=False)

    async def _remove(self, params: Params, connection: Connection) -> Any:
        """Take the file of a module away, and the module with it. One that others need stays unless `force`; the report
        names them in `needed_by`."""
        only(params, "module", "force", "by")
        module, force = text(params, "module"), flag(params, "force", False)
        await self._check(module)
        users: list[str] = []

        def edit(texts: Texts) -> Texts:
            users[:] = needed_by(texts, module)
            return removed(module, force=force)(texts)

        report = await self._change(edit, params, f"removed the module {module}"[:200], "ui")
        return {**report, "needed_by": users}

    async def _rollback(self, params: Params, connection: Connection) -> Any:
        only(params, "rev", "by")
        number, target = await self._revision(params)
        return await self._change(restored(target), params, f"back to revision {number}", "cli")

    async def _undo(self, params: Params, connection: Connection) -> Any:
        """Take one change back, and no other that was made since. Refused where one of its files is another by now."""
        only(params, "rev", "force", "by")
        number, force = count(params, "rev", 0), flag(params, "force", False)
        try:
            before, after = await asyncio.to_thread(self._change_of, number)
        except NoSuchRevisionError as error:
            raise invalid(str(error)) from error
        return await self._change(
            undone(before, after, force=force), params, f"undid revision {number}", "ui"
        )

    def _change_of(self, rev: int) -> tuple[Texts, Texts]:
        kept = Revisions(self._home)
        return kept.before(rev), kept.texts_at(rev)

    async def _revision(self, params: Params) -> tuple[int, Texts]:
        """The number and the texts of the revision that is meant; without one, the last that was good."""
        rev = None if params.get("rev") is None else count(params, "rev", 0)
        try:
            return await asyncio.to_thread(self._target, rev)
        except NoSuchRevisionError as error:
            raise invalid(str(error)) from error

    async def _change(
        self, edit: Edit, params: Params, why: str, usually: str, *, on_trial: bool = True
    ) -> dict[str, Any]:
        return await changed(self._core, edit, who(params, usually), why, on_trial=on_trial)

    def _in_effect(self, key: Key, edit: Edit) -> Edit:
        """An override that would have no effect is refused, and not left aside with a warning."""

        def checked(texts: Texts) -> Texts:
            after = edit(texts)
            if errors := idle_override(self._home, after, key):
                raise RefusedEditError(*errors)
            return after

        return checked

    def _known(self) -> tuple[Any, ...]:
        try:
            return Revisions(self._home).list()
        except OSError as error:
            message = f"the revisions cannot be read: {error.strerror}"
            raise RpcError(ErrorCode.INTERNAL_ERROR, message) from error

    def _target(self, rev: int | None) -> tuple[int, Texts]:
        kept = Revisions(self._home)
        one = kept.get(rev) if rev is not None else kept.last_good()
        if one is None:
            raise NoSuchRevisionError("there is nothing to go back to: no change has been made")
        return one.rev, kept.texts_at(one.rev)


async def changed(
    core: ConfigCore, edit: Edit, by: str, why: str, *, on_trial: bool = True
) -> dict[str, Any]:
    """The report of that change; what the edit itself refuses is among its errors."""
    refused: list[str] = []

    def kept(texts: Texts) -> Texts:
        try:
            return edit(texts)
        except RefusedEditError as error:
            refused.extend(map(str, error.errors))
            return texts

    report = await core.change_config(kept, by=by, why=why, on_trial=on_trial)
    return {**report, "errors": [*refused, *report["errors"]]}


def _validated(home: Home) -> dict[str, Any]:
    loaded = load(home, record=False)
    return {"errors": join(loaded).errors, "warnings": [str(warning) for warning in loaded.warnings]}


def file_of(module: str) -> str:
    """The name of the file of a module, or of the orchestrator's."""
    return ORCHESTRATOR_FILE if module == ORCHESTRATOR else file_name(module)


def said(error: ConfigError) -> str:
    """Without the file and the key, where they are seen anyhow."""
    return str(replace(error, file="", key="")).removeprefix(": ")


def orchestrator_text(home: Home) -> dict[str, Any]:
    """As `config_text`, of the orchestrator's file; one that is not there is empty."""
    texts, name = read_texts(home), ORCHESTRATOR_FILE
    whole = texts.files.get(name, "")
    refused = texts.refused.get(name)
    errors = (refused,) if refused else check_text(home, ORCHESTRATOR, whole)
    return {"path": str(home.orchestrator_file), "text": whole, "errors": list(map(str, errors))}


def _about_programs(home: Home, module: str, whole: str) -> list[str]:
    """Whether the program of a module that is not there yet can be found."""
    from skelly_tray.app.examine.programs import missing_program

    if module == ORCHESTRATOR:
        return []
    descriptor = build_module(home, module, whole, load_orchestrator(home).config).descriptor
    missing = missing_program(descriptor, os.environ) if descriptor else None
    return [missing] if missing else []


def _key(params: Params) -> Key:
    try:
        return parse_key(text(params, "key"))
    except BadKeyError as bad:
        raise invalid(str(bad.error)) from bad
