"""When the demo happens, by whose hand, and by which lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.demo.cast import COORDINATOR, ORGANISATION, Person
from alongside.people import queries as people
from alongside.people.models import Organisation, School
from alongside.people.rules import Viewer

#: How many weeks before the story's own its visits reach back, the one of half-term included.
WEEKS_LIVED = 6


@dataclass(frozen=True)
class Story:
    """A demo told at a moment: everything in it lies around that moment's week, and `seed` decides every lot."""

    told_at: datetime
    seed: int = 1

    @property
    def monday(self) -> date:
        """The Monday of the week in which the story is told."""
        return self.told_at.date() - timedelta(days=self.told_at.weekday())

    @property
    def first_week(self) -> date:
        """The Monday from which there is a week on the wall, and visits to look back on."""
        return self.monday - timedelta(weeks=WEEKS_LIVED)

    @property
    def term_starts(self) -> date:
        return self.monday - timedelta(weeks=11)

    def moment(self, *, weeks: int = 0, days: int = 0, hour: int = 9) -> datetime:
        """An hour of a day, counted from this week's Monday."""
        return datetime.combine(self.monday + timedelta(weeks=weeks, days=days), time(hour), UTC)

    def dice(self, stage: str) -> Random:
        """A stage's own lots, so that one told later falls as it would have fallen in one go."""
        return Random(f"{self.seed}:{stage}")

    @property
    def organisation(self) -> Organisation | None:
        return people.organisation_named(ORGANISATION)

    def coordinator(self, at: datetime) -> Viewer:
        """Joy, as she acts at a moment."""
        viewer = self.viewer(COORDINATOR, at)
        if not viewer:
            raise LookupError(f"{ORGANISATION} has not been founded yet")
        return viewer

    def viewer(self, person: Person, at: datetime) -> Viewer | None:
        """Somebody of the cast as she acts at a moment; None where she cannot sign in (yet)."""
        account, organisation = people.account_of(person.address), self.organisation
        return people.viewer_of(account, at.date(), organisation.pk) if account and organisation else None

    def schools(self, viewer: Viewer) -> dict[str, School]:
        return {school.name: school for school in people.schools_for(viewer)}

    def classrooms(self, viewer: Viewer) -> dict[tuple[str, str], Classroom]:
        """The classes by the names of their school and their own."""
        return {(each.school.name, each.name): each for each in classrooms.classrooms_for(viewer)}
