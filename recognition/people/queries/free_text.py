"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.people.models import Person, PersonMerge, Team

FREE_TEXT = (
    (Team.name, Team.search_name, Team.site),
    (Person.job_title, Person.staff_group, Person.band, Person.site, Person.shift),
    (PersonMerge.reason,),
)
"""By table; a person's own name is no mention of somebody else."""
