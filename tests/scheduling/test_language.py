"""Whatever planning says, it says in the language of whoever reads it, or of whoever asked for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from django_scopes import scope, scopes_disabled
from django_tasks_db.models import DBTaskResult

from alongside import wording
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.rules import day_in_words
from alongside.config.voice import HouseVoice
from alongside.people.choices import Discipline
from alongside.people.models import Account
from alongside.people.rules import NotNow
from alongside.scheduling.actions import availability, builds, drafts
from alongside.scheduling.models import Build, Timetable
from alongside.scheduling.queries import boards, names
from alongside.scheduling.queries.documents import problem_of
from alongside.scheduling.queries.proposals import _about
from alongside.scheduling.queries.weekdays import undated_days
from alongside.scheduling.tasks import begin_build, run_build
from tests.scheduling.test_drafts import number_of
from tests.scheduling.world import MONDAY, NOW, World, later


class NamesItsLanguage(wording.English):
    """Says before each text in which language it would be."""

    def gettext(self, message: str) -> str:
        return f"{translation.get_language()}|{message}"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(super().ngettext(singular, plural, n))


@pytest.fixture
def listening() -> Iterator[None]:
    wording.speak_through(NamesItsLanguage())
    yield
    wording.speak_through(HouseVoice())


def reads(world: World, language: str) -> None:
    """Joy has chosen a language."""
    Account.objects.filter(pk=world.joy.account.pk).update(language=language)


def test_what_the_engine_calls_things_is_said_in_the_readers_language(world: World) -> None:
    problem = problem_of(world.draft())
    english = names.named(problem).by_id
    assert (english["Mon"], english["circle_time"], english["speech"]) == (
        "Mon", "Circle time", "speech and language therapy",
    )  # fmt: skip
    with translation.override("es"):
        spanish = names.named(problem).by_id
        assert spanish["Mon"] == day_in_words("Mon") != "Mon"
    assert all(spanish[word] != english[word] for word in ("circle_time", "maths", "occupational_therapy"))
    staff = str(world.staff["Ada"].pk)
    assert spanish[staff] == english[staff] == "Ada Marsh"


def test_every_discipline_of_a_child_is_said_as_one_phrase(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.service("Eli", Discipline.BEHAVIOUR, "Eli behaviour")
    draft = world.draft()
    monkeypatch.setattr(names, "_", lambda text: f"«{text}»")
    named = names.named(problem_of(draft))
    said = {named.by_id[service] for service in named.services}
    noor = world.children["Noor"].name
    assert f"«{noor}’s occupational therapy»" in said
    assert said > {"«Wren Vale’s speech»", "«Eli Vale’s behaviour support»"}


@pytest.mark.usefixtures("listening")
def test_board_says_why_not_in_the_readers_language(world: World) -> None:
    draft = world.draft()
    number = number_of(world, draft, "Sami OT")
    where = {"day": "Mon", "start": 600, "mode": "push_in", "place": str(world.classes["2A"].pk)}
    for language in ("es", "fr"):
        with translation.override(language):
            sentences = boards.why_not(draft, number, **where)
            assert day_in_words("Mon") in sentences[0]
        assert [each for each in sentences if not each.startswith(f"{language}|")] == []


@pytest.mark.usefixtures("listening")
def test_move_that_breaks_a_rule_is_refused_in_the_readers_language(world: World) -> None:
    draft = world.draft()
    two_a = str(world.classes["2A"].pk)
    with translation.override("es"), pytest.raises(NotNow) as refusal:
        drafts.move_visit(
            draft=draft, visit=number_of(world, draft, "Sami OT"), day="Mon", start=600, mode="push_in",
            place=two_a, revision=0, by=world.joy, at=NOW,
        )  # fmt: skip
    assert refusal.value.sentence.startswith("es|")


@pytest.mark.usefixtures("listening")
def test_reasons_are_kept_in_the_language_of_whoever_asked(world: World) -> None:
    world.service("Wren", Discipline.SPEECH, "too much", sessions=4, minutes=20)
    reads(world, "fr")
    build = begin_build(schools=world.both, for_on=MONDAY, seconds=1, by=world.joy, at=NOW)
    with translation.override("es"):
        run_build.call(str(build.pk))
    [reason] = Timetable.objects.get().reasons
    assert reason["language"] == "fr", "so that a page can say so to whoever reads it aloud"
    said = [*reason["sentences"], *(each["sentence"] for each in reason["remedies"])]
    assert said
    assert [each for each in said if not each.startswith("fr|")] == []


@pytest.mark.usefixtures("listening")
def test_build_speaks_as_the_page_did_on_which_it_was_asked_for(world: World) -> None:
    world.service("Wren", Discipline.SPEECH, "too much", sessions=4, minutes=20)
    with translation.override("zh-hans"):  # By the browser's choice: her account has none.
        begin_build(schools=world.both, for_on=MONDAY, seconds=1, by=world.joy, at=NOW)
    waiting = DBTaskResult.objects.get()
    run_build.call(*waiting.args_kwargs["args"])
    [reason] = Timetable.objects.get().reasons
    assert reason["language"] == "zh-hans"
    assert all(each.startswith("zh-hans|") for each in reason["sentences"])


def test_build_that_has_died_says_so_to_whoever_asked(world: World) -> None:
    reads(world, "es")
    build = world.ask()
    assert builds.give_up_silent_builds(at=later(minutes=61)) == 1
    build.refresh_from_db()
    with translation.override("es"):
        said = translation.gettext(
            "The machine that built this has stopped. Nothing was changed. Build again."
        )
    assert build.sentence == said
    assert "has stopped" not in said


def test_silent_builds_of_all_organisations_are_each_told_in_their_language(
    world: World, elsewhere: World
) -> None:
    reads(world, "es")
    world.ask()
    with scope(organisation=elsewhere.organisation):
        elsewhere.ask()
    with scopes_disabled():
        assert builds.give_up_silent_builds(at=later(minutes=61)) == 2
        sentences = set(Build.objects.values_list("sentence", flat=True))
    assert len(sentences) == 2


def test_days_are_said_in_the_readers_language(world: World) -> None:
    with translation.override("es"):
        monday = day_in_words("Mon")
        [day] = undated_days(["Alder"], ["Mon"])
        assert day.title == monday
        assert day.has("Alder", "Mon")
        ada = world.staff["Ada"]
        assert _about(f"Mon 540 {ada.pk}", {ada.pk: ada.name}) == f"{monday} 9:00, Ada Marsh"
        with pytest.raises(NotNow, match=monday):
            availability.set_availability(staff=ada, hours=[("Mon", 600, 540, None)], by=world.joy, at=NOW)


def test_board_names_a_routine_that_is_there_no_more_by_its_kind(world: World) -> None:
    draft = world.draft()
    world.classes["1A"].timetables.all().delete()
    with translation.override("es"):
        rows = {row["name"]: row["routines"] for row in boards.board(world.joy, draft)["classrooms"]}
        assert {routine["name"] for routine in rows["1A"]} == {
            str(RoutineKind(routine["kind"]).label) for routine in rows["1A"]
        }
