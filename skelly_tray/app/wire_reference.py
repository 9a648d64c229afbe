"""The reference page of the wire, made from the tables of the code: methods, parameters, error codes.

`python -m skelly_tray.app.wire_reference` prints it; a test holds `resources/guide/wire.md` to it.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, cast

from skelly_tray.app import wire_words
from skelly_tray.app.control import PROTOCOL, Control
from skelly_tray.app.control_audit import RECORDED, AuditMethods
from skelly_tray.config.home import find_home
from skelly_tray.rpc.connection import Handler
from skelly_tray.rpc.errors import ErrorCode

_TOP = f"""# The wire

*Made by `python -m skelly_tray.app.wire_reference`; a test holds this page to the program.*

Two sockets speak the same: JSON-RPC 2.0, one object a line, UTF-8, at most 1 MiB a line. Requests have an `id`, and are
answered in any order; notifications have none. A parameter that a method does not know is an error that names the
nearest one. New methods and members may come; what is here keeps its meaning (protocol {PROTOCOL}).

```sh
printf '{{"jsonrpc":"2.0","id":1,"method":"ping"}}\\n' | nc -NU "$HOME_OF_SKELLY/run/control.sock"
```
"""
_CONTROL = """## The control socket

`run/control.sock` in the home (0600, the same user only); on Windows a loopback port, named with a token in
`run/control.json`. A path that is too long for a socket is in a short folder that `run/control.addr` names.

Methods that change something are written into the audit log (●); `by` says for whom: `cli`, `ui` or `api`.

| method | parameters | |
|---|---|---|"""
_TOLD = """
After `watch`, and to an attached window, notifications come:

| notification | |
|---|---|"""
_BUS = """
## The bus

For native modules (a `[bus]` table in the file, or `builtin`). Its address is in `SKELLY_BUS`, the token is read once
from the descriptor `SKELLY_BUS_TOKEN_FD`; [modules.md](modules.md) has a whole module in twenty lines.

A module asks:

| method | parameters | |
|---|---|---|"""
_ASKED = """
A module is asked (one that does not know a method answers -32601, and that is no failure):

| method | parameters | |
|---|---|---|"""
_ERRORS = """
## Errors

| code | |
|---|---|"""


def reference() -> str:
    """The page as Markdown, ending in a newline."""
    return "\n".join((_TOP, *_lines())) + "\n"


def _lines() -> Iterator[str]:
    yield _CONTROL
    for name, handler in sorted(control_methods().items()):
        recorded = " ●" if name in RECORDED else ""
        named = ", ".join(f"`{each}`" for each in parameters_of(handler, name))
        yield f"| `{name}`{recorded} | {named} | {wire_words.CONTROL[name]} |"
    yield _TOLD
    for name, words in wire_words.TOLD.items():
        yield f"| `{name}` | {words} |"
    for head, table in ((_BUS, wire_words.BUS), (_ASKED, wire_words.ASKED)):
        yield head
        for name, (parameters, words) in table.items():
            named = ", ".join(f"`{each}`" for each in parameters.split(", ") if each)
            yield f"| `{name}` | {named} | {words} |"
    yield _ERRORS
    for code in ErrorCode:
        yield f"| {int(code)} | {code.name.lower().replace('_', ' ')} |"


class _Nobody:
    """Stands where the methods keep what they would ask: their names and parameters need none of it."""

    def __getattr__(self, name: str) -> Any:
        return _Nobody()


def control_methods() -> Mapping[str, Handler]:
    """All that the control socket answers."""
    nobody = cast(Any, _Nobody())
    methods = Control(nobody, find_home()).methods()
    return {**methods, "audit.verify": AuditMethods(nobody).around({})["audit.verify"]}


def parameters_of(handler: Any, method: str = "") -> list[str]:
    """The names that it takes: those that it, or what it hands its parameters to, gives to `only`. method: by which it
    is called, where it serves several."""
    owner = getattr(handler, "__self__", None)
    if owner is None and handler.__closure__:  # a lambda in a table of methods
        owner = next((cell.cell_contents for cell in handler.__closure__), None)
    return list(_only(type(owner), _tree(handler), method))


def _tree(function: Any) -> ast.AST:
    """Of its source; a lambda stands in a line of a table."""
    source = textwrap.dedent(inspect.getsource(function)).strip()
    return ast.parse(source if source.startswith(("def ", "async ")) else f"{{{source.rstrip(',')}}}")


def _only(owner: type, tree: ast.AST, method: str, depth: int = 3) -> Iterator[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id == "only":
            for argument in call.args[1:]:
                yield from _names(argument, method)
            return
    for call in calls if depth else ():
        handed = any(isinstance(each, ast.Name) and each.id == "params" for each in call.args)
        inner = getattr(owner, call.func.attr, None) if isinstance(call.func, ast.Attribute) else None
        if (
            handed
            and inspect.isfunction(inner)
            and (found := list(_only(owner, _tree(inner), method, depth - 1)))
        ):
            yield from found
            return


def _names(argument: ast.expr, method: str) -> Iterator[str]:
    """`"name"`, or `*(("name",) if do == "restart" else ())`."""
    match argument:
        case ast.Constant(value=str(name)):
            yield name
        case ast.Starred(
            value=ast.IfExp(test=ast.Compare(comparators=[ast.Constant(value=only_of)]), body=body)
        ):
            if only_of == method:
                yield from (str(each.value) for each in ast.walk(body) if isinstance(each, ast.Constant))
        case _:
            raise ValueError(f"what are the parameters in {ast.unparse(argument)}?")


if __name__ == "__main__":
    import sys

    sys.stdout.write(reference())
