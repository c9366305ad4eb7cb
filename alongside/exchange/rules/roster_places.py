"""Compares who is in which class, and who teaches it: moves end the old place, absence ends nothing by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.exchange.choices import Part, Thing, Verdict
from alongside.exchange.rules.plan import Loss
from alongside.exchange.rules.standing import PlaceHere
from alongside.formats.roster import STUDENT, TEACHER, Enrolment

if TYPE_CHECKING:
    from alongside.exchange.rules.roster import RosterComparison


def compare_places(comparison: RosterComparison) -> None:
    """Plans enrolments and teachers' posts."""
    _Places(comparison).compare()


class _Places:
    def __init__(self, comparison: RosterComparison) -> None:
        self.whole, self.plan, self.on = comparison, comparison.plan, comparison.on
        self.wanted: dict[UUID, dict[UUID, Enrolment]] = defaultdict(dict)
        self.ended: dict[tuple[UUID, UUID], date] = {}
        self.posts: dict[tuple[UUID, UUID], Enrolment] = {}
        self.ended_posts: dict[tuple[UUID, UUID], date] = {}

    def compare(self) -> None:
        self._sizes()
        self._gather()
        children = dict.fromkeys(self.whole.child_ids.values())
        for child in children:
            self._child(child)
        self._teachers()

    def _sizes(self) -> None:
        places = (place for held in self.whole.here.places.values() for place in held)
        sizes = Counter(place.classroom_id for place in places if place.open_on(self.on))
        for classroom, size in sizes.items():
            self.plan.losses[classroom] = Loss(self.whole.class_names.get(classroom, ""), size)

    def _gather(self) -> None:
        for place in self.whole.roster.enrolments:
            classroom = self.whole.class_ids.get(place.class_id)
            if classroom is None:
                continue
            over = place.gone or (place.ends is not None and place.ends <= self.on)
            ends = place.ends if place.ends is not None and place.ends <= self.on else self.on
            if place.role == STUDENT and (child := self.whole.child_ids.get(place.person_id)):
                if over:
                    self.ended[child, classroom] = ends
                else:
                    self.wanted[child][classroom] = place
            elif place.role == TEACHER and (staff := self.whole.staff_ids.get(place.person_id)):
                if over:
                    self.ended_posts[classroom, staff] = ends
                else:
                    self.posts[classroom, staff] = place

    def _child(self, child: UUID) -> None:
        here = [place for place in self.whole.here.places.get(child, ()) if place.open_on(self.on)]
        if child in self.whole.gone_children:
            for place in here:
                self._end(place, self.on, Part.CHANGED, child)
            return
        wanted = self.wanted.get(child, {})
        there = {place.classroom_id for place in here}
        new = {classroom: place for classroom, place in wanted.items() if classroom not in there}
        moved_on = min((place.starts or self.on for place in new.values()), default=self.on)
        leaving = [place for place in here if place.classroom_id not in wanted]
        moves = False
        for place in leaving:
            moves |= self._leave(place, child, set(new), moved_on)
        for place in here:
            if row := wanted.get(place.classroom_id):
                self._same(place, row, child)
        for classroom, row in new.items():
            part = Part.NEW if child in self.whole.new else Part.CHANGED
            starts = row.starts or self.on
            values = {"classroom_id": classroom, "child_id": child, "starts": starts, "ends": row.ends}
            self.plan.add("classrooms.enrolment", values, part)
            name = self.whole.class_names[classroom]
            sentence = _("Moves to {name}.") if moves else _("In {name}.")
            self.whole.says[child].append(sentence.format(name=name))
            if child not in self.whole.new:
                self.whole.changed.add(child)
        if not wanted and child in self.whole.new:
            self.whole.says[child].append(_("Not in a class at present."))

    def _leave(self, place: PlaceHere, child: UUID, new: set[UUID], moved_on: date) -> bool:
        """Ends a place where the file says so; where it is merely silent, only if a person asks. True for a move."""
        partial = self.whole.roster.partial
        if (child, place.classroom_id) in self.ended:
            ends = self.ended[child, place.classroom_id]
            self._end(place, ends, Part.CHANGED, child, is_loss=not new)
            return bool(new)
        if self.whole.class_schools.get(place.classroom_id) not in self.whole.school_ids.values():
            return False
        if new and (not partial or new & self.whole.homerooms):
            self._end(place, moved_on, Part.CHANGED, child, is_loss=False)
            return True
        if not partial and self.whole.class_ids:
            self.whole.end_place("classrooms.enrolment", place, self.on, Part.MISSING)
            name = self.whole.class_names.get(place.classroom_id, "")
            sentence = _("The file has no place in {name} for this child. It stays unless you end it.")
            label = self.whole.labels.get(child, "")
            self.plan.say(Verdict.MISSING, Thing.CHILD, label, sentence.format(name=name))
        return False

    def _end(self, place: PlaceHere, ends: date, part: Part, child: UUID, is_loss: bool = True) -> None:
        self.whole.end_place("classrooms.enrolment", place, ends, part)
        if is_loss:
            self.plan.losses[place.classroom_id].changed += 1
        name = self.whole.class_names.get(place.classroom_id, "")
        self.whole.says[child].append(_("Leaves {name}.").format(name=name))
        self.whole.changed.add(child)

    def _same(self, place: PlaceHere, row: Enrolment, child: UUID) -> None:
        starts, ends = row.starts or place.starts, row.ends or place.ends
        if ends is not None and ends < starts:
            return
        before = {"starts": place.starts, "ends": place.ends}
        after = {"starts": starts, "ends": ends}
        changed = [name for name in before if before[name] != after[name]]
        if changed:
            self.plan.alter(
                "classrooms.enrolment",
                place.id,
                {name: before[name] for name in changed},
                {name: after[name] for name in changed},
            )
            name = self.whole.class_names.get(place.classroom_id, "")
            self.whole.says[child].append(_("The dates in {name} change.").format(name=name))
            self.whole.changed.add(child)

    def _teachers(self) -> None:
        here = self.whole.here.posts
        for (classroom, staff), row in self.posts.items():
            held = here.get((classroom, staff), [])
            if any(post.open_on(self.on) for post in held):
                continue
            starts = row.starts or self.on
            again = next((post for post in held if post.starts == starts), None)
            part = Part.NEW if staff in self.whole.new else Part.CHANGED
            if again:
                self.plan.alter("classrooms.classteacher", again.id, {"ends": again.ends}, {"ends": row.ends})
            else:
                values = {"classroom_id": classroom, "staff_id": staff, "starts": starts, "ends": row.ends}
                self.plan.add("classrooms.classteacher", values, part)
            self._say(staff, _("Teaches {name}.").format(name=self.whole.class_names[classroom]))
        for (classroom, staff), ends in self.ended_posts.items():
            if (classroom, staff) in self.posts:
                continue
            for post in here.get((classroom, staff), []):
                if post.open_on(self.on):
                    self.whole.end_place("classrooms.classteacher", post, ends, Part.CHANGED)
                    name = self.whole.class_names.get(classroom, "")
                    self._say(staff, _("No longer teaches {name}.").format(name=name))

    def _say(self, staff: UUID, sentence: str) -> None:
        self.whole.says[staff].append(sentence)
        if staff not in self.whole.new:
            self.whole.changed.add(staff)
