"""pm2's ecosystem file, as JSON: a list of apps, each a script with its interpreter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from skelly_tray.config.imports.found import NotReadableError, Reading, Service, Source, rest_of
from skelly_tray.config.imports.parts import (
    never_again,
    put_duration,
    put_environment,
    put_memory,
    whole,
    words,
)

_INTERPRETERS = {
    ".js": "node", ".mjs": "node", ".cjs": "node", ".ts": "node", ".py": "python3", ".sh": "bash", ".rb": "ruby",
    ".pl": "perl", ".php": "php", ".lua": "lua", ".coffee": "coffee", ".ps1": "pwsh",
}  # fmt: skip
_KNOWN = [
    "name",
    "script",
    "args",
    "interpreter",
    "interpreter_args",
    "node_args",
    "cwd",
    "instances",
    "env",
    "autorestart",
    "max_restarts",
    "min_uptime",
    "restart_delay",
    "max_memory_restart",
    "kill_timeout",
    "stop_exit_codes",
    "user",
    "uid",
    "autostart",
    "exp_backoff_restart_delay",
    "exec_interpreter",
    "wait_ready",
]
_MOOT = [
    "out_file",
    "error_file",
    "log_file",
    "output",
    "error",
    "log_date_format",
    "merge_logs",
    "combine_logs",
    "pid_file",
    "time",
    "source_map_support",
    "vizion",
    "automation",
    "pmx",
    "treekill",
    "namespace",
    "windowsHide",
    "instance_var",
    "log_type",
    "exec_mode",
    "listen_timeout",
]
MOST_COPIES = 64


def recognises(name: str, text: str) -> bool:
    lower = name.lower()
    return "ecosystem" in lower or (lower.endswith((".json", ".config.js", ".config.cjs")) and "apps" in text)


def read(text: str, source: Source) -> Reading:
    """Raises NotReadableError."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotReadableError(
            f"it is no JSON ({error}). A file in JavaScript has to be run to be read: "
            "`node -p 'JSON.stringify(require(\"./ecosystem.config.js\"))' > ecosystem.json` does that"
        ) from error
    apps = data.get("apps", [data]) if isinstance(data, dict) else data
    if isinstance(apps, dict):
        apps = [apps]
    if not isinstance(apps, list) or not all(isinstance(app, dict) for app in apps) or not apps:
        raise NotReadableError('there is no list "apps" of tables in it')
    found = Reading()
    if isinstance(data, dict) and "apps" in data:
        found.notes += rest_of(data, ("apps",))
    for number, app in enumerate(apps, 1):
        script = str(app.get("script", ""))
        name = str(app.get("name") or PurePosixPath(script).stem or f"app {number}")
        copies = _copies(app)
        for copy in range(copies):
            service = Service(name if copies == 1 else f"{name}-{copy}")
            try:
                _fill(service, app, script, source)
            except NotReadableError as error:
                found.left_out[service.name] = str(error)
                continue
            if copies > 1:
                put_environment(service, {"NODE_APP_INSTANCE": str(copy)})
                service.notes.append(
                    "pm2 shares one port among copies; here each has to have a port of its own"
                )
            found.services.append(service)
    return found


def _copies(app: Mapping[str, Any]) -> int:
    count = whole(app.get("instances", 1))
    return count if count is not None and 1 <= count <= MOST_COPIES else 1


def _fill(service: Service, app: Mapping[str, Any], script: str, source: Source) -> None:
    folder = source.path(str(app.get("cwd", ".")))
    service.put("command", _command(app, script))
    service.put("working_dir", str(folder))
    env = app.get("env", {})
    put_environment(service, env if isinstance(env, dict) else {})
    if not isinstance(env, dict):
        service.notes.append("not carried over: env, which is no table")
    if app.get("autostart") is False:
        service.put("enabled", False)
    if user := app.get("user") or app.get("uid"):
        service.put("user", str(user))
    _restarts(service, app)
    service.put("stop_signal", "INT")  # pm2's own
    put_duration(service, "shutdown_timeout", _milliseconds(app.get("kill_timeout", 1600)))
    memory = app.get("max_memory_restart")
    put_memory(service, memory)
    if "limits" in service.table:
        service.put("limits.actions", ["alert", "restart"])
    if app.get("wait_ready"):
        service.notes.append(
            "wait_ready: `process.send('ready')` is not heard here; a probe can tell readiness"
        )
    if str(app.get("instances", 1)) != "1" and _copies(app) == 1:
        service.notes.append(f"instances {app['instances']}: one is started")
    if environments := sorted(key for key in app if key.startswith("env_")):
        service.notes.append(f"only `env` is taken, not carried over: {', '.join(environments)}")
    service.note_rest((key for key in app if not key.startswith("env_")), _KNOWN, _MOOT)


def _command(app: Mapping[str, Any], script: str) -> list[str]:
    if not script:
        raise NotReadableError("it has no script")
    interpreter = str(app.get("interpreter") or app.get("exec_interpreter") or "")
    if not interpreter:
        interpreter = _INTERPRETERS.get(PurePosixPath(script).suffix.lower(), "none")
    before = (
        []
        if interpreter == "none"
        else [interpreter, *words(app.get("interpreter_args") or app.get("node_args"))]
    )
    return [*before, *([script] if before else words(script)), *words(app.get("args"))]


def _restarts(service: Service, app: Mapping[str, Any]) -> None:
    if app.get("autorestart") is False:
        never_again(service)
        return
    if (most := whole(app.get("max_restarts"))) is not None:
        service.put("recovery.max_attempts", max(0, most))
    put_duration(service, "recovery.stable_after", _milliseconds(app.get("min_uptime")))
    delay = app.get("restart_delay") or app.get("exp_backoff_restart_delay")
    if app.get("restart_delay") and app.get("exp_backoff_restart_delay"):
        service.notes.append("not carried over: exp_backoff_restart_delay, for restart_delay is the delay")
    if delay:
        put_duration(service, "recovery.backoff", _milliseconds(delay), least=0.01)
    codes = app.get("stop_exit_codes")
    if codes is not None:
        listed = codes if isinstance(codes, list) else [codes]
        service.put("no_restart_exit_codes", [code for each in listed if (code := whole(each)) is not None])


def _milliseconds(value: Any) -> Any:
    """Numbers are milliseconds to pm2, texts have their unit."""
    number = whole(value)
    return value if number is None else number / 1000
