"""The commands that change the configuration, as they are used while no orchestrator runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from skelly_tray.config.file_lock import locked
from skelly_tray.config.home import find_home

WEB = """\
# The web server.
name = "Web"  # as people know it
command = ["true"]
settings_schema = "web.schema.json"

[settings]
port = 80  # low
"""
SCHEMA = {
    "type": "object",
    "properties": {
        "port": {"type": "integer", "minimum": 1, "default": 8080},
        "depth": {"type": "integer", "default": 3},
        "key": {"type": "string", "x-secret": True},
    },
}


class Place:
    """A home with one module, and the command line."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.web = home / "config" / "modules" / "web.toml"
        self.web.parent.mkdir(parents=True, mode=0o700)
        self.write(self.web, WEB)
        self.write(home / "config" / "modules" / "web.schema.json", json.dumps(SCHEMA))
        kept = ("PATH", "HOME", "LANG", "PYTHONPATH")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        self.environment |= {"SKELLY_HOME": str(home), "PYTHONUTF8": "1"}

    def write(self, path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o600)

    def run(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", "-m", "skelly_tray", "config", *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=50, check=False
        )
        assert done.returncode == code, done.stderr + done.stdout
        return done

    def editor(self, script: str) -> None:
        """The editor from now on: a Python program that has the file's path as `path`."""
        program = self.home / "editor.py"
        program.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{script}\n")
        self.environment["VISUAL"] = f"{sys.executable} {program}"

    def overrides(self) -> object:
        return json.loads((self.home / "state" / "overrides.json").read_text())


@pytest.fixture
def place(home: Path) -> Place:
    return Place(home)


def test_set_is_an_override_for_the_next_start_and_unset_takes_it_back(place: Place) -> None:
    done = place.run("set", "modules.web.settings.port", "81")
    assert done.stdout.splitlines() == [
        "modules.web.settings.port is set, above the files (revision 2)",
        "no orchestrator is running: it holds from the next start on",
    ]
    assert place.overrides() == {"modules.web.settings.port": 81} and place.web.read_text() == WEB
    got = place.run("get", "modules.web.settings.port")
    assert (got.stdout, got.stderr) == ("81\n", "(override)\n")
    place.run("unset", "modules.web.settings.port")
    assert place.overrides() == {}


def test_unset_of_what_is_not_overridden_or_not_set_is_no_error_and_says_so(place: Place) -> None:
    again = place.run("unset", "modules.web.settings.port")
    assert again.stdout == "modules.web.settings.port was not overridden; nothing was changed\n"
    assert again.stderr == "modules/web.toml sets it; --save takes it out of there\n"
    nowhere = place.run("unset", "modules.web.settings.depth")
    assert "was not overridden" in nowhere.stdout and nowhere.stderr == ""
    nowhere = place.run("unset", "modules.web.settings.depth", "--save")
    assert "was not set in modules/web.toml; nothing was changed" in nowhere.stdout
    assert place.web.read_text() == WEB
    assert 'did you mean "modules.web.name"' in place.run("unset", "modules.web.nmae", code=2).stderr


def test_a_module_that_others_need_is_removed_only_by_force(place: Place) -> None:
    place.write(place.web.with_name("one.toml"), 'command = ["true"]\ndepends_on = ["web"]\n')
    edge = 'command = ["true"]\ndepends_on = [{ module = "web", required = false }]\n'
    place.write(place.web.with_name("two.toml"), edge)
    refused = place.run("remove", "web", code=1)
    assert "one cannot run without web, and it would stop" in refused.stderr and "two" not in refused.stderr
    assert "--force" in refused.stderr and place.web.exists()
    done = place.run("remove", "web", "--force")
    assert "one.toml: depends_on: there is no module" in done.stderr and not place.web.exists()
    place.run("rollback")
    assert place.web.read_text() == WEB


def test_set_with_save_changes_one_line_of_the_file_and_takes_the_override_away(place: Place) -> None:
    place.run("set", "modules.web.settings.port", "81")
    place.run("set", "modules.web.settings.port", "82", "--save")
    assert place.web.read_text() == WEB.replace("port = 80 ", "port = 82 ")
    assert place.web.stat().st_mode & 0o777 == 0o600 and place.overrides() == {}
    place.run("unset", "modules.web.settings.port", "--save")
    assert place.web.read_text() == WEB.replace("port = 80  # low\n", "")


def test_a_change_that_the_history_cannot_keep_is_made_and_that_is_said(place: Place) -> None:
    (place.home / "state").mkdir(mode=0o700)
    (place.home / "state" / "revisions").write_text("in the way")
    done = place.run("set", "modules.web.settings.port", "81", "--save")
    assert place.web.read_text() == WEB.replace("port = 80 ", "port = 81 ")
    assert "warning: the history of changes does not have it: File exists" in done.stderr
    assert done.stdout.splitlines()[0].endswith("is set in modules/web.toml; the history could not keep it")


