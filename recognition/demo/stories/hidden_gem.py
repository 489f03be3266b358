"""Hidden gem, the round being judged: machines, money, boilers, letters."""

from recognition.demo.stories.shape import GEM, Story, told

STORIES: tuple[Story, ...] = (
    told(
        "iqbal.chaudhry",
        "folasade.adebayo",
        GEM,
        """2am on a Sunday the bed system went down with the whole hospital on escalation. The
        on-call script says log it and it will be looked at by eight. Iqbal drove in, forty minutes,
        and found a full disk. He could have gone home then. He walked round all eleven wards to see
        that each one could get in, and on Larch he sat down and typed the handwritten handovers
        while the nurse read them to him, so that nobody had to do it twice.""",
        """Eleven wards were on paper for seventy minutes instead of six hours, and the drug audit
        found no missed doses. What I remember is a man in a cardigan at the door saying "which one
        shall I do first?\"""",
        merit=4.5,
    ),
    told(
        "iqbal.chaudhry",
        "wendy.moorhouse",
        GEM,
        """I am not good with computers, and there are people who make you feel it. I've rung Iqbal
        four times with the same question (he'd counted) and the fourth time he said this is the
        computer's fault, not yours, and came over and made it into a button.""",
        """I press the button every day. Clinic letters go in two days where it was nine. I'm
        sixty-three and I was going to retire over that system.""",
        merit=3.4,
    ),
    told(
        "denise.ogden",
        "thandiwe.khumalo",
        GEM,
        """In my first month I was put on the wrong hours and they paid me £311 for all of it. My
        rent was for the Friday. I sent an email to payroll at ten to five thinking nothing will
        happen. Denise phoned me. She did not say fill in the form. She said, what do you need by
        Friday? The emergency payment needs three signatures, so she carried it round the building,
        and one of the three was in a meeting and she went into the meeting.""",
        """It was in my bank by eleven the next morning. I hadn't told anyone that most of my
        savings went home that same week. She never asked why I had nothing left. For me that was
        the kindest part.""",
        merit=4.3,
        named=False,
    ),
    told(
        "denise.ogden",
        "harjit.dhaliwal",
        GEM,
        """Denise found that the overtime code on one ward had been wrong since April. Nobody had
        complained. It would have been simple to correct it from that month onwards. She went back
        through the lot, line by line, in the hour before the office opens, and wrote to each person
        a letter that a person could understand.""",
        """23 people got what they were owed, £640 in one case. Fourteen of them wrote back. In
        twenty years I'd never seen payroll get post.""",
        merit=3.8,
    ),
    told(
        "colin.hartley",
        "deborah.cartledge",
        GEM,
        """The boiler at Withy Lane went on the coldest Saturday of the winter. The contractor said
        Monday. Colin wasn't on call. He came, found the part was obsolete, and made one. I don't
        understand how; there was a lathe in it, and a retired gentleman with a key to a workshop.
        While it was off he borrowed every oil radiator his church hall owned, put a thermometer in
        each bay, and walked round them on the hour through the night with a clipboard. I've kept
        the clipboard.""",
        """No bay went below 18 degrees. We had twenty-two patients who would have been moved across
        the county in the dark, some of them confused and two of them dying. Nobody was moved.""",
        merit=4.8,
    ),
    told(
        "colin.hartley",
        "paul.hesketh",
        GEM,
        """Fixes stuff. Then goes back a week later to see if it's still fixed. Nobody does
        that.""",
        """Less call outs. Ask anyone.""",
        merit=2.2,
    ),
    told(
        "agnieszka.kowalczyk",
        "elspeth.cairns",
        GEM,
        """She reads the letters she types. That may sound like faint praise and it is not. In March
        she rang to say that I had dictated a plan for the left knee of a gentleman whose last four
        letters all concerned the right. In May she saw that one lady had missed three appointments
        and, rather than let the policy discharge her, went looking for the reason. The lady is
        deaf; we had been telephoning her. Agnieszka has kept a list ever since of who needs a text,
        a call, or large print, and goes through every clinic a fortnight ahead.""",
        """Missed appointments in my clinic have gone from about one in six to one in fifteen. The
        knee speaks for itself.""",
        merit=4.1,
    ),
    told(
        "dolores.dsouza",
        "kayleigh.booth",
        GEM,
        """Where do I start with Dolores. I've been on Juniper four years and she was there before
        me and before Kasia and I think before the building, she says not but there's a photo.
        Anyway last month we'd a patient who didn't have any visitors, well he had a brother but
        the brother was abroad somewhere, Cyprus I think, and the phone number on the system didn't
        work, and everyone had tried it, and it was just one of those things at handover, "brother,
        can't get hold", and it kept getting handed over like that, I did it myself. Dolores
        doesn't even come to handover. But she'd seen it on the front sheet and she thought, that
        number's one digit short. So in her lunch, because she won't do it at the desk with people
        waiting, she tried it with a different digit on the end each time, and she got a bakery,
        and a very nice man who wanted a chat, and then on about the eighth go she got the brother.
        And she hasn't any Greek and he hadn't much English so she ran out and got that
        anaesthetist who's from Limassol, who was only walking past with a sandwich, to tell him.
        And then she looked up the flights for him and which bus it is from the airport. She would
        say she did nothing, she made a phone call. I should say she also does the biscuits.""",
        """He got here on the Thursday. They had from the Thursday to the Sunday night. I think
        about how many times I handed over "can't get hold".""",
        merit=4.6,
    ),
    told(
        "karen.stubbs",
        "kelechi.umeh",
        GEM,
        """Karen is the glue of A&E. Keeps us all sane and knows where everything is.""",
        """The place falls apart when she's on leave, honestly.""",
        merit=1.7,
    ),
    told(
        "rajesh.solanki",
        "jomar.bautista",
        GEM,
        """Always in early. Always has what we need. Rang three other hospitals when the sutures
        went on back order. Keeps the store tidy. Trained up the new starter. Never says it's not
        my job.""",
        """No list cancelled for want of stock this year, that I know of.""",
        merit=2.2,
    ),
)
