"""Who reads, writes, comments and signs a plan: the team, the class's teacher, the family, and the stranger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django_scopes import scope

from alongside.classrooms.choices import RoutineKind
from alongside.people import actions as people_actions
from alongside.people.choices import Discipline
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans.actions import goals, matrix, planned, plans
from alongside.plans.actions.values import save_values
from alongside.plans.choices import Model, Per, PlanState, Who
from alongside.plans.models import Goal, PlanVersion
from alongside.plans.queries import goals as goals_read
from alongside.plans.queries import matrix as matrix_read
from alongside.plans.queries import plans as read
from alongside.plans.rules.plans import Reach, reach_of
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.plans.written import LATER, TARGET, a_draft, agreed, fresh, in_force, in_review

Act = Callable[[PlanVersion, Viewer], object]


def _goal(version: PlanVersion) -> Goal:
    return version.goals.get()


#: Every write in a draft, by the team alone.
IN_A_DRAFT: dict[str, Act] = {
    "set_review": lambda v, by: plans.set_review(version=v, review_on=LATER, by=by, at=AT),
    "share_with_family": lambda v, by: plans.share_with_family(version=v, by=by, at=AT),
    "save_text": lambda v, by: plans.save_text(
        version=v, target=v, field="needs", text="Time", seen=0, by=by, at=AT
    ),
    "send_for_review": lambda v, by: plans.send_for_review(version=v, by=by, at=AT),
    "add_goal": lambda v, by: goals.add_goal(
        version=v, discipline=Discipline.SPEECH, title="Retells a story", by=by, at=AT
    ),
    "add_goal_from_bank": lambda v, by: goals.add_goal_from_bank(
        version=v, bank_id=goals_read.bank()[0].id, by=by, at=AT
    ),
    "change_goal": lambda v, by: goals.change_goal(goal=_goal(v), importance=3, by=by, at=AT),
    "move_goal": lambda v, by: goals.move_goal(goal=_goal(v), to=0, by=by, at=AT),
    "remove_goal": lambda v, by: goals.remove_goal(goal=_goal(v), by=by, at=AT),
    "add_objective": lambda v, by: goals.add_objective(goal=_goal(v), text="One sentence", by=by, at=AT),
    "save_values": lambda v, by: save_values(
        version=v, target=_goal(v).objectives.get(), values={"by_on": TARGET}, seen={}, by=by, at=AT
    ),
    "remove_objective": lambda v, by: goals.remove_objective(
        objective=_goal(v).objectives.get(), by=by, at=AT
    ),
    "set_opportunity": lambda v, by: matrix.set_opportunity(
        goal=_goal(v), kind=RoutineKind.MATHS, who=Who.TEACHER, times_a_week=5, by=by, at=AT
    ),
    "take_opportunity_away": lambda v, by: matrix.set_opportunity(
        goal=_goal(v), kind=RoutineKind.WRITING, who=Who.TEACHER, times_a_week=0, by=by, at=AT
    ),
    "add_home_routine": lambda v, by: matrix.add_home_routine(version=v, name="Breakfast", by=by, at=AT),
    "rename_home_routine": lambda v, by: save_values(
        version=v, target=v.home_routines.get(), values={"name": "Post"}, seen={}, by=by, at=AT
    ),
    "remove_home_routine": lambda v, by: matrix.remove_home_routine(home=v.home_routines.get(), by=by, at=AT),
    "add_planned_service": lambda v, by: planned.add_planned_service(
        version=v,
        discipline=Discipline.SPEECH,
        minutes=30,
        times=1,
        per=Per.WEEK,
        starts=ON,
        model=Model.PUSH_IN,
        by=by,
        at=AT,
    ),
}
#: Every step after the draft, with the version that it is taken from.
STEPS: dict[str, tuple[Callable[[SmallSchool], PlanVersion], Act]] = {
    "take_back": (in_review, lambda v, by: plans.take_back(version=v, by=by, at=AT)),
    "agree": (
        lambda people: _signed(in_review(people), people.mei),
        lambda v, by: plans.agree(version=v, by=by, at=AT),
    ),
    "put_in_force": (agreed, lambda v, by: plans.put_in_force(version=v, on=ON, by=by, at=AT)),
    "amend": (in_force, lambda v, by: plans.amend(plan=v.plan, reason="New school year", by=by, at=AT)),
    "end_plan": (in_force, lambda v, by: plans.end_plan(plan=v.plan, on=LATER, by=by, at=AT)),
}
#: Who is not in Ada's team: a therapist of nobody, her teacher, another teacher, her father.
OTHERS = ("amara", "carla", "hugo", "li")


def _signed(version: PlanVersion, by: Viewer) -> PlanVersion:
    plans.sign(version=version, name="Mei Tan", role="Therapist", by=by, at=AT)
    return version


def _events() -> int:
    return AuditEvent.objects.count()


@pytest.mark.parametrize("act", IN_A_DRAFT.values(), ids=IN_A_DRAFT)
def test_team_writes_a_draft_and_leaves_one_event(people: SmallSchool, act: Act) -> None:
    version = a_draft(people)
    before = _events()
    act(version, people.mei)
    assert _events() == before + 1


@pytest.mark.parametrize("act", IN_A_DRAFT.values(), ids=IN_A_DRAFT)
def test_others_and_stranger_write_nothing_and_leave_nothing(
    people: SmallSchool, stranger: Stranger, act: Act
) -> None:
    version = a_draft(people)
    before = _events()
    for outside in OTHERS:
        with pytest.raises(NotAllowed, match="Only Ada’s team writes the plan"):
            act(version, getattr(people, outside))
    with pytest.raises(NotAllowed, match="another organisation"):
        act(version, stranger.stan)
    assert _events() == before


def test_coordinator_writes_any_childs_plan(people: SmallSchool) -> None:
    version = a_draft(people)
    for name in ("save_text", "set_opportunity", "add_goal", "send_for_review"):
        IN_A_DRAFT[name](version, people.joy)
    assert fresh(version).in_review_at == AT


@pytest.mark.parametrize(("told", "act"), STEPS.values(), ids=STEPS)
def test_steps_are_the_teams_alone(
    people: SmallSchool, stranger: Stranger, told: Callable[[SmallSchool], PlanVersion], act: Act
) -> None:
    version = told(people)
    before = _events()
    for outside in OTHERS:
        with pytest.raises(NotAllowed, match="Only Ada’s team writes the plan"):
            act(version, getattr(people, outside))
    with pytest.raises(NotAllowed, match="another organisation"):
        act(version, stranger.stan)
    assert _events() == before
    act(version, people.mei)
    assert _events() > before


def test_plan_is_started_by_the_team_alone(people: SmallSchool, stranger: Stranger) -> None:
    for outside in OTHERS:
        with pytest.raises(NotAllowed, match="Only Ada’s team"):
            plans.start_plan(child=people.ada, by=getattr(people, outside), at=AT)
    with pytest.raises(NotAllowed, match="another organisation"):
        plans.start_plan(child=people.ada, by=stranger.stan, at=AT)
    assert plans.start_plan(child=people.ada, by=people.mei, at=AT).number == 1


def test_reach_follows_from_dated_relations(people: SmallSchool, stranger: Stranger) -> None:
    reaches = {who: reach_of(getattr(people, who), people.ada) for who in ("joy", "mei", *OTHERS)}
    assert reaches == {
        "joy": Reach.TEAM,
        "mei": Reach.TEAM,
        "amara": Reach.NOTHING,
        "carla": Reach.CLASS,
        "hugo": Reach.NOTHING,
        "li": Reach.FAMILY,
    }
    assert reach_of(stranger.stan, people.ada) is Reach.NOTHING
    people_actions.leave_team(place=people.mei_place, by=people.joy, at=AT)
    assert reach_of(people.mei, people.ada) is Reach.NOTHING


def test_draft_is_seen_by_the_team_alone_until_it_is_shared(people: SmallSchool, stranger: Stranger) -> None:
    version = a_draft(people)
    for outside in OTHERS:
        viewer = getattr(people, outside)
        assert read.plan_of(viewer, people.ada.pk) is None
        assert read.version_for(viewer, version.pk) is None
        assert read.versions_of(viewer, people.ada.pk) == []
        assert matrix_read.matrix(viewer, version) is None
    plans.share_with_family(version=version, by=people.mei, at=AT)
    for outside in ("amara", "carla", "hugo"):
        assert read.plan_of(getattr(people, outside), people.ada.pk) is None
    page = read.plan_of(people.li, people.ada.pk)
    assert page is not None
    assert page.version == version
    assert page.may.comment
    assert not page.may.write
    with scope(organisation=stranger.organisation):
        assert read.plan_of(stranger.stan, people.ada.pk) is None
    assert read.plan_of(stranger.stan, people.ada.pk) is None
    assert read.version_for(stranger.stan, version.pk) is None
    assert matrix_read.matrix(stranger.stan, version) is None


def test_class_teacher_reads_goals_and_accommodations_in_force_and_no_more(people: SmallSchool) -> None:
    version = a_draft(people)
    for field, text in (("accommodations", "A checklist on the table"), ("family_words", "She is proud")):
        plans.save_text(version=version, target=version, field=field, text=text, seen=0, by=people.mei, at=AT)
    assert goals_read.goals_for_teacher(people.carla, people.class_2b.pk) == []
    plans.send_for_review(version=version, by=people.mei, at=AT)
    _signed(version, people.mei)
    plans.agree(version=version, by=people.mei, at=AT)
    plans.put_in_force(version=version, on=ON, by=people.mei, at=AT)
    page = read.plan_of(people.carla, people.ada.pk)
    assert page is not None
    assert page.texts == {"accommodations": "A checklist on the table"}
    assert [each.goal.title for each in page.goals] == ["Writes with her checklist"]
    assert (page.services, page.home_routines, page.signatures, page.comments) == ((), (), (), ())
    shown = matrix_read.matrix(people.carla, fresh(version))
    assert shown is not None
    assert not any(column.is_home for column in shown.columns)
    assert not shown.may_write
    [of_ada] = goals_read.goals_for_teacher(people.carla, people.class_2b.pk)
    assert (of_ada.child, of_ada.accommodations) == (people.ada, "A checklist on the table")
    assert read.plan_of(people.hugo, people.ada.pk) is None


@pytest.mark.parametrize("who", ["amara", "hugo", "li"])
def test_only_the_class_teacher_reads_a_classs_goals(people: SmallSchool, who: str) -> None:
    in_force(people)
    assert goals_read.goals_for_teacher(getattr(people, who), people.class_2b.pk) == []
    assert len(goals_read.goals_for_teacher(people.joy, people.class_2b.pk)) == 1


def test_stranger_reads_no_classs_goals(people: SmallSchool, stranger: Stranger) -> None:
    in_force(people)
    assert goals_read.goals_for_teacher(stranger.stan, people.class_2b.pk) == []


def test_family_reads_what_is_in_force_and_not_what_has_ended(people: SmallSchool) -> None:
    first = in_force(people)
    second = plans.amend(plan=first.plan, reason="New term", by=people.mei, at=AT)
    page = read.plan_of(people.li, people.ada.pk)
    assert page is not None
    assert (page.version, page.state) == (first, PlanState.IN_FORCE)
    assert page.texts is not None
    assert "family_words" in page.texts
    assert [line.version for line in page.versions] == [first]
    assert read.version_for(people.li, second.pk) is None
    assert read.compare(people.li, first.pk, second.pk) is None
    plans.end_plan(plan=first.plan, on=LATER, by=people.mei, at=AT)
    assert read.plan_of(people.as_on(people.li, LATER - timedelta(days=1)), people.ada.pk) is not None
    assert read.plan_of(people.as_on(people.li, LATER), people.ada.pk) is None


def test_guardian_without_confirmed_tie_reads_nothing(people: SmallSchool) -> None:
    version = in_force(people)
    people.li_tie.confirmed_at = None
    people.li_tie.save()
    assert read.plan_of(people.li, people.ada.pk) is None
    assert read.version_for(people.li, version.pk) is None
    assert reach_of(people.li, people.ada) is Reach.NOTHING


def test_family_comments_on_a_shared_draft_only(people: SmallSchool, stranger: Stranger) -> None:
    version = a_draft(people)
    with pytest.raises(NotAllowed, match="comment on a draft that the team has shared"):
        plans.comment(version=version, about="Goals", text="At home too?", by=people.li, at=AT)
    plans.share_with_family(version=version, by=people.mei, at=AT)
    said = plans.comment(version=version, about="Goals", text="At home too?", by=people.li, at=AT)
    assert (said.text, said.by) == ("At home too?", people.li.account)
    for outside in ("amara", "carla", "hugo"):
        with pytest.raises(NotAllowed):
            plans.comment(version=version, about="", text="Me too", by=getattr(people, outside), at=AT)
    with pytest.raises(NotAllowed, match="another organisation"):
        plans.comment(version=version, about="", text="Me too", by=stranger.stan, at=AT)
    page = read.plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert [each.text for each in page.comments] == ["At home too?"]


def test_family_does_not_comment_on_what_is_in_force(people: SmallSchool) -> None:
    version = in_force(people)
    with pytest.raises(NotNow, match="Comments belong to a draft"):
        plans.comment(version=version, about="", text="Why?", by=people.li, at=AT)


def test_family_signs_what_it_may_read_and_strangers_sign_nothing(
    people: SmallSchool, stranger: Stranger
) -> None:
    version = in_review(people)
    with pytest.raises(NotAllowed, match="team and family sign"):
        plans.sign(version=version, name="Li Lund", role="Father", by=people.li, at=AT)
    plans.share_with_family(version=version, by=people.mei, at=AT)
    name = plans.sign(version=version, name=" Li Lund ", role="Father", by=people.li, at=AT)
    assert (name.name, name.account, name.on_paper) == ("Li Lund", people.li.account, False)
    for outside in ("amara", "carla", "hugo"):
        with pytest.raises(NotAllowed, match="team and family sign"):
            plans.sign(version=version, name="Me", role="None", by=getattr(people, outside), at=AT)
    with pytest.raises(NotAllowed, match="another organisation"):
        plans.sign(version=version, name="Stan", role="None", by=stranger.stan, at=AT)


def test_reviews_due_are_those_of_ones_own_teams(people: SmallSchool, stranger: Stranger) -> None:
    version = a_draft(people)
    plans.set_review(version=version, review_on=LATER, by=people.mei, at=AT)
    plans.send_for_review(version=version, by=people.mei, at=AT)
    _signed(version, people.mei)
    plans.agree(version=version, by=people.mei, at=AT)
    assert read.reviews_due(people.joy, LATER) == []
    plans.put_in_force(version=version, on=ON, by=people.mei, at=AT)
    for who in (people.joy, people.mei):
        [due] = read.reviews_due(who, LATER)
        assert (due.child, due.on, due.service) == (people.ada, LATER, None)
        assert read.says_what_is_due(due) == "The plan"
        assert read.reviews_due(who, LATER - timedelta(days=1)) == []
    for outside in OTHERS:
        assert read.reviews_due(getattr(people, outside), LATER) == []
    assert read.reviews_due(stranger.stan, LATER) == []
