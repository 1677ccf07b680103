"""Plain text: one block, and what it means is for later floors to say."""

from __future__ import annotations

from provenance.document import Block
from provenance.readers import spdx
from provenance.readers.decode import decode
from provenance.readers.interface import Parts


class TextReader:
    """Plain text, and every format nobody has written a reader for."""

    format = "text"
    suffixes = (".txt", ".text")

    decode = staticmethod(decode)

    def read(self, path: str, text: str) -> Parts:  # noqa: ARG002 - the protocol's
        """The whole *text* as one block; SPDX headers are fields as well."""
        fields, problems = spdx.headers(text)
        return Parts([Block(0, len(text))] if text else [], fields, problems)
