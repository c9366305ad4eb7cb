"""What one button says of a visit: the class or somebody is elsewhere, the role in class, or that it was a slip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.capture.actions import visits as visit_actions
from alongside.capture.actions.changes import say_change, take_back_change
from alongside.capture.choices import ChangeKind, ClassRole, Reason
from alongside.capture.queries.visits import ChildOnDay, VisitOnDay
from alongside.classrooms.models import Classroom
from alongside.classrooms.queries import classrooms_for
from alongside.people.queries import schools_for
from alongside.portals.shared.access import Request, found, uuid_in

#: An action to call, and the sentence once it is done.
Said = tuple[Callable[[], object], str]


def _role(request: Request, visit: VisitOnDay, value: str) -> Said:
    role = _choice(ClassRole, value)
    said = _("{visit}: {role}.").format(visit=visit.title, role=role.label)
    return lambda: visit_actions.set_role(visit=visit, role=role, **_by(request)), said


def _of_class(request: Request, visit: VisitOnDay, value: str) -> Said:
    """A trip takes the class's whole day, an assembly the time of the visit."""
    kind = ChangeKind(_choice(ChangeKind, value))
    if visit.classroom_id is None:
        raise Http404
    classroom: Classroom = found(classrooms_for(request.viewer).filter(pk=visit.classroom_id).first())
    day = _day(request, visit)
    if kind is not ChangeKind.TRIP:
        day |= {"starts": visit.starts, "ends": visit.ends}
    said = _("{change}: {place}. Everybody who visits there sees it.").format(
        change=kind.label, place=classroom.name
    )
    return lambda: say_change(kind=kind, classroom=classroom, **day), said


def _teacher_away(request: Request, visit: VisitOnDay, value: str) -> Said:
    pk = uuid_in(value)
    teacher = found(next((each for each in visit.taught_by if each.pk == pk), None))
    said = _("{name} is away. Everybody who visits there sees it.").format(name=teacher.name)
    return lambda: say_change(kind=ChangeKind.TEACHER_AWAY, staff=teacher, **_day(request, visit)), said


def _child_away(request: Request, visit: VisitOnDay, value: str) -> Said:
    pupil = _pupil(visit, value)
    said = _("{name} is away. Everybody who sees {name} that day knows.").format(name=pupil.name)
    return lambda: say_change(kind=ChangeKind.CHILD_AWAY, child=pupil.child, **_day(request, visit)), said


def _refused(request: Request, visit: VisitOnDay, value: str) -> Said:
    pupil = _pupil(visit, value)
    said = _("{name} did not want to this time.").format(name=pupil.name)
    reason = Reason.REFUSED
    return lambda: visit_actions.mark_away(
        visit=visit, child=pupil.child, reason=reason, **_by(request)
    ), said


def _there(request: Request, visit: VisitOnDay, value: str) -> Said:
    pupil = _pupil(visit, value)
    said = _("{name} is there.").format(name=pupil.name)
    return lambda: visit_actions.mark_there(visit=visit, child=pupil.child, **_by(request)), said


def _taken_back(request: Request, visit: VisitOnDay, value: str) -> Said:
    pk = uuid_in(value)
    change = found(next((each.change for each in visit.changes if each.change.pk == pk), None))
    return lambda: take_back_change(change=change, **_by(request)), _("Taken back.")


#: What each button says, by its name.
SAID: dict[str, Callable[[Request, VisitOnDay, str], Said]] = {
    "role": _role,
    "kind": _of_class,
    "teacher": _teacher_away,
    "away": _child_away,
    "refused": _refused,
    "there": _there,
    "take_back": _taken_back,
}


def _by(request: Request) -> dict[str, Any]:
    return {"by": request.viewer, "at": timezone.now()}


def _day(request: Request, visit: VisitOnDay) -> dict[str, Any]:
    school = found(schools_for(request.viewer).filter(pk=visit.school_id).first())
    return {"school": school, "on": visit.on, **_by(request)}


def _choice(choices: type[TextChoices], value: str) -> Any:
    """The choice that a button names; 404 for one that there is not."""
    try:
        return choices(value)
    except ValueError as fault:
        raise Http404 from fault


def _pupil(visit: VisitOnDay, value: str) -> ChildOnDay:
    pk = uuid_in(value)
    pupil: ChildOnDay = found(next((each for each in visit.pupils if each.child.pk == pk), None))
    return pupil
