"""What happened, by whom: append-only, chained by a keyed digest."""
