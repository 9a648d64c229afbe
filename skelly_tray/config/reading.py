"""Reads one configuration file from disk, and trusts neither the file nor what is in it.

Whoever can write such a file can run programs as us, so it must be a regular file of our own (or root's) that
nobody else can change; and parsing must end soon whatever it holds.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from skelly_tray.config.errors import ConfigError, UnusableFileError
from skelly_tray.config.trust import writable_by

MAX_BYTES = 256 * 1024
MAX_KEY_PARTS = 64
"""Of one dotted key: the time to parse one grows with the square of its parts (65,000 parts: 160 s)."""

_LONG_KEY = re.compile(
    rf"""(?<![A-Za-z0-9_-])(?:(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}"""
)
"""Possessive throughout: nothing is tried twice, so that looking for a bomb is none itself."""
_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
)


def read_text(path: Path, file: str) -> str:
    """The text of `path`, shown as `file` in errors.

    Raises FileNotFoundError when there is none, UnusableFileError for everything else that is wrong.
    """
    return decode(read_bytes(path, file), file)


def decode(raw: bytes, file: str) -> str:
    """UTF-8, with or without a byte order mark, without NUL. Raises UnusableFileError."""
    if len(raw) > MAX_BYTES:
        raise _refused(file, f"is larger than {MAX_BYTES // 1024} KiB", "smaller files")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            file, f"is not UTF-8: byte 0x{raw[error.start]:02x} at {error.start}", "UTF-8"
        ) from error
    if "\0" in text:
        raise _refused(file, f"has a NUL character in line {text.count(chr(10), 0, text.index(chr(0))) + 1}")
    return text


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The parsed content. Raises UnusableFileError."""
    _refuse_long_keys(text, file)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = _lower_first(str(error))
        raise _refused(file, f"is not TOML: {said}", _what_toml_wants(said)) from error
    except RecursionError as error:
        raise _refused(file, "is nested too deeply") from error
    except ValueError as error:  # what int() and datetime() refuse, such as a number of 5,000 digits
        # Python's own word is cut before its advice to programmers.
        said = _lower_first(str(error).partition(";")[0])
        raise _refused(file, f"has a value that cannot be read: {said}") from error


def parse_json(text: str, file: str, what: str, *, keys_once: bool = False) -> dict[str, Any]:
    """The object that the text of a JSON file is. what: what it should be. keys_once: a key that is there twice is
    refused. Raises UnusableFileError."""
    try:
        found = json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_once if keys_once else None
        )
    except RecursionError as error:
        raise _refused(file, "is nested too deeply") from error
    except ValueError as error:
        raise _refused(file, f"is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise _refused(file, "is not a JSON object", what)
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def read_bytes(path: Path, file: str) -> bytes:
    """What `read_text` decodes. Raises as that."""
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):
            raise _refused(file, "is a symbolic link", "a regular file") from error
        raise _refused(file, f"cannot be read: {error.strerror}") from error
    try:
        _refuse_untrusted(os.fstat(descriptor), file)
        chunks: list[bytes] = []
        while sum(map(len, chunks)) <= MAX_BYTES:
            chunk = os.read(descriptor, MAX_BYTES + 1)
            if not chunk:
                break
            chunks.append(chunk)
        return b"".join(chunks)
    except OSError as error:
        raise _refused(file, f"cannot be read: {error.strerror}") from error
    finally:
        with suppress(OSError):  # nothing was written: there is nothing to lose
            os.close(descriptor)


def _refuse_untrusted(facts: os.stat_result, file: str) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise _refused(file, "is not a regular file")
    if facts.st_size > MAX_BYTES:
        raise _refused(file, f"is {facts.st_size // 1024} KiB large", f"at most {MAX_BYTES // 1024} KiB")
    if os.name != "posix":
        return
    if facts.st_uid not in (0, os.geteuid()):
        raise _refused(file, f"belongs to user {facts.st_uid}", "files of our own user or root")
    if who := writable_by(facts):
        mode = stat.S_IMODE(facts.st_mode)
        raise _refused(file, f"can be written by {who} (mode {mode:04o}); chmod go-w cures it")


def _refuse_long_keys(text: str, file: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") >= MAX_KEY_PARTS and _LONG_KEY.search(line):
            raise _refused(file, f"line {number} has a key of more than {MAX_KEY_PARTS} parts")


def _refused(file: str, problem: str, allowed: str = "") -> UnusableFileError:
    return UnusableFileError(ConfigError(file, "", problem, allowed))


def _what_toml_wants(said: str) -> str:
    """What is right where people err most: text without quotes, and lines as other formats have them."""
    if said.startswith("expected '=' after a key"):
        return 'lines such as name = "text"'
    if said.startswith(("invalid value", "expected newline")):
        return 'text and durations in quotes, as in name = "text" or interval = "10s"'
    return ""


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
