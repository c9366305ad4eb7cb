"""What is written about a goal's progress: a decision, and which children to look at."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.classrooms import queries as classrooms
from alongside.people import queries as people
from alongside.people.rules import Viewer
from alongside.progress.choices import Step

#: What a team can decide; waiting is what happens when nobody decides.
STEPS = [(step.value, step.label) for step in Step if step is not Step.WAIT]


class DecisionForm(forms.Form):
    """What the team does next, in a few words."""

    step = forms.ChoiceField(choices=STEPS, label=_("What you do next"))
    words = forms.CharField(
        max_length=200,
        required=False,
        label=_("In a few words"),
        help_text=_(
            "What changes, or why you go on. A change of the teaching stands on the chart from today."
        ),
    )


class LookForm(forms.Form):
    """Which children the overview shows."""

    school = forms.UUIDField(required=False, label=_("School"))
    classroom = forms.UUIDField(required=False, label=_("Class"))

    def __init__(self, data: object, viewer: Viewer) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, as every form takes
        schools = [("", _("Every school")), *((each.pk, each.name) for each in people.schools_for(viewer))]
        classes = [
            ("", _("Every class")),
            *((each.pk, str(each)) for each in classrooms.classrooms_for(viewer)),
        ]
        self.fields["school"].widget = forms.Select(choices=schools)
        self.fields["classroom"].widget = forms.Select(choices=classes)
