"""YAML 1.2 with positions: the one way YAML enters, for rule files and front matter alike.

PyYAML's C parser does the work; on top of it stand a YAML 1.2 core resolver (``NO`` is Norway, not
False), a refusal of duplicate keys (a second ``license:`` must not win in silence), limits on
depth and aliases, and the position of every value, so that an error points at its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from provenance.errors import Place, RuleFileError

if TYPE_CHECKING:
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")
Key = tuple[str | int, ...]

#: What a person is to put his own words for.
BLANK = "___"
MAX_DEPTH = 64
#: So large may a rule file be.
MAX_BYTES = 16 << 20
MAX_NODES = 200_000
MAX_ALIASES = 100


class _Resolver(yaml.resolver.BaseResolver):
    """The YAML 1.2 core schema: true/false/null in three spellings, decimal and 0o/0x numbers."""


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    (
        "float",
        r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        "-+0123456789.",
    ),
):
    _Resolver.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


#: Every wheel of PyYAML brings libyaml.
_Parser: Any = yaml.cyaml.CParser  # type: ignore[attr-defined]


class _Composer(_Parser, _Resolver):  # type: ignore[misc]
    def __init__(self, text: str) -> None:
        _Parser.__init__(self, text)
        _Resolver.__init__(self)


@dataclass(slots=True)
class Tree:
    """Parsed YAML: ``data`` in plain Python, and the place of every value by its key path."""

    path: str
    data: Any
    places: dict[Key, tuple[int, int]]
    key_places: dict[Key, tuple[int, int]]
    first_line: int = 1

    def place(self, key: Sequence[str | int] = ()) -> Place:
        """The place of the value at *key*, or of its nearest known ancestor."""
        at = tuple(key)
        while at and at not in self.places:
            at = at[:-1]
        line, column = self.places.get(at, (1, 1))
        return Place(self.path, line, column)

    def key_place(self, key: Sequence[str | int]) -> Place:
        """The place of the key that leads to the value at *key*, where there is one."""
        if tuple(key) in self.key_places:
            return Place(self.path, *self.key_places[tuple(key)])
        return self.place(key)


#: What the parser says -> what mostly lies behind it.
_HINTS = {
    "mapping values are not allowed": "A text with a colon in it needs quotes; or this line is indented too far.",
    "cannot start any token": "Indent with blanks, not tabs; a text that begins with @, ` or % must stand in quotes.",
    "did not find expected ','": "A bracket or brace is not closed, or a text inside it needs quotes.",
    "did not find expected key": "Look at the indentation of this line, and for quotes inside quotes.",
    "did not find expected '-' indicator": "Look at the indentation of this line.",
    "could not find expected ':'": "A key lacks its colon, or a text over several lines needs quotes.",
    "escape": "Put a text with \\ in it in single quotes.",
    "unexpected end of stream": "A quote is not closed.",
}


class YamlError(RuleFileError):
    """The text is not YAML we accept (syntax, a duplicate key, too deep, too many aliases)."""


class _Builder:
    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.shift = path, first_line - 1
        self.places: dict[Key, tuple[int, int]] = {}
        self.key_places: dict[Key, tuple[int, int]] = {}
        self.nodes = 0

    def where(self, mark: Any) -> tuple[int, int]:
        return mark.line + 1 + self.shift, mark.column + 1

    def fail(self, mark: Any, message: str, hint: str | None = None) -> YamlError:
        line, column = self.where(mark)
        return YamlError(Place(self.path, line, column), message, hint=hint)

    def build(self, node: yaml.Node, key: Key = ()) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.fail(node.start_mark, "too many values (aliases that multiply?)")
        if len(key) > MAX_DEPTH:
            raise self.fail(node.start_mark, f"nested deeper than {MAX_DEPTH} levels")
        self.places[key] = self.where(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*key, i)) for i, child in enumerate(node.value)]
        return self.mapping(node, key)

    def mapping(self, node: yaml.Node, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.fail(key_node.start_mark, "a key must be plain text")
            name = str(key_node.value)
            if name in result:
                raise self.fail(key_node.start_mark, f"the key “{name}” stands here a second time", "Keep one of them.")
            self.key_places[(*key, name)] = self.where(key_node.start_mark)
            result[name] = self.build(value_node, (*key, name))
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        kind, text = node.tag.rpartition(":")[2], node.value
        if kind == "null":
            return None
        if kind == "bool":
            if text.lower() not in ("true", "false"):
                raise self.fail(node.start_mark, f"“{text[:40]}” is no bool, as its tag says")
            return text.lower() == "true"
        try:
            if kind == "int":
                return int(text, 0) if text[:2] in ("0o", "0x") else int(text) if len(text) < 1000 else text
            if kind == "float":
                return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        except ValueError:
            raise self.fail(node.start_mark, f"“{text[:40]}” is no {kind}, as its tag says") from None
        return text


def parse(text: str, path: str, *, first_line: int = 1) -> Tree:
    """Parse one YAML document.

    *first_line* is the line on which *text* starts in the file (front matter starts on line 2).

    Raises:
        YamlError: syntax, duplicate keys, more than one document, or limits; with the line.
    """
    builder = _Builder(path, first_line)
    composer = None
    try:
        composer = _Composer(text)
        node = _compose(composer, builder)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = builder.where(mark) if mark else (first_line, 1)
        problem = str(error.problem or error.context)
        hint = next((hint for words, hint in _HINTS.items() if words in problem), None)
        raise YamlError(Place(path, line, column), f"not valid YAML: {problem}", hint=hint) from None
    except yaml.YAMLError as error:
        raise YamlError(Place(path, first_line), f"not valid YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise YamlError(Place(path, first_line), f"nested deeper than {MAX_DEPTH} levels") from None
    finally:
        if composer is not None:
            composer.dispose()
    data = None if node is None else builder.build(node)
    return Tree(path, data, builder.places, builder.key_places, first_line)


def _compose(composer: Any, builder: _Builder) -> yaml.Node | None:
    """Compose the one document from events, counting depth and aliases (libyaml's own composer recurses in C)."""
    anchors: dict[str, yaml.Node] = {}
    stack: list[tuple[yaml.Node, str | None]] = []
    root: yaml.Node | None = None
    aliases = 0
    pending_key: list[yaml.Node | None] = []

    def attach(node: yaml.Node) -> None:
        nonlocal root
        if not stack:
            root = node
            return
        parent = stack[-1][0]
        if isinstance(parent, yaml.SequenceNode):
            parent.value.append(node)
        elif pending_key[-1] is None:
            pending_key[-1] = node
        else:
            parent.value.append((pending_key[-1], node))
            pending_key[-1] = None

    while True:
        event: Any = composer.get_event()
        start: Any = getattr(event, "start_mark", None)
        stop: Any = getattr(event, "end_mark", None)
        if event is None or isinstance(event, yaml.StreamEndEvent):
            return root
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise builder.fail(event.start_mark, "a second YAML document starts here", "Keep one document a file.")
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
            if aliases > MAX_ALIASES:
                raise builder.fail(event.start_mark, f"more than {MAX_ALIASES} aliases")
            if event.anchor not in anchors:
                raise builder.fail(event.start_mark, f"the alias *{event.anchor} has no anchor")
            if any(node is anchors[event.anchor] for node, _ in stack):
                raise builder.fail(event.start_mark, f"the alias *{event.anchor} contains itself")
            attach(anchors[event.anchor])
        elif isinstance(event, yaml.ScalarEvent):
            tag = event.tag
            if tag is None or tag == "!":
                tag = composer.resolve(yaml.ScalarNode, event.value, event.implicit)
            node: yaml.Node = yaml.ScalarNode(tag, event.value, start, stop, event.style)
            if event.anchor:
                anchors[event.anchor] = node
            attach(node)
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            if len(stack) >= MAX_DEPTH:
                raise builder.fail(event.start_mark, f"nested deeper than {MAX_DEPTH} levels")
            kind = yaml.SequenceNode if isinstance(event, yaml.SequenceStartEvent) else yaml.MappingNode
            node = kind("", [], start, stop)
            if event.anchor:
                anchors[event.anchor] = node
            stack.append((node, None))
            pending_key.append(None)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            node = stack.pop()[0]
            pending_key.pop()
            attach(node)


def load(path: Path) -> Tree:
    """Read and parse the YAML file at *path* (UTF-8).

    Raises:
        RuleFileError: unreadable, not UTF-8, or not YAML we accept.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise RuleFileError(Place(str(path)), "no regular file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise RuleFileError(Place(str(path)), f"larger than {MAX_BYTES >> 20} MB")
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise RuleFileError(Place(str(path)), "not UTF-8", hint="Save the file as UTF-8.") from None
    except OSError as error:
        raise RuleFileError(Place(str(path)), error.strerror or str(error)) from None
    return parse(text, str(path))


def validate(tree: Tree, model: type[Model], data: Any = None, key: Key = ()) -> Model:
    """Check *tree* (or the part *data* of it, found at *key*) against *model*.

    Raises:
        RuleFileError: the first fault, at the YAML line of the offending value, with what is expected.
    """
    from pydantic import ValidationError

    from provenance.rulefiles.faults import rule_file_error

    if data is None and tree.data is None:
        raise RuleFileError(tree.place(), "the file is empty", hint="“provenance rules new” writes one to fill in.")
    _no_blanks(tree, tree.data if data is None else data, key)
    try:
        return model.model_validate(tree.data if data is None else data)
    except ValidationError as error:
        raise rule_file_error(tree, model, error, key) from None


def _no_blanks(tree: Tree, data: Any, key: Key) -> None:
    """See to it that nothing is left of the blanks in which ``provenance rules new`` writes a file."""
    left = list(_blanks(data, key))
    if left:
        name = ".".join(map(str, left[0])) or "the file"
        more = f" ({len(left) - 1} more)" if len(left) > 1 else ""
        hint = f"Put your own words in place of {BLANK}."
        raise RuleFileError(tree.place(left[0]), f"{name}: a blank that is not filled in{more}", hint=hint)


def _blanks(data: Any, key: Key) -> Iterator[Key]:
    if isinstance(data, str) and data.strip() == BLANK:
        yield key
    parts = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for part, value in parts:
        if part == BLANK:
            yield (*key, part)
        yield from _blanks(value, (*key, part))
