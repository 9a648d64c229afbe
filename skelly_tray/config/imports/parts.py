"""What the files of several supervisors have in common: commands, environments, times, sizes, signals."""

from __future__ import annotations

import re
import shlex
import signal
from collections.abc import Mapping
from typing import Any

from skelly_tray.config.durations import LONGEST, show_duration
from skelly_tray.config.imports.found import NotReadableError, Service, Source

SHELL = ("/bin/sh", "-c")
_SHELL_WORDS = frozenset(
    [
        "if",
        "then",
        "else",
        "elif",
        "fi",
        "for",
        "while",
        "until",
        "do",
        "done",
        "case",
        "esac",
        "cd",
        "export",
        "source",
        "set",
        "trap",
        "ulimit",
        "umask",
        "eval",
        "read",
        ".",
        ":",
        "[",
        "[[",
        "!",
        "{",
        "}",
        "function",
        "time",
        "wait",
    ]
)
_SHELL_SIGNS = re.compile(r"[$`|&;<>(){}*?\[\]#~!\n]|\\$")
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_OURS = re.compile(r"\$(STATE|PYTHON)(?![A-Za-z0-9_])")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_SECRET = re.compile(
    r"PASSW|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIAL|PASSWD|_KEY$", re.IGNORECASE
)
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)i?b?", re.IGNORECASE)
_GO_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ns|us|µs|ms|s|m|h|d)")
_GO_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def needs_shell(text: str) -> bool:
    """Whether a command line means more than a program and its arguments."""
    words = text.split()
    first = words[0] if words else ""
    return bool(_SHELL_SIGNS.search(text) or first in _SHELL_WORDS or _ASSIGNMENT.match(first))


def argv(text: str, shell: tuple[str, ...] = SHELL) -> list[str]:
    """A command line as argv: as it is, where it is a program and its arguments; else for the shell, which is then
    replaced by the program where it is one alone. Raises NotReadableError when there is nothing to run."""
    text = text.strip()
    if text.startswith("exec "):
        text = text[5:].lstrip()
    if not text:
        raise NotReadableError("it has no command")
    if not needs_shell(text):
        try:
            return shlex.split(text)
        except ValueError:
            """An odd quotation mark: the shell will say so when it runs."""
    # `$STATE` and `$PYTHON` are ours to fill in; with braces they are the shell's.
    return [*shell, _OURS.sub(r"${\1}", text)]


def split(text: str) -> list[str]:
    """Words as a shell has them, with no other meaning of any sign. Raises NotReadableError."""
    try:
        return shlex.split(text)
    except ValueError as error:
        raise NotReadableError(f"{text!r} is no list of words: {error}") from error


def words(value: Any) -> list[str]:
    """A list of texts, or one text with words in it."""
    if value is None:
        return []
    return [str(word) for word in value] if isinstance(value, list) else split(str(value))


def put_environment(service: Service, values: Mapping[Any, Any]) -> None:
    """Set variables; what cannot be one is noted, and so is what looks like a secret. Names may be numbers in YAML."""
    found: dict[str, str] = service.table.setdefault("env", {})
    for key, value in values.items():
        name, text = str(key), environment_text(value)
        if "=" in name or "\0" in name + text or not name:
            service.notes.append(f"the variable {name!r} was left out: it cannot be set")
            continue
        if _OURS.search(text):
            service.notes.append(f"env.{name}: $STATE and $PYTHON stand for something of ours here")
        found[name] = text
    if secrets := sorted(name for name, text in found.items() if text and _SECRET.search(name)):
        service.notes.append(
            f"in plain text: {', '.join(secrets)}; `skelly-tray secret set {service.name}/NAME` keeps one"
            f' in the keyring, and `env.NAME = {{ secret = "{service.name}/NAME" }}` takes it from there'
        )
    if not found:
        del service.table["env"]


