"""Finds out in which letters a text file was written, and says so when it had to guess.

OneRoster asks for UTF-8 and tells importers to ignore a byte-order mark (1EdTech OneRoster 1.2 CSV binding); what
spreadsheets save as "CSV" is often the code page of their country instead, which no file names.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from alongside.wording import gettext as _
from alongside.wording import gettext_noop as N_

_SAMPLE_BYTES = 256 * 1024
_NAMES = {
    "cp1252": N_("Western European (Windows-1252)"),
    "cp1253": N_("Greek (Windows-1253)"),
    "cp1251": N_("Cyrillic (Windows-1251)"),
    "gb18030": N_("Chinese (GB 18030)"),
    "big5": N_("Chinese (Big5)"),
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, and the sentence to show when it was guessed."""

    codec: str
    sentence: str = ""


def encoding_of(data: bytes) -> Encoding:
    """The encoding of a text file: by its mark, as UTF-8 when it is that throughout, else by a reported guess."""
    if data.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    if wide := _unmarked_utf16(data[:4096]):
        return Encoding(wide, _guessed(wide))
    if _is_utf8(data):
        return Encoding("utf-8")
    codec = _code_page(data)
    return Encoding(codec, _guessed(codec))


def _guessed(codec: str) -> str:
    return _(
        "The file does not say in which letters it is written. It was read as {letters}. "
        "Check the names; if some look wrong, save the file as “CSV UTF-8” and choose it again."
    ).format(letters=_(_NAMES[codec]))


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _SAMPLE_BYTES):
            decoder.decode(view[start : start + _SAMPLE_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(data: bytes) -> str:
    half = len(data) // 2
    if half < 4:
        return ""
    if data[1::2].count(0) > 0.7 * half and data[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if data[0::2].count(0) > 0.7 * half and data[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _code_page(data: bytes) -> str:
    """Western letters stand alone among plain ones ("José"); Greek, Cyrillic and Chinese come in runs."""
    runs = re.findall(rb"[\x80-\xff]+", data[:_SAMPLE_BYTES])
    high = sum(map(len, runs))
    if sum(len(run) for run in runs if len(run) > 1) < 0.6 * high:
        return "cp1252"
    for codec in ("gb18030", "big5"):
        if _mostly_chinese(data[:_SAMPLE_BYTES], codec):
            return codec
    # 0xE0 and 0xC0 are the commonest letter of Russian and letters that Greek hardly uses.
    joined = b"".join(runs)
    if joined.count(0xE0) + joined.count(0xC0) > 0.02 * high:
        return "cp1251"
    return (
        "cp1253"
        if sum(byte >= 0xC1 or byte in b"\xa2\xb8\xb9\xba\xbc\xbe\xbf" for byte in joined) > 0.8 * high
        else "cp1252"
    )


def _mostly_chinese(data: bytes, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()  # a sample may end in the middle of a letter
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return False
    beyond = [letter for letter in text if ord(letter) > 127]
    common = sum("\u4e00" <= letter <= "\u9fff" or "\u3000" <= letter <= "\u303f" for letter in beyond)
    return bool(beyond) and common > 0.9 * len(beyond)
