"""The organisation's own words for plans and people: chosen from a place, or written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.people import actions, queries
from alongside.people.choices import Place, Role, Term
from alongside.people.rules import LONGEST_WORD
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.shared.access import Request, for_roles

LABELS = {
    Term.PLAN: gettext_lazy("A child’s plan"),
    Term.PLAN_SHORT: gettext_lazy("The same in short"),
    Term.GOALS: gettext_lazy("What the child works towards"),
    Term.ACCOMMODATIONS: gettext_lazy("What is arranged for a child in class"),
    Term.COORDINATOR: gettext_lazy("Who runs the programme"),
    Term.THERAPIST: gettext_lazy("Who gives therapy"),
    Term.TEACHER: gettext_lazy("Who has the class"),
    Term.FAMILY: gettext_lazy("Who answers for a child at home"),
}


class WordsForm(forms.Form):
    """A field for each word; one left empty goes back to ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in LABELS.items():
            self.fields[key.value] = forms.CharField(label=label, max_length=LONGEST_WORD, required=False)


@for_roles(Role.COORDINATOR)
def words(request: Request) -> HttpResponse:
    """The words as they are, or as a place says them (`?place=`), to change and keep."""
    asked = request.GET.get("place", "")
    place = Place(asked) if asked in Place.values else None
    now = queries.words_of(request.viewer.organisation)
    shown = queries.words_in(place) if place else now
    return form_page(
        request,
        WordsForm(request.POST or None, initial={key.value: word for key, word in shown.items()}),
        lambda **written: actions.set_terms(words=written, by=request.viewer, at=timezone.now()),
        Head(
            _("Your words"),
            _("Plans, pages and papers use the words that your schools and families know."),
            _("Keep these words"),
            (_("Schools"), reverse("coordinator:schools")),
        ),
        said=_("Kept. Every page and paper uses these words now."),
        to=reverse("coordinator:words"),
        template="coordinator/schools/words.html",
        places=[(each, each == place, queries.words_in(each) == now) for each in Place],
    )
