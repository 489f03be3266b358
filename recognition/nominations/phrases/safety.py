"""How a worry about safety sounds: outright, and heavy words that stories of praise have too."""

from recognition.nominations.phrases.choosing import any_of

OUTRIGHT = any_of(r"""
(patient |resident )?safety (issue|concern|problem|risk)s?\b
<worried> (about|for) (the |their |patient |his |her )*safety
<worried> (that )?<people> (will|could|might|is going to|are)\b
(is|are|we're|it's|feels?) (not |un)safe\b
(do not|don't|did not|didn't|never|no longer) feel safe
dangerously (short|under|low|un)\w*
<people> (is going to|are going to|will|could|might) (\w+ )?(die|be hurt|get hurt|get killed
|be killed|be harmed|come to harm)
before (someone|somebody|a patient|anyone) (dies|is hurt|gets hurt|is killed)
(only )?a matter of time\b
accident waiting to happen
whistle-?blow
(afraid|frightened|scared) to (speak|report|say)
(told|asked|tells|says|said) (\w+ )?(not to (report|fill|say|tell|write|datix)
|to keep (it |this )?(quiet|to ourselves))
(kill|harm|hurt|injure) (someone|somebody|people|patients|a patient|residents)\b
(smell(s|ing|ed)?|stinks|reeks|reeking) of (alcohol|drink|cannabis)
turns? up drunk
(alter|fiddl|chang|back-?dat|fak|invent)(ed|ing) (the |our )?(\w+ )?(figures|records?|rotas?
|notes|charts?|times|numbers)
anonymous(ly)?\b
covered up
covering up
cover-up
falsif
in danger (right )?now
(hit|hitting|slapped|punched|kicked|dragged|rough with|harming|hurting) (a |the |our )?<people>
being (\w+ )?(neglected|abused|hit|bullied|harmed|exploited|mistreated|harassed|restrained)
touched (a |the |an )?\w+ in a way
bruises? (\w+ ){0,6}(nobody|no one) (can|could|has)
(i|we)('ve| have)? raised (it|this|concerns?|\w+ concerns?) .{0,80}(ignored|nothing|again)
""")

HEAVY = any_of(r"""
(?<!no )(wrong|missed) (medication|medicines?|dose|drugs?|blood|tablets|insulin)
(drug|medication) errors?\b
near miss
restrain
sedat
give (him|her|them) something to
(has|have) (still )?(not|never) been (reported|checked|dealt|fixed|replaced|investigated)
(nothing|nobody|no one) (has|is|was) (been |being )?(done|changed|doing anything|listening)
nothing (changes|changed|happens|happened)\b
every week\b
keep (it|this) to ourselves
drunk (on|at)\b
(sleep(ing)?|asleep) on (nights|duty|shift)
unanswered\b
afraid of (him|her)
(fire exit|fire door)s? (is|are) (\w+ )?(blocked|locked|broken)
keeps? (failing|breaking)
(broken|faulty|still|taken out of|be in) use\b
out[- ]of[- ]date
expired\b
mould\b
rats\b
mice\b
un(qualified|trained|registered) (staff|people|agency|carers|nurses)
no (registered|qualified|trained|permanent|senior) (nurses?|staff|doctors?|carers?)
(serious|dangerous|many|several|so many) (mistakes|errors|incidents)
(run|runs|running|ran) out of
(not|n't|never) enough (of us|staff|nurses|carers|doctors|equipment|oxygen|gloves)
it's (just )?wrong\b
(shouting at|pinching|pinches|hitting|threatening|threatens|(scared|frightened) of (him|her
|them|my))\b
controlled drugs?
neglect
(bully(ing)?|bullied|harass(ed|ment)) (by|of|from)
easier for (her|him)
(one|two|three|1|2|3) (nurses?|carers?|staff) for (the whole|\w+(-\w+)? (patients|residents
|beds))
short[ -]staffed
understaffed
no staff
there('s| is| are) (nobody|no one|no checks?)\b
(leav(es?|ing)|left) (residents?|patients?|a swab|them|an? \w+) in\b
left a swab
(take|takes|taking|took|steal\w*|stolen) (\w+ )?(tablets|medication|drugs|morphine|money)
sign(ed|ing|s)? (for|off) .{0,60}\b(not|n't|never)\b
don't know who to tell
are afraid
""")
