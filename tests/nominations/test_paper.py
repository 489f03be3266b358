"""What collects nominations on paper: for a scheme and a ward, for those who run it."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from zxingcpp import read_barcodes

from recognition.paper import qr_code
from recognition.schemes.queries import SchemeCard
from tests.page_client import PageClient
from tests.world import World


@pytest.fixture
def managed(client: PageClient, world: World) -> SchemeCard:
    """A scheme whose administrator has signed in."""
    client.sign_in(world.administrator())
    return world.scheme()


def test_the_code_leads_to_the_nomination_with_the_ward_filled_in(
    client: PageClient, managed: SchemeCard
) -> None:
    page = f"/manage/cards/print/{managed.slug}"
    expected = f"http://localhost/nominate/{managed.slug}?place=Larch+Ward+%26+Oak"
    shown = client.get(f"{page}?place=Larch+Ward+%26+Oak").text
    assert expected.replace("&", "&amp;") in shown
    assert "For Larch Ward &amp; Oak" in shown
    drawn = client.get(f"{page}/code.svg?place=Larch+Ward+%26+Oak")
    assert drawn.text == qr_code(expected)
    assert drawn.mimetype == "image/svg+xml"
    assert ElementTree.fromstring(drawn.data).tag.endswith("svg")


def test_the_code_is_there_as_a_drawing_and_as_a_picture_with_good_names(
    client: PageClient, managed: SchemeCard
) -> None:
    page = f"/manage/cards/print/{managed.slug}"
    for kind in ("svg", "png"):
        answer = client.get(f"{page}/code.{kind}?place=Larch+Ward")
        name = f"code-{managed.slug}-larch-ward.{kind}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "inline" in client.get(f"{page}/code.svg?show=1").headers["Content-Disposition"]
    picture = Image.open(BytesIO(client.get(f"{page}/code.png").data))
    assert picture.width == picture.height >= 500
    assert f'src="{page}/code.svg?show=1' in client.get(page).text


@pytest.mark.parametrize("kind", ["card", "poster"])
def test_cards_and_posters_carry_scheme_ward_and_questions_and_a_code_that_a_phone_reads(
    client: PageClient, managed: SchemeCard, kind: str
) -> None:
    page = f"/manage/cards/print/{managed.slug}"
    answer = client.get(f"{page}/{kind}.pdf?place=Larch+Ward")
    name = f"{kind}-{managed.slug}-larch-ward.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.data)).pages)
    said = " ".join(text.split())
    assert managed.name in said
    assert "Larch Ward" in said
    if kind == "card":
        assert "What did they do?" in said
        assert "What difference did it make?" in said
    drawn = [sheet.render(scale=3).to_pil() for sheet in PdfDocument(answer.data)]
    read = {code.text for sheet in drawn for code in read_barcodes(sheet)}
    assert read == {f"http://localhost/nominate/{managed.slug}?place=Larch+Ward"}
    assert f"{kind}.pdf" in client.get(page).text


def test_a_ward_is_at_most_a_hundred_characters_on_one_line(
    client: PageClient, managed: SchemeCard
) -> None:
    page = f"/manage/cards/print/{managed.slug}"
    long = client.get(page, query_string={"place": "w" * 5000}).text
    assert f"For {'w' * 100}<" in long
    assert "For Larch Ward<" in client.get(page, query_string={"place": " Larch\r\nWard "}).text


def test_what_looks_like_code_in_a_ward_renders_as_text(
    client: PageClient, managed: SchemeCard
) -> None:
    client.typed.add("{{7*7}}")
    odd = {"place": '"><script>alert(1)</script>{{7*7}}\u202e'}
    page = f"/manage/cards/print/{managed.slug}"
    text = client.get(page, query_string=odd).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text
    name = client.get(f"{page}/code.svg", query_string=odd).headers["Content-Disposition"]
    assert name.isascii()
    assert "<" not in name


def test_paper_is_for_administrators_of_the_host_alone(
    client: PageClient, managed: SchemeCard, world: World
) -> None:
    page = f"/manage/cards/print/{managed.slug}"
    files = ("code.svg", "code.png", "card.pdf", "poster.pdf")
    paths = (page, *(f"{page}/{name}" for name in files))
    assert {client.get(path).status_code for path in paths} == {200}
    assert page in client.get("/manage/cards/print").text
    for stranger in (world.person(), world.administrator(organisation="Elsewhere Hospice")):
        client.sign_in(stranger)
        assert {client.get(path).status_code for path in paths} == {404}
        assert page not in client.get("/manage/cards/print").text


def test_with_no_scheme_the_page_says_what_to_do_first(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    text = client.get("/manage/cards/print").text
    assert "No scheme yet" in text
    assert "/manage/schemes" in text
