"""The goal-by-routine matrix of a version, over the class's real day and the routines at home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Routine
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.plans.models import Goal, Opportunity, PlanVersion
from alongside.plans.queries.plans import read_whole
from alongside.plans.rules.matrix import (
    Cell,
    Column,
    Gap,
    Load,
    RoutineTime,
    Row,
    coverage_of,
    loads_of,
    most_costly_gap,
)
from alongside.plans.rules.plans import Reach, can_read, reach_of
from alongside.schooltime.clock import clock

T = TypeVar("T")


@dataclass(frozen=True)
class Matrix:
    """Goals down, routines across.

    `loads` are in the order of the columns, and so are each row's cells. `gap` is the one that costs most, or None.
    `missing` says what to do where the class's day is not known.
    """

    child: Child
    classroom: str
    version: PlanVersion
    may_write: bool
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    loads: tuple[Load, ...]
    gap: Gap | None
    missing: str

    @property
    def nowhere(self) -> list[Row]:
        """The goals that are practised nowhere."""
        return [row for row in self.rows if row.coverage.places == 0]

    @property
    def crowded(self) -> list[Load]:
        """The routines that carry too many goals."""
        return [load for load in self.loads if load.is_many]


def matrix(viewer: Viewer, version: PlanVersion) -> Matrix | None:
    """The matrix of a version, over the day of the child's class on the day of looking; None where it may not be read.

    A class teacher sees the school's part: routines at home are the family's. The number of queries does not grow with
    goals or routines.
    """
    child = version.plan.child
    reach = reach_of(viewer, child)
    if not can_read(reach, version, viewer.on):
        return None
    read_whole(version)
    classroom, routines = _day_of(child, viewer)
    columns = _columns(version, routines, with_home=reach is not Reach.CLASS)
    rows = tuple(_row(goal, columns) for goal in version.goals.all())
    loads = loads_of(columns, rows)
    return Matrix(
        child=child,
        classroom=classroom.name if classroom else "",
        version=version,
        may_write=reach is Reach.TEAM and version.is_editable,
        columns=columns,
        rows=rows,
        loads=loads,
        gap=most_costly_gap(rows, loads),
        missing=_says_what_is_missing(child, classroom, routines),
    )


def _day_of(child: Child, viewer: Viewer) -> tuple[Classroom | None, list[Routine]]:
    children = Child.objects.filter(pk=child.pk)
    classroom_id = classrooms.classroom_ids_of(children, viewer.on).get(child.pk)
    classes = Classroom.objects.filter(pk__in=[classroom_id] if classroom_id else [])
    classroom = classes.first()
    if classroom is None:
        return None, []
    return classroom, classrooms.routines_on(classes, viewer.on).get(classroom.pk, [])


def _columns(version: PlanVersion, routines: list[Routine], with_home: bool) -> tuple[Column, ...]:
    """The class's routines by kind in the order of the day, kinds it does not have (any longer), and home."""
    by_kind: dict[str, list[Routine]] = {}
    for routine in sorted(routines, key=lambda each: each.starts):
        by_kind.setdefault(routine.kind, []).append(routine)
    written = {cell.kind for goal in version.goals.all() for cell in goal.opportunities.all() if cell.kind}
    in_order = sorted(by_kind.items(), key=lambda each: _usual(routine.starts for routine in each[1]))
    school = [_column(kind, of_kind) for kind, of_kind in in_order]
    school += [
        Column(f"school:{kind}", str(RoutineKind(kind).label), kind, is_there=False)
        for kind in RoutineKind.values
        if kind in written - set(by_kind)
    ]
    home = [Column(f"home:{each.pk}", each.name, home=each) for each in version.home_routines.all()]
    return tuple([*school, *home] if with_home else school)


def _column(kind: str, routines: list[Routine]) -> Column:
    return Column(
        key=f"school:{kind}",
        title=_usual(routine.title for routine in routines) or str(RoutineKind(kind).label),
        kind=kind,
        clock=clock(_usual(routine.starts for routine in routines)).removeprefix("0"),
        times=tuple(RoutineTime(routine.day, routine.starts, routine.ends) for routine in routines),
    )


def _usual(values: Iterable[T]) -> T:
    """What is there most often; of equals the first."""
    return Counter(values).most_common(1)[0][0]


def _row(goal: Goal, columns: tuple[Column, ...]) -> Row:
    by_key: dict[str, list[Opportunity]] = {}
    for cell in goal.opportunities.all():
        key = f"home:{cell.home_id}" if cell.home_id else f"school:{cell.kind}"
        by_key.setdefault(key, []).append(cell)
    cells = tuple(
        Cell(column, tuple(sorted(by_key.get(column.key, []), key=lambda each: Who.values.index(each.who))))
        for column in columns
    )
    return Row(goal, cells, coverage_of(cells))


def _says_what_is_missing(child: Child, classroom: Classroom | None, routines: list[Routine]) -> str:
    if classroom is None:
        return _(
            "{child} is in no class yet. Once a coordinator has said which, its day stands here."
        ).format(child=child.first_name)
    if not routines:
        return _(
            "We do not know {name}’s day yet. Bring in its timetable, and its routines stand here."
        ).format(name=classroom.name)
    return ""
