"""Names for the people nobody has written a story about, and how an address is made of a name.

Given names and surnames are grouped so that most people get a pair that belongs together, as
most people do; a few are paired across the groups, as a few people are.
"""

import random
import unicodedata

_POOLS: tuple[tuple[str, str], ...] = (
    (
        "Alison Barry Carl Diane Emma Frank Gemma Howard Janice Keith Lesley Nigel Olivia Trevor",
        "Ashworth Barlow Crompton Eccles Greenhalgh Holroyd Kershaw Lister Naylor Ramsbottom Speak",
    ),
    (
        "Aisling Brendan Conor Deirdre Eoin Máire Róisín Séamus",
        "O\u2019Sullivan MacNamara Ó_Briain Kilbride Tierney Hanrahan McGrath",
    ),
    ("Bethan Carys Dafydd Iolo Lowri Myfanwy", "ap_Rhys Llewellyn Parry Gwynne Bowen"),
    (
        "Amrit Bhavna Deepa Farooq Gurpreet Kiran Meera Naveed Rukhsana Sunita Tariq Zainab",
        "Ahmed Bains D'Souza Grewal Hussain Iyer Kapoor Mistry Pillai Rehman Shah Varghese",
    ),
    (
        "Analyn Cherry Divina Edwin Jhun Liezel Rowena Rodel",
        "Aquino Bautista de_los_Reyes Lacson Macaraeg Pangilinan Salonga",
    ),
    (
        "Adaeze Babatunde Chidinma Efua Kofi Ngozi Oluchi Segun Yaa",
        "Abiodun Adjei Balogun Mensah Nwosu Ogunleye Okafor Quaye",
    ),
    (
        "Farai Kudzai Loveness Nyasha Rudo Tafadzwa Tsitsi",
        "Chigumba Gumbo Mapfumo Ndlovu Sibanda Zvobgo",
    ),
    (
        "Aneta Ewa Grzegorz Krzysztof Magda Paweł",
        "Dąbrowski Jankowska Mazur Pawlak Stępień Zając",
    ),
    ("Ana Duarte Inês Luís Sofia Tiago", "Barbosa Gonçalves Magalhães Neves Simões"),
    ("Carlton Delroy Hyacinth Marcia Sonia", "Baptiste Francis Lewin Morrison St_Hilaire"),
    ("Jing Kwok-Wai Minh Siu-Fong Xiulan", "Cheung Huỳnh Leung Phạm Wu"),
    ("Amal Basma Khalid Omar Rania", "al-Jabari Haddad Mansour Nasser Osman"),
    ("Dilek Elena Ionuţ Svitlana Viorica", "Ivanenko Kaya Popescu Rusu Öztürk"),
)

_ASIDE = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "ß": "ss"})


def address(name: str, domain: str) -> str:
    """Return the e-mail address of a person: ``Siân D'Arcy-Fox`` → ``sian.darcy-fox@…``."""
    plain = unicodedata.normalize("NFKD", name.translate(_ASIDE)).encode("ascii", "ignore").decode()
    first, *rest = plain.lower().replace("'", "").split()
    return f"{first}.{''.join(rest)}@{domain}"


def invented(rng: random.Random) -> str:
    """Return one full name; four in five pairs come from a single group."""
    given, family = rng.choice(_POOLS)
    if rng.random() > 0.8:
        _, family = rng.choice(_POOLS)
    surname = rng.choice(family.split())
    if rng.random() < 0.06:
        _, other = rng.choice(_POOLS)
        surname = f"{surname}-{rng.choice(other.split())}"
    return f"{rng.choice(given.split())} {surname}".replace("_", " ")
