"""What the form library says of its own is said in the reader's language."""

from flask import Flask
from wtforms import StringField
from wtforms.validators import InputRequired

from recognition.forms import Form
from recognition.words import ENGLISH, WELSH, in_language


class Asks(Form):
    name = StringField(validators=[InputRequired()])


def said(app: Flask, code: str) -> str:
    with app.test_request_context(method="POST"), in_language(code):
        form = Asks(meta={"csrf": False})
        assert not form.validate()
        return str(form.name.errors[0])


def test_each_reader_is_told_in_their_language_whoever_asked_before(app: Flask) -> None:
    told = [said(app, code) for code in (WELSH, ENGLISH, WELSH, ENGLISH)]
    assert told[1] == told[3] == "This field is required."
    assert told[0] == told[2] == "Rhaid cwblhau'r maes hwn."
