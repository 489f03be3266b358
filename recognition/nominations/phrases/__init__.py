"""How complaints, worries about safety and praise sound, for `signposts`."""
