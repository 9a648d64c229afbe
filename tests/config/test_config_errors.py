"""Every error of every file at once, each naming file, key, what is wrong, what is allowed, the nearest name."""

from __future__ import annotations

import pytest

from skelly_tray.config.schema.foreign_words import FOREIGN_WORDS
from skelly_tray.config.schema.module_file import MODULE_KEYS
from tests.config.conftest import Place

RUN = 'command = ["true"]\n'


def test_the_form_of_an_error(place: Place) -> None:
    assert place.errors(RUN + 'depends_on = [{ module = "db", condition = "redy" }]') == [
        'modules/web.toml: depends_on[0].condition: "redy" is not a condition; '
        'allowed: started, ready, healthy, completed; did you mean "ready"?'
    ]


def test_all_errors_of_all_files_come_at_once(place: Place) -> None:
    place.orchestrator("startup_timeout = true\nparalel_startup = true\n")
    place.module("a", 'startup_timeout = "soon"\nenabled = 1\n')
    place.module("b", "not toml")
    loaded = place.load()
    assert [(error.file, error.key) for error in loaded.errors] == [
        ("orchestrator.toml", "startup_timeout"),
        ("orchestrator.toml", "paralel_startup"),
        ("modules/a.toml", "startup_timeout"),
        ("modules/a.toml", "enabled"),
        ("modules/a.toml", "command"),
        ("modules/b.toml", ""),
    ]
    assert loaded.orchestrator_errors == loaded.errors[:2]


@pytest.mark.parametrize(
    ("text", "key", "suggestion"),
    [
        ('comand = ["x"]', "comand", "command"),
        ("Enabled = true", "Enabled", "enabled"),
        ("max_memory_mb = 3", "max_memory_mb", "limits.max_memory_mb"),
        ("[recovery]\nmax_atempts = 3", "recovery.max_atempts", "max_attempts"),
        ('[probes.livenes]\nkind = "notify"', "probes.livenes", "liveness"),
        ('[probes.liveness]\nkind = "htp"', "probes.liveness.kind", "http"),
        ('stop_signal = "TREM"', "stop_signal", "TERM"),
    ],
)
def test_a_typing_error_is_answered_with_the_nearest_name(
    place: Place, text: str, key: str, suggestion: str
) -> None:
    place.module("web", text)
    error = next(error for error in place.load().errors if error.key == key)
    assert error.suggestion == suggestion


def test_an_unknown_key_that_resembles_none_lists_those_that_there_are(place: Place) -> None:
    assert place.errors(RUN + "[requires]\nzzz = 1") == [
        "modules/web.toml: requires.zzz: unknown key; allowed: memory_mb, cpu_percent, disk_mb, network_kbps"
    ]


def test_the_keys_that_there_are_are_listed_once_for_a_table(place: Place) -> None:
    first, second, other = place.errors(RUN + "qqqq = 1\nzzzz = 1\n[requires]\nzzzz = 1")
    assert "working_dir" in first and second.endswith("zzzz: unknown key") and "memory_mb" in other


@pytest.mark.parametrize(
    ("word", "key"), [("cwd", "working_dir"), ("Environment", "env"), ("restart", "recovery")]
)
def test_the_words_of_other_supervisors_are_answered_with_ours(place: Place, word: str, key: str) -> None:
    place.module("web", RUN + f'{word} = "x"')
    (error,) = place.load().errors
    assert error.suggestion == key


def test_every_word_of_another_supervisor_leads_to_a_key_and_is_none_itself() -> None:
    ours = {key.name for key in MODULE_KEYS}
    assert set(FOREIGN_WORDS.values()) <= ours and not set(FOREIGN_WORDS) & ours


def test_a_line_where_a_list_belongs_is_answered_with_that_list(place: Place) -> None:
    (error,) = place.errors("command = \"sh -c 'a b'\"")
    assert error.endswith('as in ["sh", "-c", "a b"]')
    (unclear,) = place.errors('command = "don\'t"')
    assert unclear.endswith("each an argument")


@pytest.mark.parametrize(
    ("text", "hint"),
    [("command = [sleep, 1]", "quotes"), ("interval = 10s", "quotes"), ("command: sleep", 'name = "text"')],
)
def test_what_is_not_toml_is_answered_with_what_is(place: Place, text: str, hint: str) -> None:
    (error,) = place.errors(text)
    assert "is not TOML" in error and hint in error.partition("; allowed: ")[2]


