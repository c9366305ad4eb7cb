"""What is written about Ada: her plan, visits, record, the words given for her, her class, what is said of her."""

from __future__ import annotations

import uuid
from typing import Any

from alongside.capture.actions import notes
from alongside.capture.actions.consultations import record_consultation
from alongside.capture.choices import Outcome, Partner, Reason
from alongside.capture.models import DatedVisit, Note
from alongside.capture.queries.notes import notes_of_visit
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Routine
from alongside.conversations.models import Mail
from alongside.conversations.rules.files import Upload
from alongside.exchange.actions import calendars
from alongside.exchange.models import CalendarAddress
from alongside.people.rules import Viewer
from alongside.plans.actions import plans
from alongside.plans.actions.said import write_down_said
from alongside.plans.choices import Model, Per
from alongside.plans.models import Plan, PlanVersion
from alongside.progress.actions import goals, reports
from alongside.progress.choices import Audience, Step
from alongside.progress.models import Probe
from alongside.strategies.actions import coaching, planning, uses
from alongside.strategies.actions import given as given_actions
from alongside.strategies.actions import supports as support_actions
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import OwnStrategy
from alongside.strategies.rules.supports import Cell
from tests.capture.held import a_share, a_visit, see
from tests.conversations.said import talk
from tests.factories import AT, ON, SmallSchool
from tests.portals.addressed import Address, addressed
from tests.strategies.told import an_own_strategy, given_to, given_to_class


def days(people: SmallSchool, visit: DatedVisit, tove: Viewer) -> list[Address]:
    """Mei's day: a visit with Ada that was held and one that was missed, the notes on it, and what is owed."""
    session = a_share(visit, people.ada, people)
    see(visit, people.ada, {"face": 3})
    see(visit, people.ada, {"face": 4}, observer=tove.account)
    [signed] = _signed(visit, people.mei)
    correction = notes.correct_note(note=signed, why="A slip", by=people.mei, at=AT)
    later = a_visit(people, starts=11 * 60, ends=11 * 60 + 30)
    a_share(later, people.ada, people)
    see(later, people.ada, {"face": 3}, observer=tove.account)
    [waiting] = _signed(later, tove)
    missed = a_share(
        a_visit(people, starts=780, ends=810, outcome=Outcome.MISSED, reason=Reason.STAFF_AWAY),
        people.ada, people, minutes=None,
    )  # fmt: skip
    plan = PlanVersion.objects.get(plan__child=people.ada)
    advised = plan.planned_services.get(model=Model.CONSULTATION)
    rare = plan.planned_services.get(per=Per.TERM)
    contact = record_consultation(
        id=uuid.uuid4(), child=people.ada, service=advised.lineage, on=ON, minutes=20, partner=Partner.TEACHER,
        words="Two choices", by=people.mei, at=AT,
    )  # fmt: skip
    ada, mei = people.ada.pk, people.mei_staff.pk

    def at(name: str, *args: Any, **sent: str | int) -> Address:
        return addressed("mei", name, *args, **sent)

    return [
        at("therapist:week", mei),
        at("therapist:week_pdf", mei),
        at("today:of", mei),
        at("today:of_day", mei, ON),
        at("today:sheet_of", mei, ON),
        *(at(f"today:{name}", visit.pk) for name in ("visit", "end", "move", "key_in", "sign")),
        at("today:say", visit.pk, role="observe"),
        at("today:text", visit.pk, target=str(session.pk), field="text", text="x", seen=0),
        at("today:voice", visit.pk, ada),
        at("today:leave", visit.pk, session.pk, "home"),
        at("today:note", signed.pk),
        at("today:note", waiting.pk),
        at("today:correct", signed.pk),
        at("today:countersign", waiting.pk),
        at("today:drop", correction.pk),
        at("today:child_notes", ada),
        at("delivered:child", ada, days=14),
        at("delivered:consult", ada, advised.lineage, days=14),
        at("delivered:take_back", contact.pk),
        at("delivered:missed", missed.pk),
        at("delivered:give_up", missed.pk),
        addressed("joy", "delivered:by_date", rare.pk),
    ]


def _signed(visit: DatedVisit, by: Viewer) -> list[Note]:
    """The notes of a visit as they are drafted, signed."""
    notes.draft_notes(visit=visit, by=by, at=AT)
    read = {each.session.pk: each.number for each in notes_of_visit(by, visit)}
    return notes.sign_notes(visit=visit, read=read, name=str(by), by=by, at=AT)


