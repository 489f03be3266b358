"""What this room changes: what it lets go of, gives out, and erases."""
