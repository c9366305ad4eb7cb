"""A family's week: its focus, one thing at home said in one tap, what happened; its own child alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.people.actions.families import set_rights
from alongside.people.choices import Right
from alongside.people.models import Guardianship
from alongside.strategies.models import Use
from tests.factories import AT, SmallSchool, Stranger, browser_of
from tests.portals.family.at_home import NOW, Home, a_home
from tests.strategies.told import an_own_strategy, given_to


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def home(people: SmallSchool) -> Home:
    return a_home(people)


def week_of(people: SmallSchool, child: str = "ada") -> str:
    return reverse("family:week", args=[getattr(people, child).pk])


def test_a_week_has_focus_thing_what_happened_and_how_it_goes(people: SmallSchool, home: Home) -> None:
    html = home.li.get(week_of(people)).content.decode()
    for words in (
        "Ada’s week",
        "This week’s focus",
        "Writes three sentences of her own.",
        "The class teacher:",
        "Ask Ada to read the list",
        "Read it together.",
        "How did it go today?",
        "Mei Tan was there for 30 minutes, in class, during Writing.",
        "Ada chose this face afterwards",
        "Good",
        "Without help 4 times in 5 last week.",
        "In September it was 1 in 5.",
        "No messages yet. You can write to the team at any time.",
    ):
        assert words in html, words


def test_nothing_of_the_other_child_in_the_same_visit_is_there(people: SmallSchool, home: Home) -> None:
    html = home.li.get(week_of(people)).content.decode()
    assert "Ben" not in html
    assert "Hard</b>" not in html
    other = home.bo.get(week_of(people, "ben")).content.decode()
    assert "Ben chose this face afterwards" in other
    assert "Ada" not in other


@pytest.mark.parametrize(("went", "said"), [("hard", "Hard"), ("okay", "Okay"), ("well", "Well")])
def test_one_tap_says_that_it_was_done_and_how_it_went(
    people: SmallSchool, home: Home, went: str, said: str
) -> None:
    html = home.li.post(
        reverse("family:said", args=[home.thing.pk]), {"went": went}, follow=True
    ).content.decode()
    use = Use.objects.get()
    assert (use.was_used, use.went, use.said_by) == (True, went, people.li.account)
    assert f"{said} · Thank you." in html
    assert "How did it go today?" not in html
    assert "This week you did it on" in html


def test_not_tried_yet_is_an_answer_and_is_taken_back(people: SmallSchool, home: Home) -> None:
    html = home.li.post(
        reverse("family:said", args=[home.thing.pk]), {"went": "not_yet"}, follow=True
    ).content.decode()
    assert "Any other day is as good." in html
    use = Use.objects.get()
    assert (use.was_used, use.went) == (False, "")
    again = home.li.post(reverse("family:take_back", args=[use.pk]), follow=True).content.decode()
    assert "How did it go today?" in again
    assert Use.objects.get().taken_back_at == NOW


def test_a_few_words_go_with_it(people: SmallSchool, home: Home) -> None:
    home.li.post(reverse("family:said", args=[home.thing.pk]), {"went": "well"})
    use = Use.objects.get()
    words = reverse("family:words", args=[use.pk])
    html = home.li.post(words, {"words": "She read it to the cat."}, follow=True).content.decode()
    assert "She read it to the cat." in html
    assert "at most 300 letters" in home.li.post(words, {"words": "x" * 301}, follow=True).content.decode()
    assert Use.objects.get().words == "She read it to the cat."


def test_a_face_that_is_none_is_no_page(people: SmallSchool, home: Home) -> None:
    for went in ("", "great"):
        assert home.li.post(reverse("family:said", args=[home.thing.pk]), {"went": went}).status_code == 404
    assert home.li.get(reverse("family:said", args=[home.thing.pk])).status_code == 405


def test_nobody_else_says_it(people: SmallSchool, home: Home, stranger: Stranger) -> None:
    home.li.post(reverse("family:said", args=[home.thing.pk]), {"went": "well"})
    use = Use.objects.get()
    for client in (
        home.bo,
        *(browser_of(each) for each in (people.mei, people.carla, people.joy, stranger.stan)),
    ):
        for page, pk in (("said", home.thing.pk), ("words", use.pk), ("take_back", use.pk)):
            assert client.post(reverse(f"family:{page}", args=[pk]), {"went": "hard"}).status_code == 404, (
                page
            )
    assert [each.went for each in Use.objects.all()] == ["well"]


def test_what_a_teacher_was_given_is_not_said_at_home(people: SmallSchool, home: Home) -> None:
    at_school = given_to(people.ada, an_own_strategy(people.mei, title="Wait"), people.mei)
    assert home.li.post(reverse("family:said", args=[at_school.pk]), {"went": "well"}).status_code == 404


def test_older_things_stand_behind_the_newest(people: SmallSchool, home: Home) -> None:
    own = an_own_strategy(
        people.mei, title="Sing", home={"title": "Sing it", "steps": ["Sing."], "routines": ["bath"]}
    )
    given_to(people.ada, own, people.mei, who="family", home="Bath")
    html = home.li.get(week_of(people)).content.decode()
    assert "One more thing from the team, if you have time" in html


@pytest.mark.parametrize(
    ("right", "hidden"),
    [
        (Right.READ_PLAN, "Writes three sentences of her own.</h2>"),
        (Right.READ_REPORTS, "What happened"),
        (Right.HELP_AT_HOME, "How did it go today?"),
        (Right.WRITE, "No messages yet."),
    ],
)
def test_what_a_guardian_may_not_is_not_there(
    people: SmallSchool, home: Home, right: Right, hidden: str
) -> None:
    assert hidden in home.li.get(week_of(people)).content.decode()
    set_rights(tie=people.li_tie, rights=set(Right) - {right}, by=people.joy, at=AT)
    html = home.li.get(week_of(people)).content.decode()
    assert hidden not in html
    assert "Ada’s week" in html


def test_a_guardian_without_rights_still_sees_who_comes(people: SmallSchool, home: Home) -> None:
    set_rights(tie=people.li_tie, rights=set(), by=people.joy, at=AT)
    html = home.li.get(week_of(people)).content.decode()
    assert "Who comes, and when" in html
    for page in ("progress", "plan", "reports", "consent"):
        assert home.li.get(reverse(f"family:{page}", args=[people.ada.pk])).status_code == 404, page


def test_every_page_is_its_own_familys(people: SmallSchool, home: Home, stranger: Stranger) -> None:
    pages = ("week", "progress", "papers", "plan", "reports", "consent")
    for page in pages:
        address = reverse(f"family:{page}", args=[people.ada.pk])
        assert home.li.get(address).status_code == 200, page
        others = [people.mei, people.carla, people.joy, stranger.stan]
        for client in (home.bo, *map(browser_of, others)):
            assert client.get(address).status_code == 404, page
            assert client.post(address).status_code == 404, page


def test_pages_without_a_child_lead_to_the_one(people: SmallSchool, home: Home) -> None:
    for page, to in (("children", "week"), ("progress_of", "progress"), ("papers_of", "papers")):
        answer = home.li.get(reverse(f"family:{page}"))
        assert answer.headers["Location"] == reverse(f"family:{to}", args=[people.ada.pk])


def test_a_parent_of_two_chooses_once_and_switches(people: SmallSchool, home: Home) -> None:
    Guardianship.objects.create(
        organisation=people.organisation,
        child=people.cem,
        guardian=people.li_tie.guardian,
        starts=AT.date(),
        confirmed_at=AT,
    )
    assert "Your children" in home.li.get(reverse("family:children")).content.decode()
    html = home.li.get(week_of(people, "cem")).content.decode()
    assert week_of(people) in html
    assert home.li.get(reverse("family:papers_of")).headers["Location"].endswith(f"{people.cem.pk}/")


def test_the_week_asks_the_same_for_one_thing_and_three(people: SmallSchool, home: Home) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            home.li.get(week_of(people))
        return len(context)

    home.li.get(week_of(people))
    one = asked()
    for title, routine in (("Sing", "Bath"), ("Hum", "Bus")):
        given_to(people.ada, an_own_strategy(people.mei, title=title), people.mei, who="family", home=routine)
    assert asked() == one


def test_it_is_a_form_without_any_script(people: SmallSchool, home: Home) -> None:
    html = home.li.get(week_of(people)).content.decode()
    assert "htmx-2" not in html
    assert "hx-post" not in html


def test_yesterdays_word_is_not_todays(
    people: SmallSchool, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.li.post(reverse("family:said", args=[home.thing.pk]), {"went": "well"})
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=1))
    assert "How did it go today?" in home.li.get(week_of(people)).content.decode()
