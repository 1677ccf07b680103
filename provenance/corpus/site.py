"""What a site tells machines, from files: a folder (``--site DIR``), and headers and pictures beside a page.

Read are ``robots.txt``, ``.well-known/tdmrep.json``, ``ai.txt``, ``trust.txt``, licence files (RSL) and
``headers.json`` (path or glob → header → value or values). A page may have its own headers beside it:
``page.html.headers.json`` (header → value), or ``page.html.headers`` (a block as HTTP sends it). Never
the network; a file that is there and cannot be read is never taken for one that says nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from provenance.corpus.files import STDIN, read_file
from provenance.document import Document, Problem
from provenance.errors import UsageError
from provenance.metadata import Metadata, understand
from provenance.signals import c2pa, plus, rsl
from provenance.signals.jsons import Pairs, pairs_of, written
from provenance.signals.lines import lines_of
from provenance.signals.resolver import Weighed, resolve, statements
from provenance.signals.signal import Says, Signal, quoted
from provenance.signals.site import (
    AI_TXT,
    MAX_FILE,
    ROBOTS,
    TDMREP,
    TRUST_TXT,
    Header,
    HeaderRule,
    Page,
    Site,
    Trouble,
    path_of,
)
from provenance.statement import Statement
from provenance.vocabulary import Scope

HEADERS = "headers.json"
#: Where each file may lie; the first spelling is the name it is known by.
_FILES = {
    ROBOTS: (ROBOTS,),
    TDMREP: (TDMREP, "tdmrep.json"),
    AI_TXT: (AI_TXT, ".well-known/ai.txt"),
    TRUST_TXT: (TRUST_TXT, ".well-known/trust.txt"),
}
#: Pictures that may carry rights of their own, by suffix.
PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".avif": "image/avif",
    ".heic": "image/heic",
    ".c2pa": "application/c2pa",
    ".xmp": None,
}
#: What may lie beside a page with its name and say something about it.
HEADERS_BESIDE = (".headers.json", ".headers")
_BESIDE = (*PICTURES, *HEADERS_BESIDE)
_MOST_PICTURE = 50_000_000
_BREAK = re.compile(r"\r\n?|\n")
_PACKET = re.compile(rb"<(?:x:xmpmeta|rdf:RDF)\b.{0,2000000}?(?:</(?:x:xmpmeta|rdf:RDF)>|\Z)", re.S)


# -- the folder


def load_site(folder: str, *, shown: str | None = None) -> Site:
    """The site whose files for machines lie in *folder*, which errors call *shown*.

    Raises:
        UsageError: it is no folder, or holds none of the files: most likely another was meant.
    """
    if not os.path.isdir(folder):
        raise UsageError(
            f"--site: “{shown or folder}” is no folder", hint="Name a folder with robots.txt or headers.json in it."
        )
    site = Site()
    for name, places in _FILES.items():
        for place in places:
            if _take(site, folder, place, name):
                break
    for name in sorted(_licence_files(site, folder)):
        _take(site, folder, name, name)
    if os.path.lexists(os.path.join(folder, HEADERS)):
        text = _text(site.troubles, folder, HEADERS)
        if text is not None:
            _header_rules(site, text)
    if not (site.files or site.headers or site.troubles):
        known = ", ".join((*_FILES, HEADERS))
        hint = f"Known: {known}, licence files (RSL)."
        raise UsageError(f"--site: “{shown or folder}” holds no file for machines", hint=hint)
    return site


def _take(site: Site, folder: str, place: str, name: str) -> bool:
    """Read the file at *place* as *name*; false where there is none."""
    if not os.path.lexists(os.path.join(folder, *place.split("/"))):
        return False
    text = _text(site.troubles, folder, place)
    if text is not None:
        site.files[name] = text
    return True


def _text(troubles: list[Trouble], folder: str, place: str) -> str | None:
    """The text of a file; what cannot be read is a trouble."""
    try:
        data = read_file(os.path.join(folder, *place.split("/")), MAX_FILE)
    except OSError as error:
        data = Problem("unreadable", error.strerror or type(error).__name__)
    if isinstance(data, Problem):
        troubles.append(Trouble(place, f"{data.code}: {data.detail}"))
        return None
    text = _decoded(data)
    if text is None:
        troubles.append(Trouble(place, "bytes that are no text"))
    return text


def _decoded(data: bytes) -> str | None:
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(codec, "replace")
    return None if b"\0" in data else data.decode("utf-8", "replace")


def _licence_files(site: Site, folder: str) -> Iterator[str]:
    """XML beside robots.txt, and the files of the folder that robots.txt names as licences."""
    try:
        names = [name for name in os.listdir(folder) if name.lower().endswith(".xml")]
    except OSError:
        names = []
    for name in sorted(names)[:200]:
        text = _text([], folder, name)
        if name.lower() == "license.xml" or (text is not None and rsl.spoken_of(text[:4000])):
            yield name
    root = os.path.realpath(folder)
    for line in lines_of(site.files.get(ROBOTS, "")):
        if line.name.endswith("license"):
            name = path_of(line.value)[1].lstrip("/")
            path = os.path.realpath(os.path.join(folder, *name.split("/"))) if "\0" not in name else ""
            if path.startswith(root + os.sep) and os.path.isfile(path):
                yield name


def _header_rules(site: Site, text: str) -> None:
    try:
        data = pairs_of(text)
    except ValueError:
        site.troubles.append(Trouble(HEADERS, "no JSON"))
        return
    for pattern, headers in data if isinstance(data, Pairs) else [("", None)]:
        if headers is None:
            site.troubles.append(Trouble(HEADERS, f"{pattern}: no headers, each with a value".lstrip(": ")))
            continue
        # a header where a path should stand is one of every path
        at, pairs = (pattern, headers) if isinstance(headers, Pairs) else ("*", [(pattern, headers)])
        for name, value in pairs:
            for header in _values(name, value, HEADERS, site.troubles):
                site.headers.append(HeaderRule(at, header))


def _values(name: str, value: Any, file: str, troubles: list[Trouble]) -> Iterator[Header]:
    for one in value if isinstance(value, list) and not isinstance(value, Pairs) else [value]:
        if isinstance(one, (str, int, float)):
            yield Header(name, written(one), f"{file}: {name}")
        else:
            troubles.append(Trouble(file, f"{name}: neither a value nor values"))


# -- beside a page


def headers_of(block: str, file: str, troubles: list[Trouble]) -> list[Header]:
    """The header fields of a block as HTTP sends it (RFC 9112, 5), folded lines joined; all of its responses."""
    lines = _BREAK.split(block.lstrip("\ufeff"))
    if lines and lines[-1]:
        troubles.append(Trouble(file, f"cut off at “{lines[-1][:60]}”"))
    found: list[Header] = []
    for line in lines:
        if not line.strip() or line.upper().startswith("HTTP/"):
            continue
        name, colon, value = line.partition(":")
        if line[0] in " \t" and found:
            found[-1] = replace(found[-1], value=f"{found[-1].value} {line.strip()}")
        elif not colon and line is not lines[-1]:
            troubles.append(Trouble(file, f"no header: “{line[:60]}”"))
        elif colon:
            found.append(Header(name.strip(), value.strip(), f"{file}: {name.strip()}"))
    if not found and not troubles:
        troubles.append(Trouble(file, "empty"))
    return found


def _headers_in_json(text: str, file: str, troubles: list[Trouble]) -> list[Header]:
    """A mapping of headers, or of paths to headers: what lies beside a page is about that page."""
    try:
        data = pairs_of(text)
    except ValueError:
        troubles.append(Trouble(file, "no JSON"))
        return []
    if not isinstance(data, Pairs):
        troubles.append(Trouble(file, "no headers, each with a value"))
        return []
    found: list[Header] = []
    for name, value in data:
        pairs = value if isinstance(value, Pairs) else [(name, value)]
        for inner, one in pairs:
            found += _values(inner, one, file, troubles)
    return found


class Surroundings:
    """What is known around each document: its site's files, the headers and pictures beside it.

    *rules*: compiled rules as plain data. One object serves a whole run; folders are listed once. *folder*: where
    the site's files are; *lies_in*: where they are to be read, if that is another place (a revision's).
    """

    def __init__(self, rules: Mapping[str, Any], folder: str | None = None, *, lies_in: str | None = None) -> None:
        self._words, self._fields = rules["signals"], rules["fields"]
        self._folder = None if folder is None else os.path.abspath(folder)
        self._site = Site() if folder is None else load_site(lies_in or folder, shown=folder)
        self._listed: dict[str, frozenset[str]] = {}
        self._speaking: dict[str, bool] = {}
        self._signed = "" if folder is None else sha256(repr(self._site).encode("utf-8", "replace")).hexdigest()

    def given(self, path: str, document: Document, sent: Sequence[Header] = ()) -> list[Statement]:
        """The statements that the surroundings of *document*, read from *path*, make about it.

        *sent*: header fields that came with the document (a record of a web archive).
        """
        return statements(self.weighed(path, document, sent))

    def weighed(
        self, path: str, document: Document, sent: Sequence[Header] = (), *, own: bool = False
    ) -> list[Weighed]:
        """Every signal about *document*, weighed. *own*: also where nothing but its own fields speaks."""
        troubles: list[Trouble] = []
        headers = [*sent, *self._headers(path, troubles)]
        pictures = self._pictures(path)
        if not (own or self._folder or headers or troubles or pictures):
            return []
        metadata = understand(document.fields, self._fields) if document.fields else Metadata()
        host, where = self._address(path, document, metadata)
        page = Page(where, host, tuple(headers), metadata, document.text, document.format)
        site = replace(self._site, troubles=[*self._site.troubles, *troubles]) if troubles else self._site
        return resolve(page, self._words, site, pictures)

    def signature(self, path: str) -> str:
        """All that :meth:`given` would look at around the document at *path*; the same text, the same signals."""
        where = os.path.relpath(os.path.abspath(path), self._folder) if self._folder is not None else ""
        if not self._may_speak_beside(path):
            return f"{self._signed} {where}"
        folder, name = os.path.split(path)
        names = self._names(path)
        stem = name.rpartition(".")[0] or name
        files = dict.fromkeys(each + suffix for suffix in _BESIDE for each in (name, stem))
        found = [(file, _seal(os.path.join(folder, file))) for file in files if file in names and file != name]
        return f"{self._signed} {where} {found!r}"

    def serves(self, path: str) -> bool:
        """Whether *path* is one of the files that were read for their signals, no document."""
        name = os.path.basename(path)
        if name.endswith((".headers.json", ".headers")) and name.rpartition(".headers")[0] in self._names(path):
            return True
        if self._folder is None:
            return False
        relative = os.path.relpath(os.path.abspath(path), self._folder).replace(os.sep, "/")
        return relative == HEADERS or relative in self._site.files or any(relative in its for its in _FILES.values())

    def _address(self, path: str, document: Document, metadata: Metadata) -> tuple[str | None, str]:
        """Host and path on the site: what the document declares, else where it lies in the folder."""
        for entry in metadata.declared:
            if entry.canonical == "canonical_url" and isinstance(entry.raw, str) and entry.raw.strip():
                return path_of(entry.raw)
        if document.part is not None and "://" in document.part:  # a record of a web archive
            return path_of(document.part)
        if path == STDIN or self._folder is None:
            return None, "/" + ("" if path == STDIN else os.path.basename(path))
        relative = os.path.relpath(os.path.abspath(path), self._folder).replace(os.sep, "/")
        return None, "/" + (os.path.basename(path) if relative.startswith("../") else relative)

    def _names(self, path: str) -> frozenset[str]:
        """The names of the files in the folder of *path*."""
        folder = os.path.dirname(path)
        if folder not in self._listed:
            if len(self._listed) > 1_000:
                self._listed.clear()
            try:
                self._listed[folder] = frozenset(os.listdir(folder or "."))
            except OSError:
                self._listed[folder] = frozenset()
        return self._listed[folder]

    def _may_speak_beside(self, path: str) -> bool:
        """Whether the folder of *path* holds any file that may speak about another beside it."""
        folder = os.path.dirname(path)
        if folder not in self._speaking:
            if len(self._speaking) > 1_000:
                self._speaking.clear()
            self._speaking[folder] = any(name.lower().endswith(_BESIDE) for name in self._names(path))
        return self._speaking[folder]

    def _headers(self, path: str, troubles: list[Trouble]) -> list[Header]:
        found: list[Header] = []
        if path == STDIN or not self._may_speak_beside(path):
            return found
        folder, name = os.path.split(path)
        for suffix, read in ((".headers.json", _headers_in_json), (".headers", headers_of)):
            file = name + suffix
            if file in self._names(path):
                text = _text(troubles, folder, file)
                found += [] if text is None else read(text, file, troubles)
        return found

    def _pictures(self, path: str) -> list[Signal]:
        """What the pictures and sidecars with the document's name say about themselves."""
        if path == STDIN or not self._may_speak_beside(path):
            return []
        folder, name = os.path.split(path)
        stem = name.rpartition(".")[0] or name
        found: list[Signal] = []
        for suffix in PICTURES:
            for file in dict.fromkeys((name + suffix, stem + suffix)):
                if file in self._names(path) and file != name:
                    found += picture_signals(os.path.join(folder, file), self._words, self._fields)
        return found


