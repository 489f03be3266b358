"""What one person wrote in nominations."""

from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select

from recognition.clock import spoken
from recognition.database import db
from recognition.nominations.models import (
    Draft,
    Enquiry,
    LatePermission,
    Nomination,
)
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.nominations.queries.subject_access_rows import answers, nominations, standing
from recognition.schemes.models import Round, Scheme
from recognition.subject_access import Item, Section, Whom
from recognition.words import _

TABLES = frozenset({"nomination", "draft", "enquiry", "late_permission", "candidacy", "answer"})


def written(who: Whom) -> list[Section]:
    """Return what somebody wrote: nominations, drafts, answers; and their late permissions."""
    return [
        Section("wrote", _("Nominations written"), _wrote(who)),
        Section("drafts", _("Nominations begun"), _drafts(who)),
        Section("questions", _("Questions we asked"), _questions(who)),
        Section("late", _("More time to nominate"), _late(who)),
    ]


def _wrote(who: Whom) -> tuple[Item, ...]:
    mine = or_(
        _is(Nomination.nominator_id, who),
        Nomination.nominator_id.is_(None) & Nomination.nominator_email.in_(who.addresses),
    )
    rows = db.session.execute(nominations(mine)).all()
    texts = answers([row.Nomination.id for row in rows])
    return tuple(_sent(row, texts.get(row.Nomination.id, ())) for row in rows)


def _sent(row: Any, texts: tuple[tuple[str, str], ...]) -> Item:
    sent: Nomination = row.Nomination
    nominee = sent.told_name or read_nominee(row).name
    facts = [
        (_("Reference"), sent.reference),
        (_("About"), nominee),
        (_("Where it stands"), standing(sent)),
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
