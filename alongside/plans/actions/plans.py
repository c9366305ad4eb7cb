"""Every step of a plan as a whole: begun, shared, reviewed, signed, in force, amended, ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import NotNow, Viewer
from alongside.plans.actions.planned import write_services
from alongside.plans.actions.texts import (
    save_text as save_text,  # One step of writing a plan among the others.
)
from alongside.plans.choices import PlanState
from alongside.plans.models import (
    Comment,
    Goal,
    HomeRoutine,
    Objective,
    Opportunity,
    Plan,
    PlannedService,
    PlannedTherapist,
    PlanVersion,
    Service,
    Signature,
)
from alongside.plans.queries.plans import (
    draft_held,
    in_force_on,
    read_whole,
    standing_signatures,
    version_held,
)
from alongside.plans.rules.faults import AtFault, Fault
from alongside.plans.rules.goals import check_goal_makes_sense
from alongside.plans.rules.planned import faults_of
from alongside.plans.rules.plans import (
    check_can_comment,
    check_can_sign,
    check_can_step,
    check_can_write_plan,
)

R = TypeVar("R", bound=models.Model)


@transaction.atomic
def start_plan(*, child: Child, by: Viewer, at: datetime) -> PlanVersion:
    """Begins a child's plan with an empty draft; refuses a second plan, since a plan goes on as a new version."""
    check_can_write_plan(by, child)
    _held(child)
    if Plan.objects.filter(child=child).exists():
        raise NotNow(
            _("{child} has a plan. Open it; once it is in force, propose a change.").format(
                child=child.first_name
            )
        )
    plan = Plan.objects.create(organisation=by.organisation, child=child, started_at=at)
    version = PlanVersion.objects.create(
        organisation=by.organisation, plan=plan, number=1, made_at=at, made_by=by.account
    )
    audit(by, at, "plan.started", version)
    return version


@transaction.atomic
def set_review(*, version: PlanVersion, review_on: date | None, by: Viewer, at: datetime) -> None:
    """Says on which day the team looks at the plan again; refuses a day that has passed."""
    version = draft_held(by, version)
    if review_on is not None and review_on <= by.on:
        raise AtFault([Fault("review_on", _("That day has passed. Choose one to come."))])
    _set(version, review_on=review_on)
    audit(by, at, "plan.review_set", version)


@transaction.atomic
def share_with_family(*, version: PlanVersion, by: Viewer, at: datetime) -> None:
    """Lets the family read this version before it is in force, and comment on it; asked twice, nothing changes."""
    version = version_held(version)
    check_can_write_plan(by, version.plan.child)
    if version.in_force_from is not None:
        raise NotNow(_("The family reads every plan in force already. Share the next draft with them."))
    if version.shared_at is None:
        _set(version, shared_at=at)
        audit(by, at, "plan.shared", version, child=str(version.plan.child_id))


@transaction.atomic
def send_for_review(*, version: PlanVersion, by: Viewer, at: datetime) -> None:
    """Closes a draft for reading and signing. Refuses a plan without a goal, or with one that contradicts itself."""
    version = _held_for(version, PlanState.IN_REVIEW, by)
    read_whole(version)
    if not version.goals.all():
        raise NotNow(_("There is no goal in this plan yet. Add one, then send it for review."))
    for about, faults in _faults_in(version):
        for fault in faults:
            raise NotNow(_("“{about}”: {sentence}").format(about=about, sentence=fault.sentence))
    _set(version, in_review_at=at)
    audit(by, at, "plan.sent_for_review", version)


@transaction.atomic
def take_back(*, version: PlanVersion, by: Viewer, at: datetime) -> None:
    """Makes a version in review, or agreed, a draft again; names under it stay on record and no longer count."""
    version = _held_for(version, PlanState.DRAFT, by)
    _set(version, in_review_at=None, agreed_at=None)
    audit(by, at, "plan.taken_back", version)


