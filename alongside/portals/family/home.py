"""What a family says of the thing at home: done and how it went, not tried yet, a few words, taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.choices import Role
from alongside.people.rules import Refusal
from alongside.portals.family.forms import WordsForm
from alongside.portals.shared.access import Request, for_roles, found
from alongside.strategies.actions import uses
from alongside.strategies.actions.home import say_how_it_went
from alongside.strategies.choices import Went
from alongside.strategies.models import Assignment
from alongside.strategies.queries.given import assignment_to_speak_for
from alongside.strategies.queries.uses import own_use

#: What the button says that is no face.
NOT_YET = "not_yet"


@require_POST
@for_roles(Role.GUARDIAN)
def said(request: Request, pk: UUID) -> HttpResponse:
    """One tap of today."""
    assignment = _at_home(assignment_to_speak_for(request.viewer, pk))
    answer = request.POST.get("went", "")
    if answer not in {NOT_YET, *Went.values}:
        raise Http404
    try:
        went = "" if answer == NOT_YET else answer
        say_how_it_went(assignment=assignment, went=went, by=request.viewer, at=timezone.localtime())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return _back(assignment)


@require_POST
@for_roles(Role.GUARDIAN)
def words(request: Request, pk: UUID) -> HttpResponse:
    """A few words to what was tapped."""
    use = found(own_use(request.viewer, pk))
    assignment = _at_home(use.assignment)
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            uses.say_went(
                use=use,
                went=use.went,
                words=form.cleaned_data["words"],
                by=request.viewer,
                at=timezone.localtime(),
            )
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Kept. The team reads it before the next visit."))
    else:
        messages.error(request, _("Write at most 300 letters, then send it again."))
    return _back(assignment)


@require_POST
@for_roles(Role.GUARDIAN)
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """What was tapped by mistake."""
    use = found(own_use(request.viewer, pk))
    assignment = _at_home(use.assignment)
    try:
        uses.take_back(use=use, by=request.viewer, at=timezone.localtime())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return _back(assignment)


def _at_home(assignment: Assignment | None) -> Assignment:
    """Something that is done at home; what the viewer says as a teacher or therapist is said on those pages."""
    if assignment is None or not assignment.home or assignment.child_id is None:
        raise Http404
    return assignment


def _back(assignment: Assignment) -> HttpResponse:
    return redirect(reverse("family:week", args=[assignment.child_id]) + "#home")
