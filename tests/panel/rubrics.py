"""A judged round with three criteria that do not weigh the same."""

from recognition.schemes import actions as scheming
from recognition.schemes.asking import CriterionText, FormText, QuestionText
from tests.panel.conftest import Judging

QUESTIONS = (QuestionText("What did they do?"), QuestionText("What changed?"))

Given = tuple[int | None, int | None, int | None]


def rubric(judging: Judging, **weights: float) -> dict[str, int]:
    """Give the scheme these criteria before anybody uses its form; return their numbers."""
    criteria = [CriterionText(name, weight=weight) for name, weight in weights.items()]
    with judging.app.app_context():
        scheming.edit_form(judging.round.scheme.slug, FormText(QUESTIONS, criteria), actor=None)
    return dict(zip(weights, judging.criteria(), strict=True))


def read(judging: Judging, *, asha: Given, ben: Given) -> int:
    """Have somebody nominated and read by Asha and Ben, each with points for every criterion."""
    number = judging.nominate()
    for reader, given in ((judging.asha, asha), (judging.ben, ben)):
        judging.assigned(number, reader)
        more = dict(zip(judging.criteria(), given, strict=True))
        judging.world.reviewed(number, reader, more=more)
    return number
