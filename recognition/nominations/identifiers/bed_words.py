"""The words that `beds` goes by: illnesses, everyday words, and what may stand in between."""

# Common diagnoses: a short list, not a dictionary. Each line is part of a regular expression.
_ILLNESSES = r"""
dementia|alzheimer('?s)?|deliri(um|ous)|sepsis|septic
((lung|breast|bowel|prostate|brain|skin|throat|ovarian|pancreatic|liver|bone|terminal) )?cancer
leuka?emia|lymphoma|(brain )?tumour
strokes?|heart (attack|failure)|embolism|dvt|gi bleed
pneumonia|copd|emphysema|asthma(tic)?|covid(-19)?|flu|tuberculosis|tb
diabet(es|ic)|dka|(kidney|renal|liver|organ) failure|cirrhosis|hepatitis|jaundice|pancreatitis
epilep(sy|tic)|seizures?|parkinson('?s)?|motor neurone?|mnd|multiple sclerosis
(?-i:MS)(?=[ ,](in|from|who|lady|man|patient))|meningitis|encephalitis|(brain|head|spinal) injury
hiv|uti|aki|n?stemi|sickle cell|mrsa|c\.? ?diff|norovirus|cellulitis|appendicitis
fractured \w{2,8}|(hip|pelvic|leg|arm|skull) fracture|broken (hip|leg|arm|neck|back|pelvis)
amput(ation|ee)|overdose|psycho(sis|tic)|schizophreni[ac]|bipolar|depression|anorexi[ac]
autis(m|tic)|learning disabilit(y|ies)|down'?s syndrome|self[- ]harm|suicidal
miscarriage|stillbirth|pre-?eclampsia|palliative|end[ -]of[ -]life
"""
ILLNESSES = tuple(_ILLNESSES.split("\n")[1:-1])

# Capitalised at the start of a sentence, or always, and nobody's name.
_EVERYDAY = """
a about admitted ae after afterwards again all alone also although always am an and another any
anybody anyone april are as ask asleep at august baby back bay because bed before being bless
both boy but by call can caring children christmas confined could cpr cubicle dad daddy day dear
december did do down during each easter eight eleven even ever every everybody everyone
everyones everything family father february finally find five for four friday from gentleman
girl god gone got gran grandad grandma had happy has have hdu he her here hers him his hospital
how however husband i icu if ill in inside is it its itu iv january jesus july june just kept
lady last later lay left life like little lots love man many march may me meanwhile meet men
miss monday more most mother mum mummy my nan new next nhs night nights nine no nobody none not
nothing november now nurses nursing october of off old on once one only or other our out over
patient patients people perhaps please plus poor poorly relatives room sadly safe sat saturday
see september seven she since sitting six sleeping so some somebody someone soon staff still
stuck sunday team teams ten thank thanks that the their them then there these they things this
those three thursday to today together tucked tuesday tv twelve two under unit until up us visit
visiting ward was we wednesday were what when where which while who whoever whose why wife will
with woman women would yes yet you young your
"""
EVERYDAY = frozenset(_EVERYDAY.split())

# What may stand between a name or an illness and the bed.
_PERSON = """
baby boy brother chap child dad daughter father gentleman girl gran grandad husband lad lady lass
man mother mum nan patient resident sister son twin wife woman
"""
_BESIDE = "at beside by from in into near next of on opposite to"
_BETWEEN = """
a also an and are asleep back be bedside been being d dear dying elderly family favourite had has
have her his is just little lovely lying moved my now nursed old oldest only our over parents
partner poor relatives round around admitted s sat sitting still stuck that the their then there
this transferred visitors was were who with young
"""
_AFTER = """
advanced after bad called having late lay living name named needing recovering severe stage
suffering suspected terminal where whose
"""
PERSON = frozenset(_PERSON.split())
BESIDE = frozenset(_BESIDE.split())
BETWEEN = PERSON | BESIDE | frozenset(_BETWEEN.split())
AFTER = BETWEEN | frozenset(_AFTER.split())
