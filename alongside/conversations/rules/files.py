"""What may be attached to a message: few and small files, known by what is in them, never by their name alone."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from alongside.people.models import Child
from alongside.people.rules import NotNow

MOST_FILES = 5
MOST_BYTES = 5 * 1024 * 1024
LONGEST_NAME = 120

_STARTS = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"GIF87a", "image/gif", (".gif",)),
    (b"GIF89a", "image/gif", (".gif",)),
)
#: The files of office programs are ZIP archives: a part that each kind has, its media type and the ending of its name.
_OFFICE = (
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    (
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".pptx",
    ),
)
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}
#: What reading a broken, encrypted or odd archive raises; such a file is none of ours.
_ODD = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)
_TEXT = {".txt": "text/plain", ".csv": "text/csv", ".md": "text/markdown"}


@dataclass(frozen=True)
class Upload:
    """A file as it came: the name that the sender's machine gave it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Kept:
    """A file as it is kept: a name that is safe to show and to save under, the media type found in it, its bytes."""

    name: str
    media_type: str
    content: bytes

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


def check_files(files: Sequence[Upload]) -> list[Kept]:
    """The files as they are kept; refuses too many, too large, empty ones and those that are not what they say."""
    if len(files) > MOST_FILES:
        raise NotNow(
            _("At most {most} files go with a message. Send the others with the next one.").format(
                most=MOST_FILES
            )
        )
    return [_kept(file) for file in files]


def check_picture_may_go(child: Child, is_family: bool, has_consent: bool) -> None:
    """Refuses a picture by anybody but the child's own family while that has not said yes to photos and video.

    Whether a child is in a picture cannot be told from the file, so none goes.
    """
    if not (is_family or has_consent):
        raise NotNow(
            _(
                "{child}’s family has not said yes to photos and video, so no picture can go with this message. "
                "Take it out, or ask a coordinator to ask the family."
            ).format(child=child.first_name)
        )


def _kept(file: Upload) -> Kept:
    name = name_of(file.name)
    if not file.content:
        raise NotNow(_("“{name}” is empty. Choose the file again.").format(name=name))
    if len(file.content) > MOST_BYTES:
        raise NotNow(
            _("“{name}” is larger than {most} MB. Make it smaller, or share it in another way.").format(
                name=name, most=MOST_BYTES // (1024 * 1024)
            )
        )
    media_type = media_type_of(name, file.content)
    if media_type is None:
        raise NotNow(
            _(
                "“{name}” was not taken. A message takes PDF, pictures, text and office files without macros, and "
                "the name must end as the file is."
            ).format(name=name)
        )
    return Kept(name, media_type, file.content)


def name_of(written: str) -> str:
    """A file's own name without folders, without letters that are not seen or turn the line round, not too long.

    Those would let a name end differently on screen than on disk.
    """
    last = " ".join(written.replace("\\", "/").rsplit("/", 1)[-1].split())
    name = "".join(letter for letter in last if letter.isprintable()).strip(" .") or _("file")
    if len(name) <= LONGEST_NAME:
        return name
    ending = PurePosixPath(name).suffix[:10]
    return name[: LONGEST_NAME - len(ending)] + ending


def media_type_of(name: str, content: bytes) -> str | None:
    """What a file is by its content, where its name ends accordingly; None for everything else."""
    ending = PurePosixPath(name).suffix.casefold()
    for start, media_type, endings in _STARTS:
        if content.startswith(start):
            return media_type if ending in endings else None
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp" if ending == ".webp" else None
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return "image/heic" if ending in {".heic", ".heif"} else None
    if content.startswith(b"PK"):
        return _office_type(ending, content)
    return _TEXT.get(ending) if _is_text(content) else None


def _is_text(content: bytes) -> bool:
    """Whether a file is text and not a page: one that begins as HTML could be opened as one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and not text.lstrip().startswith("<")


def _office_type(ending: str, content: bytes) -> str | None:
    """Reads the archive's list and at most a line of one member: nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.casefold().endswith("vbaproject.bin") for name in names):
                return None
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    media_type = member.read(80).decode("ascii", "replace").strip()
                return media_type if _OPEN_DOCUMENT.get(media_type) == ending else None
            for part, media_type, its_ending in _OFFICE:
                if part in names:
                    return media_type if ending == its_ending else None
    except _ODD:
        pass
    return None
