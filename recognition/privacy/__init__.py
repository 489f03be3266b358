"""What is kept about people: for how long, what of it they may see, and how it is erased."""
