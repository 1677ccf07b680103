"""The open documents, kept in step with the editor.

``pygls`` keeps them too, but ends lines where the protocol does not (U+2028, form feeds), which shifts every
later edit; so its documents are not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.uris import to_fs_path

from provenance.lsp.positions import Positions
from provenance.readers import SUFFIXES, reader_for, suffix_of

#: What editors call a language -> our name of the format; ``None``: whatever its content says.
_LANGUAGES: dict[str, str | None] = {
    "": None,
    "text": None,
    "plaintext": None,
    "markdown": "markdown",
    "quarto": "markdown",
    "rmd": "markdown",
    "mdx": "markdown",
    "html": "html",
    "xhtml": "html",
    "xml": "xml",
    "json": "json",
    "jsonl": "jsonl",
}


@dataclass(slots=True)
class OpenText:
    """One document as the editor has it. ``path``: where it lies, or a name for what lies nowhere yet."""

    uri: str
    version: int
    language: str
    text: str
    encoding: types.PositionEncodingKind | str
    _positions: Positions | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        """Its path in the file system; of what was never saved, the name that the editor gave it."""
        return to_fs_path(self.uri) or unquote(urlsplit(self.uri).path) or self.uri

    @property
    def on_disk(self) -> bool:
        """Whether it has a place in the file system."""
        return self.uri.startswith("file:")

    @property
    def format(self) -> str | None:
        """The format to read it in, by its suffix, else by its language; ``None`` where its content says it."""
        return reader_for(self.path).format if suffix_of(self.path) in SUFFIXES else _LANGUAGES.get(self.language)

    @property
    def judged(self) -> bool:
        """Whether it is a document: by its suffix as in a walk through folders, else by its language."""
        return suffix_of(self.path) in SUFFIXES or self.language in _LANGUAGES

    @property
    def positions(self) -> Positions:
        """The positions of the text as it is now."""
        if self._positions is None:
            self._positions = Positions(self.text, self.encoding)
        return self._positions

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> None:
        """Apply *changes* in order; each is about the text that the one before has made."""
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = self.positions.span(change.range)
                self.text = self.text[:start] + change.text + self.text[end:]
            else:
                self.text = change.text
            self._positions = None
        self.version = version

    def within(self, folders: Sequence[str]) -> str | None:
        """The innermost of *folders* that it lies in."""
        if not self.on_disk:
            return folders[0] if folders else None
        around = [folder for folder in folders if Path(self.path).is_relative_to(folder)]
        return max(around, key=len, default=None)


class Texts(dict[str, OpenText]):
    """URI -> open document."""

    def open(self, item: types.TextDocumentItem, encoding: types.PositionEncodingKind | str) -> OpenText:
        """A document was opened."""
        self[item.uri] = OpenText(item.uri, item.version, item.language_id.lower(), item.text, encoding)
        return self[item.uri]
