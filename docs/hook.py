"""A hook of MkDocs: pages that lie outside of ``docs/``, their links, and docstrings as Markdown.

The README is the first page. What the site does not hold (folders of the repository) is named and not linked: where
the repository lies is not known here.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
#: Page of the site → file of the repository.
OUTSIDE = {"index.md": "README.md", "CONTRIBUTING.md": "CONTRIBUTING.md", "CHANGELOG.md": "CHANGELOG.md"}
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")
#: A role of reStructuredText in a docstring.
_ROLE = re.compile(r":(?:class|meth|func|mod|attr):<code>~?(?:[\w.]*\.)?(\w+)</code>")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the root."""
    for page, source in OUTSIDE.items():
        files.append(File.generated(config, page, content=(ROOT / source).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_: Any) -> str:
    """Lead links to where their targets are in the site."""
    here = page.file.src_uri
    folder = posixpath.dirname("README.md" if here in OUTSIDE else f"docs/{here}")

    def link(found: re.Match[str]) -> str:
        words, target, anchor = found[1], found[2], found[3] or ""
        inside = _in_site(posixpath.normpath(posixpath.join(folder, target)))
        if files.get_file_from_path(inside) is None:
            return words
        return f"[{words}]({posixpath.relpath(inside, posixpath.dirname(here) or '.')}{anchor})"

    return _LINK.sub(link, markdown)


def _in_site(path: str) -> str:
    named = {source: page for page, source in OUTSIDE.items()}
    return named.get(path, path.removeprefix("docs/"))


def on_page_content(html: str, **_: Any) -> str:
    """Show roles of reStructuredText in docstrings as the names that they are."""
    return _ROLE.sub(r"<code>\1</code>", html)
