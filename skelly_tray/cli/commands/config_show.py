"""`skelly-tray config show`: the configuration as the files and overrides say it, every default filled in."""

from __future__ import annotations

from skelly_tray.cli.command import JSON, OPTIONAL_MODULE, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.in_effect import remark_if_not_in_effect
from skelly_tray.cli.known_modules import no_module
from skelly_tray.cli.present.config_listing import listing, plain, sources_of
from skelly_tray.cli.text import as_json


def run(request: Request) -> int:
    from skelly_tray.config.load import load
    from skelly_tray.config.origins import origins_in

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
    origins = origins_in(request.home, module, loaded.override_errors)
    sources = sources_of(shown, origins, module=module is not None)
    if module is None and not request.arguments.json:
        request.console.print(f"# {request.home.orchestrator_file}")
    if request.arguments.json:
        request.console.print(as_json(shown | {"sources": sources}, indent=2))
    else:
        for line in listing(shown, sources, module=module is not None):
            request.console.print(line)
        remark_if_not_in_effect(request, module)
    if module is None and loaded.orchestrator_errors:
        errors = (str(error) for error in loaded.orchestrator_errors)
        raise CommandError("orchestrator.toml cannot be used", *errors, code=ExitCode.INVALID_CONFIGURATION)
    return ExitCode.DONE


COMMAND = Command(
    name="config show",
    summary="the configuration with every default filled in: the orchestrator's, or a module's",
    detail="Behind each value stands where it comes from: the default, the file, an override, or a secret, of which "
    "only the name is shown. Durations are in seconds. It is what the files and overrides say; where something else"
    " runs, as after a rollback, that is said.",
    arguments=(OPTIONAL_MODULE, JSON),
    run=run,
)
