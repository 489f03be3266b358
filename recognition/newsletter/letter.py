"""A pack as a letter that opens in a mail program, ready to be addressed and sent."""

from email.message import EmailMessage
from email.policy import SMTP

from recognition.newsletter.email_html import cid, email_html
from recognition.newsletter.pack import Pack, one_line
from recognition.newsletter.pictures import ENDING, LANDSCAPE
from recognition.newsletter.plain_text import plain_text


def eml_file(pack: Pack) -> bytes:
    """Return a letter (.eml): plain text, and HTML with its photographs attached.

    It names no sender and no recipient. `X-Unsent` makes mail programs open it as a draft:
    https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcmail.
    """
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = one_line(pack.title)
    letter["X-Unsent"] = "1"
    letter.set_content(plain_text(pack), cte="base64")
    page = email_html(pack, attached=True)
    letter.add_alternative(page, subtype="html", cte="base64")
    html = list(letter.iter_parts())[1]
    for winner in pack.winners:
        photo = pack.with_winner(winner).photo
        if photo is not None and f"cid:{cid(photo)}" in page:
            html.add_related(
                photo.crops[LANDSCAPE],
                "image",
                "jpeg",
                cid=f"<{cid(photo)}>",
                filename=f"{photo.name}{ENDING}",
                disposition="inline",
            )
    return letter.as_bytes()
