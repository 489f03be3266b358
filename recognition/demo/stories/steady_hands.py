"""Steady hands, the round being judged: people who were calm when it was hard to be."""

from recognition.demo.stories.shape import STEADY, Story, told

STORIES: tuple[Story, ...] = (
    told(
        "ifeoma.okonkwo-price",
        "chloe.strickland",
        STEADY,
        """Power cut in ED and the generator took longer than its meant to, like PROPER dark. Dr OP
        didnt shout. She goes right, everybody stop, hands up who's got a patient on a machine, and
        counted the hands and sent somebody to each one and THEN said ok carry on. I held my phone
        torch for her while she got a line in and she was chatting to the patient about his
        allotment""",
        """lights came back and nobody had panicked. I hadn't panicked and I am a panicker""",
        merit=3.6,
    ),
    told(
        "ifeoma.okonkwo-price",
        "karen.stubbs",
        STEADY,
        """I was on the front desk the night the power went. There were sixty-one people in the
        waiting room and one of me. Before she had even finished in resus Dr Okonkwo-Price sent a
        nurse out with a message for me to read aloud: what had happened, that the machines all have
        batteries, that nobody had been forgotten, and that she would come out in twenty minutes. In
        twenty minutes she came out. She stood on a chair so the back could hear.""",
        """They all stayed to be seen, and there wasn't a voice raised. Reception generally find
        out what's going on from the patients. It was the first time I'd been told first.""",
        merit=4.0,
    ),
    told(
        "sam.whitaker",
        "elspeth.cairns",
        STEADY,
        """During a difficult airway in a young man, Sam saw before I did that I had become fixed on
        making the same attempt again. He said, not loudly, "Shall we call that three?" and already
        had the next device open in his hand.""",
        """The patient came to no harm. I have since asked all my teams to use that sentence. It
        takes nerve to say it to a consultant, and some art to say it so that it helps.""",
        merit=4.5,
    ),
    told(
        "jincy.thomas",
        "joy.villanueva",
        STEADY,
        """We lost three patients in one night. Jincy was in charge. After the second one she sent
        us outside in pairs, ten minutes each pair, and she took our patients while we were gone,
        and she did that until everybody had been. She did not go out herself. In the morning she
        stood at the door and thanked every person for one thing that they had done.""",
        """I came back for my next shift. I was not going to.""",
        merit=4.8,
    ),
    told(
        "jincy.thomas",
        "piotr.szymanski",
        STEADY,
        """I was called up because of a pump alarm, on that very bad night. She was doing five
        things and still she looked at me and said, Piotr, have you eaten. I hadn't.""",
        """About the nursing I can't judge. But she saw every person who was in that room.""",
        merit=3.3,
    ),
    told(
        "luke.pendlebury",
        "leroy.campbell",
        STEADY,
        """Lad came in the minor injuries waving a chair. Luke sat DOWN. On the floor. Said I'm not
        getting up till you tell me what's gone wrong. Best part of an hour they were there.""",
        """Police got cancelled. It was toothache and no sleep for a week. He was back the next day
        with his mum to say sorry.""",
        merit=3.4,
    ),
    told(
        "salma.el-amin",
        "reggie.santos",
        STEADY,
        """on call 1am for a bad chest, drove through the snow, cleared it, pt didnt need the tube.
        then stayed and did our other two cos "I'm here now". slept on the relatives sofa. did her
        clinic at 9""",
        """3 pts who might of been ventilated and weren't""",
        merit=3.6,
    ),
    told(
        "arjun.kulkarni",
        "abigail.nkemelu",
        STEADY,
        """I made a prescribing error, which pharmacy caught before it reached anyone. A senior
        colleague dealt with it loudly at the nurses' station, with patients listening, and it isn't
        the first time for one of us. Dr Kulkarni waited until that was over. He took me to the
        office, shut the door, and went through how the error had happened, including the part which
        was the fault of the chart. He came with me when I told the patient. On the way back he told
        me about one of his own.""",
        """I reported it properly, I learnt from it and I slept. I'm not naming anybody else, and
        this form is probably not the place. But the contrast was the point.""",
        merit=3.4,
        named=False,
    ),
    told(
        "rhiannon.vaughan",
        "aoife.nidhomhnaill",
        STEADY,
        """At an ordinary weigh-in Rhiannon noticed how a mother stood when the phone rang. She
        managed to leave the baby's red book behind at the clinic, so that she'd have a reason to
        call at the house on the Thursday, and she had me parked round the corner. I can't say more
        than that here.""",
        """Three people are safe. Two of them are under five.""",
        merit=4.6,
    ),
    told(
        "folasade.adebayo",
        "tendai.moyo",
        STEADY,
        """Mrs Adebayo is the night coordinator. The hospital was full, trolleys all down the
        corridor. She came to the porters' room and she asked us, if it was yours to decide, what
        would you move first? Nobody asks us. We said the big chairs from the discharge lounge, and
        she did it.""",
        """The corridor was clear before 5. In her report she put that it was the porters' idea.""",
        merit=3.3,
    ),
    told(
        "aoife.nidhomhnaill",
        "imran.yousaf",
        STEADY,
        """A discharge fell through at 16:40 on a Friday, when the agency handed back the care
        package. The patient had already said her goodbyes to the ward. Aoife made eleven calls (I
        was at the next desk) without once raising her voice. Then she went and told the patient
        plainly that it would not be today, that nobody in the room was to blame, and when she'd
        next bring news. She brought it at the hour she'd said, on the Saturday, when she wasn't
        working.""",
        """Home by Monday lunchtime. The patient told me that she'd minded the wait a good deal less
        than she would have minded being fobbed off.""",
        merit=3.8,
    ),
    told(
        "precious.ncube",
        "lynne.fairclough",
        STEADY,
        """A man we know rang the duty line and wouldn't say where he was. Precious kept him talking
        for two hours and ten minutes, for a good part of it about how to keep a sourdough going,
        because that was what he could talk about. She wrote what she needed from the rest of us on
        the whiteboard behind her. When they'd found him, she said goodbye to him properly before
        she put the phone down. Then she asked who was covering her three o'clock.""",
        """He is alive. He's asked to have her as his worker. I told her to go home; she'd gone to
        the three o'clock.""",
        merit=4.9,
    ),
    told(
        "maryam.siddiqui",
        "bao.zhang",
        STEADY,
        """Maryam consistently demonstrates our values of respect, teamwork and excellence. During
        a period of unplanned CT downtime she showed leadership by liaising with colleagues on both
        sites to make sure that patient flow was maintained.""",
        """Disruption was minimised and positive feedback was received.""",
        merit=1.9,
    ),
)
