"""A plan on paper: one page in plain words for the family, one for the teacher, everything for the team."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.formats import date_format
from pypdf import PdfReader

from alongside.classrooms.choices import RoutineKind
from alongside.exchange.queries.plan_sheets import plan_for_class, plan_for_family, plan_for_team
from alongside.formats.pdf.typeset import FacesMissing, font_paths
from alongside.formats.pdf.week import Paper
from alongside.people import actions as people_actions
from alongside.people.choices import Discipline
from alongside.people.rules import Viewer
from alongside.plans.actions import matrix, planned, plans, texts
from alongside.plans.actions.values import save_values
from alongside.plans.choices import Model, Who
from alongside.plans.models import PlanVersion
from tests.factories import AT, SmallSchool
from tests.plans.written import LATER, TARGET, a_draft, a_goal, a_planned_service, agreed, fresh, in_force

pytestmark = pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces for printing are not installed: run npm ci in frontend.",
)
PAPER = pytest.mark.parametrize(("paper", "height"), [("a4", 842), ("us-letter", 792)])
LONG = "In the morning, when the class sits in a circle and everybody says what they did, she looks around, "


def pdf(content: bytes | None) -> PdfReader:
    assert content is not None
    return PdfReader(BytesIO(content))


def text_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def day(on: date) -> str:
    """A day as it is printed."""
    return date_format(on, "j F Y")


def for_family(people: SmallSchool, viewer: Viewer, paper: Paper = "a4") -> PdfReader:
    return pdf(plan_for_family(viewer, people.ada.pk, paper=paper, faces=settings.PDF_FACES_DIR))


def for_team(viewer: Viewer, version: PlanVersion) -> PdfReader:
    child = version.plan.child_id
    return pdf(plan_for_team(viewer, child, version.pk, paper="a4", faces=settings.PDF_FACES_DIR))


def say(people: SmallSchool, version: PlanVersion, field: str, text: str) -> None:
    texts.save_text(version=version, target=version, field=field, text=text, seen=0, by=people.mei, at=AT)


def put_in_force(people: SmallSchool, version: PlanVersion) -> PlanVersion:
    plans.send_for_review(version=version, by=people.mei, at=AT)
    plans.sign(version=version, name="Li Lund", role="Father", on_paper=True, by=people.mei, at=AT)
    plans.agree(version=version, by=people.mei, at=AT)
    plans.put_in_force(version=version, on=AT.date(), by=people.mei, at=AT)
    return fresh(version)


def a_large_plan(people: SmallSchool) -> PlanVersion:
    """Seven goals, each as long as a goal can be told, and long texts everywhere else."""
    version = a_draft(people)
    for number in range(6):
        goal = a_goal(version, by=people.mei, title=f"Goal {number}", plain=f"{number + 2}. {LONG * 3}"[:299])
        for kind in (RoutineKind.MATHS, RoutineKind.CIRCLE_TIME):
            matrix.set_opportunity(
                goal=goal, kind=kind, who=Who.TEACHER, times_a_week=5, how=LONG[:180], by=people.mei, at=AT
            )
    for field in ("strengths", "needs", "child_words", "family_words"):
        say(people, version, field, LONG * 12)
    say(people, version, "accommodations", "\n".join(f"{number}. {LONG}" for number in range(12)))
    for discipline in (Discipline.SPEECH, Discipline.BEHAVIOUR):
        a_planned_service(version, by=people.mei, discipline=discipline, max_group=3)
    return put_in_force(people, version)


def is_tagged(document: PdfReader) -> bool:
    catalog = document.trailer["/Root"]
    return bool(catalog["/MarkInfo"]["/Marked"].value) and b"pdfuaid:part" in catalog["/Metadata"].get_data()


def test_family_reads_plain_words_who_helps_home_review_and_whom_to_ask(people: SmallSchool) -> None:
    version = a_draft(people)
    say(people, version, "strengths", "Ada draws horses and helps whoever is sad.")
    say(people, version, "child_words", "I like the quiet table.")
    plans.set_review(version=version, review_on=LATER, by=people.mei, at=AT)
    put_in_force(people, version)
    text = text_of(for_family(people, people.li))
    for words in (
        "Ada’s plan in plain words",
        "draws horses",
        "I like the quiet table",
        "Writes three sentences of her own.",
        "twice a week, 30 minutes each time, in class, with the other children",
        "Letters to grandma",
        f"We look at this plan again on {day(LATER)}",
        "Carla Ferreira (Class teacher)",
        "Mei Tan (Occupational therapy)",
        "the Coordinator of River School",
    ):
        assert words in text, words
    for clinical in ("4 of 5", "1 of 5", "trials"):
        assert clinical not in text, clinical


def test_team_reads_levels_interval_and_what_is_made_up(people: SmallSchool) -> None:
    version = a_draft(people)
    level = {"measure": "rubric", "criterion_unit": "level", "criterion_value": 1, "criterion_of": 1}
    a_goal(version, by=people.mei, title="Retells", baseline_value=0, parts=["Looks on", "Tells"], **level)
    steps = {"measure": "task_steps", "criterion_unit": "steps", "criterion_value": 1, "criterion_of": 2}
    a_goal(version, by=people.mei, title="Glues", parts=["Opens the pot", "Closes it"], **steps)
    sampled = {"measure": "momentary", "criterion_unit": "% of intervals", "interval_seconds": 45}
    a_goal(version, by=people.mei, title="Stays", **sampled)
    service = version.planned_services.get()
    save_values(version=version, target=service, values={"make_up": "all"}, seen={}, by=people.mei, at=AT)
    text = text_of(for_team(people.mei, version))
    for words in (
        "Levels, from the lowest: 0. Looks on; 1. Tells",
        "Steps of the task: 1. Opens the pot; 2. Closes it",
        "Each interval: 45 seconds",
        "Made up when missed: Every missed session",
    ):
        assert words in text, words


def test_family_sheet_is_tagged_in_its_language_and_titled(people: SmallSchool) -> None:
    in_force(people)
    document = for_family(people, people.li)
    assert is_tagged(document)
    assert document.trailer["/Root"]["/Lang"] == "en-GB"
    assert document.metadata is not None
    assert document.metadata.title is not None
    assert document.metadata.title.startswith("Ada’s plan in plain words")


@PAPER
def test_family_sheet_of_the_longest_plan_is_one_upright_page(
    people: SmallSchool, paper: Paper, height: int
) -> None:
    a_large_plan(people)
    document = for_family(people, people.li, paper)
    [page] = document.pages
    assert round(page.mediabox.height) == height
    text = text_of(document)
    for number in range(2, 8):
        assert f"{number}. In the morning" in text, number
    assert "The full plan says more." in text


def test_short_plan_does_not_speak_of_more(people: SmallSchool) -> None:
    in_force(people)
    assert "full plan" not in text_of(for_family(people, people.li))


def test_draft_that_was_shared_says_that_it_does_not_hold(people: SmallSchool) -> None:
    version = a_draft(people)
    plans.share_with_family(version=version, by=people.mei, at=AT)
    assert "A draft: it does not hold yet." in text_of(for_family(people, people.li))


def test_sheets_say_the_organisations_words(people: SmallSchool) -> None:
    in_force(people)
    people_actions.set_terms(
        words={"plan": "Individual Learning Plan", "coordinator": "SENCO", "goals": "Outcomes"},
        by=people.joy,
        at=AT,
    )
    li = people.as_on(people.li, people.li.on)
    text = text_of(for_family(people, li))
    for words in ("Individual Learning Plan", "the SENCO of River School", "Outcomes"):
        assert words in text, words


def test_nothing_is_printed_for_who_may_not_read(people: SmallSchool) -> None:
    version = a_draft(people)
    for viewer in (people.amara, people.hugo, people.carla, people.li):
        for sheet in (plan_for_family, plan_for_team):
            assert sheet(viewer, people.ada.pk, version.pk, paper="a4", faces=settings.PDF_FACES_DIR) is None
    put_in_force(people, version)
    for viewer in (people.amara, people.hugo, people.carla):
        for sheet in (plan_for_family, plan_for_team):
            assert sheet(viewer, people.ada.pk, paper="a4", faces=settings.PDF_FACES_DIR) is None


def test_team_document_holds_everything(people: SmallSchool) -> None:
    version = a_draft(people)
    for field, said in (
        ("strengths", "Draws horses"),
        ("needs", "Loud rooms"),
        ("family_words", "That she has a friend"),
        ("accommodations", "A slant board\n- Five minutes more"),
    ):
        say(people, version, field, said)
    document = for_team(people.mei, put_in_force(people, version))
    text = text_of(document)
    for words in (
        "Individual Education Plan of Ada Lund",
        f"Version 1, in force since {day(AT)}",
        "Draws horses",
        "Loud rooms",
        "That she has a friend",
        "A slant board",
        "Five minutes more",
        "1. Writes with her checklist",
        "Condition: In writing, with her checklist,",
        "Behaviour: writes three sentences",
        "Criterion: At least 4 of 5 trials, 3 weeks in a row",
        f"Baseline: 1 of 5 trials on {day(AT)}",
        "Has to show with whom: With the therapist, With the class teacher",
        f"Step: Ticks off each step (by {day(LATER)})",
        "Teacher 2×",
        "Family 2×",
        "At home: Letters to grandma",
        "Occupational therapy: twice a week, 30 minutes",
        f"from {day(AT)} to {day(TARGET - timedelta(days=1))}",
        "Push-in: in class",
        "Mei Tan, Occupational therapy",
        f"Li Lund, Father, {day(AT)}",
        "signed on paper",
    ):
        assert words in text, words
    assert is_tagged(document)


def test_team_document_says_what_the_team_chose_and_why(people: SmallSchool) -> None:
    version = a_draft(people)
    planned.decide(
        planned=version.planned_services.get(),
        answers={"lives_in_class": "yes", "quiet": "at_times"},
        asked=["family", "teacher"],
        model=Model.COMBINATION,
        reason="She wants to stay with her friends.",
        look_again_on=LATER + timedelta(days=1),
        by=people.mei,
        at=AT,
    )
    text = text_of(for_team(people.mei, fresh(version)))
    for words in (
        "A combination of both",
        "Why: She wants to stay with her friends.",
        "Asked: the family, the teacher",
        "Yes, it belongs to a class activity",
        f"Looked at again on: {day(LATER + timedelta(days=1))}",
    ):
        assert words in text, words


def test_team_document_leaves_lines_to_sign_until_it_is_in_force(people: SmallSchool) -> None:
    waiting = text_of(for_team(people.mei, agreed(people)))
    assert "Parent or guardian" in waiting
    plans.put_in_force(version=PlanVersion.objects.get(), on=AT.date(), by=people.mei, at=AT)
    assert "Parent or guardian" not in text_of(for_team(people.mei, PlanVersion.objects.get()))


def test_team_document_of_the_longest_plan_loses_nothing(people: SmallSchool) -> None:
    version = a_large_plan(people)
    text = text_of(for_team(people.li, version))
    assert text.count("she looks around") >= 4 * 12 + 12 + 12
    assert "7. Goal 5" in text


def test_teachers_sheet_has_accommodations_and_routines_and_nothing_clinical(people: SmallSchool) -> None:
    version = a_draft(people)
    say(people, version, "accommodations", "A slant board")
    say(people, version, "needs", "Loud rooms")
    put_in_force(people, version)
    content = plan_for_class(
        people.carla, people.class_2b.pk, people.ada.pk, paper="a4", faces=settings.PDF_FACES_DIR
    )
    document = pdf(content)
    text = text_of(document)
    for words in (
        "Ada in class",
        "A slant board",
        "Writing",
        "Centres",
        "Writes three sentences of her own. (with you, twice a week)",
    ):
        assert words in text, words
    for hidden in ("Loud rooms", "1 of 5", "4 of 5", "grandma"):
        assert hidden not in text, hidden
    assert is_tagged(document)


@PAPER
def test_teachers_sheet_of_the_longest_plan_is_one_page(
    people: SmallSchool, paper: Paper, height: int
) -> None:
    a_large_plan(people)
    [page] = pdf(
        plan_for_class(
            people.carla, people.class_2b.pk, people.ada.pk, paper=paper, faces=settings.PDF_FACES_DIR
        )
    ).pages
    assert round(page.mediabox.height) == height


def test_teachers_sheet_is_her_own_classs_alone(people: SmallSchool) -> None:
    in_force(people)
    faces = settings.PDF_FACES_DIR
    for viewer in (people.hugo, people.amara, people.mei, people.li):
        assert plan_for_class(viewer, people.class_2b.pk, people.ada.pk, paper="a4", faces=faces) is None
    assert plan_for_class(people.carla, people.class_2b.pk, people.ben.pk, paper="a4", faces=faces) is None


def test_without_faces_nothing_is_printed(people: SmallSchool, tmp_path: Path) -> None:
    in_force(people)
    with pytest.raises(FacesMissing):
        plan_for_family(people.li, people.ada.pk, paper="a4", faces=tmp_path)
