"""process-compose's YAML: `processes`, each a command line for a shell, with probes and conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skelly_tray.config.imports.found import NotReadableError, Reading, Service, Source
from skelly_tray.config.imports.parts import (
    argv,
    duration,
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
    "description",
    "launch_timeout_seconds",
    "namespace",
]
_SILENT = ["log_location", "log_configuration", "is_dotenv_disabled", "disable_ansi_colors", "is_tty"]
_PROBE_KEYS = (
    "exec http_get initial_delay_seconds period_seconds timeout_seconds success_threshold failure_threshold"
)
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
    found, shared = Reading(), _environment(data.get("environment"))
    shell = _shell(data)
    unsaid: list[str] = []
    for name, given in processes.items():
        process = given if isinstance(given, dict) else {}
        copies = whole(process.get("replicas", 1)) or 1
        for copy in range(min(copies, MOST_COPIES)):
            service = Service(str(name) if copies == 1 else f"{name}-{copy}")
            try:
                _fill(service, process, shared, shell, source)
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


def _fill(
    service: Service,
    process: Mapping[str, Any],
    shared: Mapping[str, Any],
    shell: tuple[str, ...],
    source: Source,
) -> None:
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
        service.put("command", argv(str(process.get("command") or ""), shell))
    service.put("working_dir", str(source.path(str(process.get("working_dir") or "."))))
    files = read_env_files(service, source, process.get("env_file") or [])
    put_environment(service, {**shared, **files, **_environment(process.get("environment"))})
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
        condition = (
            str(edge.get("condition", "process_started")) if isinstance(edge, dict) else "process_started"
        )
        if condition not in CONDITIONS:
            service.notes.append(
                f"depends_on.{needed}: the condition {condition} is not known; it waits until it is ready"
            )
        service.needs.append({"module": str(needed), "condition": CONDITIONS.get(condition, "ready")})
    service.note_rest(process, _KNOWN, _SILENT)


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
    if (most := whole(given.get("max_restarts"))) and restart not in ("no", "exit_on_failure"):
        service.put("recovery.max_attempts", most)
    put_duration(service, "recovery.backoff", given.get("backoff_seconds"), least=0.01)
    if given.get("exit_on_end"):
        service.notes.append("exit_on_end: its end does not end the others")


def _shutdown(service: Service, given: Mapping[str, Any]) -> None:
    put_duration(service, "shutdown_timeout", given.get("timeout_seconds"))
    if "signal" in given:
        put_signal(service, given["signal"])
    if given.get("command"):
        service.notes.append(f"shutdown.command: {given['command']!r} is not run; it gets the stop signal")


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
    if rest := sorted(str(key) for key in given if key not in _PROBE_KEYS.split()):
        service.notes.append(f"{role}_probe: not carried over: {', '.join(rest)}")
    return probe


def _check(service: Service, role: str, given: Mapping[str, Any]) -> dict[str, Any]:
    if "exec" in given:
        test = _table(given, "exec")
        command = argv(str(test.get("command") or ""), USUAL_SHELL)
        folder = test.get("working_dir")
        return {"kind": "exec", "command": ["env", "-C", str(folder), *command] if folder else command}
    if "http_get" in given:
        get = _table(given, "http_get")
        port = get.get("port") or get.get("num_port") or 80
        scheme, host = str(get.get("scheme") or "http").lower(), get.get("host") or "127.0.0.1"
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
