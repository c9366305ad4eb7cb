"""The decision aid: what speaks for push-in, pull-out, a combination or consultation; the team decides.

Criteria and their sources: reason-based, criteria-led choice by teacher and therapist together raised collaboration
(23 teachers, 12 therapists); reviews find no model best for every goal (49 papers), in-class work at least as good for
some goals (5 studies) and better for vocabulary of the curriculum (Throneburg and others, 2000). Nothing here counts
votes into a verdict: each answer is a sentence for or against a model, and the team says why it chose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.plans.choices import Model
from alongside.plans.models import PlannedService
from alongside.plans.rules.faults import Fault


@dataclass(frozen=True)
class Answer:
    """One answer to a criterion, and the models that it speaks for, each with its sentence."""

    key: str
    label: LazyText
    speaks_for: Mapping[Model, LazyText]


@dataclass(frozen=True)
class Criterion:
    """One question to the team, where it comes from, and its answers."""

    key: str
    question: LazyText
    source: LazyText
    answers: tuple[Answer, ...]


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "lives_in_class",
        _("Does the goal live in something that the class does?"),
        _("Criteria of joint choice by teachers and therapists; practice guidance on push-in"),
        (
            Answer(
                "yes",
                _("Yes, it belongs to a class activity"),
                {
                    Model.PUSH_IN: _(
                        "The skill is needed in the class’s own activity, so it can be practised there."
                    )
                },
            ),
            Answer(
                "partly",
                _("Partly"),
                {Model.COMBINATION: _("Part of the goal lives in class, part of it elsewhere.")},
            ),
            Answer(
                "no",
                _("No, nothing in the class’s day asks for it"),
                {Model.PULL_OUT: _("No activity of the class asks for the skill yet.")},
            ),
        ),
    ),
    Criterion(
        "stage",
        _("Where is the skill: being learnt, getting fluent, or to be used everywhere?"),
        _("Practice guidance: first learning may need quiet; use everywhere needs the places of use"),
        (
            Answer(
                "acquiring",
                _("Being learnt for the first time"),
                {
                    Model.PULL_OUT: _("A skill that is quite new may need quiet repetition first."),
                    Model.COMBINATION: _("What is new can be started outside and taken into class early."),
                },
            ),
            Answer(
                "fluent",
                _("Known, getting fluent"),
                {
                    Model.PUSH_IN: _("A skill that is known gets fluent by use in class."),
                    Model.COMBINATION: _("Some practice apart can go along with use in class."),
                },
            ),
            Answer(
                "generalising",
                _("To be used with other people and in other places"),
                {
                    Model.PUSH_IN: _("Use with other people and places is practised where those are."),
                    Model.CONSULTATION: _("The adults who are there all day can carry it further."),
                },
            ),
        ),
    ),
    Criterion(
        "room",
        _("Does the classroom allow it: space, noise, other visitors?"),
        _("Teachers’ and therapists’ reports on what makes push-in hard"),
        (
            Answer("yes", _("Yes"), {Model.PUSH_IN: _("The classroom has the space and the calm for it.")}),
            Answer(
                "sometimes",
                _("In some routines"),
                {Model.COMBINATION: _("Some routines of the class allow it, others do not.")},
            ),
            Answer(
                "no", _("Not at present"), {Model.PULL_OUT: _("The classroom does not allow it at present.")}
            ),
        ),
    ),
    Criterion(
        "quiet",
        _("Is quiet or privacy needed?"),
        _("Practice guidance: privacy, quiet and control are what push-in gives up"),
        (
            Answer("yes", _("Yes"), {Model.PULL_OUT: _("The work needs quiet or privacy.")}),
            Answer("at_times", _("At times"), {Model.COMBINATION: _("Quiet is needed at times only.")}),
            Answer("no", _("No"), {Model.PUSH_IN: _("Nothing in the work needs a room apart.")}),
        ),
    ),
    Criterion(
        "adults",
        _("Can the adults around the child carry it, with coaching?"),
        _("Studies of coaching: about half an hour a teacher and week was what could be given"),
        (
            Answer(
                "yes",
                _("Yes, with coaching"),
                {
                    Model.CONSULTATION: _("The adults around the child can carry it with coaching."),
                    Model.PUSH_IN: _("Working side by side, the therapist can hand it over."),
                },
            ),
            Answer(
                "in_part", _("In part"), {Model.PUSH_IN: _("Side by side, the adults take over part of it.")}
            ),
            Answer("no", _("Not now"), {Model.PULL_OUT: _("At present it rests on the therapist alone.")}),
        ),
    ),
    Criterion(
        "teacher",
        _("What would the teacher rather have?"),
        _("Joint choice by teacher and therapist"),
        (
            Answer(
                "in_class", _("In class"), {Model.PUSH_IN: _("The teacher would rather have it in class.")}
            ),
            Answer("both", _("Both"), {Model.COMBINATION: _("The teacher would like both.")}),
            Answer(
                "outside",
                _("Outside"),
                {Model.PULL_OUT: _("The teacher would rather have it outside class.")},
            ),
            Answer("advice", _("Advice"), {Model.CONSULTATION: _("The teacher asks for advice.")}),
        ),
    ),
    Criterion(
        "family",
        _("What would the family rather have?"),
        _("The family is part of the team"),
        (
            Answer(
                "in_class", _("In class"), {Model.PUSH_IN: _("The family would rather have it in class.")}
            ),
            Answer("both", _("Both"), {Model.COMBINATION: _("The family would like both.")}),
            Answer(
                "outside", _("Outside"), {Model.PULL_OUT: _("The family would rather have it outside class.")}
            ),
            Answer("advice", _("Advice"), {Model.CONSULTATION: _("The family asks for advice.")}),
        ),
    ),
    Criterion(
        "child",
        _("What would the child rather have?"),
        _("Children differ in what they like best; comparisons of embedded and massed practice"),
        (
            Answer("in_class", _("In class"), {Model.PUSH_IN: _("The child would rather stay in class.")}),
            Answer("both", _("Both"), {Model.COMBINATION: _("The child likes both.")}),
            Answer("outside", _("Outside"), {Model.PULL_OUT: _("The child would rather go out.")}),
            Answer("unknown", _("Not asked yet"), {}),
        ),
    ),
)


def speaks_for(answers: Mapping[str, str]) -> dict[Model, list[str]]:
    """What speaks for each model, sentence by sentence in the order of the criteria; unknown answers say nothing."""
    said: dict[Model, list[str]] = {model: [] for model in Model}
    for criterion in CRITERIA:
        for answer in criterion.answers:
            if answers.get(criterion.key) == answer.key:
                for model, sentence in answer.speaks_for.items():
                    said[model].append(str(sentence))
    return said


def open_questions(answers: Mapping[str, str]) -> list[str]:
    """The questions that nobody has answered yet."""
    return [str(criterion.question) for criterion in CRITERIA if criterion.key not in answers]


def still_to_say(planned: PlannedService) -> list[Fault]:
    """What a choice of a model still lacks, at its field; a draft waits for it."""
    if not planned.model:
        return []
    lacks = []
    if not planned.reason.strip():
        lacks.append(Fault("reason", _now("Say why the team chose this; a sentence is enough.")))
    if planned.look_again_on is None:
        lacks.append(Fault("look_again_on", _now("Choose a day to come on which the team looks again.")))
    return lacks
