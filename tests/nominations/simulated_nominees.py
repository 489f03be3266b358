"""Nominations as real people write them, with the truth beside each: who was meant.

The people, what they are called and the slips are made here and know nothing of the code under
test: there are names with short forms that no table holds, teams with names that nobody else uses,
and some descriptions that nobody could tell apart.
"""

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from recognition.nominations.matching import Described


class _Pool(NamedTuple):
    """Names that belong together, and how many of a hundred staff bear them."""

    share: int
    given: str
    family: str


# Given names with what colleagues call them, and family names, by where the family comes from.
# Common names stand first and are drawn more often.
_POOLS = (
    _Pool(
        share=58,
        given=(
            "Susan:Sue,Susie Sarah: Elizabeth:Liz,Beth,Lizzie John: Christine:Chris,Chrissie "
            "David:Dave Margaret:Maggie,Mags Michael:Mike,Mick Karen:Kaz Paul: Emma:Em "
            "Andrew:Andy Catherine:Cath,Kate,Cathy Mark: Rebecca:Becky,Bex Christopher:Chris "
            "Deborah:Debbie,Debs Robert:Rob,Bob Jennifer:Jen,Jenny James:Jim,Jamie Samantha:Sam "
            "Stephen:Steve Laura: Daniel:Dan,Danny Charlotte:Charlie,Lottie Matthew:Matt "
            "Victoria:Vicky,Tori Anne:Annie Thomas:Tom Joanne:Jo Anthony:Tony "
            "Katherine:Kath,Katie Peter:Pete Julie:Jules William:Bill,Will "
            "Jacqueline:Jackie,Jacqui Richard:Rich,Ricky Nicola:Nicky,Nic Alan: Ann: Kenneth:Ken "
            "Hannah:Han Joseph:Joe Gemma:Gem Benjamin:Ben Patricia:Pat,Trish Ian: Amanda:Mandy "
            "Philip:Phil Lisa: Graham: Helen:Hels Stuart:Stu Claire: Edward:Ed,Ted Lesley:Les "
            "Alexandra:Alex,Sandy Dorothy:Dot Nicholas:Nick Pamela:Pam Timothy:Tim Ruth: "
            "Geoffrey:Geoff Jane: Gareth:Gaz Kimberley:Kim Harriet:Hattie Zoë: Chloe:Chlo Renée: "
            "Siân: Rhys: Bethan:Beth Aled: Anne-Marie: Louise:Lou Natalie:Nat Gillian:Gill"
        ),
        family=(
            "Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Walker "
            "Wright Robinson Thompson White Hughes Edwards Green Hall Wood Harris Lewis Martin "
            "Jackson Clarke Clark Turner Hill Cooper Ward Moore Morris Watson Harrison Morgan "
            "Baker Patterson Allen Mitchell Shaw Bell Richardson Anderson Collins Bennett Cook "
            "Parker Marshall Price Ramsden Holroyd Ashworth Hargreaves Entwistle Fairhurst "
            "Pilkington Worthington Naylor Lomax Crompton Heaton Rigby Yates Unsworth Sutcliffe "
            "Greenhalgh Molyneux Ogden Whittle Stephens Stevens Thomson Browne Greene Hobson "
            "Dobson Farrell Boothroyd Tattersall"
        ),
    ),
    _Pool(
        share=14,
        given=(
            "Mohammed:Mo Asha: Priya:Pri Imran:Immy Fatima: Rajesh:Raj Sunita: "
            "Gurpreet:Gary,Preet Aisha: Sanjay: Harpreet: Muhammad:Mo Nasreen: Amit: Kiran: "
            "Deepak: Zainab: Tariq: Manjit:Manj Rukhsana: Vikram:Vik Meera: Abdul: Shabnam: "
            "Jaspreet:Jas Anil: Nazia: Lakshmi: Jayesh:Jay Parveen: Ravinder:Rav Yusuf: Bhavna: "
            "Shazia:Shaz Balwinder:Bal"
        ),
        family=(
            "Patel Khan Singh Ahmed Ali Kaur Hussain Begum Shah Akhtar Sharma Iqbal Mahmood "
            "Rahman Bibi Chowdhury Malik Mistry Desai Nair Menon Thomas Varghese Gill Sandhu "
            "Dhillon Rao Reddy Kapoor Chaudhry Mirza Qureshi Parmar Solanki Bains Hussein Ahmad"
        ),
    ),
    _Pool(
        share=8,
        given=(
            "Grace: Emmanuel:Emma,Manny Blessing: Oluwaseun:Seun Ngozi: Kwame: Funmilayo:Funmi "
            "Joy: Chioma: Adebayo:Bayo Temitope:Temi,Tope Esther: Kofi: Mercy: Ifeoma:Ify "
            "Olumide:Mide Patience: Tendai: Nyasha: Abena: Samuel:Sam Chinedu: Precious: "
            "Babatunde:Tunde"
        ),
        family=(
            "Okafor Mensah Adeyemi Boateng Moyo Osei Nwosu Okeke Ndlovu Owusu Adebayo Asante "
            "Balogun Eze Sibanda Appiah Ogunleye Dube Ncube Obi Amoah Onyango Chukwu Bello Banda"
        ),
    ),
    _Pool(
        share=7,
        given=(
            "Katarzyna:Kasia Anna:Ania Małgorzata:Gosia Piotr: Agnieszka:Aga "
            "Krzysztof:Krzys,Chris Magdalena:Magda Tomasz:Tomek Joanna:Asia Paweł: Ewa: Michał: "
            "Łukasz: Elena: Andreea: Mihai: Barbara:Basia Aleksandra:Ola Jakub:Kuba Monika: "
            "Ioana: Zbigniew:Zbyszek"
        ),
        family=(
            "Nowak Kowalska Wiśniewski Wójcik Kamińska Lewandowski Zieliński Szymańska Woźniak "
            "Dąbrowski Mazur Kaczmarek Pawłowska Popescu Ionescu Popa Grabowski Król Wróbel "
            "Jabłońska"
        ),
    ),
    _Pool(
        share=6,
        given=(
            "Siobhán:Shiv Patrick:Pat,Paddy Niamh: Seán: Aoife: Bridget:Bridie Ciarán: Máire: "
            "Declan:Dec Róisín: Brendan: Gráinne: Pádraig:Paudie Orla: Deirdre:Dee "
            "Fionnuala:Nuala"
        ),
        family=(
            "O'Brien Murphy Kelly O'Sullivan Walsh Byrne Ryan O'Connor Doyle McCarthy Gallagher "
            "Doherty Kennedy Lynch Murray Quinn McLoughlin Ó_Briain Nolan Fitzgerald McGrath"
        ),
    ),
    _Pool(
        share=7,
        given=(
            "Maria: Jose:Joe Rowena:Weng Jennelyn:Jen Marites:Tess Ana: João: Carlos: Inês: "
            "Michelle: Reynaldo:Rey Cristina:Tina Wei: Mei_Ling: Xiu: Linh: Duc: Angelica:Angel "
            "Noel: Sofia:"
        ),
        family=(
            "Santos Reyes Cruz dela_Cruz Garcia Silva Ferreira Gonçalves Pereira Chen Wong Nguyễn "
            "Tran Lim Bautista de_los_Santos Fernandez Ramos Mendoza Li Zhang Costa Peña"
        ),
    ),
)
# Half of the British have a name of a place somewhere, of which there are many, and alike.
_PLACES_BEGIN = "Ash Brad Craw Dal Elms Far Hather Kirk Lang Mar New Od Pres Sel Stan Thorn"
_PLACE_NAMES = tuple(
    f"{first}{last}"
    for last in ("ton", "ley", "worth", "field", "shaw", "well", "by", "bury", "combe", "wood")
    for first in _PLACES_BEGIN.split()
)
# What the organisation calls a team, then what others do.
_TEAMS: tuple[str, ...] = (
    *(
        f"Ward {number}|ward {word}|W{number}|Wd {number}|ward{number}"
        for number, word in (
            (1, "one"),
            (2, "two"),
            (3, "three"),
            (4, "four"),
            (5, "five"),
            (6, "six"),
            (7, "seven"),
            (9, "nine"),
            (10, "ten"),
            (11, "eleven"),
            (12, "twelve"),
            (14, "fourteen"),
        )
    ),
    "Ward 8A|8A|ward 8a|Ward 8 A|W8A",
    "Ward 8B|8B|ward 8b|Ward 8 B|W8B",
    "Emergency Department|A&E|ED|A & E|Accident and Emergency|casualty|A and E",
    "Intensive Care Unit|ICU|ITU|intensive care|Critical Care",
    "Acute Medical Unit|AMU|MAU|acute medical",
    "Labour Ward|Delivery Suite|labour ward|the labour ward",
    "Children's Ward|Paediatrics|childrens ward|Paeds",
    "Outpatients|OPD|Outpatients Dept|out-patients|Main outpatients",
    "Physiotherapy|physio|Physio dept|Physiotherapy Department",
    "Occupational Therapy|OT|OTs|occupational therapy team",
    "Radiology|X-ray|X ray dept|xray|Imaging",
    "Pharmacy|pharmacy dept|Dispensary",
    "Theatres|Main Theatres|theatre|Operating Theatres",
    "Day Surgery|Day Surgery Unit|DSU|day case unit",
    "Endoscopy|endoscopy unit|Endoscopy Dept",
    "Stroke Unit|Stroke|stroke ward|the stroke unit",
    "Porters|Portering|porters' lodge|Porter",
    "Domestic Services|Domestics|Housekeeping|cleaners",
    "Catering|Kitchen|kitchens|catering team",
    "District Nurses North|DN North|district nursing (north)|North district nurses",
    "District Nurses South|DN South|district nursing (south)|South district nurses",
    "Pathology|path lab|Pathology lab|labs",
    "Medical Records|Health Records|records|medical records dept",
    "Estates|Estates team|maintenance|estates and facilities",
    "HR|Human Resources|People team|HR dept",
    "Willow Unit|Willow|willow ward|Willow unit (dementia)",
    "Chaplaincy|chaplains|Chaplaincy team|spiritual care",
    "Switchboard|switchboard team|Switch|the switchboard",
)
_TITLES = {
    "nurse": ("Sister", "Staff Nurse", "Nurse", "Sr"),
    "doctor": ("Dr", "Dr.", "Doctor"),
    "other": ("Mrs", "Mr", "Ms", "Miss"),
}
_BESIDE = {
    letter: beside
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for letter, beside in zip(row, row[1:] + row[-2], strict=True)
}
DOMAIN = "larkfield.example.org"


