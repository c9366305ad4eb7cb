"""The pages of the library and of what was given: the team gives, teachers read the library, others find no page."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.strategies.actions import given as actions
from alongside.strategies.choices import Fading
from alongside.strategies.models import Assignment, OwnStrategy, Wording
from alongside.strategies.queries.suggestions import suggestions_for
from alongside.strategies.rules.texts import seen_of, seen_with
from tests.capture.held import a_share, a_visit
from tests.factories import AT, SmallSchool, Stranger, a_child
from tests.plans.written import in_force
from tests.strategies.told import OWN, an_own_strategy, given_to, given_to_class

SignedIn = Callable[[Viewer], Client]


def _page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_library_is_found_as_somebody_types_and_without_script(mei: Client) -> None:
    whole = _page(mei, "/strategies/?q=slant")
    assert "Slant board before writing" in whole
    assert "Write your own" in whole
    assert "Slant board before writing" in _page(
        mei, "/strategies/?q=boa+slan&discipline=occupational_therapy"
    )
    part = mei.get("/strategies/?q=zzzz", headers={"HX-Request": "true"}).content.decode()
    assert "Nothing fits that" in part
    assert "<html" not in part
    assert "strategies" in _page(mei, "/strategies/?discipline=nonsense")


def test_strategy_says_everything_and_its_evidence_as_it_is(mei: Client) -> None:
    shown = _page(mei, "/strategies/ot-slant-board/")
    for part in (
        "Words to say",
        "How to need it less",
        "What it looks like done well",
        "What is known",
        "Few",
    ):
        assert part in shown or part == "Few"
    assert mei.get("/strategies/no-such/").status_code == 404
    assert mei.get("/strategies/own:nonsense/").status_code == 404


def test_teacher_reads_the_library_and_gives_nothing(people: SmallSchool, signed_in: SignedIn) -> None:
    carla = signed_in(people.carla)
    assert "Write your own" not in _page(carla, "/strategies/")
    _page(carla, "/strategies/ot-slant-board/")
    assert carla.get("/strategies/write/").status_code == 404


def _addresses(people: SmallSchool, assignment: Assignment, own: OwnStrategy) -> list[str]:
    child, given = f"/strategies/children/{people.ada.pk}/", f"/strategies/given/{assignment.pk}/"
    return [
        child,
        f"{child}plan/",
        f"{child}give/?strategy=ot-slant-board",
        f"/strategies/?child={people.ada.pk}",
        f"/strategies/classes/{people.class_2b.pk}/",
        f"/strategies/classes/{people.class_2b.pk}/give/?strategy=ot-slant-board",
        f"{given}words/",
        f"{given}in/ms/",
        f"/strategies/own/{own.pk}/",
    ]


def test_team_finds_every_page_and_others_none(
    people: SmallSchool, stranger: Stranger, signed_in: SignedIn
) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)
    own = OwnStrategy.objects.get()
    pages = _addresses(people, assignment, own)
    for page in pages:
        _page(signed_in(people.mei), page)
        for viewer in (people.carla, people.hugo, people.li, people.amara, stranger.stan):
            assert signed_in(viewer).get(page).status_code == 404, (page, str(viewer))
    posts = [
        f"/strategies/given/{assignment.pk}/{what}/"
        for what in ("rung", "end", "words", "in/ms", "in/ms/confirm")
    ]
    for page in [*posts, f"/strategies/own/{own.pk}/put-away/", pages[1], pages[2]]:
        for viewer in (people.carla, people.li, people.amara, stranger.stan):
            assert signed_in(viewer).post(page).status_code == 404, (page, str(viewer))
    assert Assignment.objects.get().ends is None


def test_own_strategy_is_written_changed_and_put_away(mei: Client) -> None:
    said = {
        "title": "Two chairs for quiet",
        "discipline": "behaviour",
        "what": "Two chairs by the window.",
        "do": "Offer {name} the quiet chair.",
        "how": "Point.\nWait.\nGo.",
        "from_age": 4,
        "to_age": 12,
        "strength": "practice",
    }
    answer = mei.post("/strategies/write/", said, follow=True)
    assert "Two chairs for quiet" in answer.content.decode()
    own = OwnStrategy.objects.get()
    assert own.text["how"] == ["Point.", "Wait.", "Go."]
    mei.post(f"/strategies/own/{own.pk}/", said | {"title": "Three chairs", "seen": seen_of(own)})
    assert "Three chairs" in _page(mei, "/strategies/?q=chairs")
    refused = mei.post("/strategies/write/", said | {"from_age": 12, "to_age": 4}).content.decode()
    assert "from the youngest to the oldest" in refused
    assert "Two chairs for quiet" in refused
    mei.post(f"/strategies/own/{own.pk}/put-away/")
    assert "Three chairs" not in _page(mei, "/strategies/?q=chairs")


def test_given_from_the_plan_in_one_step_in_changed_words(people: SmallSchool, mei: Client) -> None:
    in_force(people)
    address = f"/strategies/children/{people.ada.pk}/plan/"
    shown = _page(mei, address)
    suggestions = [each for each in suggestions_for(people.mei, people.ada.pk) if each.strategies]
    assert suggestions
    assert shown.count('type="checkbox"') == len(suggestions)
    said = {}
    for each in suggestions:
        first = each.strategies[0]
        said |= {
            f"{each.key}-use": "on",
            f"{each.key}-strategy": first.key,
            f"{each.key}-{first.key}-do": f"Ours for {{name}} in {each.place}",
            f"{each.key}-{first.key}-fading": Fading.LEAST_TO_MOST,
        }
    answer = mei.post(address, said, follow=True).content.decode()
    assert "Ours for Ada in Writing" in answer
    assert Assignment.objects.count() == len(suggestions)
    assert {each.lineage for each in Assignment.objects.all()} == {suggestions[0].goal.lineage}


def test_nothing_ticked_or_words_missing_gives_nothing_and_says_why(people: SmallSchool, mei: Client) -> None:
    in_force(people)
    address = f"/strategies/children/{people.ada.pk}/plan/"
    assert "Choose at least one" in mei.post(address, {"x": "1"}).content.decode()
    each = next(each for each in suggestions_for(people.mei, people.ada.pk) if each.strategies)
    said = {f"{each.key}-use": "on", f"{each.key}-strategy": each.strategies[0].key}
    assert "missing or too long" in mei.post(address, said).content.decode()
    assert not Assignment.objects.exists()


def test_one_is_given_from_the_library(people: SmallSchool, mei: Client) -> None:
    in_force(people)
    address = f"/strategies/children/{people.ada.pk}/give/?strategy=ot-slant-board"
    shown = _page(mei, address)
    assert "Letters to grandma" in shown
    said = {"place": "school:writing", "who": "teacher", "do": "Board up for {name}.", "steps": "A\nB"}
    assert "Board up for Ada." in mei.post(address, said, follow=True).content.decode()
    assert "given there already" in mei.post(address, said).content.decode()
    wrong = said | {"place": "home:Letters to grandma"}
    assert "At home it is for the family" in mei.post(address, wrong).content.decode()


def test_ladder_is_stepped_words_changed_and_it_ends(people: SmallSchool, mei: Client) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei, fading=Fading.MOST_TO_LEAST)
    address = f"/strategies/given/{assignment.pk}/"
    assert "Show how" in mei.post(f"{address}rung/", {"rung": 4}, follow=True).content.decode()
    assignment.refresh_from_db()
    assert assignment.rung == 4
    assert "no such rung" in mei.post(f"{address}rung/", {"rung": "x"}, follow=True).content.decode()
    assert (
        "Tap it"
        in mei.post(
            f"{address}words/", {"do": "Tap it", "seen": seen_of(assignment)}, follow=True
        ).content.decode()
    )
    assert "Ended" in mei.post(f"{address}end/", follow=True).content.decode()


def test_familys_language_is_from_a_machine_until_a_person_says_it_is_right(
    people: SmallSchool, mei: Client
) -> None:
    people.li.account.language = "zh-hans"
    people.li.account.save()
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)
    child, address = (
        f"/strategies/children/{people.ada.pk}/",
        f"/strategies/given/{assignment.pk}/in/zh-hans/",
    )
    assert "not written yet" in _page(mei, child)
    mei.post(address, {"do": "和{name}一起读", "machine": "1", "seen": seen_with(assignment, None)})
    assert "from a machine" in _page(mei, child)
    assert "A machine wrote this" in _page(mei, address)
    read = {"seen": seen_with(assignment, Wording.objects.get())}
    mei.post(f"{address}confirm/", read)
    _page(mei, child)  # The message that says so is on this one page.
    assert "from a machine" not in _page(mei, child)
    mei.post(address, {"do": "请{name}读", "person": "1", **read})
    assert Wording.objects.get().confirmed_name == people.mei.account.name
    assert mei.get(f"/strategies/given/{assignment.pk}/in/nonsense/").status_code == 404


def test_strategies_stand_beside_the_goals_of_a_visits_routine(people: SmallSchool, mei: Client) -> None:
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei, do="Point for {name}.")
    given_to(people.ada, key, people.mei, kind="centres", do="Not here")
    given_to(people.ben, key, people.joy, do="Not mine")
    given_to_class(people.class_2b, key, people.mei, do="Look at the list.")
    visit = a_visit(people, outcome="", ended_at=None)
    a_share(visit, people.ada, people, minutes=None)
    a_share(visit, people.ben, people, minutes=None)
    shown = _page(mei, f"/today/visits/{visit.pk}/")
    assert "Point for Ada." in shown
    assert "Look at the list." in shown
    assert "Not here" not in shown
    assert "Not mine" not in shown


def test_three_children_with_the_same_become_everybody(people: SmallSchool, joy: Client) -> None:
    key = an_own_strategy(people.joy)
    for child in (people.ada, people.ben, a_child(people.class_2b, "Eda", by=people.joy)):
        given_to(child, key, people.joy)
    address = f"/strategies/classes/{people.class_2b.pk}/"
    assert "3 children need" in _page(joy, address)
    give = f"{address}give/?strategy={key}&kind=writing&who=teacher"
    assert "have it already" in _page(joy, give)
    said = {"kind": "writing", "who": "teacher", "do": "List first for {name}.", "instead": "on"}
    assert "List first for everybody." in joy.post(give, said, follow=True).content.decode()
    assert Assignment.objects.filter(ends=None).get().classroom == people.class_2b


def test_pages_ask_as_often_for_one_row_as_for_three(people: SmallSchool, mei: Client) -> None:
    in_force(people)
    key = an_own_strategy(people.mei)
    addresses = [f"/strategies/children/{people.ada.pk}/", f"/strategies/classes/{people.class_2b.pk}/"]

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            mei.get(address)
            with CaptureQueriesContext(connection) as caught:
                mei.get(address)
            counts.append(len(caught))
        return counts

    given_to(people.ada, key, people.mei, who=Who.FAMILY)
    given_to(people.ada, key, people.mei)
    given_to_class(people.class_2b, key, people.mei)
    once = asked()
    for number in range(2):
        more = an_own_strategy(people.mei, f"Number {number}")
        given_to(people.ada, more, people.mei, who=Who.FAMILY)
        given_to(people.ada, more, people.mei)
        given_to_class(people.class_2b, more, people.mei)
    assert asked() == once


def test_what_has_ended_is_not_on_the_page(people: SmallSchool, mei: Client) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei)
    assert OWN["title"] in _page(mei, f"/strategies/children/{people.ada.pk}/")
    actions.end_assignment(assignment=assignment, on=people.mei.on, by=people.mei, at=AT)
    assert OWN["title"] not in _page(mei, f"/strategies/children/{people.ada.pk}/")


def test_rung_that_no_ladder_has_is_refused_in_words(people: SmallSchool, mei: Client) -> None:
    given = given_to(people.ada, an_own_strategy(people.mei), people.mei, fading=Fading.LEAST_TO_MOST)
    before = given.rung
    for rung in ("9" * 5000, "-1", "99", "x", ""):
        answer = mei.post(f"/strategies/given/{given.pk}/rung/", {"rung": rung}, follow=True)
        assert "The ladder has no such rung." in answer.text
    given.refresh_from_db()
    assert given.rung == before


def test_own_strategy_put_away_twice_stays_away(people: SmallSchool, mei: Client) -> None:
    key = an_own_strategy(people.mei)
    address = f"/strategies/own/{key.removeprefix('own:')}/put-away/"
    mei.post(address)
    mei.post(address)
    assert OwnStrategy.objects.get().put_away_at is not None
    mei.post(address, {"back": ""})
    assert OwnStrategy.objects.get().put_away_at is None


def test_letter_that_no_database_keeps_is_refused(people: SmallSchool, mei: Client) -> None:
    assert mei.post(f"/supports/{people.ada.pk}/my-plan/said/", {"words": "a\0b"}).status_code == 400
    assert mei.get("/strategies/?q=%00").status_code == 400
