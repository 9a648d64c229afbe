"""How this program starts itself again, in whole or for one piece of work, as a bundle and as Python's module.

A bundle (PyInstaller) has no Python to start anything else with: `sys.executable` is the program itself, which becomes
what the first word of its arguments says. And it was started with an environment that leads to its own libraries, which
is for nobody else. All that is known about this is here; standard library only, for the keeper needs it too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

KEEPER = "--keeper-process"
"""The keeper; its options follow. See `keeper/program.py`."""
ARRANGE = "--arrange-process"
"""One ordering of modules, see `app/arranging.py`."""
SECRETS = "--secrets-process"
"""What asks the keyring and seals secrets, see `adapters/secrets/helper_program.py`."""
MODULE = "--module-process"
"""A bundled module, whose name follows, and then its arguments."""

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")
_QT_PATHS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "QT_QPA_FONTDIR", "QT_QPA_PLATFORM_PLUGIN_PATH")
_STARTER = ("_PYI_", "_MEIPASS")


def is_bundle() -> bool:
    """Whether we are one."""
    return bool(getattr(sys, "frozen", False))


def own_process(word: str, *rest: str) -> list[str]:
    """argv of this program for one piece of work; `__main__.py` knows the words."""
    return [*_program(), word, *rest]


def module_process(name: str) -> tuple[str, ...]:
    """argv of a bundled module."""
    if is_bundle():
        return tuple(own_process(MODULE, name))
    return (sys.executable, "-P", "-m", f"skelly_tray.modules.{name}")


def lasting(command: tuple[str, ...]) -> tuple[str, ...]:
    """`command` without the place of the bundle, where it starts a bundled module: each version of a package has a
    place of its own, and is to adopt the processes of the former one."""
    return command[1:] if is_bundle() and command[:2] == (sys.executable, MODULE) else command


def keeper_program() -> list[str]:
    """argv of the keeper without its options. `-I -S`: nothing of the environment or the site packages gets in, or
    costs."""
    if is_bundle():
        return own_process(KEEPER)
    return [sys.executable, "-I", "-S", str(Path(__file__).with_name("keeper") / "__main__.py")]


def python_for_users() -> str:
    """What `$PYTHON` is in a module file: the Python that can import our SDK; a bundle has to do with the system's."""
    return "python3" if is_bundle() else sys.executable


def own_command() -> tuple[str, ...]:
    """argv that starts the whole program anew at any time: absolute, and by what stays over an update.

    An AppImage is the file itself, not what it is mounted as meanwhile. A package keeps each version in a folder of its
    own, which goes with it; its command stays. Else the script beside our Python comes first:
    it goes when we are removed from that environment.
    """
    if is_bundle():
        image, mounted = os.environ.get("APPIMAGE", ""), os.environ.get("APPDIR", "")
        if image and mounted and Path(sys.executable).is_relative_to(mounted):
            return (image,)
        return (_installed_as(Path(sys.executable)),)
    import shutil

    for name in ("skelly-tray-gui", "skelly-tray") if sys.platform == "win32" else ("skelly-tray",):
        script = shutil.which(name, path=str(Path(sys.executable).parent))
        if script is not None:
            return (script,)
    return tuple(_program())


def leave_bundle(environ: MutableMapping[str, str]) -> None:
    """Put an environment back to what it was before the bundle was started; nothing to do without one.

    Called first of all on our own: the loader has read it by then, so that we lose nothing, and all that is started
    later, by us, by Qt or by a library, is started as if there were no bundle. The former library path is kept as
    `…_ORIG`; without one there was none.
    """
    if not is_bundle():
        return
    bundle = str(getattr(sys, "_MEIPASS", ""))
    for name in [name for name in environ if name.startswith(_STARTER)]:
        del environ[name]
    for name in _LIBRARY_PATHS:
        former = environ.pop(f"{name}_ORIG", None)
        if former is not None:
            environ[name] = former
        elif bundle and bundle in environ.get(name, "").split(os.pathsep):
            del environ[name]
    for name in _QT_PATHS:
        if bundle and environ.get(name, "").startswith(bundle):
            del environ[name]


def _program() -> list[str]:
    """-P: a file of the folder where we happen to be never takes the place of a module of ours."""
    return [sys.executable] if is_bundle() else [sys.executable, "-P", "-m", "skelly_tray"]


def _installed_as(program: Path) -> str:
    """The command of `PREFIX/lib/skelly-tray/VERSION/skelly-tray` is in `PREFIX/bin`, as packages lay it out
    (packaging/linux); a bundle anywhere else has none but itself."""
    library = program.parents[1] if len(program.parents) > 3 else program
    command = library.parents[1] / "bin" / program.name if library.name == "skelly-tray" else program
    return str(command if library.parent.name == "lib" and command.exists() else program)
