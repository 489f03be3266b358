"""How long a pack of 40 winners with photographs takes, and what 5,000 winners as CSV need.

    python -m benchmarks.packs

It makes everything in one file from 40 winners, each with a photograph of its own of 1,600 by
1,200 pixels, three times, and prints the best time by the clock beside processor time and beside
the time that one reading and one writing of a picture take. Then it writes 500 and 5,000 winners as
CSV from the database, and prints the most memory that Python held for it.
"""

import io
import random
import sys
import tempfile
import time
import tracemalloc
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask_migrate import upgrade
from PIL import Image, ImageFilter
from sqlalchemy import insert, select

from recognition import clock
from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db, transaction
from recognition.demo.actions import load_data
from recognition.demo.stories import ALL
from recognition.newsletter import actions as packs
from recognition.newsletter.kinds import OwnTemplate, made
from recognition.newsletter.pack import Beside, Pack, PackWinner, Photograph, photo_name
from recognition.newsletter.pictures import Shot, all_crops, crops
from recognition.newsletter.sample_template import sample_template
from recognition.nominations.models import Candidacy
from recognition.people import actions as people_actions
from recognition.people.models import Person
from recognition.people.queries import Viewer, viewer_of_session
from recognition.people.rules import token_digest
from recognition.thanks.models import Card, Consent
from recognition.thanks.rules import NEWSLETTER
from recognition.winners.models import Announcement, CitationEdition, Decision
from recognition.winners.photos import made_anew
from tests.settings import settings_for

WINNERS = 40
TIMES = 3
BUDGET = 3.0  # seconds
MANY = (500, 5_000)


def main() -> int:
    """Print the times; 1 when a pack takes longer than it may."""
    pack_of(2)
    shots = [shot(number) for number in range(WINNERS)]
    seconds, processor, data = min(timed(shots) for _run in range(TIMES))
    start = time.process_time()
    crops(shots[0])
    one = time.process_time() - start
    print(
        f"{WINNERS} winners with photographs: {seconds:.2f} s ({processor:.2f} s of processor "
        f"time, {processor / one:.0f} times the crops of one photograph), {len(data):,} bytes"
    )
    everyone()
    return int(seconds > BUDGET)


def timed(shots: list[Shot]) -> tuple[float, float, bytes]:
    """Make everything from the photographs; return seconds, seconds of processors, and the file."""
    wall, processor = time.perf_counter(), time.process_time()
    pack = pack_of(len(shots), shots)
    own = OwnTemplate(1, "Own", sample_template())
    data = made(pack, "zip", (own,)).data
    return time.perf_counter() - wall, time.process_time() - processor, data


def shot(number: int) -> Shot:
    """Return a photograph that is like no other: soft noise, as faces are mostly soft."""
    random.seed(number)
    small = Image.frombytes("RGB", (200, 150), random.randbytes(200 * 150 * 3))
    image = small.resize((1600, 1200), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(9))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92)
    return Shot(made_anew(out.getvalue()).data, (0.5, 0.4))


def pack_of(number: int, shots: list[Shot] | None = None) -> Pack:
    """Return a pack of so many winners with the demonstration's stories."""
    winners = tuple(winner(place) for place in range(number))
    cut = all_crops(shots or [])
    beside = {
        who.reference: Beside(
            "Nia Novak",
            Photograph(
                photo_name("Autumn", who.category, who.name), f"{who.name} smiles", "P", one
            ),
        )
        for who, one in zip(winners, cut, strict=False)
    }
    return replace(
        Pack("Autumn 2026", "Going the Extra Mile", "Rowan Vale", clock.now(), winners),
        beside=beside,
    )


def winner(number: int) -> PackWinner:
    story = ALL[number % len(ALL)]
    return PackWinner(
        round="Autumn 2026",
        category=f"Category {number % 4}",
        outcome="Winner",
        name=f"Colleague Number{number}",
        team=f"Ward {number}",
        job_title="Nurse",
        organisation="Rowan Vale",
        citation=f"{story.action}\n\n{story.impact}",
        quote="I was not alone.",
        words=100,
        consent="newsletter",
        announced_at=clock.now(),
        photo="",
        alt_text="",
        reference=f"R1-{number}",
    )


def everyone() -> None:
    """Print the most memory that 500 and 5,000 winners as CSV need."""
    peaks = {}
    for number in MANY:
        with tempfile.TemporaryDirectory() as folder:
            peaks[number] = peak(number, f"sqlite:///{folder}/packs.sqlite")
    ratio = peaks[MANY[1]] / peaks[MANY[0]]
    told = ", ".join(f"{number:,}: {peaks[number] / 1e6:.1f} MB" for number in MANY)
    print(f"winners as CSV, the most memory at a time: {told} ({ratio:.2f} times)")


def peak(number: int, url: str) -> int:
    """Return the most bytes that Python held while it wrote so many winners."""
    app = create_app(settings_for(url))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        round_id, officer = filled(number)
        packs.make_everyone(
            round_id, NEWSLETTER, actor=officer
        ).file.close()  # loads what is needed
        db.session.remove()
        tracemalloc.start()
        file = packs.make_everyone(round_id, NEWSLETTER, actor=officer)
        lines = sum(1 for _line in file.file)
        file.file.close()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        db.session.remove()
        db.engine.dispose()
    if lines < number:
        raise SystemExit(f"only {lines} lines for {number} winners")
    return most


def filled(number: int) -> tuple[int, Viewer]:
    """Fill the database with so many winners who agreed; return the round, and somebody."""
    loaded = load_data(nominations=number, panellists=2, reviews=1, categories=4)
    now = clock.now() - timedelta(minutes=1)
    people = db.session.scalars(
        select(Candidacy.id).where(Candidacy.round_id == loaded.round_id)
    ).all()
    chair = db.session.scalar(select(Person.id).where(Person.email == loaded.chair)) or 0
    story = f"{ALL[0].action}\n\n{ALL[0].impact}"
    with transaction() as session:
        session.execute(insert(Decision), [
            {"candidacy_id": who, "outcome": "winner", "reason": "r", "decided_by_id": chair,
             "decided_at": now} for who in people
        ])  # fmt: skip
        decisions = session.execute(select(Decision.id, Decision.candidacy_id)).all()
        session.execute(insert(CitationEdition), [
            {"decision_id": number, "edition": 1, "text": f"{story} {who}.", "quote": "Thank you.",
             "written_at": now, "sent_at": now, "approved_at": now, "agreed_at": now}
            for number, who in decisions
        ])  # fmt: skip
        cards = session.scalars(select(Card.id)).all()
        session.execute(insert(Consent), [
            {"card_id": card, "channel": NEWSLETTER, "given": True, "said_at": now}
            for card in cards
        ])  # fmt: skip
        session.execute(insert(Announcement), [
            {"round_id": loaded.round_id, "at": now, "confirmed_by_id": chair, "confirmed_at": now}
        ])  # fmt: skip
    return loaded.round_id, officer_of(loaded.chair)


def officer_of(email: str) -> Viewer:
    """Return the chair as an action sees them who signed in."""
    person = db.session.scalar(select(Person.id).where(Person.email == email)) or 0
    token = people_actions.sign_in_as(person).session_token
    found = viewer_of_session(token_digest(token), token, at=clock.now())
    if found is None:
        raise SystemExit("nobody could sign in")
    return found


if __name__ == "__main__":
    sys.exit(main())
