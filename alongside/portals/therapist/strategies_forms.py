"""What is written on the pages of strategies: what to look for, an own one, and the words that go out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import Discipline
from alongside.plans.choices import Who
from alongside.plans.models import Goal
from alongside.portals.therapist.plan_goal_forms import LinesField
from alongside.strategies.actions.given import Choice
from alongside.strategies.choices import Fading, HomeMoment, Strength
from alongside.strategies.queries.days import Place
from alongside.strategies.queries.library import Strategy
from alongside.strategies.queries.suggestions import Suggestion


def seen_in(data: QueryDict) -> int:
    """The fingerprint of what the page showed, as it hands it back; 0, which fits nothing, where it is none."""
    written = data.get("seen", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 10 else 0


def theirs_beside(form: forms.Form, standing: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands now where it is not what was typed, each with its label, to be shown beside the form."""
    return [
        (str(field.label), _in_words(form.fields[field.name], standing[field.name]))
        for field in form
        if field.name in standing and form.fields[field.name].has_changed(standing[field.name], field.data)
    ]


def _in_words(field: forms.Field, value: Any) -> str:
    """A value as somebody reads it: choices by their labels, one of many on each line."""
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    labels = dict(choices)
    several = value if isinstance(value, list | tuple) else [value]
    return "\n".join(str(labels.get(each, each)) for each in several)


FADINGS = [("", _("No ladder")), *Fading.choices]


