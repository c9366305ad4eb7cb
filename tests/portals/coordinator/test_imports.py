"""A coordinator's way from a file to a decision and back, page by page; nobody else finds these pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from pytest_django import DjangoAssertNumQueries, Settings

from alongside.classrooms.models import ClassTimetable, Routine, SchoolCycle
from alongside.exchange.models import ImportRun
from alongside.people.actions import add_staff_member, found_organisation, give_account
from alongside.people.choices import Role
from alongside.people.models import Child, School
from alongside.people.rules import Viewer
from alongside.plans.models import Service
from tests.factories import browser_of
from tests.formats.hostile import HOSTILE, roster_zip

HOME = "/bring-in/"
LIST = b"Name,Class\nMia Reed,2B\nOmar Said,2B\nTom Hill,3A\n"


@pytest.fixture(autouse=True)
def at_once(settings: Settings, tmp_path: Path) -> None:
    """Background work is done at once, and nobody signs in slowly."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    }


def coordinator_of(organisation: str, email: str) -> Viewer:
    return found_organisation(
        name=organisation, time_zone="Europe/London", coordinator="Joy Amos", email=email, password="a long password",
        by=None, at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def joy(db: None) -> Iterator[Viewer]:
    viewer = coordinator_of("Reed Lane", "joy@reedlane.example")
    with scope(organisation=viewer.organisation):
        yield viewer


@pytest.fixture
def client(joy: Viewer) -> Client:
    return browser_of(joy)


def upload(client: Client, name: str, data: bytes, **more: str) -> str:
    """Sends a file and returns the address of its import."""
    answer = client.post(f"{HOME}new/", {"file": SimpleUploadedFile(name, data), **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def fields(html: str) -> dict[str, str]:
    """What a browser would send of a page's form as it stands."""
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            sent[name[1]] = value[1] if value else ("on" if 'type="checkbox"' in tag else "")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        sent[name] = chosen[1] if chosen else first[1] if first else ""
    return {
        name: value
        for name, value in sent.items()
        if name not in ("csrfmiddlewaretoken", "verdict", "search")
    }


def page(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client: Client, address: str) -> str:
    answer = client.post(address, fields(page(client, address)), follow=True)
    return answer.content.decode()


def test_an_empty_list_teaches_what_to_bring_in(client: Client) -> None:
    assert "Nothing has been brought in yet" in page(client, HOME)


def test_a_roster_goes_from_upload_to_done_and_back(client: Client) -> None:
    address = upload(client, "set.zip", roster_zip())
    preview = page(client, address)
    assert "Mia Sample" in preview
    assert "Nothing has changed yet" in preview
    done = decide(client, address)
    assert "What comes next" in done
    assert Child.objects.count() == 1
    undone = client.post(f"{address}undo/", follow=True).content.decode()
    assert "Everything is as it was before" in undone
    assert not Child.objects.exists()


def test_a_list_asks_for_its_columns_and_keeps_what_was_typed_when_refused(client: Client) -> None:
    address = upload(client, "list.csv", LIST)
    columns = page(client, address)
    assert "Mia Reed" in columns
    sent = {**fields(columns), "new_school": "", "column_teacher": "Class"}
    refused = client.post(f"{address}columns/", sent)
    assert "chosen twice" in refused.content.decode()
    assert '<option value="Class" selected>' in refused.content.decode()
    sent = {**fields(columns), "new_school": "Reed Lane Primary"}
    preview = client.post(f"{address}columns/", sent, follow=True).content.decode()
    assert "Tom Hill" in preview
    decide(client, address)
    assert Child.objects.count() == 3


def test_a_real_school_goes_from_timetable_to_services(client: Client, shared: Path) -> None:
    name = "greek-primary_timetable.csv"
    address = upload(client, name, (shared / "realdata" / name).read_bytes())
    days = {**fields(page(client, address)), "new_school": "Πρότυπο Δημοτικό"}
    subjects = client.post(f"{address}days/", days, follow=True).content.decode()
    assert "ΓΛΩΣΣΑ" in subjects
    sent = {**fields(subjects), "s0_minutes1": "15", "s0_part1": "circle_time", "s0_rest": "writing"}
    preview = client.post(f"{address}subjects/", sent, follow=True).content.decode()
    assert preview.count("<figure") == 13
    decide(client, address)
    assert ClassTimetable.objects.count() == 13
    assert Routine.objects.filter(title="ΓΛΩΣΣΑ", kind="circle_time").exists()
    address = upload(client, "children.csv", "Name,Class\nMia Reed,Α1\n".encode(), kind="roster")
    client.post(f"{address}columns/", fields(page(client, address)))
    decide(client, address)
    address = upload(
        client, "s.csv", b"Child,Service,Times per week,Minutes,Therapist\nMia Reed,OT,2,30,Ada Lee\n"
    )
    preview = client.post(f"{address}columns/", fields(page(client, address)), follow=True).content.decode()
    assert "Add them with it" in preview
    client.post(f"{address}therapists/")
    decide(client, address)
    assert Service.objects.get().therapists.get().name == "Ada Lee"


def test_the_days_of_a_cycle_are_found_again_for_the_next_file(client: Client, shared: Path) -> None:
    name = "hk-secondary-6-day-cycle_timetable.csv"
    for school in ("Harbour", ""):
        address = upload(client, name, (shared / "realdata" / name).read_bytes())
        days = fields(page(client, address))
        subjects = client.post(
            f"{address}days/", {**days, "new_school": school}, follow=True
        ).content.decode()
        preview = client.post(f"{address}subjects/", fields(subjects), follow=True).content.decode()
        if school:
            decide(client, address)
    assert [days[f"day_{place}"] for place in range(6)] == [f"DAY {place}" for place in range(1, 7)]
    assert "Nothing to bring in" in preview


AB = ",".join(f"{week}-{day}" for week in "AB" for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))


def test_two_weeks_of_a_second_school_are_proposed_as_they_stand(client: Client) -> None:
    week = b"Class,Ash\nTime,Mon,Tue,Wed,Thu,Fri\n8:30-9:15,Maths,Art,PE,Maths,Art\n"
    for name, text in (("first.csv", week), ("second.csv", week.replace(b"Ash", b"Elm"))):
        address = upload(client, name, text)
        days = fields(page(client, address))
        assert days["school"] == "", "a class that the first school does not have"
        sent = {**days, "new_school": name.removesuffix(".csv")}
        subjects = client.post(f"{address}days/", sent, follow=True).content.decode()
        client.post(f"{address}subjects/", fields(subjects))
        decide(client, address)
    assert sorted(School.objects.values_list("name", flat=True)) == ["first", "second"]
    lessons = ",".join(["Maths"] * 10)
    address = upload(client, "ab.csv", f"Class,Oak\nTime,{AB}\n8:30-9:15,{lessons}\n".encode())
    days = fields(page(client, address))
    assert days["cycle_kind"] == "fortnight"
    assert [days[f"day_{place}"] for place in range(10)] == ["Mon", "Tue", "Wed", "Thu", "Fri"] * 2
    subjects = client.post(f"{address}days/", {**days, "new_school": "third"}, follow=True).content.decode()
    client.post(f"{address}subjects/", fields(subjects))
    decide(client, address)
    assert SchoolCycle.objects.get(school__name="third").days[5:7] == ["Mon B", "Tue B"]


def test_the_next_file_of_the_only_school_is_proposed_for_it(client: Client) -> None:
    week = b"Class,Ash\nTime,Mon,Tue\n8:30-9:15,Maths,Art\n"
    address = upload(client, "week.csv", week)
    sent = {**fields(page(client, address)), "new_school": "Reed Lane"}
    subjects = client.post(f"{address}days/", sent, follow=True).content.decode()
    client.post(f"{address}subjects/", fields(subjects))
    decide(client, address)
    again = fields(page(client, upload(client, "again.csv", week.replace(b"8:30", b"8:20"))))
    assert again["school"] == str(School.objects.get().pk)


def test_days_without_a_weekday_are_proposed_under_their_own_names(client: Client) -> None:
    address = upload(client, "k1.csv", b"Class,K1\nTime,Day 1,Day 2,Day 3\n8:30-9:15,Maths,Art,PE\n")
    days = fields(page(client, address))
    assert [days[f"day_{place}"] for place in range(3)] == ["Day 1", "Day 2", "Day 3"]
    sent = {**days, "day_2": "–", "new_school": "Harbour"}
    subjects = client.post(f"{address}days/", sent, follow=True).content.decode()
    client.post(f"{address}subjects/", fields(subjects))
    decide(client, address)
    assert SchoolCycle.objects.get().days == ["Day 1", "Day 2"]


def test_the_days_to_choose_from_are_said_in_the_readers_language(client: Client) -> None:
    address = upload(client, "k1.csv", b"Class,K1\nTime,Mon,Tue\n8:30-9:15,Maths,Art\n")
    client.cookies["language"] = "es"
    html = page(client, address)
    assert fields(html)["day_0"] == "Mon"
    assert re.search(r'<option value="Mon" selected>\s*lun\s*</option>', html)


def test_half_a_part_is_refused_and_kept_on_the_page(client: Client) -> None:
    address = upload(client, "2B.csv", b",Monday,Tuesday\n08:30-10:00,Reading,Maths\n")
    days = {**fields(page(client, address)), "new_school": "Reed Lane"}
    subjects = client.post(f"{address}days/", days, follow=True).content.decode()
    answer = client.post(f"{address}subjects/", {**fields(subjects), "s0_minutes1": "15", "s0_part1": ""})
    html = answer.content.decode()
    assert "A part needs both" in html
    assert fields(html)["s0_minutes1"] == "15"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence_and_no_row(client: Client, name: str) -> None:
    hostile = HOSTILE[name]()
    before = Child.objects.count()
    html = page(client, upload(client, hostile.file, hostile.data))
    run = ImportRun.objects.get()
    if hostile.fate == "odd":
        assert run.state in ("preview", "mapping"), run.sentence
    else:
        assert run.state == "refused"
        assert "This file could not be read" in html
        assert run.sentence.endswith(".")
    assert Child.objects.count() == before


def test_a_file_that_nobody_knows_is_read_as_what_a_person_says_it_is(client: Client) -> None:
    address = upload(client, "odd.csv", b"Wer,Wo\nMia Reed,2B\n")
    refused = page(client, address)
    assert "This file could not be read" in refused
    assert "Find out from the file" in refused
    client.post(f"{address}read-again/", {"kind": "roster"})
    columns = {**fields(page(client, address)), "column_full_name": "Wer", "column_class": "Wo"}
    client.post(f"{address}columns/", {**columns, "new_school": "Reed Lane"})
    decide(client, address)
    assert Child.objects.get().enrolments.get().classroom.name == "2B"


def test_a_file_under_a_wrong_name_is_found_out_after_all(client: Client) -> None:
    address = upload(client, "list.csv", LIST, kind="timetable")
    assert "This file could not be read" in page(client, address)
    client.post(f"{address}read-again/", {"kind": ""})
    assert "Which column holds what" in page(client, address)


def test_one_lesson_names_its_class(client: Client) -> None:
    address = upload(client, "2B.csv", b",Monday,Tuesday\n08:30-09:30,Reading,Maths\n")
    sent = {**fields(page(client, address)), "new_school": "Reed Lane"}
    html = client.post(f"{address}days/", sent, follow=True).content.decode()
    assert "1 lesson: 2B, Mon" in html


@pytest.mark.parametrize("text", [b"Name,Class\n", b"Child,Service,Times,Minutes\n", b"Time,Mon,Tue\n"])
def test_headings_alone_are_refused_with_what_to_do(client: Client, text: bytes) -> None:
    html = page(client, upload(client, "empty.csv", text))
    assert "no rows" in html or "no lesson" in html


def test_one_class_is_told_as_one(client: Client) -> None:
    html = page(client, upload(client, "2B.csv", b",Monday,Tuesday\n08:30-09:30,Reading,Maths\n"))
    assert "1 class found. Say whose it is" in html


def test_no_file_and_a_file_too_large_are_refused_on_the_same_page(
    client: Client, settings: Settings
) -> None:
    assert "Choose the file" in client.post(f"{HOME}new/", {"kind": ""}).content.decode()
    settings.UPLOAD_LIMIT_BYTES = 10
    answer = client.post(f"{HOME}new/", {"file": SimpleUploadedFile("list.csv", LIST)})
    assert "Export one school at a time" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_folder_comes_in_as_one_import(client: Client) -> None:
    files = [SimpleUploadedFile("2B.csv", b",Monday,Tuesday\n08:30-09:30,Maths,Art\n")]
    files.append(SimpleUploadedFile("3A.csv", b",Monday,Tuesday\n08:30-09:30,Art,Art\n"))
    client.post(f"{HOME}new/", {"folder": files})
    assert ImportRun.objects.get().found["classes"] == ["2B", "3A"]


def test_lines_are_found_by_verdict_and_word(client: Client) -> None:
    address = upload(client, "list.csv", LIST)
    client.post(f"{address}columns/", {**fields(page(client, address)), "new_school": "Reed Lane"})
    found = page(client, f"{address}?verdict=new&search=Omar")
    assert "Omar Said" in found
    assert "Tom Hill" not in found


def test_work_under_way_shows_how_far_it_is(client: Client, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    address = upload(client, "set.zip", roster_zip())
    assert "Being read" in page(client, address)
    assert f'hx-get="{address}progress/"' in client.get(f"{address}progress/").content.decode()
    ImportRun.objects.update(state="refused", sentence="It stopped.")
    assert client.get(f"{address}progress/")["HX-Redirect"] == address


PAGES = ("", "progress/", "columns/", "days/", "subjects/")
DEEDS = ("therapists/", "reopen/", "read-again/", "undo/", "discard/")


def test_a_coordinator_of_another_organisation_finds_nothing(client: Client) -> None:
    address = upload(client, "set.zip", roster_zip())
    stranger = coordinator_of("Hill", "sam@hill.example")
    elsewhere = browser_of(stranger)
    assert "set.zip" not in page(elsewhere, HOME)
    for part in PAGES:
        assert elsewhere.get(f"{address}{part}").status_code == 404
    for part in ("", *DEEDS):
        assert elsewhere.post(f"{address}{part}").status_code == 404


def test_a_teacher_finds_no_such_page_and_a_stranger_is_asked_to_sign_in(client: Client, joy: Viewer) -> None:
    address = upload(client, "set.zip", roster_zip())
    teacher = add_staff_member(role=Role.TEACHER, given_name="Ada", by=joy, at=timezone.now())
    account = give_account(
        person=teacher, email="ada@reedlane.example", password="a long password", by=joy, at=timezone.now()
    )
    ada = browser_of(account)
    for place in (HOME, f"{HOME}new/", address):
        assert ada.get(place).status_code == 404
        assert Client().get(place).status_code == 302


def test_pages_ask_the_same_number_of_questions_however_much_there_is(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    small = upload(client, "a.csv", LIST)
    client.post(f"{small}columns/", {**fields(page(client, small)), "new_school": "Reed Lane"})
    counts = []
    for address in (small, HOME):
        with django_assert_max_num_queries(40) as asked:
            page(client, address)
        counts.append(len(asked))
    rows = "".join(f"Child {number},{number % 9}A\n" for number in range(30)).encode()
    large = upload(client, "b.csv", b"Name,Class\n" + rows)
    client.post(f"{large}columns/", {**fields(page(client, large)), "new_school": "Reed Lane"})
    for address, before in zip((large, HOME), counts, strict=True):
        with django_assert_max_num_queries(before):
            page(client, address)
    with scopes_disabled():
        assert ImportRun.objects.count() == 2
