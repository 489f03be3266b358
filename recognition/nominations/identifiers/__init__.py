"""What could tell who a patient is: a file for each kind of thing, read in plain characters."""
