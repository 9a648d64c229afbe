"""Docker Compose's YAML: services with a command of their own. What an image would run is not known here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skelly_tray.config.imports.found import NotReadableError, Reading, Service, Source, rest_of
from skelly_tray.config.imports.interpolation import interpolated
from skelly_tray.config.imports.parts import (
    SHELL,
    argv,
    duration,
    env_file,
    never_again,
    pairs,
    put_count,
    put_duration,
    put_environment,
    put_memory,
    put_signal,
    read_env_files,
    whole,
    words,
)
from skelly_tray.config.imports.yaml_text import parse_yaml

CONDITIONS = {
    "service_started": "started",
    "service_healthy": "ready",
    "service_completed_successfully": "completed",
}
_KNOWN = [
    "command",
    "entrypoint",
    "environment",
    "env_file",
    "working_dir",
    "depends_on",
    "healthcheck",
    "restart",
    "stop_signal",
    "stop_grace_period",
    "profiles",
    "deploy",
    "mem_limit",
    "cpus",
    "scale",
    "image",
    "build",
    "user",
]
_MOOT = [
    "container_name",
    "logging",
    "init",
    "tty",
    "stdin_open",
    "labels",
    "pull_policy",
    "platform",
    "annotations",
    "attach",
]
_OF_CONTAINERS = [
    "ports",
    "expose",
    "volumes",
    "networks",
    "network_mode",
    "hostname",
    "dns",
    "extra_hosts",
    "links",
    "cap_add",
    "cap_drop",
    "privileged",
    "secrets",
    "configs",
    "tmpfs",
    "devices",
    "security_opt",
    "sysctls",
    "ulimits",
    "read_only",
    "shm_size",
    "volumes_from",
    "ipc",
    "pid",
]
_TOP = ["services", "version"]
_TOP_OF_CONTAINERS = ["name", "networks", "volumes", "secrets", "configs"]
HEALTH_INTERVAL, HEALTH_TIMEOUT, HEALTH_RETRIES = "30s", "30s", 3
"""Docker's own."""


def recognises(name: str, text: str) -> bool:
    return bool(re.search(r"^services:", text, re.MULTILINE))


def read(text: str, source: Source) -> Reading:
    """Raises NotReadableError."""
    found = Reading()
    beside = source.beside(source.folder / ".env")
    variables = {**(env_file(beside) if beside is not None else {}), **source.environ}
    data, unknown = interpolated(parse_yaml(text), variables)
    if unknown:
        found.notes.append(
            f"nothing is known of {', '.join(f'${{{name}}}' for name in sorted(unknown))}: taken as empty"
        )
    found.notes += rest_of(data, _TOP, _TOP_OF_CONTAINERS)
    services = data.get("services")
    if not isinstance(services, dict) or not services:
        raise NotReadableError("it has no `services`")
    unsaid: list[str] = []
    for name, given in services.items():
        service, values = Service(str(name)), given if isinstance(given, dict) else {}
        try:
            _fill(service, values, variables, source)
        except NotReadableError as error:
            found.left_out[service.name] = str(error)
            continue
        found.services.append(service)
        if "restart" not in values:
            unsaid.append(service.name)
    if unsaid:
        found.notes.append(
            f"{', '.join(unsaid)}: nothing is said of restarts, so Docker would not do any; here they are brought back"
        )
    return found


def _fill(service: Service, given: Mapping[str, Any], variables: Mapping[str, str], source: Source) -> None:
    if "extends" in given:
        raise NotReadableError(
            "it extends another service; `docker compose config` writes such files out in full"
        )
    service.put("command", _command(given))
    if image := given.get("image") or given.get("build"):
        told = image if isinstance(image, str) else "an image of its own"
        service.notes.append(
            f"it ran in {told}; here its command runs on this machine, and must be installed on it"
        )
    folder = str(given.get("working_dir") or ".")
    if folder.startswith("/"):
        service.notes.append(f"working_dir {folder} was a folder in the image")
    service.put("working_dir", str(source.path(folder)))
    env = given.get("environment")
    values = pairs(env) if isinstance(env, list) else dict(env) if isinstance(env, dict) else {}
    taken = {name: variables.get(name, "") if value is None else value for name, value in values.items()}
    put_environment(service, {**read_env_files(service, source, given.get("env_file") or []), **taken})
    _health(service, given.get("healthcheck"))
    _restarts(service, str(given.get("restart", "")))
    if "stop_signal" in given:
        put_signal(service, given["stop_signal"])
    put_duration(service, "shutdown_timeout", given.get("stop_grace_period"))
    if given.get("profiles"):
        service.put("enabled", False)
        service.notes.append(f"it belongs to the profile {', '.join(words(given['profiles']))}: not enabled")
    if given.get("user"):
        service.notes.append(f"user {given['user']} was one of the image; it runs as you")
    _limits(service, given)
    _needs(service, given.get("depends_on"))
    if unfit := [key for key in _OF_CONTAINERS if given.get(key)]:
        service.notes.append(f"means nothing without a container: {', '.join(unfit)}")
    service.note_rest(given, (*_KNOWN, *_OF_CONTAINERS), _MOOT)


