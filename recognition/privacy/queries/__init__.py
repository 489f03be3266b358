"""What is kept about people, for how long, and what was done with it."""
