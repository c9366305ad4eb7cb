"""Every write about people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.db import models, transaction
from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.people import queries, rules
from alongside.people.choices import Discipline, Role, Term
from alongside.people.models import (
    Account,
    Child,
    Guardian,
    Guardianship,
    Organisation,
    RoleHeld,
    School,
    StaffMember,
    TeamMembership,
)
from alongside.people.rules import NotNow, Viewer
from alongside.trust import actions as trust
from alongside.trust.rules import Change, Kept


def audit(by: Viewer, at: datetime, action: str, subject: models.Model, **detail: Any) -> None:
    """One line in the audit trail in the name of whoever acts; refuses what is another organisation's."""
    rules.check_is_ours(by, subject)
    trust.record(
        action, subject, organisation_id=by.organisation.pk, by=by.account.pk, at=at, detail=detail or None
    )


@transaction.atomic
def found_organisation(
    *, name: str, time_zone: str, coordinator: str, email: str, password: str, by: None, at: datetime
) -> Viewer:
    """Starts an organisation with its first coordinator; nobody is there yet to do it, hence `by=None`.

    Refuses a time zone that nobody knows. A known account becomes its coordinator and keeps its password.
    """
    if time_zone not in available_timezones():
        raise NotNow(
            _("There is no time zone “{zone}”. Write one such as Europe/London.").format(zone=time_zone)
        )
    today = at.astimezone(ZoneInfo(time_zone)).date()
    organisation = Organisation.objects.create(name=name, time_zone=time_zone)
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        account = Account.objects.create_user(email, password, name=coordinator)
    RoleHeld.objects.create(organisation=organisation, account=account, role=Role.COORDINATOR, starts=today)
    trust.record("organisation.founded", organisation, organisation_id=organisation.pk, by=account.pk, at=at)
    viewer = queries.viewer_of(account, today, organisation.pk)
    assert viewer is not None
    return viewer


@transaction.atomic
def set_terms(*, words: Mapping[str, str], by: Viewer, at: datetime) -> None:
    """Says the organisation's own words by `Term`; an empty one, or one that is ours already, goes back to ours."""
    rules.check_can_run_programme(by)
    kept = {}
    for key, word in words.items():
        said = " ".join(word.split())
        rules.check_is_a_word(said)
        if said and said != str(Term(key).label):
            kept[Term(key).value] = said
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation.pk)
    organisation.terms = kept
    organisation.save(update_fields=["terms"])
    audit(by, at, "organisation.words_set", organisation, words=len(kept))


@transaction.atomic
def add_school(*, name: str, by: Viewer, at: datetime) -> School:
    """Adds a school; its name is its own within the organisation."""
    rules.check_can_run_programme(by)
    if queries.schools_for(by).filter(name__iexact=name).exists():
        raise NotNow(_("There is a school called {name} already.").format(name=name))
    school = School.objects.create(organisation=by.organisation, name=name)
    audit(by, at, "school.added", school)
    return school


@transaction.atomic
def add_staff_member(
    *,
    role: Role,
    given_name: str,
    family_name: str = "",
    email: str = "",
    discipline: Discipline | str = "",
    by: Viewer,
    at: datetime,
) -> StaffMember:
    """Adds a therapist, assistant or teacher; they need no account to stand in a timetable."""
    rules.check_can_run_programme(by)
    if role is Role.THERAPIST and not discipline:
        raise NotNow(_("Say which therapy {name} gives.").format(name=given_name))
    member = StaffMember.objects.create(
        organisation=by.organisation,
        role=role,
        discipline=discipline,
        given_name=given_name,
        family_name=family_name,
        email=email,
    )
    audit(by, at, "staff_member.added", member, role=role)
    return member


@transaction.atomic
def add_coordinator(*, name: str, email: str, password: str, by: Viewer, at: datetime) -> RoleHeld:
    """Lets somebody more run the programme. A known account keeps its name and its password."""
    rules.check_can_run_programme(by)
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        account = Account.objects.create_user(email, password, name=name)
    held = RoleHeld.objects.filter(
        organisation=by.organisation, account=account, role=Role.COORDINATOR, ends=None
    )
    if held.exists():
        raise NotNow(_("{name} runs the programme already.").format(name=account.name))
    role = RoleHeld.objects.create(
        organisation=by.organisation, account=account, role=Role.COORDINATOR, starts=at.date()
    )
    audit(by, at, "coordinator.added", role)
    return role


