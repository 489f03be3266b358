"""An organisation's logo and colours on its page."""

import io

import pytest
from flask import Flask
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sqlalchemy import select
from werkzeug.test import TestResponse

from recognition.audit.queries import entries
from recognition.database import db
from recognition.errors import Missing
from recognition.people import actions, logos, queries
from recognition.people.models import Logo
from tests.page_client import PageClient
from tests.world import TRUST, World


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300), mode: str = "RGBA") -> bytes:
    out, known = io.BytesIO(), PngInfo()
    known.add_text("Author", "Camera of Asha")
    extra = {"pnginfo": known} if kind == "PNG" else {}
    Image.new(mode, size, 255 if mode == "L" else (0, 94, 184, 90)[: len(mode)]).save(
        out, kind, **extra
    )
    return out.getvalue()


def sent(client: PageClient, place: int, data: bytes) -> TestResponse:
    return client.send(
        f"/manage/organisation/{place}/logo",
        {"file": (io.BytesIO(data), "logo.png")},
        form=f"/manage/organisation/{place}",
        content_type="multipart/form-data",
    )


def stored(app: Flask) -> list[bytes]:
    with app.app_context():
        return list(db.session.scalars(select(Logo.data)))


def test_a_logo_is_made_anew_shown_on_every_page_and_taken_away(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    place = admin.organisation_id
    client.sign_in(admin)
    assert sent(client, place, picture()).location == f"/manage/organisation/{place}"
    with app.app_context():
        card = queries.host()
        assert card is not None
        assert card.logo_size == (432, 144)
    address = f"/brand/{place}/{card.logo}.png"
    for path in ("/", "/manage", "/sign-in"):
        page = PageClient(app).get(path).text if path != "/manage" else client.get(path).text
        assert f'src="{address}" alt="{TRUST}"' in page
    answer = PageClient(app).get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"Camera of Asha" not in answer.data
    with Image.open(io.BytesIO(answer.data)) as kept:
        assert (kept.format, kept.mode, kept.size) == ("PNG", "RGBA", (432, 144))
    assert client.get(f"/brand/{place}/{'0' * 16}.png").status_code == 404
    assert client.get(f"/brand/99/{card.logo}.png").status_code == 404
    client.send(f"/manage/organisation/{place}/logo/remove", form=f"/manage/organisation/{place}")
    assert stored(app) == []
    assert "/brand/" not in client.get("/").text
    assert client.get(address).status_code == 404
    with app.app_context():
        kept_entry, removed = (
            entries(action=action)[0][0] for action in ("people.logo_kept", "people.logo_removed")
        )
        assert kept_entry.details["after"] == "432 × 144"
        assert (removed.details["before"], removed.details["after"]) == ("432 × 144", "")


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("WEBP", "RGB"), ("PNG", "L")])
def test_a_logo_may_be_sent_in_the_usual_formats(kind: str, mode: str) -> None:
    made = logos.made_anew(picture(kind, mode=mode))
    with Image.open(io.BytesIO(made.data)) as kept:
        assert (kept.format, kept.size) == ("PNG", (made.width, made.height))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "PNG, JPEG or WebP format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "PNG, JPEG or WebP format"),
        (picture("GIF", mode="L"), "PNG, JPEG or WebP format"),
        (picture()[:200], "PNG, JPEG or WebP format"),
        (picture(size=(300, 10)), "at least 24 pixels"),
        (picture(size=(6_000, 6_000), mode="L"), "more detail than we can take"),
    ],
    ids=["nothing", "svg", "gif", "cut", "small", "bomb"],
)
def test_what_is_no_logo_comes_back_with_the_reason_and_is_not_kept(
    app: Flask, client: PageClient, world: World, data: bytes, reason: str
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    answer = sent(client, admin.organisation_id, data)
    assert answer.status_code == 422
    assert reason in answer.text
    assert stored(app) == []


def test_a_logo_is_for_those_who_administer_the_organisation(
    app: Flask, client: PageClient, world: World
) -> None:
    admin, far = world.administrator(), world.organisation("Another Hospice")
    client.sign_in(admin)
    token = client.token("/manage/organisation")
    for path in ("logo", "logo/remove", "look"):
        posted = client.post(f"/manage/organisation/{far}/{path}", data={"csrf_token": token})
        assert posted.status_code == 404
    viewer = world.viewer(admin)
    with app.app_context():
        with pytest.raises(Missing):
            actions.keep_logo(far, picture(), actor=viewer)
        with pytest.raises(Missing):
            actions.remove_logo(far, actor=viewer)
    assert stored(app) == []


def test_colours_are_shown_on_a_sample_before_they_are_saved(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    typed = {"name": "Larkfield", "main_colour": "#7C2855", "accent_colour": "#78be20"}
    path = f"/manage/organisation/{admin.organisation_id}/look"
    shown = client.send(path, typed, form="/manage/organisation").text
    assert 'fill="#7c2855"' in shown
    assert 'fill="#78be20"' in shown
    assert "not saved yet" in shown
    assert 'value="Larkfield"' in shown
    with app.app_context():
        card = queries.host()
        assert card is not None
        assert (card.name, card.main_colour) == (TRUST, "#005eb8")
    pale = client.send(path, typed | {"main_colour": "#ffb81c"}, form="/manage/organisation")
    assert pale.status_code == 422
    assert "hard to read on white" in pale.text
