"""Who may open a page."""

from flask import Flask
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to, signed_in
from recognition.errors import Missing
from tests.page_client import PageClient
from tests.world import World


def _page(app: Flask, path: str, may: object) -> None:
    def view(**_arguments: object) -> ResponseReturnValue:
        return "<!DOCTYPE html><title>Here</title><h1>Here</h1>"

    app.add_url_rule(path, path, open_to(may)(view), methods=["GET", "POST"])


def test_a_page_asks_its_own_predicate_with_its_own_arguments(
    app: Flask, client: PageClient, world: World
) -> None:
    _page(app, "/door/<int:number>", lambda viewer, number: viewer is not None and number == 7)
    client.sign_in(world.person())
    assert client.get("/door/7").status_code == 200
    assert client.get("/door/8").status_code == 404


def test_who_has_not_signed_in_is_sent_to_sign_in_and_back(app: Flask, client: PageClient) -> None:
    _page(app, "/inside", signed_in)
    _page(app, "/outside", anyone)
    assert client.get("/outside").status_code == 200
    answer = client.get("/inside?q=ward+7&page=2")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/inside?q%3Dward%2B7%26page%3D2"


def test_an_unknown_page_a_forbidden_one_and_a_deleted_one_answer_the_same(
    app: Flask, client: PageClient, world: World
) -> None:
    def deleted() -> str:
        raise Missing

    _page(app, "/forbidden", lambda _viewer: False)
    app.add_url_rule("/deleted", "deleted", open_to(anyone)(deleted))
    app.add_url_rule("/only-post", "only_post", open_to(anyone)(deleted), methods=["POST"])
    client.sign_in(world.person())
    client.get("/account")  # from here on the browser has the cookie that the first page sets
    answers = [client.get(path) for path in ("/unknown", "/forbidden", "/deleted", "/only-post")]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({_without_token(answer.text) for answer in answers}) == 1
    assert "This page is not here" in answers[0].text
    assert len({tuple(sorted(answer.headers.keys())) for answer in answers}) == 1


def _without_token(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrf_token" not in line)
