"""Hidden gem, the round being judged: the basement, the kitchen, the quiet rooms."""

from recognition.demo.stories.shape import GEM, Story, told

STORIES: tuple[Story, ...] = (
    told(
        "tom.ainscough",
        "ruth.abara",
        GEM,
        """A family came to see their mother, and her son, who has a learning disability, would not
        come in. Tom took off his gown, went out and sat down on the corridor floor next to him, and
        they looked at bus timetables. It turned out that Tom had rung the sister the evening before
        to ask what her brother liked, and had gone by the bus station on his way to work. After a
        good while he said, "She's just through there, if you want to tell her about the 42.\"""",
        """He told her about the 42. His sister said that she'd been afraid of that day for years,
        and it had been all right.""",
        merit=5.0,
    ),
    told(
        "tom.ainscough",
        "emmanuel.sesay",
        GEM,
        """When somebody goes down in the night with no family Tom keeps a small book. No names.
        Only one line, whatever we could tell him. "Liked the radio." He rang our ward once to ask
        if we had anything. I didn't know until then that he was doing it.""",
        """So it is written somewhere that they were here.""",
        merit=4.0,
    ),
    told(
        "winston.beckford",
        "annette.clegg",
        GEM,
        """Winston runs the linen room. He noticed that Larch sends back every large gown unused and
        runs out of small ones by Wednesday, while Juniper does the reverse, so on Fridays he swaps
        them over before either of us is awake. He has done it since the spring of last year. I
        found out by accident, when he was on holiday.""",
        """My ladies are in gowns that fit and close at the back. Somebody in a basement thought of
        that.""",
        merit=3.3,
    ),
    told(
        "huimin.tan",
        "bimpe.alade",
        GEM,
        """patient going home, 6pm friday, meds wrong twice, transport booked, he was ready to cry
        and so was I. Huimin came DOWN. pharmacy dont come down. sat next to him and made up the box
        in front of him and told him what each one was for. drew a sun on the morning lids and a
        moon on the night ones""",
        """home same night. I rang him on monday, hes taken every one of them right""",
        merit=3.3,
    ),
    told(
        "abdikadir.warsame",
        "leticia.gomes",
        GEM,
        """In Ramadan our kitchen closes at half past seven and the staff who fast have only the
        machine. Abdikadir he ask nobody to pay him, he stay until the sunset and he leave forty
        boxes hot in the porters' room. Not only for the Muslims. He say take, if you are hungry,
        take. And before the dawn the night people they find porridge and dates in the fridge with a
        label.""",
        """I am not Muslim and I ate very well that month. But what I want to say is, people who
        never talk before sit together at the same table at that time. It is still going, on
        Thursdays.""",
        merit=3.8,
    ),
    told(
        "jacqui.lomax",
        "sandra.maddocks",
        GEM,
        """Jacqui sees every volunteer herself and then she matches them, properly, the way you'd do
        it for a friend. She sent us a retired signalman who barely speaks. I said that's never
        going to work. She said put him with the ones who don't want to talk. He plays dominoes.
        That's it. That's all he does.""",
        """There's a waiting list for him. Three men who'd not been out of bed in a week got out of
        bed to beat him.""",
        merit=3.1,
    ),
    told(
        "piotr.szymanski",
        "jincy.thomas",
        GEM,
        """Hi, I would like to nominate Piotr from the equipment library. He is always ready to
        help critical care. If we are short of a pump he will find it, one time he found it in an
        ambulance. He is cleaning and testing also, and he writes the date in big letters for us
        because our eyes are not so good at night. Even if we ring in his break he is never
        complaining. Please give him something, because these people are not seen.""",
        """In February we needed four pumps together at 3am and there were five on the shelf,
        charged. So please.""",
        merit=2.5,
    ),
    told(
        "pauline.etheridge",
        "anjali.menon",
        GEM,
        """My visa is expiring and the Home Office is asking one letter which nobody in the hospital
        know how to write. I was thinking to resign and go back, with my son in middle of his school
        year. Madam Pauline is not the immigration person, she is only doing contracts. She has read
        the full guidance in one weekend, 94 pages, and she has written the letter three times until
        they accepted it. When I came to sign she had put a chair for my son also, and a comic.""",
        """We are staying. He will finish with his friends. There were seven more nurses having same
        problem, and she did for all of them, and now it is a template.""",
        merit=4.0,
    ),
    told(
        "megan.lightfoot-hughes",
        "ciara.mulholland",
        GEM,
        """Megan does the visit lists for the whole of East by herself since the other post was
        frozen in the summer, which we've raised three times now and heard nothing. She's in at six
        to get it done and she isn't paid for that. When four of us were off with flu she rang every
        patient herself and told them honestly who would be seen that day and who wouldn't. I'm
        nominating her because she deserves it, but somebody should also be asking why it all rests
        on one person.""",
        """Every call got made, every visit that couldn't wait was done. It won't last though.
        She's worn out.""",
        merit=2.6,
        named=False,
    ),
    told(
        "lorna.mcallister",
        "wendy.moorhouse",
        GEM,
        """Lorna has covered two desks since Easter and hasn't moaned about it. She picks the phone
        up, which isn't a given round here, and if she doesn't know then she'll find out and ring
        you back. She also trained the temp.""",
        """Fewer complaints about our phones. I haven't got figures.""",
        merit=2.2,
    ),
)
