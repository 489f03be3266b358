"""The round that is closed and announced: ten stories, and what was said of seven of them."""

from recognition.demo.stories.shape import (
    GEM,
    KINDNESS,
    STEADY,
    TEAM,
    Citation,
    Story,
    cited,
    told,
)

STORIES: tuple[Story, ...] = (
    told(
        "blessing.chikwanha",
        "sandra.maddocks",
        KINDNESS,
        """A man's dentures went off with the bed linen. He was due at his granddaughter's wedding
        on the Saturday and he'd stopped eating where anyone could see. Blessing worked out which
        cage they'd gone in, rang the laundry, which is twenty miles off, and talked a supervisor
        into holding the load. After a long day she drove over there and went through wet sheets
        with two laundry workers until ten past ten.""",
        """New ones take six weeks. He wore these. He sent us a photograph of a plate of roast beef,
        empty.""",
        merit=4.8,
    ),
    told(
        "martin.duffy",
        "kasia.lewandowska",
        KINDNESS,
        """Three times a week Martin takes the same patient to dialysis, and the patient always asks
        him for the score of a football club I hadn't heard of. Martin doesn't follow football. He
        began to look it up before he came. Then he began listening to the matches, so that he could
        describe the goals.""",
        """The patient told his consultant it was the one part of dialysis that he looked forward
        to.""",
        merit=4.3,
    ),
    told(
        "teresa.almeida",
        "bridie.gallagher",
        KINDNESS,
        """Teresa leaves the side rooms until last so that she can take her time over them. Those
        are the people who see nobody all day.""",
        """One of them told me that she was his best visitor.""",
        merit=3.7,
    ),
    told(
        "glenys.pritchard",
        "hassan.bukhari",
        GEM,
        """An elderly woman had been ringing the hospital at about three most nights to ask what
        time it was. Somebody suggested blocking her. Glenys asked for the calls to come to her
        instead. She'd tell her the time and ask what she'd had for tea. After a fortnight or so
        she'd worked out that the lady couldn't see her own clock any longer, got her to agree to
        some help, and rang the surgery herself when she came off shift.""",
        """She's had her cataracts done and has a clock that talks. She still rings, on Sundays, in
        the daytime, to tell Glenys the time.""",
        merit=4.9,
    ),
    told(
        "sanjay.bhatt",
        "annette.clegg",
        GEM,
        """Sanjay looks after the e-roster. He saw in the figures that the same nine people worked
        every bank holiday, and that none of them had asked to. No one had told him to look. He rang
        each of them before he told a manager, in case he was about to take away something they
        wanted.""",
        """Two did want it. The other seven have had a Christmas morning since.""",
        merit=4.4,
    ),
    told(
        "lorna.mcallister",
        "arjun.kulkarni",
        GEM,
        """Lorna is always helpful and gets the clinic letters turned round fast.""",
        """The doctors would be lost without her.""",
        merit=2.2,
    ),
    told(
        "kwame.asante-boateng",
        "luke.pendlebury",
        STEADY,
        """The night of the coach crash, thirty-one patients in forty minutes. Kwame put one
        healthcare assistant at the door with a single job, which was to write down who belonged to
        whom. It looked like the waste of a good pair of hands. It's the reason that no family was
        sitting in the wrong corridor.""",
        """Everybody was with their own people, or had been told where they were, inside ninety
        minutes. It's now in the plan for the whole hospital.""",
        merit=4.7,
    ),
    told(
        "elif.demir",
        "marisol.delacruz",
        STEADY,
        """Her second week as a doctor, on nights, four wards. I called her to a patient I was
        worried about, with no numbers to prove it. She did not ask me for numbers. She came and
        looked and said, I don't know what this is. Then she rang the registrar in front of me and
        said the same words to him.""",
        """It was early and we were in time. A doctor who can say I don't know at four in the
        morning is safe to work with.""",
        merit=4.4,
    ),
    told(
        "Bramble Ward",
        "lan.nguyen",
        TEAM,
        """The children who stay long must choose from my list, and it's the same list three weeks.
        Bramble asked if the children can write one menu themselves. On a Tuesday the nurses and the
        teacher and the cleaner were waiters, with a cloth on the arm, and the consultant did the
        washing up. Properly, I checked.""",
        """Eleven children, and eleven ate. For one of them it was the first time in a month. It was
        chips, with gravy in a teapot.""",
        merit=4.6,
    ),
    told(
        "Domestic Services",
        "deborah.cartledge",
        TEAM,
        """In the week norovirus shut four wards they covered each other across both hospitals, the
        supervisors scrubbing alongside. They hung a sheet on every door saying what had been done
        and at what time, so we never once had to chase or ask.""",
        """We were open again in five days. The last time it was twelve.""",
        merit=4.2,
    ),
)

