"""Taking names out of the house: making packs, keeping them, and keeping templates."""

from recognition.newsletter.actions.keeping import delete_pack, keep_pack
from recognition.newsletter.actions.making import EveryoneFile, make_everyone, make_pack
from recognition.newsletter.actions.templating import add_template, retire_template

__all__ = [
    "EveryoneFile",
    "add_template",
    "delete_pack",
    "keep_pack",
    "make_everyone",
    "make_pack",
    "retire_template",
]
