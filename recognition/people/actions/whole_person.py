"""What an administrator must not do to somebody: take them over, or act upon themselves."""

from recognition.errors import Refused
from recognition.people.covering import check_not_ones_own
from recognition.people.models import Person
from recognition.people.queries import Viewer, administers_wholly
from recognition.words import _


def check_wholly(actor: Viewer, *people: Person) -> None:
    """Refuse to change how somebody signs in who holds a role that the actor does not look after.

    Raises:
        Refused: one of them has a role in an organisation that the actor does not administer.
    """
    for person in people:
        if not administers_wholly(actor, person.id):
            raise Refused(
                _(
                    "%(name)s also has a role in another organisation. Ask somebody who "
                    "administers both, or have that role ended first.",
                    name=person.name,
                )
            )


def check_others(actor: Viewer, *person_ids: int) -> None:
    """Refuse to let somebody change their own record while they act for a colleague.

    Raises:
        Refused: they act for somebody, and one of these is their own number.
    """
    check_not_ones_own(
        is_acting=actor.acting is not None, actor_id=actor.person_id, person_ids=person_ids
    )
