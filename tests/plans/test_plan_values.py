"""Values are saved as they change; of two people who change one, each is told and neither loses theirs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.people import actions as people_actions
from alongside.people.choices import Discipline
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans.actions import goals, matrix, planned, plans
from alongside.plans.actions.values import save_values
from alongside.plans.choices import Model, Who
from alongside.plans.models import KeptText, PlanVersion
from alongside.plans.queries import plans as read
from alongside.plans.rules.decision import still_to_say
from alongside.plans.rules.faults import AtFault, Fault
from alongside.plans.rules.texts import EditedMeanwhile, Written
from alongside.plans.rules.values import VALUES_OF, Met, Outcome, in_words, value_of
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger, a_therapist
from tests.plans.written import LATER, TARGET, a_draft, a_goal, fresh


def _save(target: Written, by: Viewer, seen: dict[str, Any] | None = None, **values: Any) -> Outcome:
    version = target if isinstance(target, PlanVersion) else None
    version = version or getattr(target, "version", None) or target.goal.version  # type: ignore[union-attr]
    return save_values(version=version, target=target, values=values, seen=seen or {}, by=by, at=AT)


def test_second_of_two_is_told_and_both_values_are_kept(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    saw = {"criterion_value": Decimal(4)}
    assert _save(goal, people.joy, saw, criterion_value=Decimal(5)).kept == ("criterion_value",)
    told = _save(goal, people.mei, saw, criterion_value=Decimal(3))
    assert told.met == (Met("criterion_value", "5", "Joy Adeyemi"),)
    assert told.met[0].sentence == "Joy Adeyemi has written “5” meanwhile."
    assert told.kept == ()
    goal.refresh_from_db()
    assert goal.criterion_value == 5
    page = read.plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert [(each.field, each.text, each.typed_by) for each in page.set_aside] == [
        ("criterion_value", "3", people.mei.account)
    ]


def test_mine_goes_in_once_theirs_was_seen(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    _save(goal, people.joy, {"target_on": TARGET}, target_on=LATER)
    assert _save(goal, people.mei, {"target_on": TARGET}, target_on=None).met
    assert _save(goal, people.mei, {"target_on": LATER}, target_on=None).kept == ("target_on",)
    goal.refresh_from_db()
    assert goal.target_on is None
    told = _save(goal, people.joy, {"target_on": LATER}, target_on=TARGET)
    assert told.met[0].sentence == "Mei Tan has emptied this meanwhile."


def test_other_values_are_kept_beside_the_one_that_met(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    _save(goal, people.joy, importance=3)
    told = _save(goal, people.mei, {"importance": 2, "difficulty": 2}, importance=1, difficulty=3)
    assert (told.kept, [each.field for each in told.met]) == (("difficulty",), ["importance"])
    goal.refresh_from_db()
    assert (goal.importance, goal.difficulty) == (3, 3)


def test_who_wrote_the_same_is_not_asked(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    _save(goal, people.joy, settings=["home", "writing"])
    told = _save(goal, people.mei, {"settings": []}, settings=["writing", "home"])
    assert (told.met, told.kept) == ((), ("settings",))
    _save(goal, people.joy, people=["family", "teacher"])
    told = _save(goal, people.mei, {"people": []}, people=["teacher", "family"])
    assert (told.met, told.kept) == ((), ("people",))


def test_value_that_somebody_wrote_in_the_matrix_is_met_with_their_name(people: SmallSchool) -> None:
    version = a_draft(people)
    cell = version.goals.get().opportunities.get(kind="writing")
    matrix.set_opportunity(
        goal=cell.goal, kind="writing", who=Who.TEACHER, times_a_week=4, by=people.joy, at=AT
    )
    told = _save(cell, people.mei, {"times_a_week": 2}, times_a_week=1)
    assert [each.sentence for each in told.met] == ["Joy Adeyemi has written “4” meanwhile."]


def test_what_stands_already_writes_nothing(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    before = AuditEvent.objects.count(), KeptText.objects.count()
    assert _save(goal, people.mei, importance=goal.importance, target_on=TARGET).met == ()
    assert (AuditEvent.objects.count(), KeptText.objects.count()) == before


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.lists(
        st.tuples(st.booleans(), st.integers(1, 4), st.sampled_from([None, 1, 2, 3])), min_size=1, max_size=8
    )
)
def test_no_value_is_ever_lost(people: SmallSchool, typed: list[tuple[bool, int, int | None]]) -> None:
    child = people_actions.add_child(school=people.school, given_name="Eli", by=people.joy, at=AT)
    people_actions.join_teams(places=[(child, people.mei_staff)], by=people.joy, at=AT)
    goal = a_goal(plans.start_plan(child=child, by=people.joy, at=AT), by=people.joy)
    for is_mei, value, saw in typed:
        goal.refresh_from_db()
        before = goal.criterion_of
        told = _save(
            goal, people.mei if is_mei else people.joy, {"criterion_of": saw}, criterion_of=value + 4
        )
        goal.refresh_from_db()
        assert goal.criterion_of == (before if told.met else value + 4)
        kept = set(KeptText.objects.filter(target=goal.pk).values_list("text", flat=True))
        assert str(value + 4) in kept | {str(before)}


def test_every_value_of_a_plan_is_saved_by_itself(people: SmallSchool) -> None:
    version = a_draft(people)
    goal, service = version.goals.get(), version.planned_services.get()
    steps = [{"from": 4, "times": 1}]
    new: list[tuple[Written, dict[str, Any]]] = [
        (version, {"review_on": LATER}),
        (goal, {"parts": ["Opens the pot", "Closes it"], "interval_seconds": 30}),
        (goal, {"criterion_value": Decimal(3), "settings": ["play"], "target_on": TARGET, "importance": 1}),
        (goal.objectives.get(), {"by_on": TARGET}),
        (version.home_routines.get(), {"name": "Post"}),
        (goal.opportunities.get(kind="writing"), {"times_a_week": 5, "how": "Side by side"}),
        (
            service,
            {"times": 3, "per": "month", "ends": LATER, "steps": steps, "therapists": [people.mei_staff]},
        ),
        (service, {"quiet": "no", "asked": ["child"], "model": Model.PULL_OUT, "look_again_on": LATER}),
        (service, {"make_up": "none"}),
        (service, {"quiet": "", "reason": "It is calm there", "pattern": "receding", "max_group": 2}),
    ]
    for target, values in new:
        assert set(_save(target, people.mei, **values).kept) == set(values)
        again = read.target_for(people.mei, fresh(version), target.pk)
        assert again is not None
        assert {field: value_of(again, field) for field in values} == values
    service.refresh_from_db()
    assert (service.answers, service.decided_on) == ({}, ON)


def test_every_value_reads_as_words(people: SmallSchool) -> None:
    version = a_draft(people)
    service = version.planned_services.get()
    said = {
        "per": ("fortnight", "a fortnight"),
        "ends": (LATER, "8 October 2025"),
        "steps": ([{"from": 4, "times": 1}], "from week 4: 1 times"),
        "therapists": ([people.mei_staff], "Mei Tan"),
        "asked": (["child", "Carla"], "The child, Carla"),
        "quiet": ("at_times", "At times"),
        "model": ("", ""),
        "minutes": (30, "30"),
        "make_up": ("", "As the organisation does"),
    }
    assert {field: in_words(service, field, value) for field, (value, _words) in said.items()} == {
        field: words for field, (_value, words) in said.items()
    }
    goal = version.goals.get()
    assert in_words(goal, "settings", ["writing", "home"]) == "Writing, At home"
    assert in_words(goal, "people", ["teacher", "peer"]) == "With the class teacher, With a classmate"
    assert in_words(goal, "parts", ["Opens it", "Closes it"]) == "Opens it\nCloses it"


def test_what_contradicts_itself_waits_in_the_draft_and_is_said(people: SmallSchool) -> None:
    version = a_draft(people)
    service = version.planned_services.get()
    told = _save(service, people.mei, minutes=33, ends=TARGET + timedelta(days=1))
    assert [fault.field for fault in told.faults] == ["minutes", "ends"]
    service.refresh_from_db()
    assert service.minutes == 33
    with pytest.raises(NotNow, match="steps of 5 minutes"):
        plans.send_for_review(version=version, by=people.mei, at=AT)


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"max_group": 9}, {"max_group"}),
        ({"ends": ON}, {"ends"}),
        ({"starts": TARGET, "ends": LATER}, {"starts", "ends"}),
        ({"look_again_on": ON}, {"look_again_on"}),
        ({"starts": None}, {"starts"}),
    ],
)
def test_what_a_field_cannot_hold_is_refused_alone_and_set_aside(
    people: SmallSchool, values: dict[str, Any], refused: set[str]
) -> None:
    version = a_draft(people)
    service = version.planned_services.get()
    told = _save(service, people.mei, **values, priority=4)
    assert {fault.field for fault in told.refused} == refused
    assert told.kept == ("priority",)
    again = version.planned_services.get()
    assert (again.starts, again.ends, again.max_group, again.priority) == (ON, TARGET, 1, 4)
    aside = KeptText.objects.filter(target=service.pk, stands=False)
    assert {each.field for each in aside} == refused
    _save(service, people.mei, **values, priority=5)
    assert aside.count() == len(refused), "sent again beside another change, and set aside once"


@pytest.mark.parametrize("seconds", [4, 601])
def test_interval_that_nobody_could_keep_to_is_refused_with_a_sentence(
    people: SmallSchool, seconds: int
) -> None:
    goal = a_draft(people).goals.get()
    told = _save(goal, people.mei, interval_seconds=seconds)
    assert told.refused == (
        Fault("interval_seconds", "An interval lasts from 5 to 600 seconds. Choose one between."),
    )
    goal.refresh_from_db()
    assert goal.interval_seconds is None


def test_two_who_say_what_is_made_up_are_told_in_words(people: SmallSchool) -> None:
    service = a_draft(people).planned_services.get()
    _save(service, people.joy, {"make_up": ""}, make_up="all")
    told = _save(service, people.mei, {"make_up": ""}, make_up="none")
    assert told.met == (Met("make_up", "Every missed session", "Joy Adeyemi"),)
    _save(service, people.joy, {"make_up": "all"}, make_up="")
    told = _save(service, people.mei, {"make_up": "all"}, make_up="none")
    assert told.met[0].sentence == "Joy Adeyemi has written “As the organisation does” meanwhile."


def test_start_and_end_move_together(people: SmallSchool) -> None:
    service = a_draft(people).planned_services.get()
    later = TARGET + timedelta(weeks=1)
    told = _save(service, people.mei, starts=later, ends=later + timedelta(weeks=2))
    assert (told.refused, set(told.kept)) == ((), {"starts", "ends"})


def test_choice_still_lacks_its_reason_and_its_day(people: SmallSchool) -> None:
    service = a_draft(people).planned_services.get()
    assert [fault.field for fault in still_to_say(service)] == ["reason", "look_again_on"]
    service.reason, service.look_again_on = "It lives in class", LATER
    assert still_to_say(service) == []
    service.model, service.reason = "", ""
    assert still_to_say(service) == []


def test_reason_is_one_text_whether_typed_or_sent_with_the_values(people: SmallSchool) -> None:
    version = a_draft(people)
    service = version.planned_services.get()
    typed = plans.save_text(
        version=version, target=service, field="reason", text="By Mei", seen=0, by=people.mei, at=AT
    )
    _save(service, people.joy, {"reason": "By Mei"}, reason="By Joy")
    with pytest.raises(EditedMeanwhile, match="Joy Adeyemi"):
        plans.save_text(
            version=version, target=service, field="reason", text="x", seen=typed.number, by=people.mei, at=AT
        )
    planned.decide(
        planned=version.planned_services.get(),
        answers={},
        asked=[],
        model=Model.PUSH_IN,
        reason="Together",
        look_again_on=LATER,
        by=people.mei,
        at=AT,
    )
    assert read.numbers_of(people.mei, version)[service.pk]["reason"] == 4


def test_how_of_a_cell_is_not_written_over_from_the_matrix(people: SmallSchool) -> None:
    version = a_draft(people)
    cell = {"goal": version.goals.get(), "kind": "maths", "who": Who.PEER, "by": people.mei, "at": AT}
    matrix.set_opportunity(**cell, times_a_week=2, how="Ben reads out")
    with pytest.raises(AtFault, match="“Ben reads out” stands there already") as refused:
        matrix.set_opportunity(**cell, times_a_week=2, how="They take turns")
    assert [fault.field for fault in refused.value.faults] == ["how"]
    kept = matrix.set_opportunity(**cell, times_a_week=3)
    assert kept is not None
    assert (kept.how, kept.times_a_week) == ("Ben reads out", 3)


def test_field_that_is_no_value_is_a_mistake_of_the_program(people: SmallSchool) -> None:
    version = a_draft(people)
    for target, field in ((version, "number"), (version.goals.get(), "title")):
        with pytest.raises(LookupError, match=field):
            _save(target, people.mei, **{field: "x"})


def test_row_that_was_removed_meanwhile_is_not_written(people: SmallSchool) -> None:
    goal = a_draft(people).goals.get()
    goals.remove_goal(goal=goal.version.goals.get(), by=people.joy, at=AT)
    with pytest.raises(NotNow, match="Somebody has removed this meanwhile"):
        _save(goal, people.mei, importance=3)


def test_no_version_but_a_draft_is_written(people: SmallSchool) -> None:
    version = a_draft(people)
    plans.send_for_review(version=version, by=people.joy, at=AT)
    with pytest.raises(NotNow, match="in review"):
        _save(version.planned_services.get(), people.mei, times=3)
    assert fresh(version).planned_services.get().times == 2


@pytest.mark.parametrize("field", [field for fields in VALUES_OF.values() for field in fields[:1]])
def test_others_and_stranger_save_no_value(people: SmallSchool, stranger: Stranger, field: str) -> None:
    version = a_draft(people)
    goal = version.goals.get()
    rows: list[Written] = [version, goal, goal.objectives.get(), version.planned_services.get()]
    rows += [goal.opportunities.filter(home=None)[0], version.home_routines.get()]
    target = next(row for row in rows if VALUES_OF[type(row)][0] == field)
    before = AuditEvent.objects.count(), KeptText.objects.count()
    for outside in (people.amara, people.carla, people.hugo, people.li):
        with pytest.raises(NotAllowed, match="Only Ada’s team writes the plan"):
            _save(target, outside, **{field: None})
    with pytest.raises(NotAllowed, match="another organisation"):
        _save(target, stranger.stan, **{field: None})
    assert (AuditEvent.objects.count(), KeptText.objects.count()) == before


def test_therapist_of_another_organisation_is_not_named(people: SmallSchool, stranger: Stranger) -> None:
    service = a_draft(people).planned_services.get()
    with scope(organisation=stranger.organisation):
        theirs = a_therapist("Suki", Discipline.OCCUPATIONAL, stranger.school, by=stranger.stan)
    with pytest.raises(NotAllowed, match="another organisation"):
        _save(service, people.mei, therapists=[theirs])


def test_fault_is_said_at_a_therapist_of_another_discipline(people: SmallSchool) -> None:
    service = a_draft(people).planned_services.get()
    told = _save(service, people.mei, therapists=[people.amara_staff])
    assert told.faults == (
        Fault("therapists", "Amara Okafor does not give occupational therapy. Choose a therapist who does."),
    )