CITATIONS: tuple[Citation, ...] = (
    cited(
        "blessing.chikwanha",
        KINDNESS,
        "winner",
        """When a patient's dentures left with the laundry, days before a family wedding, Blessing
        finished a long shift and drove twenty miles to look for them. She searched the wet sheets
        by hand until she found them. The panel saw someone who understood that it was never about
        teeth: it was about a man being able to smile in the photographs.""",
        """I just kept thinking, if it was my grandad. The ladies at the laundry should have half of
        this.""",
    ),
    cited(
        "martin.duffy",
        KINDNESS,
        "highly_commended",
        """Martin does not follow football. For one patient, on the way to dialysis three times a
        week, he learned to. He listens to the matches of a small club so that he can describe every
        goal. The panel admired a kindness that costs an afternoon, repeats itself each week, and
        was never mentioned by the person doing it.""",
        """He knows I'm making some of it up. We've an understanding.""",
    ),
    cited(
        "glenys.pritchard",
        GEM,
        "winner",
        """Night after night a caller rang only to ask the time. Where others saw a nuisance, Glenys
        heard someone who could no longer see her clock. She took the calls herself, earned the
        caller's trust, and made sure that help was found. Nobody would have known. The panel is
        glad that a colleague in another department did.""",
        """I'm on nights anyway, so I was up. She's good company, and she's very strict about
        tea.""",
    ),
    cited(
        "sanjay.bhatt",
        GEM,
        "highly_commended",
        """Sanjay saw in the rosters what nobody had asked him to look for: nine people who worked
        every bank holiday, though none had chosen to. Before he reported it he telephoned all nine,
        so that putting it right would not do harm to those who wanted the shifts. The panel valued
        the question as much as the discovery.""",
        """It was a spreadsheet. But there's somebody in every row of it, isn't there.""",
    ),
    cited(
        "kwame.asante-boateng",
        STEADY,
        "winner",
        """With thirty-one casualties arriving in forty minutes, Kwame gave one colleague a single
        task: to write down who belonged to whom. It meant that every frightened family found the
        right bedside within ninety minutes. The panel chose him for thinking of those in the
        corridor at the moment when everyone else, rightly, was thinking of those on the
        trolleys.""",
        """I've been the relative in the wrong corridor. You don't forget it.""",
    ),
    cited(
        "elif.demir",
        STEADY,
        "highly_commended",
        """In her second week as a doctor, alone on nights, Elif trusted a nurse's worry and then
        said aloud that she did not know what was wrong. She asked for help at once, in those same
        words. The panel thought that it takes most people many years to be that honest that
        early, and a patient was safer for it.""",
        """Marisol had already done the hard part. I only had to believe her.""",
    ),
    cited(
        "Bramble Ward",
        TEAM,
        "winner",
        """Children with long stays had eaten from one list for weeks, so Bramble Ward handed them
        the pen. On the day of the children's own menu, the nurses, teacher and cleaner waited at
        table and the consultant washed up. All eleven children ate, one for the first time in a
        month. The panel loved how many people it took, and that everybody came.""",
        """The gravy was their idea. The teapot was ours. We've been asked not to do trifle
        again.""",
    ),
)
