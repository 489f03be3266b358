"""The organisation's own template: tried out first, and able to reach nothing but its data."""

import io
import zipfile
from collections.abc import Mapping

import docx
import pytest

from recognition.errors import Refused
from recognition.newsletter.document import dressed
from recognition.newsletter.sample_template import sample_template
from recognition.newsletter.template_guard import LARGEST_TEXT, check_word_file
from recognition.newsletter.template_language import TemplateSandbox
from recognition.newsletter.word_template import check_template_file, filled, sample_pack
from tests.newsletter.packs import HOSTILE, hostile, illustrated, winner


def template(*lines: str) -> bytes:
    document = dressed()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(parts: Mapping[str, bytes], *, source: bytes | None = None) -> bytes:
    """Return a Word file with parts added or put in place of others."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source or template("{{ heading }}"))) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, data in parts.items():
            after.writestr(name, data)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    """Return a Word file with this at the start of its text."""
    with zipfile.ZipFile(io.BytesIO(template("a"))) as file:
        body = file.read("word/document.xml").replace(b"<w:body>", b"<w:body>" + xml.encode())
    return changed({"word/document.xml": body})


def lines(data: bytes) -> list[tuple[str, str]]:
    document = docx.Document(io.BytesIO(data))
    return [(str(p.style.name), p.text) for p in document.paragraphs if p.style]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        check_template_file(data)
    assert caught.value.field == "file"
    return caught.value.reason


def test_the_sample_works_and_keeps_its_styles() -> None:
    check_template_file(sample_template())
    two = illustrated(winner(), winner(name="Bo", category="Courage", reference="B"))
    found = lines(filled(sample_template(), two))
    assert [line for line in found if line[0].startswith(("Title", "Heading"))] == [
        ("Title", "Thank you: Autumn 2026"),
        ("Heading 1", "Kindness"),
        ("Heading 2", "Asha O’Dowd"),
        ("Heading 1", "Courage"),
        ("Heading 2", "Bo"),
    ]
    assert ("Normal", "She listened, “all night”.") in found
    assert ("Quote", "I was not alone.") in found
    assert ("Small print", "– Nia Novak") in found


def test_photographs_come_with_their_words() -> None:
    document = docx.Document(io.BytesIO(filled(sample_template(), illustrated(winner()))))
    pictures = document.element.xpath("//wp:docPr")
    assert [one.get("descr") for one in pictures] == ["Asha O’Dowd, smiling"]
    assert document.core_properties.title == "Thank you: Autumn 2026"
    assert document.core_properties.language == "en-GB"


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_in_a_field_is_text(text: str) -> None:
    found = lines(filled(sample_template(), illustrated(hostile(text))))
    assert ("Heading 2", text.replace("\u202e", "")) in found


REACHES = (
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ winners.__init__.__globals__ }}",
    "{{ winners|attr('__class__') }}",
    "{{ heading.format }}",
    "{{ '{0.__class__}'.format(heading) }}",
    "{% for w in winners %}{{ w.photo._Picture__document }}{% endfor %}",
    "{% for w in winners %}{{ w.photo.__html__.__globals__ }}{% endfor %}",
    "{{ self }}",
    "{{ config }}",
    "{{ request }}",
    "{{ cycler }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace() }}",
    "{% import 'os' as os %}",
    "{% include '/etc/passwd' %}",
    "{% extends 'base.html' %}",
    "{% set heading = 1 %}",
    "{% macro m() %}{% endmacro %}",
    "{% for loop in winners %}{{ loop.__class__ }}{% endfor %}",
)
NEVER_ENDS = (
    "{% for x in range(10**9) %}a{% endfor %}",
    "{{ 'a' * 10**9 }}",
    "{{ 9**9**9 }}",
    "{% for a in winners %}{% for b in winners %}{% endfor %}{% endfor %}",
    "{% for a in winners recursive %}{{ loop(winners) }}{% endfor %}",
    "{{ heading|center(1000000000) }}",
    "{{ heading ~ heading }}",
)


@pytest.mark.parametrize("text", [*REACHES, *NEVER_ENDS])
def test_a_template_reaches_nothing_but_its_data_and_always_ends(text: str) -> None:
    assert "template" in refusal(template(text)).lower()


@pytest.mark.parametrize("place", ["header", "footer", "title"])
def test_it_reaches_nothing_from_a_header_footer_or_property_either(place: str) -> None:
    document = dressed()
    if place == "title":
        document.core_properties.title = REACHES[0]
    else:
        getattr(document.sections[0], place).paragraphs[0].text = REACHES[0]
    out = io.BytesIO()
    document.save(out)
    assert "__class__" in refusal(out.getvalue())


def test_the_sandbox_alone_would_stop_it_too() -> None:
    sandbox = TemplateSandbox()
    assert sandbox.is_safe_attribute("", "__class__", str) is False
    assert sandbox.globals == {}
    assert sandbox.autoescape is True


def test_what_a_template_writes_is_counted_as_it_comes() -> None:
    with pytest.raises(Refused, match="too long"):
        TemplateSandbox.concat("x" * 1_000_000 for _piece in range(10**9))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ nmae }}", "asks for “nmae”"),
        ("{% for w in winners %}{{ w.nmae }}{% endfor %}", "asks for “nmae”"),
        ("{% for w in winners %}", "Look near “{% for w in winners %}"),
        ("{{ heading", "There is a mistake in the template"),
        ("{{ heading|shout }}", "asks for “shout”"),
    ],
)
def test_a_mistake_is_said_with_what_to_look_for(text: str, words: str) -> None:
    assert words in refusal(template(text))


def test_only_a_plain_word_document_is_taken() -> None:
    for data in (b"", b"hello", b"PK\x03\x04broken", changed({"[Content_Types].xml": b"<Types/>"})):
        assert refusal(data) == "Choose a Word document that was saved as .docx."


def test_macros_and_other_programs_are_refused() -> None:
    for name in ("word/vbaProject.bin", "word/embeddings/a.xlsx", "word/activeX/activeX1.xml"):
        assert "macros" in refusal(changed({name: b"x"}))
    with zipfile.ZipFile(io.BytesIO(template("a"))) as file:
        types = file.read("[Content_Types].xml")
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    with_macros = types.replace(
        b"</Types>", b'<Default Extension="x" ContentType="' + kind + b'"/></Types>'
    )
    assert "macros" in refusal(changed({"[Content_Types].xml": with_macros}))


RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/%s" Target="%s" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize("kind", [b"image", b"attachedTemplate", b"oleObject", b"frame"])
def test_nothing_is_taken_from_another_place(kind: bytes) -> None:
    relations = RELATIONS % (kind, b"https://example.org/a")
    assert "another place" in refusal(changed({"word/_rels/header9.xml.rels": relations}))


def test_a_link_that_one_may_click_is_fine_and_one_to_a_file_is_not() -> None:
    web = RELATIONS % (b"hyperlink", b"https://example.org")
    check_word_file(changed({"word/_rels/header9.xml.rels": web}))
    local = RELATIONS % (b"hyperlink", b"file:///c:/a")
    assert "another place" in refusal(changed({"word/_rels/header9.xml.rels": local}))


def test_a_field_that_reads_other_files_is_refused() -> None:
    field = "<w:p><w:r><w:instrText> DDEAUTO c:\\\\a </w:instrText></w:r></w:p>"
    assert "reads other files" in refusal(with_body(field))


def test_a_file_that_grows_when_it_is_unpacked_is_refused_before_it_does() -> None:
    assert "too large" in refusal(changed({"word/styles.xml": b" " * (LARGEST_TEXT + 1)}))
    many = {f"word/media/{n}.png": b"0" * 7_000_000 for n in range(5)}
    assert "too large" in refusal(changed(many))
    assert "too large" in refusal(changed({f"word/media/{n}.png": b"" for n in range(400)}))


def test_declarations_of_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    assert "saved as .docx" in refusal(changed({"word/settings.xml": bomb}))


def test_the_sample_pack_has_everything_a_template_can_ask_for() -> None:
    one = sample_pack()
    beside = one.with_winner(one.winners[0])
    assert beside.photo is not None
    assert beside.quote_by
    assert one.heading
    assert one.opening
