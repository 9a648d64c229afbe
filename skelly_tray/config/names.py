"""How the files of a configuration are called, in errors and in `Texts`: relative to the configuration folder."""

from __future__ import annotations

ORCHESTRATOR_FILE = "orchestrator.toml"
MODULES_FOLDER = "modules"
SCHEMA_SUFFIX = ".schema.json"


def is_configuration(name: str) -> bool:
    """Is a file of that name, in one of our folders, part of it? Hidden ones are temporary, an editor's or ours."""
    return name.endswith((".toml", SCHEMA_SUFFIX)) and not name.startswith(".")


def file_name(module: str) -> str:
    """The file of a module."""
    return f"{MODULES_FOLDER}/{module}.toml"


def is_in_modules(name: str) -> bool:
    """Does it lie in the folder of modules?"""
    return name.startswith(f"{MODULES_FOLDER}/")


def is_module_file(name: str) -> bool:
    """Is it the file of a module? The others in that folder are schemas."""
    return is_in_modules(name) and name.endswith(".toml")
