"""A believable organisation to try it on, and data for measuring."""
