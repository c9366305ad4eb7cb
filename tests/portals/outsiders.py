"""Those whom Ada does not concern, and those whom she no longer concerns, each with an account."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.classrooms.models import ClassTeacher
from alongside.people import actions
from alongside.people.actions.families import say_guardianship_ends, set_rights
from alongside.people.choices import Discipline, Relation, Role
from alongside.people.models import Account, Child, Guardianship, StaffMember
from alongside.people.rules import Viewer
from tests.capture.held import an_assistant
from tests.factories import AT, ON, PASSWORD, SmallSchool, a_therapist, strange_school
from tests.strategies.told import a_parent


def _with_account(person: StaffMember | Guardianship, by: Viewer) -> Account:
    who = person.guardian if isinstance(person, Guardianship) else person
    return actions.give_account(
        person=who, email=f"{uuid.uuid4()}@stranger.example", password=PASSWORD, by=by, at=AT
    )


def _guardian_of(child: Child, by: Viewer) -> Guardianship:
    return actions.add_guardian(child=child, name="Noor Lund", relation=Relation.MOTHER, by=by, at=AT)


def _therapist_of_before(people: SmallSchool) -> Account:
    """In Ada's team until today, and nothing of hers was ever written there."""
    vera = a_therapist("Vera", Discipline.OCCUPATIONAL, people.school, by=people.joy)
    actions.join_teams(places=[(people.ada, vera)], by=people.joy, at=AT)
    actions.leave_team(place=vera.teams.get(), by=people.joy, at=AT)
    return _with_account(vera, people.joy)


def _therapist_of_nobody(people: SmallSchool) -> Account:
    """Of the same discipline, at the same school, in no child's team."""
    return _with_account(
        a_therapist("Pat", Discipline.OCCUPATIONAL, people.school, by=people.joy), people.joy
    )


def _mei_of_before(people: SmallSchool) -> Account:
    actions.leave_team(place=people.mei_place, by=people.joy, at=AT)
    return people.mei.account


def _guardian_of_before(people: SmallSchool) -> Account:
    say_guardianship_ends(tie=people.li_tie, ends=ON, by=people.joy, at=AT)
    return people.li.account


def _teacher_of_before(people: SmallSchool) -> Account:
    post = ClassTeacher.objects.get(staff=people.carla_staff)
    classrooms.end_teacher_post(post=post, ends=ON, by=people.joy, at=AT)
    return people.carla.account


def _unconfirmed(people: SmallSchool) -> Account:
    """Brought in with a roster as Ada's mother; nobody has said yet that she is."""
    tie = _guardian_of(people.ada, people.joy)
    account = _with_account(tie, people.joy)
    Guardianship.objects.filter(pk=tie.pk).update(confirmed_at=None)
    return account


def _staff_elsewhere(role: Role, discipline: str = "") -> Callable[[SmallSchool], Account]:
    def made(_people: SmallSchool) -> Account:
        there = strange_school()
        with scope(organisation=there.organisation):
            staff = actions.add_staff_member(
                role=role, given_name="Ezra", discipline=discipline, by=there.stan, at=AT
            )
            if role is Role.TEACHER:
                classrooms.post_teacher(
                    classroom=there.classroom, teacher=staff, starts=ON, by=there.stan, at=AT
                )
            else:
                actions.join_teams(places=[(there.child, staff)], by=there.stan, at=AT)
            return _with_account(staff, there.stan)

    return made


def _guardian_elsewhere(_people: SmallSchool) -> Account:
    there = strange_school()
    with scope(organisation=there.organisation):
        return _with_account(_guardian_of(there.child, there.stan), there.stan)


def _guardian_who_is_a_therapist(people: SmallSchool) -> Account:
    """Amara is in nobody's team, and Ada's guardian at home, where she may do nothing but see her week."""
    tie = _guardian_of(people.ada, people.joy)
    actions.give_account(
        person=tie.guardian, email=people.amara.account.email, password=PASSWORD, by=people.joy, at=AT
    )
    set_rights(tie=tie, rights=set(), by=people.joy, at=AT)
    return people.amara.account


#: What somebody of the staff reads of the organisation whomever she works with: its own strategies.
LIBRARY = frozenset({"strategies:strategy"})
#: What a therapist held and wrote herself stays hers: her week and visits, her notes on them, her own addresses.
OWN = LIBRARY | {
    *(f"therapist:{name}" for name in ("week", "week_pdf")),
    *(
        f"today:{name}"
        for name in ("of", "of_day", "sheet_of", "visit", "end", "move", "key_in", "sign", "say")
    ),
    *(f"today:{name}" for name in ("text", "voice", "leave", "note", "correct", "drop")),
    *(f"reports:{name}" for name in ("run", "stop", "resume")),
    *(f"strategies:{name}" for name in ("change", "put_away")),
    "public:calendar_close",
}


@dataclass(frozen=True)
class Outsider:
    """How somebody is found or made, and the names of the addresses that are open to them all the same."""

    account: Callable[[SmallSchool], Account]
    may: frozenset[str] = frozenset()


#: Whom Ada does not concern, and whom she no longer concerns.
OUTSIDERS: dict[str, Outsider] = {
    "coordinator elsewhere": Outsider(lambda _people: strange_school().stan.account),
    "therapist elsewhere": Outsider(_staff_elsewhere(Role.THERAPIST, Discipline.OCCUPATIONAL)),
    "assistant elsewhere": Outsider(_staff_elsewhere(Role.ASSISTANT, Discipline.OCCUPATIONAL)),
    "teacher elsewhere": Outsider(_staff_elsewhere(Role.TEACHER)),
    "guardian elsewhere": Outsider(_guardian_elsewhere),
    "therapist of nobody": Outsider(_therapist_of_nobody, LIBRARY),
    "assistant outside the team": Outsider(lambda people: an_assistant(people, "Ines").account, LIBRARY),
    "teacher of another class": Outsider(lambda people: people.hugo.account, LIBRARY),
    "guardian of another child": Outsider(lambda people: a_parent(people, people.ben).account),
    "therapist of before": Outsider(_therapist_of_before, LIBRARY),
    "therapist of before, with her own": Outsider(_mei_of_before, OWN),
    "teacher of before": Outsider(_teacher_of_before, LIBRARY),
    "guardian of before": Outsider(_guardian_of_before),
    "guardian nobody has confirmed": Outsider(_unconfirmed),
    "guardian who is a therapist": Outsider(
        _guardian_who_is_a_therapist, LIBRARY | {"family:week", "family:papers"}
    ),
}