def lines_field(label: Any, rows: int = 4, **kwargs: Any) -> LinesField:
    """Lines, one on each."""
    return LinesField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def line_field(label: Any, **kwargs: Any) -> forms.CharField:
    """One or two lines of running text."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class SearchForm(forms.Form):
    """What to look for in the library."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    discipline = forms.ChoiceField(
        label=_("Discipline"), required=False, choices=[("", _("Every discipline")), *Discipline.choices]
    )
    kind = forms.ChoiceField(
        label=_("Routine"), required=False, choices=[("", _("Any routine")), *RoutineKind.choices]
    )
    area = forms.ChoiceField(label=_("For"), required=False)
    everybody = forms.BooleanField(label=_("Only what suits the whole class"), required=False)

    def __init__(self, data: Any, areas: Iterable[str]) -> None:
        super().__init__(data)
        choices = [("", _now("Any goal")), *((area, area[:1].upper() + area[1:]) for area in areas)]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for; all of the library where something makes no sense."""
        said = self.cleaned_data if self.is_valid() else {}
        named = {name: said.get(name, "") for name in ("discipline", "kind", "area")}
        return {"words": said.get("q", ""), **named, "whole_class": said.get("everybody", False)}


class OwnForm(forms.Form):
    """A strategy of the organisation's own; what may stay empty says so."""

    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("A few plain words."))
    discipline = forms.ChoiceField(
        label=_("Family of service"), choices=Discipline.choices, widget=forms.RadioSelect
    )
    what = line_field(_("What it is"))
    do = forms.CharField(
        label=_("What the teacher reads"),
        max_length=160,
        help_text=_("One line that says what to do. {name} stands for the child’s name."),
    )
    why = forms.CharField(
        label=_("Why"), max_length=160, required=False, help_text=_("One line that begins with “So that”.")
    )
    how = lines_field(_("How it is done"), help_text=_("Three to five steps, one a line."))
    when = line_field(_("When it helps, and when not"), required=False)
    say = lines_field(_("Words to say"), 3, required=False, help_text=_("One a line."))
    materials = lines_field(_("What is needed"), 3, required=False, help_text=_("One a line."))
    fade = line_field(_("How to need it less"), required=False)
    done_well = lines_field(
        _("What it looks like done well"),
        required=False,
        help_text=_("Things that can be seen or heard, one a line: the checklist for coaching."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Routines in which it fits"),
        required=False,
        choices=RoutineKind.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "sm:grid-cols-2 lg:grid-cols-3"}),
    )
    areas = forms.MultipleChoiceField(
        label=_("Goals that it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "sm:grid-cols-2 lg:grid-cols-3"}),
    )
    from_age = forms.IntegerField(label=_("From the age of"), min_value=0, max_value=25, initial=3)
    to_age = forms.IntegerField(label=_("To the age of"), min_value=0, max_value=25, initial=12)
    ladder = forms.ChoiceField(label=_("How its help is faded"), required=False, choices=FADINGS)
    whole_class = forms.BooleanField(label=_("It suits everybody in a class"), required=False)
    home_title = forms.CharField(
        label=_("What it becomes at home"), max_length=160, required=False, help_text=_("Empty: nothing.")
    )
    home_steps = lines_field(_("Steps at home"), 3, required=False, help_text=_("One a line."))
    home_moments = forms.MultipleChoiceField(
        label=_("Moments at home"),
        required=False,
        choices=HomeMoment.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "sm:grid-cols-2 lg:grid-cols-3"}),
    )
    strength = forms.ChoiceField(
        label=_("How much is known about it"), choices=Strength.choices, initial=Strength.PRACTICE
    )
    evidence_words = line_field(
        _("What is known"), required=False, help_text=_("As it is: “We know of no trial” is an answer.")
    )
    evidence_source = forms.CharField(
        label=_("Where that stands"), required=False, max_length=300, help_text=_("Author, year, title.")
    )

    def __init__(self, data: Any = None, *, areas: Iterable[str], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        known = sorted({*areas, *(initial or {}).get("areas", ())}, key=str.casefold)
        self.fields["areas"].choices = [(area, area) for area in known]  # type: ignore[attr-defined]

    @property
    def text(self) -> dict[str, Any]:
        """What was said, in the fields of a strategy."""
        said = dict(self.cleaned_data)
        home = {
            "title": said.pop("home_title"),
            "steps": said.pop("home_steps"),
            "routines": said.pop("home_moments"),
        }
        ages = [said.pop("from_age"), said.pop("to_age")]
        del said["discipline"]
        return {**said, "ages": ages, "home": home if home["title"] else None}

    @staticmethod
    def of(strategy: Strategy) -> dict[str, Any]:
        """A strategy as it stands in the form."""
        names = ("title", "what", "when", "fade", "do", "why", "ladder", "whole_class", "discipline")
        lists = ("how", "say", "materials", "done_well", "areas", "kinds")
        home, evidence = strategy.home, strategy.evidence
        return {
            **{name: getattr(strategy, name) for name in names},
            **{name: list(getattr(strategy, name)) for name in lists},
            "from_age": strategy.ages[0],
            "to_age": strategy.ages[1],
            "home_title": home.title if home else "",
            "home_steps": list(home.steps) if home else [],
            "home_moments": list(home.moments) if home else [],
            "strength": evidence.strength,
            "evidence_words": evidence.words,
            "evidence_source": evidence.source,
        }


class WordsForm(forms.Form):
    """The words that somebody reads; {name} stands for the child's first name."""

    do = forms.CharField(
        label=_("What to do"), max_length=160, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 160})
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=160,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 160}),
    )
    steps = lines_field(_("Steps"), 5, required=False, help_text=_("One a line, eight at most."))

    def in_language(self, language: str) -> WordsForm:
        """The same form, its words said to be in a language: for voices that read aloud, and for the way it runs."""
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": "auto"}
        return self


