"""What the directory holds about one person."""

from sqlalchemy import or_, select

from recognition.clock import spoken, spoken_date
from recognition.database import db
from recognition.people.models import (
    Account,
    Cover,
    Grant,
    Organisation,
    Person,
    PersonMerge,
    ProviderIdentity,
    SecondStep,
    SignInLink,
    SignInSession,
)
from recognition.people.queries.managing import staff_sheet
from recognition.subject_access import Item, Section, Whom
from recognition.words import LANGUAGES, _

TABLES = frozenset(
    {
        "person", "person_merge", "cover", "account", "provider_identity", "second_step",
        "role_grant", "sign_in_link", "sign_in_session",
    }
)  # fmt: skip


def whom(person_id: int) -> Whom:
    """Return somebody with every address they are known by.

    Raises:
        Missing: there is nobody with that number.
    """
    sheet = staff_sheet(person_id)
    mails = set(db.session.scalars(select(Account.email).where(Account.person_id == person_id)))
    return Whom(person_id, sheet.person.name, frozenset(mails | {sheet.person.email or ""} - {""}))


def sections(who: Whom) -> list[Section]:
    """Return the record, the ways in, the roles, and when they signed in; instants are UTC."""
    if who.person_id is None:
        return []
    return [
        Section(
            "record", _("In the staff directory"), (_record(who.person_id), *_merged(who.person_id))
        ),
        Section(
            "accounts", _("Ways to sign in"), (*_accounts(who.person_id), *_proofs(who.person_id))
        ),
        Section("roles", _("Roles"), _roles(who.person_id)),
        Section("sign_ins", _("Times of signing in"), _sign_ins(who.person_id)),
        Section("covers", _("Standing in for a colleague"), _covers(who.person_id)),
    ]


def _covers(person_id: int) -> tuple[Item, ...]:
    """Return when they stood in for somebody, or somebody for them; not who."""
    rows = db.session.scalars(
        select(Cover)
        .where(or_(Cover.absent_id == person_id, Cover.stand_in_id == person_id))
        .order_by(Cover.id)
    )
    return tuple(
        Item(
            key=f"cover-{row.id}",
            what=_("They stood in")
            if row.stand_in_id == person_id
            else _("They were stood in for"),
            when=row.named_at,
            facts=(
                (_("First day"), spoken_date(row.first_day)),
                (_("Last day"), spoken_date(row.last_day)),
                *([(_("Ended early"), spoken(row.ended_at))] if row.ended_at else []),
            ),
        )
        for row in rows
    )


def _record(person_id: int) -> Item:
    sheet = staff_sheet(person_id)
    manager = sheet.reports_to.name if sheet.reports_to else ""
    facts = (
        (_("Name"), sheet.person.name),
        (_("E-mail address"), sheet.person.email or ""),
        (_("Organisation"), sheet.organisation),
        (_("Job title"), sheet.person.job_title),
        (_("Team"), sheet.person.team),
        (_("Site"), sheet.person.site),
        (_("Staff group"), sheet.staff_group),
        (_("Band"), sheet.band),
        (_("Shift"), sheet.shift),
        (_("Reports to"), manager),
        (_("Has left"), spoken(sheet.left_at) if sheet.left_at else ""),
    )
    return Item(
        key=f"person-{person_id}",
        what=_("Record of a colleague"),
        facts=tuple(fact for fact in facts if fact[1]),
        names=(manager,) if manager else (),
    )


def _accounts(person_id: int) -> tuple[Item, ...]:
    rows = db.session.scalars(
        select(Account).where(Account.person_id == person_id).order_by(Account.id)
    )
    return tuple(
        Item(
            key=f"account-{row.id}",
            what=_("Account"),
            when=row.created_at,
            facts=(
                (_("E-mail address"), row.email),
                *([(_("Language"), LANGUAGES[row.language])] if row.language else []),
                *([(_("Stopped"), spoken(row.disabled_at))] if row.disabled_at else []),
            ),
        )
        for row in rows
    )


def _proofs(person_id: int) -> tuple[Item, ...]:
    """Return links with the organisation's own sign-in, and the second step without its secrets."""
    links = db.session.scalars(
        select(ProviderIdentity)
        .join(Account, Account.id == ProviderIdentity.account_id)
        .where(Account.person_id == person_id)
        .order_by(ProviderIdentity.id)
    )
    steps = db.session.scalars(select(SecondStep).where(SecondStep.person_id == person_id))
    return (
        *(
            Item(
                key=f"provider-{row.id}",
                what=_("Link with the organisation’s own sign-in"),
                when=row.linked_at,
                facts=((_("Sign-in service"), row.issuer), (_("Their number there"), row.subject)),
            )
            for row in links
        ),
        *(
            Item(key=f"second-step-{row.id}", what=_("Second step"), when=row.set_up_at)
            for row in steps
        ),
    )


def _merged(person_id: int) -> tuple[Item, ...]:
    """Return the records that were made one with theirs."""
    rows = db.session.execute(
        select(PersonMerge, Person.name)
        .join(Person, Person.id == PersonMerge.merged_id)
        .where(PersonMerge.kept_id == person_id)
        .order_by(PersonMerge.id)
    )
    return tuple(
        Item(
            key=f"merge-{row.id}",
            what=_("Record that was made one with theirs"),
            when=row.merged_at,
            facts=(
                (_("Name"), name),
                *([(_("E-mail address"), row.address)] if row.address else []),
                *([(_("Parted again"), spoken(row.undone_at))] if row.undone_at else []),
            ),
            texts=((_("Why"), row.reason),),
        )
        for row, name in rows
    )


def _roles(person_id: int) -> tuple[Item, ...]:
    rows = db.session.execute(
        select(Grant, Organisation.name)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(Grant.person_id == person_id)
        .order_by(Grant.id)
    )
    return tuple(
        Item(
            key=f"role-{row.id}",
            what=_("Administrator") if row.role == "administrator" else _("Communications"),
            when=row.granted_at,
            facts=(
                (_("Organisation"), place),
                *([(_("Ended"), spoken(row.ended_at))] if row.ended_at else []),
            ),
        )
        for row, place in rows
    )


def _sign_ins(person_id: int) -> tuple[Item, ...]:
    mine = select(Account.id).where(Account.person_id == person_id)
    rows = db.session.scalars(
        select(SignInSession)
        .where(SignInSession.account_id.in_(mine))
        .order_by(SignInSession.started_at, SignInSession.id)
    )
    found = [
        Item(
            key=f"session-{row.id}",
            what=_("Signed in"),
            when=row.started_at,
            facts=((_("Until"), spoken(row.ended_at or row.expires_at)),),
        )
        for row in rows
    ]
    links = db.session.scalars(
        select(SignInLink).where(SignInLink.account_id.in_(mine)).order_by(SignInLink.id)
    )
    return (
        *found,
        *(
            Item(
                key=f"link-{row.id}",
                what=_("Link to sign in"),
                when=row.used_at,
                facts=((_("Good until"), spoken(row.expires_at)),),
            )
            for row in links
        ),
    )
