"""What stories of praise have and complaints have not: warmth, and somebody who does good."""

import re

from recognition.nominations.phrases.choosing import any_of

# Not “took” or “told”: complaints are full of them.
_GOOD = (
    r"((help|notic|spott|prevent|mend|fix|solv|handl|calm|apologi[sz]|stay|listen|remember|walk"
    r"|carr[iy]|hugg?|smil|clean|wash|shav|cook|knit|teach|ask(?!ed (me|us) to)|explain|deal"
    r"|volunteer|check|chas|report|replac|return|turn|danc|stand|sav|learn|clos|greet|cheer|visit)"
    r"(i?ed|s|es)?\b"
    r"|caught|found|sat|held|stood|sang|drove|taught|dealt|(?<!rang and )rang|knew|knows"
    r"|brings?|brought|moved|drew|speaks? up|spoke up|said so|keeps?|kept|stops?\b|stopped"
    r"|(came|comes) (back|in|out)|went (round|back|and)|got (him|her|me|us|them|a)"
    r"|ma[dk]es? (it|sure|every|me feel safe)|(took|takes) (the )?time|put the kettle"
    r"|gave up|gave (me|us|him|her|every\w*) (a|her|his|the)|never (gave up|held|once|complain))"
)
_WHO = r"\b(she|he|they|who|(?!Nobody|No|Staff|Please|I\b|We\b|The\b|It\b)[A-Z]\w+)"
_MEANWHILE = r"(would |could |will |has |had |also |just |then |always |still |even |\w+ly ){0,3}"

# Searched in the text as it was typed: a name begins with a capital.
SOMEBODY_GOOD = re.compile(f"{_WHO}('s)? {_MEANWHILE}{_GOOD}")

# Where a sentence turns: somebody set it right, it did not come to it, or it was somewhere else.
TURNS = any_of(
    r"""
(and|,|until|till) (then |this \w+ )?<good>
and then (\w+ ){1,2}did\b
before it\b
(did not|didn't|never) happen
would not let it
until (i|we) met
until (she|he|\w+) (came|arrived|took|started)
until all
before they got to
(was|were) (going|about|ready) to (\w+ ){0,2}compl
expect(ed|ing) to complain
never complain
no complaints?\b
not (a|one) complaint
without complain
complaints (team|department)
despite
however (short|tired|busy)
no matter how
in spite of
when everyone
when the (place|ward) was
makes sure
made sure
elsewhere
(her|his|my|our|their|the|at) (last|previous|old) (home|job|trust|ward|hospital)
another (trust|hospital|home)
at school
because of (her|him|them)
thanks to
it was (she|he|her|him|here|\w+ who)
nobody's fault
no fuss
nobody (dies|hurried)
nobody is bullied
made it possible
(lead|guardian|champion|manager) (she|he)\b
""",
    good=_GOOD,
)

WARM = any_of(
    r"""
thank(s|ed|ful| you)?\b(?! for nothing)
nominat(e|ing) (her|him|them|\w+ (for|because))
deserves? (to win|this|it|the award|recognition|every)
should (win|go to)
hero\b
angel\b
kind(ness|est|ly)?\b
gentle
lovely
wonderful
amazing
brilliant
fantastic
beautiful
best\b
calm(ly)?\b
patience\b
patient with
unbelievably patient
compassionate\b
warm(th)?\b
loved\b
hugged\b
smil(e|ed|ing)
laughing\b
sang\b
danced
grateful
sunshine
(felt|feel) safe (for|because|again|with)
""",
)