def test_a_top_level_key_below_a_table_is_told_where_it_belongs(place: Place) -> None:
    (error,) = place.errors(RUN + '[limits]\nurl = "http://x/"')
    assert "limits.url: unknown key here" in error and "url above the first [table]" in error


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("startup_timeout = true", "startup_timeout: true is not a duration"),
        ("startup_timeout = -1", "startup_timeout: -1 is not a duration"),
        ("startup_timeout = nan", "startup_timeout: nan is not a duration"),
        ("startup_timeout = inf", "startup_timeout: inf is not a duration"),
        ("startup_timeout = 0", "startup_timeout: 0 is not a duration"),
        ('startup_timeout = "1h30m"', 'startup_timeout: "1h30m" is not a duration'),
        ("enabled = 1", "enabled: 1 is not true or false"),
        ("importance = 101", "importance: 101 is out of range"),
        ("importance = true", "importance: true is not a whole number"),
        ("importance = 1.5", "importance: 1.5 is not a whole number"),
        ("success_exit_codes = [256]", "success_exit_codes[0]: 256 is out of range"),
        ("success_exit_codes = 0", "success_exit_codes: 0 is not a list"),
        ('name = ""', 'name: "" is empty'),
        ('name = "a\\nb"', 'name: "a\\nb" has control characters'),
        ('working_dir = "here"', 'working_dir: "here" is not an absolute path'),
        ('url = "javascript:alert(1)"', "url: "),
        ("env = { A = 3 }", "env.A: the value is not text"),
        ('env = { "A=B" = "x" }', 'env."A=B": "A=B" is not a name of an environment variable'),
        ('env = { A = "x\\u0000y" }', "env.A: the value has a NUL character"),
        ('depends_on = ["Web"]', 'depends_on[0]: "Web" is not a module id'),
        ('depends_on = "db"', 'depends_on: "db" is not a list'),
        ('depends_on = ["web"]', "depends_on[0]: a module cannot depend on itself"),
        ('depends_on = ["a", "a"]', 'depends_on[1]: "a" is listed twice'),
        ('depends_on = ["keeper"]', 'depends_on[0]: "keeper" is reserved'),
        ('depends_on = [{ condition = "ready" }]', "depends_on[0].module: is missing"),
        ('builtin = "storag"', 'builtin: "storag" is not a bundled module'),
        ('[probes.liveness]\nkind = "bus"', 'probes.liveness.kind: "bus" is for native modules'),
        ('[bus]\npublish = ["a b"]', 'bus.publish[0]: "a b" is not a pattern of topics'),
        ('[bus]\nsubscribe = [">.a"]', 'bus.subscribe[0]: ">.a" is not a pattern of topics'),
        ('[bus]\npublish = ["system.x"]', 'bus.publish[0]: "system.x" is reserved for the orchestrator'),
        ('[bus]\ncall = ["storage"]', 'bus.call[0]: "storage" names no method'),
        ('[bus]\ntoken = "file"', 'bus.token: "file" is not a way to hand over the token'),
        ("settings = { since = 2020-01-01 }", "settings.since: the date or time 2020-01-01 cannot be handed over"),
        ('[probes.startup]\nurl = "http://x/"', "probes.startup.kind: is missing"),
        ('[probes.startup]\nkind = "http"\nurl = "ftp://x/"', "probes.startup.url: "),
        ('[probes.startup]\nkind = "http"\nurl = "http://x:99999/"', "probes.startup.url: "),
        ('[probes.startup]\nkind = "tcp"', "probes.startup.port: is missing"),
        ('[probes.startup]\nkind = "tcp"\nport = 0', "probes.startup.port: 0 is out of range"),
        ('[probes.startup]\nkind = "tcp"\nport = 1\nurl = "x"', 'probes.startup.url: belongs to kind = "http"'),
        ('[probes.startup]\nkind = "log"\npattern = "("', 'probes.startup.pattern: "(" is not a regular expression'),
        ('[probes.startup]\nkind = "exec"\ncommand = []', "probes.startup.command: is empty"),
        ('[probes.startup]\nkind = "notify"\nwindow = "5s"', "probes.startup.window_failures: is missing"),
        ('[recovery]\nbackoff = "5s"\nbackoff_max = "1s"', "recovery.backoff_max: is less than backoff"),
        ("[limits]\nmax_cpu_percent = 1e12", "limits.max_cpu_percent: 1000000000000.0 is out of range"),
        ("[limits]\nmax_memory_mb = 1099511627777", "limits.max_memory_mb: 1099511627777 is out of range"),
        ("[limits]\nmax_file_handles = 1_000_000_001", "limits.max_file_handles: 1000000001 is out of range"),
        ("[limits]\nmax_threads = 4194305", "limits.max_threads: 4194305 is out of range"),
        ('[limits]\nactions = ["explode"]', 'limits.actions[0]: "explode" is not an action'),
        ('[recovery.procedure]\nsteps = [{ do = "run" }]', "recovery.procedure.steps[0].command: is missing"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_key(place: Place, line: str, problem: str) -> None:
    found = place.errors(RUN + line)
    assert any(error.startswith(f"modules/web.toml: {problem}") for error in found), found
    assert place.load().descriptors == {}


@pytest.mark.parametrize("command", ["[]", '"true"', "[1]", '[""]', '["a\\u0000"]'])
def test_a_command_is_a_list_of_arguments(place: Place, command: str) -> None:
    (error,) = place.errors(f"command = {command}")
    assert error.startswith("modules/web.toml: command")


def test_a_wrong_value_beside_its_partner_is_reported_once(place: Place) -> None:
    probe = '[probes.liveness]\nkind = "notify"\nwindow = "soon"\nwindow_failures = 2'
    (error,) = place.errors(RUN + probe)
    assert "probes.liveness.window: " in error


def test_an_error_about_the_environment_never_shows_a_value(place: Place) -> None:
    (error,) = place.errors(RUN + "env = { TOKEN = 31415926 }")
    assert "31415926" not in error


def test_a_file_full_of_errors_is_cut_short(place: Place) -> None:
    found = place.errors(RUN + "".join(f"key_{number} = 1\n" for number in range(5000)))
    assert len(found) == 50
    assert found[-1] == "modules/web.toml: has more errors than are listed here"


def test_what_needs_the_bus_says_so_without_it(place: Place) -> None:
    warned = place.warnings(RUN + "prewarm = true\n[settings]\nport = 1")
    assert ["without the bus" in warning for warning in warned] == [True, True]
    assert place.warnings(RUN + "prewarm = true\n[settings]\nport = 1\n[bus]") == []


def test_what_switches_a_later_thing_off_is_no_warning(place: Place) -> None:
    assert place.warnings(RUN + "prewarm = false\n[limits]\n[bus]\n[requires]\nnetwork_kbps = 0") == []


def test_counting_the_misses_of_a_startup_probe_is_a_warning(place: Place) -> None:
    lines = '[probes.{}]\nkind = "notify"\nfailure_threshold = 9\nwindow = 9\nwindow_failures = 2'
    warnings = place.warnings(RUN + lines.format("startup"))
    assert ["has no effect" in warning for warning in warnings] == [True, True]
    assert place.warnings(RUN + lines.format("liveness")) == []


def test_orchestrator_keys_that_are_read_do_not_warn(place: Place) -> None:
    place.orchestrator(
        "config_trial = 30\nmax_concurrent_recoveries = 2\nstable_after = 5\n[metrics]\nport = 0\n"
        "[health]\ninterval_min = 1\ninterval_max = 2"
    )
    assert place.load().warnings == ()


def test_waiting_for_the_completion_of_what_never_completes_is_a_warning(place: Place) -> None:
    place.module("task", RUN)
    edge = 'depends_on = [{ module = "task", condition = "completed" }]'
    assert ["waits for a oneshot" in warning for warning in place.warnings(RUN + edge)] == [True]
    place.module("task", RUN + "oneshot = true")
    assert place.warnings(RUN + edge) == []


@pytest.mark.parametrize(
    "url", ["http://me:hidden@127.0.0.1:99999/", "ftp://me:hid@den@host/", "http://me:hidden@"]
)
def test_errors_do_not_tell_the_password_of_an_address(place: Place, url: str) -> None:
    (error,) = place.errors(RUN + f'[probes.readiness]\nkind = "http"\nurl = "{url}"')
    assert "://***@" in error and "hid" not in error and "me:" not in error