def plan_pages(people: SmallSchool, version: PlanVersion) -> list[Address]:
    """The plan in force and the draft of its change."""
    draft = plans.amend(plan=Plan.objects.get(), reason="She writes alone", by=people.mei, at=AT)
    plans.share_with_family(version=draft, by=people.mei, at=AT)
    goal, service, home = draft.goals.get(), draft.planned_services.all()[0], draft.home_routines.get()
    ada = people.ada.pk

    def at(name: str, *args: Any, **sent: str | int) -> Address:
        return addressed("mei", f"plans:{name}", *args, **sent)

    return [
        *(at(name, ada) for name in ("plan", "start", "compare")),
        *(at(name, version.pk) for name in ("version", "print", "print_plain", "end", "amend")),
        *(
            at(name, draft.pk)
            for name in (
                "version", "print", "print_plain", "review", "share", "send", "take_back", "agree", "sign",
                "put_in_force", "amend", "end", "comment", "goal_add", "goal_bank", "matrix", "home_add",
            )
        ),
        *(
            at(name, draft.pk, goal.pk)
            for name in ("goal", "goal_move", "goal_remove", "objective_add", "places")
        ),
        at("text", draft.pk, target=str(goal.pk), field="title", text="x", seen=0),
        at("matrix_cell", draft.pk, cell=f"{goal.pk} school:writing", who="teacher", times_a_week=1, seen=""),
        at("objective_change", draft.pk, goal.pk, goal.objectives.get().pk),
        at("service_add", draft.pk, "speech"),
        *(at(name, draft.pk, service.pk) for name in ("service", "service_remove", "decide", "fit")),
        at("home_change", draft.pk, home.pk),
        addressed("li", "family:plan", ada),
        addressed("li", "family:plan_pdf", ada, version.pk),
        addressed("li", "family:plan_full_pdf", ada, version.pk),
        addressed("li", "family:plan_pdf", ada, draft.pk),
        addressed("carla", "teacher:plans", people.class_2b.pk),
        addressed("carla", "teacher:plan_pdf", people.class_2b.pk, ada),
    ]  # fmt: skip


def records(people: SmallSchool, version: PlanVersion) -> list[Address]:
    """What the record says of Ada, and the reports on her: a family's signed one, and one of the team."""
    ada, goal = people.ada, version.goals.get()
    by: dict[str, Any] = {"by": people.mei, "at": AT}
    goals.decide(child=ada, lineage=goal.lineage, step=Step.FADE, words="She does it alone", **by)
    probe = Probe.objects.all()[0]
    wanted: dict[str, Any] = {"language": "en-gb", "as_of": ON, **by}
    signed = reports.draft_report(child=ada, audience=Audience.FAMILY, **wanted)
    reports.sign_report(report=signed, name="Mei Tan", **by)
    team = reports.draft_report(child=ada, audience=Audience.TEAM, **wanted)
    run = reports.order_reports(children=[ada], audience=Audience.TEAM, **wanted)

    def at(name: str, *args: Any, **sent: str | int) -> Address:
        return addressed("mei", name, *args, **sent)

    return [
        at("progress:child", ada.pk),
        at("progress:consistency", ada.pk),
        *(at(f"progress:{name}", ada.pk, goal.lineage) for name in ("goal", "decide", "plan_probes")),
        at("progress:put_probe_aside", probe.pk),
        *(at(f"reports:{name}", run.pk) for name in ("run", "stop", "resume")),
        *(at(f"reports:{name}", team.pk) for name in ("report", "sign", "correct", "print")),
        at("reports:section", team.pk, field="next", text="x", seen=0),
        *(at(f"reports:{name}", signed.pk) for name in ("report", "print", "correct")),
        addressed("li", "family:progress", ada.pk),
        addressed("li", "family:reports", ada.pk),
        addressed("li", "family:report", signed.pk),
        addressed("li", "family:report_print", signed.pk),
    ]


