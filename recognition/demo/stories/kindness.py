"""Everyday kindness, the round being judged: the porter, the sister, the ward at four o'clock."""

from recognition.demo.stories.shape import KINDNESS, Story, told

STORIES: tuple[Story, ...] = (
    told(
        "tendai.moyo",
        "marisol.delacruz",
        KINDNESS,
        """About 4am we had a gentleman for X-ray who would not get on the trolley. He was
        frightened and he kept asking for his wife, who died some years ago. Tendai did not tell
        him she was dead and he did not tell him she was coming. He asked what she was like. They
        talked about her for maybe ten minutes, her baking mostly, and then Tendai said shall we
        go for a ride and the gentleman said yes.

        He had other jobs waiting, his radio was going the whole time. He walked beside the
        trolley and not behind it, so the man could see his face. I know that because he always
        does it.""",
        """No sedation, no security call, scan done first time. When they came back the gentleman
        was telling me about her scones as if it was news. I have been nursing eleven years and I
        answer that question differently since that night.""",
        merit=4.3,
    ),
    told(
        "tendai.moyo",
        "ellie.hargreaves",
        KINDNESS,
        """First run of nights as a student. A patient died and I was asked to go down to the
        mortuary with the porter. I was dreading it and trying not to show it. It was Tendai. Before
        we set off he said we'll go the long way, it's quieter, and you tell me if you want to stop.
        On the way he told the patient out loud where we were going. Left here, bit of a bump,
        nearly there. Afterwards he sat me down with a tea out of the machine, paid for it himself,
        then went off quick because he was already late for theatres.""",
        """I'd been wondering if I was going to be able to do this job. I can. I talk to people
        after they've died now as well, and it was him I got it from, not a lecture.""",
        merit=4.1,
    ),
    told(
        "tendai.moyo",
        "hassan.bukhari",
        KINDNESS,
        """Found a woman in the link corridor at half two looking for the car park in her slippers.
        She'd just left her husband in resus. He didn't point. Walked her out, sat with her till
        her son came, then rang us so we'd know she'd been met.""",
        """One less person driving home in that state. It took him 40 minutes and he never
        mentioned it. The son did.""",
        merit=3.4,
    ),
    told(
        "bridie.gallagher",
        "zanele.dube",
        KINDNESS,
        """A man on our ward was coming to the end and all he asked about was his dog. Bridie rang
        infection control, then the site manager, then the neighbour who had the dog, and she found
        out that the fire door by the side garden opens wide enough for a bed, which nobody knew.
        She came in on her day off just to hold that door because she had told the neighbour it
        would be her. It was a very old fat labrador. It got its front paws up on the mattress and
        went to sleep.""",
        """He died two days after. The neighbour asked could she keep the lead. There is now a page
        at the desk on how to do it, so the next person does not need to make all those calls.""",
        merit=4.5,
    ),
    told(
        "bridie.gallagher",
        "owain.jenkins",
        KINDNESS,
        """Not one big thing. Sister Gallagher writes a card at the end of everyone's first week,
        bank staff and students included, and it has something in it that she actually saw you do.
        I was a rotating physio there for four months. I wasn't even hers.""",
        """I've kept mine. So has everyone I've asked. People don't leave that ward and I don't
        think it's the pay.""",
        merit=2.9,
    ),
    told(
        "Sue",
        "rosa.pimentel",
        KINDNESS,
        """I don't know the surname. She is call Sue, hair short and red glasses. When I start here
        my English was not good and people speak to me slow and loud like for a child. Sue speak
        normal. In her break she teach me the words of my cupboard, one by one, she write it in
        paper with drawing. Mop. Sluice. Red bag. Two month she do this, every weekend.""",
        """Now I pass my Level 2 English. I want she knows it.""",
        merit=3.3,
        where="Aspen Ward, at weekends",
    ),
    told(
        "ama.owusu-ansah",
        "imran.yousaf",
        KINDNESS,
        """The gentleman concerned has advanced dementia and had worked on a milk round. From about
        four each morning he would try to leave, because he was late. Our plan, such as it was, was
        to walk him back to bed.

        Ama asked his daughter what the first job of the day used to be. The next night she brought
        him a crate from catering with a dozen empty cartons, washed out, and asked whether he could
        help her with the round. They left one in each bay and two at the nurses' station, and she
        had him tick a sheet. Then he slept. She wrote the routine into his care plan in words that
        any bank assistant could follow, and they did.""",
        """In the nine nights before: two falls, and one-to-one supervision throughout. In the
        eleven nights after: no falls, and the one-to-one was stood down on the third. He went home
        rather than to a placement. His daughter asked for a copy of the tick sheet.""",
        merit=4.9,
    ),
    told(
        "ama.owusu-ansah",
        "jade.pickup",
        KINDNESS,
        """ok so there was this man on Larch who thought he was still a milkman and instead of
        arguing with him at 4 in the morning Ama got him doing his round?? with cartons?? I came on
        at 7 and there was one on my keyboard with a note saying 2 pints please. Had a little cry in
        the stock room ngl""",
        """He was happy. Like actually whistling. Also nobody got hit""",
        merit=3.1,
    ),
    told(
        "dariusz.nowak",
        "fatima.benali",
        KINDNESS,
        """Dariusz does our floors. One Tuesday he came to me and said sorry to bother you, the lady
        by the window has the same water jug since yesterday, the same level, and always she says
        good morning to me and today no. That is all he said. Her observations weren't due for
        another hour. I went and looked, and she had sepsis.""",
        """She went to critical care and came back to us nine days later. She says good morning to
        him again. He asked me not to make a fuss, so this is me not making a fuss.""",
        merit=4.6,
    ),
    told(
        "dariusz.nowak",
        "mick.tunnicliffe",
        KINDNESS,
        """Big Darek on Hazel. Always shifts his machine and his sign before I get there with the
        bed, six years, never had to ask him once. Other places you're stood there shouting. Holds
        the door and says hello to whoever's on the bed, not to me.""",
        """Sounds like nowt. Try it with forty beds a day.""",
        merit=2.4,
    ),
    told(
        "kelechi.umeh",
        "chloe.strickland",
        KINDNESS,
        """She's just lovely, always smiling.""",
        """Cheers us up.""",
        merit=1.4,
    ),
)
