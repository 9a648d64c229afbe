"""Which subscriptions a topic reaches: a tree of the patterns' segments, and a memory of what was asked before."""

from __future__ import annotations

from typing import Generic, TypeVar

Item = TypeVar("Item")
_REMEMBERED = 4096
"""Topics; a publisher that invents ever new ones costs time, not memory."""


class _Node(Generic[Item]):
    __slots__ = ("children", "here", "rest")

    def __init__(self) -> None:
        self.children: dict[str, _Node[Item]] = {}
        self.here: dict[Item, None] = {}
        self.rest: dict[Item, None] = {}

    @property
    def is_empty(self) -> bool:
        return not (self.children or self.here or self.rest)


class TopicIndex(Generic[Item]):
    """`version` rises with every change, so that others can keep what they made of an answer."""

    def __init__(self) -> None:
        self.version = 0
        self._root: _Node[Item] = _Node()
        self._found: dict[str, tuple[Item, ...]] = {}

    def add(self, pattern: str, item: Item) -> None:
        self._changed()
        node = self._root
        *path, last = pattern.split(".")
        for segment in path:
            node = node.children.setdefault(segment, _Node())
        if last == ">":
            node.rest[item] = None
        else:
            node.children.setdefault(last, _Node()).here[item] = None

    def remove(self, pattern: str, item: Item) -> None:
        self._changed()
        self._remove(self._root, pattern.split("."), item)

    def find(self, topic: str) -> tuple[Item, ...]:
        """The items whose patterns match, each once, in the order in which they were found."""
        found = self._found.get(topic)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            collected: dict[Item, None] = {}
            self._collect(self._root, topic.split("."), 0, collected)
            found = self._found[topic] = tuple(collected)
        return found

    def touch(self) -> None:
        """Something about an item has changed that answers are made of."""
        self._changed()

    def _changed(self) -> None:
        self.version += 1
        self._found.clear()

    def _remove(self, node: _Node[Item], path: list[str], item: Item) -> None:
        if path == [">"]:
            node.rest.pop(item, None)
        elif not path:
            node.here.pop(item, None)
        elif (child := node.children.get(path[0])) is not None:
            self._remove(child, path[1:], item)
            if child.is_empty:
                del node.children[path[0]]

    def _collect(self, node: _Node[Item], topic: list[str], at: int, found: dict[Item, None]) -> None:
        if at == len(topic):
            found.update(node.here)
            return
        found.update(node.rest)
        for segment in (topic[at], "*"):
            if (child := node.children.get(segment)) is not None:
                self._collect(child, topic, at + 1, found)