def _command(given: Mapping[str, Any]) -> list[str]:
    entrypoint, command = words(given.get("entrypoint")), words(given.get("command"))
    if not entrypoint and not command:
        raise NotReadableError(f"it has no command: that is in {_image(given)}, which is not looked into")
    if not entrypoint and command[0].startswith("-"):
        raise NotReadableError(f"its command is only arguments of the program in {_image(given)}")
    return [*entrypoint, *command]


def _image(given: Mapping[str, Any]) -> str:
    image = given.get("image")
    return f"the image {image}" if isinstance(image, str) else "its image"


def _health(service: Service, given: Any) -> None:
    if not isinstance(given, dict) or given.get("disable"):
        return
    test = given.get("test")
    parts = [str(part) for part in test] if isinstance(test, list) else []
    if isinstance(test, str):
        command = argv(test)
    elif parts[:1] == ["CMD"] and parts[1:]:
        command = parts[1:]
    elif parts[:1] == ["CMD-SHELL"] and parts[1:]:
        command = argv(parts[1], SHELL)
    else:
        if test is not None and parts != ["NONE"]:
            service.notes.append("healthcheck.test is none that is known")
        return
    probe = {"kind": "exec", "command": command, "interval": HEALTH_INTERVAL, "timeout": HEALTH_TIMEOUT}
    service.put("probes.readiness", {**probe, "failure_threshold": HEALTH_RETRIES})
    for key, ours in (("interval", "interval"), ("timeout", "timeout"), ("start_period", "initial_delay")):
        if duration(given.get(key)) != "0s":
            put_duration(service, f"probes.readiness.{ours}", given.get(key))
    put_count(service, "probes.readiness.failure_threshold", given.get("retries"), least=1)
    known = ("test", "interval", "timeout", "start_period", "retries", "disable")
    service.note_rest(given, known, place="healthcheck")


def _restarts(service: Service, policy: str) -> None:
    policy, _, most = policy.partition(":")
    if policy in ("no", "false", "False"):
        never_again(service)
    elif policy == "on-failure":
        service.put("no_restart_exit_codes", [0])
        put_count(service, "recovery.max_attempts", most or None, least=1)
    elif policy not in ("", "always", "unless-stopped"):
        service.notes.append(f"restart: {policy} is not known; it is brought back")


def _limits(service: Service, given: Mapping[str, Any]) -> None:
    deploy, resources, limits = (
        _table(given, "deploy"),
        _table(given, "deploy", "resources"),
        _table(given, "deploy", "resources", "limits"),
    )
    cpus = limits.get("cpus", given.get("cpus"))
    try:
        share = float(str(cpus)) * 100 if cpus is not None else 0.0
    except ValueError:
        share = 0.0
        service.notes.append(f"limits.max_cpu_percent: {cpus!r} is no share of a CPU")
    if share > 0:
        service.put("limits.max_cpu_percent", round(share, 1))
    put_memory(service, limits.get("memory", given.get("mem_limit")))
    if "limits" in service.table:
        service.put("limits.actions", ["alert", "throttle", "restart"])
    copies = whole(deploy.get("replicas", given.get("scale", 1)))
    if copies is not None and copies != 1:
        service.notes.append(f"{copies} copies are wanted: one is started")
    service.note_rest(limits, ("cpus", "memory"), place="deploy.resources.limits")
    service.note_rest(resources, ("limits",), place="deploy.resources")
    service.note_rest(deploy, ("resources", "replicas"), ("mode", "placement", "endpoint_mode"), "deploy")


def _table(given: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    """The table in it, an empty one where there is none."""
    for key in path:
        inner = given.get(key)
        given = inner if isinstance(inner, dict) else {}
    return given


def _needs(service: Service, given: Any) -> None:
    if isinstance(given, list):
        service.needs += [{"module": str(name), "condition": "started"} for name in given]
        return
    for name, edge in given.items() if isinstance(given, dict) else ():
        values = edge if isinstance(edge, dict) else {}
        condition = str(values.get("condition", "service_started"))
        if condition not in CONDITIONS:
            service.notes.append(
                f"depends_on.{name}: the condition {condition} is not known; it waits until it is ready"
            )
        service.note_rest(values, ("condition", "required", "restart"), place=f"depends_on.{name}")
        need: dict[str, Any] = {"module": str(name), "condition": CONDITIONS.get(condition, "ready")}
        if values.get("required") is False:
            need["required"] = False
        if values.get("restart") is True:
            need["on_restart"] = "restart"
        service.needs.append(need)
