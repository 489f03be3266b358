"""What `blinding` is made of: words of a text, who is looked for, and whether a word is a name."""
