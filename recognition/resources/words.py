"""What kinds and stages are called on pages."""

from recognition.resources.rules import KINDS, STAGES
from recognition.words import _


def kind_name(kind: str) -> str:
    """Return what a kind is called."""
    names = (
        _("Recognition scheme"),
        _("Campaign"),
        _("Talk"),
        _("Article"),
        _("Film"),
        _("Forum for staff"),
        _("Profile"),
        _("Research"),
        _("Interview"),
        _("Project"),
        _("Guide"),
    )
    return dict(zip(KINDS, names, strict=True)).get(kind, kind)


def stage_name(stage: str) -> str:
    """Return what somebody does at a stage."""
    names = (
        _("Nominating somebody"),
        _("Judging fairly"),
        _("Celebrating"),
        _("Leading with compassion"),
    )
    return dict(zip(STAGES, names, strict=True)).get(stage, stage)
