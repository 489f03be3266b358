"""Every nominee thanked: the private page behind a card, and the one dated table of consent."""
