"""Supports to print: who makes them, who prints them, what they hold, and the real day that a schedule begins with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from alongside.classrooms import actions as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.people import actions as people_actions
from alongside.people.choices import Discipline, Relation, Right
from alongside.people.models import Guardianship
from alongside.people.queries import viewer_of
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.strategies.actions import supports as actions
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.queries import supports as queries
from alongside.strategies.queries.pictures import Pictures, pictures
from alongside.strategies.rules.pictures import PICTURE_OF, SCHOOL_WORDS, is_for_children, ranked
from alongside.strategies.rules.starts import STORIES, start_of
from alongside.strategies.rules.supports import BOUNDS, LONGEST, LONGEST_ON_A_PAGE, Cell, cells_of, kept
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger

TWO = [Cell("writing-hand", "Write"), Cell("teddy-bear", "Play")]


def a_board(people: SmallSchool, by: Viewer | None = None) -> Support:
    """Ada's first–then board, made by Mei."""
    return actions.make_support(
        child=people.ada,
        kind=SupportKind.FIRST_THEN,
        title="Writing",
        cells=TWO,
        by=by or people.mei,
        at=AT,
    )


@pytest.fixture
def drawn() -> Pictures:
    """The set of pictures, where its package is installed."""
    try:
        return pictures(settings.PDF_FACES_DIR)
    except NotNow:
        pytest.skip("The pictures are not here: run npm ci in frontend/.")


def test_team_makes_changes_puts_away_and_takes_out(people: SmallSchool) -> None:
    board = a_board(people)
    assert cells_of(board) == TWO
    later = AT + timedelta(hours=1)
    actions.change_support(
        support=board, title="Maths", language="ms", cells=TWO[::-1], by=people.mei, at=later
    )
    board.refresh_from_db()
    assert (board.title, board.language, board.changed_at) == ("Maths", "ms", later)
    assert cells_of(board) == TWO[::-1]
    actions.put_support_away(support=board, by=people.mei, at=later)
    assert queries.supports_for(people.mei, people.ada.pk) == []
    with pytest.raises(NotNow):
        actions.change_support(support=board, title="x", language="ms", cells=TWO, by=people.mei, at=later)
    actions.take_support_out(support=board, by=people.mei, at=later)
    assert queries.supports_for(people.mei, people.ada.pk) == [board]
    said = AuditEvent.objects.filter(action__startswith="support.")
    assert sorted(each.action for each in said) == [
        "support.changed",
        "support.made",
        "support.put_away",
        "support.taken_out",
    ]
    assert all(each.detail["child"] == str(people.ada.pk) for each in said)


def test_class_teacher_and_guardian_read_and_do_not_make(people: SmallSchool) -> None:
    board = a_board(people)
    for reader in (people.carla, people.li, people.joy):
        assert queries.supports_for(reader, people.ada.pk) == [board]
        assert queries.support_for(reader, people.ada.pk, board.pk) == board
    for reader in (people.carla, people.li):
        with pytest.raises(NotAllowed):
            a_board(people, by=reader)
        page = queries.supports_of(reader, people.ada.pk)
        assert page is not None
        assert not page.may_make


def test_put_away_is_there_for_the_team_alone(people: SmallSchool) -> None:
    board = a_board(people)
    actions.put_support_away(support=board, by=people.mei, at=AT)
    for reader in (people.carla, people.li):
        assert queries.support_for(reader, people.ada.pk, board.pk) is None
    assert queries.support_for(people.mei, people.ada.pk, board.pk) == board


def test_a_guardian_who_does_not_help_at_home_reads_none(people: SmallSchool) -> None:
    a_board(people)
    Guardianship.objects.filter(pk=people.li_tie.pk).update(**{Right.HELP_AT_HOME.value: False})
    assert queries.supports_for(people.li, people.ada.pk) == []
    assert queries.child_for(people.li, people.ada.pk) is None


