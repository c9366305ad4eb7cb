"""A child's plan as an answer: a PDF on A4 or Letter, named for the child."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.text import slugify

from alongside.people.models import Child
from alongside.portals.shared.access import Request

Sheet = Callable[..., bytes | None]
"""A query that prints, given `paper` and `faces`; None where the viewer may not read it."""


def plan_print(request: Request, sheet: Sheet, child: Child) -> HttpResponse:
    """The sheet as PDF, on Letter where `?paper=letter` asks for it; 404 where there is none for this viewer."""
    paper = "us-letter" if request.GET.get("paper") == "letter" else "a4"
    content = sheet(paper=paper, faces=settings.PDF_FACES_DIR)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/pdf")
    name = slugify(child.first_name, allow_unicode=True) or "child"
    response.headers["Content-Disposition"] = (
        f"inline; filename=\"plan.pdf\"; filename*=UTF-8''{quote(name)}-plan.pdf"
    )
    return response
