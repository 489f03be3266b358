"""Good practice in compassionate leadership, shown alongside the work."""
