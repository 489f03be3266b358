"""Reading cards, what people agreed to, the ledger of thanks, and what is to be printed."""

from recognition.thanks.queries.asking import chasing, may_record, to_chase, unsent_question
from recognition.thanks.queries.cards import (
    ThanksPage,
    candidacies_of_card,
    candidacy_of_card,
    card_number,
    card_of,
    code_of,
    codes_of,
    was_asked_before,
)
from recognition.thanks.queries.checking import (
    depends_on,
    in_another_scheme,
    stuck,
    unowned,
    unthanked,
)
from recognition.thanks.queries.consent_sheets import (
    ChannelConsent,
    ConsentSheet,
    Respondent,
    Signer,
    consent_sheet,
    signers,
)
from recognition.thanks.queries.consenting import (
    Answer,
    answers_of,
    consents,
    died,
    is_quiet,
    quiet,
    wishes_of,
)
from recognition.thanks.queries.holders import Holder, has_holder, holders
from recognition.thanks.queries.languages import language_of_card, languages_of_cards
from recognition.thanks.queries.ledger import (
    Ledger,
    SchemeChoice,
    ledger,
    may_keep,
    scheme_choices,
)
from recognition.thanks.queries.ledger_lines import LedgerLine
from recognition.thanks.queries.ledger_numbers import late
from recognition.thanks.queries.ledger_pages import PER_PAGE, Filters
from recognition.thanks.queries.printing import (
    BatchCard,
    BatchLine,
    BatchSheet,
    SiteCount,
    batch_sheet,
    batches,
    may_print,
    waiting_by_site,
)
from recognition.thanks.queries.sheets import sheets_of
from recognition.thanks.queries.tending import ThankCard, ThankSheet, may_tend, thank_sheet
from recognition.thanks.queries.thanking import (
    recipients,
    telling,
    to_mend,
    to_thank,
    waiting_for_thanks,
)

__all__ = [
    "PER_PAGE",
    "Answer",
    "BatchCard",
    "BatchLine",
    "BatchSheet",
    "ChannelConsent",
    "ConsentSheet",
    "Filters",
    "Holder",
    "Ledger",
    "LedgerLine",
    "Respondent",
    "SchemeChoice",
    "Signer",
    "SiteCount",
    "ThankCard",
    "ThankSheet",
    "ThanksPage",
    "answers_of",
    "batch_sheet",
    "batches",
    "candidacies_of_card",
    "candidacy_of_card",
    "card_number",
    "card_of",
    "chasing",
    "code_of",
    "codes_of",
    "consent_sheet",
    "consents",
    "depends_on",
    "died",
    "has_holder",
    "holders",
    "in_another_scheme",
    "is_quiet",
    "language_of_card",
    "languages_of_cards",
    "late",
    "ledger",
    "may_keep",
    "may_print",
    "may_record",
    "may_tend",
    "quiet",
    "recipients",
    "scheme_choices",
    "sheets_of",
    "signers",
    "stuck",
    "telling",
    "thank_sheet",
    "to_chase",
    "to_mend",
    "to_thank",
    "unowned",
    "unsent_question",
    "unthanked",
    "waiting_by_site",
    "waiting_for_thanks",
    "was_asked_before",
    "wishes_of",
]
