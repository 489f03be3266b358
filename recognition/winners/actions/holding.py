"""What this room keeps of people."""

from recognition.people.actions import Held, Holdings
from recognition.winners import models
from recognition.words import later

DECIDED = later("Outcomes they worked on")
LETTERS = (models.OutcomeLetter.candidacy_id, models.OutcomeLetter.part)

PEOPLE = Holdings(
    (
        Held(
            models.OutcomeLetter.to_key,
            later("Letters about outcomes"),
            form="person:%s",
            alone=LETTERS,
        ),
        Held(models.Photo.by_person_id, DECIDED),
        *(
            Held(getattr(table, f"{deed}_by_id"), DECIDED)
            for table, deeds in (
                (models.Announcement, ("confirmed",)),
                (models.LetterWords, ("written",)),
                (models.EmbedOrigin, ("added",)),
                (models.CitationEdition, ("written", "sent", "approved", "agreed", "sent_back")),
                (models.Praise, ("written",)),
                (models.Decision, ("decided",)),
                (models.DecisionVersion, ("decided",)),
                (models.Closing, ("closed", "reopened")),
            )
            for deed in deeds
        ),
    )
)
