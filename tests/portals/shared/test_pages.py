"""The pages that everybody can meet: sign-in, the kit, and the ways to say no."""

from django.test import Client, override_settings

from tests.factories import SmallSchool


def test_sign_in_asks_for_address_and_password_alone(client: Client) -> None:
    html = client.get("/account/login/").content.decode()
    assert 'name="login"' in html
    assert 'name="password"' in html
    assert "sign up" not in html.lower()


def test_an_address_that_is_no_page_and_one_that_is_hidden_look_alike(client: Client) -> None:
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "No page here, or none that you may see." in response.content.decode()


def test_a_form_without_its_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "Nothing was changed." in response.content.decode()


def test_the_kit_is_there_in_the_demo_and_nowhere_else(client: Client) -> None:
    with override_settings(DEMO=True):
        assert client.get("/kit/").status_code == 200
    with override_settings(DEMO=False):
        assert client.get("/kit/").status_code == 404


def test_the_chosen_light_is_written_into_the_page(client: Client) -> None:
    assert 'data-theme="' not in client.get("/account/login/").content.decode()
    client.cookies["theme"] = "dark"
    assert (
        '<html lang="en-GB" dir="ltr" data-theme="alongside-dark">'
        in client.get("/account/login/").content.decode()
    )


def test_no_browser_keeps_what_somebody_saw_who_was_signed_in(client: Client, people: SmallSchool) -> None:
    assert "Cache-Control" not in client.get("/nothing-here/").headers
    client.force_login(people.mei.account)
    for address in ("/today/", "/plans/", "/nothing-here/"):
        assert client.get(address).headers["Cache-Control"] == "no-store, private"
