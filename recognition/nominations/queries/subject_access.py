"""What one person wrote in nominations, and what was written about them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select

from recognition.clock import spoken
from recognition.database import db
from recognition.nominations import rules
from recognition.nominations.models import (
    Answer,
    Candidacy,
    Draft,
    Enquiry,
    LatePermission,
    Nomination,
)
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.people.models import Person
from recognition.schemes.models import Question, Round, Scheme
from recognition.subject_access import Item, Section, Whom
from recognition.words import _

TABLES = frozenset({"nomination", "draft", "enquiry", "late_permission", "candidacy", "answer"})

Texts = dict[int, tuple[tuple[str, str], ...]]


def written(who: Whom) -> list[Section]:
    """Return what somebody wrote: nominations, drafts, answers; and their late permissions."""
    return [
        Section("wrote", _("Nominations written"), _wrote(who)),
        Section("drafts", _("Nominations begun"), _drafts(who)),
        Section("questions", _("Questions we asked"), _questions(who)),
        Section("late", _("More time to nominate"), _late(who)),
    ]


def about(candidacy_ids: Collection[int]) -> Section:
    """Return what others wrote about somebody, by the candidacies in which they did.

    Who asked not to be named is not named, and their name stands in `never`: it may not be in any
    of the words about this nominee.
    """
    rows = db.session.execute(_nominations(Nomination.candidacy_id.in_(set(candidacy_ids)))).all()
    texts = _answers([row.Nomination.id for row in rows])
    hidden = defaultdict[int, list[str]](list)
    for row in rows:
        if not row.Nomination.may_name_nominator and _sender(row):
            hidden[row.Nomination.candidacy_id].append(_sender(row))
    return Section(
        "about",
        _("What others wrote about them"),
        tuple(
            _told(row, texts.get(row.Nomination.id, ()), hidden[row.Nomination.candidacy_id])
            for row in rows
        ),
    )


def candidacies_of(person_id: int) -> frozenset[int]:
    """Return the candidacies of a person, with those that theirs were merged into, by number."""
    rows = db.session.execute(
        select(Candidacy.id, Candidacy.merged_into_id).where(Candidacy.person_id == person_id)
    )
    return frozenset(number for row in rows for number in row if number is not None)


def _told(row: Any, texts: tuple[tuple[str, str], ...], hidden: list[str]) -> Item:
    sent: Nomination = row.Nomination
    shown = rules.shown_nominator(
        name=_sender(row), kind=sent.nominator_kind, may_name=sent.may_name_nominator
    )
    named = sent.may_name_nominator and bool(_sender(row))
    return Item(
        key=f"about-{sent.id}",
        what=_("Nomination in %(scheme)s, %(round)s", scheme=row.scheme, round=row.round),
        when=sent.sent_at,
        facts=((_("Written by"), shown), (_("Where it stands"), _standing(sent))),
        texts=texts,
        names=(shown,) if named else (),
        never=tuple(hidden),
        by_others=True,
        round_id=None,
    )


def _wrote(who: Whom) -> tuple[Item, ...]:
    mine = or_(
        _is(Nomination.nominator_id, who),
        Nomination.nominator_id.is_(None) & Nomination.nominator_email.in_(who.addresses),
    )
    rows = db.session.execute(_nominations(mine)).all()
    texts = _answers([row.Nomination.id for row in rows])
    return tuple(_sent(row, texts.get(row.Nomination.id, ())) for row in rows)


def _sent(row: Any, texts: tuple[tuple[str, str], ...]) -> Item:
    sent: Nomination = row.Nomination
    nominee = sent.told_name or read_nominee(row).name
    facts = [
        (_("Reference"), sent.reference),
        (_("About"), nominee),
        (_("Where it stands"), _standing(sent)),
        (_("May be named"), _("Yes") if sent.may_name_nominator else _("No")),
    ]
    if sent.nominator_email:
        facts += [(_("Name"), sent.nominator_name), (_("E-mail address"), sent.nominator_email)]
    return Item(
        key=f"wrote-{sent.id}",
        what=_("Nomination in %(scheme)s, %(round)s", scheme=row.scheme, round=row.round),
        when=sent.sent_at,
        facts=tuple(facts),
        texts=texts,
        names=(nominee,),
    )


def _standing(sent: Nomination) -> str:
    if sent.withdrawn_at is not None:
        return _("Withdrawn")
    return {
        rules.ACCEPTED: _("Accepted"),
        rules.DECLINED: _("Not taken forward"),
    }.get(sent.standing, _("Being checked"))


def _nominations(chosen: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    found: Select[*tuple[Any, ...]] = (
        select(
            Nomination,
            Person.name.label("known_name"),
            Scheme.name.label("scheme"),
            Round.name.label("round"),
        )
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .where(chosen)
        .order_by(Nomination.sent_at, Nomination.id)
    )
    return with_nominee(found, Candidacy)


def _sender(row: Any) -> str:
    return str(row.known_name or row.Nomination.nominator_name)


def _answers(numbers: Collection[int]) -> Texts:
    found = defaultdict[int, list[tuple[str, str]]](list)
    for number, prompt, text in db.session.execute(
        select(Nomination.id, Question.prompt, Answer.text)
        .join(Answer, Answer.nomination_id == Nomination.id)
        .join(Question, Question.id == Answer.question_id)
        .where(Nomination.id.in_(numbers), Answer.revision == Nomination.revision)
        .order_by(Nomination.id, Question.position)
    ):
        found[number].append((prompt, text))
    return {number: tuple(listed) for number, listed in found.items()}


def _drafts(who: Whom) -> tuple[Item, ...]:
    mine = or_(
        _is(Draft.author_id, who),
        Draft.author_id.is_(None) & Draft.author_email.in_(who.addresses),
    )
    chosen: Select[*tuple[Any, ...]] = (
        select(Draft, Scheme.name.label("scheme"), Round.name.label("round"))
        .join(Round, Round.id == Draft.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(mine)
        .order_by(Draft.updated_at, Draft.id)
    )
    return tuple(_begun(row) for row in db.session.execute(with_nominee(chosen, Draft)))


def _begun(row: Any) -> Item:
    draft: Draft = row.Draft
    nominee = read_nominee(row).name or ""
    words = [(_("Answer %(number)s", number=place), text) for place, text in draft.answers.items()]
    words += [(_("Typed after signing in ran out"), text) for text in (draft.parked or {}).values()]
    return Item(
        key=f"draft-{draft.id}",
        what=_("Draft in %(scheme)s, %(round)s", scheme=row.scheme, round=row.round),
        when=draft.updated_at,
        facts=((_("About"), nominee),) if nominee else (),
        texts=tuple(words),
        names=(nominee,) if nominee else (),
    )


def _questions(who: Whom) -> tuple[Item, ...]:
    mine = or_(
        _is(Nomination.nominator_id, who),
        Nomination.nominator_id.is_(None) & Nomination.nominator_email.in_(who.addresses),
    )
    rows = db.session.execute(
        select(Enquiry, Nomination.reference)
        .join(Nomination, Nomination.id == Enquiry.nomination_id)
        .where(mine)
        .order_by(Enquiry.id)
    )
    return tuple(
        Item(
            key=f"question-{row.id}",
            what=_("Question about nomination %(reference)s", reference=reference),
            when=row.asked_at,
            texts=((_("We asked"), row.question), (_("Answer"), row.answer)),
        )
        for row, reference in rows
    )


def _late(who: Whom) -> tuple[Item, ...]:
    rows = db.session.execute(
        select(LatePermission, Round.name)
        .join(Round, Round.id == LatePermission.round_id)
        .where(_is(LatePermission.person_id, who))
        .order_by(LatePermission.id)
    )
    return tuple(
        Item(
            key=f"late-{row.id}",
            what=_("More time in %(round)s", round=name),
            when=row.granted_at,
            facts=((_("Until"), spoken(row.until)),),
            texts=((_("Reason"), row.reason),) if row.reason else (),
        )
        for row, name in rows
    )


def _is(column: Any, who: Whom) -> ColumnElement[bool]:
    return false() if who.person_id is None else column == who.person_id
