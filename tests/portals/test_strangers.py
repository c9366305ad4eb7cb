"""Every address that names a child, a class or what belongs to one, asked for by those whom it does not concern."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.classrooms.models import Routine
from alongside.conversations.rules.files import Upload
from alongside.plans.actions.said import write_down_said
from alongside.strategies.actions import coaching, planning, uses
from alongside.strategies.actions import given as given_actions
from alongside.strategies.actions import supports as support_actions
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import OwnStrategy
from alongside.strategies.rules.supports import Cell
from alongside.trust.models import AuditEvent
from tests.capture.held import a_visit
from tests.conversations.said import talk
from tests.factories import AT, ON, SmallSchool, Stranger, browser_of
from tests.plans.written import in_force
from tests.strategies.told import a_parent, an_own_strategy, given_to, given_to_class

NOW = AT + timedelta(hours=1)
#: What somebody sends who tries everything at once.
SENT = {
    "said": "used", "went": "well", "words": "x", "text": "x", "do": "keep", "title": "x", "rung": "1", "yes": "1",
    "face": "3", "suits": "never", "about": "likes", "answer": "yes", "purpose": "photos", "outcome": "x",
    "lesson": "x", "on": "2025-09-08", "rights": "write", "email": "x@y.example", "form": str(uuid.uuid4()),
    "places": "2", "words-0": "a", "words-1": "b", "language": "en-gb", "seen": "x", "aim": "x",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def addresses(people: SmallSchool) -> list[str]:
    """Everything that there is for Ada and her class."""
    in_force(people)
    own = an_own_strategy(people.mei)
    teacher = given_to(people.ada, own, people.mei)
    home = given_to(people.ada, own, people.mei, who="family")
    mine = given_to(people.ada, own, people.mei, who="therapist")
    whole = given_to_class(people.class_2b, own, people.mei)
    given_actions.write_wording(assignment=home, language="zh-hans", do="写", by=people.mei, at=AT)
    use = uses.say_used(assignment=home, on=ON, was_used=True, by=people.li, at=AT)
    support = support_actions.make_support(
        child=people.ada, kind=SupportKind.FIRST_THEN, title="T", cells=[Cell("", "a"), Cell("", "b")],
        by=people.mei, at=AT,
    )  # fmt: skip
    said = write_down_said(child=people.ada, about="likes", words="The swing.", by=people.mei, at=AT)
    meeting = planning.open_agenda(classroom=people.class_2b, on=ON, by=people.mei, at=AT)
    item = planning.add_item(meeting=meeting, lesson="Measuring", by=people.mei, at=AT)
    cycle = coaching.agree_cycle(
        strategy=own, classroom=people.class_2b, coach=people.mei_staff, coached=people.carla_staff, aim="Wait.",
        by=people.mei, at=AT,
    )  # fmt: skip
    look = coaching.look(cycle=cycle, on=ON, seen=[True, None], by=people.mei, at=AT)
    thread = talk(people, people.mei, people.li, files=[Upload("a.txt", b"A line.")])
    message = thread.messages.get()
    guardian = people.li_tie.guardian
    visit = a_visit(people, on=ON)
    routine = Routine.objects.filter(timetable__classroom=people.class_2b).first()
    assert routine

    def at(name: str, *args: Any) -> str:
        return reverse(name, args=args)

    ada, two_b = people.ada.pk, people.class_2b.pk
    return [
        at("strategies:child", ada),
        at("strategies:from_plan", ada),
        at("strategies:give", ada) + f"?strategy={own}",
        at("strategies:classroom", two_b),
        at("strategies:give_to_class", two_b) + f"?strategy={own}",
        *(
            at(f"strategies:{name}", each.pk)
            for name in ("words", "rung", "end")
            for each in (teacher, home, mine, whole)
        ),
        at("strategies:wording", home.pk, "zh-hans"),
        at("strategies:confirm", home.pk, "zh-hans"),
        at("strategies:wording", whole.pk, "ta"),
        at("supports:child", ada),
        at("supports:my_plan", ada),
        at("supports:print_my_plan", ada),
        at("supports:say", ada),
        at("supports:take_back", ada, said.pk),
        at("supports:new", ada, "first_then"),
        at("supports:preview", ada, "first_then"),
        at("supports:support", ada, support.pk),
        at("supports:print", ada, support.pk),
        at("supports:put_away", ada, support.pk),
        at("supports:support", people.ben.pk, support.pk),
        at("progress:consistency", ada),
        at("progress:child", ada),
        at("coaching:begin", two_b),
        at("coaching:cycle", cycle.pk),
        at("coaching:look", cycle.pk),
        at("coaching:reflect", cycle.pk),
        at("coaching:feedback", cycle.pk),
        at("coaching:end", cycle.pk),
        at("coaching:rate", look.pk),
        at("co_planning:of_class", two_b),
        at("co_planning:agenda", meeting.pk),
        at("co_planning:close", meeting.pk),
        at("co_planning:outcome", item.pk),
        at("co_planning:remove", item.pk),
        at("my_class:today", two_b),
        at("my_class:say", two_b, teacher.pk),
        at("my_class:say", people.class_2a.pk, teacher.pk),
        at("my_class:children", two_b),
        at("my_class:child", two_b, ada),
        at("my_class:child", people.class_2a.pk, ada),
        at("my_class:times", two_b),
        at("my_class:times_say", two_b, routine.pk),
        at("talk:new", ada),
        at("talk:thread", thread.pk),
        at("talk:add", thread.pk),
        at("talk:leave", thread.pk),
        at("talk:close", thread.pk),
        at("talk:reopen", thread.pk),
        at("talk:take_back", message.pk),
        at("talk:attachment", message.attachments.get().pk),
        at("talk:told", ada),
        at("talk:told_table", ada),
        at("talk:threads") + f"?child={ada}",
        at("strategies:library") + f"?child={ada}",
        at("family:progress", ada),
        at("family:papers", ada),
        at("family:consent", ada),
        at("family:week", ada),
        at("family:said", home.pk),
        at("family:words", use.pk),
        at("family:take_back", use.pk),
        at("family:said", teacher.pk),
        at("coordinator:family_member", ada, guardian.pk),
        at("coordinator:consents", ada),
        *(
            f"/children/{ada}/family/{guardian.pk}/{each}/"
            for each in ("invite", "withdraw", "rights", "ends")
        ),
        f"/children/{ada}/consents/ask/",
        *(f"/children/{people.ben.pk}/family/{guardian.pk}/{each}/" for each in ("invite", "rights", "ends")),
        at("today:voice", visit.pk, ada),
        at("strategies:change", OwnStrategy.objects.get().pk),
        at("strategies:put_away", OwnStrategy.objects.get().pk),
    ]


def _tried(browser: Client, address: str) -> list[tuple[str, int, str]]:
    """How an address answers to looking and to sending: how, status, where it leads."""
    return [
        (how, answer.status_code, answer.headers.get("Location", ""))
        for how in ("get", "post")
        for answer in [getattr(browser, how)(address, SENT if how == "post" else None)]
    ]


@pytest.mark.parametrize("who", ["stan", "amara", "hugo", "bo", "nobody"])
def test_no_stranger_opens_or_changes_anything(
    people: SmallSchool, stranger: Stranger, addresses: list[str], who: str
) -> None:
    strangers = {"stan": stranger.stan, "amara": people.amara, "hugo": people.hugo}
    if who == "bo":
        strangers["bo"] = a_parent(people, people.ben)
    browser = Client() if who == "nobody" else browser_of(strangers[who])
    before = AuditEvent.objects.count()
    bad = []
    for address in addresses:
        for how, status, to in _tried(browser, address):
            shut = status in {404, 405} or (who == "nobody" and to.startswith(reverse("account_login")))
            if not shut:
                bad.append((how, address, status, to))
    assert bad == []
    assert AuditEvent.objects.count() == before