@dataclass(frozen=True)
class Somebody:
    """A true person: as the directory has them, and what else people say."""

    number: int
    given: str
    family: str
    team: str
    job: str
    friends_say: str = ""
    former: str = ""
    middle: str = ""
    junior: bool = False
    email: str = ""


@dataclass
class Simulation:
    """Nominees as described, and the true person behind each, at the same places."""

    nominees: list[Described] = field(default_factory=list)
    truth: list[int] = field(default_factory=list)

    def true_pairs(self) -> set[tuple[int, int]]:
        """Return all pairs of places (i < j) that are one person in truth."""
        places: dict[int, list[int]] = {}
        for place, person in enumerate(self.truth):
            places.setdefault(person, []).append(place)
        return {(a, b) for own in places.values() for a in own for b in own if a < b}


def simulated(
    seed: int, *, nominations: int = 600, people: int = 380, teams: int = len(_TEAMS)
) -> Simulation:
    """Return nominations of people; some have many, most have one, everybody has one."""
    rng = random.Random(seed)
    staff = _staff(rng, people, _places(teams))
    liked = [rng.lognormvariate(0, 1) for _person in staff]
    meant = [*staff, *rng.choices(staff, liked, k=nominations - len(staff))][:nominations]
    rng.shuffle(meant)
    told = Simulation()
    for person in meant:
        told.nominees.append(_described(rng, person, teams))
        told.truth.append(person.number)
    return told


