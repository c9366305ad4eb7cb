"""What a coordinator writes about children: their class, what they are owed, when they cannot be seen, family."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom
from alongside.people import queries as people
from alongside.people.choices import Discipline, Relation
from alongside.people.models import Child, School, StaffMember
from alongside.people.rules import Viewer
from alongside.plans.choices import USUAL_FIT, Delivery
from alongside.plans.models import Service
from alongside.portals.coordinator.facts_forms import MinuteOfDayField, date_field, day_choices
from alongside.wording.joins import clauses


class FindForm(forms.Form):
    """Which children to list."""

    q = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    school: forms.ModelChoiceField[School] = forms.ModelChoiceField(
        None, label=_("School"), required=False, empty_label=_("Every school")
    )
    classroom: forms.ModelChoiceField[Classroom] = forms.ModelChoiceField(
        None, label=_("Class"), required=False, empty_label=_("Every class")
    )
    served = forms.BooleanField(label=_("With services"), required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["school"].queryset = people.schools_for(viewer)
        fields["classroom"].queryset = classrooms.classrooms_for(viewer)
        several = len(fields["school"].queryset) > 1
        if several:
            fields["classroom"].label_from_instance = lambda each: f"{each.name}, {each.school.name}"
        else:
            del fields["school"]


class ChildForm(forms.Form):
    """A child by hand."""

    given_name = forms.CharField(label=_("Given name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    known_as = forms.CharField(
        label=_("Known as"),
        max_length=120,
        required=False,
        help_text=_("What the child is called, where that is another name."),
    )
    classroom: forms.ModelChoiceField[Classroom] = forms.ModelChoiceField(None, label=_("Class"))
    starts = date_field(_("In this class from"))

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["classroom"]
        field.queryset = classrooms.classrooms_for(viewer)
        field.label_from_instance = lambda each: f"{each.name}, {each.school.name}"
        self.fields["starts"].initial = viewer.on


class ClassForm(forms.Form):
    """Another class from a day."""

    classroom: forms.ModelChoiceField[Classroom] = forms.ModelChoiceField(None, label=_("Class"))
    starts = date_field(_("From"), help_text=_("The class before ends on this day."))

    def __init__(self, viewer: Viewer, child: Child, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["classroom"]
        field.queryset = classrooms.classrooms_for(viewer).filter(school=child.school_id)
        self.fields["starts"].initial = viewer.on


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A service of one discipline; `clean` gathers the fit for each routine kind, empty where it is the usual one."""

    therapists: forms.ModelMultipleChoiceField[StaffMember] = forms.ModelMultipleChoiceField(
        None,
        label=_("Given by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose nobody, and any therapist of this discipline may give it."),
    )

    class Meta:
        model = Service
        fields = (
            "sessions",
            "minutes",
            "delivery",
            "therapists",
            "max_group",
            "group",
            "min_days_apart",
            "priority",
            "pull_out_fit",
            "starts",
        )
        labels = {
            "sessions": _("Times in a cycle"),
            "minutes": _("Minutes each time"),
            "delivery": _("Where"),
            "max_group": _("Children at a time, at most"),
            "group": _("Group word"),
            "min_days_apart": _("Days between two times, at least"),
            "priority": _("Priority"),
            "pull_out_fit": _("Outside class"),
            "starts": _("From"),
        }
        help_texts = {
            "sessions": _("A cycle is the week of your school, or its fortnight."),
            "minutes": _("In steps of five."),
            "max_group": _("1 means alone."),
            "group": _("Outside class, children come together only where this word is the same."),
            "min_days_apart": _("1 means never twice on one day."),
            "priority": _("1 to 5; 5 finds its place first when not all can."),
        }
        widgets = {
            "delivery": forms.RadioSelect,
            "priority": forms.NumberInput(attrs={"min": 1, "max": 5}),
            "pull_out_fit": forms.NumberInput(attrs={"min": 0, "max": 100}),
            "minutes": forms.NumberInput(attrs={"min": 5, "max": 240, "step": 5}),
            "starts": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, viewer: Viewer, discipline: Discipline, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = USUAL_FIT[discipline]
        therapists: Any = self.fields["therapists"]
        therapists.queryset = people.therapists_for(viewer).filter(discipline=discipline)
        delivery: Any = self.fields["delivery"]
        delivery.choices = Delivery.choices
        kept = self.instance.fit
        if self.instance._state.adding:
            self.fields["starts"].initial = viewer.on
            self.fields["sessions"].initial, self.fields["minutes"].initial = 2, 30
        else:
            therapists.initial = list(self.instance.therapists.all())
            del self.fields["starts"]
        for kind in RoutineKind:
            usual = self.usual_fit(kind)
            own = kept.get(kind, kept.get("*")) if kept else None
            self.fields[f"fit_{kind}"] = forms.IntegerField(
                label=kind.label,
                required=False,
                min_value=0,
                max_value=100,
                initial=None if own == usual else own,
                widget=forms.NumberInput(attrs={"class": "max-w-24"}),
            )

    def usual_fit(self, kind: RoutineKind) -> int:
        """How well goals of the discipline can usually be practised in a kind of routine, 0 to 100."""
        return self.usual.get(kind, self.usual["*"])

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Every field but the fit."""
        return [self[name] for name in self.fields if not name.startswith("fit_") and name != "pull_out_fit"]

    @property
    def fit_rows(self) -> list[tuple[forms.BoundField, int]]:
        """Each routine kind's field beside the value that counts where nothing is written."""
        return [(self[f"fit_{kind}"], self.usual_fit(kind)) for kind in RoutineKind]

    @property
    def fit_is_own(self) -> bool:
        """True where somebody has written a fit, or an error in one has to be seen."""
        return bool(self.instance.fit) or any(field.errors for field, _usual in self.fit_rows)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        own = {kind: values.pop(f"fit_{kind}", None) for kind in RoutineKind}
        said = {
            str(kind): fit for kind, fit in own.items() if fit is not None and fit != self.usual_fit(kind)
        }
        values["fit"] = {str(kind): fit for kind, fit in self.usual.items()} | said if said else {}
        return values


class EndForm(forms.Form):
    """The first day without."""

    ends = date_field(_("First day without it"))


class UnavailableForm(forms.Form):
    """A span of a cycle day in which a child has no session."""

    day = forms.ChoiceField(label=_("Day"))
    starts = MinuteOfDayField(label=_("From"))
    ends = MinuteOfDayField(label=_("To"))
    reason = forms.CharField(label=_("Why"), max_length=120, required=False)

    def __init__(self, days: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day: Any = self.fields["day"]
        day.choices = day_choices(days)


class GuardianForm(forms.Form):
    """An adult who answers for a child."""

    name = forms.CharField(label=_("Name"), max_length=160)
    relation = forms.ChoiceField(label=_("What they are to the child"), choices=Relation.choices)
    email = forms.EmailField(label=_("E-mail"), required=False)


class TeamForm(forms.Form):
    """An adult for a child's team."""

    staff: forms.ModelChoiceField[StaffMember] = forms.ModelChoiceField(None, label=_("Who"))

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["staff"]
        field.queryset = people.staff_for(viewer)
        field.label_from_instance = lambda each: clauses([each.name, each.get_role_display()])


class AccountForm(forms.Form):
    """A first password that a coordinator chooses and hands over."""

    email = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(
        label=_("First password"),
        help_text=_(
            "At least ten letters or digits. Hand it over in person; they change it in their account. Somebody who "
            "signs in to Alongside with this address already keeps the password that they have."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password
