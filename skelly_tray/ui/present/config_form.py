"""The form of one configuration file: its fields in groups, with what the text and the overrides say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from skelly_tray.ui.present.config_text import at, shown
from skelly_tray.ui.present.core_words import told as core_told
from skelly_tray.ui.present.words import going_on, looked_up, tr

IN_ONE_LINE = ("text", "whole", "number", "duration")
"""Kinds that a line edit can hold."""

_PLACES = {
    "program": ("name", "command", "builtin", "working_dir", "env", "user", "group", "version", "url"),
    "start": (
        "enabled", "required", "lazy", "oneshot", "depends_on", "startup_timeout", "shutdown_timeout", "stop_signal",
        "success_exit_codes", "no_restart_exit_codes", "prewarm", "ready_after", "importance", "requires",
        "module_start_delay", "parallel_startup", "orphan_grace",
    ),
    "health": (
        "health_check_interval", "health_check_timeout", "unhealthy_threshold", "probes", "health", "sample_interval",
    ),
    "limits": ("limits", "resource_check_interval", "throttle_threshold"),
    "recovery": (
        "recovery", "auto_recovery", "max_recovery_attempts", "recovery_backoff", "recovery_backoff_max",
        "retry_failed_after", "stable_after", "max_concurrent_recoveries",
    ),
}  # fmt: skip
_SHORT = {
    "cpu": "CPU", "mb": "(MB)", "kbps": "(kbit/s)", "url": "address", "dir": "folder", "env": "environment",
    "percent": "(%)", "id": "ID",
}  # fmt: skip
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names}


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field. path: in the file. shown: the value in one line. is_set: the file says it. overridden: what a runtime
    override says instead, in words; "" for none. whole: False when one line cannot hold it, and the text must. inner:
    of a table whose keys depend on one of them. cases: of that one, which keys go with each of its values; `table` is
    the table it stands in. words: what options are called, where that is another word than in the file."""

    path: tuple[str, ...]
    label: str
    help: str
    kind: str
    value: Any = None
    shown: str = ""
    is_set: bool = False
    default: str = ""
    unit: str = ""
    item: str = "text"
    options: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    overridden: str = ""
    required: bool = False
    whole: bool = True
    inner: tuple[FieldView, ...] = field(default=())
    cases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    table: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Group:
    """A page of the form."""

    id: str
    title: str
    fields: tuple[FieldView, ...]


def groups(form: Mapping[str, Any], data: Mapping[str, Any]) -> list[Group]:
    """form: the answer of `config.schema`. data: what the text says."""
    overrides = form.get("overrides") or {}
    found: dict[str, list[FieldView]] = {name: [] for name in _PLACES}
    for told in form["fields"]:
        first = told["path"][0]
        place = _PLACE_OF.get(first) or (
            first if len(told["path"]) > 1 or told["kind"] == "variants" else "program"
        )
        found.setdefault(place, []).append(view(told, data, overrides))
    settings = form.get("settings")
    own = (
        _unnamed(data, overrides) if settings is None else [view(told, data, overrides) for told in settings]
    )
    made = [Group(place, title_of(place), tuple(fields)) for place, fields in found.items() if fields]
    return [made[0], *([Group("settings", title_of("settings"), tuple(own))] if own else []), *made[1:]]


def title_of(place: str) -> str:
    """What a group is called."""
    known = {
        "program": tr("Program"),
        "start": tr("Start and stop"),
        "health": tr("Health"),
        "limits": tr("Limits"),
        "recovery": tr("Recovery"),
        "settings": tr("Its own settings"),
        "sandbox": tr("Sandbox"),
        "bus": tr("Event bus"),
        "ui": tr("Window and tray"),
        "logs": tr("Logs"),
        "metrics": tr("Metrics"),
        "history": tr("History"),
        "audit": tr("Audit log"),
        "notifications": tr("Notifications"),
    }
    return known.get(place) or place.replace("_", " ").capitalize()


def view(told: Mapping[str, Any], data: Mapping[str, Any], overrides: Mapping[str, Any]) -> FieldView:
    """One field of the schema with its value."""
    path = tuple(told["path"])
    value, kind = at(data, path), str(told["kind"])
    item = str((told.get("item") or {}).get("kind", "text"))
    if kind == "secret":
        value = value.get("secret") if isinstance(value, Mapping) else value
    simple = _fits(value, kind, item)
    return FieldView(
        path=path,
        label=label_of(path),
        help=help_of(str(told.get("help", ""))),
        kind=kind,
        value=value,
        shown=shown(value, kind) if simple else "",
        is_set=at(data, path) is not None,
        default=looked_up(str(told.get("default") or "")),
        unit=str(told.get("unit") or ""),
        item=item,
        options=tuple(told.get("options") or ()),
        overridden=shown(overrides.get(".".join(path)), kind),
        required=bool(told.get("required")),
        whole=simple,
        inner=_inner(told, path, data, overrides) if kind == "variants" else (),
    )