def words(people: SmallSchool) -> list[Address]:
    """Strategies given to each adult, what was said of them, supports, and what Ada says herself."""
    by: dict[str, Any] = {"by": people.mei, "at": AT}
    own = an_own_strategy(people.mei)
    teacher, home, mine = (
        given_to(people.ada, own, people.mei, who=who) for who in ("teacher", "family", "therapist")
    )
    whole = given_to_class(people.class_2b, own, people.mei)
    given_actions.write_wording(assignment=home, language="zh-hans", do="写", **by)
    use = uses.say_used(assignment=home, on=ON, was_used=True, by=people.li, at=AT)
    support = support_actions.make_support(
        child=people.ada, kind=SupportKind.FIRST_THEN, title="T", cells=[Cell("", "a"), Cell("", "b")], **by
    )
    said = write_down_said(child=people.ada, about="likes", words="The swing.", **by)
    ada, two_b, asked = people.ada.pk, people.class_2b.pk, f"?strategy={own}"

    def at(name: str, *args: Any, after: str = "", opens: str = "mei") -> Address:
        return addressed(opens, name, *args, after=after)

    return [
        at("strategies:child", ada),
        at("strategies:from_plan", ada),
        at("strategies:give", ada, after=asked),
        at("strategies:classroom", two_b),
        at("strategies:give_to_class", two_b, after=asked),
        *(
            at(f"strategies:{name}", each.pk)
            for name in ("words", "rung", "end")
            for each in (teacher, home, mine, whole)
        ),
        *(at(f"strategies:{name}", home.pk, "zh-hans") for name in ("wording", "confirm")),
        at("strategies:wording", whole.pk, "ta"),
        at("strategies:strategy", own),
        at("strategies:change", OwnStrategy.objects.get().pk),
        at("strategies:put_away", OwnStrategy.objects.get().pk),
        at("supports:child", ada),
        at("supports:my_plan", ada),
        at("supports:print_my_plan", ada),
        at("supports:say", ada),
        at("supports:take_back", ada, said.pk),
        at("supports:new", ada, "first_then"),
        at("supports:preview", ada, "first_then"),
        *(at(f"supports:{name}", ada, support.pk) for name in ("support", "print", "put_away")),
        at("my_class:say", two_b, teacher.pk, opens="carla"),
        at("my_class:say", two_b, whole.pk, opens="carla"),
        at("family:said", home.pk, opens="li"),
        at("family:words", use.pk, opens="li"),
        at("family:take_back", use.pk, opens="li"),
    ]


def the_class(people: SmallSchool) -> list[Address]:
    """Ada's class: its week and day, what is planned together in it, and coaching."""
    by: dict[str, Any] = {"by": people.mei, "at": AT}
    meeting = planning.open_agenda(classroom=people.class_2b, on=ON, **by)
    item = planning.add_item(meeting=meeting, lesson="Measuring", **by)
    cycle = coaching.agree_cycle(
        strategy=OwnStrategy.objects.get().key, classroom=people.class_2b, coach=people.mei_staff,
        coached=people.carla_staff, child=people.ada, aim="Wait.", **by,
    )  # fmt: skip
    look = coaching.look(cycle=cycle, on=ON, seen=[True, None], **by)
    routine = Routine.objects.filter(timetable__classroom=people.class_2b, kind=RoutineKind.WRITING)[0]
    ada, two_b = people.ada.pk, people.class_2b.pk

    def at(name: str, *args: Any, opens: str = "carla") -> Address:
        return addressed(opens, name, *args)

    return [
        at("teacher:week", two_b),
        at("teacher:week_pdf", two_b),
        *(at(f"my_class:{name}", two_b) for name in ("today", "children", "times")),
        at("my_class:child", two_b, ada),
        at("my_class:times_say", two_b, routine.pk),
        at("co_planning:of_class", two_b),
        *(at(f"co_planning:{name}", meeting.pk) for name in ("agenda", "close")),
        *(at(f"co_planning:{name}", item.pk) for name in ("outcome", "remove")),
        at("coaching:begin", two_b, opens="mei"),
        *(at(f"coaching:{name}", cycle.pk) for name in ("cycle", "reflect", "end")),
        *(at(f"coaching:{name}", cycle.pk, opens="mei") for name in ("look", "feedback")),
        at("coaching:rate", look.pk, opens="tove"),
    ]


def conversations(people: SmallSchool) -> list[Address]:
    """A conversation of Mei with Ada's family, with a file in it, and a letter that could not be sent."""
    thread = talk(people, people.mei, people.li, people.carla, files=[Upload("a.txt", b"A line.")])
    message = thread.messages.get()
    mail = Mail.objects.create(
        organisation=people.organisation, account=people.li.account, to="li@riverside.example", subject="News",
        body="About Ada", made_at=AT, not_before=AT, given_up_at=AT,
    )  # fmt: skip
    ada = people.ada.pk

    def at(name: str, *args: Any, after: str = "", opens: str = "mei") -> Address:
        return addressed(opens, name, *args, after=after)

    return [
        at("talk:new", ada),
        at("talk:threads", after=f"?child={ada}"),
        at("strategies:library", after=f"?child={ada}"),
        *(at(f"talk:{name}", thread.pk) for name in ("thread", "add", "leave", "close", "reopen")),
        at("talk:take_back", message.pk),
        at("talk:attachment", message.attachments.get().pk),
        *(at(f"talk:{name}", ada, opens="joy") for name in ("told", "told_table")),
        at("talk:mail_again", mail.pk, opens="joy"),
        *(at(f"family:{name}", ada, opens="li") for name in ("week", "papers", "consent")),
    ]


def calendar_addresses(people: SmallSchool) -> list[Address]:
    """What closes the private address of Mei's calendar."""
    calendars.open_address(label="Phone", by=people.mei, at=AT)
    return [addressed("mei", "public:calendar_close", CalendarAddress.objects.get().pk)]
