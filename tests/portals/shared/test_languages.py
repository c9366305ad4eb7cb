"""Each page in its reader's language: their own, else the cookie's, else the browser's; and who vouches for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from alongside.people.actions import languages as actions
from alongside.people.models import Account
from alongside.portals.shared import languages
from alongside.portals.shared.languages import Language, as_tag
from tests.factories import AT, SmallSchool

MACHINE = "data-unconfirmed"


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English, Chinese by a machine, Spanish by a person, and Tamil, of which nothing is translated yet."""
    known = (
        Language("en-gb", "English", 0, 0, False),
        Language("zh-hans", "中文", 100, 90, True),
        Language("es", "Español", 100, 100, False),
        Language("ta", "தமிழ்", 100, 0, True),
    )
    monkeypatch.setattr(languages, "all_languages", lambda: known)
    return iter([None])


def language_in(html: str) -> str:
    found = re.search(r'<html lang="([\w-]+)" dir="(\w+)"', html)
    assert found
    assert found[2] == "ltr"
    return found[1]


def at_the_door(client: Client, accepts: str = "") -> str:
    return client.get("/account/login/", headers={"accept-language": accepts}).content.decode()


@pytest.mark.parametrize(
    ("accepts", "language"),
    [
        ("", "en-GB"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("es-MX", "es"),
        ("ta,es;q=0.5", "es"),
        ("ta", "en-GB"),
        ("tlh, !!", "en-GB"),
    ],
)
def test_a_stranger_reads_what_the_browser_asks_for(client: Client, accepts: str, language: str) -> None:
    assert language_in(at_the_door(client, accepts)) == language


def test_a_choice_at_the_door_outlasts_what_the_browser_asks_for(client: Client) -> None:
    answer = client.post("/language/", {"language": "es", "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    assert language_in(at_the_door(client, "zh-CN")) == "es"


def test_a_choice_of_somebody_signed_in_follows_them(client: Client, people: SmallSchool) -> None:
    client.force_login(people.li.account)
    client.post("/language/", {"language": "zh-hans"})
    assert Account.objects.get(pk=people.li.account.pk).language == "zh-hans"
    elsewhere = Client(headers={"accept-language": "es"})
    elsewhere.force_login(people.li.account)
    answer = elsewhere.get("/family/", follow=True)
    assert language_in(answer.content.decode()) == "zh-Hans"
    assert answer["Content-Language"] == "zh-Hans"


@pytest.mark.parametrize("code", ["ta", "fr", "", "zh", '"><script>'])
def test_a_language_that_is_not_offered_cannot_be_chosen(client: Client, code: str) -> None:
    assert client.post("/language/", {"language": code}).status_code == 400
    client.cookies["language"] = code
    assert language_in(at_the_door(client)) == "en-GB"


def test_no_way_back_leads_outside(client: Client) -> None:
    answer = client.post("/language/", {"language": "es", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_only_a_post_chooses(client: Client) -> None:
    assert client.get("/language/").status_code == 405


def test_the_language_that_a_reader_may_want_instead_stands_in_the_head(
    client: Client, people: SmallSchool
) -> None:
    def in_the_head(accepts: str) -> str:
        html = client.get("/family/", headers={"accept-language": accepts}, follow=True).content.decode()
        found = re.search(r'class="btn btn-quiet px-4">(.+?)</button>', html.partition("</header>")[0])
        return found[1] if found else ""

    client.force_login(people.li.account)
    assert in_the_head("en") == ""
    assert in_the_head("zh-CN,en") == "English"
    actions.set_language(language="en-gb", by=people.li, at=AT)
    assert in_the_head("zh-CN,en") == "中文"


def test_every_offered_language_stands_at_the_foot_under_its_own_name(client: Client) -> None:
    foot = at_the_door(client).partition("<footer")[2]
    assert 'lang="zh-Hans"' in foot
    assert "中文" in foot
    assert "Español" in foot
    assert "தமிழ்" not in foot


def test_page_of_a_machine_says_so_until_a_person_has_confirmed_it(
    client: Client, people: SmallSchool
) -> None:
    client.force_login(people.li.account)
    chinese = {"accept-language": "zh-CN"}
    assert MACHINE in client.get("/family/", headers=chinese, follow=True).content.decode()
    actions.confirm(language="zh-hans", strings=90, by=people.joy, at=AT)
    assert MACHINE not in client.get("/family/", headers=chinese, follow=True).content.decode()
    actions.take_back(language="zh-hans", by=people.joy, at=AT)
    assert MACHINE in client.get("/family/", headers=chinese, follow=True).content.decode()


def test_page_in_the_source_or_by_a_person_says_nothing(client: Client) -> None:
    assert MACHINE in at_the_door(client, "zh-CN")
    assert MACHINE not in at_the_door(client, "en")
    assert MACHINE not in at_the_door(client, "es")


@pytest.mark.parametrize(
    ("code", "tag"), [("en-gb", "en-GB"), ("zh-hans", "zh-Hans"), ("ms", "ms"), ("zh-hans-cn", "zh-Hans-CN")]
)
def test_tag_is_as_html_writes_it(code: str, tag: str) -> None:
    assert as_tag(code) == tag


def test_scripts_get_their_words_as_data_and_none_in_the_source(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(code: str, part: str = "") -> dict[str, list[str]]:
        return {"All sent": ["</script>全部已发送"]} if code == "zh-hans" else {}

    monkeypatch.setattr("alongside.portals.shared.templatetags.kit.front_words", said)
    assert 'id="words-of-scripts"' not in at_the_door(client, "en")
    html = at_the_door(client, "zh-CN")
    assert '<script id="words-of-scripts" type="application/json">' in html
    assert "</script>全部" not in html
