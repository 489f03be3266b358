"""Team of the round, the round being judged: four teams, two stories each."""

from recognition.demo.stories.shape import TEAM, Story, told

STORIES: tuple[Story, ...] = (
    told(
        "Switchboard",
        "ruth.abara",
        TEAM,
        """They're a handful of people in a room with no window. Sometimes the call is from a
        relative who has been told to ring and doesn't know why. They have agreed between themselves
        never to put that call through cold: one of them keeps the caller company, while another
        rings the ward and finds a person rather than a phone. It is in no procedure. I
        asked.""",
        """I'm often the next to be rung. You can tell, when a family arrives, that the first voice
        they spoke to was a kind one.""",
        merit=4.3,
    ),
    told(
        "Switchboard",
        "iqbal.chaudhry",
        TEAM,
        """Phones were dead for 5 hours. They ran the cardiac arrest calls by radio, a whiteboard
        and a runner in trainers. They'd rehearsed it that same morning, before there was anything
        wrong, because the lines "go funny when it rains".""",
        """Arrest team there in under 3 minutes, every call. Fixing the phones is my job and I've
        never seen anyone need them less.""",
        merit=4.0,
    ),
    told(
        "Discharge Lounge",
        "mick.tunnicliffe",
        TEAM,
        """Used to be a corridor with chairs. Now there's soup on, a charger for every make of
        phone, your coat on a peg with your name, and they'll ring ahead to see is the heating on.
        Folk I took down there used to ask me to turn round and take them back.""",
        """Beds empty by eleven most days. People go home like they've been staying with
        somebody.""",
        merit=3.4,
    ),
    told(
        "Discharge Lounge",
        "huimin.tan",
        TEAM,
        """Each morning they send pharmacy a list of who should go first, with the reason. "Wife at
        home by herself." "Last bus at 2." Before, everything was marked urgent, so nothing was.""",
        """Average wait for medicines to take home, 3 h 10 min in April, 1 h 25 min now. Same number
        of us.""",
        merit=3.1,
    ),
    told(
        "Sorrel Ward",
        "owain.jenkins",
        TEAM,
        """Wednesday supper. Anyone who can get to a table eats at a table, with a cloth on it, and
        the staff sit down too. To do it the domestics moved their hours, the kitchen sends dishes
        and not trays, and nights come in twenty minutes early. I only found out how many people
        had given way on something when I tried to copy it elsewhere.""",
        """Patients will walk further to a table than they ever walked for me. Length of stay is
        down by three days on average. One couple had their diamond wedding there.""",
        merit=4.1,
    ),
    told(
        "Sorrel Ward",
        "jacqui.lomax",
        TEAM,
        """Great bunch. Always welcoming to the volunteers, always a brew.""",
        """People ask to be sent there.""",
        merit=1.8,
    ),
    told(
        "Alderbrook Inpatient Unit",
        "chipo.mutasa",
        TEAM,
        """A woman I visit wanted to die at home and then, right at the end, she didn't. It was
        eleven at night. I rang Alderbrook expecting to hear about the form. They said bring her. By
        the time we came, the night staff had got the reclining chair down from the family room, so
        her sister could lie at the same height as her and hold her hand. Someone asked what she
        liked to have on. It was the shipping forecast, and they found it.""",
        """She died at ten to six. Her sister had slept. I still think about that chair.""",
        merit=4.8,
    ),
    told(
        "Alderbrook Inpatient Unit",
        "miriam.adler",
        TEAM,
        """Every Monday since February one of their nurses has sat in on our discharge meeting, and
        one of us has sat in on theirs. No money has changed hands and there is no project board.
        What we get is someone who will say aloud that a person is dying, and who knows what can be
        arranged by Thursday.""",
        """Eleven people this year have died in the place they asked for who, going by last year,
        would have been waiting for a panel to meet.""",
        merit=4.1,
    ),
)
