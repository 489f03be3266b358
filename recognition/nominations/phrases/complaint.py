"""How a complaint sounds: outright, and heavy words that stories of praise have too."""

from recognition.nominations.phrases.choosing import any_of

OUTRIGHT = any_of(r"""
(make|making|raise|raising|lodge|submit|put in|register|file) (a|an|this|my) (\w+ )?complaint
formal complaint
(writing|wish|want|like|need|have|going) to complain\b
(i|we)('ve| have)? (already )?complained\b
(my|our) (\w+ )?complaint\b(?! was)
how (do|can|would) (i|we) (make a )?compla
(who|whom) (i|do i|can i|should i|we|do we|can we) (speak|talk|write|turn|complain) to
(not|isn't) (really )?a nomination
this is a complaint
(heard|hear) nothing (back|since|from you)
never (set foot|come back|go back|return)
should be (sacked|struck off|fired|disciplined)
ombudsman
(want|expect|deserve|owed|demand|waiting for|like) an? (\w+ )?(apology|explanation|answer)
(look into|investigate|investigation into) (this|it|what|how|why)\b
(who|somebody|someone) (is|should be|must be) (responsible|held)
(unhappy|not happy|dissatisfied|disappointed|not satisfied) (with|about|at) (how|the|your)
the (\w+ )?way (\w+ ){1,3}(was|were|has been|have been|is being) (treated|spoken|handled)
""")

HEAVY = any_of(r"""
disgrace
disgust
appall
shocking\b
shambles
nightmare
horrendous
horrific
substandard
shoddy
non-?existent
useless
rip-off
inedible
filthy
hostile
dissatisf
(un|not )acceptable
unprofessional
uncaring
unhelpful
incompetent
negligent
undignified
inhumane
unforgivable
(terrible|awful|dreadful|poor|bad|worst|rude|cold|dirty|shocking) (\w+ )?(service|care|way
|attitude|treatment|experience|communication|staff|food|sheets|toilets?)
lack of (care|compassion|dignity|respect|communication|empathy)
should be ashamed
(not|isn't) good enough
shouldn't have to
should not have to
had to beg
let (\w+ )?down\b
(was|were|got|felt|been) fobbed off
kept in the dark
brushed off
passed from pillar
furious
livid
humiliat
in tears when (i|we) left
felt (so |very |completely )?(small|stupid|ignored|dismissed|abandoned|like a)
(rude|dismissive|nasty|horrible|abrupt|unkind|cold|aggressive) (to|towards|with) <me>
(was|were|is) (\w+ )?(rude|abrupt|aggressive|dismissive|arrogant)\b
(shouted|swore|laughed|snapped|yelled|sneered) at (<me>|him|her|them)
rolled (her|his) eyes
(ignored|dismissed|belittled|lost) (<me>|his|her|him|everything)
been ignored
refused to\b
refused (my|our|him|her|us|me)\b
made (me|us|her|him) feel (\w+ )?(stupid|small|worthless|like a)
treated (me |us |him |her )?(\w+ )?(like|badly|terribly|as if)
spoken to (like|in th\w+ (way|manner)|as if)
left (<our>|him |her |us |me |them )?(in|on|waiting|lying|sitting|without|alone|to)\b
<nobody> (has |ever |would |even |will |could |had |can )*(c[ao]me\b|told(?! (him|her|them) to)
|rang|rung|listen|explain|apologi[sz]e|answer|help|care[ds]?\b|bother|takes? (any|the blame
|resp)|will take|tell|ask(ed|s)? (me|us|him|her)|seem)
<not> (once |even |seem to )?(care\b|listen|bother|look (up|at)|apologi|explain|answer
|introduce|say (hello|sorry)|(r[ia]ng|call(ed)?|c[ao]me|help) (me|us|back|when)\b|felt so
|been (so|treated))
(couldn't|could not) (have cared|care) less
not (their|his|her|my) (job|problem|department)
(waited|waiting) (\w+ ){0,3}(hours|weeks|months)
hours late
still (waiting|no\b)
(no|without (any|an)) (reply|response|answers?|apology|explanation|coat|warning)\b
cancelled (\w+ ){1,3}times
(asked|told|rang|rung|called|begged) (\w+ ){0,5}(times\b|again and again)
(bell|buzzer|alarm)s? (was |were )?(rang and rang|ignored|unanswered|went off|out of reach)
cruel\b
callous
heartless
spiteful
sarcastic
patronising
unkind\b
careless
not one word
not a word of
what (sort|kind) of (hospital|ward|place|service|nurse|doctor|people)
(still )?(have )?heard nothing
(told|ordered) (me|us|her|him|my \w+) to (stop|shut|wait|be quiet|calm down|go away|get on)
(made|kept|left) (me|us|her|him|them|my \w+) (wait|waiting|sit|beg)\b
(turn|turned|turns) up late
even (after|though) (i|we) (explained|asked|told|said|begged|warned)
promised (\w+ ){0,3}(call|appointment|letter|that)
what is going on
why (was|did|has|is) (no|my|i)
(have|has) (disappeared|gone missing|been lost)
someone else's
somebody else's
sent (\w+ ){1,2}home
discharged (\w+ ){0,3}(at|without|with no)
(can(no|')t|would not|wouldn't) recommend
not impressed
very (unhappy|disappointed|upset)
""")
