"""The small parts of the SDK by themselves: settings, log, environment, tally, topics."""

from __future__ import annotations

import asyncio
import enum
import io
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pytest

import skelly_tray.sdk
from skelly_tray.rpc.errors import RpcError
from skelly_tray.scopes import Scope
from skelly_tray.sdk.environment import NotStartedByUsError, read_environment
from skelly_tray.sdk.faults import ModuleError, describe
from skelly_tray.sdk.log import Log, LoggingBridge
from skelly_tray.sdk.settings import SettingsError, changed_names, read_settings
from skelly_tray.sdk.tally import Tally
from skelly_tray.sdk.topics import matches


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Inner(msgspec.Struct):
    host: str
    port: int = 80


class Typed(msgspec.Struct):
    inner: Inner
    share: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5
    colour: Colour = Colour.RED
    level: Literal["low", "high"] = "low"
    peers: list[Inner] = []
    other: Inner | None = None

    def __post_init__(self) -> None:
        if self.level == "high" and self.share > 0.9:
            raise ValueError("share must be lower at a high level")


def errors_of(given: dict[str, Any]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(given, Typed)
    return caught.value.errors


def test_settings_are_converted_to_their_types() -> None:
    settings = read_settings(
        {"inner": {"host": "a"}, "share": 1, "colour": "blue", "peers": [{"host": "b"}]}, Typed
    )
    assert settings == Typed(Inner("a"), 1.0, Colour.BLUE, peers=[Inner("b")])


def test_all_errors_of_settings_are_told_at_once_and_without_values() -> None:
    given = {
        "inner": {"prot": 1},
        "share": 7,
        "colour": "5ecret",
        "level": "5ecret",
        "peers": [{"host": 5}],
        "other": {"host": "5ecret", "port": "5ecret"},
        "sahre": 1,
    }
    assert errors_of(given) == [
        "sahre: unknown, did you mean share?",
        "inner.prot: unknown, did you mean port?",
        "inner.host: must be given",
        "share: Expected `float` <= 1.0",
        "colour: Invalid enum value, allowed: red, blue",
        "level: Invalid enum value, allowed: low, high",
        "peers[0].host: Expected `str`, got `int`",
        "other.port: Expected `int`, got `str`",
    ]
    assert "5ecret" not in str(errors_of(given))


def test_rules_between_settings_are_held_too() -> None:
    assert errors_of({"inner": {"host": "a"}, "level": "high", "share": 1}) == [
        "share must be lower at a high level"
    ]


def test_an_unknown_key_names_the_nearest_or_all_that_there_are() -> None:
    class Nothing(msgspec.Struct):
        pass

    class Few(msgspec.Struct):
        a: int = 1
        b: int = 1

    for kind, said in (
        (Few, "x: unknown, there is a, b"),
        (Nothing, "x: unknown, this module has no settings"),
    ):
        with pytest.raises(SettingsError) as caught:
            read_settings({"x": 1}, kind)
        assert caught.value.errors == [said]


def test_required_settings_must_be_given() -> None:
    assert errors_of({}) == ["inner: must be given"]


def test_settings_without_a_type_are_a_copy_of_what_was_given() -> None:
    given = {"a": 1}
    read = read_settings(given, None)
    assert read == given and read is not given


def test_changed_names_are_the_added_the_removed_and_the_different() -> None:
    assert changed_names({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5, "d": None}) == ["b", "c", "d"]


def test_a_log_line_is_one_line_with_its_values() -> None:
    out, err = io.StringIO(), io.StringIO()
    log = Log(out, err)
    log.debug("not shown")
    log.info("two\nlines", n=1, ok=True, none=None, word="plain", text='say "x"\n', share=0.5)
    log.warning("trouble")
    log.error("worse", error=KeyError("5ecret"))
    assert (
        out.getvalue() == 'info two lines n=1 ok=true none=null word=plain text="say \\"x\\"\\n" share=0.5\n'
    )
    assert err.getvalue() == "warning trouble\nerror worse error=KeyError\n"


def test_a_log_shows_no_settings_and_no_token() -> None:
    out = io.StringIO()
    log = Log(out, out)
    log.hide("t0k5ecret")
    log.hide("")
    log.info("connect with t0k5ecret", settings=Inner("5ecret"), all={"x": "5ecret"}, text="a t0k5ecret b")
    assert out.getvalue() == 'info connect with ••• settings=<Inner> all=<dict> text="a ••• b"\n'


def test_a_log_that_nobody_reads_harms_nothing() -> None:
    closed = io.StringIO()
    closed.close()
    Log(closed, closed).info("hello")
    assert closed.closed


def test_records_of_libraries_come_into_the_log_without_tracebacks() -> None:
    out = io.StringIO()
    logger = logging.Logger("library")
    logger.addHandler(LoggingBridge(Log(out, out)))
    logger.info("not shown")
    logger.warning("hm %d", 5)
    try:
        raise KeyError("5ecret")
    except KeyError:
        logger.exception("bad")
    assert out.getvalue().splitlines()[0] == "warning hm 5 logger=library"
    assert (
        out.getvalue()
        .splitlines()[1]
        .startswith('error bad logger=library error="KeyError at test_parts.py:')
    )
    assert "5ecret" not in out.getvalue()


def test_errors_are_described_by_kind_and_place_and_only_meant_texts_are_shown() -> None:
    assert describe(ModuleError("no camera")) == "no camera"
    assert describe(RpcError(-32004, "may not")) == "may not"
    assert describe(FileNotFoundError(2, "No such file or directory", "/5ecret")) == (
        "FileNotFoundError: No such file or directory"
    )
    assert describe(ValueError("5ecret")) == "ValueError"


def token_pipe(token: bytes) -> str:
    reading, writing = os.pipe()
    os.write(writing, token)
    os.close(writing)
    return str(reading)


def test_the_environment_gives_the_token_once_and_hides_it_from_children() -> None:
    environ = {
        "SKELLY_MODULE_ID": "web",
        "SKELLY_BUS": "tcp:127.0.0.1:5000",
        "SKELLY_STATE_DIR": "/tmp/state",
        "SKELLY_BUS_TOKEN_FD": token_pipe(b"t0k\n"),
    }
    descriptor = int(environ["SKELLY_BUS_TOKEN_FD"])
    found = read_environment(environ)
    assert (found.module, found.address, found.token) == ("web", ("127.0.0.1", 5000), "t0k")
    assert found.state_dir == Path("/tmp/state")
    assert "t0k" not in repr(found) and not any("TOKEN" in name for name in environ)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SKELLY_MODULE_ID": None}, "SKELLY_MODULE_ID is not set"),
        ({"SKELLY_BUS": None}, "SKELLY_BUS is not set"),
        ({"SKELLY_BUS": "carrier pigeon"}, "SKELLY_BUS: an address is"),
        ({"SKELLY_BUS_TOKEN": None}, "there is no token"),
        ({"SKELLY_BUS_TOKEN": " "}, "there is no token"),
        ({"SKELLY_BUS_TOKEN_FD": "99999"}, "no descriptor that a token"),
        ({"SKELLY_BUS_TOKEN_FD": "x"}, "no descriptor that a token"),
    ],
)
def test_an_environment_that_is_not_a_modules_says_what_is_missing(
    change: dict[str, str | None], said: str
) -> None:
    environ: dict[str, str | None] = {
        "SKELLY_MODULE_ID": "web",
        "SKELLY_BUS": "unix:/tmp/x",
        "SKELLY_BUS_TOKEN": "t",
        **change,
    }
    with pytest.raises(NotStartedByUsError, match=said):
        read_environment({name: value for name, value in environ.items() if value is not None})


