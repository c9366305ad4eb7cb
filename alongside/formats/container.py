"""Opens a zip, a single file or a folder's files without ever unpacking more than it may.

Nothing is written to disk. What a zip declares is judged first; what it then yields is counted, since a zip may lie.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from alongside.formats.odd import NotThisFormat, Oddities, Oddity, UnsafeFile
from alongside.wording import gettext as _
from alongside.wording import number

MAX_UPLOAD_BYTES = 128 * 1024 * 1024
MAX_MEMBERS = 500
MAX_MEMBER_BYTES = 96 * 1024 * 1024
MAX_TOTAL_BYTES = 192 * 1024 * 1024
MAX_RATIO = 250
"""A roster as CSV shrinks to a twentieth, a sparse spreadsheet to a hundredth; only a bomb shrinks further."""
SMALL_BYTES = 4 * 1024 * 1024
"""Below this size the ratio says nothing: a header and blank cells shrink to almost nothing."""
MAX_DIRECTORY_BYTES = 1024 * 1024
"""The zip's own list of contents; `zipfile` would load one of any size before we could count."""

ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP_MAGIC = b"PK\x05\x06"
_END, _END64 = b"PK\x05\x06", b"PK\x06\x07"
_CHUNK = 256 * 1024
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError,
    OverflowError, IndexError, KeyError,
)  # fmt: skip


@dataclass(frozen=True)
class Container:
    """A few named files, read one at a time; `names` are as a person sees them, without the folder around them."""

    name: str
    names: tuple[str, ...]
    oddities: tuple[Oddity, ...] = ()
    _held: dict[str, bytes] = field(default_factory=dict, repr=False)
    _zip: zipfile.ZipFile | None = field(default=None, repr=False)
    _members: dict[str, zipfile.ZipInfo] = field(default_factory=dict, repr=False)

    def find(self, name: str) -> str | None:
        """The name in here that differs from `name` by capitals at most."""
        return next((known for known in self.names if known.casefold() == name.casefold()), None)

    def read(self, name: str) -> bytes:
        """The bytes of one file, at most `MAX_MEMBER_BYTES`; KeyError for a name that is not here."""
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        if found in self._held or self._zip is None:
            return self._held[found]
        return read_member(self._zip, self._members[found], self.name)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file in turn."""
        for name in self.names:
            yield name, self.read(name)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip does; an XLSX is one too."""
    return data[:4] in (ZIP_MAGIC, EMPTY_ZIP_MAGIC)


def open_container(name: str, data: bytes | BinaryIO) -> Container:
    """Opens an upload: a zip as its members, anything else as one file.

    Raises UnsafeFile for a zip that could do harm and NotThisFormat for one that is damaged, locked or empty.
    """
    name = leaf(name)
    stream: BinaryIO = io.BytesIO(data) if isinstance(data, bytes) else data
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size == 0:
        raise NotThisFormat(_("{file} is empty. Export it again and choose the new file.").format(file=name))
    if size > MAX_UPLOAD_BYTES:
        sentence = _("{file} is larger than {limit} MiB. Export one school at a time.")
        raise UnsafeFile(sentence.format(file=name, limit=_mib(MAX_UPLOAD_BYTES)))
    start = stream.read(4)
    stream.seek(0)
    if start[:2] == b"PK" and start[2:4] in (b"\x03\x04", b"\x05\x06"):
        return _open_zip(name, stream)
    return Container(name, (name,), _held={name: stream.read()})


def open_folder(files: Sequence[tuple[str, bytes]], name: str) -> Container:
    """Opens files that a browser sends from one folder as if they had come in a zip of that name."""
    notes = Oddities()
    if len(files) > MAX_MEMBERS:
        sentence = _("{file} holds more than {most} files. Choose only those that your system exported.")
        raise UnsafeFile(sentence.format(file=name, most=number(MAX_MEMBERS)))
    if sum(len(data) for _path, data in files) > MAX_TOTAL_BYTES:
        sentence = _("{file} holds more than {limit} MiB. Export one school at a time.")
        raise UnsafeFile(sentence.format(file=name, limit=_mib(MAX_TOTAL_BYTES)))
    shown = _shown_names([path for path, _data in files], name, notes)
    held = {shown[path]: data for path, data in files if path in shown}
    return Container(name, tuple(held), tuple(notes.listed()), held)


