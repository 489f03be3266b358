"""Where a letter stands, what may be done about it, and what went wrong, in words; plain Python."""

from datetime import datetime, timedelta

from recognition.errors import Refused
from recognition.mail.rules import BY_INTENT, ERASED, NOBODY, STOPPED, TAKEN_BACK
from recognition.words import _

WAITING, SENDING, PROBLEM = "waiting", "sending", "problem"
GIVEN_UP, SENT, SET_ASIDE = "given_up", "sent", "set_aside"
STATES = (WAITING, SENDING, PROBLEM, GIVEN_UP, SENT, SET_ASIDE)

# No letter should wait longer than this: the worker looks every two seconds.
LONG_WAIT = timedelta(minutes=10)
LATELY = timedelta(days=1)
# What was given up on longer ago is not sent with all the others: it may no longer be true.
STILL_TRUE = timedelta(days=14)
LONGEST_REASON = 200


def state_of(
    *,
    sent_at: datetime | None,
    given_up_at: datetime | None,
    claimed_until: datetime | None,
    problem: str | None,
    now: datetime,
) -> str:
    """Return which of `STATES` a letter is in; all instants UTC."""
    if sent_at is not None:
        return SENT
    if given_up_at is not None:
        return SET_ASIDE if problem in BY_INTENT else GIVEN_UP
    if claimed_until is not None and claimed_until > now:
        return SENDING
    return PROBLEM if problem else WAITING


def may_try_again(state: str, problem: str | None, *, is_waited_for: bool) -> bool:
    """Tell whether a letter can be sent again now.

    Args:
        state: one of `STATES`.
        problem: what went wrong last, as the outbox has it.
        is_waited_for: its room heard that it was given up, and has found another way.
    """
    if state == PROBLEM:
        return True
    return not is_waited_for and (state == GIVEN_UP or (state == SET_ASIDE and problem == STOPPED))


def may_stop(state: str) -> bool:
    """Tell whether a letter can be kept from leaving."""
    return state in {WAITING, PROBLEM}


def check_reason(reason: str) -> str:
    """Return why a letter is stopped.

    Raises:
        Refused: nothing is written, or too much.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Write why, for the record."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Shorten the reason."), field="reason")
    return reason


def state_name(state: str) -> str:
    """Say where a letter stands."""
    return {
        WAITING: _("Waiting"),
        SENDING: _("Being sent"),
        PROBLEM: _("With a problem"),
        GIVEN_UP: _("Given up"),
        SENT: _("Sent"),
        SET_ASIDE: _("Not to be sent"),
    }[state]


def problem_words(problem: str | None) -> str:
    """Say what went wrong last, without the words of the mail server: they can hold an address.

    Args:
        problem: as the outbox has it: the kind of error, and the mail server's number if it gave
            one, as “SMTPRecipientsRefused 550”.
    """
    if not problem:
        return ""
    by_intent = {
        NOBODY: _("Nobody should get it any more."),
        TAKEN_BACK: _("It was taken back, because it no longer holds."),
        STOPPED: _("An administrator stopped it."),
        ERASED: _("Its words were erased, because they were about somebody who was erased."),
    }
    if problem in by_intent:
        return by_intent[problem]
    kind, _space, code = problem.partition(" ")
    if code.startswith("4"):
        return _("The mail server asks us to try later (%(code)s).", code=code)
    words = _refusals().get(kind) or _troubles().get(kind)
    if words is None:
        return _("Something went wrong on our side (%(kind)s).", kind=kind)
    return f"{words} ({code})" if code else words


def _refusals() -> dict[str, str]:
    return {
        "SMTPRecipientsRefused": _(
            "The mail server does not take letters to this address. It may be misspelt or closed."
        ),
        "SMTPSenderRefused": _("The mail server does not take letters from our address."),
        "SMTPDataError": _("The mail server did not take this letter."),
        "SMTPAuthenticationError": _("The mail server did not accept our name and password."),
        "SMTPNotSupportedError": _("The mail server cannot do what our settings ask for."),
        "SMTPHeloError": _("The mail server did not greet us back."),
        "SMTPConnectError": _("The mail server did not let us in."),
        "SSLCertVerificationError": _("The mail server could not prove who it is."),
    }


def _troubles() -> dict[str, str]:
    away = _("The mail server could not be reached.")
    silent = _("The mail server did not answer in time, or hung up.")
    return {
        "ConnectionRefusedError": away,
        "gaierror": away,
        "OSError": away,
        "ConnectionResetError": silent,
        "SMTPServerDisconnected": silent,
        "TimeoutError": silent,
        "KeyError": _("Its private link could not be made."),
        "ValueError": _("Its address or its words cannot be put in a letter."),
    }
