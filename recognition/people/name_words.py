"""Words that stand beside a name, or are a part of one without being a name themselves."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms miss mx dr doctor prof professor sister sr matron nurse rev revd reverend canon"
    " fr father imam rabbi chaplain sir dame staff charge senior student ward porter midwife"
    " the our dear"
)
LETTERS_AFTER = _words(
    "rn rgn rmn rnld srn bsc msc phd md mbbs mbchb mbe obe cbe bem qn esq frcp frcs frcgp frcn"
    " mrcp mrcs mrcgp hons dip pgdip pgcert cert mcsp"
)
GENERATIONS = {
    **dict.fromkeys(("jr", "jnr", "junior", "ii"), "junior"),
    **dict.fromkeys(("sr", "snr", "senior"), "senior"),
    "iii": "iii",
}
# They belong to the word after them: van der Berg, O Brien, al Hassan.
PARTICLES = _words(
    "al el ap ab ferch o mc mac st de del della di da das do dos du la le las los van von der den"
    " ten ter bin binte binti bint ibn abu san santa"
)
FORMERLY = _words("nee formerly previously")
# They go when a number follows: “Sue on Ward 7”.
PLACE_WORDS = _words("ward w wd theatre unit room bay floor on")