def test_what_was_broken_off_is_taken_back_before_a_change_and_that_is_said(place: Place) -> None:
    (place.home / "state").mkdir(mode=0o700)
    part = {"name": "modules/web.toml", "before": WEB, "after": "# half\n", "aside": ""}
    place.write(place.home / "state" / "undo.json", json.dumps({"parts": [part]}))
    place.write(place.web, "# half\n")
    done = place.run("set", "modules.web.settings.port", "81", "--save")
    assert place.web.read_text() == WEB.replace("port = 80 ", "port = 81 ")
    assert "warning: modules/web.toml: a change of several files was broken off half-way" in done.stderr


def test_get_tells_value_and_origin(place: Place) -> None:
    for key, value, origin in (
        ("modules.web.name", "Web", "file"),
        ("modules.web.settings.depth", 3, "default"),
        ("orchestrator.parallel_startup", False, "default"),
        ("modules.web.env.NONE", None, "unset"),
    ):
        found = json.loads(place.run("get", key, "--json").stdout)
        assert found == {"key": key, "value": value, "origin": origin}
    assert "is not set, and has no default" in place.run("get", "modules.web.env.NONE", code=1).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("modules.web.settings.port", "0"), "settings.port"),
        (("modules.web.settings.port", "0", "--save"), "modules/web.toml: settings.port"),
        (("orchestrator.health_check_interval", "7x"), '"7x" is not a duration'),
        (("modules.web.depends_on", '["web"]', "--save"), "web"),
        (("modules.web.depends_on", '["nobody"]', "--save"), "nobody"),
    ],
    ids=" ".join,
)
def test_what_would_make_it_invalid_is_refused_with_4_and_nothing_is_written(
    place: Place, arguments: tuple[str, ...], said: str
) -> None:
    done = place.run("set", *arguments, code=4)
    assert done.stdout == "" and "nothing was changed" in done.stderr and said in done.stderr
    assert place.web.read_text() == WEB
    assert not (place.home / "state" / "overrides.json").exists()
    assert not (place.home / "state" / "revisions").exists()


def test_a_key_that_there_is_not_is_a_usage_error_with_the_nearest(place: Place) -> None:
    done = place.run("set", "modules.web.nme", "x", code=2)
    assert done.stderr.startswith("skelly-tray: modules.web.nme: there is no key nme")
    assert 'did you mean "modules.web.name"?' in done.stderr


@pytest.mark.parametrize("words", ["get KEY", "set KEY 40", "set KEY 40 --save"])
def test_a_key_of_a_module_that_there_is_not_is_a_usage_error_with_the_nearest(
    place: Place, words: str
) -> None:
    done = place.run(*words.replace("KEY", "modules.wen.importance").split(), code=2)
    assert (done.stdout, done.stderr) == ("", 'skelly-tray: no module "wen"; did you mean "web"?\n')


def test_an_override_that_outlived_its_module_can_be_taken_back(place: Place) -> None:
    place.run("set", "modules.web.importance", "40")
    place.web.unlink()
    place.run("unset", "modules.web.importance")
    assert place.overrides() == {}


@pytest.mark.parametrize("save", [(), ("--save",)])
def test_a_secret_is_refused_in_plain_text_and_taken_as_a_reference(
    place: Place, save: tuple[str, ...]
) -> None:
    done = place.run("set", "modules.web.settings.key", "c4n4ry", *save, code=4)
    assert "skelly-tray secret set web/key" in done.stderr and "c4n4ry" not in done.stderr + done.stdout
    for path in place.home.rglob("*"):
        assert not path.is_file() or "c4n4ry" not in path.read_text()
    place.run("set", "modules.web.settings.key", '{ secret = "web/key" }', *save)
    assert place.run("get", "modules.web.settings.key").stdout == '{"secret":"web/key"}\n'


def test_what_was_wrong_before_is_no_reason_against_a_change_elsewhere(place: Place) -> None:
    place.write(place.web.with_name("other.toml"), "what is this")
    place.run("set", "modules.web.settings.port", "81", "--save")
    assert "port = 81" in place.web.read_text()


def test_history_shows_who_when_why_and_one_revision_its_difference(place: Place) -> None:
    assert place.run("history").stdout == "the configuration has not been changed yet\n"
    place.run("set", "modules.web.env.API_TOKEN", "c4n4ry", "--save")
    place.run("set", "modules.web.name", "Other", "--save")
    rows = json.loads(place.run("history", "--json").stdout)
    assert [(row["rev"], row["by"], row["why"], row["verdict"]) for row in rows] == [
        (1, "file", "as it was found", "committed"),
        (2, "cli", "set modules.web.env.API_TOKEN", "committed"),
        (3, "cli", "set modules.web.name", "committed"),
    ]
    assert len(place.run("history", "-n", "1").stdout.splitlines()) == 2
    shown = place.run("history", "3").stdout
    assert '-name = "Web"  # as people know it' in shown and '+name = "Other"  # as people know it' in shown
    token = place.run("history", "2").stdout
    assert "API_TOKEN = •••" in token and "c4n4ry" not in token
    assert place.run("history", "9", code=2).stderr == "skelly-tray: there is no revision 9\n"


