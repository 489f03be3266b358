"""Where the people of the demonstration work: two organisations, five sites, thirty-seven teams.

None of these places exists. The addresses use ``.example``, which nobody can ever register
(RFC 2606).
"""

from dataclasses import dataclass

TRUST = "Rowan Vale Health and Care"
HOSPICE = "Alderbrook Hospice"

DOMAINS: dict[str, str] = {TRUST: "rowanvale.example", HOSPICE: "alderbrook.example"}
"""Organisation name to the domain of its e-mail addresses."""

GENERAL = "Rowan Vale General Hospital"
WITHY_LANE = "Withy Lane Community Hospital"
SALTMILL = "Saltmill Health Centre"
KILN_HOUSE = "Kiln House"
ALDERBROOK = "Alderbrook Hospice"

SITES: tuple[str, ...] = (GENERAL, WITHY_LANE, SALTMILL, KILN_HOUSE, ALDERBROOK)


@dataclass(frozen=True)
class Team:
    """One team.

    Attributes:
        lead: name, as in the cast, of the person its members report to.
        reports_to: name of the person the lead reports to; empty for the head of an organisation.
    """

    name: str
    site: str
    lead: str
    reports_to: str
    organisation: str = TRUST


_CHIEF, _NURSE, _DOCTOR = "Caroline Ashdown", "Josephine Acheampong", "Tobias Renshaw"
_OPERATIONS, _PEOPLE, _MONEY = "Nadeem Rafiq", "Yvette Clarke-Dunne", "Harriet Lyons-Peake"
_DEPUTY = "Bernadette O\u2019Rourke"

TEAMS: tuple[Team, ...] = (
    Team("Executive Team", KILN_HOUSE, _CHIEF, ""),
    Team("Hazel Ward", GENERAL, "Sandra Maddocks", _DEPUTY),
    Team("Larch Ward", GENERAL, "Annette Clegg", _DEPUTY),
    Team("Juniper Ward", GENERAL, "Maribel Ocampo", _DEPUTY),
    Team("Aspen Ward", GENERAL, "Bridie Gallagher", _DEPUTY),
    Team("Bramble Ward", GENERAL, "Eleri Haf Morgan", _DEPUTY),
    Team("Emergency Department", GENERAL, "Ifeoma Okonkwo-Price", _DOCTOR),
    Team("Critical Care", GENERAL, "Jincy Thomas", _DEPUTY),
    Team("Theatres and Recovery", GENERAL, "Elspeth Cairns", _DOCTOR),
    Team("Maternity", GENERAL, "Nkechi Eze", _NURSE),
    Team("Discharge Lounge", GENERAL, "Bimpe Alade", _DEPUTY),
    Team("Acute Medicine Doctors", GENERAL, "Naomi Feldman", _DOCTOR),
    Team("Medical Secretaries", GENERAL, "Wendy Moorhouse", _OPERATIONS),
    Team("Pharmacy", GENERAL, "Priya Raghavan", _DOCTOR),
    Team("Therapies", GENERAL, "Niamh Corrigan", _NURSE),
    Team("Imaging", GENERAL, "Mei-Ling Chow", _OPERATIONS),
    Team("Mortuary and Bereavement", GENERAL, "Rosalind Teague", _OPERATIONS),
    Team("Porters", GENERAL, "Errol Gayle", _OPERATIONS),
    Team("Catering", GENERAL, "Lorraine Beswick", _OPERATIONS),
    Team("Domestic Services", GENERAL, "João Figueiredo", _OPERATIONS),
    Team("Estates", GENERAL, "Steve Rimmer", _OPERATIONS),
    Team("Switchboard", GENERAL, "Viv Garside", _OPERATIONS),
    Team("Digital Services", KILN_HOUSE, "Marek Dvořák", _MONEY),
    Team("Chaplaincy", GENERAL, "Ruth Abara", _NURSE),
    Team("Volunteering", GENERAL, "Jacqui Lomax", _PEOPLE),
    Team("Hospital Social Work", GENERAL, "Miriam Adler", _OPERATIONS),
    Team("Patient Advice and Interpreting", GENERAL, "Cheryl Antoine", _NURSE),
    Team("Sorrel Ward", WITHY_LANE, "Deborah Cartledge", _DEPUTY),
    Team("Minor Injuries Unit", WITHY_LANE, "Luke Pendlebury", _DEPUTY),
    Team("Community Nursing East", SALTMILL, "Siân Bevan", _DEPUTY),
    Team("Health Visiting", SALTMILL, "Philippa Achebe-Ward", _DEPUTY),
    Team("Community Mental Health", KILN_HOUSE, "Lynne Fairclough", _DEPUTY),
    Team("Finance and Payroll", KILN_HOUSE, _MONEY, _CHIEF),
    Team("People Services", KILN_HOUSE, _PEOPLE, _CHIEF),
    Team("Communications", KILN_HOUSE, "Fergus McKinnon", _CHIEF),
    Team("Alderbrook Inpatient Unit", ALDERBROOK, "Helen Ogilvie", "", HOSPICE),
    Team("Alderbrook House and Kitchen", ALDERBROOK, "Tunde Bakare", "Helen Ogilvie", HOSPICE),
)

TEAM: dict[str, Team] = {team.name: team for team in TEAMS}
