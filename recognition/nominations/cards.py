"""What this room tells about nominees, drafts and nominations: plain frozen values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from recognition.people.queries import Viewer

Kind = Literal["person", "team", "described"]


@dataclass(frozen=True)
class Nominee:
    """A person of the directory, a team, or somebody described in words.

    `detail` is one line: job title, team and site; or where the described person works.
    """

    kind: Kind
    name: str
    detail: str
    person_id: int | None = None
    team_id: int | None = None

    @property
    def value(self) -> str:
        """What a form sends for this nominee: “person:12”, “team:4”; empty when described."""
        if self.kind == "described":
            return ""
        return f"{self.kind}:{self.person_id or self.team_id}"


@dataclass(frozen=True)
class Author:
    """Whoever writes a nomination: somebody who signed in, or a browser that holds a draft.

    `person_id` and `organisation_id` are those of somebody who signed in; `browser` is the digest
    of the secret that the browser of somebody else holds, and empty for those who signed in.
    `letter` is the reference of the one nomination whose private link somebody holds.
    """

    person_id: int | None = None
    organisation_id: int | None = None
    name: str = ""
    email: str = ""
    browser: str = ""
    letter: str = ""

    @classmethod
    def of(cls, viewer: Viewer) -> "Author":
        """Return somebody who signed in as an author."""
        return cls(viewer.person_id, viewer.organisation_id, viewer.name, viewer.email)


@dataclass(frozen=True)
class Match:
    """Who a typed name means: certainly one (`exact`), or perhaps one of several."""

    exact: Nominee | None
    several: tuple[Nominee, ...]


@dataclass(frozen=True)
class CandidacyCard:
    """A nominee in one category of one round, with a live nomination at least."""

    id: int
    round_id: int
    category_id: int
    category: str
    nominee: Nominee


@dataclass(frozen=True)
class AboutYou:
    """What somebody without an account says of themselves; `kind` is one of the audiences."""

    name: str = ""
    email: str = ""
    kind: str = ""


@dataclass(frozen=True)
class DraftCard:
    """A nomination being written. `answers` holds words by the position of the question.

    `you` is empty and `code` is None for somebody who signed in. `cleared` is what they said is
    not about a patient; `parked` what was typed, by field, after their session had ended.
    """

    key: str
    author_id: int | None
    round_id: int
    category_id: int | None
    category: str
    nominee: Nominee
    answers: dict[str, str]
    relationship: str
    may_name_me: bool
    you: AboutYou = AboutYou()
    code: str | None = None
    cleared: tuple[str, ...] = ()
    parked: dict[str, str] = field(default_factory=dict)

    @property
    def parked_answers(self) -> dict[str, str]:
        """The answers that were typed after a session had ended, by position."""
        return {
            name.removeprefix("answer_"): text
            for name, text in self.parked.items()
            if name.startswith("answer_")
        }


@dataclass(frozen=True)
class DraftLine:
    """A draft in the list of my nominations, and whether it can still be sent."""

    key: str
    nominee: str
    scheme_slug: str
    round_name: str
    scheme_name: str
    closes_at: datetime | None
    is_open: bool
    updated_at: datetime


@dataclass(frozen=True)
class NominationLine:
    """A nomination in the list of my nominations."""

    reference: str
    nominee: str
    category: str
    scheme_name: str
    round_name: str
    sent_at: datetime
    withdrawn_at: datetime | None
    standing: str = "waiting"


@dataclass(frozen=True)
class AnswerLine:
    """A question and the words it was given."""

    position: int
    prompt: str
    text: str


@dataclass(frozen=True)
class Receipt:
    """One nomination, for the one who sent it.

    `email` is where its letters go, or empty; `standing` is one of `rules.STANDINGS`; `language` is
    that of the pages on which it was written.
    """

    id: int
    reference: str
    round_id: int
    version_id: int
    nominee: Nominee
    category: str
    answers: tuple[AnswerLine, ...]
    relationship: str
    may_name_me: bool
    revision: int
    sent_at: datetime
    corrected_at: datetime | None
    withdrawn_at: datetime | None
    standing: str = "waiting"
    confirmed_at: datetime | None = None
    name: str = ""
    email: str = ""
    kind: str = "staff"
    language: str = "en"

    @property
    def is_decided(self) -> bool:
        """True once it was read and accepted, or declined: its words then stay as they are."""
        return self.standing not in {"waiting", "asked"}


@dataclass(frozen=True)
class Story:
    """One nomination as the panel reads it: who wrote it only where they agreed to be named.

    `answers` holds pairs of question and words, in order; `language` is that of the pages on which
    they were written; `revision` is 1 until somebody changes them.
    """

    nomination_id: int
    reference: str
    nominator_name: str
    sent_at: datetime
    answers: tuple[tuple[str, str], ...]
    language: str = "en"
    revision: int = 1
