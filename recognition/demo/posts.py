"""The posts that the cast leaves unfilled: per team, a job title and one person per shift named."""

from recognition.demo import cast as c

Post = tuple[str, str, str, str]

_SISTER: Post = ("Junior Sister", c.NURSING, "6", "rotating")
_LD = "long days"


def _ward(nurses: str, assistants: str) -> tuple[Post, ...]:
    return (
        _SISTER,
        ("Staff Nurse", c.NURSING, "5", nurses),
        ("Healthcare Assistant", c.CARE, "2", assistants),
    )


POSTS: dict[str, tuple[Post, ...]] = {
    "Hazel Ward": (*_ward("nights", f"{_LD}, nights"), ("Ward Clerk", c.CLERKS, "2", "days")),
    "Larch Ward": _ward(f"{_LD}, rotating", f"{_LD}, rotating"),
    "Juniper Ward": _ward("nights", "nights"),
    "Aspen Ward": (
        *_ward(f"{_LD}, nights, rotating", f"{_LD}, weekends"),
        ("Ward Clerk", c.CLERKS, "2", "days"),
    ),
    "Bramble Ward": (
        _SISTER,
        ("Children's Nurse", c.NURSING, "5", f"{_LD}, nights, rotating"),
        ("Nursery Nurse", c.CARE, "4", "days, rotating"),
    ),
    "Emergency Department": (
        ("Staff Nurse", c.NURSING, "5", "nights, rotating, rotating"),
        ("Receptionist", c.CLERKS, "2", "nights"),
    ),
    "Critical Care": (
        ("Staff Nurse", c.NURSING, "5", f"{_LD}, nights, rotating"),
        ("Healthcare Assistant", c.CARE, "3", "nights"),
    ),
    "Theatres and Recovery": (
        ("Scrub Nurse", c.NURSING, "5", f"{_LD}, {_LD}"),
        ("Theatre Support Worker", c.CARE, "2", "days"),
    ),
    "Maternity": (
        ("Midwife", c.NURSING, "6", f"rotating, rotating, nights, {_LD}"),
        ("Maternity Support Worker", c.CARE, "3", "days"),
    ),
    "Discharge Lounge": (
        ("Staff Nurse", c.NURSING, "5", "days"),
        ("Healthcare Assistant", c.CARE, "2", "days, days"),
    ),
    "Acute Medicine Doctors": (("Specialty Doctor", c.MEDICAL, "Medical", "rotating"),),
    "Medical Secretaries": (("Medical Secretary", c.SECRETARIES, "4", "days, days, days"),),
    "Pharmacy": (
        ("Pharmacist", c.PHARMACY, "7", "days, rotating"),
        ("Dispensing Assistant", c.PHARMACY, "3", "days, days"),
    ),
    "Therapies": (
        ("Physiotherapist", c.ALLIED, "6", "days"),
        ("Dietitian", c.ALLIED, "6", "days"),
        ("Therapy Assistant", c.ALLIED, "3", "days"),
    ),
    "Imaging": (("Imaging Assistant", c.ALLIED, "3", "days, rotating"),),
    "Mortuary and Bereavement": (("Bereavement Officer", c.MORTUARY, "4", "days"),),
    "Porters": (("Porter", c.PORTERS, "2", "days, days, rotating, nights, weekends"),),
    "Catering": (("Catering Assistant", c.CATERING, "2", "days, days, weekends"),),
    "Domestic Services": (
        ("Domestic Supervisor", c.DOMESTIC, "3", "days, nights"),
        ("Domestic Assistant", c.DOMESTIC, "2", "days, days, days, weekends"),
    ),
    "Estates": (
        ("Joiner", c.ESTATES, "4", "days"),
        ("Grounds Worker", c.ESTATES, "2", "days"),
        ("Security Officer", c.ESTATES, "3", "nights, weekends"),
    ),
    "Switchboard": (("Switchboard Operator", c.SWITCHBOARD, "2", "days, rotating"),),
    "Digital Services": (
        ("Network Engineer", c.DIGITAL, "6", "days"),
        ("Service Desk Analyst", c.DIGITAL, "4", "days, rotating"),
    ),
    "Chaplaincy": (("Chaplain", c.CHAPLAINCY, "6", "days, rotating"),),
    "Hospital Social Work": (("Social Worker", c.SOCIAL, "6", "days, days"),),
    "Patient Advice and Interpreting": (("Interpreter", c.INTERPRETING, "4", "days, rotating"),),
    "Sorrel Ward": _ward(f"{_LD}, nights", f"nights, {_LD}"),
    "Minor Injuries Unit": (("Staff Nurse", c.NURSING, "5", f"{_LD}, {_LD}"),),
    "Community Nursing East": (
        ("Community Nurse", c.COMMUNITY, "5", "days, days, weekends"),
        ("Community Healthcare Assistant", c.CARE, "3", "days"),
    ),
    "Health Visiting": (("Health Visitor", c.COMMUNITY, "6", "days, days"),),
    "Community Mental Health": (
        ("Community Mental Health Nurse", c.NURSING, "6", "days, rotating"),
        ("Support Worker", c.CARE, "3", "days"),
    ),
    "Finance and Payroll": (("Accounts Assistant", c.FINANCE, "3", "days, days"),),
    "People Services": (("People Assistant", c.PEOPLE, "3", "days, days"),),
    "Communications": (("Designer", c.PUBLIC, "5", "days"),),
    "Alderbrook Inpatient Unit": (
        ("Hospice Nurse", c.NURSING, "5", "days, nights"),
        ("Healthcare Assistant", c.CARE, "3", "rotating"),
    ),
    "Alderbrook House and Kitchen": (
        ("Cook", c.CATERING, "4", "days"),
        ("Housekeeper", c.DOMESTIC, "2", "days, weekends"),
    ),
}
