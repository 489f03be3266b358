"""What a Word template fetches or runs is found, however it is written."""

import pytest

from recognition.newsletter.word_template import check_template_file
from tests.newsletter.test_word_templates import changed, refusal, with_body

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = b"http://schemas.openxmlformats.org/package/2006/relationships"


def field_of(*codes: str) -> str:
    """Return a field with its code in several runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = mark.format("separate") + "<w:r><w:t>shown</w:t></w:r>"
    return f"<w:p>{mark.format('begin')}{runs}{shown}{mark.format('end')}</w:p>"


FETCHING = {
    "an attribute": """<w:p><w:fldSimple w:instr='INCLUDEPICTURE "http://x/a"'/></w:p>""",
    "an attribute that runs": """<w:p><w:fldSimple w:instr="DDEAUTO c:\\a b"/></w:p>""",
    "small letters": field_of(' includepicture "http://x/a" '),
    "a character as a number": field_of(' INCLUDE&#80;ICTURE "http://x/a" '),
    "pieces": field_of("INCL", "UDETE", 'XT "c:/a"'),
    "plain text in the code": field_of("INCLUDE").replace(
        '<w:r><w:fldChar w:fldCharType="separate"/>',
        '<w:r><w:t>TEXT "c:/a"</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/>',
    ),
    "a field in its place": field_of("X", ' "c:/a"').replace(
        "<w:r><w:instrText>X</w:instrText></w:r>", field_of("QUOTE 68 68 69")[5:-6]
    ),
    "another prefix": field_of('IMPORT "c:/a"')
    .replace("<w:p>", f'<v:p xmlns:v="{W}">')
    .replace("w:", "v:"),
    "a link to a file": field_of(' HYPERLINK "file:///c:/a" \\o "https://x" '),
    "a link with a place hidden in a switch": field_of(' HYPERLINK "\\l "file:///c:/a" '),
    "what the template leaves out": field_of(
        "DD", "{% if not heading %}X{% endif %}", 'EAUTO "http://x/a"'
    ),
    "a comment that the template opens": "<!-- -{##}-> "
    + field_of('INCLUDEPICTURE "http://x/a"')
    + " <!-{##}- -->",
}


@pytest.mark.parametrize("xml", FETCHING.values(), ids=FETCHING)
def test_a_field_that_fetches_is_found_however_it_is_written(xml: str) -> None:
    assert "reads other files" in refusal(with_body(xml))


@pytest.mark.parametrize(
    "code",
    [
        ' HYPERLINK "https://example.org/link/dde" \\o "Import this" ',
        ' hyperlink \\t "_blank" "mailto:a@example.org" ',
        ' HYPERLINK \\l "_Toc1" ',
        " PAGE \\* MERGEFORMAT ",
        ' TOC \\o "1-3" \\h ',
        " PRINTDATE ",
    ],
)
def test_a_link_to_the_web_and_the_fields_of_any_newsletter_stay(code: str) -> None:
    check_template_file(with_body(field_of(code)))


@pytest.mark.parametrize(
    "relation",
    [
        b'<%s Type="a/image" Target="http://x/a>b.png" TargetMode="External"/>',
        b'<p:%s Type="a/image" Target="http://x/a.png" TargetMode="External"/>',
        b'<%s Type="a/image" Target="http://x/a.png" TargetMode="Ex&#116;ernal"/>',
        b'<%s Type="a/hyperlink" Target="file:///c:/a>https://x" TargetMode="External"/>',
        b'<%s Type="a/vbaProject" Target="word/pictures.dat"/>',
    ],
)
def test_a_relation_to_elsewhere_is_found_however_it_is_written(relation: bytes) -> None:
    start = b'<Relationships xmlns="%s" xmlns:p="%s">' % (PACKAGE, PACKAGE)
    data = start + relation % b'Relationship Id="r1"' + b"</Relationships>"
    for name in ("word/_rels/header9.xml.rels", "word/_rels/HEADER9.XML.RELS", "word/other.dat"):
        assert "another place" in refusal(changed({name: data}))
