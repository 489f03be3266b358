"""Who sits on a panel, who reads what, the scores they give, and the ranking that comes of it."""
