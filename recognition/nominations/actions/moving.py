"""Moving a nomination to another category, and telling the nominator."""

from recognition.database import transaction
from recognition.errors import Refused
from recognition.mail.queries import worded
from recognition.nominations import later, rules
from recognition.nominations.actions import steps
from recognition.nominations.actions.gathering import candidacy_for
from recognition.nominations.letter_kinds import MOVED
from recognition.nominations.queries.candidacies import nominee_of_candidacy
from recognition.nominations.queries.told import as_told
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _, in_language


def move(reference: str, *, seen: str, category_id: int, actor: Viewer) -> None:
    """Move one nomination to another category of its scheme; its candidacy stays where it was.

    Args:
        reference: of the nomination.
        seen: the edition that the page showed.
        category_id: the other category.
        actor: the checker.

    Raises:
        Refused: it is in that category, it is not for this nominee, or a later step depends on it.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        steps.hold_round(session, reference)
        row = steps.held_as_read(session, reference, seen, actor)
        candidacy = steps.candidacies(session, [row.candidacy_id])[row.candidacy_id]
        if row.standing == rules.ACCEPTED and (why := later.what_depends_on([row.id])):
            raise Refused(why, field="category")
        scheme = schemes.round_card(candidacy.round_id).scheme
        category = next((c for c in schemes.categories(scheme.id) if c.id == category_id), None)
        if category is None or category_id == candidacy.category_id:
            raise Refused(_("Choose another category."), field="category")
        nominee = nominee_of_candidacy(candidacy.id)
        rules.check_category(for_teams=category.for_teams, person_id=nominee.person_id)
        new = candidacy_for(
            session, round_id=candidacy.round_id, category_id=category_id, nominee=nominee
        )
        before = {"from": candidacy.id, "into": new}
        row.candidacy_id = new
        name, email = steps.nominator_of(session, row)
        with in_language(steps.language_of(row, email)):
            letter = worded(
                MOVED,
                scheme.organisation_id,
                name=name,
                nominee=as_told(row.id).name,
                reference=reference,
                category=category.name,
                link=steps.way_to(row),
            )
        number = steps.send(row, "moved", email, letter)
        steps.add_step(session, "moved", row, actor, before=before, letter_id=number)
