"""Typesets a template with its data into a tagged PDF, and never loses a document for want of a letter."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from alongside.formats.pdf.direction import is_rtl_language, keeping_ways
from alongside.wording import gettext as _

#: What is printed where no face has the letter; the faces for Chinese have this one.
UNKNOWN_LETTER = "□"

#: Noto Sans has Greek, Cyrillic and Devanagari, Noto Sans SC kana too; the others bear the name of what they write.
_FAMILIES = (
    "atkinson-hyperlegible-next",
    "noto-sans",
    "noto-sans-sc",
    "noto-sans-tamil",
    "noto-sans-arabic",
    "noto-sans-hebrew",
    "noto-sans-bengali",
    "noto-sans-gurmukhi",
    "noto-sans-gujarati",
    "noto-sans-thai",
    "noto-sans-khmer",
    "noto-sans-myanmar",
    "nanum-gothic",
    "noto-sans-ethiopic",
    "noto-sans-armenian",
    "noto-sans-georgian",
)
_WEIGHTS = ("400Regular", "700Bold")

_NOT_PRINTED = re.compile(
    r'the text `"(.+?)"` could not be displayed|the text contains the disallowed codepoint `"(.+?)"`'
)
_NUMBERS = re.compile(r"(\{pages?\})")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class FacesMissing(Exception):
    """The folders given hold no faces, so nothing can be printed; its text says what to do."""


def font_paths(node_modules: Path) -> tuple[Path, ...]:
    """The folders of the faces among the front end's packages, in two weights."""
    packages = node_modules / "@expo-google-fonts"
    return tuple(packages / family / weight for family in _FAMILIES for weight in _WEIGHTS)


def typeset(template: Path, data: Mapping[str, Any], *, font_paths: Sequence[Path]) -> bytes:
    """The PDF/UA-1 document of a typst template for `data`, which it reads as JSON from ``sys.inputs.data``.

    `font_paths` are the folders of the faces. A letter that none of them has is printed as `UNKNOWN_LETTER`,
    and ``data.letters_missing`` is true, so that the template can say so. ``data.rtl`` says that the sheet's language
    runs from right to left; a text that runs the other way keeps its own way. The same data give the same bytes as
    long as the template states no date. ``data.numbering`` says which page of how many this is in the language of
    whoever prints, in pieces for `page-number` of the templates. Raises `FacesMissing` where the folders hold no faces.
    """
    faces = _faces(tuple(map(str, font_paths)))
    numbering = _NUMBERS.split(_("Page {page} of {pages}"))
    printed = {
        **_each_text({**keeping_ways(data), "numbering": numbering}, _printable),
        "rtl": is_rtl_language(data.get("language", "")),
        "letters_missing": False,
    }
    while True:
        try:
            return _compiled(template, printed, faces, "ua-1")
        except typst.TypstError as refusal:
            missing = _letters_not_printed(refusal)
            if not missing:
                # A face that breaks the standard in another way: the empty boxes of the plain format are
                # better than no document. A faulty template is refused here too.
                return _compiled(template, printed, faces, None)
            printed = {**_with_signs_for(missing, printed), "letters_missing": True}


def _compiled(template: Path, data: Mapping[str, Any], faces: typst.Fonts, standard: Any) -> bytes:
    pdf = typst.compile(
        template,
        font_paths=faces,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards=standard or [],
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _faces(folders: tuple[str, ...]) -> typst.Fonts:
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    if not faces.families():
        raise FacesMissing(
            _(
                "Nothing can be printed yet: the faces are missing. Install the packages of the front end, which"
                " bring them (npm ci in the folder frontend)."
            )
        )
    return faces


def _letters_not_printed(refusal: typst.TypstError) -> set[str]:
    """The letters that typst names in its refusal, all at once; it writes invisible ones as ``\\u{200d}``."""
    named = "".join(
        undisplayed or disallowed for undisplayed, disallowed in _NOT_PRINTED.findall(str(refusal.diagnostic))
    )
    return set(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), named)) - {UNKNOWN_LETTER}


def _with_signs_for(missing: set[str], data: Mapping[str, Any]) -> Any:
    signs = str.maketrans({letter: _sign_for(letter) for letter in missing})
    return _each_text(data, lambda text: text.translate(signs))


def _sign_for(letter: str) -> str:
    """Nothing for a sign that only shapes its neighbours, as a joiner does; else the unknown letter."""
    return "" if unicodedata.category(letter) in {"Cf", "Mn"} else UNKNOWN_LETTER


def _printable(text: str) -> str:
    """The text in composed letters, with a blank for each control character and ``?`` for half a letter."""
    kept = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return unicodedata.normalize("NFC", kept.encode("utf-8", "replace").decode())


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text in it changed, names of fields aside."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {name: _each_text(value, change) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_each_text(value, change) for value in data]
    return data
