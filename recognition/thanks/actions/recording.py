"""Writing down what somebody said on paper about where their story may be told."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.people.queries import Viewer
from recognition.thanks import queries
from recognition.thanks.actions.consenting import differs, keep, locked, tell, written
from recognition.thanks.lasting import last_day, paper_counts
from recognition.thanks.models import Card
from recognition.thanks.queries import Answer
from recognition.thanks.rules import channel_name
from recognition.words import _


def record_on_paper(
    candidacy_id: int,
    person_id: int | None,
    wishes: Mapping[str, bool],
    *,
    day: date,
    span: str,
    actor: Viewer,
) -> None:
    """Write down what somebody said on paper.

    Args:
        candidacy_id: whose story it is.
        person_id: who said so; None for somebody who is described in words.
        wishes: yes or no, by channel; what the paper does not say is left out.
        day: the date on the paper, in London.
        span: for how long a yes holds, one of `lasting.SPANS`, counted from that day.
        actor: whoever writes it down.

    Raises:
        Missing: there is no such person behind this candidacy.
        Refused: the paper says nothing, is from the future, has ended, or is older than what
            they have said since.
    """
    who = next((to for to in queries.signers(candidacy_id) if to.person_id == person_id), None)
    if who is None:
        raise Missing
    if not wishes:
        raise Refused(_("Say what stands on the paper, for one place at least."))
    moment = clock.now()
    if day > clock.today():
        raise Refused(_("Enter the date on the paper. It cannot be in the future."), field="day")
    ends_on = last_day(span, day)
    until = clock.end_of_day(ends_on) if ends_on else None
    if until is not None and until <= moment and True in wishes.values():
        raise Refused(
            _(
                "A yes on this paper ended on %(date)s. Ask them again, or check the date.",
                date=clock.spoken_date(until),
            ),
            field="day",
        )
    ends = dict.fromkeys(wishes, until)
    with transaction() as session:
        session.execute(select(Candidacy.id).where(Candidacy.id == candidacy_id).with_for_update())
        card_id = who.card_id or _new_card(session, candidacy_id, person_id, moment)
        known = locked(session, card_id)
        _check_newest(wishes, known, day)
        changed = {
            channel: given
            for channel, given in wishes.items()
            if not _is_on_file(known.get(channel), given=given, until=until, day=day)
        }
        if changed:
            said_at = min(moment, clock.end_of_day(day))
            keep(session, card_id, changed, ends, said_at=said_at, by=actor.person_id)
            audit.record(
                "thanks.said_on_paper",
                subject=("card", card_id),
                actor_id=actor.person_id,
                payload={**changed, "paper": day.isoformat(), "until": written(ends, changed)},
            )
            tell(card_id, known, changed, moment)


def _new_card(session: Session, candidacy_id: int, person_id: int | None, moment: datetime) -> int:
    card = Card(candidacy_id=candidacy_id, person_id=person_id, made_at=moment)
    session.add(card)
    session.flush()
    return card.id


def _is_on_file(known: Answer | None, *, given: bool, until: datetime | None, day: date) -> bool:
    """Tell whether this very paper was written down before."""
    return (
        known is not None
        and known.on_paper
        and clock.in_london(known.said_at).date() == day
        and not differs(known, given=given, until=until)
    )


def _check_newest(wishes: Mapping[str, bool], known: Mapping[str, Answer], day: date) -> None:
    for channel, given in wishes.items():
        answer = known.get(channel)
        if answer is not None and not paper_counts(
            given=given,
            day=day,
            said_day=clock.in_london(answer.said_at).date(),
            said_on_paper=answer.on_paper,
        ):
            raise Refused(
                _(
                    "They said %(answer)s to “%(channel)s” on %(when)s. A paper counts only if it "
                    "is newer, so nothing was changed.",
                    answer=_("yes") if answer.given else _("no"),
                    channel=channel_name(channel),
                    when=clock.spoken_date(answer.said_at)
                    if answer.on_paper
                    else clock.spoken(answer.said_at),
                ),
                field="day",
            )
