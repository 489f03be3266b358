"""Our own words in other languages: looked at by those who speak them, and made better."""
