"""The page /kit/: every part in use, for those who write pages; there only in the demo and in debugging."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from alongside.portals.shared.templatetags.kit import CALLOUTS, STATES

SURFACES = [
    ("bg-base-200", "base-200", "the page"),
    ("bg-base-100", "base-100", "a sheet, a field"),
    ("bg-base-300", "base-300", "a well, a track"),
    ("bg-primary", "primary", "press me, here"),
    ("bg-primary-soft", "primary-soft", "what to do"),
    ("bg-accent", "accent", "now, only now"),
    ("bg-success-soft", "success-soft", "held, kept"),
    ("bg-warning-soft", "warning-soft", "look here"),
    ("bg-error-soft", "error-soft", "refused, missed"),
    ("bg-info-soft", "info-soft", "changed, news"),
    ("bg-often", "often", "daily"),
    ("bg-welcome", "welcome", "visits welcome"),
]
SIZES = [
    ("text-3xl font-bold", "36", "8:30"),
    ("text-2xl font-bold", "28", "Where goals live"),
    ("text-xl font-bold", "22", "2B, Writing"),
    ("text-lg", "19", "Count to five in your head."),
    ("text-base", "17", "Keeps paper steady, Il1 O0 8B, Ngọc, Siôn, Łukasz, Αλεξία"),
    ("text-sm", "15", "Station teaching beside Ms Ferreira"),
    ("text-xs", "13", "Thu 19 Nov: 8 of 10 alone, 80%"),
    ("text-2xs", "12", "1B Reading, axis labels"),
]
THERAPISTS = [
    ("ot", "Rosa Delgado", "20.5", "22", 2, "held", "Says yes"),
    ("slt", "Lim Wei Jie", "21.5", "22", 3, "planned", "Not asked"),
    ("beh", "Leila Haddad", "20.0", "22", 1, "due", "Half asked"),
]


class ServiceForm(forms.Form):
    """What a child's plan owes, as a form that has every kind of field."""

    child = forms.CharField(initial="Mei-Ling T.", help_text="The name that the child goes by.")
    discipline = forms.ChoiceField(
        choices=[("ot", "Occupational therapy"), ("slt", "Speech and language therapy"), ("beh", "Behaviour")]
    )
    minutes = forms.IntegerField(
        label="Minutes a visit",
        min_value=10,
        max_value=90,
        error_messages={"max_value": "A visit lasts 90 minutes at most. Write a smaller number."},
    )
    place = forms.ChoiceField(
        label="Where it takes place",
        widget=forms.RadioSelect,
        choices=[("in", "In the classroom"), ("out", "In a room apart"), ("both", "Either")],
        initial="in",
    )
    days = forms.MultipleChoiceField(
        label="Days that suit",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("Mon", "Monday"), ("Tue", "Tuesday"), ("Wed", "Wednesday")],
    )
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(required=False, label="A letter", help_text="PDF, up to 5 MB.")
    quiet = forms.BooleanField(required=False, label="Needs a quiet room", help_text="Asked by the family.")

    def clean(self) -> None:
        raise forms.ValidationError(
            "Not kept. One answer below needs another look; the others are as you wrote."
        )


def kit(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    filled = QueryDict("child=Mei-Ling T.&discipline=ot&minutes=200&place=in&days=Mon&days=Tue")
    return render(
        request,
        "shared/kit.html",
        {
            "surfaces": SURFACES,
            "sizes": SIZES,
            "states": STATES,
            "callouts": CALLOUTS,
            "therapists": THERAPISTS,
            "form": ServiceForm(filled),
            "page": Paginator(range(1, 203), 50).get_page(2),
        },
    )
