"""supervisord's programs become modules that behave as they did there."""

from __future__ import annotations

from pathlib import Path

from tests.config.imports.reading import imported, notes, tables

TEXT = """
[supervisord]
logfile=/tmp/x.log   ; where

[program:web]
command=/usr/bin/gunicorn app:app --bind 127.0.0.1:80%(process_num)02d ; many
process_name=%(program_name)s_%(process_num)02d
numprocs=2
directory=/srv/app
environment=MODE="live, really",HOME_OF=%(here)s,WHO="%(ENV_HOME)s"
user=www-data
autorestart=unexpected
exitcodes=0,2
startsecs=5
startretries=7
stopsignal=QUIT
stopwaitsecs=30
redirect_stderr=true
stdout_logfile=/var/log/x.log

[program:once]
command=migrate
autorestart=false
autostart=false
exitcodes=0,3
priority=10
umask=022

[eventlistener:mail]
command=mailer

[group:all]
programs=web,once
"""


def test_a_program_keeps_what_it_was_told(tmp_path: Path) -> None:
    made = imported(tmp_path, "supervisord.conf", TEXT)
    found = tables(made)
    assert list(found) == ["web_00", "web_01", "once"]
    web = found["web_01"]
    assert web["command"] == ["/usr/bin/gunicorn", "app:app", "--bind", "127.0.0.1:8001"]
    assert web["env"]["MODE"] == "live, really" and web["env"]["HOME_OF"] == str(tmp_path)
    assert web["env"]["WHO"] == str(Path.home())
    assert (web["user"], web["working_dir"]) == ("www-data", "/srv/app")
    assert web["no_restart_exit_codes"] == [0, 2] and web["recovery"]["max_attempts"] == 7
    assert (web["ready_after"], web["shutdown_timeout"], web["stop_signal"]) == ("5s", "30s", "QUIT")
    assert "not carried over" not in notes(made)["web_01"]


def test_what_is_not_restarted_there_is_a_task_here(tmp_path: Path) -> None:
    made = imported(tmp_path, "supervisord.conf", TEXT)
    once = tables(made)["once"]
    assert once["oneshot"] is True and once["recovery"]["max_attempts"] == 0
    assert once["success_exit_codes"] == [0, 3] and once["enabled"] is False
    assert "umask" in notes(made)["once"] and "priority 10" in notes(made)["once"]


def test_what_has_no_meaning_here_is_left_out_and_said(tmp_path: Path) -> None:
    made = imported(tmp_path, "supervisord.conf", TEXT)
    assert set(made.left_out) == {"mail"}
    assert any("group all" in note for note in made.notes)


def test_included_files_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "conf.d").mkdir()
    (tmp_path / "conf.d" / "b.ini").write_text("[program:b]\ncommand=b\n")
    made = imported(tmp_path, "s.conf", "[include]\nfiles = conf.d/*.ini none.d/*\n[program:a]\ncommand=a\n")
    assert set(tables(made)) == {"a", "b"}
    assert any("none.d" in note for note in made.notes)
