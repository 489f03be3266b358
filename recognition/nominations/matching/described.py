"""A nominee as somebody described them, and what there is to compare in it."""

import re
from dataclasses import dataclass
from functools import cached_property

from recognition.people.names import PersonName, read_name
from recognition.people.spelling import plain
from recognition.people.team_names import team_key

_SPOKEN_FROM = 3
_INSIDE_FROM = 4
_MAILBOX_WORDS = (
    "admin bay bookings clinic comms community contact coordinator dept department desk duty ed"
    " enquiries floor generic group hca help helpdesk hr icu info information inbox itu lead leads"
    " mail mailbox manager managers matron matrons nights nurse nurses nursing office pals porters"
    " portering reception receptionists referrals rota secretaries secretary service services"
    " shared sister staff support switchboard team teams theatre theatres unit volunteers ward"
    " wards"
)
_MAILBOXES = frozenset(_MAILBOX_WORDS.split())


@dataclass(frozen=True)
class Described:
    """A nominee in somebody's words; any part but the name may be empty.

    `person_id` is the number of the person in the directory they were linked to, if they were.
    """

    name: str
    team: str = ""
    email: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Reading:
    """What is compared of a description, worked out when it is first asked for."""

    told: Described

    @cached_property
    def name(self) -> PersonName:
        """The name in its parts."""
        return read_name(self.told.name)

    @cached_property
    def team(self) -> str:
        """What all spellings of the team have in common; empty for none."""
        return team_key(self.told.team)

    @cached_property
    def address(self) -> str:
        """The e-mail address as it is compared."""
        return self.told.email.strip().lower()

    @cached_property
    def local(self) -> str:
        """What stands before the @, plain."""
        return plain(self.address.partition("@")[0].replace("_", " ")).replace("-", " ")

    @cached_property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.partition("@")[2]

    def is_spoken_of(self, local: str) -> bool:
        """Tell whether an address, before its @, holds a part of this name."""
        name, letters = self.name, re.sub(r"[^\w]|\d", "", local)
        tokens = re.split(r"[\W\d]+", local)
        words = {name.given, name.joined_family, *name.family, *name.also, *name.former}
        return any(
            word in tokens or (len(word) >= _INSIDE_FROM and word in letters)
            for word in words
            if len(word) >= _SPOKEN_FROM
        )

    @cached_property
    def is_mailbox(self) -> bool:
        """Tell whether the address seems to be a team's, like ward7@ or ed.nurses@.

        One that holds both the given and the family name is a person's, whatever else it says.
        """
        name = self.name
        whole = bool(name.family) and name.given in self.local and name.family[-1] in self.local
        tokens = re.split(r"[\W\d]+", self.local)
        return not whole and not _MAILBOXES.isdisjoint(tokens)

    @cached_property
    def has_own_address(self) -> bool:
        """Tell whether the address is this person's own, as far as it can tell."""
        return bool(self.address) and not self.is_mailbox and self.is_spoken_of(self.local)
