"""Leading with Compassion, always open and never judged: how they led, and what came of it."""

from recognition.demo.stories.shape import COMPASSION, Story, told

STORIES: tuple[Story, ...] = (
    told(
        "tendai.moyo",
        "ama.owusu-ansah",
        COMPASSION,
        """There is no porters' handover like we nurses have. Tendai started one. Five minutes at
        the door at half past seven, who is frightened of lifts, who is hard of hearing, who had
        bad news today. He is not a supervisor. He just began, and the others came.""",
        """My patients get collected by someone who already knows them a little. One lady asked me,
        how did he know not to ask about my husband?""",
        merit=4.5,
    ),
    told(
        "annette.clegg",
        "marisol.delacruz",
        COMPASSION,
        """I gave a medicine late and I reported it. I waited for the letter. What I got was Annette
        sitting down at the start of my next night, two hours after she should have been home, to
        ask how the shift had been built so that one nurse had two drug rounds at the same time. She
        wrote that down and not my name.""",
        """The rounds have been moved apart. And people on our ward report things now, even the
        small ones.""",
        merit=4.4,
    ),
    told(
        "stuart.oakes-lamb",
        "pauline.etheridge",
        COMPASSION,
        """When my mum was ill I asked Stuart for two days. He asked what I'd do if I could have
        anything. I said be there on the mornings. So for ten weeks I was, and he took my eight
        o'clock meetings himself and never made a thing of it.""",
        """I'd been about to leave. I had the mornings. I've been here nineteen years and I'd do
        another nineteen for him.""",
        merit=4.2,
    ),
    told(
        "mercy.boadu",
        "ffion.rees",
        COMPASSION,
        """Mercy noticed that the dads get sent home at night and come back in the morning not
        knowing anything. She's made a thing of showing each one a nappy and a swaddle before he
        goes, so that he has a job to come back for.""",
        """They walk in differently. The mums sleep.""",
        merit=3.8,
    ),
    told(
        "faith.mwangi@alderbrook.example",
        "gift.chirwa@alderbrook.example",
        COMPASSION,
        """On my first death here I did everything right and then I could not go into the next room.
        Faith didn't tell me it gets easier. She said come, we will do it together, and we did the
        next room together, and the one after, and she let me be the one to knock.""",
        """I knock by myself now. When a new person comes I do it with them.""",
        merit=4.4,
    ),
    told(
        "Mr Khan",
        "wendy.moorhouse",
        COMPASSION,
        """The security man on the front doors of a Friday. There's often somebody out on the bench
        who's been told something dreadful. He doesn't move them on. He goes out, asks if they'd
        like company or to be left be, and if it's left be, he stands where he'll keep others
        off.""",
        """I was on that bench in March. I was left be. I've been meaning to say thank you.""",
        merit=4.3,
        where="Main entrance, Fridays",
    ),
)
