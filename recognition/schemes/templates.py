"""Three ready-made schemes, after schemes that worked; see their pages in the library."""

from dataclasses import dataclass

from recognition.schemes.rules import AWARD, CARERS, PATIENTS, PUBLIC, RECOGNISE, STAFF, Ways

USUAL_WAYS = Ways()


@dataclass(frozen=True)
class TemplateQuestion:
    """A question, and the resource whose two lines stand beside it."""

    prompt: str
    hint: str = ""
    word_limit: int | None = None
    resource_slug: str | None = None


@dataclass(frozen=True)
class TemplateCategory:
    """A kind of winner."""

    name: str
    description: str = ""
    for_teams: bool = False


@dataclass(frozen=True)
class TemplateCriterion:
    """What panellists score; `descriptors` are points and words, from 1 to 5."""

    name: str
    description: str = ""
    weight: float = 1.0
    descriptors: tuple[tuple[int, str], ...] = ()
    resource_slug: str | None = None


@dataclass(frozen=True)
class SchemeTemplate:
    """A scheme to start from. `cycle` says in words how its rounds follow each other.

    Its `ways` suit a shared ward PC, also where only staff nominate: nobody needs an account, and
    an address is confirmed by a letter.
    """

    key: str
    name: str
    lane: str
    purpose: str
    cycle: str
    who_may_nominate: tuple[str, ...]
    words_together: int | None
    questions: tuple[TemplateQuestion, ...]
    categories: tuple[TemplateCategory, ...]
    criteria: tuple[TemplateCriterion, ...]
    nominees_get: str
    ways: Ways = USUAL_WAYS


ACT = TemplateCriterion(
    name="The act",
    description="What they did. Score the act, not how well the story is written.",
    descriptors=(
        (1, "What they did is hard to see from the story."),
        (2, "A kind act that most people would do in their job."),
        (3, "A thoughtful act that took time or attention beyond the ordinary."),
        (4, "A generous act, chosen freely, that took real effort or courage."),
        (5, "A rare act: it cost them something, and they did it without being asked."),
    ),
    resource_slug="shows-workplace-compassion",
)
IMPACT = TemplateCriterion(
    name="The impact",
    description="What difference it made to patients, families or colleagues.",
    descriptors=(
        (1, "No difference can be seen from the story."),
        (2, "It made a moment easier for somebody."),
        (3, "It clearly helped somebody, and the story says how."),
        (4, "It mattered a great deal to somebody, or helped several people."),
        (5, "It changed how people are cared for or work together, and still does."),
    ),
    resource_slug="why-good-people-deliver-bad-care",
)
COMPASSION = TemplateCriterion(
    name="Compassion",
    description="They noticed, they felt for somebody, and they did something about it.",
    descriptors=(
        (1, "Compassion is hard to see from the story."),
        (2, "They were kind when it was easy to be."),
        (3, "They noticed what somebody needed and acted on it."),
        (4, "They understood what nobody had said, and took trouble to help."),
        (5, "They stayed with somebody through something hard, with all they had."),
    ),
    resource_slug="why-good-people-deliver-bad-care",
)

TEMPLATES: tuple[SchemeTemplate, ...] = (
    SchemeTemplate(
        key="going-the-extra-mile",
        name="Going the Extra Mile",
        lane=AWARD,
        purpose="For colleagues who did more than their job asks, and made a difference by it.",
        cycle="Monthly rounds that feed an annual one.",
        who_may_nominate=(STAFF,),
        words_together=400,
        questions=(
            TemplateQuestion(
                prompt="What did they do beyond what the job asks?",
                hint="Tell us about one time. Please leave out names of patients.",
                resource_slug="going-the-extra-mile",
            ),
            TemplateQuestion(
                prompt="What difference did it make?",
                hint="To a patient, a family, a colleague or you.",
                resource_slug="if-you-knew-how-they-felt",
            ),
        ),
        categories=(
            TemplateCategory("Going the extra mile", "One colleague, in any job."),
            TemplateCategory("Team of the month", "People who did it together.", for_teams=True),
            TemplateCategory("Hidden gem", "For those whose work is seldom seen."),
        ),
        criteria=(ACT, IMPACT),
        nominees_get="Everybody who is nominated is thanked at once. Winners are named each month.",
    ),
    SchemeTemplate(
        key="leading-with-compassion",
        name="Leading with Compassion",
        lane=RECOGNISE,
        purpose="A way for anybody to thank anybody who led with compassion. Nobody is judged.",
        cycle="Always open, with no judging. Paper cards can be keyed in.",
        who_may_nominate=(STAFF, PATIENTS, CARERS, PUBLIC),
        words_together=400,
        questions=(
            TemplateQuestion(
                prompt="How did they lead with compassion?",
                hint="What they said or did. Leading is something anybody can do.",
                resource_slug="leading-with-compassion",
            ),
            TemplateQuestion(
                prompt="What was the impact on you or others?",
                hint="What changed, or how it felt.",
                resource_slug="hello-my-name-is",
            ),
        ),
        categories=(TemplateCategory("Compassion", "A colleague, in any job."),),
        criteria=(),
        nominees_get="A card with the words that were written about them, and a badge.",
    ),
    SchemeTemplate(
        key="christmas-compassion-awards",
        name="Christmas Compassion Awards",
        lane=AWARD,
        purpose="For moments of compassion at a time when many people work while others are home.",
        cycle="One round each winter: it opens on 1 November and closes on 1 December; winners "
        "are announced before 24 December.",
        who_may_nominate=(STAFF, PATIENTS, CARERS),
        words_together=400,
        questions=(
            TemplateQuestion(
                prompt="Tell us the story of a moment of compassion",
                hint="Where it was, and what they did.",
                resource_slug="christmas-compassion-awards",
            ),
            TemplateQuestion(
                prompt="Why did it matter?",
                hint="To the person it was for, or to you.",
                resource_slug="if-you-knew-how-they-felt",
            ),
        ),
        categories=(
            TemplateCategory("A moment of compassion", "One colleague, in any job."),
            TemplateCategory("A compassionate team", "People who did it together.", for_teams=True),
        ),
        criteria=(COMPASSION, IMPACT),
        nominees_get="Everybody who is nominated is thanked at once. "
        "Winners are celebrated at the ceremony.",
    ),
)