def test_others_of_the_house_get_nothing(people: SmallSchool) -> None:
    """Another class's teacher, a therapist who is not in the team, and another child's guardian."""
    board = a_board(people)
    tie = people_actions.add_guardian(
        child=people.ben, name="Noa Lund", relation=Relation.MOTHER, by=people.joy, at=AT
    )
    account = people_actions.give_account(
        person=tie.guardian, email="noa@riverside.example", password="a quiet river", by=people.joy, at=AT
    )
    noa = viewer_of(account, ON, people.organisation.pk)
    assert noa is not None
    for other in (people.hugo, people.amara, noa):
        assert queries.supports_of(other, people.ada.pk) is None
        assert queries.support_for(other, people.ada.pk, board.pk) is None
        for write in (
            lambda by: a_board(people, by=by),
            lambda by: actions.change_support(
                support=board, title="x", language="ms", cells=TWO, by=by, at=AT
            ),
            lambda by: actions.put_support_away(support=board, by=by, at=AT),
            lambda by: actions.take_support_out(support=board, by=by, at=AT),
        ):
            with pytest.raises(NotAllowed):
                write(other)


def test_a_stranger_gets_nothing(people: SmallSchool, stranger: Stranger) -> None:
    board = a_board(people)
    assert queries.supports_of(stranger.stan, people.ada.pk) is None
    with pytest.raises(NotAllowed):
        actions.put_support_away(support=board, by=stranger.stan, at=AT)
    assert not queries.children_with_supports(stranger.stan).filter(pk=people.ada.pk).exists()


def test_one_child_s_support_is_not_found_under_another(people: SmallSchool) -> None:
    board = a_board(people)
    assert queries.support_for(people.joy, people.ben.pk, board.pk) is None


def test_schedule_begins_with_the_class_s_real_day(people: SmallSchool) -> None:
    cells = queries.day_of_class(people.mei, people.ada, ON)
    assert [(cell.words, cell.time) for cell in cells[:3]] == [
        ("Meeting", 510),
        ("Writing", 540),
        ("Recess", 600),
    ]
    assert cells[1].picture == PICTURE_OF[RoutineKind.WRITING]
    assert [cell.time for cell in cells] == sorted(cell.time or 0 for cell in cells)


def test_schedule_says_why_there_is_no_day(people: SmallSchool) -> None:
    saturday = ON + timedelta(days=5)
    with pytest.raises(NotNow, match="no school on that day"):
        queries.day_of_class(people.mei, people.ada, saturday)
    classrooms.add_day_off(
        school=people.school, on=ON + timedelta(days=1), reason="Sports day", by=people.joy, at=AT
    )
    with pytest.raises(NotNow, match="Sports day"):
        queries.day_of_class(people.mei, people.ada, ON + timedelta(days=1))
    with pytest.raises(NotNow, match="in no class"):
        queries.day_of_class(people.mei, people.ada, date(2024, 1, 8))


cells = some.builds(
    Cell,
    picture=some.sampled_from(["", "bell", "wash-hands"]),
    words=some.text(max_size=60),
    time=some.none() | some.integers(0, 24 * 60 - 1),
)


@given(kind=some.sampled_from(SupportKind), typed=some.lists(cells, max_size=18))
def test_what_is_kept_is_within_bounds_and_kept_again_unchanged(kind: SupportKind, typed: list[Cell]) -> None:
    try:
        once = kept(kind, typed)
    except NotNow:
        return
    fewest, most = BOUNDS[kind]
    assert fewest <= len(once) <= most
    longest = LONGEST_ON_A_PAGE if kind is SupportKind.SOCIAL_STORY else LONGEST
    for each in once:
        assert each["picture"] or each["words"]
        assert len(str(each["words"])) <= longest
        assert each["time"] is None or kind is SupportKind.VISUAL_SCHEDULE
    assert kept(kind, [Cell(**each) for each in once]) == once  # type: ignore[arg-type]


@pytest.mark.parametrize("picture", ["../etc", "Bell", "bell.svg", "<svg>", "-"])
def test_what_cannot_be_a_picture_is_refused(picture: str) -> None:
    with pytest.raises(NotNow, match="not a picture"):
        kept(SupportKind.FIRST_THEN, [Cell(picture, "a"), Cell("bell", "b")])


