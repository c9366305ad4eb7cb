"""What somebody was told, how they want to hear, and for coordinators who was told what and which mail failed."""

from __future__ import annotations

import csv
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.conversations.actions import mail as mail_actions
from alongside.conversations.actions import notices as actions
from alongside.conversations.models import Notice
from alongside.conversations.queries import mail as mail_queries
from alongside.conversations.queries import notices as queries
from alongside.conversations.queries.threads import threads_about
from alongside.people.choices import Role
from alongside.people.models import Child
from alongside.people.queries import all_children
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.portals.shared.messages_forms import HowForm, ToldForm

_A_PAGE = 40
#: A cell that begins so would be worked out by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_GET
@for_roles()
def notices(request: Request) -> HttpResponse:
    """What the viewer was told, the latest first; what is shown is seen."""
    page = Paginator(queries.notices_for(request.viewer), _A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    new = [notice.pk for notice in rows if notice.seen_at is None]
    if new:
        actions.see(notices=new, by=request.viewer, at=timezone.now())
    return render(request, "shared/messages/notices.html", {"page": page, "rows": rows, "new": len(new)})


@for_roles()
def how(request: Request) -> HttpResponse:
    """How the viewer hears by e-mail: pace, hour, quiet hours."""
    form = HowForm(request.POST or None, initial=HowForm.of(queries.wish_of(request.viewer)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.wish(**form.cleaned_data, by=request.viewer, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Kept. From now on you hear in this way."))
            return redirect("talk:how")
    return render(request, "shared/messages/how.html", {"form": form})


@require_GET
@for_roles(Role.COORDINATOR)
def told(request: Request, child: UUID) -> HttpResponse:
    """Who was told what about a child, and that there are conversations about it."""
    about, form, record = _record(request, child)
    page = Paginator(record, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "child": about,
        "form": form,
        "page": page,
        "rows": [queries.told_row(notice) for notice in page.object_list],
        "threads": threads_about(request.viewer, about.pk),
        "asked": request.GET.urlencode(),
    }
    return render(request, "shared/messages/told.html", context)


@require_GET
@for_roles(Role.COORDINATOR)
def told_table(request: Request, child: UUID) -> HttpResponse:
    """The same lines as CSV."""
    about, _form, record = _record(request, child)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="told-{about.pk}.csv"'
    response.write("\ufeff")  # Spreadsheets read the letters right with it.
    writer = csv.writer(response)
    writer.writerow(
        [_("Told"), _("Who"), _("About"), _("What"), _("Urgent"), _("Seen"), _("Mail sent"), _("Mail fault")]
    )
    for notice in record:
        row = queries.told_row(notice)
        moments = [_moment(each) for each in (row.told_at, row.seen_at, row.mailed_at)]
        cells = [
            moments[0], row.name, row.about, row.sentence, _("yes") if row.is_urgent else "",
            moments[1], moments[2], row.mail_fault,
        ]  # fmt: skip
        writer.writerow([_plain(cell) for cell in cells])
    return response


def _record(request: Request, pk: UUID) -> tuple[Child, ToldForm, QuerySet[Notice]]:
    """The child, what is asked of its record, and the lines that answer."""
    about: Child = found(all_children(request.viewer).filter(pk=pk).first())
    form = ToldForm(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return about, form, queries.told_about(request.viewer, about.pk, **asked)


def _moment(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@require_GET
@for_roles(Role.COORDINATOR)
def mail(request: Request) -> HttpResponse:
    """Mails that could not be delivered, and how many wait."""
    page = Paginator(mail_queries.mails_given_up(request.viewer), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "waiting": mail_queries.count_waiting(request.viewer),
        "is_set_up": settings.MAIL_IS_SET_UP,
    }
    return render(request, "shared/messages/mail.html", context)


@require_POST
@for_roles(Role.COORDINATOR)
def mail_again(request: Request, pk: UUID) -> HttpResponse:
    """A mail that was given up is tried once more."""
    given_up = found(mail_queries.mail_given_up(request.viewer, pk))
    return act(
        request,
        lambda: mail_actions.try_again(mail=given_up, by=request.viewer, at=timezone.now()),
        _("It is tried again within a minute."),
        "talk:mail",
    )
