"""Teacher and father each say one word of the day, and the team sees where the goal is supported."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Reader
from tests.journeys.houses import House


def test_the_consistency_view_changes_because_of_both(house: House, reader: Reader) -> None:
    told = house.found("words_told")
    view, page = f"/progress/{told['ada']}/day/", reader.page

    def as_whom(name: str) -> None:
        page.context.clear_cookies()
        reader.sign_in(f"{name}@riverside.example", told["password"])

    as_whom("mei")
    reader.open(view)
    expect(page.get_by_text("Nobody has recorded that it was supported").first).to_be_visible()
    reader.look("consistency-before")

    as_whom("carla")
    expect(page.get_by_role("heading", name="At Writing, do this")).to_be_visible()
    page.get_by_role("button", name="Used it").first.click()
    expect(page.get_by_role("button", name="Well")).to_be_visible()
    as_whom("mei")
    reader.open(view)
    expect(page.get_by_text("in 1 place").first).to_be_visible()

    as_whom("li")
    page.get_by_role("button", name="Well").click()
    expect(page.get_by_text("Thank you.").first).to_be_visible()
    as_whom("mei")
    reader.open(view)
    expect(page.get_by_text("in 2 places").first).to_be_visible()
    reader.look("consistency-after")

    as_whom("hugo")
    assert page.context.request.get(reader.address + view).status == 404
