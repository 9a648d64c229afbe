"""Each field of both kinds of files reaches what it is for: a field that is ignored fails here."""

from __future__ import annotations

import sys
from dataclasses import fields
from typing import Any

import pytest

from skelly_tray.config.schema.module_file import MODULE_KEYS
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.config.schema.types import Table
from skelly_tray.domain.descriptor import (
    BusAccess,
    BusCheck,
    Condition,
    Dependency,
    ExecCheck,
    HttpCheck,
    LogCheck,
    ModuleDescriptor,
    ModuleId,
    NotifyCheck,
    OnRestart,
    ProbeSpec,
    Requires,
    RestartPolicy,
    TcpCheck,
)
from skelly_tray.domain.orchestrator_config import (
    AuditConfig,
    HealthConfig,
    HistoryConfig,
    LogsConfig,
    MetricsConfig,
    NotificationsConfig,
    OrchestratorConfig,
    UiConfig,
)
from skelly_tray.domain.resource_limits import LimitAction, ResourceLimits
from tests.config.conftest import Place

RUN = 'command = ["true"]\n'
WEB = ModuleId("web")

MODULE_FIELDS: list[tuple[str, str, Any]] = [
    ('name = "Web server"', "name", "Web server"),
    ('version = "1.2"', "version", "1.2"),
    ('working_dir = "/srv/web"', "working_dir", "/srv/web"),
    ('env = { MODE = "local" }', "env", {"MODE": "local"}),
    ('user = "nobody"', "user", "nobody"),
    ('group = "nogroup"', "group", "nogroup"),
    ("enabled = false", "enabled", False),
    ("required = false", "required", False),
    ("lazy = true", "lazy", True),
    ("oneshot = true", "oneshot", True),
    ('startup_timeout = "5m"', "startup_timeout", 300.0),
    ("shutdown_timeout = 1.5", "shutdown_timeout", 1.5),
    ('stop_signal = "SIGINT"', "stop_signal", "INT"),
    ("success_exit_codes = [0, 3]", "success_exit_codes", (0, 3)),
    ("no_restart_exit_codes = [4]", "no_restart_exit_codes", (4,)),
    ("importance = 7", "importance", 7),
    ("prewarm = true", "prewarm", True),
    ('url = "http://127.0.0.1:1/"', "url", "http://127.0.0.1:1/"),
    ('ready_after = "50ms"', "ready_after", 0.05),
    ("settings = { port = 1, deep = { list = [1, 2] } }", "settings", {"port": 1, "deep": {"list": [1, 2]}}),
    ("requires = { memory_mb = 1, cpu_percent = 2, disk_mb = 3, network_kbps = 4 }", "requires",
     Requires(1.0, 2.0, 3.0, 4.0)),
    ('recovery = { max_attempts = 9, backoff = "1s", backoff_max = "2s", stable_after = "3s" }', "recovery",
     RestartPolicy(9, 1.0, 2.0, 3.0, 300.0)),
    ('limits = { max_cpu_percent = 1.5, max_memory_mb = 2, max_file_handles = 3, max_threads = 4, '
     'actions = ["throttle", "stop"], sustained = "5s" }', "limits",
     ResourceLimits(1.5, 2.0, 3, 4, (LimitAction.THROTTLE, LimitAction.STOP), 5.0)),
    ('recovery = { backoff = "1h" }', "recovery", RestartPolicy(backoff=3600.0, backoff_max=3600.0)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name", "value"), MODULE_FIELDS)
def test_a_module_key_reaches_the_descriptor(place: Place, line: str, name: str, value: Any) -> None:
    place.module("web", RUN + line)
    loaded = place.load()
    assert loaded.errors == ()
    assert getattr(loaded.descriptors[WEB], name) == value
    default = {item.name: item.default for item in fields(ModuleDescriptor)}[name]
    assert value != default, "with the default's own value this would show nothing"


def test_a_file_with_only_a_command_has_the_documented_defaults(place: Place) -> None:
    place.module("web", RUN)
    made = place.load().descriptors[WEB]
    assert made == ModuleDescriptor(id=WEB, name="web", command=("true",), digest=made.digest)


def test_dependencies_are_ids_or_tables(place: Place) -> None:
    edges = '["db", { module = "cache", condition = "started", required = false, on_restart = "stop" }]'
    place.module("web", RUN + f"depends_on = {edges}")
    assert place.load().descriptors[WEB].depends_on == (
        Dependency(ModuleId("db"), Condition.READY, True, OnRestart.KEEP),
        Dependency(ModuleId("cache"), Condition.STARTED, False, OnRestart.STOP),
    )


@pytest.mark.parametrize(
    ("lines", "check"),
    [
        ('kind = "http"\nurl = "http://127.0.0.1:1/"', HttpCheck("http://127.0.0.1:1/")),
        ('kind = "tcp"\nhost = "::1"\nport = 5', TcpCheck("::1", 5)),
        ('kind = "tcp"\nport = 5', TcpCheck("127.0.0.1", 5)),
        ('kind = "exec"\ncommand = ["a", "b"]', ExecCheck(("a", "b"))),
        ('kind = "log"\npattern = "up$"', LogCheck("up$")),
        ('kind = "notify"', NotifyCheck()),
        ('kind = "bus"\n[bus]', BusCheck()),
    ],
)
@pytest.mark.parametrize("role", ["startup", "readiness", "liveness"])
def test_each_kind_of_probe_serves_each_role(place: Place, role: str, lines: str, check: object) -> None:
    place.module("web", RUN + f"[probes.{role}]\n{lines}")
    made = getattr(place.load().descriptors[WEB], role)
    assert made.check == check


def test_every_key_of_a_probe_reaches_it(place: Place) -> None:
    place.module(
        "web",
        RUN + '[probes.liveness]\nkind = "notify"\ninterval = 1\ntimeout = 2\ninitial_delay = 3\n'
        "failure_threshold = 4\nsuccess_threshold = 5\nwindow = 6\nwindow_failures = 7",
    )
    assert place.load().descriptors[WEB].liveness == ProbeSpec(NotifyCheck(), 1.0, 2.0, 3.0, 4, 5, 6.0, 7)


PROBES = "".join(f'[probes.{role}]\nkind = "notify"\n' for role in ("startup", "readiness", "liveness"))


def test_probes_take_their_defaults_from_the_orchestrator(place: Place) -> None:
    place.orchestrator("health_check_interval = 11\nhealth_check_timeout = 12\nunhealthy_threshold = 13")
    place.module("web", RUN + PROBES)
    made = place.load().descriptors[WEB]
    assert made.readiness == made.liveness == ProbeSpec(NotifyCheck(), 11.0, 12.0, 0.0, 13, 1, adaptive=True)
    assert made.startup == ProbeSpec(NotifyCheck(), 0.5, 12.0, 0.0, 13, 1)


def test_the_modules_own_interval_goes_before_the_orchestrators(place: Place) -> None:
    place.orchestrator("health_check_interval = 11")
    place.module("web", RUN + "health_check_interval = 7\n" + PROBES)
    made = place.load().descriptors[WEB]
    assert [spec.interval for spec in (made.startup, made.readiness, made.liveness) if spec] == [
        0.5,
        7.0,
        7.0,
    ]


def test_recovery_takes_its_defaults_from_the_orchestrator(place: Place) -> None:
    place.orchestrator(
        "max_recovery_attempts = 1\nrecovery_backoff = 2\nrecovery_backoff_max = 3\nstable_after = 4\n"
        "retry_failed_after = 5\nauto_recovery = false"
    )
    place.module("web", RUN)
    made = place.load().descriptors[WEB]
    assert made.recovery == RestartPolicy(1, 2.0, 3.0, 4.0, 5.0)
    assert made.auto_recovery is False


def test_placeholders_are_expanded_where_the_contract_says(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home-of-ours")
    place.module(
        "web",
        'command = ["x", "$STATE/a", "$STATES"]\nworking_dir = "$HOME/w"\nenv = { A = "$STATE" }\n'
        '[probes.liveness]\nkind = "exec"\ncommand = ["$HOME/check"]\n',
    )
    loaded = place.load()
    made, state = loaded.descriptors[WEB], str(place.home.module_state("web"))
    assert made.command == ("x", f"{state}/a", "$STATES")
    assert made.working_dir == "/home-of-ours/w"
    assert made.env == {"A": state}
    assert made.liveness is not None and made.liveness.check == ExecCheck(("/home-of-ours/check",))


ORCHESTRATOR_FIELDS: list[tuple[str, Any]] = [
    ("startup_timeout = 1", {"startup_timeout": 1.0}),
    ("module_start_delay = 0", {"module_start_delay": 0.0}),
    ("parallel_startup = true", {"parallel_startup": True}),
    ('health_check_interval = "5s"', {"health_check_interval": 5.0}),
    ("health_check_timeout = 1", {"health_check_timeout": 1.0}),
    ("unhealthy_threshold = 1", {"unhealthy_threshold": 1}),
    ("auto_recovery = false", {"auto_recovery": False}),
    ("max_recovery_attempts = 0", {"max_recovery_attempts": 0}),
    ("recovery_backoff = 1", {"recovery_backoff": 1.0}),
    ("resource_check_interval = 1", {"resource_check_interval": 1.0}),
    ("throttle_threshold = 50", {"throttle_threshold": 50.0}),
    ("stable_after = 1", {"stable_after": 1.0}),
    ("recovery_backoff_max = 20", {"recovery_backoff_max": 20.0}),
    ("retry_failed_after = 0", {"retry_failed_after": 0.0}),
    ("max_concurrent_recoveries = 1", {"max_concurrent_recoveries": 1}),
    ("orphan_grace = 0", {"orphan_grace": 0.0}),
    ("config_trial = 1", {"config_trial": 1.0}),
    ("sample_interval = 5", {"sample_interval": 5.0}),
    (
        'ui = { theme = "dark", start_hidden = false, language = "de", accent = "system", density = "compact", '
        'motion = "reduced" }',
        {"ui": UiConfig("dark", False, "de", "system", "compact", "reduced")},
    ),
    ('logs = { max_mb = 1, keep = 2, level = "debug" }', {"logs": LogsConfig(1.0, 2, "debug")}),
    ("health = { interval_min = 1, interval_max = 2 }", {"health": HealthConfig(1.0, 2.0)}),
    (
        "history = { enabled = false, days = 7, max_mb = 20 }",
        {"history": HistoryConfig(enabled=False, days=7.0, max_mb=20.0)},
    ),
    ("metrics = { port = 9464 }", {"metrics": MetricsConfig(9464)}),
    ("audit = { max_mb = 1, keep = 2 }", {"audit": AuditConfig(1.0, 2)}),
    (
        "notifications = { enabled = false, failures = false, recovered = false, limits = false, after = 1, "
        'grace = 2, per_minute = 3, urgent = false, sound = true, muted = ["web"] }',
        {
            "notifications": NotificationsConfig(
                False, False, False, False, 1.0, 2.0, 3, False, True, ("web",)
            )
        },
    ),
]


@pytest.mark.parametrize(("line", "changed"), ORCHESTRATOR_FIELDS)
def test_an_orchestrator_key_reaches_its_configuration(
    place: Place, line: str, changed: dict[str, Any]
) -> None:
    place.orchestrator(line)
    loaded = place.load()
    assert loaded.errors == ()
    assert loaded.orchestrator == OrchestratorConfig(**changed) != OrchestratorConfig()


def test_no_key_is_without_a_test_of_its_own() -> None:
    tested = {line.split(" ", 1)[0] for line, *_ in MODULE_FIELDS}
    elsewhere = {
        "command",
        "depends_on",
        "probes",
        "health_check_interval",
        "builtin",
        "bus",
        "sandbox",
        "settings_schema",
        "config_version",
    }
    assert {key.name for key in MODULE_KEYS} - elsewhere == tested
    assert {line.split(" ", 1)[0] for line, _ in ORCHESTRATOR_FIELDS} == {
        key.name for key in ORCHESTRATOR_KEYS
    } - {"config_version"}


def test_the_bus_table_makes_a_module_native(place: Place) -> None:
    place.module("web", RUN + "[bus]")
    made = place.load().descriptors[WEB]
    assert made.bus == BusAccess(publish=("web.>",), subscribe=(">",), call=(), token="fd")
    place.module("web", RUN + '[bus]\npublish = ["a"]\nsubscribe = ["b.*"]\ncall = ["c.>"]\ntoken = "env"')
    assert place.load().descriptors[WEB].bus == BusAccess(("a",), ("b.*",), ("c.>",), "env")


def test_a_native_module_is_checked_over_the_bus_where_its_file_says_nothing(place: Place) -> None:
    place.module("web", RUN + '[bus]\n[probes.readiness]\nkind = "tcp"\nport = 5')
    made = place.load().descriptors[WEB]
    assert made.startup and made.startup.check == BusCheck()
    assert made.readiness and made.readiness.check == TcpCheck("127.0.0.1", 5)
    assert made.liveness == ProbeSpec(BusCheck(), 30.0, 5.0, failure_threshold=3, adaptive=True)


def test_a_module_is_asked_at_most_once_a_second_over_the_bus(place: Place) -> None:
    place.module("web", RUN + '[bus]\n[probes.liveness]\nkind = "bus"\ninterval = "10ms"')
    made = place.load().descriptors[WEB]
    assert made.liveness and made.liveness.interval == 1.0


def test_a_bundled_module_brings_its_program_its_name_and_its_rights(place: Place) -> None:
    place.module("web", 'builtin = "storage"')
    made = place.load().descriptors[WEB]
    assert made.command[-1] == "skelly_tray.modules.storage" and made.name == "Storage"
    assert made.bus and "event_batch" in made.bus.publish


def test_the_tables_of_the_schema_are_those_of_the_dataclasses() -> None:
    for name, owner in (
        ("ui", UiConfig),
        ("logs", LogsConfig),
        ("health", HealthConfig),
        ("history", HistoryConfig),
        ("metrics", MetricsConfig),
        ("audit", AuditConfig),
        ("notifications", NotificationsConfig),
    ):
        (key,) = (key for key in ORCHESTRATOR_KEYS if key.name == name)
        assert isinstance(key.type, Table)
        assert {inner.name for inner in key.type.keys} == {item.name for item in fields(owner)}


def test_python_stands_for_the_one_that_we_run_with(place: Place) -> None:
    place.module("web", 'command = ["$PYTHON", "-m", "x"]')
    assert place.load().descriptors[WEB].command == (sys.executable, "-m", "x")
