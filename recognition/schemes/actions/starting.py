"""Starting a scheme, changing what it is called and who takes part, and ending it."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields, replace

from sqlalchemy import select

from recognition import clock
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.people.queries import Viewer, organisations
from recognition.resources.queries import by_slug
from recognition.resources.rules import slugged
from recognition.schemes.actions.categories import write_categories
from recognition.schemes.actions.rounds import write_round
from recognition.schemes.actions.rows import record, scheme_row
from recognition.schemes.actions.versions import add_version
from recognition.schemes.asking import CriterionText, FormText, QuestionText, check_form
from recognition.schemes.models import Scheme, SchemeOrganisation
from recognition.schemes.plain import plain_start
from recognition.schemes.rules import (
    AUDIENCES,
    AWARD,
    LONGEST_TEXT,
    RECOGNISE,
    CategoryText,
    Dates,
    Ways,
    check_categories,
    check_length,
    check_scheme,
    check_ways,
)
from recognition.schemes.templates import TEMPLATES, SchemeTemplate
from recognition.words import _

# Names in addresses that lead to pages of our own, /manage/schemes/new and /nominate/resume.
RESERVED = ("new", "resume", "leave", "left")


def start_scheme(
    template_key: str | None = None,
    *,
    organisation_id: int,
    actor: Viewer | None,
    name: str = "",
    purpose: str | None = None,
    lane: str | None = None,
    who_may_nominate: Collection[str] | None = None,
    organisation_ids: Collection[int] = (),
    ways: Ways | None = None,
) -> str:
    """Start a scheme from a template, or from nothing; what is not given comes from there.

    A scheme without judging gets one round that is open from now on and never closes.

    Args:
        template_key: key of one of the ready-made templates; None for a plain start.
        organisation_id: the organisation that hosts it and whose administrators look after it.
        actor: who does it.
        name: what people call it.
        purpose: what it is for, in a sentence or two.
        lane: one of `rules.LANES`; with a template it is the template's.
        who_may_nominate: some of `rules.AUDIENCES`.
        organisation_ids: other organisations that take part.
        ways: how it deals with nominators and nominees.

    Returns:
        The name in its address.

    Raises:
        Refused: something is missing.
        Missing: there is no such template or organisation.
    """
    template = _template(template_key, lane)
    name = name or template.name
    chosen = [
        who
        for who in AUDIENCES
        if who in (template.who_may_nominate if who_may_nominate is None else who_may_nominate)
    ]
    check_scheme(name=name, lane=template.lane, who_may_nominate=chosen)
    form, categories = _form_of(template), _categories_of(template)
    check_form(form, lane=template.lane)
    check_categories(categories)
    partners = _known({organisation_id, *organisation_ids})
    with transaction() as session:
        taken = set(session.scalars(select(Scheme.slug)))
        row = Scheme(
            organisation_id=organisation_id,
            slug=slugged(name, {*taken, *RESERVED}),
            name=name,
            purpose=template.purpose if purpose is None else purpose,
            lane=template.lane,
            who_may_nominate=chosen,
            template_key=template_key,
            nominees_get=template.nominees_get,
        )
        _set_ways(row, ways or template.ways)
        session.add(row)
        session.flush()
        _write_partners(row.id, partners)
        write_categories(row.id, categories)
        add_version(row.id, form, number=1)
        if row.lane == RECOGNISE:
            write_round(row, _("Always open"), Dates(opens_at=clock.now().replace(microsecond=0)))
        record(
            "scheme.started",
            row,
            actor,
            {"name": name, "template": template_key or "", "organisations": sorted(partners)},
        )
        return row.slug


def edit_scheme(
    scheme_slug: str,
    *,
    name: str,
    purpose: str,
    nominees_get: str,
    who_may_nominate: Collection[str],
    organisation_ids: Collection[int],
    actor: Viewer | None,
    ways: Ways | None = None,
) -> None:
    """Change what a scheme is called, what it is for, who takes part and how; None: as it was.

    Raises:
        Refused: something is missing.
        Missing: there is no such scheme or organisation.
    """
    scheme = scheme_row(scheme_slug)
    lane = scheme.lane
    chosen = [who for who in AUDIENCES if who in who_may_nominate]
    check_scheme(name=name, lane=lane, who_may_nominate=chosen)
    check_length(purpose, LONGEST_TEXT, field="purpose")
    check_length(nominees_get, LONGEST_TEXT, field="nominees_get")
    if ways is not None:
        ways = _for_lane(lane, ways, _ways(scheme))
        check_ways(ways)
    with transaction():
        row = scheme_row(scheme_slug)
        partners = _known({row.organisation_id, *organisation_ids})
        before, ways_before = row.name, _ways(row)
        _set_ways(row, ways or ways_before)
        row.name, row.purpose, row.nominees_get = name, purpose, nominees_get
        row.who_may_nominate = chosen
        _write_partners(row.id, partners)
        record(
            "scheme.edited",
            row,
            actor,
            {
                "name": {"before": before, "after": name},
                "who_may_nominate": chosen,
                "organisations": sorted(partners),
                **_changed(ways_before, ways or ways_before),
            },
        )


def end_scheme(scheme_slug: str, *, actor: Viewer | None) -> None:
    """End a scheme: it takes no more nominations, and everything in it stays readable.

    Raises:
        Refused: it has ended already.
        Missing: there is no such scheme.
    """
    with transaction():
        row = scheme_row(scheme_slug)
        if row.ended_at is not None:
            raise Refused(_("This scheme has ended already."))
        row.ended_at = clock.now()
        record("scheme.ended", row, actor, {"name": row.name})


def _template(key: str | None, lane: str | None) -> SchemeTemplate:
    if key is None:
        return plain_start(lane or "")
    found = next((template for template in TEMPLATES if template.key == key), None)
    if found is None:
        raise Missing
    return found


def _ways(row: Scheme) -> Ways:
    return Ways(**{each.name: getattr(row, each.name) for each in fields(Ways)})


def _for_lane(lane: str, ways: Ways, before: Ways) -> Ways:
    """Leave what concerns a panel as it was where there is none, because nobody was asked."""
    if lane == AWARD:
        return ways
    return replace(
        ways,
        hides_names=before.hides_names,
        names_readers=before.names_readers,
        two_stages=before.two_stages,
    )


def _set_ways(row: Scheme, ways: Ways) -> None:
    for name, value in asdict(ways).items():
        setattr(row, name, value)


def _changed(before: Ways, after: Ways) -> dict[str, dict[str, object]]:
    """Say for the trail what was changed, and from what."""
    was, now = asdict(before), asdict(after)
    return {
        name: {"before": was[name], "after": now[name]} for name in was if was[name] != now[name]
    }


def _known(organisation_ids: Collection[int]) -> set[int]:
    known = {card.id for card in organisations()}
    if not set(organisation_ids) <= known:
        raise Missing
    return set(organisation_ids)


def _form_of(template: SchemeTemplate) -> FormText:
    slugs = [question.resource_slug for question in template.questions]
    slugs += [criterion.resource_slug for criterion in template.criteria]
    guidance = by_slug([slug for slug in slugs if slug])

    def beside(slug: str | None) -> int | None:
        return guidance[slug].id if slug in guidance else None

    return FormText(
        words_together=template.words_together,
        questions=[
            QuestionText(q.prompt, q.hint, q.word_limit, beside(q.resource_slug))
            for q in template.questions
        ],
        criteria=[
            CriterionText(
                c.name, c.description, c.weight, dict(c.descriptors), beside(c.resource_slug)
            )
            for c in template.criteria
        ],
    )


def _categories_of(template: SchemeTemplate) -> Sequence[CategoryText]:
    return [CategoryText(c.name, c.description, c.for_teams) for c in template.categories]


def _write_partners(scheme_id: int, partners: Collection[int]) -> None:
    there = {
        row.organisation_id: row
        for row in db.session.scalars(
            select(SchemeOrganisation).where(SchemeOrganisation.scheme_id == scheme_id)
        )
    }
    for number in set(partners) - set(there):
        db.session.add(SchemeOrganisation(scheme_id=scheme_id, organisation_id=number))
    for number in set(there) - set(partners):
        db.session.delete(there[number])
    db.session.flush()
