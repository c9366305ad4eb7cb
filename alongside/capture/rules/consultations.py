"""When a contact with the adults around a child may be written down, and taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.capture.choices import LONGEST_CONTACT, Partner
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans.choices import Model, Pattern
from alongside.plans.models import PlannedService
from alongside.schooltime.clock import MINUTES_IN_DAY


def takes_consultation(planned: PlannedService) -> bool:
    """Whether a service has work for the adults alone: consultation, and every fourth week of three to one."""
    return planned.model == Model.CONSULTATION or planned.pattern == Pattern.THREE_TO_ONE


def check_is_not_to_come(viewer: Viewer, on: date, starts: int | None, at: datetime) -> None:
    """Refuses a contact that has not been yet; without a time, one of today may have been."""
    zone = ZoneInfo(viewer.organisation.time_zone)
    begins = datetime.combine(on, time(), tzinfo=zone) + timedelta(minutes=starts or 0)
    if begins > at:
        raise NotNow(_("This is still to come. Write it down once you have met."))


def check_length(starts: int | None, minutes: int) -> None:
    """Refuses a contact of no length, of more than an afternoon, or past midnight."""
    if not 1 <= minutes <= LONGEST_CONTACT:
        raise NotNow(
            _("A contact has 1 to {most} minutes. Say how many it had.").format(most=LONGEST_CONTACT)
        )
    if starts is not None and not 0 <= starts <= MINUTES_IN_DAY - minutes:
        raise NotNow(_("It would not end on that day. Choose an earlier time."))


def check_says_with_whom(partner: str) -> None:
    if partner not in Partner.values:
        raise NotNow(_("Say with whom it was."))


def check_says_what(words: str) -> None:
    if not words.strip():
        raise NotNow(_("Say in one line what you agreed. Whoever reads it next can go on from there."))


def service_on(versions: Sequence[PlannedService], on: date) -> PlannedService:
    """The service as it was promised on a day, of all its versions; refuses a day that none of them has.

    Refuses as well what is not there, and a service that is with the child every week.
    """
    if not versions:
        raise NotAllowed(_("There is no such service of this child. Choose one of its services."))
    spans = [(_begins(row), _ends(row), row) for row in versions]
    found = next((row for begins, ends, row in spans if begins <= on < ends), None)
    if found is None:
        first, end = min(begins for begins, *_rest in spans), max(ends for _begin, ends, _row in spans)
        if end == date.max:
            raise NotNow(
                _("The plan has this service from {first} on. Choose a day of it.").format(
                    first=date_format(first, "DATE_FORMAT")
                )
            )
        raise NotNow(
            _("The plan has this service from {first} to {last}. Choose a day of it.").format(
                first=date_format(first, "DATE_FORMAT"),
                last=date_format(end - timedelta(days=1), "DATE_FORMAT"),
            )
        )
    if not takes_consultation(found):
        raise NotNow(
            _(
                "This service is with the child each week. Say how its visits ended; they are counted by themselves."
            )
        )
    return found


def check_is_not_counted(is_held: bool) -> None:
    """Refuses a contact on a day on which a visit of the service was held: its minutes count already."""
    if is_held:
        raise NotNow(
            _(
                "A visit of this service was held on that day, and its minutes count already. Nothing is left to do."
            )
        )


def held_by(staff: UUID | None, team: Collection[UUID]) -> UUID:
    """Whoever held it; refuses a contact of nobody, or of somebody who was not in the child's team on the day."""
    if staff is None or staff not in team:
        raise NotNow(_("Say which therapist or assistant of the child’s team held it."))
    return staff


def check_is_theirs(is_theirs: bool) -> None:
    """Refuses a form's number that somebody else has used already."""
    if not is_theirs:
        raise NotAllowed(_("This form has been used already. Load the page again and fill it in once more."))


def check_still_stands(taken_back_at: object) -> None:
    if taken_back_at is not None:
        raise NotNow(_("This has been taken back already. Load the page again to write down another."))


def _begins(row: PlannedService) -> date:
    return max(row.starts, row.version.in_force_from or date.max)


def _ends(row: PlannedService) -> date:
    """The first day without it."""
    return min(row.ends or date.max, row.version.ended_on or date.max)
