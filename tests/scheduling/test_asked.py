"""Teachers are asked about a draft: each says yes, or yes, but, of her own class, and again once its week changed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.people.rules import NotAllowed, NotNow
from alongside.scheduling.actions import drafts, proposals
from alongside.scheduling.models import Proposal, Timetable
from alongside.scheduling.queries import proposals as read
from alongside.scheduling.queries.boards import places_for_visit
from alongside.scheduling.queries.documents import answer_of
from alongside.scheduling.queries.proposals import ProposedWeek
from alongside.trust.models import AuditEvent
from tests.scheduling.world import NOW, TERM, World


@pytest.fixture
def draft(world: World) -> Timetable:
    return world.draft()


@pytest.fixture
def proposal(world: World, draft: Timetable) -> Proposal:
    return proposals.ask_teachers(draft=draft, by=world.joy, at=NOW)


def week(world: World, proposal: Proposal, name: str = "Tom", classroom: str = "1A") -> ProposedWeek:
    found = read.proposed_week(world.viewer(name), proposal.pk, world.classes[classroom].pk)
    assert found is not None
    return found


def say(
    world: World,
    proposal: Proposal,
    about: str = "",
    words: str = "",
    name: str = "Tom",
    classroom: str = "1A",
) -> None:
    proposals.answer_proposal(
        proposal=proposal,
        classroom=world.classes[classroom],
        seen=week(world, proposal, name, classroom).seen,
        about=about,
        words=words,
        by=world.viewer(name),
        at=NOW,
    )


def change(world: World, draft: Timetable, classroom: str) -> None:
    """Moves a visit of a class to another time."""
    draft.refresh_from_db()
    visits = answer_of(draft).visits
    for number, visit in enumerate(visits):
        if visit.place != str(world.classes[classroom].pk):
            continue
        for place in places_for_visit(draft, number):
            if (place["day"], place["start"]) != (visit.day, visit.start):
                spot = {name: place[name] for name in ("day", "start", "mode", "place")}
                drafts.move_visit(
                    draft=draft, visit=number, revision=draft.revision, by=world.joy, at=NOW, **spot
                )
                return
    raise AssertionError("No visit of the class can move.")


def test_teacher_reads_her_own_class_alone(world: World, proposal: Proposal) -> None:
    seen = week(world, proposal)
    names = {name for visit in seen.visits for name in visit.children}
    assert seen.visits
    assert names <= {"Noor", "Eli"}
    assert {visit.staff for visit in seen.visits} <= {"Ada Marsh", "Ben Marsh"}
    assert all(visit.routine or not visit.in_class for visit in seen.visits)
    [waiting] = read.proposals_to_answer(world.viewer("Tom"))
    assert (waiting.classroom, waiting.is_answered, waiting.is_changed) == (world.classes["1A"], False, False)


def test_asking_twice_is_asking_once_and_says_whom(
    world: World, draft: Timetable, proposal: Proposal
) -> None:
    assert proposals.ask_teachers(draft=draft, by=world.joy, at=NOW) == proposal
    event = AuditEvent.objects.get(action="draft.shown")
    assert set(event.detail["classrooms"]) == {str(each.pk) for each in world.classes.values()}


def test_yes_and_yes_but_are_read_by_the_coordinator(
    world: World, draft: Timetable, proposal: Proposal
) -> None:
    visit = week(world, proposal).visits[0]
    say(world, proposal, visit.key, "We practise for the play then.")
    say(world, proposal, "", "Rather fewer on Mondays.")
    say(world, proposal, name="Una", classroom="2A")
    told = read.teachers_say(world.joy, [draft])[draft.pk]
    assert (told.yes, told.buts, told.waiting) == (1, 1, 0)
    first, second = told.classes
    assert first.classroom == world.classes["1A"]
    assert [each.words for each in first.said] == [
        "We practise for the play then.",
        "Rather fewer on Mondays.",
    ]
    assert first.said[0].about.startswith(visit.day)
    assert first.said[0].about.endswith(visit.staff)
    assert [each.words for each in second.said] == [""]
    assert week(world, proposal).visits[0].but == "We practise for the play then."


def test_class_without_a_teacher_is_not_waited_for(
    world: World, draft: Timetable, proposal: Proposal
) -> None:
    told = read.teachers_say(world.joy, [draft])[draft.pk]
    assert {each.classroom.name for each in told.classes} == {"1A", "2A"}


def test_yes_takes_the_place_of_what_was_said_and_the_other_way_round(
    world: World, proposal: Proposal
) -> None:
    say(world, proposal, week(world, proposal).visits[0].key, "Not then.")
    say(world, proposal)
    assert week(world, proposal).is_yes
    say(world, proposal, "", "Only if the hall is free.")
    assert not week(world, proposal).is_yes
    assert len(week(world, proposal).said) == 1
    proposals.take_back_answer(
        proposal=proposal, classroom=world.classes["1A"], by=world.viewer("Tom"), at=NOW
    )
    assert week(world, proposal).said == ()


def test_change_to_her_own_week_asks_her_again_and_nobody_else(
    world: World, draft: Timetable, proposal: Proposal
) -> None:
    say(world, proposal)
    say(world, proposal, name="Una", classroom="2A")
    change(world, draft, "2A")
    assert week(world, proposal).is_yes
    assert week(world, proposal, "Una", "2A").is_stale
    assert read.proposals_to_answer(world.viewer("Una"))[0].is_changed
    told = read.teachers_say(world.joy, [draft])[draft.pk]
    assert (told.yes, told.waiting) == (1, 1)
    say(world, proposal, name="Una", classroom="2A")
    assert week(world, proposal, "Una", "2A").is_yes
    assert len(read.teachers_say(world.joy, [draft])[draft.pk].heard) == 2


def test_answer_to_a_week_that_changed_meanwhile_is_refused(
    world: World, draft: Timetable, proposal: Proposal
) -> None:
    seen = week(world, proposal, "Una", "2A").seen
    change(world, draft, "2A")
    with pytest.raises(NotNow, match="changed since you opened it"):
        proposals.answer_proposal(
            proposal=proposal, classroom=world.classes["2A"], seen=seen, by=world.viewer("Una"), at=NOW
        )


def test_but_needs_words_and_a_visit_that_is_there(world: World, proposal: Proposal) -> None:
    with pytest.raises(NotNow, match="few words"):
        say(world, proposal, week(world, proposal).visits[0].key)
    with pytest.raises(NotNow, match="not in the week"):
        say(world, proposal, "Mon 540 nobody", "Not then.")


def test_only_a_coordinator_asks_and_only_about_a_draft(world: World, draft: Timetable) -> None:
    with pytest.raises(NotAllowed):
        proposals.ask_teachers(draft=draft, by=world.viewer("Tom"), at=NOW)
    published = world.publish(draft)
    with pytest.raises(NotNow, match="Only a draft"):
        proposals.ask_teachers(draft=published, by=world.joy, at=NOW)


def test_what_is_published_is_no_proposal_any_more(
    world: World, draft: Timetable, proposal: Proposal
) -> None:
    seen = week(world, proposal).seen
    draft.refresh_from_db()
    world.publish(draft)
    assert read.proposed_week(world.viewer("Tom"), proposal.pk, world.classes["1A"].pk) is None
    assert read.proposals_to_answer(world.viewer("Tom")) == []
    with pytest.raises(NotNow, match="not a proposal any more"):
        proposals.answer_proposal(
            proposal=proposal, classroom=world.classes["1A"], seen=seen, by=world.viewer("Tom"), at=NOW
        )


def test_nobody_else_reads_or_answers(world: World, elsewhere: World, proposal: Proposal) -> None:
    mine = world.classes["1A"]
    for name in ("Una", "Ada", "Gita", "joy"):
        viewer = world.joy if name == "joy" else world.viewer(name)
        assert read.proposed_week(viewer, proposal.pk, mine.pk) is None
        with pytest.raises(NotAllowed):
            proposals.answer_proposal(proposal=proposal, classroom=mine, seen="", by=viewer, at=NOW)
        with pytest.raises(NotAllowed):
            proposals.take_back_answer(proposal=proposal, classroom=mine, by=viewer, at=NOW)
    assert read.teachers_say(world.viewer("Tom"), [proposal.timetable]) == {}
    with scope(organisation=elsewhere.organisation):
        stranger = elsewhere.viewer("Tom")
        assert read.proposals_to_answer(stranger) == []
        assert read.proposed_week(stranger, proposal.pk, mine.pk) is None
        assert read.teachers_say(elsewhere.joy, [proposal.timetable]) == {}


def test_another_organisations_draft_is_not_asked_about(
    world: World, elsewhere: World, draft: Timetable
) -> None:
    with pytest.raises(NotAllowed, match="another organisation"):
        proposals.ask_teachers(draft=draft, by=elsewhere.joy, at=NOW)
    assert not Proposal.objects.exists()


def test_list_asks_as_often_for_three_drafts_as_for_one(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            read.proposals_to_answer(world.viewer("Tom"))
            read.teachers_say(world.joy, Timetable.objects.all())
        return len(context)

    proposals.ask_teachers(draft=world.draft(), by=world.joy, at=NOW)
    one = asked()
    for _more in range(2):
        proposals.ask_teachers(draft=world.draft(), by=world.joy, at=NOW)
    classrooms.post_teacher(
        classroom=world.classes["1B"], teacher=world.staff["Tom"], starts=TERM[0], by=world.joy, at=NOW
    )
    assert len(read.proposals_to_answer(world.viewer("Tom"))) == 6
    assert asked() == one
