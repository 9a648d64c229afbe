"""supervisord's configuration: an INI file with a `[program:NAME]` for each program."""

from __future__ import annotations

import configparser
import re
from collections.abc import Mapping
from pathlib import Path

from skelly_tray.config.imports.found import NotReadableError, Reading, Service, Source, rest_of
from skelly_tray.config.imports.parts import (
    argv,
    never_again,
    put_duration,
    put_environment,
    put_signal,
    whole,
)

_KNOWN = [
    "command",
    "process_name",
    "numprocs",
    "numprocs_start",
    "directory",
    "environment",
    "user",
    "autostart",
    "autorestart",
    "exitcodes",
    "startsecs",
    "startretries",
    "stopsignal",
    "stopwaitsecs",
    "priority",
]
_MOOT = [
    "redirect_stderr",
    "stopasgroup",
    "killasgroup",
    "stdout_logfile",
    "stderr_logfile",
    "stdout_logfile_maxbytes",
    "stderr_logfile_maxbytes",
    "stdout_logfile_backups",
    "stderr_logfile_backups",
    "stdout_syslog",
    "stderr_syslog",
    "stdout_capture_maxbytes",
    "stderr_capture_maxbytes",
    "stdout_events_enabled",
    "stderr_events_enabled",
]
"""Trees are ended whole here, and output is kept and rotated anyway."""
_DAEMON = ["environment"]
_DAEMON_MOOT = [
    "logfile", "logfile_maxbytes", "logfile_backups", "loglevel", "pidfile", "nodaemon", "silent",
    "identifier", "childlogdir", "strip_ansi", "nocleanup",
]  # fmt: skip
"""Of supervisord itself."""
_OF_ITS_OWN = frozenset(
    ("unix_http_server", "inet_http_server", "supervisorctl", "rpcinterface", "ctlplugin")
)
_OTHER_PROGRAMS = {
    "eventlistener": "it listens to supervisord's own events",
    "fcgi-program": "supervisord opens its socket, which nothing does here",
}
_VARIABLE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(\"[^\"]*\"|'[^']*'|[^,]*)(?:,|$)")
_EXPANSION = re.compile(r"%\(([A-Za-z_][A-Za-z0-9_]*)\)(0?[0-9]{0,2})([sd])")
_NUMBER = re.compile(r"[0-9]{1,18}")
_TRUE = ("true", "yes", "on", "1")
MOST_COPIES = 64


def recognises(name: str, text: str) -> bool:
    return bool(re.search(r"^\[(program|supervisord|group|include)\b", text, re.MULTILINE))


def read(text: str, source: Source) -> Reading:
    """Raises NotReadableError."""
    found = Reading()
    sections = _sections(text, source, found)
    shared = sections.get("supervisord", {})
    found.notes += rest_of(shared, _DAEMON, _DAEMON_MOOT, "[supervisord]")
    if own := [section for section in sections if section.partition(":")[0] in _OF_ITS_OWN]:
        found.notes.append(f"of no use here: {', '.join(f'[{section}]' for section in own)}")
    for section, keys in sections.items():
        kind, _, name = section.partition(":")
        if kind in _OTHER_PROGRAMS and name:
            found.left_out[name] = _OTHER_PROGRAMS[kind]
        elif kind == "group" and name:
            found.notes.append(f"the group {name} ({keys.get('programs', '')}) is not kept together here")
            found.notes += rest_of(keys, ("programs",), place=f"[{section}]")
        elif kind == "program" and name:
            _programs(name.strip(), keys, shared.get("environment", ""), source, found)
        elif kind not in _OF_ITS_OWN and section not in ("supervisord", "include"):
            found.notes.append(f"not carried over: [{section}]")
    if not found.services and not found.left_out:
        raise NotReadableError("it has no [program:NAME]")
    return found


def _sections(text: str, source: Source, found: Reading) -> dict[str, dict[str, str]]:
    """Of the file and of those that it includes."""
    sections = _parse(text)
    found.notes += rest_of(sections.get("include", {}), ("files",), place="[include]")
    for pattern in sections.get("include", {}).get("files", "").split():
        wanted = _expand(pattern, {"here": str(source.folder)}, source)
        paths = _included(wanted, source)
        if not paths:
            found.notes.append(f"[include] {pattern}: there is no such file")
        for path in paths:
            more = source.beside(path)
            if more is None:
                found.notes.append(f"[include] {pattern}: {path.name} cannot be read")
            else:
                sections = _parse(more) | sections
    return sections


