"""process-compose's YAML: `processes`, each a command line for a shell, with probes and conditions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skelly_tray.config.imports.found import NotReadableError, Reading, Service, Source, rest_of
from skelly_tray.config.imports.interpolation import interpolated
from skelly_tray.config.imports.parts import (
    argv,
    duration,
    env_file,
    never_again,
    pairs,
    put_duration,
    put_environment,
    put_signal,
    read_env_files,
    whole,
)
from skelly_tray.config.imports.yaml_text import parse_yaml

CONDITIONS = {
    "process_started": "started",
    "process_healthy": "ready",
    "process_log_ready": "ready",
    "process_completed": "completed",
    "process_completed_successfully": "completed",
}
_KNOWN = [
    "command",
    "entrypoint",
    "environment",
    "env_file",
    "working_dir",
    "depends_on",
    "readiness_probe",
    "liveness_probe",
    "ready_log_line",
    "availability",
    "shutdown",
    "disabled",
    "replicas",
    "launch_timeout_seconds",
    "is_dotenv_disabled",
    "is_interactive",
    "is_foreground",
    "is_daemon",
]
_MOOT = [
    "log_location", "log_configuration", "disable_ansi_colors", "is_tty", "namespace", "description", "is_elevated",
]  # fmt: skip
_TOP = ["processes", "environment", "shell", "version", "disable_env_expansion"]
_TOP_MOOT = ["log_location", "log_level", "log_length", "log_configuration", "log_format", "is_strict"]
_PROBE_KEYS = [
    "exec",
    "http_get",
    "initial_delay_seconds",
    "period_seconds",
    "timeout_seconds",
    "success_threshold",
    "failure_threshold",
]  # fmt: skip
_GET_KEYS = ["host", "port", "num_port", "scheme", "path", "headers", "status_code"]
_ANSWERS = frozenset(("restart", "max_restarts", "backoff_seconds", "exit_on_end"))
USUAL_SHELL = ("bash", "-c")
"""Of process-compose."""
MOST_COPIES = 64


def recognises(name: str, text: str) -> bool:
    return bool(re.search(r"^processes:", text, re.MULTILINE))


def read(text: str, source: Source) -> Reading:
    """Raises NotReadableError."""
    data = parse_yaml(text)
    processes = data.get("processes")
    if not isinstance(processes, dict) or not processes:
        raise NotReadableError("it has no `processes`")
    found = Reading(notes=rest_of(data, _TOP, _TOP_MOOT))
    beside = source.beside(source.folder / ".env")
    dotenv = env_file(beside) if beside is not None else {}
    unknown: set[str] = set()
    if not data.get("disable_env_expansion"):
        data, unknown = _filled(data, {**dotenv, **source.environ})
        processes = data["processes"]
    if unknown:
        found.notes.append(
            f"nothing is known of {', '.join(f'${{{name}}}' for name in sorted(unknown))}: taken as empty"
        )
    world = _World(source, _environment(data.get("environment")), dotenv, _shell(data))
    unsaid: list[str] = []
    for name, given in processes.items():
        process = given if isinstance(given, dict) else {}
        copies = whole(process.get("replicas", 1)) or 1
        if not 0 < copies <= MOST_COPIES:
            found.left_out[str(name)] = f"it is wanted {copies} times"
            continue
        for copy in range(copies):
            service = Service(str(name) if copies == 1 else f"{name}-{copy}")
            try:
                _fill(service, process, world, {"PC_PROC_NAME": str(name), "PC_REPLICA_NUM": str(copy)})
            except NotReadableError as error:
                found.left_out[service.name] = str(error)
                continue
            found.services.append(service)
            if "restart" not in _table(process, "availability"):
                unsaid.append(service.name)
    if unsaid:
        found.notes.append(
            f"{', '.join(unsaid)}: nothing is said of restarts, so process-compose would not do any;"
            " here they are brought back"
        )
    return found


@dataclass(frozen=True, slots=True)
class _World:
    """What all processes of a file have in common. dotenv: what `.env` beside it says."""

    source: Source
    environment: Mapping[str, Any]
    dotenv: Mapping[str, str]
    shell: tuple[str, ...]


def _filled(data: dict[str, Any], variables: Mapping[str, str]) -> tuple[dict[str, Any], set[str]]:
    """With `${NAME}` filled in, as it is done there when the file is read; but not in commands, where the shell does it
    with the same variables, and not in what is passed over anyhow."""

    def without(value: Any) -> Any:
        if isinstance(value, list):
            return [without(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            key: None if key == "command" else "" if key in _MOOT else without(item)
            for key, item in value.items()
        }

    bare = without({key: value for key, value in data.items() if key not in _TOP_MOOT})
    found, unknown = interpolated(bare, variables)
    return _with_commands(found, data), unknown


def _with_commands(found: Any, given: Any) -> Any:
    """The commands as they were given."""
    if isinstance(found, dict) and isinstance(given, dict):
        return {
            key: given[key] if key == "command" else _with_commands(value, given.get(key))
            for key, value in found.items()
        }
    return found


def _fill(service: Service, process: Mapping[str, Any], world: _World, told: Mapping[str, str]) -> None:
    """told: variables that process-compose sets by itself."""
    source = world.source
    if any(process.get(key) for key in ("is_interactive", "is_foreground")):
        raise NotReadableError("it wants a terminal to talk with somebody")
    if process.get("is_daemon"):
        raise NotReadableError(
            "it puts itself into the background; give the command that keeps it in the foreground"
        )
    entrypoint = process.get("entrypoint")
    if isinstance(entrypoint, list) and entrypoint:
        service.put("command", [str(word) for word in entrypoint])
    else:
        service.put("command", argv(str(process.get("command") or ""), world.shell))
    service.put("working_dir", str(source.path(str(process.get("working_dir") or "."))))
    files = read_env_files(service, source, process.get("env_file") or [])
    dotenv = {} if process.get("is_dotenv_disabled") else world.dotenv
    own = {**dotenv, **world.environment, **files, **_environment(process.get("environment"))}
    text = json.dumps(process, default=str)
    put_environment(service, {**{name: value for name, value in told.items() if name in text}, **own})
    if process.get("disabled"):
        service.put("enabled", False)
    for key in ("readiness", "liveness"):
        if probe := _probe(service, key, _table(process, f"{key}_probe")):
            service.put(f"probes.{key}", probe)
    if line := process.get("ready_log_line"):
        service.put("probes.readiness", {"kind": "log", "pattern": re.escape(str(line))})
    put_duration(service, "startup_timeout", process.get("launch_timeout_seconds"), least=0.01)
    _availability(service, _table(process, "availability"))
    _shutdown(service, _table(process, "shutdown"))
    for needed, edge in _table(process, "depends_on").items():
        given = edge if isinstance(edge, dict) else {"condition": edge} if isinstance(edge, str) else {}
        condition = str(given.get("condition", "process_started"))
        service.note_rest(given, ("condition",), place=f"depends_on.{needed}")
        if condition not in CONDITIONS:
            service.notes.append(
                f"depends_on.{needed}: the condition {condition} is not known; it waits until it is ready"
            )
        service.needs.append({"module": str(needed), "condition": CONDITIONS.get(condition, "ready")})
    service.note_rest(process, _KNOWN, _MOOT)


def _shell(data: Mapping[str, Any]) -> tuple[str, ...]:
    given = _table(data, "shell")
    if command := given.get("shell_command"):
        return (str(command), str(given.get("shell_argument", "-c")))
    return USUAL_SHELL


def _availability(service: Service, given: Mapping[str, Any]) -> None:
    restart = str(given.get("restart", ""))
    if restart in ("no", "false", "False"):
        never_again(service)
    elif restart == "exit_on_failure":
        service.put("recovery.max_attempts", 0)
        service.notes.append("restart = exit_on_failure: the other processes are not ended with it")
    elif restart == "on_failure":
        service.put("no_restart_exit_codes", [0])
    elif restart not in ("", "always"):
        service.notes.append(f"restart: {restart} is not known; it is brought back")
    if (most := whole(given.get("max_restarts"))) and restart not in ("no", "exit_on_failure"):
        service.put("recovery.max_attempts", most)
    put_duration(service, "recovery.backoff", given.get("backoff_seconds"), least=0.01)
    if given.get("exit_on_end"):
        service.notes.append("exit_on_end: its end does not end the others")
    service.note_rest(given, _ANSWERS, place="availability")


def _shutdown(service: Service, given: Mapping[str, Any]) -> None:
    put_duration(service, "shutdown_timeout", given.get("timeout_seconds"))
    if "signal" in given:
        put_signal(service, given["signal"])
    if given.get("command"):
        service.notes.append(f"shutdown.command: {given['command']!r} is not run; it gets the stop signal")
    service.note_rest(given, ("timeout_seconds", "signal", "command"), ("parent_only",), "shutdown")


def _probe(service: Service, role: str, given: Mapping[str, Any]) -> dict[str, Any]:
    if not given:
        return {}
    probe = _check(service, role, given)
    if not probe:
        return {}
    for key, ours, usual in (
        ("period_seconds", "interval", 10),
        ("timeout_seconds", "timeout", 1),
        ("initial_delay_seconds", "initial_delay", None),
    ):
        value = duration(given.get(key, usual))
        if value is not None and (ours == "initial_delay" or value != "0s"):
            probe[ours] = value
    for key in ("failure_threshold", "success_threshold"):
        if (count := whole(given.get(key))) is not None and count >= 1:
            probe[key] = count
    service.note_rest(given, _PROBE_KEYS, place=f"{role}_probe")
    return probe


def _check(service: Service, role: str, given: Mapping[str, Any]) -> dict[str, Any]:
    if "exec" in given:
        test = _table(given, "exec")
        command = argv(str(test.get("command") or ""), USUAL_SHELL)
        folder = test.get("working_dir")
        service.note_rest(test, ("command", "working_dir"), place=f"{role}_probe.exec")
        return {"kind": "exec", "command": ["env", "-C", str(folder), *command] if folder else command}
    if "http_get" in given:
        get = _table(given, "http_get")
        port = get.get("port") or get.get("num_port") or 80
        scheme, host = str(get.get("scheme") or "http").lower(), get.get("host") or "127.0.0.1"
        service.note_rest(get, _GET_KEYS, place=f"{role}_probe.http_get")
        if get.get("headers") or get.get("status_code"):
            service.notes.append(f"{role}_probe: headers and the status code are not asked for")
        return {"kind": "http", "url": f"{scheme}://{host}:{port}/{str(get.get('path') or '/').lstrip('/')}"}
    service.notes.append(f"{role}_probe: neither exec nor http_get")
    return {}


def _environment(given: Any) -> dict[str, Any]:
    if isinstance(given, list):
        return {name: value for name, value in pairs(given).items() if value is not None}
    return {str(name): value for name, value in given.items()} if isinstance(given, dict) else {}


def _table(given: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = given.get(key)
    return value if isinstance(value, dict) else {}
