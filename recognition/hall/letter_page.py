"""A letter as a page of its own, apart from ours: no script, no form, no frame, no link."""

from flask import Response, make_response, render_template

from recognition.hall.letters import ShownLetter

# `sandbox` makes the page a stranger to us, whatever its words hold.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "sandbox",
    )
)


def letter_page(shown: ShownLetter, *, problem: str = "") -> Response:
    """Return a letter as it will look, under a policy of its own.

    Args:
        shown: the letter.
        problem: why it cannot be shown yet, instead of the letter.
    """
    page = render_template("hall/letter.html", letter=shown, problem=problem)
    response = make_response(page, 422 if problem else 200)
    response.headers["Content-Security-Policy"] = POLICY
    return response
