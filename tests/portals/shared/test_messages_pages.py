"""The pages of messages: who reads and writes there, what a stranger gets, and what a file may not do."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.conversations.models import Mail, MailWish, Message, Notice, Thread
from alongside.conversations.queries.threads import A_PAGE, count_unread
from alongside.conversations.rules.files import Upload
from alongside.people.models import Guardianship, Organisation
from tests.conversations.said import other_parent, read, say, talk
from tests.factories import AT, SmallSchool, Stranger, browser_of

pytestmark = pytest.mark.usefixtures("that_day")


@pytest.fixture
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are asked for on the day of the small school."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(hours=1))


def at(name: str, *args: Any) -> str:
    return reverse(f"talk:{name}", args=args)


def writing(**said: Any) -> dict[str, Any]:
    return {"text": "How did it go?", "form": str(uuid.uuid4()), **said}


def test_mother_writes_to_the_therapist_and_reads_the_answer(people: SmallSchool) -> None:
    li, mei = browser_of(people.li), browser_of(people.mei)
    assert li.get(at("choose"))["Location"] == at("new", people.ada.pk)
    page = li.get(at("new", people.ada.pk))
    assert "Mei Tan, Occupational therapy" in page.content.decode()
    answer = li.post(
        at("new", people.ada.pk),
        writing(title="Scissors", people=[str(people.mei.account.pk)], is_urgent="on"),
    )
    thread = Thread.objects.get()
    assert answer["Location"] == at("thread", thread.pk)
    assert "Scissors" in mei.get(at("threads")).content.decode()
    assert count_unread(people.mei) == 1
    assert "How did it go?" in mei.get(at("thread", thread.pk)).content.decode()
    assert count_unread(people.mei) == 0
    mei.post(at("thread", thread.pk), writing(text="Well: she cut along the line."))
    seen = li.get(at("thread", thread.pk)).content.decode()
    assert "she cut along the line" in seen
    assert "Read by Mei Tan, Occupational therapy" in seen


def test_every_address_of_a_conversation_is_missing_for_everybody_else(
    people: SmallSchool, stranger: Stranger
) -> None:
    thread = talk(people, people.mei, people.li, files=[Upload("a.txt", b"secret")])
    message = thread.messages.get()
    noor, _tie = other_parent(people, people.ada)
    file = message.attachments.get()
    pages = [at("thread", thread.pk), at("attachment", file.pk)]
    posts = [
        at("thread", thread.pk),
        *(at(name, thread.pk) for name in ("add", "leave", "close", "reopen")),
        at("take_back", message.pk),
    ]
    for other in (people.carla, people.joy, people.hugo, people.amara, noor, stranger.stan):
        client = browser_of(other)
        assert [client.get(page).status_code for page in pages] == [404, 404]
        assert {client.post(page, writing()).status_code for page in posts} == {404}
        assert "Scissors" not in client.get(at("threads")).content.decode()
    assert Client().get(pages[0])["Location"].startswith("/account/login/")
    assert Message.objects.count() == 1


def test_nobody_writes_about_a_child_of_somebody_else(people: SmallSchool, stranger: Stranger) -> None:
    for other in (people.hugo, people.amara, stranger.stan):
        client = browser_of(other)
        said = writing(title="Hello", people=[str(people.li.account.pk)])
        assert client.get(at("new", people.ada.pk)).status_code == 404
        assert client.post(at("new", people.ada.pk), said).status_code == 404
        assert client.get(at("threads"), {"child": str(people.ada.pk)}).status_code == 404
        assert client.get(at("threads"), {"child": "x"}).status_code == 404
    assert not Thread.objects.exists()


def test_guardian_without_the_right_finds_nothing_of_messages(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    Guardianship.objects.filter(pk=people.li_tie.pk).update(writes_messages=False)
    client = browser_of(people.li)
    assert client.get(at("thread", thread.pk)).status_code == 404
    assert client.get(at("new", people.ada.pk)).status_code == 404
    assert "Write a message" not in client.get(at("threads")).content.decode()
    assert "no child whom you can write about" in client.get(at("choose")).content.decode()


def test_somebody_far_from_the_child_cannot_be_chosen_by_hand(people: SmallSchool) -> None:
    client = browser_of(people.mei)
    said = writing(title="Hello", people=[str(people.hugo.account.pk)])
    answer = client.post(at("new", people.ada.pk), said)
    assert answer.status_code == 200
    assert not Thread.objects.exists()


def test_words_stay_in_the_form_where_a_file_is_refused(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    bad = SimpleUploadedFile("<img src=x>.pdf", b"MZ not a pdf")
    answer = browser_of(people.li).post(at("thread", thread.pk), writing(text="Look at this.", attached=bad))
    text = answer.content.decode()
    assert "was not taken" in text
    assert "&lt;img src=x&gt;.pdf" in text
    assert "<img src=x>" not in text
    assert "Look at this." in text
    assert Message.objects.count() == 1


def test_file_is_saved_and_never_opened_in_our_name(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    li = browser_of(people.li)
    file = SimpleUploadedFile("功课 <b>1</b>.txt", "Größe".encode(), content_type="text/html")
    li.post(at("thread", thread.pk), writing(attached=[file]))
    kept = thread.messages.last().attachments.get()  # type: ignore[union-attr]
    assert kept.name == "b>.txt"
    answer = browser_of(people.mei).get(at("attachment", kept.pk))
    assert answer.content == "Größe".encode()
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


def test_six_files_are_refused_and_five_are_taken(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    li = browser_of(people.li)
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(6)]
    assert "At most 5 files" in li.post(at("thread", thread.pk), writing(attached=files)).content.decode()
    for file in files:
        file.seek(0)
    assert li.post(at("thread", thread.pk), writing(attached=files[:5])).status_code == 302
    assert thread.messages.last().attachments.count() == 5  # type: ignore[union-attr]


def test_what_is_written_is_text_and_not_a_page(people: SmallSchool) -> None:
    thread = talk(
        people, people.mei, people.li, title="<script>a</script>", text="<b>x</b> https://a.example/?a=1&b=2"
    )
    text = browser_of(people.li).get(at("thread", thread.pk)).content.decode()
    assert "<script>a" not in text
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert 'rel="nofollow"' in text


def test_taken_back_closed_left_and_brought_back(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li)
    mei, li = browser_of(people.mei), browser_of(people.li)
    mei.post(at("take_back", thread.messages.get().pk))
    assert "Taken back on" in li.get(at("thread", thread.pk)).content.decode()
    assert "Close for everybody" not in li.get(at("thread", thread.pk)).content.decode()
    mei.post(at("close", thread.pk))
    assert "This conversation is closed." in li.get(at("thread", thread.pk)).content.decode()
    assert "is closed" in li.post(at("thread", thread.pk), writing()).content.decode()
    mei.post(at("reopen", thread.pk))
    li.post(at("leave", thread.pk))
    assert li.get(at("thread", thread.pk)).status_code == 404
    mei.post(at("add", thread.pk), {"people": [str(people.li.account.pk), str(people.carla.account.pk)]})
    assert li.get(at("thread", thread.pk)).status_code == 200
    assert browser_of(people.carla).get(at("thread", thread.pk)).status_code == 200


def test_bell_counts_until_the_list_is_looked_at(people: SmallSchool) -> None:
    talk(people, people.mei, people.li)
    client = browser_of(people.li)
    assert "1 new notice" in client.get(at("how")).content.decode()
    page = client.get(at("notices")).content.decode()
    assert "Mei Tan has written to you about Ada." in page
    assert "1 thing is new." in page
    assert "new notice" not in client.get(at("how")).content.decode()
    assert Notice.objects.get().seen_at is not None
    assert "Ada" not in browser_of(people.carla).get(at("notices")).content.decode()


def test_each_says_how_they_hear(people: SmallSchool) -> None:
    client = browser_of(people.li)
    assert 'value="16:00"' in client.get(at("how")).content.decode()
    said = {"pace": "weekly", "at_minute": "08:15", "quiet_from": "", "quiet_to": ""}
    assert client.post(at("how"), said).status_code == 302
    kept = MailWish.objects.get(account=people.li.account)
    assert (kept.pace, kept.at_minute, kept.quiet_from, kept.quiet_to) == ("weekly", 495, None, None)
    half = client.post(at("how"), said | {"quiet_from": "20:00"}).content.decode()
    assert "Say both when quiet hours begin" in half
    assert client.post(at("how"), said | {"at_minute": "25:00"}).status_code == 200
    assert MailWish.objects.count() == 1


def test_record_and_its_table_are_the_coordinator_s(people: SmallSchool, stranger: Stranger) -> None:
    talk(people, people.mei, people.li, title="Her tantrums")
    Notice.objects.update(sentence="=HYPERLINK(1)")
    joy = browser_of(people.joy)
    page = joy.get(at("told", people.ada.pk)).content.decode()
    assert "=HYPERLINK(1)" in page
    assert "Conversations" in page
    assert "tantrums" not in page
    table = joy.get(at("told_table", people.ada.pk))
    assert "'=HYPERLINK(1)" in table.content.decode("utf-8-sig")
    assert table["Content-Type"].startswith("text/csv")
    none = joy.get(at("told", people.ada.pk), {"about": "report"}).content.decode()
    assert "Nobody was told anything." in none
    assert joy.get(at("told", people.ada.pk), {"since": "x"}).status_code == 200
    for other in (people.mei, people.li, people.carla, stranger.stan):
        for name in ("told", "told_table"):
            assert browser_of(other).get(at(name, people.ada.pk)).status_code == 404


def test_mail_given_up_is_seen_and_tried_again_by_coordinators(
    people: SmallSchool, stranger: Stranger, settings: Any
) -> None:
    mail = Mail.objects.create(
        organisation=people.organisation, to="li@riverside.example", subject="Hello", body="Look.",
        made_at=AT, not_before=AT, given_up_at=AT, attempts=9, fault="SMTPRecipientsRefused: <no such box>",
    )  # fmt: skip
    joy = browser_of(people.joy)
    settings.MAIL_IS_SET_UP = False
    page = joy.get(at("mail")).content.decode()
    assert "SMTPRecipientsRefused: &lt;no such box&gt;" in page
    assert "No mail server is named." in page
    for other in (people.mei, people.li, stranger.stan):
        assert browser_of(other).get(at("mail")).status_code == (200 if other is stranger.stan else 404)
        assert browser_of(other).post(at("mail_again", mail.pk)).status_code == 404
    assert joy.post(at("mail_again", mail.pk)).status_code == 302
    mail.refresh_from_db()
    assert mail.given_up_at is None
    assert joy.post(at("mail_again", mail.pk)).status_code == 404


def test_lists_ask_as_much_for_one_as_for_three(people: SmallSchool) -> None:
    li, joy = browser_of(people.li), browser_of(people.joy)

    def asked(client: Client, page: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        return len(seen)

    thread = talk(people, people.mei, people.li)
    pages = [
        (li, at("threads")),
        (li, at("thread", thread.pk)),
        (li, at("notices")),
        (joy, at("told", people.ada.pk)),
        (joy, at("told_table", people.ada.pk)),
    ]
    for client, page in pages:
        asked(client, page)  # what is new is marked as seen
    one = [asked(client, page) for client, page in pages]
    for number in range(3):
        talk(people, people.mei, people.li, people.carla, title=f"Thing {number}")
        say(thread, people.mei, files=[Upload("a.txt", b"x")])
    for client, page in pages:
        asked(client, page)
    assert [asked(client, page) for client, page in pages] == one


def test_day_of_a_therapist_shows_what_is_new(people: SmallSchool) -> None:
    talk(people, people.li, people.mei, title="Scissors at home")
    client = browser_of(people.mei)
    assert "Ada: Scissors at home" in client.get(reverse("today:mine")).content.decode()
    assert read(people.mei, Thread.objects.get()).unread == 1
    client.get(at("thread", Thread.objects.get().pk))
    assert "Scissors at home" not in client.get(reverse("today:mine")).content.decode()


@pytest.mark.parametrize("zone", ["Asia/Singapore", "America/New_York"])
@pytest.mark.parametrize("asked", ["since=0001-01-01", "until=9999-12-31", "since=x&page=x&about=x"])
def test_record_of_who_was_told_bears_any_question(people: SmallSchool, zone: str, asked: str) -> None:
    Organisation.objects.update(time_zone=zone)
    joy = browser_of(people.joy)
    for name in ("told", "told_table"):
        assert joy.get(f"{at(name, people.ada.pk)}?{asked}").status_code == 200


def test_a_long_conversation_is_read_page_by_page(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li, text="The very first.")
    for number in range(A_PAGE):
        say(thread, people.mei, f"Number {number}.")
    ids = list(thread.messages.order_by("sent_at").values_list("pk", flat=True))
    li, page = browser_of(people.li), at("thread", thread.pk)
    newest = li.get(page).content.decode()
    assert "The very first." not in newest
    assert "1 more new message stands further up." in newest
    assert f'href="?before={ids[1]}#last"' in newest
    assert count_unread(people.li) == A_PAGE + 1
    first = li.get(page, {"since": str(ids[0])}).content.decode()
    assert "The very first." in first
    assert f'href="?since={ids[-1]}#m-{ids[-1]}"' in first
    assert "Your message" not in first
    assert count_unread(people.li) == 1
    assert "further up" not in li.get(page).content.decode()
    assert count_unread(people.li) == 0
    assert "The very first." in li.get(page, {"before": str(ids[1])}).content.decode()


def test_no_page_of_a_conversation_is_shown_for_a_wrong_address_or_to_a_stranger(
    people: SmallSchool, stranger: Stranger
) -> None:
    thread, other = talk(people, people.mei, people.li), talk(people, people.mei, people.li)
    said, elsewhere = thread.messages.get().pk, other.messages.get().pk
    li, page = browser_of(people.li), at("thread", thread.pk)
    for asked in ({"before": "x"}, {"since": str(elsewhere)}, {"before": str(said)}):
        assert li.get(page, asked).status_code == 404
    assert li.get(page, {"since": str(said)}).status_code == 200
    for viewer in (people.carla, people.joy, stranger.stan):
        assert browser_of(viewer).get(page, {"since": str(said)}).status_code == 404


def test_messages_are_looked_through_and_lead_to_the_place(people: SmallSchool, stranger: Stranger) -> None:
    thread = talk(people, people.mei, people.li, text="Elle a découpé <b>tout</b>.")
    say(thread, people.mei, "Well.")
    li = browser_of(people.li)
    page = li.get(at("threads"), {"q": "DECOUPE"}).content.decode()
    said = thread.messages.earliest("sent_at").pk
    assert f"{at('thread', thread.pk)}?since={said}#m-{said}" in page
    assert ">découpé</mark>" in page
    assert "&lt;b&gt;tout&lt;/b&gt;" in page
    assert "Found in 1 conversation." in page
    none = li.get(at("threads"), {"q": "<i>zebra"}).content.decode()
    assert "Nothing is found for “&lt;i&gt;zebra”." in none
    assert "Show all" in none
    assert "Scissors" in li.get(at("threads"), {"q": " %! "}).content.decode()
    for viewer in (people.carla, people.joy, people.hugo, stranger.stan):
        for asked in ("decoupe", "scissors", "ada"):
            told = browser_of(viewer).get(at("threads"), {"q": asked}).content.decode()
            assert at("thread", thread.pk) not in told
    assert li.get(at("threads"), {"q": "well", "child": str(people.ben.pk)}).status_code == 404
