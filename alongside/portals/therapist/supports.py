"""Supports to print for a child: made, changed and put away by its team; printed by class teacher and family too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.exchange.queries.support_papers import printed_support
from alongside.people.models import Child
from alongside.people.rules import NotNow, Refusal
from alongside.plans.queries.my_plan import has_my_plan
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.papers import paper_asked, pdf_answer
from alongside.portals.therapist.plan_pages import TEAM
from alongside.portals.therapist.supports_forms import Typed, day_in, places, typed
from alongside.schooltime.clock import clock
from alongside.strategies.actions import supports as actions
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.queries import supports as queries
from alongside.strategies.queries.pictures import CREDIT, CREDIT_ADDRESS, pictures
from alongside.strategies.rules.starts import STORIES, start_of
from alongside.strategies.rules.supports import Cell, cells_of, languages
from alongside.strategies.rules.texts import ChangedMeanwhile, seen_of

#: How many children a page of the list holds.
PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A place as the preview draws it."""

    picture: str
    words: str
    clock: str


@dataclass(frozen=True)
class Card:
    """A support in a child's list, with its first pictures."""

    support: Support
    pictures: tuple[str, ...]


@for_roles()
def children(request: Request) -> HttpResponse:
    """The children for whom the viewer finds or makes supports."""
    page = Paginator(queries.children_with_supports(request.viewer), PAGE).get_page(request.GET.get("page"))
    return render(request, "therapist/supports/list.html", {"page": page})


@for_roles()
def picture(request: Request, name: str) -> HttpResponse:
    """One picture of the set; the same for everybody, so a browser keeps it."""
    try:
        svg = found(pictures(settings.PDF_FACES_DIR).svg(name))
    except NotNow as missing:
        raise Http404 from missing
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=604800"
    return answer


@for_roles(*TEAM)
def find(request: Request) -> HttpResponse:
    """The pictures for what is being typed into a place."""
    number = request.GET.get("place", "")
    drawn = pictures(settings.PDF_FACES_DIR)
    asked = request.GET.get(f"q-{number}", "")
    found_there = drawn.found(asked, *_searched(request.GET.get("language", "")))
    context = {"number": number, "found": found_there, "asked": asked}
    return render(request, "therapist/supports/found.html", context)


@for_roles()
def child(request: Request, child: UUID) -> HttpResponse:
    """What there is for a child, and what can be made."""
    page = found(queries.supports_of(request.viewer, child))
    context = {
        "page": page,
        "child": page.child,
        "cards": [_card(each) for each in page.supports],
        "put_away": page.put_away,
        "stories": [(key, title) for key, (title, _pages) in STORIES.items()],
        "on": request.viewer.on,
        "has_my_plan": has_my_plan(request.viewer, page.child),
    }
    return render(request, "therapist/supports/child.html", context | _credit())


