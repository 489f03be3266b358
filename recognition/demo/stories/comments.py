"""What panellists write beside their scores: short, plain, about the act and not the prose."""

LOW: tuple[str, ...] = (
    "Clearly well liked, but I could not find one thing that was done.",
    "Warm, and too general to score higher. I would love to hear an example.",
    "I think there is a real story behind this. It is not on the page.",
    "This is good work, well done. I am not sure it is more than the job asks.",
    "Nothing here tells me what changed for anyone.",
    "Scored on what is written. I suspect the person deserves better.",
    "Kind words about a kind colleague; no act to judge.",
    "Could be about anybody. Can we go back and ask for a detail?",
    "The difference it made is asserted rather than shown.",
    "A thank you rather than a nomination, and none the worse for that.",
)

MID: tuple[str, ...] = (
    "A good habit, kept up for a long time. The effect is harder to see.",
    "Specific and believable. One person helped, once.",
    "I liked this more on the second reading.",
    "Thoughtful, and near enough to the role that I held back a point.",
    "The act is strong. The impact is told in one line and I wanted two.",
    "Small, but it is done every day, and that counts.",
    "Very short. What is there is concrete.",
    "Good, though I cannot tell how much was this person and how much the team.",
    "Took an effort that nobody asked for. The result was modest.",
    "Between a 3 and a 4 for the act; I settled on the lower.",
    "A practical fix that others noticed.",
    "There is a concern in here for somebody to pick up, apart from the award.",
    "Scored the act only. The rest is a matter for management, not for us.",
    "Kind and sensible. I would like this to be normal.",
)

HIGH: tuple[str, ...] = (
    "Saw what nobody else had seen, and acted on it.",
    "The cost to them was real and they did not mention it.",
    "It changed how the nominator works. That is as much impact as I can ask for.",
    "Now part of how the place runs. It will outlast the person.",
    "Went and asked first. That is the difference here.",
    "Plainly told, and I believed every word.",
    "Nothing clever, just exactly the right thing at the right minute.",
    "Two people describe the same act in different words. Convincing.",
    "Numbers where there could be numbers and quiet where there could not.",
    "I would want this person beside my own family.",
    "Brave as well as kind.",
    "Not their job in any way, and done properly to the end.",
    "Kept someone's dignity when it would have been easy not to.",
    "Thought of the people whom everyone else had left out.",
    "Full marks for the act. I had to put it down for a moment.",
    "Made it easier for the next person too.",
)

COMMENTS: dict[str, tuple[str, ...]] = {"low": LOW, "mid": MID, "high": HIGH}
"""Polarity to comments: ``low`` for a mean under about 2.5, ``high`` from about 4."""
