"""Conversations about a child: the list, one of them, a new one, and what is attached."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.conversations.actions import threads as actions
from alongside.conversations.queries import threads as queries
from alongside.conversations.queries.around import called_for, children_to_talk_about, people_around
from alongside.conversations.queries.looking import Found, found_rows, threads_with
from alongside.conversations.queries.threads import ThreadPage, may_close
from alongside.conversations.rules.looking import words_asked
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found, uuid_in
from alongside.portals.shared.acting import act
from alongside.portals.shared.messages_forms import AddPeopleForm, StartForm, WriteForm

_A_PAGE = 30


@require_GET
@for_roles()
def threads(request: Request) -> HttpResponse:
    """The viewer's conversations, the latest first: all, with `?child=` of one child, with `?q=` those that say it."""
    viewer = request.viewer
    child = None
    if request.GET.get("child"):
        child = found(children_to_talk_about(viewer).filter(pk=uuid_in(request.GET["child"])).first())
    asked = request.GET.get("q", "").strip()
    of_child = child.pk if child else None
    if words_asked(asked):
        page = Paginator(threads_with(viewer, asked, of_child), _A_PAGE).get_page(request.GET.get("page"))
        rows = found_rows(viewer, asked, list(page.object_list))
    else:
        mine = queries.my_threads(viewer).order_by("-last_at")
        mine = mine.filter(child=child) if child else mine
        page = Paginator(mine, _A_PAGE).get_page(request.GET.get("page"))
        rows = [Found(row) for row in queries.rows_of(viewer, page.object_list)]
    context = {
        "page": page,
        "rows": rows,
        "asked": asked if words_asked(asked) else "",
        "unread": queries.count_unread(viewer),
        "child": child,
        "may_write": children_to_talk_about(viewer).exists(),
    }
    return render(request, "shared/messages/threads.html", context)


@for_roles()
def thread(request: Request, pk: UUID) -> HttpResponse:
    """One page of a conversation, which is read by being shown; what is written is sent.

    It is the newest page, or with `?before=` the one that ends before a message, with `?since=` the one from it on.
    """
    asked = {way: uuid_in(request.GET[way]) for way in ("before", "since") if request.GET.get(way)}
    page: ThreadPage = found(queries.thread_for(request.viewer, pk, **asked))
    form = WriteForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.send_message(thread=page.thread, **form.said, by=request.viewer, at=timezone.now())
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
            else:
                return redirect(f"{request.path}#last")
    elif page.read_until:
        actions.mark_read(thread=page.thread, until=page.read_until, by=request.viewer, at=timezone.now())
    reading = {participant.account_id for participant in page.people}
    more = [
        person for person in people_around(request.viewer, page.child.pk) if person.account not in reading
    ]
    return render(
        request,
        "shared/messages/thread.html",
        {
            "page": page,
            "form": form,
            "add": AddPeopleForm(around=more) if more else None,
            "left_names": "; ".join(participant.name for participant in page.left),
            "may_close": may_close(request.viewer, page.thread),
        },
    )


@require_GET
@for_roles()
def choose(request: Request) -> HttpResponse:
    """About which child: the first question of a new conversation; answered by itself where there is one."""
    children = children_to_talk_about(request.viewer).order_by("given_name", "family_name")
    if (only := children[:2]) and len(only) == 1:
        return redirect("talk:new", only[0].pk)
    page = Paginator(children, 60).get_page(request.GET.get("page"))
    rows = called_for(request.viewer, list(page.object_list))
    return render(request, "shared/messages/choose.html", {"page": page, "rows": rows})


@for_roles()
def new(request: Request, child: UUID) -> HttpResponse:
    """A new conversation about a child, with people around it."""
    viewer = request.viewer
    about = found(children_to_talk_about(viewer).filter(pk=child).first())
    around = people_around(viewer, about.pk)
    chosen = {"people": request.GET.getlist("to")}
    form = StartForm(request.POST or None, request.FILES or None, around=around, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            started = actions.start_thread(child=about, **form.said, by=viewer, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Sent."))
            return redirect("talk:thread", started.pk)
    return render(request, "shared/messages/new.html", {"child": about, "form": form, "is_alone": not around})


@require_POST
@for_roles()
def add(request: Request, pk: UUID) -> HttpResponse:
    """More people for a conversation."""
    page: ThreadPage = found(queries.thread_for(request.viewer, pk))
    form = AddPeopleForm(request.POST, around=people_around(request.viewer, page.child.pk))
    if not form.is_valid():
        messages.error(request, _("Choose at least one person to write to."))
        return redirect("talk:thread", pk)
    return act(
        request,
        lambda: actions.add_people(
            thread=page.thread, people=form.cleaned_data["people"], by=request.viewer, at=timezone.now()
        ),
        _("They read this conversation from its beginning now."),
        "talk:thread",
        pk,
    )


@require_POST
@for_roles()
def leave(request: Request, pk: UUID) -> HttpResponse:
    """The viewer's own part ends."""
    page: ThreadPage = found(queries.thread_for(request.viewer, pk))
    actions.leave_thread(thread=page.thread, by=request.viewer, at=timezone.now())
    messages.success(request, _("You have left this conversation. Anybody in it can bring you back."))
    return redirect("talk:threads")


@require_POST
@for_roles()
def close(request: Request, pk: UUID) -> HttpResponse:
    """A conversation ends for everybody in it."""
    page: ThreadPage = found(queries.thread_for(request.viewer, pk))
    return act(
        request,
        lambda: actions.close_thread(thread=page.thread, by=request.viewer, at=timezone.now()),
        _("Closed. Everybody in it can still read it."),
        "talk:thread",
        pk,
    )


@require_POST
@for_roles()
def reopen(request: Request, pk: UUID) -> HttpResponse:
    """A closed conversation goes on."""
    page: ThreadPage = found(queries.thread_for(request.viewer, pk))
    return act(
        request,
        lambda: actions.reopen_thread(thread=page.thread, by=request.viewer, at=timezone.now()),
        _("Open again."),
        "talk:thread",
        pk,
    )


@require_POST
@for_roles()
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """A message of one's own goes; that there was one stays."""
    message = found(queries.message_for(request.viewer, pk))
    return act(
        request,
        lambda: actions.take_back(message=message, by=request.viewer, at=timezone.now()),
        _("Taken back. Who had read it knows it still."),
        "talk:thread",
        message.thread_id,
    )


@require_GET
@for_roles()
def attachment(request: Request, pk: UUID) -> HttpResponse:
    """A file to save, never one that a browser opens in our name."""
    file = found(queries.attachment_for(request.viewer, pk))
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