@for_roles(*TEAM)
def new(request: Request, child: UUID, kind: str) -> HttpResponse:
    """A new support: it starts with the class's day, a story's frame, everyday cards or empty places."""
    of, what = _maker(request, child), _kind(kind)
    if request.method == "POST":
        said = typed(what, request.POST)
        if said.do != "keep":
            return _editor(request, of, said.changed())
        try:
            made = actions.make_support(
                child=of,
                kind=what,
                title=said.title,
                language=said.language,
                cells=said.cells,
                form=said.form,
                by=request.viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            return _editor(request, of, said, refusal=refusal.sentence)
        messages.success(request, _("Kept. It can be printed now."))
        return redirect("supports:support", of.pk, made.pk)
    title, cells = start_of(what, request.GET.get("story", ""))
    why_empty = ""
    if what is SupportKind.VISUAL_SCHEDULE:
        try:
            cells = queries.day_of_class(
                request.viewer, of, day_in(request.GET.get("on", ""), request.viewer.on)
            )
        except Refusal as closed:
            why_empty, cells = closed.sentence, [Cell(), Cell(), Cell(), Cell()]
    begun = Typed(what, title, "en-gb", tuple(cells), form=uuid4())
    return _editor(request, of, begun, refusal=why_empty)


@for_roles()
def support(request: Request, child: UUID, pk: UUID) -> HttpResponse:
    """One support: its team changes it, everybody else who may read it sees it and prints it."""
    kept: Support = found(queries.support_for(request.viewer, child, pk))
    may_make = found(queries.supports_of(request.viewer, child)).may_make
    what = SupportKind(kept.kind)
    if request.method == "POST":
        if not may_make:
            raise Http404
        said = typed(what, request.POST)
        if said.do != "keep":
            return _editor(request, kept.child, said.changed(), kept)
        try:
            actions.change_support(
                support=kept,
                title=said.title,
                language=said.language,
                cells=said.cells,
                seen=said.seen,
                by=request.viewer,
                at=timezone.now(),
            )
        except ChangedMeanwhile as met:
            typed_on = replace(said, seen=met.number)
            return _editor(request, kept.child, typed_on, kept, refusal=met.sentence, met=met)
        except Refusal as refusal:
            return _editor(request, kept.child, said, kept, refusal=refusal.sentence)
        messages.success(request, _("Kept. The next print has the change."))
        return redirect("supports:support", kept.child_id, kept.pk)
    now = Typed(what, kept.title, kept.language, tuple(cells_of(kept)), seen=seen_of(kept))
    if may_make and kept.put_away_at is None:
        return _editor(request, kept.child, now, kept)
    context = {"child": kept.child, "support": kept, "may_make": may_make, **_preview(kept.child, now)}
    return render(request, "therapist/supports/seen.html", context)


@require_POST
@for_roles(*TEAM)
def preview(request: Request, child: UUID, kind: str) -> HttpResponse:
    """The sheet as it will look, while it is being written."""
    said = typed(_kind(kind), request.POST)
    context = _preview(_maker(request, child), said)
    return render(request, "therapist/supports/live.html", context)


@for_roles()
def printed(request: Request, child: UUID, pk: UUID) -> HttpResponse:
    """The sheet as PDF on A4 or Letter."""
    kept: Support = found(queries.support_for(request.viewer, child, pk))
    try:
        content = printed_support(
            request.viewer, child, pk, paper=paper_asked(request), packages=settings.PDF_FACES_DIR
        )
    except NotNow as missing:
        messages.error(request, missing.sentence)
        return redirect("supports:child", child)
    return pdf_answer(
        found(content), name=f"{kept.child.first_name}-{kept.title}", what="print", plain=kept.kind
    )


@require_POST
@for_roles(*TEAM)
def put_away(request: Request, child: UUID, pk: UUID) -> HttpResponse:
    """Puts a support away, or takes it out again."""
    kept: Support = found(queries.support_for(request.viewer, child, pk))
    back = request.POST.get("do") == "out"
    try:
        if back:
            actions.take_support_out(support=kept, by=request.viewer, at=timezone.now())
        else:
            actions.put_support_away(support=kept, by=request.viewer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("It is back in use.") if back else _("Put away. It stays below."))
    return redirect("supports:child", child)


def _maker(request: Request, child: UUID) -> Child:
    """The child, for those who make supports for it; a 404 for everybody else."""
    page = found(queries.supports_of(request.viewer, child))
    if not page.may_make:
        raise Http404
    of: Child = page.child
    return of


def _kind(written: str) -> SupportKind:
    try:
        return SupportKind(written)
    except ValueError as unknown:
        raise Http404 from unknown


def _card(kept: Support) -> Card:
    return Card(kept, tuple(each.picture for each in cells_of(kept) if each.picture)[:5])


def _editor(
    request: Request,
    of: Child,
    said: Typed,
    kept: Support | None = None,
    refusal: str = "",
    met: ChangedMeanwhile | None = None,
) -> HttpResponse:
    try:
        drawn = pictures(settings.PDF_FACES_DIR)
    except NotNow as missing:
        drawn, refusal = None, missing.sentence
    context = {
        "child": of,
        "support": kept,
        "said": said,
        "places": places(said, drawn, _searched(said.language)),
        "open_at": said.at if said.do == "find" else -1,
        "own_languages": languages().items(),
        "refusal": refusal,
        "met": met,
        "theirs": _in_words(kept) if met and kept else [],
        **_preview(of, said),
    }
    return render(request, "therapist/supports/edit.html", context)


def _known(language: str) -> str | None:
    """A language that a form names, where the house has it."""
    return language if language in languages() else None


def _searched(written_in: str) -> list[str]:
    """The languages in which a picture is looked for: the reader's, and that of the sheet."""
    return [each for each in (get_language(), _known(written_in)) if each]


def _in_words(kept: Support) -> list[tuple[str, str]]:
    """A support as it stands, in words: title, language, and one place on each line."""
    cells = cells_of(kept)
    times = ["" if each.time is None else f"{clock(each.time)} " for each in cells]
    lines = [when + (each.words or each.picture) for when, each in zip(times, cells, strict=True)]
    return [
        (_("Title"), kept.title),
        (_("Language of the words"), languages().get(kept.language, kept.language)),
        (_("Pictures"), "\n".join(lines)),
    ]


def _preview(of: Child, said: Typed) -> dict[str, Any]:
    shown = [
        Shown(each.picture, each.words, "" if each.time is None else clock(each.time).removeprefix("0"))
        for each in said.cells
    ]
    with override(_known(said.language)):
        labels = (_("First"), _("Then"))
    return {
        "name": of.first_name,
        "kind": said.kind,
        "title": said.title,
        "written_in": said.language,
        "shown": shown,
        "pairs": list(zip(labels, shown, strict=False)),
        "columns": _columns(len(shown)),
    } | _credit()


def _columns(number: int) -> int:
    """How many choices stand beside each other, as on paper."""
    return number if number <= 3 else 2 if number == 4 else 3 if number <= 6 else 4


def _credit() -> dict[str, str]:
    return {"credit": CREDIT, "credit_address": CREDIT_ADDRESS}