@transaction.atomic
def say_coordinator_leaves(*, role: RoleHeld, leaves_on: date | None, by: Viewer, at: datetime) -> RoleHeld:
    """Says on which day somebody no longer runs the programme, None for "stays"; refuses the last one who does."""
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, role)
    if leaves_on:
        if leaves_on < role.starts:
            raise _came_later(role.account.name, role.starts)
        _check_somebody_runs_it_without(role.account_id, by)
    role.ends = leaves_on
    role.save(update_fields=["ends"])
    audit(by, at, "coordinator.leaves" if leaves_on else "coordinator.stays", role)
    return role


@transaction.atomic
def correct_staff(
    *, staff: StaffMember, given_name: str, family_name: str, email: str, by: Viewer, at: datetime
) -> StaffMember:
    """Corrects a name or an address; an account goes on to sign in with its own."""
    rules.check_can_run_programme(by)
    rules.check_has_name(given_name)
    staff.given_name, staff.family_name, staff.email = given_name, family_name, email
    staff.save(update_fields=["given_name", "family_name", "email"])
    audit(by, at, "staff_member.corrected", staff)
    return staff


@transaction.atomic
def say_staff_leaves(*, staff: StaffMember, leaves_on: date | None, by: Viewer, at: datetime) -> StaffMember:
    """Says on which day somebody of the staff is no longer here; their roles and places in teams end on it.

    What they are as a guardian stays, and so does a role in which another record of theirs goes on. Another day moves
    what ended with the first one; None says that they stay after all. Refuses the last coordinator, and a day before
    they came.
    """
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, staff)
    others = StaffMember.objects.filter(account=staff.account_id, leaves_on=None).exclude(pk=staff.pk)
    going_on = others.exclude(account=None).values("role")
    roles = RoleHeld.objects.filter(organisation=by.organisation, account=staff.account_id)
    roles = roles.exclude(role=Role.GUARDIAN).exclude(role__in=going_on)
    if leaves_on:
        first = roles.filter(role=staff.role).aggregate(first=Min("starts"))["first"]
        if first and leaves_on < first:
            raise _came_later(staff.name, first)
        if roles.filter(role=Role.COORDINATOR, ends=None).exists():
            _check_somebody_runs_it_without(staff.account_id, by)
    said_before, staff.leaves_on = staff.leaves_on, leaves_on
    staff.save(update_fields=["leaves_on"])
    ends = queries.ends_by_leaving(leaves_on, said_before)
    for held in (roles, TeamMembership.objects.filter(staff=staff)):
        held.filter(ends).update(ends=queries.end_by_leaving(leaves_on))
    audit(by, at, "staff_member.leaves" if leaves_on else "staff_member.stays", staff)
    return staff


@transaction.atomic
def add_child(
    *, school: School, given_name: str, family_name: str = "", known_as: str = "", by: Viewer, at: datetime
) -> Child:
    """Adds one child by hand; a whole roster comes through an import."""
    rules.check_can_run_programme(by)
    child = Child.objects.create(
        organisation=by.organisation,
        school=school,
        given_name=given_name,
        family_name=family_name,
        known_as=known_as,
    )
    audit(by, at, "child.added", child)
    return child


@transaction.atomic
def correct_child(
    *, child: Child, given_name: str, family_name: str, known_as: str, by: Viewer, at: datetime
) -> Child:
    """Corrects a child's name."""
    rules.check_can_run_programme(by)
    rules.check_has_name(given_name)
    child.given_name, child.family_name, child.known_as = given_name, family_name, known_as
    child.save(update_fields=["given_name", "family_name", "known_as"])
    audit(by, at, "child.corrected", child)
    return child


@transaction.atomic
def say_child_leaves(*, child: Child, leaves_on: date | None, by: Viewer, at: datetime) -> Child:
    """Says on which day a child is no longer here: from then on nobody finds it, and its past stays.

    Places in its team end on that day. Another day moves what ended with the first one; None says that it stays after
    all.
    """
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, child)
    said_before, child.leaves_on = child.leaves_on, leaves_on
    child.save(update_fields=["leaves_on"])
    places = TeamMembership.objects.filter(queries.ends_by_leaving(leaves_on, said_before), child=child)
    places.update(ends=queries.end_by_leaving(leaves_on))
    audit(by, at, "child.leaves" if leaves_on else "child.stays", child)
    return child


@transaction.atomic
def give_account(
    *, person: StaffMember | Guardian, email: str, password: str, by: Viewer, at: datetime
) -> Account:
    """Lets a member of staff or a guardian sign in."""
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, person)
    if person.account_id:
        raise NotNow(_("{name} has an account already.").format(name=person.name))
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        account = Account.objects.create_user(email, password, name=person.name)
    person.account = account
    person.save(update_fields=["account"])
    role = person.role if isinstance(person, StaffMember) else Role.GUARDIAN
    RoleHeld.objects.get_or_create(
        organisation=by.organisation,
        account=account,
        role=role,
        ends=None,
        defaults={"starts": at.date()},
    )
    audit(by, at, "account.given", account, role=role)
    return account


