"""`skelly-tray config set`: one key of the configuration, above the files or in them."""

from __future__ import annotations

from skelly_tray.cli.changing import KEY, SAVE, WAIT, change, key_of, tell
from skelly_tray.cli.command import Argument, Command, Request
from skelly_tray.cli.in_effect import remark_if_not_in_effect


def run(request: Request) -> int:
    from skelly_tray.config.edits import overridden, saved
    from skelly_tray.config.toml_edit import value_of

    values = request.arguments
    key = key_of(request)
    value = value_of(values.value, key.kind)
    params = {"key": key.text, "value": value, "save": values.save}
    edit = saved(key, value) if values.save else overridden(key, value)
    override = None if values.save else key
    report = change(request, "config.set", params, edit, f"set {key.text}", override)
    where = f"is set in {key.file}" if values.save else "is set, above the files"
    code = tell(request, f"{key.text} {where}", report, wait=values.wait)
    remark_if_not_in_effect(request, key.module)
    return code


COMMAND = Command(
    name="config set",
    summary="set one key: a runtime override unless --save",
    detail='VALUE is read as TOML (true, 8123, ["a"], { secret = "NAME" }), and as text where it is none (10s) or'
    " only text may stand there. An"
    " override stands above the file, survives a restart and is taken back by `config unset`. Without a running"
    " orchestrator it holds from the next start on.",
    arguments=(KEY, Argument(("value",), "the new value", metavar="VALUE"), SAVE, WAIT),
    run=run,
)