def test_too_few_and_too_long_are_refused_with_a_sentence() -> None:
    with pytest.raises(NotNow, match="2 places"):
        kept(SupportKind.FIRST_THEN, [Cell("bell", "Bell")])
    with pytest.raises(NotNow, match="from 2 to 8"):
        kept(SupportKind.CHOICE_BOARD, [Cell("bell")] * 9)
    with pytest.raises(NotNow, match="longer than 40"):
        kept(SupportKind.FIRST_THEN, [Cell("bell", "x" * 41), Cell("bell")])


def test_language_and_title_are_checked(people: SmallSchool) -> None:
    for title, language in (("", "en-gb"), ("x" * 81, "en-gb"), ("Bell", "tlh")):
        with pytest.raises(NotNow):
            actions.make_support(
                child=people.ada,
                kind=SupportKind.FIRST_THEN,
                title=title,
                language=language,
                cells=TWO,
                by=people.mei,
                at=AT,
            )


def test_every_proposed_picture_is_in_the_set(drawn: Pictures) -> None:
    named = {name for names in SCHOOL_WORDS.values() for name in names} | set(PICTURE_OF.values())
    for kind in SupportKind:
        for story in (*STORIES, ""):
            named |= {cell.picture for cell in start_of(kind, story)[1] if cell.picture}
    assert sorted(name for name in named if drawn.svg(name) is None) == []


def test_every_story_begins_within_bounds() -> None:
    for story in (*STORIES, ""):
        title, pages = start_of(SupportKind.SOCIAL_STORY, story)
        assert title
        assert len(kept(SupportKind.SOCIAL_STORY, pages)) == len(pages)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("toilet", "toilet"),
        ("wash hands", "wash-hands"),
        ("Wash Ha", "wash-hands"),
        ("hands wash", "wash-hands"),
        ("wait", "hourglass-not-done"),
        ("help", "person-raising-hand"),
        ("finished", "check-mark-button"),
        ("quiet", "shushing-face"),
        ("listen", "ear"),
        ("line up", "person-walking"),
    ],
)
def test_a_school_day_is_found_by_its_own_words(drawn: Pictures, asked: str, first: str) -> None:
    assert drawn.found(asked)[0] == first


@pytest.mark.parametrize(
    ("asked", "language", "first"),
    [
        ("attendre", "fr", "hourglass-not-done"),
        ("Récré", "fr", "playground-slide"),
        ("recre", "fr", "playground-slide"),
        ("lavarse manos", "es", "wash-hands"),
        ("basuh tangan", "ms", "wash-hands"),
        ("洗手", "zh-hans", "wash-hands"),
        ("手", "zh-hans", "raised-hand"),
        ("கை கழுவு", "ta", "wash-hands"),
    ],
)
def test_a_school_day_is_found_in_the_words_of_a_language(
    drawn: Pictures, asked: str, language: str, first: str
) -> None:
    assert drawn.found(asked, language)[0] == first
    assert first not in drawn.found(asked)[:1]


def test_english_is_found_beside_another_language(drawn: Pictures) -> None:
    """“Pain” is bread in French; the English names stay there for whoever knows them."""
    assert drawn.found("pain", "fr")[0] == "bread"
    assert drawn.found("wait", "fr")[0] == "hourglass-not-done"
    assert drawn.found("zebra", "ta") == ["zebra"]


def test_search_finds_nothing_for_nothing_and_no_word_between() -> None:
    assert ranked(["bear", "ear"], "") == []
    assert ranked(["bear", "ear"], "ear") == ["ear"]
    assert ranked(["bear"], "zebra") == []


@pytest.mark.parametrize(
    "name", ["rainbow-flag", "flag-kuwait", "pistol", "beer-mug", "teacher-dark-skin-tone", "facebook"]
)
def test_some_pictures_are_not_for_a_child_s_wall(name: str) -> None:
    assert not is_for_children(name)
    assert is_for_children("chequered-flag")


def test_missing_pictures_are_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotNow, match="npm ci"):
        pictures(tmp_path)


def test_a_therapist_of_the_team_is_needed(people: SmallSchool) -> None:
    """Amara becomes one of Ben's team; Ada's supports stay closed to her."""
    people_actions.join_teams(places=[(people.ben, people.amara_staff)], by=people.joy, at=AT)
    assert people.amara_staff.discipline == Discipline.SPEECH
    a_board(people)
    assert queries.supports_for(people.amara, people.ada.pk) == []
