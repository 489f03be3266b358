"""Builds what a test needs through the application's own actions."""

import itertools
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask

from recognition import clock
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Author, Nominee
from recognition.panel import actions as panel
from recognition.panel import queries as panel_queries
from recognition.panel.rules import PANELLIST
from recognition.people import actions as people
from recognition.people.queries import PersonCard, Viewer, viewer_of_session
from recognition.people.queries import person as person_card
from recognition.people.rules import ADMINISTRATOR, token_digest
from recognition.resources.actions import fill_library
from recognition.schemes import actions as schemes
from recognition.schemes import queries as scheme_queries
from recognition.schemes.queries import RoundCard, SchemeCard
from recognition.schemes.rules import Dates, Ways
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.thanks.rules import CHANNELS
from recognition.winners import actions as winning
from recognition.winners import queries as winners

TRUST = "Larkfield Care Trust"


@dataclass
class World:
    """A small organisation in the making. Each method opens its own application context."""

    app: Flask
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    places: dict[str, int] = field(default_factory=dict)

    def organisation(self, name: str = TRUST) -> int:
        """Return the number of an organisation, made if need be."""
        if name not in self.places:
            with self.app.app_context():
                self.places[name] = people.add_organisation(name)
        return self.places[name]

    def person(
        self,
        name: str = "",
        *,
        team: str = "",
        site: str = "Main site",
        job_title: str = "Nurse",
        organisation: str = TRUST,
        email: str | None = "",
        manager: PersonCard | None = None,
    ) -> PersonCard:
        """Add somebody to the directory; a name and an address are made up where none is given."""
        number = next(self.numbers)
        name = name or f"Colleague Number{number}"
        if email == "":
            email = f"person{number}@example.org"
        place = self.organisation(organisation)
        with self.app.app_context():
            person_id = people.add_person(
                organisation_id=place,
                name=name,
                email=email,
                job_title=job_title,
                team=team,
                site=site,
                manager_id=manager.id if manager else None,
            )
            return person_card(person_id)

    def granted(self, role: str, person: PersonCard | None = None) -> PersonCard:
        """Give somebody a role in their own organisation."""
        person = person or self.person()
        with self.app.app_context():
            people.grant(person_id=person.id, organisation_id=person.organisation_id, role=role)
        return person

    def administrator(self, *, organisation: str = TRUST) -> PersonCard:
        """Add an administrator."""
        return self.granted(ADMINISTRATOR, self.person(organisation=organisation))

    def viewer(self, person: PersonCard) -> Viewer:
        """Return somebody as an action sees them who signed in."""
        with self.app.app_context():
            token = people.sign_in_as(person.id).session_token
            found = viewer_of_session(token_digest(token), token, at=clock.now())
            assert found is not None
            return found

    def appoint(self, round_: RoundCard, person: PersonCard, *, role: str = PANELLIST) -> None:
        """Give somebody a seat on the panel of a round."""
        with self.app.app_context():
            panel.appoint(round_id=round_.id, person_id=person.id, role=role, actor=None)

    def assigned(self, candidacy_id: int, *readers: PersonCard) -> None:
        """Give a candidacy to panellists to read."""
        with self.app.app_context():
            round_id = nominations.candidacy(candidacy_id).round_id
            for reader in readers:
                panel.assign(
                    round_id=round_id, candidacy_id=candidacy_id, person_id=reader.id, actor=None
                )

    def reviewed(
        self,
        candidacy_id: int,
        reader: PersonCard,
        *,
        points: int | None = 4,
        more: Mapping[int, int | None] | None = None,
        comment: str = "",
        note: str = "",
        send: bool = True,
    ) -> None:
        """Have a panellist give the same points everywhere (`more` by criterion), and send them."""
        viewer = self.viewer(reader)
        with self.app.app_context():
            sheet = panel_queries.score_sheet(viewer, candidacy_id)
            act = panel.send_review if send else panel.save_review
            act(
                candidacy_id=candidacy_id,
                written=panel.Written(
                    {**dict.fromkeys((c.id for c in sheet.criteria), points), **(more or {})},
                    comment,
                    note,
                ),
                edition=sheet.review.edition,
                received=clock.now(),
                actor=viewer,
            )

    def practised(self, round_: RoundCard, candidacy_id: int, chair: PersonCard) -> None:
        """Have a chair choose a story to practise on."""
        actor = self.viewer(chair)
        with self.app.app_context():
            panel.add_practice(round_id=round_.id, candidacy_id=candidacy_id, actor=actor)

    def library(self) -> None:
        """Fill the library with what it holds from the first day."""
        with self.app.app_context():
            fill_library()

    def scheme(
        self,
        *,
        lane: str = "award",
        name: str = "Kindness awards",
        organisation: str = TRUST,
        hides_names: bool = False,
    ) -> SchemeCard:
        """Start a scheme from nothing: two questions, two criteria if judged, one category.

        Unlike a scheme that people start, it shows names to its panel unless said otherwise.
        """
        place = self.organisation(organisation)
        with self.app.app_context():
            slug = schemes.start_scheme(
                None,
                organisation_id=place,
                actor=None,
                name=name,
                lane=lane,
                ways=Ways(hides_names=hides_names),
            )
            return scheme_queries.scheme(slug)

    def round(
        self,
        scheme: SchemeCard | None = None,
        *,
        name: str = "This month",
        opens_in: timedelta | None = None,
        closes_in: timedelta = timedelta(days=7),
    ) -> RoundCard:
        """Start a round; judging takes a week after its close, and a week later comes the news."""
        scheme = scheme or self.scheme()
        now = clock.now().replace(microsecond=0)
        opens_in = (
            min(-timedelta(days=1), closes_in - timedelta(days=30))
            if opens_in is None
            else opens_in
        )
        closes, week = now + closes_in, timedelta(days=7)
        dates = Dates(now + opens_in, closes, closes + week, closes + 2 * week)
        with self.app.app_context():
            slug = schemes.add_round(scheme.slug, name=name, dates=dates, actor=None)
            return scheme_queries.round_by_slug(scheme.slug, slug)

    def nomination(
        self,
        round_: RoundCard,
        *,
        nominee: PersonCard | Nominee | None = None,
        nominator: PersonCard | None = None,
        answers: Sequence[str] = ("She stayed with him.", "He was not alone."),
        may_name: bool = True,
        accepted: bool = True,
        category_id: int | None = None,
    ) -> str:
        """Write and send a nomination; in the first category, and accepted, unless said so."""
        nominee = nominee or self.person()
        if isinstance(nominee, PersonCard):
            nominee = Nominee("person", nominee.name, nominee.detail, person_id=nominee.id)
        me, key = Author.of(self.viewer(nominator or self.person())), secrets.token_hex(16)
        who: dict[str, Any] = {"actor": me, "received": clock.now()}
        with self.app.app_context():
            first = category_id or scheme_queries.categories(round_.scheme.id)[0].id
            nominating.start_draft(
                key=key, round_card=round_, nominee=nominee, category_id=first, **who
            )
            words = {str(place): text for place, text in enumerate(answers, start=1)}
            nominating.save_story(key=key, answers=words, **who)
            nominating.save_you(key=key, may_name=may_name, relationship="colleague", **who)
            shown = nominations.digest(nominations.draft(key, me), round_.version_id)
            reference = nominating.submit(key=key, digest=shown, **who)
            if accepted:
                nominating.accept([reference], actor=None)
            return reference

    def candidacy(self, round_: RoundCard, nominee: PersonCard) -> int:
        """Return the number of somebody's candidacy in a round."""
        with self.app.app_context():
            found = nominations.candidacies(round_.id)
            return next(card.id for card in found if card.nominee.person_id == nominee.id)

    def decided(
        self,
        candidacy_id: int,
        chair: PersonCard,
        *,
        outcome: str = "winner",
        citation: str | None = "",
    ) -> None:
        """Record an outcome; write a citation that is approved and agreed, unless it is None."""
        actor = self.viewer(chair)
        with self.app.app_context():
            winning.decide(
                candidacy_id,
                outcome=outcome,
                reason="The panel agreed.",
                edition=0,
                actor=actor,
                now=clock.now(),
            )
            if citation is None:
                return
            winning.write_citation(
                candidacy_id, text=citation or "She stayed.", quote="Thank you.", actor=actor
            )
        self.settled(candidacy_id, chair)

    def settled(self, candidacy_id: int, chair: PersonCard) -> None:
        """Have the newest words about somebody sent, approved and agreed."""
        actor = self.viewer(chair)
        with self.app.app_context():
            edition = winners.decision(candidacy_id).citation_edition
            for step in (
                winning.send_citation,
                winning.approve_citation,
                winning.record_agreement,
            ):
                step(candidacy_id, edition=edition, actor=actor)

    def consented(self, candidacy_id: int, *channels: str, given: bool = True) -> None:
        """Ask everybody behind a candidacy, and have them all say the same."""
        asker = self.viewer(self.person())
        with self.app.app_context():
            thanking.ask_consent(candidacy_id, actor=asker)
            for code in thanks.codes_of(candidacy_id):
                thanking.say(code, dict.fromkeys(channels or CHANNELS, given))

    def announced(self, round_: RoundCard, *, after: timedelta = timedelta(0)) -> None:
        """Settle the announcement, from now on unless said otherwise."""
        actor = self.viewer(self.person())
        with self.app.app_context():
            now = clock.now()
            seal = winners.rehearsal(round_.id, at=now + after).seal
            winning.announce(round_.id, at=now + after, seal=seal, actor=actor, now=now)