def _places(teams: int) -> list[str]:
    """Return the names of teams; where more are wanted, each stands at several sites."""
    names = [line.split("|")[0] for line in _TEAMS]
    return [
        names[n % len(names)] + (f" Site{n // len(names)}" if n >= len(names) else "")
        for n in range(teams)
    ]


def _staff(rng: random.Random, people: int, teams: Sequence[str]) -> list[Somebody]:
    staff = [_somebody(rng, number, rng.choice(teams)) for number in range(people)]
    share = max(1, people // 60)
    for _time in range(share):
        _as_namesakes(rng, staff, teams)
        _as_father_and_son(rng, staff, teams)
        _as_two_of_one_first_name(rng, staff)
        _as_family_in_one_team(rng, staff)
    taken: dict[str, int] = {}
    return [replace(person, email=_address(person, taken)) for person in staff]


def _somebody(rng: random.Random, number: int, team: str) -> Somebody:
    pool = rng.choices(_POOLS, [pool.share for pool in _POOLS])[0]
    given, _colon, short = _common(rng, pool.given.split()).partition(":")
    family = _family(rng, pool.family)
    if rng.random() < 0.04:
        family = f"{family}-{_family(rng, _POOLS[0].family)}"
    return Somebody(
        number=number,
        given=given.replace("_", " "),
        family=family,
        team=team,
        job=rng.choices(("nurse", "doctor", "other"), (45, 10, 45))[0],
        friends_say=rng.choice(short.split(",")) if rng.random() < 0.5 else "",
        former=_family(rng, pool.family) if rng.random() < 0.05 else "",
        middle=rng.choice("ABCEJLMRS") if rng.random() < 0.3 else "",
    )


def _family(rng: random.Random, names: str) -> str:
    if names == _POOLS[0].family and rng.random() < 0.5:
        return rng.choice(_PLACE_NAMES)
    return _common(rng, names.split()).replace("_", " ")


def _common(rng: random.Random, names: Sequence[str]) -> str:
    """Draw a name; the first ones are some ten times as common as the last."""
    return rng.choices(names, [1 / (place + len(names) / 10) for place in range(len(names))])[0]


def _two(rng: random.Random, staff: Sequence[Somebody]) -> tuple[Somebody, Somebody]:
    one, other = rng.sample(range(len(staff)), 2)
    return staff[one], staff[other]


def _as_namesakes(rng: random.Random, staff: list[Somebody], teams: Sequence[str]) -> None:
    one, other = _two(rng, staff)
    team = rng.choice([team for team in teams if team != one.team])
    staff[other.number] = replace(
        other, given=one.given, family=one.family, former="", friends_say="", team=team
    )


def _as_father_and_son(rng: random.Random, staff: list[Somebody], teams: Sequence[str]) -> None:
    one, other = _two(rng, staff)
    team = rng.choice([team for team in teams if team != one.team])
    staff[other.number] = replace(
        one, number=other.number, team=team, junior=True, middle="", former=""
    )


def _as_two_of_one_first_name(rng: random.Random, staff: list[Somebody]) -> None:
    one, other = _two(rng, staff)
    if one.family != other.family:
        staff[other.number] = replace(
            other, given=one.given, friends_say=one.friends_say, team=one.team
        )


def _as_family_in_one_team(rng: random.Random, staff: list[Somebody]) -> None:
    one, other = _two(rng, staff)
    if one.given != other.given:
        staff[other.number] = replace(other, family=one.family, team=one.team, former="")


def _address(person: Somebody, taken: dict[str, int]) -> str:
    """Return a work address, made at hire of the name of that day; namesakes get a number."""
    local = _bare(f"{person.given}.{person.former or person.family}").replace(" ", "")
    local = local.replace("'", "")
    taken[local] = taken.get(local, 0) + 1
    return f"{local}{taken[local] if taken[local] > 1 else ''}@{DOMAIN}"


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()


def _described(rng: random.Random, person: Somebody, teams: int) -> Described:
    if rng.random() < 0.3:  # picked from the directory
        name = f"{person.given} {person.family}"
        return Described(name, person.team, person.email, person.number + 1)
    if rng.random() < 0.06:
        first = person.friends_say or person.given
        return Described(_loosely(rng, first), _team_said(rng, person.team), "")
    team = "" if rng.random() < 0.05 else _team_said(rng, person.team)
    if rng.random() < 0.03:  # where they used to be, or where the nominator met them
        team = _team_said(rng, rng.choice(_places(teams)))
    return Described(_name_said(rng, person), team, _address_said(rng, person))


def _address_said(rng: random.Random, person: Somebody) -> str:
    luck = rng.random()
    if luck < 0.12:
        return person.email
    if luck < 0.15:
        return person.email.upper()
    if luck < 0.20:  # the ward's own, which everybody there gives
        return f"{_bare(person.team).replace(' ', '')}@{DOMAIN}"
    if luck < 0.22:  # their own, from home
        return f"{_bare(person.given)[0]}{_bare(person.family)[:6]}{person.number}@post.example"
    return ""


def _name_said(rng: random.Random, person: Somebody) -> str:
    given = person.friends_say if person.friends_say and rng.random() < 0.6 else person.given
    family = person.former if person.former and rng.random() < 0.4 else person.family
    if "-" in family and rng.random() < 0.5:
        family = rng.choice((family.replace("-", " "), family.split("-")[0], family.split("-")[1]))
    if rng.random() < 0.07:
        given, family = (
            (given, _slip(rng, family)) if rng.random() < 0.6 else (_slip(rng, given), family)
        )
    middle = f" {person.middle}" if person.middle and rng.random() < 0.1 else ""
    ending = rng.choice((" Jr", " Junior", "")) if person.junior else ""
    ways: dict[Callable[[], str], float] = {
        lambda: f"{given}{middle} {family}{ending}": 84,
        lambda: f"{rng.choice(_TITLES[person.job])} {given} {family}{ending}": 6,
        lambda: f"{family}, {given}{middle}": 4,
        lambda: f"{family} {given}": 1,
        lambda: f"{given[0]} {family}": 1.5,
        lambda: f"{rng.choice(_TITLES[person.job])} {family}": 1,
        lambda: f"{person.given} ({person.friends_say or given}) {family}": 1,
        lambda: f"{given} {family[0]}": 1.5,
    }
    return _loosely(rng, rng.choices(list(ways), list(ways.values()))[0]())


def _loosely(rng: random.Random, name: str) -> str:
    """Write a name as people do on a phone: mostly without accents, now and then in one case."""
    if rng.random() < 0.75:
        bare = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
        name = "".join(sign for sign in bare if not unicodedata.combining(sign))
    if rng.random() < 0.3:
        name = name.replace("'", rng.choice(("’", "", " ")))
    luck = rng.random()
    return name.lower() if luck < 0.08 else name.upper() if luck < 0.11 else name


def _slip(rng: random.Random, word: str) -> str:
    """Change a word as fingers do: a letter swapped, missed, doubled, or the one beside it."""
    if len(word) < 3:
        return word
    at = rng.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return rng.choice(
        (
            before + after[0] + letter + after[1:],
            before + after,
            before + letter + letter + after,
            before + _BESIDE.get(letter.lower(), "e") + after,
        )
    )


def _team_said(rng: random.Random, team: str) -> str:
    own, _space, site = team.partition(" Site")
    line = next(line for line in _TEAMS if line.split("|")[0] == own)
    called = own if rng.random() < 0.6 else rng.choice(line.split("|"))
    luck = rng.random()
    if luck < 0.02 and len(called) > 6:
        called = _slip(rng, called)
    elif luck < 0.05:
        called = f"{called}, main building"
    elif luck < 0.15:
        called = called.lower()
    return f"{called} Site{site}" if site else called
