"""What a scheme starts with when it starts from nothing: proven defaults that can be changed."""

from recognition.schemes.rules import AWARD, STAFF
from recognition.schemes.templates import (
    ACT,
    IMPACT,
    SchemeTemplate,
    TemplateCategory,
    TemplateQuestion,
)


def plain_start(lane: str) -> SchemeTemplate:
    """Return a plain scheme in a lane of `rules.LANES`: two questions, 400 words together."""
    return SchemeTemplate(
        key="",
        name="",
        lane=lane,
        purpose="",
        cycle="",
        who_may_nominate=(STAFF,),
        words_together=400,
        questions=(
            TemplateQuestion("What did they do?"),
            TemplateQuestion("What difference did it make?"),
        ),
        categories=(TemplateCategory("Compassion"),),
        criteria=(ACT, IMPACT) if lane == AWARD else (),
        nominees_get="",
    )