def _included(wanted: str, source: Source) -> list[Path]:
    """As supervisord looks for them: two asterisks are one, and do not walk through everything below."""
    if wanted.startswith("/"):
        return [source.path(wanted)]
    try:
        return sorted(source.folder.glob(re.sub(r"\*+", "*", wanted)))
    except (ValueError, OSError):  # no pattern, or no folder that may be looked into
        return []


def _parse(text: str) -> dict[str, dict[str, str]]:
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";", "#"), strict=False)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise NotReadableError(f"it is no INI file: {' '.join(str(error).split())}") from error
    return {section: dict(parser.items(section)) for section in parser.sections()}


def _programs(name: str, keys: Mapping[str, str], shared: str, source: Source, found: Reading) -> None:
    """shared: the environment of all programs."""
    copies = whole(keys.get("numprocs", "1")) or 1
    first = whole(keys.get("numprocs_start", "0")) or 0
    if not 0 < copies <= MOST_COPIES:
        found.left_out[name] = f"it is wanted {copies} times"
        return
    for number in range(first, first + copies):
        values = {
            "here": str(source.folder),
            "program_name": name,
            "group_name": name,
            "process_num": str(number),
        }
        given = keys.get(
            "process_name", "%(program_name)s" if copies == 1 else "%(program_name)s-%(process_num)d"
        )
        service = Service(_expand(given, values, source))
        try:
            own = {key: _expand(value, values, source) for key, value in keys.items()}
            _fill(service, own, _expand(shared, values, source), source)
        except NotReadableError as error:
            found.left_out[service.name] = str(error)
        else:
            found.services.append(service)


def _fill(service: Service, keys: Mapping[str, str], shared: str, source: Source) -> None:
    service.put("command", argv(keys.get("command", "")))
    service.put("working_dir", str(source.path(keys.get("directory", "."))))
    put_environment(
        service, {**_variables(service, shared), **_variables(service, keys.get("environment", ""))}
    )
    if unknown := sorted({found[0] for value in keys.values() for found in _EXPANSION.finditer(value)}):
        service.notes.append(f"nothing is known of {', '.join(unknown)}: it stays as it is")
    if user := keys.get("user"):
        service.put("user", user)
    if keys.get("autostart", "true").lower() not in _TRUE:
        service.put("enabled", False)
    _restarts(service, keys)
    put_duration(service, "ready_after", whole(keys.get("startsecs", "1")))
    put_duration(service, "shutdown_timeout", whole(keys.get("stopwaitsecs", "10")))
    if "stopsignal" in keys:
        put_signal(service, keys["stopsignal"])
    if keys.get("priority", "999") != "999":
        service.notes.append(f"priority {keys['priority']}: say what it needs with `depends_on` instead")
    service.note_rest(keys, _KNOWN, _MOOT)


def _variables(service: Service, text: str) -> dict[str, str]:
    """`NAME="value",NAME=value`."""
    found = {match[1]: match[2].strip().strip("\"'") for match in _VARIABLE.finditer(text)}
    if left := _VARIABLE.sub("", text).strip(", \n"):
        service.notes.append(f"environment: {left!r} is no list of NAME=value")
    return found


def _restarts(service: Service, keys: Mapping[str, str]) -> None:
    again = keys.get("autorestart", "unexpected").lower()
    expected = [code for each in keys.get("exitcodes", "0").split(",") if (code := whole(each)) is not None]
    if again not in (*_TRUE, "unexpected"):
        never_again(service)
        if expected != [0]:
            service.put("success_exit_codes", expected)
        return
    if again == "unexpected":
        service.put("no_restart_exit_codes", expected)
    retries = whole(keys.get("startretries", "3"))
    if "startretries" in keys and retries is not None:
        service.put("recovery.max_attempts", max(0, retries))


def _expand(text: str, values: Mapping[str, str], source: Source) -> str:
    """`%(program_name)s`, `%(process_num)02d`, `%(ENV_HOME)s`; one that nobody knows stays."""

    def known(match: re.Match[str]) -> str:
        name = match[1]
        value = source.environ.get(name[4:]) if name.startswith("ENV_") else values.get(name)
        if value is None:
            return match[0]
        return f"%{match[2]}d" % int(value) if match[3] == "d" and _NUMBER.fullmatch(value) else value

    return _EXPANSION.sub(known, text).replace("%%", "%")