def environment_text(value: Any) -> str:
    """As other supervisors write a value into an environment."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def pairs(lines: list[Any]) -> dict[str, str | None]:
    """`["A=1", "B"]` as a table; None for a name alone."""
    found: dict[str, str | None] = {}
    for line in lines:
        name, sign, value = str(line).partition("=")
        found[name.strip()] = value if sign else None
    return found


def env_file(text: str) -> dict[str, str]:
    """The lines `NAME=value` of an `.env` file, quotation marks taken off."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, sign, value = line.strip().removeprefix("export ").partition("=")
        name, value = name.strip(), value.strip()
        if not sign or not _NAME.fullmatch(name):
            continue
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            quoted = value[0] == '"'
            value = value[1:-1]
            value = value.replace("\\n", "\n").replace('\\"', '"') if quoted else value
        else:
            value = value.split(" #")[0].rstrip()
        found[name] = value
    return found


def read_env_files(service: Service, source: Source, names: Any) -> dict[str, str]:
    """The variables of the files that the service names; one that is not there is noted."""
    found: dict[str, str] = {}
    for entry in names if isinstance(names, list) else [names]:
        required = not (isinstance(entry, dict) and entry.get("required") is False)
        name = str(entry.get("path", "")) if isinstance(entry, dict) else str(entry)
        text = source.beside(source.path(name))
        if text is not None:
            found |= env_file(text)
        elif required:
            service.notes.append(f"the environment file {name} is not there, or cannot be read")
    return found


def duration(value: Any) -> str | None:
    """`"1m30s"` or a number of seconds as a duration of ours; None when it is none."""
    seconds = seconds_of(value)
    if seconds is None or not 0 <= seconds <= LONGEST:
        return None
    return show_duration(round(seconds, 3))


def seconds_of(value: Any) -> float | None:
    """Seconds of a number, or of a text such as `"1m30s"`."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    text = str(value).strip()
    try:
        return float(text)
    except ValueError:
        parts = _GO_PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return sum(float(number) * _GO_SECONDS[unit] for number, unit in parts)


def put_duration(service: Service, key: str, value: Any, *, least: float = 0.0) -> None:
    """Set a duration; what is none is noted."""
    if value is None:
        return
    text, seconds = duration(value), seconds_of(value)
    if text is None or seconds is None:
        service.notes.append(f"{key}: {value!r} is no time")
    else:
        service.put(key, text if seconds >= least else show_duration(least))


def put_count(service: Service, key: str, value: Any, least: int = 0) -> None:
    """Set a whole number that is at least that; what is none is noted."""
    count = whole(value)
    if count is not None and count >= least:
        service.put(key, count)
    elif value is not None:
        service.notes.append(f"{key}: {value!r} is no such number")


def put_memory(service: Service, value: Any) -> None:
    """Set the limit of memory; what is no size is noted."""
    if value is None:
        return
    if (size := megabytes(value)) is None:
        service.notes.append(f"limits.max_memory_mb: {value!r} is no size")
    else:
        service.put("limits.max_memory_mb", size)


def megabytes(value: Any) -> float | None:
    """Of `512m`, `1.5G` or a number of bytes; None when it is none."""
    if isinstance(value, bool):
        return None
    found = _SIZE.fullmatch(str(value).strip())
    if not found:
        return None
    count = float(found[1]) * 1024.0 ** " kmgt".index(found[2].lower() or " ")
    return max(1.0, round(count / 2**20, 1))


def signal_name(value: Any) -> str | None:
    """`TERM` of `SIGTERM`, `term` or 15; None when there is no such signal."""
    text = str(value).strip().upper()
    if text.isdigit():
        try:
            return signal.Signals(int(text)).name.removeprefix("SIG")
        except ValueError:
            return None
    name = text.removeprefix("SIG")
    return name if f"SIG{name}" in signal.Signals.__members__ else None


def put_signal(service: Service, value: Any) -> None:
    """Set `stop_signal`; one that we do not send is noted."""
    from skelly_tray.config.schema.module_file import STOP_SIGNALS

    name = signal_name(value)
    if name in STOP_SIGNALS:
        service.put("stop_signal", name)
    else:
        service.notes.append(f"the stop signal {value} is none of {', '.join(STOP_SIGNALS)}; it gets TERM")


def never_again(service: Service) -> None:
    """It is not to be started again when it ends."""
    service.put("oneshot", True)
    service.put("recovery.max_attempts", 0)


def whole(value: Any) -> int | None:
    """A whole number, also one that is written as a text."""
    if isinstance(value, bool):
        return None
    try:
        return int(str(value).strip())
    except ValueError:
        return None
