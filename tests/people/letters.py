"""Reading letters in tests."""

import re
from email.message import EmailMessage

from flask import Flask

from recognition.mail import actions as mail


def delivered(app: Flask) -> list[EmailMessage]:
    """Deliver what is due, and return it."""
    posted: list[EmailMessage] = []
    with app.app_context():
        mail.deliver_due(posted.append)
    return posted


def link_in(message: EmailMessage) -> str:
    """Return the path of the private link in a letter."""
    found = re.search(r"http://localhost(/sign-in/[\w-]{40,})\n", message.get_content())
    assert found, message.get_content()
    return found.group(1)