def help_of(text: str) -> str:
    """What a key means, as a sentence beside a switch rather than in a file."""
    text = text.replace("`", "")
    for word, said in (("false:", "Off:"), ("true:", "On:")):
        text = f"{said}{text.removeprefix(word)}" if text.startswith(word) else text
    return looked_up(text[:1].upper() + text[1:])


def label_of(path: Sequence[str]) -> str:
    """The key as people read it: `Max memory mb` of `limits.max_memory_mb`."""
    said = looked_up(words_of(path[-1]))
    if len(path) > 2 or path[0] == "requires":
        return f"{looked_up(words_of(path[-2]))}: {going_on(said)}"
    return said


def words_of(name: str) -> str:
    """One name of a key in English words: `Max memory (MB)`."""
    words = [_SHORT.get(word, word) for word in name.replace("_", " ").split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]]) if words else name


def _fits(value: Any, kind: str, item: str) -> bool:
    """Can the form show that value without losing anything of it?"""
    if value is None:
        nested = kind == "list" and item not in (*IN_ONE_LINE, "choice", "text_or_table")
        return kind not in ("table", "text_or_table") and not nested
    match kind:
        case "list":
            return isinstance(value, list) and all(isinstance(one, (str, int, float)) for one in value)
        case "map":
            return isinstance(value, Mapping)
        case "variants":
            return isinstance(value, Mapping)
        case "table":
            return False
        case "text_or_table":
            return isinstance(value, str)
        case _:
            return not isinstance(value, (Mapping, list))


def _inner(
    told: Mapping[str, Any], path: tuple[str, ...], data: Mapping[str, Any], overrides: Mapping[str, Any]
) -> tuple[FieldView, ...]:
    """The selector first, then the keys of the chosen case and those of all."""
    name, cases = str(told["selector"]), told["cases"]
    chosen = at(data, (*path, name))
    selector = {"path": [*path, name], "kind": "choice", "help": told.get("help", ""), "options": list(cases)}
    common = [one["path"][0] for one in told["common"]]
    fits = {case: (*(one["path"][0] for one in own), *common) for case, own in cases.items()}
    rest = [*cases.get(chosen, ()), *told["common"]] if isinstance(chosen, str) else []
    further = [{**one, "path": [*path, *one["path"]]} for one in rest]
    table = at(data, path)
    first = view(selector, data, overrides)
    first = replace(first, cases=fits, table=table if isinstance(table, Mapping) else None)
    return (first, *(view(one, data, overrides) for one in further))


def with_case(field: FieldView, case: Any) -> dict[str, Any] | None:
    """The table of a key that others depend on, with another value of it and without those that do not go with that;
    None for no table."""
    if case is None:
        return None
    fits = field.cases.get(case, ())
    kept = {name: value for name, value in (field.table or {}).items() if name in fits}
    return {field.path[-1]: case, **kept}


def _unnamed(data: Mapping[str, Any], overrides: Mapping[str, Any]) -> list[FieldView]:
    """Settings without a schema: what the file has, by its own kind."""
    own = data.get("settings")
    if not isinstance(own, Mapping):
        return []
    return [view(_guessed(str(name), value), data, overrides) for name, value in own.items()]


def _guessed(name: str, value: Any) -> dict[str, Any]:
    kind, item = "table", "text"
    match value:
        case bool():
            kind = "flag"
        case int():
            kind = "whole"
        case float():
            kind = "number"
        case str():
            kind = "text"
        case list() if value and all(isinstance(one, str) for one in value):
            kind = "list"
        case Mapping() if set(value) == {"secret"}:
            kind = "secret"
    return {"path": ["settings", name], "kind": kind, "help": "", "item": {"kind": item}}


def errors_by_key(found: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """From the answer of `config.validate`: what is wrong, by key; an entry of a list counts for the list."""
    by_key: dict[str, str] = {}
    for one in found:
        key = str(one.get("key", "")).split("[")[0]
        text = core_told(str(one.get("text", "")))
        by_key[key] = f"{by_key[key]}\n{text}" if key in by_key else text
    return by_key
