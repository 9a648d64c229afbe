"""`skelly-tray init`: writes a commented starter configuration."""

from __future__ import annotations

from collections.abc import Sequence

from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.config.errors import nearest


def run(request: Request) -> int:
    from skelly_tray.config.init import DEFAULT_TEMPLATE, InitError, init, templates

    values = request.arguments
    template = values.template or DEFAULT_TEMPLATE
    if template not in templates():
        raise _no_template(template, templates())
    try:
        written = init(request.home, template, values.force)
    except InitError as error:
        raise CommandError(error.title, error.message) from error
    for path in written:
        request.console.print(f"wrote {path}")
    return ExitCode.DONE


def _no_template(name: str, known: Sequence[str]) -> CommandError:
    guess = nearest(name, known)
    hint = f'; did you mean "{guess}"?' if guess else ""
    return CommandError(f'no template "{name}"{hint}', f"templates: {', '.join(known)}", code=ExitCode.USAGE)


COMMAND = Command(
    name="init",
    summary="write a commented starter configuration",
    detail="The first start does this by itself, or asks in a window where there is one. Nothing is replaced without "
    "--force.",
    arguments=(
        Argument(("--template",), "skelly (default: the bundled system), minimal or empty", metavar="NAME"),
        Argument(("--force",), "replace files that are there", is_flag=True),
    ),
    run=run,
)
