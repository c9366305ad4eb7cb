"""What is attached is known by its content; a name neither lies nor leads astray."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.conversations.rules.files import (
    LONGEST_NAME,
    MOST_BYTES,
    Upload,
    check_files,
    media_type_of,
    name_of,
)
from alongside.people.rules import NotNow

PDF = b"%PDF-1.7\n"
PNG = b"\x89PNG\r\n\x1a\n...."


def archive(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return held.getvalue()


DOCX = archive(word__document_dot_xml=b"<w/>")
ODT = archive(mimetype=b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("PLAN.PDF", PDF, "application/pdf"),
        ("hand.png", PNG, "image/png"),
        ("hand.jpeg", b"\xff\xd8\xff\xe0....", "image/jpeg"),
        ("hand.webp", b"RIFF....WEBPVP8 ", "image/webp"),
        ("hand.heic", b"\0\0\0\x18ftypheic....", "image/heic"),
        ("words.txt", "Größe".encode(), "text/plain"),
        ("list.csv", b"a,b\n", "text/csv"),
        ("letter.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("letter.odt", ODT, "application/vnd.oasis.opendocument.text"),
    ],
)
def test_file_is_what_its_content_says(name: str, content: bytes, media_type: str) -> None:
    assert check_files([Upload(name, content)])[0].media_type == media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", b"MZ\x90\0"),
        ("plan.pdf", PNG),
        ("hand.png", b"<html><script>alert(1)</script>"),
        ("words.txt", b" \n<!doctype html><script>alert(1)</script>"),
        ("words.txt", "\ufeff<svg onload=alert(1)>".encode()),
        ("words.txt", b"\xff\xfe<\0"),
        ("page.html", b"hello"),
        ("picture.svg", b"<svg/>"),
        ("run.sh", b"#!/bin/sh"),
        ("plan.pdf.exe", PDF),
        ("plan", PDF),
        ("letter.docm", archive(word__document_dot_xml=b"", word__vbaProject_dot_bin=b"")),
        ("letter.docx", archive(word__document_dot_xml=b"", word__vbaProject_dot_bin=b"")),
        ("letter.docx", ODT),
        ("letter.docx", archive(other=b"x")),
        ("letter.docx", b"PK\x03\x04 broken"),
        ("letter.odt", archive(mimetype=b"application/x-evil")),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(NotNow, match="was not taken"):
        check_files([Upload(name, content)])


def test_empty_large_and_many_files_are_refused_with_what_to_do() -> None:
    with pytest.raises(NotNow, match="empty"):
        check_files([Upload("a.txt", b"")])
    with pytest.raises(NotNow, match="larger than 5 MB"):
        check_files([Upload("a.txt", b"x" * (MOST_BYTES + 1))])
    with pytest.raises(NotNow, match="At most 5 files"):
        check_files([Upload("a.txt", b"x")] * 6)
    assert len(check_files([Upload("a.txt", b"x" * MOST_BYTES)] * 5)) == 5


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\li\\plan.pdf", "plan.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie: x.txt"),
        ("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"),
        (".htaccess", "htaccess"),
        ("", "file"),
        ("功课.pdf", "功课.pdf"),
    ],
)
def test_name_is_made_safe_to_show_and_to_save(written: str, kept: str) -> None:
    assert name_of(written) == kept


@given(st.text(max_size=400))
def test_any_name_ends_up_short_and_visible(written: str) -> None:
    name = name_of(written)
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & {"/", "\\"}
    assert name.isprintable()


@given(st.binary(max_size=200), st.sampled_from([".pdf", ".png", ".txt", ".docx", ".odt", ".html", ""]))
def test_no_content_breaks_the_look_at_it(content: bytes, ending: str) -> None:
    media_type_of(f"x{ending}", content)
    media_type_of(f"x{ending}", b"PK\x03\x04" + content)


@pytest.mark.parametrize("packed", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@given(at=st.integers(0, 40), noise=st.binary(min_size=1, max_size=30))
def test_broken_archive_is_refused_and_breaks_nothing(packed: int, at: int, noise: bytes) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packed) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 20)
    whole = held.getvalue()
    begins = whole.find(b"mimetype") + len("mimetype") + at
    broken = whole[:begins] + noise + whole[begins + len(noise) :]
    assert media_type_of("a.odt", broken) in {None, "application/vnd.oasis.opendocument.text"}


def test_archive_with_a_macro_in_any_case_is_refused() -> None:
    assert (
        media_type_of("a.docx", archive(word__document_dot_xml=b"<w/>", word__VBAPROJECT_dot_BIN=b"x"))
        is None
    )
