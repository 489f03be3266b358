"""What this room can tell: how long things are kept, and what is held about one person."""
