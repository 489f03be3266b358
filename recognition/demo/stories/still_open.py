"""The round that is open now: the first five stories to come in."""

from recognition.demo.stories.shape import GEM, KINDNESS, STEADY, TEAM, Story, told

STORIES: tuple[Story, ...] = (
    told(
        "hamza.qureshi",
        "niamh.corrigan",
        KINDNESS,
        """Hamza couldn't get out to measure a patient's stairs before she went home, so he did it
        by video with her grandson, who is eight, holding the tape. He asked him to be the
        occupational therapist for the day, had him test every step, and took down his
        recommendations. There were six. One was to move the cat.""",
        """The rails were up by the Monday. The cat has been moved. The grandson wants to know what
        exams you need.""",
        merit=4.2,
    ),
    told(
        "gillian.thwaite",
        "tomasz.wojcik",
        GEM,
        """Every night she leave one loaf and butter for night people in porters room. Every night.
        Since covid.""",
        """Hot toast 4am. You understand if you work the nights.""",
        merit=3.4,
    ),
    told(
        "ciara.mulholland",
        "megan.lightfoot-hughes",
        KINDNESS,
        """A patient on our round needed to come into hospital and flatly refused, because of his
        budgie. There wasn't anyone to have it. Ciara had it, for sixteen days, in her kitchen, and
        rang him on the ward each evening so that he could hear it.""",
        """He came in, had his operation and is home. The budgie says "who's a clever nurse". None
        of us is admitting to that one.""",
        merit=4.3,
    ),
    told(
        "Estates",
        "tom.ainscough",
        TEAM,
        """The door to our viewing room has banged for as long as I've worked here. I reported it as
        a door. The two lads who came out asked what it sounds like from inside, so I showed them.
        They went quiet, and then they took the whole thing off and rehung it, and came back that
        evening to do the one across the corridor as well, which I hadn't asked for.""",
        """It closes without a sound. Families won't notice. That's the idea.""",
        merit=4.1,
    ),
    told(
        "The lady who runs the tea bar",
        "agnieszka.kowalczyk",
        STEADY,
        """Grey plait, blue apron. I buy my tea from her every day and I'm ashamed that I never
        asked her name. A man fainted in the queue last week. She had him on the floor with his
        feet on a crate of crisps before anybody else had moved, and sent one person for help and
        one person to stand where he would not be stared at.""",
        """He was fine. She gave him a sweet tea, and then she served the rest of us.""",
        merit=3.5,
        where="Outpatients entrance",
    ),
)