@transaction.atomic
def sign(
    *, version: PlanVersion, name: str, role: str, on_paper: bool = False, by: Viewer, at: datetime
) -> Signature:
    """Puts a name and a role under a version; `on_paper` records one that was given on paper.

    The family signs for itself, the team records whoever signs. The account is the one that typed it.
    """
    version = version_held(version)
    check_can_sign(by, version)
    name, role = name.strip(), role.strip()
    faults = [
        Fault(field, sentence)
        for field, value, sentence in (
            ("name", name, _("Type the name of whoever signs.")),
            ("role", role, _("Say who that is to the child: mother, class teacher, therapist …")),
        )
        if not value
    ]
    if faults:
        raise AtFault(faults)
    signature = Signature.objects.create(
        organisation=by.organisation,
        version=version,
        name=name,
        role=role,
        signed_at=at,
        on_paper=on_paper,
        account=by.account,
    )
    audit(by, at, "plan.signed", signature, on_paper=on_paper)
    return signature


@transaction.atomic
def agree(*, version: PlanVersion, by: Viewer, at: datetime) -> None:
    """Records that the team and the family agree; refuses while nobody has signed what is in review."""
    version = _held_for(version, PlanState.AGREED, by)
    if not standing_signatures(version):
        raise NotNow(_("Nobody has signed this version yet. Sign it, or record a signature from paper."))
    _set(version, agreed_at=at)
    audit(by, at, "plan.agreed", version)


@transaction.atomic
def put_in_force(*, version: PlanVersion, on: date, by: Viewer, at: datetime) -> None:
    """Puts an agreed version in force from a day on, ends the one before it then, and lets the timetable read it.

    The first version of a plan may begin in the past (it was on paper); a change begins today or later.
    """
    version = _held_for(version, PlanState.IN_FORCE, by)
    before = version.plan.versions.filter(in_force_from__isnull=False).last()
    if before is not None and before.in_force_from is not None:
        earliest = max(by.on, before.in_force_from)
        if on < earliest:
            sentence = _("A change begins on {day} or later: what was in force before stays so.")
            raise AtFault([Fault("on", sentence.format(day=date_format(earliest, "DATE_FORMAT")))])
        _set(before, ended_on=min(before.ended_on or on, on))
    _set(version, in_force_from=on)
    write_services(version=version, on=on, by=by, at=at)
    audit(by, at, "plan.put_in_force", version, child=str(version.plan.child_id), on=on.isoformat())


@transaction.atomic
def amend(*, plan: Plan, reason: str, by: Viewer, at: datetime) -> PlanVersion:
    """Begins the next version as a draft that says what the last one says, with the reason for the change.

    Goals and services keep their lineage, so that versions compare and the record goes on. A plan that has ended goes
    on in the same way. Refuses while another version is in the making.
    """
    check_can_write_plan(by, plan.child)
    reason = reason.strip()
    if not reason:
        raise AtFault([Fault("reason", _("Say in a sentence why the plan changes."))])
    _held(plan)
    last = version_held(plan.versions.order_by("-number")[:1].get())
    if last.in_force_from is None:
        raise NotNow(_("A change is in the making already. Go on with that version."))
    read_whole(last)
    version = _copy(
        last,
        number=last.number + 1,
        reason=reason,
        made_at=at,
        made_by_id=by.account.pk,
        **dict.fromkeys(("shared_at", "in_review_at", "agreed_at", "in_force_from", "ended_on")),
    )
    version.save(force_insert=True)
    _copy_contents(last, version)
    audit(by, at, "plan.amended", version, of=last.number)
    return version