def test_the_error_rate_is_of_the_last_minute() -> None:
    now = 0.0
    tally = Tally(lambda: now)
    assert tally.error_rate == 0
    tally.failed()
    now = 30.0
    for _ in range(3):
        tally.handled()
    assert tally.error_rate == 0.25
    now = 60.5
    assert tally.error_rate == 0
    now = 1000.0
    assert tally.error_rate == 0


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("a.b", ["a.b"], ["a", "a.b.c", "a.c"]),
        ("a.*", ["a.b"], ["a", "a.b.c", "b.a"]),
        ("*.b", ["a.b"], ["b", "a.b.b"]),
        ("a.>", ["a.b", "a.b.c"], ["a", "b.a"]),
        (">", ["a", "a.b"], []),
        ("*", ["a"], ["a.b"]),
    ],
)
def test_patterns_match_as_they_do_on_the_bus(pattern: str, yes: list[str], no: list[str]) -> None:
    assert all(matches(pattern, topic) for topic in yes)
    assert not any(matches(pattern, topic) for topic in no)


async def test_a_scope_reports_what_fails_and_ends_the_rest() -> None:
    reported: list[tuple[str, str]] = []
    scope = Scope(lambda name, error: reported.append((name, type(error).__name__)))

    async def fail() -> None:
        raise KeyError

    await asyncio.wait([scope.start(fail(), "bad")])
    waiting = scope.start(asyncio.Event().wait(), "waiting")
    await scope.close()
    assert waiting.cancelled() and reported == [("bad", "KeyError")]
    with pytest.raises(RuntimeError, match="the scope is closed"):
        scope.start(fail(), "late")


def test_every_exported_name_is_there_and_others_are_not() -> None:
    for name in skelly_tray.sdk.__all__:
        assert getattr(skelly_tray.sdk, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Modul'"):
        skelly_tray.sdk.Modul  # noqa: B018


def test_the_blocking_client_costs_neither_asyncio_nor_msgspec() -> None:
    program = (
        "import sys, skelly_tray.sdk.blocking; "
        "print([name for name in ('asyncio', 'msgspec', 'skelly_tray.sdk.module') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