@transaction.atomic
def add_guardian(
    *, child: Child, name: str, relation: str, email: str = "", by: Viewer, at: datetime
) -> Guardianship:
    """Ties a guardian to a child; a coordinator who does this by hand has confirmed it."""
    rules.check_can_run_programme(by)
    guardian = Guardian.objects.create(organisation=by.organisation, name=name, email=email)
    tie = Guardianship.objects.create(
        organisation=by.organisation,
        child=child,
        guardian=guardian,
        relation=relation,
        starts=at.date(),
        confirmed_at=at,
    )
    audit(by, at, "guardianship.confirmed", tie)
    return tie


@transaction.atomic
def confirm_guardianship(*, tie: Guardianship, by: Viewer, at: datetime) -> None:
    """Lets a guardian who came with a roster see the child: an import alone never does."""
    rules.check_can_run_programme(by)
    tie.confirmed_at = at
    tie.save(update_fields=["confirmed_at"])
    audit(by, at, "guardianship.confirmed", tie)


@transaction.atomic
def decline_guardianship(*, tie: Guardianship, by: Viewer, at: datetime) -> None:
    """Says that a tie that came with a roster is none: it is not asked about again and opens nothing."""
    rules.check_can_run_programme(by)
    if tie.confirmed_at:
        raise NotNow(_("This tie was confirmed already. Nothing has changed."))
    tie.ends = at.date()
    tie.save(update_fields=["ends"])
    audit(by, at, "guardianship.declined", tie)


@transaction.atomic
def join_teams(*, places: Sequence[tuple[Child, StaffMember]], by: Viewer, at: datetime) -> int:
    """Gives adults their place in children's teams from today; who is in a team already stays. Returns how many."""
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, *(row for place in places for row in place))
    today = at.date()
    there = set(
        TeamMembership.objects.filter(
            queries.held_on(today), child__in={child.pk for child, _staff in places}
        ).values_list("child_id", "staff_id")
    )
    wanted = {(child.pk, staff.pk) for child, staff in places} - there
    left_today = TeamMembership.objects.filter(starts=today, child__in={child for child, _staff in wanted})
    again = [place for place in left_today if (place.child_id, place.staff_id) in wanted]
    TeamMembership.objects.filter(pk__in=[place.pk for place in again]).update(ends=None)
    new = wanted - {(place.child_id, place.staff_id) for place in again}
    TeamMembership.objects.bulk_create(
        [
            TeamMembership(organisation=by.organisation, child_id=child, staff_id=staff, starts=today)
            for child, staff in sorted(new)
        ]
    )
    audit(by, at, "teams.joined", by.organisation, places=len(wanted))
    return len(wanted)


@transaction.atomic
def leave_team(*, place: TeamMembership, by: Viewer, at: datetime) -> None:
    """Ends an adult's place in a child's team; from today she does not see the child by it."""
    rules.check_can_run_programme(by)
    place.ends = at.date()
    place.save(update_fields=["ends"])
    audit(by, at, "team.left", place)


def _check_somebody_runs_it_without(account: UUID | None, by: Viewer) -> None:
    """Refuses to leave an organisation to nobody; the rows are locked, so that two cannot go at once."""
    held = RoleHeld.objects.select_for_update().filter(
        organisation=by.organisation, role=Role.COORDINATOR, ends=None, account__is_active=True
    )
    if all(each.account_id == account for each in held):
        raise NotNow(_("Nobody else runs the programme. Add a coordinator first, then end this."))


def _came_later(name: str, came: date) -> NotNow:
    return NotNow(
        _("{name} came on {day} and cannot leave before. Choose a later day.").format(
            name=name, day=date_format(came, "DATE_FORMAT")
        )
    )


@transaction.atomic(savepoint=False)
def take_in(
    *,
    changes: Sequence[Change],
    subject: models.Model,
    by: Viewer,
    at: datetime,
    tick: Callable[[int], None] = lambda done: None,
) -> list[Kept]:
    """Applies what a person decided in an import (or its undoing) to schools, staff, children and families.

    Returns what was left as it is, with reasons.
    """
    rules.check_can_run_programme(by)
    foreign = {change.model for change in changes if not change.model.startswith("people.")}
    if foreign:
        raise ValueError(f"{foreign} are not people")
    return trust.apply_changes(
        changes,
        organisation_id=by.organisation.pk,
        by=by.account.pk,
        at=at,
        action="people.taken_in",
        subject=subject,
        tick=tick,
    )
