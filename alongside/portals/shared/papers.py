"""A child's plan as an answer: a PDF on A4 or Letter, named for the child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.text import slugify

from alongside.people.models import Child
from alongside.portals.shared.access import Request

Sheet = Callable[..., bytes | None]
"""A query that prints, given `paper` and `faces`; None where the viewer may not read it."""


def pdf_answer(content: bytes, *, name: str, what: str, plain: str = "") -> HttpResponse:
    """A PDF shown in the browser and kept as "name-what.pdf".

    A program that knows plain letters alone keeps it as `plain`, or else as what it is.
    """
    response = HttpResponse(content, content_type="application/pdf")
    named = "-".join(filter(None, (slugify(name, allow_unicode=True), what)))
    response.headers["Content-Disposition"] = (
        f"inline; filename=\"{plain or what}.pdf\"; filename*=UTF-8''{quote(named)}.pdf"
    )
    return response


def paper_asked(request: Request) -> Literal["a4", "us-letter"]:
    """The paper that the address asks for: A4, or Letter with `?paper=letter`."""
    return "us-letter" if request.GET.get("paper") == "letter" else "a4"


def child_print(request: Request, sheet: Sheet, child: Child, what: str = "plan") -> HttpResponse:
    """The sheet as PDF on the paper asked for; 404 where there is none for this viewer."""
    content = sheet(paper=paper_asked(request), faces=settings.PDF_FACES_DIR)
    if content is None:
        raise Http404
    return pdf_answer(content, name=child.first_name, what=what)
