"""`skelly-tray config show`: the configuration in effect on disk, every default filled in."""

from __future__ import annotations

from skelly_tray.cli.command import JSON, OPTIONAL_MODULE, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.known_modules import no_module
from skelly_tray.cli.present.config_listing import listing, plain
from skelly_tray.cli.text import as_json


def run(request: Request) -> int:
    from skelly_tray.config.load import load

    module, loaded = request.arguments.module, load(request.home, record=False)
    for warning in loaded.warnings:
        request.console.remark(f"warning: {warning}")
    # The bus needs no file, and has a configuration all the same.
    descriptors = loaded.descriptors | ({loaded.bus.id: loaded.bus} if loaded.bus else {})
    invalid = loaded.invalid | (
        {loaded.bus.id: loaded.bus_errors} if loaded.bus and loaded.bus_errors else {}
    )
    if module in invalid:
        errors = (str(error) for error in invalid[module])
        raise CommandError(f"{module} cannot be used", *errors, code=ExitCode.INVALID_CONFIGURATION)
    if module is not None and module not in descriptors:
        raise no_module(module, [*descriptors, *invalid])
    shown = plain(loaded.orchestrator if module is None else descriptors[module])
    if module is None and not request.arguments.json:
        request.console.print(f"# {request.home.orchestrator_file}")
    if request.arguments.json:
        request.console.print(as_json(shown, indent=2))
    else:
        for line in listing(shown):
            request.console.print(line)
    if module is None and loaded.orchestrator_errors:
        errors = (str(error) for error in loaded.orchestrator_errors)
        raise CommandError("orchestrator.toml cannot be used", *errors, code=ExitCode.INVALID_CONFIGURATION)
    return ExitCode.DONE


COMMAND = Command(
    name="config show",
    summary="the configuration with every default filled in: the orchestrator's, or a module's",
    detail="Durations are in seconds. Secrets are shown by their names only.",
    arguments=(OPTIONAL_MODULE, JSON),
    run=run,
)
