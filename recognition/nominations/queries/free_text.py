"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.nominations.models import (
    Answer,
    Candidacy,
    Draft,
    Enquiry,
    LatePermission,
    Nomination,
    Step,
)

FREE_TEXT = (
    (Candidacy.described_name, Candidacy.described_place),
    (
        Draft.author_name,
        Draft.described_name,
        Draft.described_place,
        Draft.answers,
        Draft.cleared,
        Draft.parked,
    ),
    (
        Nomination.nominator_name,
        Nomination.told_name,
        Nomination.told_place,
        Nomination.batch,
        Nomination.handed_in_by,
        Nomination.cleared,
    ),
    (Answer.text,),
    (Step.before, Step.said),
    (Enquiry.question, Enquiry.answer),
    (LatePermission.reason,),
)
"""By table."""
