"""Everyday kindness, the round being judged: words found, shifts swapped, doors held."""

from recognition.demo.stories.shape import KINDNESS, Story, told

STORIES: tuple[Story, ...] = (
    told(
        "nasreen.akhtar",
        "naomi.feldman",
        KINDNESS,
        """Mrs Akhtar was booked for half an hour to interpret a conversation in Mirpuri about
        stopping treatment. I had prepared what I thought was a gentle explanation. She interpreted
        it faithfully, then asked my permission to tell me something: the phrase I was leaning on
        has no good equivalent, and the family had just heard that we meant to stop feeding their
        father.

        I began again, and she helped me to find the words. The booking ended; the conversation did
        not. She stayed for two and a quarter hours and came back next morning before her first
        appointment, because the eldest son had been at work and might wish to ask it all again. He
        did.""",
        """The family understood, agreed among themselves, and were with him. I have rewritten the
        way I open such conversations and I teach it to our trainees with her name attached. It took
        me twenty years to meet somebody who would tell me.""",
        merit=4.8,
    ),
    told(
        "joy.villanueva",
        "reggie.santos",
        KINDNESS,
        """The ladies on ventilators, when it's quiet, she gets the knots out of their hair with
        conditioner she buys herself and then she plaits it so it won't mat. Can take an hour.""",
        """It's the first thing a family sees when they come in.""",
        merit=3.4,
    ),
    told(
        "oisin.brennan",
        "kayleigh.booth",
        KINDNESS,
        """Dr Brennan got shouted at by a patients son in front of the whole bay about the wait.
        Next day he came back ON HIS OWN TIME, he'd already been moved to another ward, found the
        son and said you were right about the wait, heres what has happened since and heres whats
        next. Doctors dont come back normally. They get moved on and thats it""",
        """Son said sorry to ME for some reason. brought in a tub of Celebrations. Whole bay was
        calmer after""",
        merit=2.8,
    ),
    told(
        "ffion.rees",
        "nkechi.eze",
        KINDNESS,
        """A couple whose baby had died the year before were with us again. Ffion looked after them
        the first time. She had asked to be told if they ever came back, and she changed two shifts
        so that she would be on. Before they arrived she made sure it was a different room, and she
        took down the clock, because the mother had once said that she'd looked at that clock the
        whole time. She didn't tell them she had done any of it.""",
        """They noticed about the clock. They have a little girl now.""",
        merit=4.9,
    ),
    told(
        "cat.whitlock",
        "yasmin.hoque",
        KINDNESS,
        """Cat swapped her Saturday so I could have Eid. That isn't the story. The moon wasn't
        sighted, so Eid moved to the Sunday, which I was down to work, and I'd made my peace with
        it. At ten at night I got a message: "still ur day, got you". She did both. She had tickets
        for something on the Sunday. She'll tell you she didn't.""",
        """My grandmother was at the table with us. She wasn't by the next one.""",
        merit=3.8,
    ),
    told(
        "chipo.mutasa",
        "grainne.devlin",
        KINDNESS,
        """One of our regulars had had no heating for five days in January and hadn't let on, in
        case we stopped coming because the house wasn't fit. Chipo worked it out because he'd had
        his coat on for three dressings running. She rang the council from his hall and was fifty
        minutes on hold, did her two other visits, came back with a heater from her own house and a
        flask, and wouldn't go until she saw the engineer's van.""",
        """The leg's healed. The bigger thing is he tells us when something's wrong now.""",
        merit=3.6,
    ),
    told(
        "lan.nguyen",
        "niamh.corrigan",
        KINDNESS,
        """A lady recovering from a stroke was on a puréed diet, eating three or four spoonfuls and
        sending the rest back. Lan, who serves the meals, carried a tray to our office and ate it
        with her eyes shut, all three moulds. "It is all one taste," she said. She then asked the
        lady what she would like it to be, took the answer to the kitchen, and stood there while
        they tried. It was congee first. Then rice pudding, sieved twice. Then fish with ginger.""",
        """2.1 kg gained in three weeks and no feeding tube. Lan now sits on our menu group, where
        she is the only one of us who tastes everything.""",
        merit=4.1,
    ),
    told(
        "beatriz.carvalho",
        "vikram.joshi",
        KINDNESS,
        """Four-year-old, MRI, has to lie still for 25 minutes, booked for a general anaesthetic.
        Beatriz built a scanner out of a washing machine box and a torch and put his rabbit through
        it every day for a week. He did the noises. On the day, he told ME to keep still.""",
        """No anaesthetic, and the slot went to another child. I've put in a request for a cardboard
        scanner of our own. This isn't a joke, it's with procurement.""",
        merit=4.0,
    ),
    told(
        "leroy.campbell",
        "ronnie.sharples",
        KINDNESS,
        """I am only the volunteer driver SO I SEE IT FROM THE DOOR. LEROY at Withy Lane comes OUT
        to the car, in the rain, with a brolly & gets them in himself & he knows EVERY name & who is
        meeting who & whether there is milk in the house. If there is no milk he gives me a pint to
        take. 5 YEARS I have been doing this run""",
        """NOBODY ELSE COMES OUT TO THE CAR.""",
        merit=2.5,
    ),
    told(
        "blessing.chikwanha",
        "lorraine.beswick",
        KINDNESS,
        """Where there is Blessing there is light. She is the beating heart of Hazel Ward, a ray of
        sunshine on the darkest of days and the very definition of the word compassion. She is
        truly one in a million and an inspiration to each and every person lucky enough to cross
        her path. There are no words.""",
        """Immeasurable. She touches lives.""",
        merit=1.6,
    ),
)
