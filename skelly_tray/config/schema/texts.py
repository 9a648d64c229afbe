"""The forms of text in configuration files: each function says what is wrong with a text, or None."""

from __future__ import annotations

import re

from skelly_tray.config.schema.types import Text

MODULE_ID = re.compile(r"[a-z0-9_-]{1,64}", re.ASCII)
RESERVED_IDS = frozenset(
    (
        "orchestrator", "keeper", "module", "system", "config", "resource",
        "health", "lifecycle", "mode", "state", "admin",
    )
)  # fmt: skip
RESERVED_TOPICS = frozenset(("module", "system", "config", "resource"))
"""First segments of topics that only the orchestrator publishes."""
_ENV_NAME = re.compile(r"[^=\0]+")
_SCHEMA_FILE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}\.schema\.json", re.ASCII)
LONGEST_SECRET_NAME = 200
_PLACED = ("$STATE", "$HOME")


def refuse_line(text: str) -> str | None:
    """One line for people: no control characters."""
    return None if text.isprintable() else "has control characters"


def refuse_argument(text: str) -> str | None:
    """What an operating system call can carry."""
    return "has a NUL character" if "\0" in text else None


def refuse_name(text: str) -> str | None:
    return refuse_line(text) if text.strip() else "is empty"


def refuse_path(text: str) -> str | None:
    """Absolute, or below a placeholder: the folder the supervisor happens to run in means nothing."""
    if "\0" in text:
        return "has a NUL character"
    if text.startswith("/") or text.split("/", 1)[0] in _PLACED or re.match(r"[A-Za-z]:[\\/]", text):
        return None
    return "is not an absolute path"


def refuse_rule_path(text: str) -> str | None:
    """A path that means one place: what is granted must not depend on where `..` leads."""
    if ".." in text.split("/"):
        return 'has ".." in it'
    return None if text.split("/", 1)[0] == "$PYTHON" and "\0" not in text else refuse_path(text)


def refuse_env_name(text: str) -> str | None:
    return None if _ENV_NAME.fullmatch(text) else "is not a name of an environment variable"


def refuse_module_id(text: str) -> str | None:
    """The syntax only; `RESERVED_IDS` matter where a module is declared."""
    return None if MODULE_ID.fullmatch(text) else "is not a module id"


def refuse_secret_name(text: str) -> str | None:
    return "is longer than 200 characters" if len(text) > LONGEST_SECRET_NAME else refuse_name(text)


def refuse_schema_file(text: str) -> str | None:
    """A name without a folder: schemas are read where module files are, and as these are."""
    return None if _SCHEMA_FILE.fullmatch(text) else "is not the name of a schema file"


def refuse_pattern(text: str) -> str | None:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        return f"is not a regular expression ({error})"
    return None


def refuse_http_url(text: str) -> str | None:
    """An http or https address with a host."""
    from urllib.parse import urlsplit

    if not text.isprintable() or " " in text:
        return "is not a URL"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        return f"is not a URL ({error})"
    if parts.scheme not in ("http", "https"):
        return "is not an http or https URL"
    if not parts.hostname or port == 0:
        return "is a URL without a host" if not parts.hostname else "is a URL with port 0"
    return None


def refuse_link(text: str) -> str | None:
    """What the window and the menu open: empty, or an address that a browser may be given."""
    if not text or text.startswith("file:///"):
        return refuse_line(text)
    return refuse_http_url(text)


LINE = Text("a line of text", refuse_line)
NAME = Text("a name", refuse_name)
ARGUMENT = Text("an argument", refuse_argument)
SECRET_NAME = Text("a name of a secret", refuse_secret_name)
SCHEMA_FILE = Text('a file in the folder of module files, as in "web.schema.json"', refuse_schema_file)
PATH = Text("a path: absolute, or below $STATE or $HOME", refuse_path)
RULE_PATH = Text("a path: absolute, or below $STATE, $HOME or $PYTHON", refuse_rule_path)
ENV_NAME = Text("a name of an environment variable", refuse_env_name)
ENV_VALUE = Text('text (write numbers in quotes) or { secret = "name" }', refuse_argument, secret=True)
MODULE = Text("a module id ([a-z0-9_-], 1 to 64 characters)", refuse_module_id)
PATTERN = Text("a regular expression", refuse_pattern)
HTTP_URL = Text("an address such as http://127.0.0.1:8123/", refuse_http_url)
LINK = Text("an address such as http://127.0.0.1:8123/", refuse_link)
