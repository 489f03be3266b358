"""Looking after the whole house: what is wrong with the data, and what is worth knowing."""

from collections.abc import Sequence

from sqlalchemy import text

from recognition import clock, config
from recognition.audit import queries as audit
from recognition.database import db
from recognition.hall.queries.health import health
from recognition.mail import queries as mail
from recognition.mail.outbox_rules import LONG_WAIT
from recognition.nominations.queries import checking as nominations
from recognition.panel.queries import checking as panel
from recognition.people import queries as people
from recognition.thanks import queries as thanks
from recognition.words import _, ngettext

MOST_NAMED = 10


def problems() -> list[str]:
    """Return what is wrong, in words; nothing when all is well.

    On a database that is not at the newest migration nothing else is looked at.
    """
    stands = health(clock.now())
    if stands.newer:
        return [_("The database is newer than this program. Install the newer program here too.")]
    if not stands.migrations:
        return [_("The database is not at the newest migration. Run “recognition upgrade”.")]
    found = [
        _named(_("Tallies that are not what the scores add up to: %s"), panel.wrong_tallies()),
        _named(
            _(
                "How much these people have to read is counted wrongly (round/person): %s. Run "
                "“recognition upgrade”, which counts again."
            ),
            panel.wrong_loads(),
        ),
        _named(_("Candidacies without a nomination: %s"), nominations.empty_candidacies()),
        _named(_("Nominations without a candidacy: %s"), nominations.homeless_nominations()),
        _named(_("People whom a search does not find as it should: %s"), people.misspelt()),
        *_of_checking(),
        *_of_thanks(),
        _of_letters(),
        audit.first_problem(),
    ]
    return [problem for problem in found if problem]


def _of_checking() -> list[str]:
    return [
        _named(
            _("Nominations left behind in a candidacy that was merged: %s"),
            nominations.left_behind(),
        ),
        _named(
            _("Nominations that name another scheme than their round does: %s"),
            nominations.in_another_scheme(),
        ),
        _named(
            _("Candidacies merged into one that was itself merged: %s"), nominations.lost_mergers()
        ),
        _named(
            _("Candidacies without keys to find the same nominee by: %s"),
            nominations.keyless_candidacies(),
        ),
        _named(
            _("Candidacies whose keys say wrongly whether the nominee is in the directory: %s"),
            nominations.mistaken_keys(),
        ),
        _named(
            _("Steps of checkers that name something which is not there: %s"),
            nominations.lost_steps(),
        ),
    ]


def _of_thanks() -> list[str]:
    return [
        _named(_("Accepted nominations whose nominees nobody thanks: %s"), thanks.unthanked()),
        _named(_("Thanks that wait for a letter which will not leave: %s"), thanks.stuck()),
        _named(
            _("Thanks that name another scheme than their nomination does: %s"),
            thanks.in_another_scheme(),
        ),
        _named(_("Schemes that owe thanks and have no administrator: %s"), thanks.unowned()),
    ]


def _of_letters() -> str:
    """Say that letters wait and nobody delivers them; nothing where there is no mail server."""
    found = mail.delivery(clock.now())
    alive = found.seen_at is not None and found.seen_at > clock.now() - LONG_WAIT
    if config.current().mail_url is None or not found.long_waiting or alive:
        return ""
    return ngettext(
        "%(num)s letter waits, and no worker delivers it. Run “recognition worker”.",
        "%(num)s letters wait, and no worker delivers them. Run “recognition worker”.",
        found.long_waiting,
    )


def restorations() -> list[str]:
    """Say which backups were put in place of a database that was further on; no problem."""
    return [
        _(
            "A backup was restored on %(day)s: what happened after audit entry %(number)s until "
            "then is not in this database.",
            day=line.at.date().isoformat(),
            number=line.number,
        )
        for line in audit.restorations()
    ]


def journal_mode() -> str:
    """Return the journal mode that SQLite uses (“wal”, “truncate”), or nothing on PostgreSQL."""
    if db.engine.dialect.name != "sqlite":
        return ""
    return str(db.session.scalar(text("PRAGMA journal_mode")) or "")


def _named(sentence: str, numbers: Sequence[object]) -> str:
    if not numbers:
        return ""
    more = "…" if len(numbers) > MOST_NAMED else ""
    return sentence % (", ".join(map(str, numbers[:MOST_NAMED])) + more)