@transaction.atomic
def end_plan(*, plan: Plan, on: date, by: Viewer, at: datetime) -> None:
    """Ends the version in force, and the services that it gave, on a day: the first without them."""
    check_can_write_plan(by, plan.child)
    version = plan.versions.filter(in_force_on(by.on)).last()
    if version is None:
        raise NotNow(_("No version of this plan is in force. There is nothing to end."))
    version = _held_for(version, PlanState.ENDED, by)
    if plan.versions.filter(in_force_from__gt=by.on).exists():
        raise NotNow(_("A changed version comes into force soon. End the plan once it has."))
    if version.ended_on is not None:
        sentence = _("This plan ends on {day} already. Propose a change, and it goes on.")
        raise NotNow(sentence.format(day=date_format(version.ended_on, "DATE_FORMAT")))
    if on < by.on:
        raise AtFault([Fault("on", _("That day has passed. Choose today or a day to come."))])
    _set(version, ended_on=on)
    given = Service.objects.filter(planned__version__plan=plan).exclude(ends__lte=on)
    given.update(ends=Greatest(F("starts"), models.Value(on, output_field=models.DateField())))
    audit(by, at, "plan.ended", version, on=on.isoformat())


@transaction.atomic
def comment(*, version: PlanVersion, about: str, text: str, by: Viewer, at: datetime) -> Comment:
    """Keeps what somebody of the team or the family says of a version; `about` names the part, or is empty."""
    version = version_held(version)
    check_can_comment(by, version)
    if not text.strip():
        raise AtFault([Fault("text", _("Write what you want to say, then send it."))])
    said = Comment.objects.create(
        organisation=by.organisation,
        version=version,
        about=about[:80],
        text=text.strip(),
        by=by.account,
        at=at,
    )
    audit(by, at, "plan.commented", said)
    return said


def _held(row: Child | Plan) -> None:
    """Lets nobody else begin a plan or a version of this until the transaction ends."""
    type(row).objects.select_for_update().get(pk=row.pk)


def _held_for(version: PlanVersion, to: PlanState, by: Viewer) -> PlanVersion:
    """The version as it stands now, held, by somebody who may take it to that state."""
    version = version_held(version)
    check_can_write_plan(by, version.plan.child)
    check_can_step(version, to, by.on)
    return version


def _faults_in(version: PlanVersion) -> Iterator[tuple[str, list[Fault]]]:
    """What contradicts itself in a version that has been read whole, by the goal or service that it is in."""
    goals, services = version.goals.all(), version.planned_services.all()
    for goal in goals:
        yield goal.title, check_goal_makes_sense(goal)
    for service in services:
        therapists = list(service.therapists.all())
        yield service.get_discipline_display(), faults_of(service, therapists, services, goals)


def _set(version: PlanVersion, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(version, name, value)
    version.save(update_fields=list(facts))


def _copy(row: R, **changed: Any) -> R:
    """The same row once more under a new id, unsaved; `changed` are columns by their name in the database."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return type(row)(**(values | changed))


def _copy_contents(last: PlanVersion, version: PlanVersion) -> None:
    """Writes all that stands in one version into another, table by table."""
    homes = {home.pk: _copy(home, version_id=version.pk) for home in last.home_routines.all()}
    goals = {goal.pk: _copy(goal, version_id=version.pk) for goal in last.goals.all()}
    services = {each.pk: _copy(each, version_id=version.pk) for each in last.planned_services.all()}
    objectives = [
        _copy(step, goal_id=goals[goal.pk].pk) for goal in last.goals.all() for step in goal.objectives.all()
    ]
    opportunities = [
        _copy(cell, goal_id=goals[goal.pk].pk, home_id=homes[cell.home_id].pk if cell.home_id else None)
        for goal in last.goals.all()
        for cell in goal.opportunities.all()
    ]
    named = [
        _copy(place, planned_id=services[place.planned_id].pk)
        for place in PlannedTherapist.objects.filter(planned__version=last)
    ]
    rows: list[tuple[type[models.Model], Iterable[models.Model]]] = [
        (HomeRoutine, homes.values()),
        (Goal, goals.values()),
        (Objective, objectives),
        (PlannedService, services.values()),
        (PlannedTherapist, named),
        (Opportunity, opportunities),
    ]
    for model, copies in rows:
        model._default_manager.bulk_create(list(copies))