def open_zip_checked(name: str, stream: IO[bytes]) -> zipfile.ZipFile:
    """A ZipFile of which every member is known to be plain, unlocked and within the limits as declared.

    `zipfile` never yields more than a member declares, so the declared sizes bound whoever reads it afterwards.
    """
    _check_directory(name, stream)
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGED as fault:
        raise NotThisFormat(_cut_short(name)) from fault
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        sentence = _("{file} holds more than {most} files. Zip only those that your system exported.")
        raise UnsafeFile(sentence.format(file=name, most=number(MAX_MEMBERS)))
    if sum(member.file_size for member in members) > MAX_TOTAL_BYTES:
        sentence = _(
            "{file} would unpack to more than {limit} MiB, so it is not opened. Export one school at a time."
        )
        raise UnsafeFile(sentence.format(file=name, limit=_mib(MAX_TOTAL_BYTES)))
    for member in members:
        _check_member(name, member)
    return archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of one member, counted while they come."""
    parts: list[bytes] = []
    length = 0
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                length += len(chunk)
                if length > MAX_MEMBER_BYTES:
                    raise UnsafeFile(_too_large(name, member.filename))
                parts.append(chunk)
    except _DAMAGED as fault:
        raise NotThisFormat(
            _("{member} in {file} is damaged or was cut short. Export the zip again.").format(
                member=leaf(member.filename), file=name
            )
        ) from fault
    return b"".join(parts)


def leaf(name: str) -> str:
    """The last part of a path, whichever system wrote it."""
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1] or name


def _open_zip(name: str, stream: BinaryIO) -> Container:
    archive = open_zip_checked(name, stream)
    if {"xl/workbook.xml", "[Content_Types].xml", "mimetype"} & set(archive.namelist()):
        stream.seek(0)
        return Container(name, (name,), _held={name: stream.read()})  # a spreadsheet is one file
    members = {member.filename: member for member in archive.infolist() if not member.is_dir()}
    if len(members) < sum(not member.is_dir() for member in archive.infolist()):
        raise UnsafeFile(
            _("{file} holds two files of one name. Zip the files again, each once.").format(file=name)
        )
    notes = Oddities()
    shown = _shown_names(list(members), name, notes)
    if not shown:
        raise NotThisFormat(
            _("{file} holds no files that could be read. Zip the exported files again.").format(file=name)
        )
    return Container(
        name,
        tuple(shown.values()),
        tuple(notes.listed()),
        _zip=archive,
        _members={shown[path]: member for path, member in members.items() if path in shown},
    )


def _shown_names(paths: list[str], name: str, notes: Oddities) -> dict[str, str]:
    """The name to show for each path worth reading; one folder around everything is taken away."""
    for path in paths:
        _check_path(name, path)
    kept = [path for path in paths if not _JUNK.search(path)]
    folders = {path.split("/")[0] if "/" in path else "" for path in kept}
    if len(folders) == 1 and folders != {""}:
        folder = folders.pop()
        sentence = _("The files lie in the folder “{folder}”. They were read from there.")
        notes.note(name, None, sentence.format(folder=folder))
        shown = {path: path[len(folder) + 1 :] for path in kept}
    else:
        shown = {path: path for path in kept}
    for path, label in list(shown.items()):
        if "/" in label:
            sentence = _("{file} lies in a folder of its own and was not read.")
            notes.note(name, None, sentence.format(file=label))
        elif label.casefold().endswith((".zip", ".7z", ".rar", ".gz", ".tar")):
            sentence = _("{file} is packed once more and was not read. Unpack it and bring it in alone.")
            notes.note(name, None, sentence.format(file=label))
        else:
            continue
        del shown[path]
    seen: dict[str, str] = {}
    for label in shown.values():
        if label.casefold() in seen:
            sentence = _("{file} holds {one} and {other}, which are one name. Keep one of them.")
            raise UnsafeFile(sentence.format(file=name, one=seen[label.casefold()], other=label))
        seen[label.casefold()] = label
    return shown


def _check_path(name: str, path: str) -> None:
    parts = re.split(r"[/\\]", path)
    if path.startswith(("/", "\\")) or "\\" in path or ".." in parts or re.match(r"[A-Za-z]:", path):
        raise UnsafeFile(
            _(
                "{file} holds a file whose name leads out of its folder, so it is not opened. "
                "Zip the exported files again on your own computer."
            ).format(file=name)
        )


def _check_member(name: str, member: zipfile.ZipInfo) -> None:
    if not member.filename:
        raise NotThisFormat(
            _("{file} holds a file without a name. Zip the exported files again.").format(file=name)
        )
    _check_path(name, member.filename)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnsafeFile(
            _("{file} holds a link instead of a file, so it is not opened. Zip the files themselves.").format(
                file=name
            )
        )
    if member.flag_bits & 0x1:
        raise UnsafeFile(
            _("{file} is locked with a password. Save it without one and choose it again.").format(file=name)
        )
    if member.file_size > MAX_MEMBER_BYTES:
        raise UnsafeFile(_too_large(name, member.filename))
    if member.file_size > SMALL_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        sentence = _(
            "{member} in {file} would swell to more than {most} times its size, so it is not opened. "
            "Export it again."
        )
        raise UnsafeFile(sentence.format(member=leaf(member.filename), file=name, most=number(MAX_RATIO)))
    # RFC 1951 deflate is what the standards name; the other methods can swell far more.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotThisFormat(
            _("{file} is packed in an unusual way. Zip the files with your system's own zip.").format(
                file=name
            )
        )


def _check_directory(name: str, stream: IO[bytes]) -> None:
    """Refuses a list of contents that is itself too large, before anything loads it."""
    size = stream.seek(0, io.SEEK_END)
    tail_start = max(0, size - 65_557 - 76)
    stream.seek(tail_start)
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(_END)
    if end < 0 or end + 22 > len(tail):
        raise NotThisFormat(_cut_short(name))
    directory = int.from_bytes(tail[end + 12 : end + 16], "little")
    if end >= 76 and tail[end - 20 : end - 16] == _END64:
        directory = int.from_bytes(tail[end - 76 + 40 : end - 76 + 48], "little")
    if directory > MAX_DIRECTORY_BYTES:
        raise UnsafeFile(
            _("{file} lists far too many files, so it is not opened. Zip only the exported files.").format(
                file=name
            )
        )


def _cut_short(name: str) -> str:
    return _(
        "{file} is damaged or was cut short. Export or download it again and choose the new file."
    ).format(file=name)


def _too_large(name: str, member: str) -> str:
    return _(
        "{member} in {file} would unpack to more than {limit} MiB, so it is not opened. "
        "Export one school at a time."
    ).format(member=leaf(member), file=name, limit=_mib(MAX_MEMBER_BYTES))


def _mib(size: int) -> str:
    return number(size // (1024 * 1024))
