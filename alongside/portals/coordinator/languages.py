"""The languages of the interface: how full each catalogue is, and who of this organisation vouches for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people import queries
from alongside.people.actions import languages as actions
from alongside.people.choices import Role
from alongside.people.models import LanguageConfirmed
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.shared.languages import Language, all_languages, language_named


@dataclass(frozen=True)
class Row:
    """A language as the coordinator sees it: what there is of it, and the word that stands for it here, if any."""

    language: Language
    confirmed: LanguageConfirmed | None

    @property
    def percent(self) -> int:
        """How much of it is translated; 100 only when nothing is left out."""
        return self.language.filled * 100 // (self.language.strings or 1)

    @property
    def more_since(self) -> int:
        """How many texts have been translated since somebody vouched for it."""
        return max(0, self.language.filled - self.confirmed.strings) if self.confirmed else 0


@for_roles(Role.COORDINATOR)
def languages(request: Request) -> HttpResponse:
    """Every language but the source, with how full it is and who has confirmed it."""
    said = {each.language: each for each in queries.languages_confirmed(request.viewer)}
    rows = [Row(each, said.get(each.code)) for each in all_languages() if not each.is_source]
    return render(request, "coordinator/schools/languages.html", {"rows": rows})


@require_POST
@for_roles(Role.COORDINATOR)
def language_confirm(request: Request, code: str) -> HttpResponse:
    """The coordinator reads this language and vouches for it, or takes that back (`back=1`)."""
    language = language_named(code)
    if language is None or language.is_source:
        raise Http404
    try:
        if request.POST.get("back"):
            actions.take_back(language=code, by=request.viewer, at=timezone.now())
            messages.success(request, _("Taken back. Pages in this language say so again."))
        else:
            actions.confirm(language=code, strings=language.filled, by=request.viewer, at=timezone.now())
            messages.success(request, _("Confirmed in your name. Thank you."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("coordinator:languages")
