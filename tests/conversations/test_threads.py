"""Conversations about a child: who reads them, what is new, what is taken back, and what a stranger gets."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.conversations.actions import threads as actions
from alongside.conversations.models import Attachment, Notice, Participant, Thread
from alongside.conversations.queries import threads as queries
from alongside.conversations.queries.around import people_around
from alongside.conversations.queries.notices import count_unseen
from alongside.conversations.queries.threads import A_PAGE
from alongside.conversations.rules.files import Upload
from alongside.people import actions as people_actions
from alongside.people.actions.consents import say_consent
from alongside.people.choices import Purpose
from alongside.people.models import Guardianship
from alongside.people.rules import NotAllowed, NotNow, Viewer
from tests.conversations.said import LATER, other_parent, read, say, talk
from tests.factories import AT, SmallSchool, Stranger


def names(viewer: Viewer, child_id: UUID) -> list[str]:
    return [person.full for person in people_around(viewer, child_id)]


def test_people_around_a_child_are_its_team_teacher_family_and_coordinators(people: SmallSchool) -> None:
    assert names(people.mei, people.ada.pk) == [
        "Carla Ferreira, teacher of 2B",
        "Li Lund, father",
        "Joy Adeyemi, coordinator",
    ]
    assert names(people.li, people.ada.pk) == [
        "Mei Tan, Occupational therapy", "Carla Ferreira, teacher of 2B", "Joy Adeyemi, coordinator"
    ]  # fmt: skip


def test_nobody_is_around_a_child_of_somebody_else(people: SmallSchool, stranger: Stranger) -> None:
    assert names(people.amara, people.ada.pk) == []
    assert names(people.hugo, people.ada.pk) == []
    assert names(people.li, people.cem.pk) == []
    assert names(stranger.stan, people.ada.pk) == []


def test_guardian_without_the_right_to_write_is_not_among_them(people: SmallSchool) -> None:
    Guardianship.objects.filter(pk=people.li_tie.pk).update(writes_messages=False)
    assert "Li Lund, father" not in names(people.mei, people.ada.pk)
    assert names(people.li, people.ada.pk) == []
    with pytest.raises(NotAllowed):
        talk(people, people.li, people.mei)


def test_started_conversation_is_read_by_those_named_alone(people: SmallSchool, stranger: Stranger) -> None:
    thread = talk(people, people.mei, people.li)
    for named in (people.mei, people.li):
        page = read(named, thread)
        assert [row.text for row in page.messages] == ["How did it go?"]
    for other in (people.carla, people.joy, people.amara, people.hugo, stranger.stan):
        assert queries.thread_for(other, thread.pk) is None
        assert queries.threads_for(other) == []
        with pytest.raises(NotAllowed):
            say(thread, other)


def test_other_guardian_of_the_same_child_does_not_read_along(people: SmallSchool) -> None:
    noor, _tie = other_parent(people, people.ada)
    thread = talk(people, people.mei, people.li)
    assert queries.thread_for(noor, thread.pk) is None
    with pytest.raises(NotAllowed):
        actions.mark_read(thread=thread, until=LATER, by=noor, at=LATER)


def test_guardian_of_another_child_is_nobody_to_write_to(people: SmallSchool) -> None:
    other, _tie = other_parent(people, people.ben, "Bo Lund")
    with pytest.raises(NotNow, match="not around this child"):
        talk(people, people.mei, other)


@pytest.mark.parametrize("title", ["", "  ", "x" * 121])
def test_conversation_needs_a_short_title(people: SmallSchool, title: str) -> None:
    with pytest.raises(NotNow):
        talk(people, people.mei, people.li, title=title)


def test_conversation_needs_somebody_and_words(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="at least one person"):
        talk(people, people.mei, people.mei)
    with pytest.raises(NotNow, match="Write what you want to say"):
        talk(people, people.mei, people.li, text="  ")
    assert not Thread.objects.exists()


def test_form_sent_twice_is_one_conversation_and_one_message(people: SmallSchool) -> None:
    form = uuid.uuid4()
    first, second = (talk(people, people.mei, people.li, form=form) for _time in range(2))
    assert first == second
    assert first.messages.count() == 1
    answer = uuid.uuid4()
    assert say(first, people.li, form=answer) == say(first, people.li, form=answer)
    assert first.messages.count() == 2
    assert Notice.objects.count() == 2


def test_message_is_new_for_the_others_until_they_have_read_it(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li, people.carla)
    assert [queries.count_unread(each) for each in (people.mei, people.li, people.carla)] == [0, 1, 1]
    assert [count_unseen(each) for each in (people.mei, people.li, people.carla)] == [0, 1, 1]
    page = read(people.li, thread)
    assert page.unread == 1
    actions.mark_read(thread=thread, until=page.messages[-1].sent_at, by=people.li, at=LATER)
    assert [queries.count_unread(each) for each in (people.li, people.carla)] == [0, 1]
    assert [count_unseen(each) for each in (people.li, people.carla)] == [0, 1]
    seen = read(people.mei, thread)
    assert [(each.name, each.read_at) for each in seen.messages[0].read_by] == [("Li Lund, father", LATER)]


def test_message_that_came_while_reading_stays_new(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    page = read(people.li, thread)
    say(thread, people.mei, "One more thing.", at=AT)  # the clock of that machine is behind
    actions.mark_read(thread=thread, until=page.messages[-1].sent_at, by=people.li, at=LATER)
    assert queries.count_unread(people.li) == 1
    assert count_unseen(people.li) == 1


def test_reader_stands_once_where_their_reading_ends(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    for word in ("One.", "Two."):
        say(thread, people.mei, word)
    page = read(people.li, thread)
    actions.mark_read(thread=thread, until=page.messages[1].sent_at, by=people.li, at=LATER)
    again = read(people.mei, thread)
    assert [len(row.read_by) for row in again.messages] == [0, 1, 0]


def test_answer_does_not_pass_for_the_moment_of_reading(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    actions.mark_read(thread=thread, until=AT, by=people.li, at=AT + timedelta(minutes=1))
    say(thread, people.li)
    assert [[each.read_at for each in row.read_by] for row in read(people.mei, thread).messages] == [
        [AT + timedelta(minutes=1)],
        [],
    ]


def test_taken_back_message_keeps_its_moment_alone(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li, files=[Upload("plan.pdf", b"%PDF-1.7 x")])
    message = thread.messages.get()
    with pytest.raises(NotAllowed):
        actions.take_back(message=message, by=people.li, at=LATER)
    actions.take_back(message=message, by=people.mei, at=LATER)
    page = read(people.li, thread)
    row = page.messages[0]
    assert (row.text, row.files, row.taken_back_at) == ("", (), LATER)
    assert not Attachment.objects.exists()
    assert queries.count_unread(people.li) == 0
    with pytest.raises(NotNow):
        actions.take_back(message=message, by=people.mei, at=LATER)


def test_who_left_the_team_reads_no_more_and_hears_no_more(people: SmallSchool) -> None:
    thread = talk(people, people.li, people.mei, people.carla)
    people_actions.leave_team(place=people.mei_place, by=people.joy, at=AT)
    mei = people.as_on(people.mei, AT.date() + timedelta(days=1))
    li = people.as_on(people.li, AT.date() + timedelta(days=1))
    say(thread, li, "And today?")
    assert queries.thread_for(mei, thread.pk) is None
    assert queries.count_unread(mei) == 0
    assert Notice.objects.filter(account=people.mei.account).count() == 1
    assert Notice.objects.filter(account=people.carla.account).count() == 2
    page = read(li, thread)
    assert [each.name for each in page.left] == ["Mei Tan, Occupational therapy"]


def test_guardian_who_loses_the_right_reads_no_more(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li, people.carla)
    Guardianship.objects.filter(pk=people.li_tie.pk).update(writes_messages=False)
    assert queries.thread_for(people.li, thread.pk) is None
    with pytest.raises(NotAllowed):
        say(thread, people.li)
    say(thread, people.mei, "Only us now.")
    assert Notice.objects.filter(account=people.li.account).count() == 1


def test_left_conversation_is_gone_until_somebody_brings_one_back(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li, people.carla)
    actions.leave_thread(thread=thread, by=people.carla, at=LATER)
    assert queries.thread_for(people.carla, thread.pk) is None
    assert actions.add_people(thread=thread, people=[people.carla.account.pk], by=people.mei, at=LATER) == 1
    assert queries.thread_for(people.carla, thread.pk) is not None


def test_people_are_added_from_around_the_child_alone(people: SmallSchool, stranger: Stranger) -> None:
    thread = talk(people, people.mei, people.li)
    assert actions.add_people(thread=thread, people=[people.carla.account.pk], by=people.li, at=LATER) == 1
    for other in (people.amara, people.hugo, stranger.stan):
        with pytest.raises(NotNow):
            actions.add_people(thread=thread, people=[other.account.pk], by=people.mei, at=LATER)
    assert Participant.objects.filter(thread=thread).count() == 3


def test_closed_conversation_takes_nothing_until_opened(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    with pytest.raises(NotAllowed):
        actions.close_thread(thread=thread, by=people.li, at=LATER)
    actions.close_thread(thread=thread, by=people.mei, at=LATER)
    with pytest.raises(NotNow, match="closed"):
        say(thread, people.li)
    actions.reopen_thread(thread=thread, by=people.mei, at=LATER)
    assert say(thread, people.li).text == "Well."


def test_notice_of_a_message_holds_nothing_of_it(people: SmallSchool) -> None:
    talk(people, people.mei, people.li, title="Her tantrums", text="She bit Ben.", is_urgent=True)
    notice = Notice.objects.get()
    assert notice.sentence == "Mei Tan has written to you about Ada."
    assert notice.is_urgent


def test_coordinator_sees_that_there_is_a_conversation_not_what_is_said(
    people: SmallSchool, stranger: Stranger
) -> None:
    talk(people, people.mei, people.li)
    assert queries.threads_about(people.joy, people.ada.pk).count() == 1
    for other in (people.mei, people.li, stranger.stan):
        assert not queries.threads_about(other, people.ada.pk).exists()


def test_latest_conversation_of_a_child_is_the_one_said_last(people: SmallSchool) -> None:
    assert queries.latest_for_child(people.li, people.ada.pk) is None
    first = talk(people, people.mei, people.li)
    talk(people, people.mei, people.li, title="Shoes", at=AT + timedelta(minutes=1))
    say(first, people.mei, "Tomorrow, then.")
    row = queries.latest_for_child(people.li, people.ada.pk)
    assert row is not None
    assert (row.title, row.last_text, row.last_by, row.unread) == (
        "Scissors", "Tomorrow, then.", "Mei Tan, Occupational therapy", 2
    )  # fmt: skip
    assert queries.latest_for_child(people.carla, people.ada.pk) is None


def test_list_and_page_ask_as_much_for_one_as_for_three(people: SmallSchool) -> None:
    def asked() -> tuple[int, int, int]:
        counts = []
        for ask in (
            lambda: queries.threads_for(people.li),
            lambda: queries.thread_for(people.li, thread.pk),
            lambda: queries.count_unread(people.li),
        ):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                ask()
            counts.append(len(seen))
        return counts[0], counts[1], counts[2]

    thread = talk(people, people.mei, people.li)
    one = asked()
    for number in range(3):
        talk(people, people.mei, people.li, people.carla, title=f"Thing {number}")
        say(thread, people.mei, files=[Upload("a.txt", b"x")])
    assert asked() == one
    assert one[2] == 1


def a_long_talk(people: SmallSchool, number: int) -> Thread:
    """Mei writes to Li so many times."""
    thread = talk(people, people.mei, people.li, text="0")
    for each in range(1, number):
        say(thread, people.mei, str(each))
    return thread


def test_the_newest_page_comes_first_and_leads_to_earlier_and_later_ones(people: SmallSchool) -> None:
    thread = a_long_talk(people, 2 * A_PAGE + 5)
    newest = read(people.mei, thread)
    assert [row.text for row in newest.messages] == [str(each) for each in range(A_PAGE + 5, 2 * A_PAGE + 5)]
    assert (newest.has_earlier, newest.later) == (True, None)
    middle = read(people.mei, thread, before=newest.messages[0].id)
    assert [row.text for row in middle.messages] == [str(each) for each in range(5, A_PAGE + 5)]
    assert (middle.has_earlier, middle.later) == (True, newest.messages[0].id)
    first = read(people.mei, thread, before=middle.messages[0].id)
    assert [row.text for row in first.messages] == [str(each) for each in range(5)]
    assert (first.has_earlier, first.later) == (False, middle.messages[0].id)
    again = read(people.mei, thread, since=middle.messages[0].id)
    assert again.messages == middle.messages
    assert again.later == middle.later
    assert read(people.mei, thread, since=newest.messages[3].id).messages == newest.messages


def test_there_is_no_page_before_the_first_nor_of_a_message_elsewhere(people: SmallSchool) -> None:
    thread, other = a_long_talk(people, 2), talk(people, people.mei, people.li)
    first, elsewhere = thread.messages.earliest("sent_at").pk, other.messages.get().pk
    assert queries.thread_for(people.mei, thread.pk, before=first) is None
    assert queries.thread_for(people.mei, thread.pk, before=elsewhere) is None
    assert queries.thread_for(people.mei, thread.pk, since=elsewhere) is None
    assert queries.thread_for(people.carla, thread.pk, since=first) is None


def test_nothing_is_read_over_what_is_new_further_up(people: SmallSchool) -> None:
    thread = a_long_talk(people, A_PAGE + 3)
    newest = read(people.li, thread)
    assert (len(newest.new_before), newest.read_until) == (3, None)
    first = read(people.li, thread, since=newest.new_before[0])
    assert first.new_before == ()
    assert first.read_until == first.messages[-1].sent_at
    actions.mark_read(thread=thread, until=first.read_until, by=people.li, at=LATER)
    assert queries.count_unread(people.li) == 3
    assert read(people.li, thread).read_until == newest.messages[-1].sent_at


def test_what_was_taken_back_further_up_keeps_nobody_from_having_read(people: SmallSchool) -> None:
    thread = a_long_talk(people, A_PAGE + 1)
    actions.take_back(message=thread.messages.earliest("sent_at"), by=people.mei, at=LATER)
    assert read(people.li, thread).new_before == ()


def test_who_answers_has_read_no_more_than_was_shown(people: SmallSchool) -> None:
    thread = a_long_talk(people, A_PAGE + 3)
    say(thread, people.li, "Yes.", at=LATER + timedelta(minutes=1))
    assert queries.count_unread(people.li) == A_PAGE + 3
    assert not any(row.read_by for row in read(people.mei, thread).messages)


def test_reader_stands_on_the_page_where_their_reading_ends_alone(people: SmallSchool) -> None:
    thread = a_long_talk(people, A_PAGE + 3)
    newest = read(people.mei, thread)
    earlier = read(people.mei, thread, before=newest.messages[0].id)
    actions.mark_read(thread=thread, until=earlier.messages[1].sent_at, by=people.li, at=LATER)

    def shown(**where: UUID) -> list[int]:
        return [len(row.read_by) for row in read(people.mei, thread, **where).messages]

    assert shown(before=newest.messages[0].id) == [0, 1, 0]
    assert sum(shown()) == 0
    actions.mark_read(thread=thread, until=newest.messages[-1].sent_at, by=people.li, at=LATER)
    assert shown(before=newest.messages[0].id) == [0, 0, 0]
    assert shown()[-1] == 1


def test_a_page_asks_as_much_of_a_long_talk_as_of_a_short_one(people: SmallSchool) -> None:
    def asked(thread: Thread) -> int:
        with CaptureQueriesContext(connection) as seen:
            read(people.li, thread)
        return len(seen)

    assert asked(a_long_talk(people, 2)) == asked(a_long_talk(people, A_PAGE + 20))


PNG = b"\x89PNG\r\n\x1a\n and so on"


def test_picture_goes_once_the_family_allows_photos_and_its_own_always(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    picture = [Upload("cutting.png", PNG)]
    with pytest.raises(NotNow, match="Ada’s family has not said yes to photos and video"):
        say(thread, people.mei, files=picture)
    with pytest.raises(NotNow, match="Ada’s family"):
        talk(people, people.mei, people.li, files=picture)
    assert not Attachment.objects.exists()
    say(thread, people.li, files=picture)
    say(thread, people.mei, files=[Upload("plan.pdf", b"%PDF-1.7 x")])
    consent: dict[str, Any] = {"child": people.ada, "purpose": Purpose.PICTURES, "by": people.li}
    say_consent(is_given=True, at=LATER, **consent)
    say(thread, people.mei, files=picture)
    say_consent(is_given=False, at=LATER + timedelta(minutes=1), **consent)
    with pytest.raises(NotNow, match="Ada’s family"):
        say(thread, people.mei, files=picture)