def _seal(path: str) -> str:
    """The digest of a file beside a page, or why it cannot be read."""
    try:
        data = read_file(path, _MOST_PICTURE)
    except OSError as error:
        data = Problem("unreadable", error.strerror or type(error).__name__)
    return repr(data) if isinstance(data, Problem) else sha256(data).hexdigest()


# -- pictures


def picture_signals(
    path: str, words: Mapping[str, Any], fields: Mapping[str, Any], *, strict: bool = False
) -> list[Signal]:
    """What a picture or its sidecar says about training and mining; all of it is about the picture.

    *strict*: an extra that is missing is an error, not a signal that nobody read.

    Raises:
        UsageError: *strict*, and the extra ``c2pa`` is missing.
    """
    file = os.path.basename(path)
    try:
        data = read_file(path, _MOST_PICTURE)
    except OSError as error:
        data = Problem("unreadable", error.strerror or type(error).__name__)
    if isinstance(data, Problem):
        return [_lost(file, f"{data.code}: {data.detail}")]
    terms = fields["fields"]["data_mining"]["terms"]
    found = [signal for packet in _packets(data, file) for signal in plus.in_xmp(packet, file, terms)]
    try:
        media = PICTURES.get(os.path.splitext(file)[1].lower())
        return found + c2pa.signals_in(data, media, file, words["vocabularies"]["training-mining"])
    except UsageError as error:
        if strict:
            raise
        return [*found, _lost(file, error.message)]


def _packets(data: bytes, file: str) -> Iterator[str]:
    if file.lower().endswith(".xmp"):
        yield data.decode("utf-8", "replace")
        return
    for count, match in enumerate(_PACKET.finditer(data)):
        if count < 20:
            yield match[0].decode("utf-8", "replace")


def _lost(file: str, detail: str) -> Signal:
    acts = frozenset({"mine", "train-ai"})
    return Signal("site", "image", Says.UNREAD, detail, quoted(detail, file), acts, Scope.IMAGE)
