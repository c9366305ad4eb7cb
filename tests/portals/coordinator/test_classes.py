"""A coordinator's way through classes: their day, what it admits, limits and teachers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.classrooms import queries
from alongside.classrooms.models import Classroom, ClassTimetable, Routine
from alongside.people.rules import Viewer
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, a_class, founded

SignIn = Callable[[Viewer], Client]

LIST = "/classes/"
TOMORROW = ON + timedelta(days=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def address(name: str, classroom: Classroom) -> str:
    return reverse(f"coordinator:{name}", args=[classroom.pk])


def grid(*lines: tuple[str, str, dict[str, str]], holds_from: date = TOMORROW) -> dict[str, str]:
    """The grid as a browser sends it: (from, to, what by day) a line."""
    typed = {"lines": str(len(lines)), "holds_from": holds_from.isoformat()}
    for line, (starts, ends, cells) in enumerate(lines):
        typed |= {f"starts_{line}": starts, f"ends_{line}": ends}
        typed |= {f"cell_{line}_{place}": cells.get(day, "") for place, day in enumerate(DAYS)}
    return typed


def flags(client: Client, classroom: Classroom, **changes: str) -> dict[str, str]:
    """The flags form as it stands, with changes by field."""
    form = client.get(address("class_flags", classroom)).context["form"]
    return {field.html_name: field.value() for field in form if field.value() is not None} | changes


def number_of(client: Client, classroom: Classroom, title: str) -> int:
    form = client.get(address("class_flags", classroom)).context["form"]
    return [row.title for row in form.titles].index(title)


def test_classes_are_listed_with_teacher_children_and_their_day(people: SmallSchool, joy: Client) -> None:
    listed = page(joy, LIST)
    for said in ("2A", "Hugo Haas", "Carla Ferreira", f"known from {ON:%-d %b %Y}"):
        assert said in listed


def test_a_class_whose_day_is_not_known_says_so(people: SmallSchool, joy: Client) -> None:
    typed = {"school": people.school.pk, "name": "3C", "year_group": "Year 3", "max_visitors": "2"}
    joy.post(reverse("coordinator:class_add"), typed)
    classroom = Classroom.objects.get(name="3C")
    assert classroom.max_visitors == 2
    assert "1 class has no day yet" in page(joy, LIST)
    assert "We do not know what this class does all day." in page(joy, address("class", classroom))
    assert joy.get(address("class_flags", classroom)).status_code == 404


def test_a_second_class_of_the_same_name_is_refused_and_what_was_typed_is_kept(
    people: SmallSchool, joy: Client
) -> None:
    typed = {"school": people.school.pk, "name": "2b", "year_group": "Year 9", "max_visitors": "1"}
    refused = joy.post(reverse("coordinator:class_add"), typed).content.decode()
    assert "River School has a class 2b already." in refused
    assert 'value="Year 9"' in refused


def test_the_list_asks_as_often_for_one_class_as_for_three(sign_in: SignIn, db: None) -> None:
    from django_scopes import scope

    from alongside.people.actions import add_school

    counts = []
    for classes in (1, 3):
        viewer = founded(f"School of {classes}", email=f"joy{classes}@riverside.example")
        with scope(organisation=viewer.organisation):
            school = add_school(name="One", by=viewer, at=AT)
            for number in range(classes):
                a_class(school, f"C{number}", by=viewer)
        client = sign_in(viewer)
        with CaptureQueriesContext(connection) as count:
            page(client, LIST)
        counts.append(len(count))
    assert counts[0] == counts[1]


def test_a_class_is_drawn_with_words_for_what_each_part_admits(people: SmallSchool, joy: Client) -> None:
    drawn = page(joy, address("class", people.class_2b))
    for said in ("Meeting", "Visits welcome", "No visits", "Visits possible", "Rather stay", "Ada"):
        assert said in drawn
    assert "band-welcome" in drawn


def test_flags_are_corrected_for_one_class(people: SmallSchool, joy: Client) -> None:
    maths = number_of(joy, people.class_2b, "Maths")
    joy.post(
        address("class_flags", people.class_2b), flags(joy, people.class_2b, **{f"push_in_{maths}": "never"})
    )
    flags_of = dict(
        Routine.objects.filter(title="Maths", day="Mon").values_list("timetable__classroom__name", "push_in")
    )
    assert flags_of == {"2B": "never", "2A": "allowed"}
    assert AuditEvent.objects.filter(action="routines.flags_set").get().detail == {"routines": 5}


def test_flags_are_corrected_in_all_classes_of_the_school_where_ticked(
    people: SmallSchool, joy: Client
) -> None:
    maths = number_of(joy, people.class_2b, "Maths")
    changes = {f"push_in_{maths}": "welcome", f"everywhere_{maths}": "on"}
    joy.post(address("class_flags", people.class_2b), flags(joy, people.class_2b, **changes))
    assert set(Routine.objects.filter(title="Maths").values_list("push_in", flat=True)) == {"welcome"}
    assert set(Routine.objects.filter(title="Lunch").values_list("push_in", flat=True)) == {"never"}


def test_flags_reach_a_day_that_begins_later_and_leave_one_that_is_over(
    people: SmallSchool, joy: Client
) -> None:
    for holds_from in (TOMORROW, TOMORROW + timedelta(days=30)):
        lines = [("09:00", "10:00", {"Mon": "Maths"})]
        joy.post(address("class_day", people.class_2a), grid(*lines, holds_from=holds_from))
    maths = number_of(joy, people.class_2a, "Maths")
    joy.post(
        address("class_flags", people.class_2a), flags(joy, people.class_2a, **{f"push_in_{maths}": "never"})
    )
    found = Routine.objects.filter(title="Maths", timetable__classroom=people.class_2a, day="Mon")
    assert list(found.order_by("timetable__holds_from").values_list("push_in", flat=True)) == [
        "allowed", "never", "never",
    ]  # fmt: skip


def test_a_day_is_typed_and_each_part_means_what_its_word_says(people: SmallSchool, joy: Client) -> None:
    joy.post(
        address("class_day", people.class_2b),
        grid(
            ("08:30", "09:00", {"Mon": "Choir", "Tue": "Meeting"}),
            ("09:00", "09:45", {"Mon": "Numeracy"}),
            ("", "", {}),
        ),
    )
    typed = ClassTimetable.objects.get(classroom=people.class_2b, holds_from=TOMORROW)
    kinds = {(each.day, each.starts): (each.title, each.kind) for each in typed.routines.all()}
    assert kinds == {
        ("Mon", 510): ("Choir", "music"),
        ("Tue", 510): ("Meeting", "circle_time"),
        ("Mon", 540): ("Numeracy", "maths"),
    }
    assert ClassTimetable.objects.filter(classroom=people.class_2b).count() == 2


def test_a_day_that_is_to_come_is_shown_with_its_date(people: SmallSchool, joy: Client) -> None:
    joy.post(
        reverse("coordinator:class_add"), {"school": people.school.pk, "name": "3C", "max_visitors": "1"}
    )
    classroom, later = Classroom.objects.get(name="3C"), TOMORROW + timedelta(days=30)
    for holds_from in (later, later + timedelta(days=7)):
        joy.post(
            address("class_day", classroom), grid(("09:00", "10:00", {"Mon": "Choir"}), holds_from=holds_from)
        )
    shown = page(joy, address("class", classroom))
    assert f"Holds from {later:%-d %B %Y}." in shown
    assert f"Another day holds from {later + timedelta(days=7):%-d %B %Y}." in shown
    assert "has no day yet" not in page(joy, LIST)


def test_the_grid_begins_from_another_class(people: SmallSchool, joy: Client) -> None:
    typed = {"school": people.school.pk, "name": "3C", "max_visitors": "1"}
    joy.post(reverse("coordinator:class_add"), typed)
    empty = Classroom.objects.get(name="3C")
    filled = page(joy, f"{address('class_day', empty)}?from={people.class_2a.pk}")
    assert 'value="Story"' in filled
    assert "This is the day of 2A." in filled
    assert not ClassTimetable.objects.filter(classroom=empty).exists()


def test_a_day_in_which_two_parts_overlap_is_refused_and_kept_on_the_page(
    people: SmallSchool, joy: Client
) -> None:
    lines = [("08:30", "09:30", {"Mon": "Choir"}), ("09:00", "10:00", {"Mon": "Swimming"})]
    refused = joy.post(address("class_day", people.class_2b), grid(*lines)).content.decode()
    assert "On Mon Swimming starts at 09:00, while Choir still runs." in refused
    assert 'value="Swimming"' in refused
    assert ClassTimetable.objects.filter(classroom=people.class_2b).count() == 1


def test_a_line_without_its_times_is_asked_about_at_the_field(people: SmallSchool, joy: Client) -> None:
    refused = joy.post(
        address("class_day", people.class_2b), grid(("09:00", "", {"Mon": "Choir"}))
    ).content.decode()
    assert "When is this? Write both times." in refused
    nothing = joy.post(address("class_day", people.class_2b), grid(("", "", {}))).content.decode()
    assert "Write at least one part of the day" in nothing


def test_limits_are_kept(people: SmallSchool, joy: Client) -> None:
    joy.post(address("class_limits", people.class_2b), {"max_visitors": "2", "max_visits_per_day": "6"})
    people.class_2b.refresh_from_db()
    assert (people.class_2b.max_visitors, people.class_2b.max_visits_per_day) == (2, 6)
    assert "2 visitors at a time, 6 visits a day at most" in page(joy, address("class", people.class_2b))


def test_a_teacher_takes_a_class_and_gives_it_up(people: SmallSchool, joy: Client) -> None:
    joy.post(
        address("teacher_post", people.class_2b),
        {"teacher": people.hugo_staff.pk, "starts": TOMORROW.isoformat()},
    )
    post = people.class_2b.class_teachers.get(staff=people.hugo_staff)
    after = people.as_on(people.hugo, TOMORROW)
    assert people.class_2b in queries.classrooms_taught_by(after)
    end = reverse("coordinator:teacher_end", args=[post.pk])
    early = joy.post(end, {"ends": ON.isoformat()}).content.decode()
    assert "It cannot end before." in early
    joy.post(end, {"ends": (TOMORROW + timedelta(days=7)).isoformat()})
    assert people.class_2b not in queries.classrooms_taught_by(
        people.as_on(people.hugo, TOMORROW + timedelta(days=7))
    )


def test_an_organisation_without_a_school_is_told_where_to_begin(sign_in: SignIn, db: None) -> None:
    assert "begin with the school" in page(sign_in(founded()), LIST)