def test_rollback_goes_to_any_revision_byte_for_byte_and_can_be_taken_back(place: Place) -> None:
    assert "nothing to go back to" in place.run("rollback", code=2).stderr
    place.run("set", "modules.web.name", "Two", "--save")
    place.run("set", "orchestrator.parallel_startup", "true", "--save")
    place.run("set", "modules.web.settings.port", "83")
    place.run("rollback")
    assert place.overrides() == {} and "Two" in place.web.read_text()
    place.run("rollback", "1")
    assert place.web.read_text() == WEB
    assert not (place.home / "config" / "orchestrator.toml").exists()
    place.run("rollback", "4")
    assert place.overrides() == {"modules.web.settings.port": 83} and "Two" in place.web.read_text()


def test_what_was_edited_by_hand_in_between_is_not_lost_by_a_rollback(place: Place) -> None:
    place.run("set", "modules.web.name", "Two", "--save")
    place.write(place.web, WEB.replace("Web", "By hand"))
    assert "By hand" in place.run("diff").stdout
    place.run("rollback", "1")
    assert place.web.read_text() == WEB
    assert "no difference" in place.run("diff").stdout
    place.run("rollback")
    assert "By hand" in place.web.read_text()


def test_edit_stores_what_the_editor_leaves(place: Place) -> None:
    place.editor(
        "assert path.stat().st_mode & 0o777 == 0o600; path.write_text(path.read_text().replace('80', '88'))"
    )
    assert "modules/web.toml is saved (revision 2)" in place.run("edit", "web").stdout
    assert place.web.read_text() == WEB.replace("80", "88")
    place.editor("pass")
    assert place.run("edit", "web").stdout == "nothing was changed\n"
    place.editor("path.write_text('parallel_startup = true\\n')")
    place.run("edit", "orchestrator")
    assert (place.home / "config" / "orchestrator.toml").read_text() == "parallel_startup = true\n"


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("path.write_text('nme = 1\\ncommand = 7')", 4, "nothing was changed: 2 errors"),
        ("path.write_text('not toml')", 4, "is not TOML"),
        ("path.write_bytes(b'\\xff')", 4, "is not UTF-8"),
        ("path.unlink()", 1, "the editor left no file"),
        ("sys.exit(3)", 1, "the editor ended with 3"),
    ],
)
def test_edit_refuses_what_is_wrong_with_every_error_and_keeps_the_file(
    place: Place, script: str, code: int, said: str
) -> None:
    place.editor(script)
    assert said in place.run("edit", "web", code=code).stderr
    assert place.web.read_text() == WEB


def test_edit_does_not_write_over_what_somebody_else_saved_meanwhile(place: Place) -> None:
    place.editor(
        f"path.write_text('mine'); pathlib.Path({str(place.web)!r}).write_text('command = [\"theirs\"]')"
    )
    done = place.run("edit", "web", code=1)
    assert "changed by somebody else meanwhile" in done.stderr
    assert "theirs" in place.web.read_text()
    assert (place.home / "config" / "web.toml.edited").read_text() == "mine"


def test_edit_of_a_module_that_there_is_not_names_the_nearest(place: Place) -> None:
    assert 'did you mean "web"?' in place.run("edit", "wbe", code=2).stderr


def test_validate_of_a_file_takes_the_schema_that_lies_beside_it(place: Place, tmp_path: Path) -> None:
    assert place.run("validate", str(place.web)).stdout == "the configuration is valid\n"
    draft = tmp_path / "web.toml"
    place.write(draft, WEB.replace("port = 80", 'port = "low"'))
    assert "web.schema.json: there is no such file" in place.run("validate", str(draft), code=4).stderr
    place.write(tmp_path / "web.schema.json", json.dumps(SCHEMA))
    wrong = place.run("validate", str(draft), code=4).stderr
    assert f"{draft}: settings.port" in wrong and "1 error" in wrong


@pytest.mark.skipif(os.name != "posix", reason="needs flock")
def test_nothing_is_changed_behind_the_back_of_an_orchestrator_that_cannot_be_asked(place: Place) -> None:
    """Its control socket was removed, or it is only starting: an override would not be in effect, and nobody told."""
    home = find_home(str(place.home))
    home.run.mkdir(mode=0o700)
    with locked(home.orchestrator_lock):
        refused = place.run("set", "modules.web.importance", "7", code=1)
        assert "an orchestrator runs, and does not answer" in refused.stderr
        assert "nothing was changed" in refused.stderr
    assert not (place.home / "state" / "overrides.json").exists()
    place.run("set", "modules.web.importance", "7")
