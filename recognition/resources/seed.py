"""What the library holds from the first day: twelve pieces of good practice, in our own words.

The titles come from a page of the West Midlands *Leading with Compassion* programme (2015–2017).
Half of its links have died since. A link stands here only where it was seen in a stored copy of
the page it leads to; nothing is guessed.
"""

from dataclasses import dataclass

from recognition.resources.rules import REPLACED, SEEN, Entry


@dataclass(frozen=True)
class SeedResource:
    """An entry, the name in its address, and the scheme template it describes, if it does."""

    slug: str
    entry: Entry
    template_key: str | None = None


LIBRARY: tuple[SeedResource, ...] = (
    SeedResource(
        "going-the-extra-mile",
        Entry(
            title="Going the Extra Mile",
            kind="recognition scheme",
            organisation="Wrightington, Wigan and Leigh NHS Foundation Trust (WWL)",
            summary=(
                "The scheme that inspired Leading with Compassion. Colleagues name somebody who "
                "did more than their job asks, and say what came of it.\n\n"
                "The trust now runs the STAR Awards (Staff Thanks and Recognition) in 12 "
                "categories. They had about 400 nominations in 2022, more than 600 in 2023 and "
                "almost 900 in 2024: people keep nominating where thanks are seen to follow."
            ),
            two_lines="Say what they did that nobody asked of them. "
            "One moment, told plainly, says more than a list of qualities.",
            link="https://www.wigantoday.net/health/wigans-hospital-trust-recognises-hard-work-of-"
            "staff-at-third-annual-star-awards-4838058",
            link_state=SEEN,
            search_phrase="WWL STAR Awards staff thanks and recognition",
            helps=("nominate", "celebrate"),
        ),
        template_key="going-the-extra-mile",
    ),
    SeedResource(
        "leading-with-compassion",
        Entry(
            title="Leading with Compassion recognition scheme",
            kind="recognition scheme",
            organisation="Ten or eleven NHS organisations in the West Midlands, "
            "with Health Education England",
            summary=(
                "Anybody could nominate anybody, on a paper card dropped into a box or on the "
                "web. The card asked two questions: how did the person lead with compassion, and "
                "what was the impact on you or others?\n\n"
                "Every nominee was given a card with the words written about them, and a badge. "
                "Nobody was judged. The programme looked closely at 1,500 nominations to learn "
                "what compassion at work looks like, and won a Healthcare People Management "
                "Association award in 2017."
            ),
            two_lines="Two questions are enough: what did they do, and what difference did it make "
            "to you or to others?",
            link="https://fabnhsstuff.net/fab-stuff/leading-with-compassion",
            link_state=SEEN,
            more_links=(
                (
                    "An evaluation of the scheme, by Hewison, Sawbridge and others (2018)",
                    "https://doi.org/10.1108/JHOM-10-2017-0266",
                ),
                (
                    "The page this library began with",
                    "http://www.nhscompassion.org/compassion/best-practice/",
                ),
            ),
            search_phrase="Leading with Compassion recognition scheme West Midlands evaluation",
            helps=("nominate", "judge", "celebrate", "lead"),
        ),
        template_key="leading-with-compassion",
    ),
    SeedResource(
        "agents-of-compassion",
        Entry(
            title="Agents of Compassion",
            kind="talk",
            organisation="TEDx University of Bolton",
            people="Mark Durkin",
            summary=(
                "A talk given at TEDx University of Bolton, listed as good practice by the "
                "Leading with Compassion programme. Its title carries its thought: compassion is "
                "something that each of us can bring about, whatever our job is."
            ),
            two_lines="Anybody can be the one who starts it. "
            "Look for compassion in every job, not in job titles.",
            search_phrase="Mark Durkin Agents of Compassion TEDx University of Bolton",
            helps=("lead", "celebrate"),
        ),
    ),
    SeedResource(
        "hello-my-name-is",
        Entry(
            title="Hello my name is…",
            kind="campaign",
            people="Dr Kate Granger",
            summary=(
                "A campaign that asks everybody in health and care for one small thing: to "
                "introduce themselves by name to every patient.\n\n"
                "The source page listed an interview. The link to it is not known. The campaign’s "
                "own site is said to be hellomynameis.org.uk, which we could not check."
            ),
            two_lines="Small acts count. Saying your name is where trust begins: "
            "tell us the small thing that they did.",
            search_phrase="hello my name is campaign Kate Granger",
            helps=("nominate", "lead"),
        ),
    ),
    SeedResource(
        "shows-workplace-compassion",
        Entry(
            title="#ShowsWorkplaceCompassion",
            kind="research",
            organisation="Coventry University with NHS England",
            people="Clyne, Pezaro, Deeny, Kneafsey",
            summary=(
                "A campaign and a study in one. From 21 April to 21 May 2016 people were asked on "
                "Twitter what a compassionate workplace does, and researchers read the answers.\n\n"
                "It is useful for a panel because it starts from what people saw being done at "
                "work, rather than from what somebody is like."
            ),
            two_lines="Judge what was done and what it changed for people at work. "
            "Kindness to colleagues counts as much as kindness to patients.",
            link="https://publichealth.jmir.org/2018/2/e41",
            link_state=SEEN,
            search_phrase="ShowsWorkplaceCompassion Twitter study Clyne Pezaro",
            helps=("judge", "lead"),
        ),
    ),
    SeedResource(
        "christmas-compassion-awards",
        Entry(
            title="Christmas Compassion Awards 2015",
            kind="recognition scheme",
            organisation="Heart of England NHS Foundation Trust",
            summary=(
                "An award for one season of the year, when many people work while others are at "
                "home. At one later ceremony more than 70 staff were given the trust’s Compassion "
                "Awards.\n\n"
                "A short season is easy to explain and easy to finish: one opening, one close, "
                "and thanks before the holidays."
            ),
            two_lines="Give the award while the moment is still warm, "
            "and read out the words of those who nominated.",
            link="https://hgs.uhb.nhs.uk/celebrating-compassion-on-international-nurses-day",
            link_state=SEEN,
            search_phrase="Heart of England Compassion Awards",
            helps=("celebrate", "nominate"),
        ),
        template_key="christmas-compassion-awards",
    ),
    SeedResource(
        "threats-cannot-make-more-compassionate",
        Entry(
            title="Threats cannot make healthcare support workers more compassionate",
            kind="article",
            organisation="The Guardian",
            summary=(
                "A newspaper article on why pressure does not make people kinder. We have not "
                "been able to read it again, so we only say what its title says: compassion "
                "cannot be threatened into anybody."
            ),
            two_lines="Compassion cannot be ordered. Notice it, name it, and thank people for it.",
            search_phrase="Guardian threats cannot make healthcare support workers compassionate",
            helps=("lead",),
        ),
    ),
    SeedResource(
        "schwartz-rounds",
        Entry(
            title="Schwartz Rounds",
            kind="forum for staff",
            organisation="Schwartz Center for Compassionate Healthcare, Boston; until the end of "
            "2025 the Point of Care Foundation",
            summary=(
                "A regular hour, confidential and led by a trained person, in which staff of every "
                "role talk about the emotional side of caring. Nobody solves a problem there; "
                "people listen, and find that they are not alone.\n\n"
                "In the United Kingdom the Point of Care Foundation looked after the Rounds until "
                "it announced that it would close at the end of 2025. The Schwartz Center for "
                "Compassionate Healthcare in Boston does so now."
            ),
            two_lines="Reading moving stories costs something too. "
            "Give your panel time to talk about what they read.",
            link="https://www.pointofcarefoundation.org.uk/closure-faqs",
            link_state=REPLACED,
            more_links=(("Schwartz Center for Compassionate Healthcare, Boston", ""),),
            search_phrase="Schwartz Center for Compassionate Healthcare Schwartz Rounds",
            helps=("lead", "judge"),
        ),
    ),
    SeedResource(
        "heart-of-leadership",
        Entry(
            title="Heart of Leadership project 1: inspiring cultural change through leadership "
            "and training",
            kind="project",
            organisation="North Staffordshire Combined Healthcare NHS Trust; Nursing Times",
            people="Maria Nelligan",
            summary=(
                "A project about changing how a trust feels to work in, through its leaders and "
                "through training. Maria Nelligan was the trust’s Director of Nursing and Quality "
                "and later became Chief Nursing Officer at Lancashire and South Cumbria.\n\n"
                "The link to the project is not known. The link here leads to a profile of her."
            ),
            two_lines="Leading is something people do at every grade. "
            "Look at what others around them began to do as well.",
            link="https://www.lscft.nhs.uk/news/"
            "ruth-mays-nurses-day-surprise-dedicated-chief-nursing-officer",
            link_state=SEEN,
            search_phrase="Heart of Leadership North Staffordshire Combined Healthcare Nelligan",
            helps=("lead", "judge"),
        ),
    ),
    SeedResource(
        "if-you-knew-how-they-felt",
        Entry(
            title="If you knew how they felt, would you treat them differently?",
            kind="film",
            organisation="Wrightington, Wigan and Leigh NHS Foundation Trust (WWL)",
            summary=(
                "A film about empathy that came out of the trust’s work with its staff. It asks "
                "the question in its title about the people we pass every day. The link is not "
                "known."
            ),
            two_lines="Tell us how it felt to be there, "
            "and what would have been different without them.",
            search_phrase="WWL empathy film if you knew how they felt would you treat them "
            "differently",
            helps=("nominate", "lead"),
        ),
    ),
    SeedResource(
        "happy-staff-compassionate-nhs",
        Entry(
            title="Want a compassionate NHS? Then make sure staff are happy",
            kind="article",
            organisation="The Guardian, 25 August 2015",
            summary=(
                "A newspaper article that ties the two together: people who are looked after at "
                "work are able to look after others. A good one to put beside a board paper on "
                "why recognition matters."
            ),
            two_lines="Staff who are cared for can care. "
            "Thanking people promptly is part of looking after patients.",
            link="https://www.theguardian.com/healthcare-network/2015/aug/25/"
            "want-a-compassionate-nhs-then-make-sure-staff-are-happy",
            link_state=SEEN,
            search_phrase="Guardian want a compassionate NHS make sure staff are happy",
            helps=("celebrate", "lead"),
        ),
    ),
    SeedResource(
        "why-good-people-deliver-bad-care",
        Entry(
            title="Why good people deliver bad care",
            kind="talk",
            organisation="University of Birmingham",
            people="Yvonne Sawbridge",
            summary=(
                "Caring is work on one’s own feelings, and it is tiring in the way that lifting "
                "is tiring. Organisations give people hoists and training for the one; the talk "
                "says that they owe them support for the other just as well.\n\n"
                "For a panel: compassion under strain, on a night without enough hands, may be "
                "harder than the story lets on."
            ),
            two_lines="Caring is hard work on one’s own feelings. "
            "Weigh what it took to be kind that day.",
            link="https://www.pointofcarefoundation.org.uk/resource/"
            "might-good-people-deliver-bad-care/",
            link_state=SEEN,
            search_phrase="Yvonne Sawbridge why good people deliver bad care emotional labour",
            helps=("judge", "lead"),
        ),
    ),
)
