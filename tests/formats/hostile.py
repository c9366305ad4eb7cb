"""Files that no school means to send, each made by a function: readers and imports are held to the same set.

`HOSTILE` maps a name to the function that makes the file. `unsafe` and `refused` files end in one sentence; an `odd`
file is read, with an oddity that says what was odd.
"""

from __future__ import annotations

import codecs
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import openpyxl

_COMMON = "sourcedId,status,dateLastModified,"
USERS = (
    _COMMON + "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,agentSourcedIds,grades\n"
)
CLASSES = _COMMON + "title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds,periods\n"
ENROLLMENTS = _COMMON + "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
ORGS = _COMMON + "name,type,identifier,parentSourcedId\n"
SESSIONS = _COMMON + "title,type,startDate,endDate,parentSourcedId,schoolYear\n"
_BULK = ("orgs", "users", "classes", "enrollments", "academicSessions")
MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n" + "".join(
    f"file.{kind},bulk\n" for kind in _BULK
)
GOOD_SET = {
    "manifest.csv": MANIFEST,
    "orgs.csv": ORGS + "o1,,,Reed Lane Primary,school,,\n",
    "academicSessions.csv": SESSIONS + "t1,,,Term 1,term,2026-09-01,2026-12-19,,2027\n",
    "classes.csv": CLASSES + "c1,,,2B,02,crs,homeroom,o1,t1,\n",
    "users.csv": USERS + "u1,,,true,o1,student,mia,,Mia,Sample,,02\nu2,,,true,o1,teacher,lee,,Ada,Lee,,\n",
    "enrollments.csv": ENROLLMENTS + "e1,,,c1,o1,u1,student,,,\ne2,,,c1,o1,u2,teacher,,,\n",
}
LIST = "Id,Name,Class\n1,Mia Sample,2B\n2,Omar Sample,2B\n"


@dataclass(frozen=True)
class Hostile:
    """A file as it is uploaded, and what must become of it."""

    file: str
    data: bytes
    fate: Literal["unsafe", "refused", "odd"]


def roster_zip(**changed: str | bytes | None) -> bytes:
    """A good OneRoster set as a zip, with some tables changed (None leaves one out)."""
    files: dict[str, str | bytes | None] = {
        **GOOD_SET,
        **{f"{kind}.csv": text for kind, text in changed.items()},
    }
    return zipped({name: text for name, text in files.items() if text is not None})