class GiveForm(WordsForm):
    """One strategy for a child: to whom, where, in which words."""

    place = forms.ChoiceField(label=_("Routine"))
    who = forms.ChoiceField(label=_("Who does it"), choices=Who.choices)
    goal = forms.ChoiceField(label=_("Goal that it serves"), required=False)
    fading = forms.ChoiceField(label=_("Ladder of help"), required=False, choices=FADINGS)

    field_order = ("place", "who", "goal", "do", "why", "steps", "fading")

    def __init__(self, data: Any, places: Iterable[Place], goals: Iterable[Goal], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        there = list(places)
        school = [(f"school:{each.kind}", each.title) for each in there if each.kind]
        home = [(f"home:{each.home}", each.title) for each in there if each.home]
        groups = [(_now("At school"), school), (_now("At home"), home)]
        choices = [("", _now("Choose one")), *(group for group in groups if group[1])]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        of_goals = [(str(goal.lineage), goal.title) for goal in goals]
        self.fields["goal"].choices = [("", _now("None in particular")), *of_goals]  # type: ignore[attr-defined]

    def choice(self, strategy: str) -> Choice:
        """What was chosen, as the action takes it."""
        said = self.cleaned_data
        at, _colon, place = said["place"].partition(":")
        return Choice(
            strategy=strategy,
            who=said["who"],
            kind=place if at == "school" else "",
            home=place if at == "home" else "",
            lineage=UUID(said["goal"]) if said["goal"] else None,
            do=said["do"],
            why=said["why"],
            steps=tuple(said["steps"]),
            fading=said["fading"],
        )


class ClassForm(WordsForm):
    """One strategy for everybody in a class."""

    kind = forms.ChoiceField(label=_("Routine"))
    who = forms.ChoiceField(
        label=_("Who does it"), choices=[(who, who.label) for who in (Who.TEACHER, Who.ASSISTANT, Who.PEER)]
    )
    instead = forms.BooleanField(
        label=_("The children’s own ones end with it"),
        required=False,
        help_text=_("Leave it open where one of them still needs more than the others."),
    )

    field_order = ("kind", "who", "do", "why", "steps", "instead")

    def __init__(self, data: Any, places: Iterable[Place], has_own: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices = [("", _now("Choose one")), *((each.kind, each.title) for each in places)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if not has_own:
            del self.fields["instead"]

    def choice(self, strategy: str) -> Choice:
        """What was chosen, as the action takes it."""
        said = self.cleaned_data
        return Choice(
            strategy=strategy,
            who=said["who"],
            kind=said["kind"],
            do=said["do"],
            why=said["why"],
            steps=tuple(said["steps"]),
        )


class OptionForm(WordsForm):
    """The words of one strategy that is proposed for a place, and its ladder."""

    fading = forms.ChoiceField(label=_("Ladder of help"), required=False, choices=FADINGS)

    def __init__(self, data: Any, suggestion: Suggestion, strategy: Strategy) -> None:
        self.strategy = strategy
        super().__init__(
            data,
            prefix=f"{suggestion.key}-{strategy.key.replace(':', '-')}",
            initial=words_of(strategy, suggestion.home) | {"fading": strategy.ladder},
        )


class SuggestionForm(forms.Form):
    """One place of the plan's matrix: whether something is given there, and which of the proposed."""

    use = forms.BooleanField(required=False)
    strategy = forms.ChoiceField(required=False)

    def __init__(self, data: Any, suggestion: Suggestion) -> None:
        self.suggestion = suggestion
        ticked = bool(suggestion.strategies) and suggestion.who != Who.THERAPIST
        first = suggestion.strategies[0].key if suggestion.strategies else ""
        super().__init__(data, prefix=suggestion.key, initial={"use": ticked, "strategy": first})
        self.fields["strategy"].choices = [  # type: ignore[attr-defined]
            (each.key, each.title) for each in suggestion.strategies
        ]
        self.options = [OptionForm(data, suggestion, each) for each in suggestion.strategies]

    @property
    def chosen_key(self) -> str:
        """The strategy that is chosen now, for the radio buttons."""
        return str(self["strategy"].value() or "")

    @property
    def chosen(self) -> OptionForm | None:
        """The chosen one with its words, where this place is ticked."""
        if not self.cleaned_data["use"]:
            return None
        key = self.cleaned_data["strategy"]
        return next((option for option in self.options if option.strategy.key == key), None)

    def is_whole(self) -> bool:
        """Whether what is chosen here can go out; the words of what is not chosen do not matter."""
        return self.is_valid() and (self.chosen is None or self.chosen.is_valid())

    @property
    def choice(self) -> Choice | None:
        """What was chosen, as the action takes it; None where nothing is given here."""
        option = self.chosen
        if option is None:
            return None
        said = option.cleaned_data
        return Choice(
            strategy=option.strategy.key,
            who=self.suggestion.who,
            kind=self.suggestion.kind,
            home=self.suggestion.home,
            lineage=self.suggestion.goal.lineage,
            do=said["do"],
            why=said["why"],
            steps=tuple(said["steps"]),
            fading=said["fading"],
        )


def words_of(strategy: Strategy, home: str = "") -> dict[str, Any]:
    """The words that a strategy brings: those for the home where it is given there and has any."""
    if home and strategy.home:
        return {"do": strategy.home.title, "why": strategy.why, "steps": list(strategy.home.steps)}
    return {"do": strategy.do, "why": strategy.why, "steps": list(strategy.how)}
