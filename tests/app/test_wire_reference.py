"""The page about the wire says what the sockets answer."""

from __future__ import annotations

import re
from typing import Any

import pytest

from skelly_tray.app import wire_words
from skelly_tray.app.wire_reference import control_methods, parameters_of, reference
from skelly_tray.config.resources import resource
from skelly_tray.modules.event_bus.module_methods import greeting, methods_of_all, methods_of_modules
from skelly_tray.rpc.errors import RpcError
from skelly_tray.sdk.orders import Orders


class Anything:
    def __getattr__(self, name: str) -> Any:
        return lambda *arguments: None


def test_the_reference_page_is_current() -> None:
    page = resource("guide/wire.md").read_text(encoding="utf-8")
    assert page == reference(), "run: python -m skelly_tray.app.wire_reference > resources/guide/wire.md"


def test_every_method_of_the_control_socket_has_its_words_and_no_other() -> None:
    assert set(wire_words.CONTROL) == set(control_methods())


def test_every_method_of_the_bus_has_its_words_and_no_other() -> None:
    nothing: Any = Anything()
    shared = methods_of_all(nothing, nothing, nothing)
    assert set(wire_words.BUS) == {*methods_of_modules(nothing, shared), *greeting(nothing)}
    orders = Orders(nothing, nothing)
    assert {name for name in wire_words.ASKED if orders.knows(name)} == set(orders._orders)


@pytest.mark.parametrize("method", sorted(control_methods()))
async def test_a_parameter_that_the_page_does_not_name_is_refused(method: str) -> None:
    handler: Any = control_methods()[method]
    assert "zzz" not in parameters_of(handler, method)
    with pytest.raises(RpcError, match='no parameter "zzz"'):
        await handler({"zzz": 1}, Anything())


@pytest.mark.parametrize("method", sorted(control_methods()))
async def test_a_parameter_that_the_page_names_is_known(method: str) -> None:
    """`only` tells the first one that it does not know, in the order in which they are given."""
    handler: Any = control_methods()[method]
    named = parameters_of(handler, method)
    with pytest.raises(RpcError, match='no parameter "zzz"'):
        await handler({**dict.fromkeys(named, None), "zzz": 1}, Anything())


def test_the_notifications_are_those_that_are_sent() -> None:
    from skelly_tray.app import attached

    source = attached.__loader__.get_source(attached.__name__)  # type: ignore[union-attr]
    assert set(re.findall(r'method == "(\w+)"', source)) == set(wire_words.TOLD)
