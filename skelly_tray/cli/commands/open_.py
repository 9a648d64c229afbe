"""`skelly-tray open`: the page of a module, in the browser."""

from __future__ import annotations

import os

from skelly_tray.cli.command import MODULE, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.known_modules import known_modules, no_module


def run(request: Request) -> int:
    from skelly_tray.config.load import load

    name = request.arguments.module
    known = known_modules(request.home, logs=False)
    if name not in known:
        raise no_module(name, known)
    loaded = load(request.home, record=False)
    descriptor = loaded.descriptors.get(name)
    if descriptor is None:
        errors = [str(error) for error in loaded.invalid.get(name, ())]
        raise CommandError(f"the file of {name} cannot be used", *errors, code=ExitCode.INVALID_CONFIGURATION)
    if not descriptor.url:
        raise CommandError(f"{name} has no page", 'its file may name one: url = "http://127.0.0.1:8080/"')
    if not _shown(descriptor.url):
        raise CommandError("no browser could be started", descriptor.url)
    request.console.print(descriptor.url)
    return ExitCode.DONE


def _shown(url: str) -> bool:
    """By whatever opens pages here, which gets none of what a bundle of ours sets for itself."""
    import webbrowser

    from skelly_tray.adapters.launcher.environment import clean_environment

    environment = clean_environment(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    return webbrowser.open(url)


COMMAND = Command(
    name="open",
    summary="open the page of a module in the browser",
    detail="It is the `url` of the module's file.",
    arguments=(MODULE,),
    run=run,
)
