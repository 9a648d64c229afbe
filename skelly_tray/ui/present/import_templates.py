"""What an import says of the file that it read, as templates; see `core_templates.py`."""

from __future__ import annotations

from skelly_tray.ui.present.words import tr_later

IMPORTED = (
    tr_later("only `env` is taken, not carried over: {text}"),
    tr_later("not carried over: env, which is no table"),
    tr_later("not carried over: exp_backoff_restart_delay, for restart_delay is the delay"),
    tr_later("not carried over: {text}"),
    tr_later("of no use here: {text}"),
    tr_later("means nothing without a container: {text}"),
    tr_later(
        "in plain text: {text}; `skelly-tray secret set {name}` keeps one in the keyring, and `env.NAME = {table}` "
        "takes it from there"
    ),
    tr_later("the variable {text} was left out: it cannot be set"),
    tr_later("$STATE and $PYTHON stand for something of ours here"),
    tr_later("the environment file {text} is not there, or cannot be read"),
    tr_later("{text} is no time"),
    tr_later("{text} is no size"),
    tr_later("{text} is no such number"),
    tr_later("{text} is no share of a CPU"),
    tr_later("{text} is no list of NAME=value"),
    tr_later("the stop signal {text} is none of {signals}; it gets TERM"),
    tr_later("the condition {text} is not known; it waits until it is ready"),
    tr_later("restart: {text} is not known; it is brought back"),
    tr_later("nothing is known of {text}: taken as empty"),
    tr_later("nothing is known of {text}: it stays as it is"),
    tr_later("{names}: nothing is said of restarts, so Docker would not do any; here they are brought back"),
    tr_later(
        "{names}: nothing is said of restarts, so process-compose would not do any; here they are brought back"
    ),
    tr_later("it ran in {text}; here its command runs on this machine, and must be installed on it"),
    tr_later("working_dir {text} was a folder in the image"),
    tr_later("it belongs to the profile {text}: not enabled"),
    tr_later("user {text} was one of the image; it runs as you"),
    tr_later("{n} copies are wanted: one is started"),
    tr_later("instances {text}: one is started"),
    tr_later("healthcheck.test is none that is known"),
    tr_later("release is done once at each deployment there; here it is a task"),
    tr_later("PORT is {n}, as foreman would give it"),
    tr_later("foreman ends all of them when one ends; here that one alone is brought back"),
    tr_later("exit_on_end: its end does not end the others"),
    tr_later("restart = exit_on_failure: the other processes are not ended with it"),
    tr_later("shutdown.command: {text} is not run; it gets the stop signal"),
    tr_later("headers and the status code are not asked for"),
    tr_later("neither exec nor http_get"),
    tr_later("the group {name} ({names}) is not kept together here"),
    tr_later("priority {text}: say what it needs with `depends_on` instead"),
    tr_later("[include] {text}: there is no such file"),
    tr_later("[include] {text}: {name} cannot be read"),
    tr_later("wait_ready: `process.send('ready')` is not heard here; a probe can tell readiness"),
    tr_later("pm2 shares one port among copies; here each has to have a port of its own"),
    tr_later("it needs {name}, which is not among the modules"),
)
"""What was not carried over, or is another here."""

NOT_IMPORTED = (
    tr_later("there are two of that name; the first is taken"),
    tr_later("it is wanted {n} times"),
    tr_later("it has no command: that is in its image, which is not looked into"),
    tr_later("it has no command: that is in the image {name}, which is not looked into"),
    tr_later("it has no command"),
    tr_later("its command is only arguments of the program in its image"),
    tr_later("its command is only arguments of the program in the image {name}"),
    tr_later("it extends another service; `docker compose config` writes such files out in full"),
    tr_later("it wants a terminal to talk with somebody"),
    tr_later("it puts itself into the background; give the command that keeps it in the foreground"),
    tr_later("it listens to supervisord's own events"),
    tr_later("supervisord opens its socket, which nothing does here"),
    tr_later("it has no script"),
    tr_later("it has no processes"),
    tr_later("it has no `processes`"),
    tr_later("it has no `services`"),
    tr_later("it has no [program:NAME]"),
    tr_later("there is no table at its top"),
    tr_later("it is larger or deeper than such a file can be"),
    tr_later("it is no INI file: {text}"),
    tr_later("it is no YAML that can be read: {text}"),
    tr_later("it is no YAML: {text}"),
    tr_later("line {n} is not `name: command`: {text}"),
    tr_later("{name} has to be set: {text}"),
    tr_later("there is no file {text}"),
    tr_later("{text} cannot be imported: {why}"),
)
"""Why a program of a file, or all of it, is left out."""
