"""Packs in archives (a wheel, a zip file): only their rule files are taken out, into a folder that goes with us.

An archive is somebody else's. Nothing of it is run, nothing but ``pack.yml`` and ``*.yaml`` is written, and no
name leads out of the folder.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from provenance.errors import UsageError
from provenance.rulefiles.packfile import FILE

SUFFIXES = (".whl", ".zip")
MAX_ARCHIVE, MAX_FILE, MAX_TOTAL, MAX_FILES = 64 << 20, 4 << 20, 64 << 20, 5_000

#: Digest of an archive -> the folder it was unpacked into and the pack's place in it.
_unpacked: dict[str, tuple[Path, str]] = {}


def unpack(path: Path) -> tuple[Path, str]:
    """The folder of the pack in the archive at *path*, and its name inside the archive ("" at the top).

    Raises:
        UsageError: no archive, none or several packs in it, or more than a pack of rules holds.
    """
    content = _read(path)
    digest = hashlib.sha256(content).hexdigest()
    if digest not in _unpacked or not _unpacked[digest][0].is_dir():
        _unpacked[digest] = _taken_out(path, content)
    return _unpacked[digest]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_ARCHIVE + 1)
    except OSError as error:
        raise UsageError(f"“{path}”: {error.strerror or error}", hint="Name a pack that can be read.") from None
    if len(content) > MAX_ARCHIVE:
        raise _refused(path, f"larger than {MAX_ARCHIVE >> 20} MB")
    return content


def _taken_out(path: Path, content: bytes) -> tuple[Path, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(path, archive)
            top = _top(path, members)
            wanted = [each for each in members if PurePosixPath(each.filename).is_relative_to(top)]
            texts = {each.filename: _text(path, archive, each) for each in wanted}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise _refused(path, f"cannot be unpacked ({error})") from None
    folder = Path(tempfile.mkdtemp(prefix="provenance-pack-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, text in texts.items():
        target = folder / PurePosixPath(name).relative_to(top)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
    return folder, "" if str(top) == "." else str(top)


def _members(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The rule files among what is in *archive*, all of it looked at."""
    every = archive.infolist()
    if len(every) > MAX_FILES:
        raise _refused(path, f"more than {MAX_FILES} files in it")
    found: dict[str, zipfile.ZipInfo] = {}
    for member in every:
        name = PurePosixPath(member.filename)
        if name.is_absolute() or ".." in name.parts or any(char in member.filename for char in "\\:\0"):
            raise _refused(path, f"“{member.filename}” leads out of it")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _refused(path, f"“{member.filename}” is a link")
        if member.is_dir() or not (name.name == FILE or name.suffix in (".yaml", ".yml")):
            continue
        if str(name).casefold() in found:
            raise _refused(path, f"“{member.filename}” is in it twice")
        found[str(name).casefold()] = member
    if sum(member.file_size for member in found.values()) > MAX_TOTAL:
        raise _refused(path, f"more than {MAX_TOTAL >> 20} MB of rules in it")
    return list(found.values())


def _top(path: Path, members: list[zipfile.ZipInfo]) -> PurePosixPath:
    """The folder inside the archive that holds the pack file."""
    tops = [PurePosixPath(member.filename).parent for member in members if member.filename.split("/")[-1] == FILE]
    if not tops:
        raise _refused(path, f"no {FILE} in it", "A pack says what it is: name, version, licence …")
    if len(tops) > 1:
        raise _refused(path, f"several packs in it: {', '.join(map(str, tops))}", "One archive holds one pack.")
    return tops[0]


def _text(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as file:
        text = file.read(MAX_FILE + 1)
    if len(text) > MAX_FILE:
        raise _refused(path, f"“{member.filename}” is larger than {MAX_FILE >> 20} MB")
    return text


def _refused(path: Path, why: str, hint: str = "Ask its author for a pack that can be used.") -> UsageError:
    return UsageError(f"the pack “{path}”: {why}", hint=hint)
