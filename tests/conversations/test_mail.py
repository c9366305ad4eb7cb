"""Mails: what is gathered for whom and when, in which words, and what happens where they do not arrive."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.conversations.actions import mail as actions
from alongside.conversations.actions.notices import see, wish
from alongside.conversations.choices import About, Pace
from alongside.conversations.models import Mail, Notice
from alongside.conversations.queries.mail import count_waiting, mails_given_up
from alongside.people.actions.families import say_guardianship_ends
from alongside.people.rules import NotAllowed, NotNow, Viewer
from tests.conversations.said import talk
from tests.factories import AT, ON, SmallSchool, Stranger

SITE = "https://alongside.example"
FOUR = AT.replace(hour=15)
"""Four o'clock in London's summer, on the Monday when everything here is told at ten."""


def gather(people: SmallSchool, at: datetime) -> int:
    return actions.gather(organisation=people.organisation, site=SITE, at=at)


def send(people: SmallSchool, at: datetime) -> list[actions.Went]:
    """What happens to every mail that is due, and to each once."""
    went = []
    while (each := actions.send_next(organisation=people.organisation, site=SITE, at=at)) is not None:
        went.append(each)
    return went


def wants(viewer: Viewer, pace: Pace, **said: Any) -> None:
    usual: dict[str, Any] = {"at_minute": 16 * 60, "quiet_from": 19 * 60, "quiet_to": 7 * 60}
    wish(pace=pace, by=viewer, at=AT, **(usual | said))


def test_usual_digest_goes_at_four_with_everything_in_one(people: SmallSchool) -> None:
    for title in ("Scissors", "Shoes"):
        talk(people, people.mei, people.li, title=title)
    assert gather(people, AT + timedelta(hours=1)) == 0
    assert gather(people, FOUR) == 1
    assert gather(people, FOUR) == 0
    assert send(people, FOUR) == [actions.Went.SENT]
    assert send(people, FOUR + timedelta(days=1)) == []
    message = outbox.outbox[0]
    assert message.to == ["li@riverside.example"]
    assert message.subject == "2 new things for you"
    assert message.body.count("Mei Tan has written to you about Ada.") == 2
    assert f"{SITE}/messages/how/" in message.body
    assert all(notice.mail_id for notice in Notice.objects.all())


def test_what_was_seen_is_not_mailed(people: SmallSchool) -> None:
    talk(people, people.mei, people.li)
    see(notices=list(Notice.objects.values_list("pk", flat=True)), by=people.li, at=AT)
    assert gather(people, FOUR) == 0


def test_urgent_goes_at_once_and_alone(people: SmallSchool) -> None:
    talk(people, people.mei, people.li)
    talk(people, people.mei, people.li, is_urgent=True)
    assert gather(people, AT + timedelta(minutes=1)) == 1
    mail = Mail.objects.get()
    assert mail.subject == "Urgent: a message for you"
    assert mail.notices.count() == 1


def test_urgent_waits_until_quiet_hours_end(people: SmallSchool) -> None:
    night = AT.replace(hour=20)
    talk(people, people.mei, people.li, is_urgent=True, at=night)
    assert gather(people, night) == 0
    assert gather(people, night + timedelta(hours=9, minutes=59)) == 0  # 5:59 in UTC is 6:59 in London
    assert gather(people, night + timedelta(hours=10)) == 1


def test_urgent_that_is_found_only_at_night_waits_too(people: SmallSchool) -> None:
    talk(people, people.mei, people.li, is_urgent=True)
    assert gather(people, AT.replace(hour=22)) == 0


def test_mail_that_failed_by_day_does_not_go_by_night(people: SmallSchool) -> None:
    talk(people, people.mei, people.li, is_urgent=True)
    gather(people, AT)
    night = AT.replace(hour=22)
    assert send(people, night) == [actions.Went.LATER]
    assert outbox.outbox == []
    assert send(people, night + timedelta(hours=8)) == [actions.Went.SENT]


@pytest.mark.parametrize(
    ("pace", "days", "mails"),
    [(Pace.AT_ONCE, 0, 1), (Pace.DAILY, 0, 0), (Pace.WEEKLY, 3, 0), (Pace.NEVER, 8, 0)],
)
def test_each_hears_at_their_pace(people: SmallSchool, pace: Pace, days: int, mails: int) -> None:
    wants(people.li, pace)
    talk(people, people.mei, people.li)
    assert gather(people, AT + timedelta(days=days, minutes=1)) == mails


def test_weekly_mail_comes_on_friday(people: SmallSchool) -> None:
    wants(people.li, Pace.WEEKLY)
    talk(people, people.mei, people.li)
    assert gather(people, FOUR + timedelta(days=4)) == 1


def test_subject_and_body_hold_nothing_of_the_message_and_no_family_name(people: SmallSchool) -> None:
    talk(people, people.mei, people.carla, title="Her tantrums", text="She bit Ben.", is_urgent=True)
    gather(people, AT)
    mail = Mail.objects.get()
    assert "Ada" not in mail.subject
    for secret in ("tantrum", "bit", "Lund"):
        assert secret not in mail.body


def test_mail_is_in_the_language_of_its_reader(people: SmallSchool, settings: Any) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("fr", "français")]
    people.li.account.language = "fr"
    people.li.account.save()
    talk(people, people.mei, people.li, is_urgent=True)
    gather(people, AT)
    send(people, AT)
    assert Mail.objects.get().language == "fr"
    assert '<html lang="fr">' in str(outbox.outbox[0].alternatives[0][0])


def test_simple_page_beside_the_text_opens_nothing(people: SmallSchool) -> None:
    actions.write_mail(
        to="li@riverside.example", subject="Hello\nBcc: x@y.example", body=f"<script>1</script> {SITE}/a/?b=1&c=2",
        by=people.joy, at=AT,
    )  # fmt: skip
    assert send(people, AT) == [actions.Went.SENT]
    message = outbox.outbox[0]
    assert isinstance(message, EmailMultiAlternatives)
    assert message.subject == "Hello Bcc: x@y.example"
    html = str(message.alternatives[0][0])
    assert "&lt;script&gt;" in html
    assert f'<a href="{SITE}/a/?b=1&amp;c=2"' in html
    assert message.extra_headers["Message-ID"] == f"<{Mail.objects.get().pk}@alongside.example>"


def test_digest_counts_what_it_does_not_spell_out(people: SmallSchool) -> None:
    for _number in range(actions.LINES + 3):
        talk(people, people.mei, people.li)
    gather(people, FOUR)
    body = Mail.objects.get().body
    assert body.count("Mei Tan has written") == actions.LINES
    assert "And 3 more:" in body


@pytest.fixture
def dead_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise ConnectionRefusedError("no server at mail.example")

    monkeypatch.setattr(actions, "_hand_over", refuse)


@pytest.mark.usefixtures("dead_server")
def test_mail_that_fails_waits_longer_each_time_and_is_given_up_with_a_word_to_coordinators(
    people: SmallSchool, stranger: Stranger
) -> None:
    mail = actions.write_mail(to="li@riverside.example", subject="Hello", body="Look.", by=people.joy, at=AT)
    at, waited = AT, []
    while mail.given_up_at is None:
        assert send(people, at) == [actions.Went.FAILED]
        assert send(people, at) == []
        mail.refresh_from_db()
        waited.append((mail.not_before - at).total_seconds() / 60)
        at = max(mail.not_before, at)
    assert waited[:-1] == list(actions.WAITS)
    assert mail.attempts == len(actions.WAITS) + 1
    assert mail.fault == "ConnectionRefusedError: no server at mail.example"
    told = Notice.objects.get()
    assert (told.account, told.about) == (people.joy.account, About.MAIL)
    assert told.sentence == "A mail to li@riverside.example could not be delivered. Look at what you can do."
    assert [each.pk for each in mails_given_up(people.joy)] == [mail.pk]
    for other in (people.mei, people.li, stranger.stan):
        assert not mails_given_up(other).exists()


def test_mail_given_up_is_tried_again_by_a_coordinator_alone(people: SmallSchool, stranger: Stranger) -> None:
    mail = actions.write_mail(to="li@riverside.example", subject="Hello", body="Look.", by=people.joy, at=AT)
    with pytest.raises(NotNow):
        actions.try_again(mail=mail, by=people.joy, at=AT)
    Mail.objects.update(given_up_at=AT, attempts=9)
    for other in (people.mei, people.li, stranger.stan):
        with pytest.raises(NotAllowed):
            actions.try_again(mail=mail, by=other, at=AT)
    actions.try_again(mail=mail, by=people.joy, at=AT)
    assert count_waiting(people.joy) == 1
    assert send(people, AT) == [actions.Went.SENT]
    assert count_waiting(people.joy) == 0
    assert count_waiting(people.li) == 0


def test_one_address_that_fails_holds_up_no_other(
    people: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over = actions._hand_over

    def refuse_one(mail: Mail, site: str) -> None:
        if mail.to.startswith("gone@"):
            raise ValueError("no such mailbox")
        hand_over(mail, site)

    monkeypatch.setattr(actions, "_hand_over", refuse_one)
    for minute, to in enumerate(("gone@riverside.example", "li@riverside.example")):
        moment = AT + timedelta(minutes=minute)
        actions.write_mail(to=to, subject="Hello", body="Look.", by=people.joy, at=moment)
    assert send(people, AT + timedelta(minutes=2)) == [actions.Went.FAILED, actions.Went.SENT]
    assert [message.to for message in outbox.outbox] == [["li@riverside.example"]]


def test_mail_not_before_its_moment(people: SmallSchool) -> None:
    later = AT + timedelta(hours=1)
    actions.write_mail(to="a@b.example", subject="S", body="B", not_before=later, by=people.joy, at=AT)
    assert send(people, AT) == []
    assert send(people, later) == [actions.Went.SENT]


def test_gathering_for_many_asks_little_more_than_for_one(people: SmallSchool) -> None:
    """Each mail is written by itself, so a person costs the same few statements however many notices they have."""

    def asked(at: datetime) -> int:
        with CaptureQueriesContext(connection) as seen:
            gather(people, at)
        return len(seen)

    talk(people, people.mei, people.li)
    one = asked(FOUR)
    for _number in range(40):
        talk(people, people.mei, people.li, at=AT + timedelta(days=1))
    assert asked(FOUR + timedelta(days=1)) == one


def test_no_mail_speaks_of_a_child_to_whom_the_tie_has_ended(people: SmallSchool) -> None:
    """What was told in the morning goes out in the afternoon; by noon the tie may be over."""
    talk(people, people.mei, people.li, people.carla, is_urgent=True)
    say_guardianship_ends(tie=people.li_tie, ends=ON, by=people.joy, at=AT)
    actions.gather(organisation=people.organisation, site=SITE, at=AT + timedelta(hours=2))
    assert [mail.to for mail in Mail.objects.all()] == [people.carla.account.email]