def zipped(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def raw_zip(
    name: bytes,
    packed: bytes,
    declared: int,
    *,
    flags: int = 0,
    method: int = 8,
    attributes: int = 0,
    times: int = 1,
) -> bytes:
    """A zip written by hand, so that it may say what no zip program would."""
    body, directory = bytearray(), bytearray()
    for number in range(times):
        own = name if times == 1 else b"%d-%s" % (number, name)
        common = struct.pack("<HHHHIIIHH", flags, method, 0, 0x5A21, 0, len(packed), declared, len(own), 0)
        directory += b"PK\x01\x02" + struct.pack("<HH", 0x0314, 20) + common
        directory += struct.pack("<HHHII", 0, 0, 0, attributes, len(body)) + own
        body += b"PK\x03\x04" + struct.pack("<H", 20) + common + own + packed
    end = struct.pack("<HHHHIIH", 0, 0, times, times, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end


def packed_zeros(mebibytes: int) -> bytes:
    """Deflated zeros; whole blocks may be repeated, so a gigabyte takes no time to make."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(1024 * 1024)
    first = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * (mebibytes - 1) + packer.flush()


def workbook(rows: list[list[object]], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_member(data: bytes, member: str, text: bytes) -> bytes:
    """A zip with one member replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files: dict[str, str | bytes] = {info.filename: archive.read(info) for info in archive.infolist()}
    return zipped({**files, member: text})


def with_fet_head(text: str) -> bytes:
    return f'<?xml version="1.0"?>\n{text}<fet version="6.8.5"></fet>'.encode()


_LAUGHS = (
    "<!DOCTYPE fet [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>\n"
)
_SHEET = "xl/worksheets/sheet1.xml"
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20
_SYMLINK = 0o120777 << 16

_MADE: dict[str, Callable[[], Hostile]] = {
    "zip cut short": lambda: Hostile("roster.zip", roster_zip()[:-300], "refused"),
    "zip damaged inside": lambda: Hostile(
        "roster.zip", roster_zip()[:60] + b"\xff" * 20 + roster_zip()[80:], "refused"
    ),
    "zip leading out of its folder": lambda: Hostile(
        "roster.zip", zipped({**GOOD_SET, "../users.csv": "x"}), "unsafe"
    ),
    "zip with an absolute path": lambda: Hostile(
        "roster.zip", raw_zip(b"/etc/passwd", b"x", 1, method=0), "unsafe"
    ),
    "zip with a drive": lambda: Hostile("roster.zip", raw_zip(b"C:/users.csv", b"x", 1, method=0), "unsafe"),
    "zip with backslashes": lambda: Hostile(
        "roster.zip", raw_zip(b"..\\users.csv", b"x", 1, method=0), "unsafe"
    ),
    "10 GB of zeros in a zip": lambda: Hostile(
        "roster.zip", raw_zip(b"users.csv", packed_zeros(3500), 3500 << 20, times=3), "unsafe"
    ),
    "zeros that a zip denies": lambda: Hostile(
        "roster.zip", raw_zip(b"users.csv", packed_zeros(1000), 100), "refused"
    ),
    "zip that swells a thousand times": lambda: Hostile(
        "roster.zip", raw_zip(b"users.csv", packed_zeros(60), 60 << 20), "unsafe"
    ),
    "zip with 20,000 files": lambda: Hostile(
        "roster.zip", raw_zip(b"u.csv", b"x", 1, method=0, times=20_000), "unsafe"
    ),
    "zip with a symbolic link": lambda: Hostile(
        "roster.zip", raw_zip(b"users.csv", b"/etc/passwd", 11, method=0, attributes=_SYMLINK), "unsafe"
    ),
    "zip locked with a password": lambda: Hostile(
        "roster.zip", raw_zip(b"users.csv", b"x" * 20, 8, flags=1), "unsafe"
    ),
    "zip with an unusual method": lambda: Hostile(
        "roster.zip", raw_zip(b"users.csv", b"x" * 20, 8, method=14), "refused"
    ),
    "zip with one name twice": lambda: Hostile(
        "roster.zip", zipped({**GOOD_SET, "Users.CSV": USERS}), "unsafe"
    ),
    "zip inside a zip": lambda: Hostile("roster.zip", zipped({**GOOD_SET, "more.zip": roster_zip()}), "odd"),
    "zip of nothing but a zip": lambda: Hostile("roster.zip", zipped({"more.zip": roster_zip()}), "refused"),
    "empty zip": lambda: Hostile("roster.zip", zipped({}), "refused"),
    "zip of pictures": lambda: Hostile("roster.zip", zipped({"photo.png": _PNG}), "refused"),
    "picture called users.csv in a set": lambda: Hostile("roster.zip", roster_zip(users=_PNG), "refused"),
    "empty file": lambda: Hostile("list.csv", b"", "refused"),
    "blank file": lambda: Hostile("list.csv", b"\xef\xbb\xbf\r\n \r\n", "refused"),
    "heading and no rows": lambda: Hostile("list.csv", b"Id,Name,Class\n", "refused"),
    "picture called .csv": lambda: Hostile("list.csv", _PNG, "refused"),
    "random bytes called .csv": lambda: Hostile("list.csv", random.Random(7).randbytes(5000), "refused"),
    "PDF called .csv": lambda: Hostile("list.csv", b"%PDF-1.7\n" + bytes(500), "refused"),
    "old Excel file": lambda: Hostile(
        "list.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "refused"
    ),
    "web page called .xlsx": lambda: Hostile(
        "list.xlsx", b"<html><table><tr><td>Name</td></tr></table></html>", "refused"
    ),
    "OpenDocument called .xlsx": lambda: Hostile(
        "list.xlsx",
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        "refused",
    ),
    "workbook cut short": lambda: Hostile(
        "list.xlsx", workbook([["Name", "Class"], ["Mia", "2B"]])[:-200], "refused"
    ),
    "workbook of broken XML": lambda: Hostile(
        "list.xlsx",
        with_member(workbook([["Name", "Class"]]), _SHEET, b"<worksheet><sheetData><row"),
        "refused",
    ),
    "workbook that is a bomb": lambda: Hostile(
        "list.xlsx", with_member(workbook([["Name"]]), _SHEET, b"<worksheet>" + bytes(90 << 20)), "unsafe"
    ),
    "workbook with entities": lambda: Hostile(
        "list.xlsx",
        with_member(
            workbook([["Name"]]),
            _SHEET,
            f"<?xml version='1.0'?>{_LAUGHS}<worksheet>&a9;</worksheet>".encode(),
        ),
        "refused",
    ),
    "workbook with a cell in the last column of the last row": lambda: Hostile(
        "list.xlsx",
        with_member(
            workbook([["Name"]]),
            _SHEET,
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData></worksheet>',
        ),
        "refused",
    ),
    "billion laughs": lambda: Hostile(
        "school.fet", with_fet_head(_LAUGHS).replace(b"></fet", b">&a9;</fet"), "unsafe"
    ),
    "external entity": lambda: Hostile(
        "school.fet",
        with_fet_head('<!DOCTYPE fet [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n').replace(
            b"></fet", b">&x;</fet"
        ),
        "unsafe",
    ),
    "FET file cut short": lambda: Hostile(
        "school.fet", b'<?xml version="1.0"?><fet version="6"><Days_List><Day>', "refused"
    ),
    "FET file without a timetable": lambda: Hostile("school.fet", with_fet_head(""), "refused"),
    "FET file ten thousand deep": lambda: Hostile(
        "school.fet", b"<fet>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</fet>", "refused"
    ),
    "semicolons for commas": lambda: Hostile("list.csv", LIST.replace(",", ";").encode(), "odd"),
    "wrong delimiter in a set": lambda: Hostile(
        "roster.zip", roster_zip(users=GOOD_SET["users.csv"].replace(",", "\t")), "odd"
    ),
    "UTF-16": lambda: Hostile(
        "list.csv", codecs.BOM_UTF16_LE + LIST.replace("Mia", "Μία").encode("utf-16-le"), "odd"
    ),
    "UTF-16 without a mark": lambda: Hostile("list.csv", LIST.encode("utf-16-le"), "odd"),
    "Windows-1252": lambda: Hostile("list.csv", LIST.replace("Mia", "Zoë").encode("cp1252"), "odd"),
    "Windows-1253": lambda: Hostile(
        "list.csv", LIST.replace("Mia", "Ελένη").replace("Omar", "Γιώργος").encode("cp1253"), "odd"
    ),
    "two rows with one id": lambda: Hostile("list.csv", LIST.replace("2,Omar", "1,Omar").encode(), "odd"),
    "two rows with one id in a set": lambda: Hostile(
        "roster.zip", roster_zip(users=GOOD_SET["users.csv"].replace("u2,", "u1,")), "odd"
    ),
    "a term that ends before it begins": lambda: Hostile(
        "roster.zip",
        roster_zip(academicSessions=SESSIONS + "t1,,,Term 1,term,2026-12-19,2026-09-01,,2027\n"),
        "odd",
    ),
    "a class that ends before it begins": lambda: Hostile(
        "roster.zip",
        roster_zip(enrollments=ENROLLMENTS + "e1,,,c1,o1,u1,student,,2026-12-19,2026-09-01\n"),
        "odd",
    ),
    "references to nothing": lambda: Hostile(
        "roster.zip", roster_zip(enrollments=ENROLLMENTS + "e1,,,c9,o1,u9,student,,,\n"), "odd"
    ),
    "NUL bytes": lambda: Hostile("list.csv", LIST.replace("Sample", "Sam\x00ple").encode(), "odd"),
    "control signs": lambda: Hostile(
        "list.csv", LIST.replace("Sample", "Sam\x1b[31mple\x07").encode(), "odd"
    ),
    "1 MB in one cell": lambda: Hostile(
        "list.csv", LIST.replace("Omar", "O" * 1_000_000).encode(), "refused"
    ),
    "10,000 columns": lambda: Hostile(
        "list.csv", (",".join(f"c{n}" for n in range(10_000)) + "\n1\n").encode(), "unsafe"
    ),
    "quotation mark never closed": lambda: Hostile(
        "list.csv", (LIST + '3,"Ana Sample,2B\n' + LIST).encode(), "refused"
    ),
    "quotation mark never closed, long": lambda: Hostile(
        "list.csv", (LIST + '3,"Ana Sample,2B\n' + "4,Bo Sample,2B\n" * 5000).encode(), "refused"
    ),
    "ragged rows": lambda: Hostile("list.csv", (LIST + "3,Ana Sample\n4,Bo Sample,2B,x,y\n").encode(), "odd"),
    "blank and repeated headings": lambda: Hostile(
        "list.csv", b"Id,Name,Class,,Name\n1,Mia Sample,2B,x,Mia\n", "odd"
    ),
    "formulas": lambda: Hostile(
        "list.csv", (LIST + '3,"=HYPERLINK(""http://x"",""y"")",2B\n').encode(), "odd"
    ),
    "a column of passwords": lambda: Hostile(
        "list.csv", b"Id,Name,Class,Password\n1,Mia Sample,2B,tulip-7\n", "odd"
    ),
}
#: Each file is made once in a process: packing a bomb takes longer than refusing it.
HOSTILE: dict[str, Callable[[], Hostile]] = {name: cache(make) for name, make in _MADE.items()}
